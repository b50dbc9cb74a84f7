"""Bundles that no honest sender made. Each is refused by name, and leaves nothing behind."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from fielddoc import bundle
from fielddoc.bundle import layout, lines, tar
from fielddoc.bundle.ranges import Ranges
from fielddoc.crypto.identity import Certificate, Identity
from fielddoc.errors import (
    BundleAltered,
    BundleCut,
    BundleHostile,
    BundleNewer,
    BundleNotForUs,
    BundleReaddressed,
    EntryRefused,
    FieldDocError,
    NotABundle,
    SourceVanished,
)
from fielddoc.vault import Vault
from tests.bundle.forge import Forge, Members, altered, archive, archive_of, members_of, seal
from tests.bundle.people import contact, make_case, meet, person


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A sender, a receiver, and a genuine bundle: made once, as nothing here may change them."""
    folder = tmp_path_factory.mktemp("attacks")
    with person(folder, "Ruda") as ruda, person(folder, "Saga") as saga:
        meet(ruda, saga)
        case = make_case(ruda)
        bundle.pack(ruda, [case], [contact(saga)], folder / "good.fdb.age")
        yield Room(folder, ruda, saga, archive_of(saga, folder / "good.fdb.age"))
        assert saga.case_count() == 0
        assert not saga.bundles()


class Room:
    def __init__(self, folder: Path, ruda: Vault, saga: Vault, plain: bytes) -> None:
        self.folder, self.ruda, self.saga, self.plain = folder, ruda, saga, plain
        self.sealed = (folder / "good.fdb.age").read_bytes()

    def forge(self) -> Forge:
        return Forge.of(self.ruda.identity, self.plain)

    def refused(self, plain: bytes) -> FieldDocError:
        """Seal `plain` to the receiver; return how that is refused."""
        return self.refused_file(seal(self.saga, plain, self.folder / "bad.fdb.age"))

    def refused_file(self, path: Path) -> FieldDocError:
        verdict = bundle.verify(self.saga, path, {self.ruda.identity.fingerprint: "Ruda"})
        with pytest.raises(FieldDocError) as caught:
            bundle.take(self.saga, bundle.inspect(self.saga, path))
        assert not list((self.saga.folder / "quarantine").iterdir())
        assert not [one for one in (self.saga.folder / "files").rglob("*") if one.is_file()]
        if not isinstance(caught.value, EntryRefused) and caught.value.facts.get("reason") not in (
            "entry-line", "entries", "unmentioned-file", "entry-too-long", "certificate",
        ):  # fmt: skip
            assert not verdict.holds
        return caught.value


def test_the_forge_makes_good_bundles_too(room):
    path = seal(room.saga, room.forge().archive(), room.folder / "same.fdb.age")
    assert bundle.verify(room.saga, path, {room.ruda.identity.fingerprint: "R"}).holds
    bundle.inspect(room.saga, path).discard()


# --- the age file


def test_every_cut_of_the_file(room):
    path = room.folder / "cut.fdb.age"
    ends = [*range(0, 8000, 401), *range(8000, len(room.sealed), 7001), len(room.sealed) - 1]
    for end in ends:
        path.write_bytes(room.sealed[:end])
        assert isinstance(room.refused_file(path), BundleCut | NotABundle | BundleAltered), end


def test_flipped_bits_in_the_file(room):
    path = room.folder / "flipped.fdb.age"
    for at in [*range(0, 8000, 397), *range(8000, len(room.sealed), 6997)]:
        path.write_bytes(altered(room.sealed, {at: 1 << at % 8}))
        assert isinstance(
            room.refused_file(path),
            BundleAltered | NotABundle | BundleNotForUs | BundleNewer | BundleCut,
        ), at


def test_more_after_the_file(room):
    path = room.folder / "longer.fdb.age"
    path.write_bytes(room.sealed + b"x")
    assert isinstance(room.refused_file(path), BundleAltered | BundleCut)


def test_not_for_us(room, tmp_path):
    with person(tmp_path, "Ajena") as ajena:
        path = seal(ajena, room.plain, tmp_path / "b")
        assert isinstance(room.refused_file(path), BundleNotForUs)
        assert bundle.verify(room.saga, path, {}).state == "sealed"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"age-encryption.org/v1", bytes(5000)])
def test_other_files(room, tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    assert isinstance(room.refused_file(tmp_path / "x"), NotABundle | BundleCut)


def test_no_file(room, tmp_path):
    with pytest.raises(SourceVanished):
        bundle.inspect(room.saga, tmp_path / "nothing")


def test_sealed_anew_for_somebody_else(room, tmp_path):
    with person(tmp_path, "Tercera") as tercera:
        meet(room.ruda, tercera)
        path = seal(tercera, room.plain, tmp_path / "b")
        with pytest.raises(BundleReaddressed):
            bundle.inspect(tercera, path)
        verdict = bundle.verify(tercera, path, {room.ruda.identity.fingerprint: "Ruda"})
        assert (verdict.holds, verdict.state) == (False, "altered")
        assert ("where", "recipients") in verdict.details


# --- the archive


def test_every_cut_of_the_archive(room):
    for end in [*range(0, 9000, 512), 700, len(room.plain) - 1, len(room.plain) - 512]:
        assert isinstance(room.refused(room.plain[:end]), BundleHostile | BundleAltered), end


def test_flipped_bits_in_the_archive(room):
    used = tar.archive_size(len(data) for _, data in members_of(room.plain))
    for at in [*range(0, used, 211), used + 1, len(room.plain) - 1]:
        found = room.refused(altered(room.plain, {at: 1 << at % 8}))
        assert isinstance(found, BundleHostile | BundleAltered), at


def test_more_after_the_archive(room):
    assert room.refused(room.plain + bytes(512)).facts == {"reason": "trailing-data"}
    assert room.refused(room.plain + b"x" * 512).facts == {"reason": "trailing-data"}


def swapped(members: Members, one: int, other: int) -> Members:
    found = list(members)
    found[one], found[other] = found[other], found[one]
    return found


ORDERS: dict[str, tuple[Callable[[Members], Members], str]] = {
    "payload first": (lambda m: [*m[5:], *m[:5]], "order"),
    "signature before what it signs": (lambda m: swapped(m, 1, 2), "order"),
    "manifest before the label": (lambda m: swapped(m, 3, 4), "order"),
    "files before the entries": (lambda m: swapped(m, 7, 8), "order"),
    "a file twice": (lambda m: [*m, m[-1]], "unlisted"),
    "a tag file twice": (lambda m: [m[0], *m], "order"),
    "one more file": (lambda m: [*m, ("bundle/data/z", b"x")], "unlisted"),
    "one above": (lambda m: [*m, ("bundle/../../x", b"x")], "unlisted"),
    "an absolute name": (lambda m: [("/etc/passwd", b"x"), *m], "order"),
    "no folder": (lambda m: [(name.removeprefix("bundle/"), data) for name, data in m], "order"),
    "a file less": (lambda m: m[:-1], "order"),
    "no payload": (lambda m: m[:5], "order"),
    "no signature": (lambda m: [*m[:2], *m[3:]], "order"),
    "nothing": (lambda m: [], "order"),
}


@pytest.mark.parametrize("name", ORDERS)
def test_other_orders(room, name):
    change, reason = ORDERS[name]
    found = room.refused(archive(change(room.forge().members())))
    assert isinstance(found, BundleHostile)
    assert found.facts == {"reason": reason}


def test_a_tag_file_that_is_too_large(room):
    for number, path in enumerate(layout.TAGS[:3]):
        members = room.forge().members()
        members[number] = (f"bundle/{path}", bytes(layout.MAX_TAG[path] + 1))
        assert room.refused(archive(members)).facts == {"reason": "too-large"}


def test_a_length_that_lies(room):
    plain = room.plain
    at = plain.index(b"bundle/data/entries.jsonl")
    for size in (0, 1, 8**11 - 1):
        header = tar.header("bundle/data/entries.jsonl", size)
        found = room.refused(plain[:at] + header + plain[at + 512 :])
        assert isinstance(found, BundleHostile | BundleAltered)


# --- what is signed


def test_signed_by_another(room):
    forge = room.forge()
    forge.signer = Identity.new("Ruda")
    assert room.refused(forge.archive()).facts == {"where": "sender"}


def test_a_stranger_who_signs_as_himself_is_not_a_contact(room):
    stranger = Identity.new("Ruda")
    forge = room.forge()
    forge.signer = stranger
    forge.info = replace(forge.info, sender=stranger.fingerprint)
    certificate = Certificate(stranger.certificate)
    forge.payload[layout.certificate(stranger.fingerprint)] = certificate.pem
    path = seal(room.saga, forge.archive(), room.folder / "stranger.fdb.age")
    verdict = bundle.verify(room.saga, path, {room.ruda.identity.fingerprint: "Ruda"})
    assert (verdict.holds, verdict.state) == (True, "intact-unknown")
    preview = bundle.inspect(room.saga, path)
    assert (preview.sender_known, preview.contents) == (False, None)
    preview.discard()


def forced(path: str, data: bytes) -> Callable[[Forge], None]:
    return lambda forge: forge.tags.update({path: data})


def lie(**facts: object) -> Callable[[Forge], None]:
    def change(forge: Forge) -> None:
        forge.members()
        forge.fit = False
        forge.info = replace(forge.info, **facts)  # type: ignore[arg-type]

    return change


def lie_about_octets(by: int) -> Callable[[Forge], None]:
    def change(forge: Forge) -> None:
        forge.members()
        lie(octets=forge.info.octets + by)(forge)

    return change


def listed(path: str) -> Callable[[Forge], None]:
    return lambda forge: forge.payload.update({path: b"x"})


def other_file(forge: Forge) -> None:
    path = next(path for path in forge.payload if layout.FILE.fullmatch(path))
    forge.payload[path] += b"x"
    forge.hashes[path] = path.rpartition("/")[2]


def honest_other_file(forge: Forge) -> None:
    path = next(path for path in forge.payload if layout.FILE.fullmatch(path))
    forge.payload[path] += b"x"


def unmentioned(forge: Forge) -> None:
    forge.payload[layout.file(sha256(b"junk").hexdigest())] = b"junk"


def wrong_certificate(forge: Forge) -> None:
    other = Certificate(Identity.new("Otra").certificate)
    forge.payload[layout.certificate(forge.info.sender)] = other.pem


def long_certificate(forge: Forge) -> None:
    forge.payload[layout.certificate(forge.info.sender)] += b"\n" * layout.MAX_CERTIFICATE


def doubled_certificate(forge: Forge) -> None:
    forge.payload[layout.certificate(forge.info.sender)] *= 2


def without(path: str) -> Callable[[Forge], None]:
    def change(forge: Forge) -> None:
        del forge.payload[path]

    return change


def no_certificate(forge: Forge) -> None:
    del forge.payload[layout.certificate(forge.info.sender)]


def entries(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[Forge], None]:
    """Change the parsed lines of the entries."""

    def forged(forge: Forge) -> None:
        told = [json.loads(one) for one in forge.payload[layout.ENTRIES].splitlines()]
        change(told)
        forge.payload[layout.ENTRIES] = b"".join(
            json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            for one in told
        )

    return forged


def raw(change: Callable[[bytes], bytes]) -> Callable[[Forge], None]:
    def forged(forge: Forge) -> None:
        forge.payload[layout.ENTRIES] = change(forge.payload[layout.ENTRIES])

    return forged


SIGNED: dict[str, tuple[Callable[[Forge], object], str]] = {
    "another declaration": (forced(layout.BAGIT, b"BagIt-Version: 0.97\n"), "declaration"),
    "tag manifest of something else": (
        forced(layout.TAG_MANIFEST, b"0" * 64 + b"  bagit.txt\n"),
        "tag-manifest",
    ),
    "tag manifest with a path above": (
        forced(layout.TAG_MANIFEST, b"0" * 64 + b"  ../x\n"),
        "tag-manifest",
    ),
    "tag manifest of no form": (forced(layout.TAG_MANIFEST, b"x"), "manifest"),
    "signature of no form": (forced(layout.SIGNATURE, b"0"), "signature"),
    "empty signature": (forced(layout.SIGNATURE, b""), "signature"),
    "label of no form": (forced(layout.BAG_INFO, b"x\n"), "bag-info"),
    "label folded": (forced(layout.BAG_INFO, b"FieldDoc-Format: 1\n x\n"), "bag-info"),
    "manifest of no form": (forced(layout.MANIFEST, b"x\n"), "manifest"),
    "empty manifest": (forced(layout.MANIFEST, b""), "manifest"),
    "octets too few": (lie_about_octets(-1), "too-large"),
    "octets too many": (lie_about_octets(1), "payload-size"),
    "octets absurd": (lie_about_octets(10**14), "payload-size"),
    "members too many": (lie(members=99), "manifest"),
    "a name above": (listed("data/../x"), "manifest"),
    "a name in the root": (listed("x"), "manifest"),
    "a name for Windows": (listed("data/files/con"), "manifest"),
    "a name in capitals": (listed("data/files/" + "A" * 64), "manifest"),
    "an author nobody named": (listed(layout.certificate("0" * 64)), "manifest"),
    "a file under another's name": (other_file, "where"),
    "a file that was exchanged": (honest_other_file, "manifest"),
    "a file nobody mentions": (unmentioned, "unmentioned-file"),
    "another's certificate": (wrong_certificate, "certificate"),
    "a certificate too large": (long_certificate, "too-large"),
    "two certificates in one": (doubled_certificate, "certificate"),
    "no certificate": (no_certificate, "manifest"),
    "no entries": (without(layout.ENTRIES), "manifest"),
    "no readme": (without(layout.README), "manifest"),
    "claims about entries": (lie(entries={"0" * 64: Ranges([(1, 2)])}), "manifest"),
    "an entry less": (entries(lambda told: told.pop()), "entries"),
    "an entry that is no object": (raw(lambda data: data + b"[]\n"), "entry-line"),
    "an entry without end": (raw(lambda data: data[:-1]), "entry-line"),
    "nesting": (raw(lambda data: b"[" * 200_000 + b"\n" + data), "entry-line"),
    "a key more": (entries(lambda told: told[0].update(x=1)), "entry-line"),
    "a key less": (entries(lambda told: told[0].pop("signature")), "entry-line"),
    "a key twice": (raw(lambda data: data.replace(b"{", b'{"header":"",', 1)), "entry-line"),
    "spaces": (raw(lambda data: data.replace(b"{", b"{ ", 1)), "entry-line"),
    "a lone surrogate": (raw(lambda data: data.replace(b"Ana", b"\\ud800", 1)), "entry-line"),
    "header a number": (entries(lambda told: told[0].update(header=7)), "entry-line"),
    "long signature": (entries(lambda told: told[0].update(signature="A" * 400)), "entry-line"),
    "a header of no form": (entries(lambda told: told[0].update(header="{}")), "header"),
    "another content": (entries(lambda told: told[0].update(content="{}")), "content-hash"),
    "another's signature": (
        entries(lambda told: told[0].update(signature=told[1]["signature"])),
        "signature",
    ),
    "content under another header": (
        entries(lambda told: told[0].update(content=told[1]["content"])),
        "content-hash",
    ),
}


@pytest.mark.parametrize("name", SIGNED)
def test_signed_by_a_contact_yet_refused(room, name):
    change, reason = SIGNED[name]
    forge = room.forge()
    change(forge)
    found = room.refused(forge.archive())
    assert isinstance(found, BundleHostile | BundleAltered | EntryRefused)
    assert reason in {*found.facts, *found.facts.values()}


def test_a_newer_format(room):
    forge = room.forge()
    label = forge.info.to_bytes().replace(b"Format: 1\n", b"Format: 7\n")
    forge.tags[layout.BAG_INFO] = label + b"FieldDoc-Later: x\n"
    path = seal(room.saga, forge.archive(), room.folder / "newer.fdb.age")
    with pytest.raises(BundleNewer) as caught:
        bundle.inspect(room.saga, path)
    assert caught.value.facts == {"found": 7, "known": 1}


def test_a_line_without_end(room, monkeypatch):
    monkeypatch.setattr(layout, "MAX_LINE", 10_000)
    forge = room.forge()
    forge.payload[layout.ENTRIES] = b"x" * (3 << 20)
    assert room.refused(forge.archive()).facts == {"reason": "entry-too-long"}


def test_too_many_members(room, monkeypatch):
    monkeypatch.setattr(layout, "MAX_MEMBERS", 3)
    assert room.refused(room.plain).facts == {"reason": "manifest"}


def test_numbers_beyond_what_is_exact():
    header = {
        "v": 1, "id": "0" * 32, "author": "0" * 64, "n": 1, "prev": None, "at": "x", "mono": 0,
        "clock": "unchecked", "case": None, "command": "x", "program": "x", "content": "0" * 64,
    }  # fmt: skip
    for change in ({"mono": 2**63}, {"mono": -1}, {"n": 2**54, "prev": "0" * 64}):
        text = json.dumps({**header, **change})
        told = json.dumps(
            {"header": text, "signature": "AAAA", "content": None},
            ensure_ascii=False, separators=(",", ":"),
        )  # fmt: skip
        with pytest.raises(EntryRefused):
            lines.read_line(told.encode() + b"\n")
