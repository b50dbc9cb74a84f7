"""What is fuzzed: for each parser some right inputs, and how to call it."""

import base64
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fielddoc.bundle import bag, cards, layout, lines, opened, tar
from fielddoc.bundle.arrived import read_certificate
from fielddoc.bundle.ranges import Ranges
from fielddoc.crypto import age, cms
from fielddoc.crypto.identity import Certificate, Identity
from fielddoc.model.entry import Change, Content, Header, SignedEntry, read_content, read_header
from fielddoc.model.ids import new_id
from fielddoc.model.values import Value
from tests.bundle.people import person

SENDER = Identity.new("Ruda")
RECEIVER = age.Identity.new("x25519")
HYBRID = age.Identity.new("pq")


@dataclass(frozen=True, slots=True)
class Target:
    """A parser under attack. `call` may raise `FieldDocError` and nothing else."""

    seeds: list[bytes]
    call: Callable[[bytes], object]


def _entry() -> SignedEntry:
    changes = (
        Change("1" * 32, "person", "given_names", Value("Ana")),
        Change("2" * 32, "evidence", "file", Value({"sha256": "0" * 64, "size": 3}), ("3" * 32,)),
    )
    content = Content(changes, "why", ("1" * 32,), (("a", "b"),), ("4" * 32,)).to_bytes()
    header = Header(
        "5" * 32, SENDER.fingerprint, 1, None, "2026-01-01T10:00:00-06:00", 7, "unchecked",
        "6" * 32, "save", "0.1.0", sha256(content).hexdigest(),
    ).to_bytes()  # fmt: skip
    return SignedEntry(header, SENDER.sign(header), content)


ENTRY = _entry()
LINE = lines.line(ENTRY)


def _members() -> list[tuple[str, bytes]]:
    certificate = Certificate(SENDER.certificate).pem
    payload = {
        layout.README: b"read me",
        layout.ENTRIES: LINE,
        layout.certificate(SENDER.fingerprint): certificate,
        layout.file(sha256(b"photo").hexdigest()): b"photo",
    }
    info = bag.BagInfo(
        "7" * 32, SENDER.fingerprint, "Ruda", sum(map(len, payload.values())), len(payload),
        practice=False, date="2026-01-01", agent="FieldDoc 0.1.0",
        recipients={bag.recipient_hash(RECEIVER.recipient): bag.NO_BUNDLE},
        cases=("6" * 32,), entries={SENDER.fingerprint: Ranges([(1, 1)])}, received=("8" * 32,),
    ).to_bytes()  # fmt: skip
    listed = bag.manifest({path: sha256(data).hexdigest() for path, data in payload.items()})
    signed = bag.tag_manifest(info, listed)
    tags = (bag.DECLARATION, signed, cms.sign(SENDER, signed), info, listed)
    return [*zip(layout.TAGS, tags, strict=True), *sorted(payload.items())]


MEMBERS = _members()


def _archive() -> bytes:
    target = io.BytesIO()
    writer = tar.Writer(target)
    for path, data in MEMBERS:
        writer.member(f"bundle/{path}", len(data), [data])
    writer.finish()
    return target.getvalue()


ARCHIVE = _archive()


def _read_tar(data: bytes) -> None:
    reader = tar.Reader(io.BytesIO(data))
    while reader.next() is not None:
        while reader.read(1 << 16):
            pass
    reader.finish()


def _read_bundle(data: bytes) -> None:
    archive = tar.Reader(io.BytesIO(data))
    signed = opened.read_signed(archive)
    for member in opened.payload(archive, signed):
        digest = sha256()
        while chunk := member.read(1 << 16):
            digest.update(chunk)
        opened.check(member.path, digest.hexdigest(), signed.hashes)


def _read_lines(data: bytes) -> None:
    for one in lines.split(iter([data[: len(data) // 2], data[len(data) // 2 :]])):
        header, entry = lines.read_line(one)
        if entry.content is not None:
            read_content(header, entry.content)


def _read_content(data: bytes) -> None:
    """Contents whose hash fits, as only their author can make them."""
    header = read_header(ENTRY.header)
    fit = Header(**{name: getattr(header, name) for name in header.__slots__ if name != "content"},
                 content=sha256(data).hexdigest())  # fmt: skip
    read_content(fit, data)


@contextmanager
def absorbing(folder: Path) -> Iterator[Target]:
    """A vault that takes in contents whose hash and signature fit, as only a contact can send."""
    with person(folder, "Saga") as vault:

        def absorb(data: bytes) -> None:
            header = Header(
                new_id(), SENDER.fingerprint, 1, None, "2026-01-01T10:00:00-06:00", 7, "unchecked",
                "6" * 32, "save", "0.1.0", sha256(data).hexdigest(),
            ).to_bytes()  # fmt: skip
            entry = SignedEntry(header, SENDER.sign(header), data)
            vault.absorb([entry], [SENDER.certificate])
            read_content(read_header(header), data)
            vault.records(case="6" * 32, removed=True)

        yield Target([ENTRY.content or b""], absorb)


def _read_signed_card(text: bytes) -> None:
    """Cards whose signature holds, as only their owner can make them."""
    cards.read(text + b"\n" + base64.b64encode(SENDER.sign(text)) + b"\n")


def _read_age(data: bytes) -> None:
    with age.Reader(io.BytesIO(data), [RECEIVER, HYBRID]) as reader:
        while reader.read(1 << 16):
            pass


def _sealed(identity: age.Identity) -> bytes:
    target = io.BytesIO()
    with age.Writer(target, [identity.recipient]) as writer:
        writer.write(bytes(70_000))
    return target.getvalue()


def _card() -> bytes:
    return cards.make(SENDER, [RECEIVER.recipient], name="Ana", organisation="Ejemplo")


def targets() -> Iterator[tuple[str, Target]]:
    """Yield every target by name."""
    by_path = dict(MEMBERS)
    pem = Certificate(SENDER.certificate).pem
    card = _card()
    yield "tar", Target([ARCHIVE[:20_000], ARCHIVE], _read_tar)
    yield "bundle", Target([ARCHIVE], _read_bundle)
    yield "bag-info", Target([by_path[layout.BAG_INFO]], bag.read_bag_info)
    yield "manifest", Target([by_path[layout.MANIFEST]], bag.read_manifest)
    yield (
        "signature",
        Target(
            [by_path[layout.SIGNATURE]], lambda data: cms.verify(data, by_path[layout.TAG_MANIFEST])
        ),
    )
    yield "certificate", Target([pem], read_certificate)
    yield (
        "der",
        Target(
            [SENDER.certificate],
            lambda der: read_certificate(
                b"-----BEGIN CERTIFICATE-----\n"
                + base64.encodebytes(der)
                + b"-----END CERTIFICATE-----\n"
            ),
        ),
    )
    yield "lines", Target([LINE, LINE * 3], _read_lines)
    yield "header", Target([ENTRY.header], read_header)
    yield "content", Target([ENTRY.content or b""], _read_content)
    yield "card", Target([card], cards.read)
    yield "signed-card", Target([card.split(b"\n")[0]], _read_signed_card)
    yield "age-x25519", Target([_sealed(RECEIVER)], _read_age)
    yield "age-pq", Target([_sealed(HYBRID)], _read_age)
    yield "json-depth", Target([json.dumps([[[[]]]]).encode() * 5000, b"[" * 100_000], _read_lines)
