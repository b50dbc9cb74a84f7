"""Files are taken in whole, with record and custody, or not at all."""

import io
from pathlib import Path

import pytest

from fielddoc.app import evidence, records
from fielddoc.app.media import media_type
from fielddoc.app.session import Session
from fielddoc.errors import FileMissing, SourceVanished, ValueRefused
from fielddoc.model.values import Value


def test_several_files_are_one_entry_with_a_record_each(
    session: Session, case: str, tmp_path: Path
):
    for name, data in (("uno.png", b"\x89PNG\r\n\x1a\n...."), ("dos.txt", b"hola")):
        (tmp_path / name).write_bytes(data)
    done = evidence.attach(session, case, [tmp_path / "uno.png", tmp_path / "dos.txt"])
    assert len(done.records) == 2
    found = {r.get("file")["name"]: r for r in session.vault.records(case=case, kind="evidence")}
    assert found["uno.png"].get("file")["media"] == "image/png"
    assert found["uno.png"].get("kind") == "foto"
    assert found["dos.txt"].get("file")["media"] == "text/plain"
    with evidence.read(session, found["dos.txt"].get("file")["sha256"]) as stream:
        assert stream.read() == b"hola"


def test_custody_begins_with_who_took_it_and_when(session: Session, case: str):
    done = evidence.attach_stream(session, case, io.BytesIO(b"x"), "x.bin")
    (event,) = session.vault.record(done.record or "").get("custody")
    assert event["event"] == {"v": "recibido"}
    assert event["by"] == {"v": "Uno"}
    assert set(event) == {"event", "date", "time", "by"}


def test_custody_told_beforehand_stays_first(session: Session, case: str):
    fields = {"custody": Value([{"event": {"v": "recolectado"}, "by": {"v": "la madre"}}])}
    done = evidence.attach_stream(session, case, io.BytesIO(b"x"), "x.bin", fields)
    events = session.vault.record(done.record or "").get("custody")
    assert [event["event"]["v"] for event in events] == ["recolectado", "recibido"]


def test_a_file_that_is_gone_leaves_nothing_behind(session: Session, case: str, tmp_path: Path):
    here = tmp_path / "aqui.txt"
    here.write_bytes(b"hola")
    with pytest.raises(SourceVanished):
        evidence.attach(session, case, [here, tmp_path / "no.txt"])
    assert session.vault.records(case=case, kind="evidence") == []
    assert not [p for p in (session.vault.folder / "files").rglob("*") if p.is_file()]


def test_an_empty_file_is_evidence_too(session: Session, case: str, tmp_path: Path):
    (tmp_path / "vacio.txt").touch()
    done = evidence.attach(session, case, tmp_path / "vacio.txt")
    assert session.vault.record(done.record or "").get("file")["size"] == 0


def test_content_that_is_not_here_is_said_so(session: Session):
    with pytest.raises(FileMissing):
        evidence.read(session, "0" * 64)


def test_looking_at_evidence_is_written_down(session: Session, case: str):
    done = evidence.attach_stream(session, case, io.BytesIO(b"x"), "x.bin")
    evidence.opened(session, done.record or "")
    assert records.history(session, case)[-1].command == "open"


@pytest.mark.parametrize(
    ("head", "name", "media"),
    [
        (b"\xff\xd8\xff\xe0", "sin extension", "image/jpeg"),
        (b"%PDF-1.7", "foto.jpg", "application/pdf"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a", "audio/wav"),
        (b"\0\0\0\x18ftypM4A ", "a", "audio/mp4"),
        (b"\0\0\0\x18ftypisom", "a", "video/mp4"),
        (b"PK\x03\x04", "carta.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("sí, señor".encode(), "nota", "text/plain"),
        (b"", "nada", "application/octet-stream"),
        (b"\0\1\2", "x.unknown", "application/octet-stream"),
    ],
)  # fmt: skip
def test_media_is_told_by_the_first_bytes(head: bytes, name: str, media: str):
    assert media_type(head, name) == media


def test_a_record_without_a_file_accepts_one_and_keeps_its_words(
    session: Session, case: str, tmp_path: Path
):
    (tmp_path / "retrato.png").write_bytes(b"\x89PNG\r\n\x1a\n0")
    told = {"title": Value("La foto de la plaza")}
    record = records.save(session, case, None, "evidence", told).record
    done = evidence.attach(session, case, tmp_path / "retrato.png", record=record)
    assert done.record == record
    held = session.vault.record(record or "")
    assert held.get("title") == "La foto de la plaza"
    assert held.get("file")["name"] == "retrato.png"
    assert held.conflicts == ()
    assert len(session.vault.records(case=case, kind="evidence")) == 1


def test_a_file_that_is_there_is_not_replaced(session: Session, case: str, tmp_path: Path):
    for name in ("uno.txt", "dos.txt"):
        (tmp_path / name).write_text(name)
    record = evidence.attach(session, case, tmp_path / "uno.txt").record
    with pytest.raises(ValueRefused):
        evidence.attach(session, case, tmp_path / "dos.txt", record=record)
    assert session.vault.record(record or "").get("file")["name"] == "uno.txt"
