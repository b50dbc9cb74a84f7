"""What strangers hand over: bundles, dossiers, cards, forms. Refused in words, nothing kept."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from fielddoc.app.sentences import SENTENCES
from fielddoc.bundle import layout, tar
from fielddoc.crypto.identity import Certificate, Identity
from fielddoc.dossier import sign
from fielddoc.paths import resources
from fielddoc.text import catalogue
from tests.bundle.forge import Forge, Members, altered, archive, archive_of, seal
from tests.journeys.clumsy import Desk


def begin(code: str, language: str) -> str:
    """How the sentence of an error begins."""
    told = catalogue(language)(SENTENCES[code])
    assert language == "es" or told != SENTENCES[code]
    return told.split("{")[0].split("(")[0][:50]


def refused(desk: Desk, code: str, *words: object) -> None:
    desk.refused(code, begin(code, "es"), begin(code, "en"), *words, *desk.secret)


@pytest.fixture(scope="session")
def plain(made: Desk) -> bytes:
    """The archive inside the genuine bundle."""
    with made.open(made.dos) as session:
        return archive_of(session.vault, made.folder / "b.age")


@pytest.fixture(scope="session")
def sender(made: Desk) -> Identity:
    """The key of who packed it: a contact that turned hostile, or whose machine was taken."""
    with made.open() as session:
        return session.vault.identity


def sealed(desk: Desk, data: bytes) -> Path:
    with desk.open(desk.dos) as session:
        return seal(session.vault, data, desk.folder / "mal.age")


# --- the sealed file


def test_a_bundle_for_somebody_else(desk: Desk):
    refused(desk, "bundle-not-for-us", "bundle", "inspect", desk.uno, desk.folder / "b.age")
    ran = desk.run("verify", desk.folder / "b.age", "--vault", desk.uno, *desk.secret)
    assert (ran.code, "Paquete sellado" in ran.out) == (1, True)


@pytest.mark.parametrize("share", [0.3, 0.9, 0.9999])
def test_a_bundle_cut_off(desk: Desk, share: float):
    data = (desk.folder / "b.age").read_bytes()
    cut = desk.folder / "corto.age"
    cut.write_bytes(data[: int(len(data) * share)])
    ran = desk.english("bundle", "import", desk.dos, cut, "--yes", *desk.secret)
    assert (ran.code, "[bundle-cut]" in ran.err or "[bundle-altered]" in ran.err) == (1, True), ran
    spanish = desk.run("verify", cut, "--vault", desk.dos, *desk.secret)
    assert (spanish.code, "Paquete alterado o incompleto" in spanish.out) == (1, True)
    desk.whole()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_bundle_with_a_flipped_bit(desk: Desk, share: float):
    data = (desk.folder / "b.age").read_bytes()
    bad = desk.folder / "mal.age"
    bad.write_bytes(altered(data, {2500 + int((len(data) - 3000) * share): 4}))
    refused(desk, "bundle-altered", "bundle", "import", desk.dos, bad, "--yes")


def test_a_bundle_sealed_anew_for_us(desk: Desk, plain: bytes):
    with desk.open() as session:
        path = seal(session.vault, plain, desk.folder / "mal.age")
    refused(desk, "bundle-readdressed", "bundle", "import", desk.uno, path, "--yes")


def test_a_bundle_replayed_changes_nothing_and_is_said(desk: Desk):
    words = ("bundle", "import", desk.dos, desk.folder / "b.age", "--yes", *desk.secret)
    assert desk.english(*words).code == 0
    before = desk.picture(desk.dos)
    inspect = ("bundle", "inspect", desk.dos, desk.folder / "b.age", "--json", *desk.secret)
    assert json.loads(desk.english(*inspect).out)["replayed"] is True
    for ran, said in ((desk.run(*words), "0 entradas nuevas"), (desk.english(*words), "0 new")):
        assert (ran.code, said in ran.out, "replayed: True" in ran.err) == (0, True, True), ran
    assert desk.picture(desk.dos) == before


def test_a_bundle_from_an_unknown_sender(desk: Desk, sender: Identity, plain: bytes):
    forge = Forge.of(sender, plain)
    forge.signer = stranger = Identity.new("Uno")
    forge.info = replace(forge.info, sender=stranger.fingerprint)
    pem = Certificate(stranger.certificate).pem
    forge.payload[layout.certificate(stranger.fingerprint)] = pem
    path = sealed(desk, forge.archive())
    refused(desk, "sender-unknown", "bundle", "import", desk.dos, path, "--yes")
    ran = desk.run("verify", path, "--vault", desk.dos, *desk.secret)
    assert "no conocemos a quien lo envía (Uno)" in ran.out


def test_a_sender_who_says_to_be_another(desk: Desk, sender: Identity, plain: bytes):
    forge = Forge.of(sender, plain)
    forge.signer = Identity.new("Uno")
    path = sealed(desk, forge.archive())
    refused(desk, "bundle-altered", "bundle", "import", desk.dos, path, "--yes")


# --- the archive


def _kind(plain: bytes, kind: bytes) -> bytes:
    """The entries' header with another type: a link, a device, a folder."""
    at = plain.index(b"bundle/data/entries.jsonl")
    block = bytearray(plain[at : at + 512])
    block[156:157] = kind
    block[157:168] = b"/etc/passwd"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return plain[:at] + bytes(block) + plain[at + 512 :]


def _length(plain: bytes, size: int) -> bytes:
    at = plain.index(b"bundle/data/entries.jsonl")
    return plain[:at] + tar.header("bundle/data/entries.jsonl", size) + plain[at + 512 :]


ARCHIVES: dict[str, Callable[[bytes, Members], bytes]] = {
    "symbolic link": lambda plain, members: _kind(plain, b"2"),
    "hard link": lambda plain, members: _kind(plain, b"1"),
    "device": lambda plain, members: _kind(plain, b"3"),
    "pax name": lambda plain, members: _kind(plain, b"x"),
    "above": lambda plain, members: archive([*members, ("bundle/../../x", b"x")]),
    "absolute": lambda plain, members: archive([("/etc/passwd", b"x"), *members]),
    "duplicate": lambda plain, members: archive([*members, members[-1]]),
    "declared twice": lambda plain, members: archive([members[0], *members]),
    "longer than it says": lambda plain, members: _length(plain, 1),
    "shorter than it says": lambda plain, members: _length(plain, 8**11 - 1),
    "more after the end": lambda plain, members: plain + b"x" * 512,
    "no archive": lambda plain, members: b"PK\x03\x04" + bytes(70_000),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_hostile_archive(desk: Desk, sender: Identity, plain: bytes, name: str):
    path = sealed(desk, ARCHIVES[name](plain, Forge.of(sender, plain).members()))
    ran = desk.english("bundle", "import", desk.dos, path, "--yes", *desk.secret)
    assert ran.code == 1
    assert "[bundle-hostile]" in ran.err or "[bundle-altered]" in ran.err, ran
    assert "Nothing was imported" in ran.err
    desk.whole()
    assert not Path("/x").exists()


def test_a_bomb_is_stopped_by_what_was_signed(desk: Desk, sender: Identity, plain: bytes):
    """An entry list of 300 MB where the label promised few bytes; and it is said in Spanish."""
    forge = Forge.of(sender, plain)
    forge.members()
    forge.fit = False
    forge.payload[layout.ENTRIES] = b"0" * (300 << 20)
    path = sealed(desk, forge.archive())
    ran = desk.run("bundle", "import", desk.dos, path, "--yes", *desk.secret)
    assert (ran.code, begin("bundle-hostile", "es") in ran.err) == (1, True), ran
    desk.whole()


@pytest.mark.parametrize("name", ["a.pdf", "frase", "desk", "nada", "cero"])
def test_what_is_no_bundle_at_all(desk: Desk, name: str):
    (desk.folder / "cero").write_bytes(b"")
    path = desk.folder if name == "desk" else desk.folder / name
    ran = desk.english("bundle", "import", desk.dos, path, "--yes", *desk.secret)
    code = "source-vanished" if name == "nada" else "not-a-bundle"
    assert (ran.code, f"[{code}]" in ran.err, begin(code, "en") in ran.err) == (1, True, True), ran
    desk.whole(desk.dos)


# --- cards


@pytest.mark.parametrize("name", ["a.pdf", "nada", "desk", "mal.card"])
def test_what_is_no_card(desk: Desk, name: str):
    card = (desk.folder / "dos.card").read_bytes()
    (desk.folder / "mal.card").write_bytes(card.replace(b"Dos", b"Dis", 1))
    path = desk.folder if name == "desk" else desk.folder / name
    ran = desk.english("contact", "add", desk.uno, path, "--yes", *desk.secret)
    assert (ran.code, begin("contact-refused", "en") in ran.err) == (1, True), ran
    desk.whole(desk.uno)


# --- dossiers


def judged(desk: Desk, data: bytes, spanish: str, english: str) -> None:
    """The file does not hold, said in both languages, and a good one beside it still does."""
    path = desk.folder / "tocado.pdf"
    path.write_bytes(data)
    for ran, said in (
        (desk.run("verify", path, desk.folder / "a.pdf"), spanish),
        (desk.english("verify", path, desk.folder / "a.pdf"), english),
    ):
        bad, good = ran.out.splitlines()
        assert (ran.code, said in bad) == (1, True), ran
        assert "(Uno)" in good


def test_a_dossier_altered(desk: Desk):
    data = (desk.folder / "a.pdf").read_bytes()
    judged(desk, altered(data, {len(data) // 2: 1}), "alterado", "altered after")


def test_a_dossier_appended_to(desk: Desk):
    data = (desk.folder / "a.pdf").read_bytes()
    judged(desk, data + b"\n%%EOF\n", "se agregó algo después del final", "appended after the end")


def test_a_dossier_signed_by_a_stranger(desk: Desk):
    data = (desk.folder / "a.pdf").read_bytes()
    forged = sign.sign(data[: data.index(b"%%EOF") + 6], Identity.new("Uno"))
    judged(desk, forged, "lo firmó otra persona de la que dice", "somebody else signed it")


def test_the_dossier_of_somebody_we_do_not_know_holds_and_says_so(desk: Desk):
    ran = desk.run("verify", desk.folder / "a.pdf", "--vault", desk.dos, *desk.secret)
    assert (ran.code, "firmado por Uno" in ran.out) == (0, True)
    ran = desk.run("verify", desk.folder / "a.pdf")
    assert (ran.code, "no conocemos a quien lo firmó" in ran.out) == (0, True)


def test_verify_of_what_is_none_of_ours(desk: Desk):
    foreign = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)
    (desk.folder / "ajeno.pdf").write_bytes(foreign.getvalue())
    (desk.folder / "cero").write_bytes(b"")
    with (desk.folder / "ceros").open("wb") as stream:
        stream.truncate(1 << 30)
    names = ["ajeno.pdf", "cero", "ceros", "nada", "home", "x" * 300]
    ran = desk.run("verify", *names)
    told = ran.out.splitlines()
    assert (ran.code, len(told)) == (1, len(names)), ran
    assert all("no es un expediente ni un paquete" in line for line in told[:3])
    assert all("no se puede leer" in line for line in told[3:])
    ran = desk.english("verify", *names, "a.pdf", "--json")
    states = [one["state"] for one in json.loads(ran.out)]
    assert states == ["not-listed"] * 3 + ["source-vanished"] * 3 + ["intact-unknown"]
    assert ran.code == 1


# --- forms


@pytest.mark.parametrize(
    "file", ["forms/person.toml", "vocabularies/consentimiento_respuesta.toml"]
)
def test_a_form_or_vocabulary_with_an_unknown_key(desk: Desk, file: str):
    """As in a frozen program whose folder of resources somebody edited."""
    spoiled = desk.folder / "bundle" / "resources"
    shutil.copytree(resources(), spoiled)
    (spoiled / file).write_text("colour = 1\n" + (spoiled / file).read_text("utf-8"), "utf-8")
    code = (
        "import sys; sys._MEIPASS = sys.argv.pop(1)\n"
        "from fielddoc.__main__ import main; sys.exit(main())"
    )
    name = Path(file).name
    for language, said in (("es", "no se conoce esa clave"), ("en", "that key is not known")):
        done = subprocess.run(
            [sys.executable, "-c", code, spoiled.parent, "--lang", language,
             "case", "show", desk.uno, desk.case, *desk.secret],
            env=desk.env, capture_output=True, text=True,
        )  # fmt: skip
        assert (done.returncode, "[form-refused]" in done.stderr) == (1, True), done.stderr
        assert name in done.stderr
        assert f" 1: {said} (colour)" in done.stderr
        assert "Traceback" not in done.stderr
    desk.whole(desk.uno)
