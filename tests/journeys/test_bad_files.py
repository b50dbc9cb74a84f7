"""Attachments and targets as they come: vanished, empty, huge, oddly named; Ctrl-C in between."""

import json
import os
import shutil
import signal
import sys
import unicodedata
from pathlib import Path

import pytest

from fielddoc.app import evidence, records
from fielddoc.errors import FieldDocError, SourceVanished
from fielddoc.model.values import Value
from tests.journeys.clumsy import Desk, told, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and names of Linux")

VANISHED_ES = "no se puede leer: no está, o cambió mientras se leía"
VANISHED_EN = "cannot be read: it is not there, or it changed while it was read"


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.part") if path.exists() and path.stat().st_size]


# --- attachments


def test_what_cannot_be_attached(desk: Desk):
    os.mkfifo(desk.folder / "tubo")
    for name in ("nada", "tubo", "x" * 300):
        ran = desk.english("attach", desk.uno, desk.case, name, *desk.secret)
        assert (ran.code, VANISHED_EN in ran.err, "[source-vanished]" in ran.err) == (1, True, True)
    words = ("attach", desk.uno, desk.case, desk.folder / "nota.txt", desk.folder / "nada")
    desk.refused("source-vanished", VANISHED_ES, VANISHED_EN, *words, *desk.secret)


def test_a_case_is_never_guessed_from_almost_nothing(desk: Desk):
    for named in ("", "caso", desk.case[:3], "f" * 32):
        ran = desk.english("attach", desk.uno, named, desk.folder / "nota.txt", *desk.secret)
        assert (ran.code, "[record-unknown]" in ran.err) == (1, True)
    ran = desk.run("case", "show", desk.uno, "nada\udcf3", *desk.secret)
    assert (ran.code, "no está en esta bóveda" in ran.err) == (1, True)
    desk.whole()


@pytest.mark.parametrize("how", ["cut short", "grown", "second one gone"])
def test_an_attachment_that_changes_while_it_is_read(desk: Desk, how: str):
    big = sparse(desk.folder / "grande.bin", 1 << 30)
    later = sparse(desk.folder / "luego.bin", 10)
    process = desk.start(
        "--lang", "es", "attach", desk.uno, desk.case, big, later, *desk.secret
    )  # fmt: skip
    until(lambda: parts(desk.uno / "files"), process)
    if how == "second one gone":
        later.unlink()
        os.truncate(big, 1 << 30)
    else:
        os.truncate(big, 5 << 20 if how == "cut short" else (1 << 30) + 1)
    ran = told(process)
    assert (ran.code, VANISHED_ES in ran.err) == (1, True), ran
    desk.whole()


def test_a_disk_that_fails_in_the_middle_of_an_attachment(desk: Desk):
    """Through the function, because no terminal can make a file fail half way."""

    class Failing:
        def __init__(self) -> None:
            self.left = 3

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            if not self.left:
                raise OSError(5, "Input/output error")
            return b"x" * min(max(size, 1), 1 << 20)

        def seek(self, to: int) -> int:
            return to

    with desk.open() as session, pytest.raises(SourceVanished):
        evidence.attach_stream(session, desk.case, Failing(), "voz.ogg")  # type: ignore[arg-type]
    desk.whole(desk.uno)


def test_an_empty_attachment_is_evidence_too(desk: Desk):
    (desk.folder / "vacío.txt").write_bytes(b"")
    words = ("attach", desk.uno, desk.case, desk.folder / "vacío.txt", "--json", *desk.secret)
    ran = desk.run(*words)
    assert ran.code == 0
    with desk.open() as session:
        (record,) = json.loads(ran.out)["records"]
        file = session.vault.record(record).get("file")
        assert (file["size"], file["name"]) == (0, "vacío.txt")
        with session.vault.file(file["sha256"]) as stream:
            assert stream.read() == b""
        assert session.vault.check(lambda at, of: None).problems == ()


@pytest.mark.slow
def test_five_gigabytes_in_flat_memory(desk: Desk):
    if shutil.disk_usage(desk.folder).free < 12 << 30:
        pytest.skip("less than 12 GB free here")
    small = sparse(desk.folder / "chico.bin", 1)
    peaks = []
    for file in (small, sparse(desk.folder / "grande.bin", 5 << 30)):
        process = desk.start("attach", desk.uno, desk.case, file, *desk.secret)
        _, status, usage = os.wait4(process.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        process.returncode = 0
        peaks.append(usage.ru_maxrss)
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stderr.close()
    assert peaks[1] - peaks[0] < 64 << 10, f"{peaks} KiB"
    with desk.open() as session:
        sizes = [r.get("file")["size"] for r in session.vault.records(kind="evidence")]
        assert 5 << 30 in sizes


NAMES = {
    "spaces and accents": "declaración de la señora.txt",
    "decomposed": unicodedata.normalize("NFD", "declaración ñandú.txt"),
    "line end": "una\nlínea.txt",
    "escape": "rojo\x1b[31m.txt",
    "reversed": "foto\u202egpj.exe",
    "not UTF-8": "declaraci\udcf3n.txt",
    "dash": "-o.txt",
    "emoji": "👩🏽‍🦽.txt",
}


def test_names_of_files_as_they_come(desk: Desk):
    for name in NAMES.values():
        (desk.folder / name).write_bytes(name.encode(errors="replace"))
    sources = [desk.folder / name for name in NAMES.values()]
    attached = desk.run("attach", desk.uno, desk.case, *sources, "--json", *desk.secret)
    assert attached.code == 0, attached
    for source in sources:
        paper = source.with_name(f"{source.name}.pdf")
        words = ("dossier", desk.uno, desk.case, "--for", "court", "-o", paper, *desk.secret)
        assert desk.english(*words).code == 0
        assert paper.read_bytes().startswith(b"%PDF-")
    shown = desk.run("case", "show", desk.uno, desk.case, *desk.secret)
    assert not {"\x1b", "\u202e"} & set(shown.out)
    with desk.open() as session:
        found = [session.vault.record(one) for one in json.loads(attached.out)["records"]]
        names = {**NAMES, "not UTF-8": "declaraci\ufffdn.txt"}
        assert {record.get("file")["name"] for record in found} == set(names.values())
        assert all(records.title(session, record.id).isprintable() for record in found)
        assert session.vault.check(lambda at, of: None).problems == ()


# --- targets


def test_a_target_that_exists_is_never_overwritten(desk: Desk):
    taken = desk.folder / "tomado"
    taken.write_text("mío")
    export = ("--export-passphrase-file", desk.folder / "frase")
    for words in (
        ("dossier", desk.uno, desk.case, "--for", "court", "-o", taken),
        ("bundle", "pack", desk.uno, desk.case, "--to", "Dos", "-o", taken),
        ("contact", "card", desk.uno, "-o", taken),
        ("identity", "export", desk.uno, "-o", taken, *export),
        ("vault", "create", taken, "--name", "A", "--practice"),
    ):
        ran = desk.english(*words, *desk.secret)
        assert (ran.code, "is not replaced" in ran.err) == (1, True), ran
        assert taken.read_text() == "mío"
    desk.refused(
        "target-exists", "y no se reemplaza", "is not replaced",
        "vault", "restore", desk.uno, taken,
    )  # fmt: skip
    assert taken.read_text() == "mío"


def test_a_neighbour_named_like_our_part_is_left_alone(desk: Desk):
    for name in ("x.pdf.part", ".x.pdf.new", "x.pdf.new"):
        (desk.folder / name).write_text("mío")
    target = desk.folder / "x.pdf"
    words = ("dossier", desk.uno, desk.case, "--for", "court", "-o", target, *desk.secret)
    assert desk.english(*words).code == 0
    for name in ("x.pdf.part", ".x.pdf.new", "x.pdf.new"):
        assert (desk.folder / name).read_text() == "mío"


@pytest.mark.parametrize("target", ["no/hay/x", "frase/x", "x" * 300, "/proc/x"])
def test_targets_that_cannot_be(desk: Desk, target: str):
    for words in (
        ("dossier", desk.uno, desk.case, "--for", "court", "-o", target),
        ("bundle", "pack", desk.uno, desk.case, "--to", "Dos", "-o", target),
        ("contact", "card", desk.uno, "-o", target),
    ):
        ran = desk.english(*words, *desk.secret)
        assert (ran.code, "[not-writable]" in ran.err) == (1, True), ran
    desk.whole()


def test_a_paper_that_cannot_be_written_down_does_not_leave(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """The journal cannot take the export (its disk is full): then there is no export."""
    target = desk.folder / "x.pdf"

    def full(*_: object, **__: object) -> None:
        raise FieldDocError

    monkeypatch.setattr("fielddoc.app.dossiers.write_down", full)
    words = ("dossier", desk.uno, desk.case, "--for", "court", "-o", target, *desk.secret)
    assert desk.english(*words).code == 1
    assert not target.exists()
    desk.whole()


def test_a_reader_that_goes_away_is_no_crash(desk: Desk):
    process = desk.start("case", "show", desk.uno, desk.case, *desk.secret)
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (1, b"")


def test_a_terminal_that_knows_few_signs(desk: Desk):
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = desk.run("vault", "check", desk.uno, *desk.secret, env=env)
    assert (ran.code, "La b\\xf3veda est\\xe1" in ran.out) == (0, True)


# --- Ctrl-C


def interrupted(desk: Desk, *words: object, ready: object) -> None:
    process = desk.start("--lang", "es", *words, *desk.secret)
    until(ready, process)  # type: ignore[arg-type]
    process.send_signal(signal.SIGINT)
    ran = told(process)
    assert (ran.code, "Se detuvo a petición suya" in ran.err) == (1, True), ran


def test_ctrl_c_while_attaching(desk: Desk):
    big = sparse(desk.folder / "grande.bin", 4 << 30)
    words = ("attach", desk.uno, desk.case, big)
    interrupted(desk, *words, ready=lambda: parts(desk.uno / "files"))
    desk.whole()


def test_ctrl_c_while_making_a_dossier(desk: Desk):
    with desk.open() as session:
        people = [row.id for row in records.rows(session, case=desk.case, kind="person")]
        text = Value("Una palabra tras otra. " * 20_000)
        fields = {"people": Value(people), "testimony": text}
        records.save(session, desk.case, None, "interview", fields)
    before = desk.picture(desk.uno)
    target = desk.folder / "x.pdf"
    words = ("dossier", desk.uno, desk.case, "--for", "court", "-o", target)
    interrupted(desk, *words, ready=(desk.uno / "holder").exists)
    assert not list(desk.folder.glob("x.pdf*"))
    assert desk.picture(desk.uno) == before


def test_ctrl_c_while_packing(desk: Desk):
    big = sparse(desk.folder / "grande.bin", 1 << 30)
    with desk.open() as session:
        evidence.attach(session, desk.case, big)
    big.unlink()
    before = desk.picture(desk.uno)
    target = desk.folder / "out" / "x.age"
    target.parent.mkdir()
    words = ("bundle", "pack", desk.uno, desk.case, "--to", "Dos", "-o", target)
    interrupted(desk, *words, ready=lambda: parts(target.parent))
    assert not list(target.parent.iterdir())
    assert desk.picture(desk.uno) == before
    with desk.open() as session:
        assert len(session.vault.bundles(direction="out")) == 1
