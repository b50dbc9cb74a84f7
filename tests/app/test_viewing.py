"""Looking at evidence: grey until asked for, told of once, and never larger than asked."""

import io

import pytest

from fielddoc.app import evidence, records, viewing
from fielddoc.app.session import Session
from fielddoc.errors import FileMissing, MediaRefused
from fielddoc.media import Cover
from fielddoc.media.rows import Box
from fielddoc.model.values import Nothing, Value
from tests.media import made


def kept(session: Session, case: str, data: bytes, name: str, **fields: Value) -> str:
    return evidence.attach_stream(session, case, io.BytesIO(data), name, fields).record or ""


def opens(session: Session, case: str) -> list[str]:
    return [row.record for row in records.history(session, case) if row.command == "open"]


def test_a_photograph_is_shown_and_its_facts_are_in_words(session, case):
    record = kept(session, case, made.loaded_jpeg(), "foto.jpg")
    with viewing.look(session, record) as looking:
        assert (looking.viewer, looking.media, looking.name) == ("image", "image/jpeg", "foto.jpg")
        assert looking.size == len(made.loaded_jpeg())
        assert looking.picture(100).width == 100
        found = looking.facts()
        assert (found.width, found.height, found.pages) == (240, 160, 1)
        rows = dict(found.rows)
    assert rows["Marca del aparato"] == "Fabricante"
    assert rows["Posición (latitud, longitud), según el aparato"] == "17.552500, -99.505000"
    session.language = "en"
    assert dict(viewing.facts(session, record).rows)["Make of the device"] == "Fabricante"


def test_each_kind_has_its_viewer_by_its_bytes_and_not_by_its_name(session, case):
    for data, name, viewer in (
        (made.pdf(2), "foto.jpg", "pdf"),
        ("señor".encode(), "nota.txt", "text"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "voz.wav", "sound"),
        (b"\0\0\0\x18ftypisom", "video.mp4", "video"),
        (b"\0\0\0\x18ftypheic", "foto.heic", ""),
        (b"PK\x03\x04", "carta.docx", ""),
    ):
        with viewing.look(session, kept(session, case, data, name)) as looking:
            assert looking.viewer == viewer, name
            if viewer == "pdf":
                assert looking.facts().pages == 2
                assert looking.picture(80, 1).width == 80
            elif viewer == "text":
                assert looking.text().text == "señor"
            else:
                with pytest.raises(MediaRefused, match="kind"):
                    looking.picture(80)


def test_something_sensitive_is_told_of_once_in_a_session(session, case):
    plain = kept(session, case, made.loaded_jpeg(), "a.jpg", intimate=Value("no"))
    marked = kept(session, case, made.pdf(1), "b.pdf", graphic=Value("si"))
    for _ in range(3):
        viewing.picture(session, plain, 50)
        viewing.picture(session, marked, 50)
        viewing.play(session, marked).close()
    assert opens(session, case) == [marked]


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({}, ()),
        ({"intimate": Value("no"), "graphic": Value("no")}, ()),
        ({"intimate": Value(nothing=Nothing.UNKNOWN)}, ()),
        ({"intimate": Value("si")}, ("intimate",)),
        ({"intimate": Value("en_parte"), "graphic": Value("si")}, ("intimate", "graphic")),
        ({"graphic": Value({"text": "un poco"})}, ("graphic",)),
    ],
)
def test_what_is_grey_until_asked_for(session, case, fields, reasons):
    record = kept(session, case, b"x", "x.txt", **fields)
    assert viewing.sensitive(session, record) == reasons
    assert opens(session, case) == []
    with viewing.look(session, record) as looking:
        assert looking.sensitive == reasons


def test_while_people_disagree_the_careful_answer_counts(session, case):
    record = kept(session, case, b"x", "x.txt", graphic=Value("si"))
    records.save(session, case, record, "evidence", {"graphic": Value("no")}, based_on={})
    assert len(session.vault.record(record).held("graphic")) == 2
    assert viewing.sensitive(session, record) == ("graphic",)


def test_a_player_reads_any_part(session, case):
    data = bytes(range(256)) * 10_000
    with viewing.play(session, kept(session, case, data, "voz.ogg")) as reader:
        reader.seek(1_500_003)
        assert reader.read(5) == data[1_500_003:1_500_008]
        reader.seek(0)
        assert reader.read(3) == data[:3]


def test_what_is_not_here_is_said_so(session, case):
    record = records.save(session, case, None, "evidence", {"title": Value("sin archivo")}).record
    with pytest.raises(FileMissing):
        viewing.look(session, record or "")


def test_faces_and_bytes_of_a_copy_can_be_asked_for(session, case):
    with viewing.look(session, kept(session, case, made.loaded_jpeg(), "a.jpg")) as looking:
        assert looking.faces() == ()
        assert looking.copy([Cover(Box(0, 0, 1, 1))]).media == "image/jpeg"
