"""The whole line, as `fielddoc demo` runs it; and that nothing of it lies about in plain text."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from fielddoc.app import cases, demo, demo_content, records
from fielddoc.app.session import open_session
from fielddoc.model.values import Value


class Done:
    """One run of the demonstration in a HOME of its own, and what it told."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "tmp").mkdir(parents=True)
        env = {
            **{k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")},
            "HOME": str(home),
            "USERPROFILE": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "TMPDIR": str(home / "tmp"),
            "TEMP": str(home / "tmp"),
        }
        env.pop("FIELDDOC_STATE", None)
        run = subprocess.run(
            [sys.executable, "-m", "fielddoc", "demo", "--json", "--lang", "es"],
            env=env, capture_output=True, text=True, check=False, timeout=120, cwd=home,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        self.told = json.loads(run.stdout)
        self.env = env


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    return Done(tmp_path_factory.mktemp("home") / "ana")


@pytest.fixture
def state(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder,) = [path.parent for path in done.home.rglob("anchors*")] or [done.home / "state"]
    monkeypatch.setenv("FIELDDOC_STATE", str(folder))


def test_everything_holds_and_both_vaults_show_the_same(done: Done):
    assert done.told["same"] is True
    assert set(done.told["verdicts"].values()) == {"intact-known"}
    assert len(done.told["verdicts"]) == 4


def test_what_it_names_is_there(done: Done):
    for name in ("vault", "coordinator", "bundle"):
        assert Path(done.told[name]).exists()
    for paper in done.told["dossiers"]:
        with pikepdf.open(paper) as pdf:
            assert len(pdf.pages) > 3


def test_a_second_run_takes_another_folder(done: Done):
    (done.home / "FieldDoc-demo-2").mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "fielddoc", "demo", "--json"],
        env=done.env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0
    assert Path(json.loads(run.stdout)["vault"]).parent.name == "FieldDoc-demo-3"


def test_the_coordinator_reads_the_testimony(done: Done, state: None):
    folder = Path(done.told["coordinator"])
    with open_session(folder, demo.unlock(folder)) as session:
        titles = {row.title for row in cases.listing(session)}
        assert titles == {"Tadeo Ejemplo Ficticio (práctica)",
                          "Celestino Inventado Muestra (práctica)"}  # fmt: skip
        (hit,) = [h for h in records.search(session, "tercera vez") if h.kind == "interview"]
        authors = {row.author for row in records.history(session, hit.record)}
        assert authors == {"Equipo de práctica"}
        assert session.vault.check(lambda at, of: None).problems == ()
        assert session.vault.rebuild(lambda at, of: None).differences == ()


def test_no_case_content_lies_in_plain_text(done: Done):
    planted = _planted()
    assert len(planted) > 60
    hits = {
        (path.name, word.decode())
        for path, data in _everything(done.home)
        if path.suffix != ".pdf"
        for word in planted
        if word in data
    }
    assert hits == set()


def test_the_scan_would_see_a_planted_word(done: Done):
    """In the exported PDFs, and only there, the same scan finds what was planted."""
    planted = _planted()
    found = {path.name for path, data in _everything(done.home) for word in planted if word in data}
    assert found == {Path(paper).name for paper in done.told["dossiers"]}


def test_names_heard_of_suspects_are_in_no_paper(done: Done):
    heard = "el Inventado»".encode()
    pdfs = [data for path, data in _everything(done.home) if path.suffix == ".pdf"]
    assert pdfs
    assert not [data for data in pdfs if heard in data]


def _planted() -> set[bytes]:
    """Every text of the demonstration long enough to be no accident, in the codings of the day."""
    words: set[str] = set()

    def walk(v: object) -> None:
        if isinstance(v, str) and not v.startswith("@") and (" " in v or len(v) > 12):
            words.update(part for part in re.split(r"[\n.]", v) if len(part.strip()) >= 12)
        elif isinstance(v, dict):
            for part in v.values():
                walk(part)
        elif isinstance(v, list):
            for part in v:
                walk(part)

    for sheets in demo_content.CASES:
        for sheet in sheets:
            for value in sheet.fields.values():
                assert isinstance(value, Value)
                walk(value.v)
    return {word.strip().encode() for word in words if " " in word} | {
        word.strip().encode("utf-16-le") for word in words if " " in word
    }


def _everything(home: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file there, as it is, and unpacked where it is packed."""
    for path in sorted(home.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        yield path, data
        yield path, os.fsencode(path.name)
        yield from ((path, part) for part in _unpacked(path, data))


def _unpacked(path: Path, data: bytes) -> Iterator[bytes]:
    """Streams of PDFs, members of zips, and whatever begins like zlib."""
    if data[:5] == b"%PDF-":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    yield _stream(item)
        return
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        unpacker = zlib.decompressobj()
        try:
            yield unpacker.decompress(data[match.start() :], 1 << 20)
        except zlib.error:
            continue


def _stream(item: pikepdf.Stream) -> bytes:
    try:
        return item.read_bytes()
    except pikepdf.PdfError:
        return item.read_raw_bytes()
