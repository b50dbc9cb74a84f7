"""Working copies as evidence: derived, told of on both sides, and the original as it was."""

import io

import pytest

from fielddoc.app import copies, evidence, records, vaults
from fielddoc.errors import Cancelled, MediaRefused
from fielddoc.media import Box, Cover, Crop, Drop, Rotate
from fielddoc.model.values import Value
from tests.media import made

STEPS = (Rotate(90), Cover(Box(0.2, 0.2, 0.3, 0.3)), Cover(Box(0, 0, 0.1, 0.1), how="solid"))


@pytest.fixture
def original(session, case) -> str:
    fields = {
        "title": Value("Retrato"),
        "description": Value("En el patio", confidence="medium", source="su hermana"),
        "intimate": Value("si"),
        "made": Value("2026-05~"),
        "received_from": Value("una vecina"),
    }
    data = io.BytesIO(made.loaded_jpeg())
    return evidence.attach_stream(session, case, data, "foto.jpg", fields).record or ""


def sealed(session) -> int:
    return sum(path.is_file() for path in (session.vault.folder / "files").rglob("*"))


def test_a_copy_is_a_new_item_that_names_its_original(session, case, original):
    before = session.vault.record(original)
    done = copies.make_copy(session, original, STEPS)
    assert done.case == case
    assert done.records == {original, done.record}
    copy, after = session.vault.record(done.record), session.vault.record(original)
    assert copy.get("original") == "derivada"
    assert copy.get("derived_from") == original
    assert copy.get("derived_how") == (
        "girada 90°; zonas cubiertas con su color medio: 1; zonas tapadas en negro: 1; "
        "solo imagen, sin metadatos"
    )
    assert copy.get("title") == "Retrato (copia de trabajo)"
    assert copy.value("description") == before.value("description")
    assert copy.get("intimate") == "si"
    assert copy.get("received_from") is None
    file = copy.get("file")
    assert (file["name"], file["media"]) == ("foto-copia.jpg", "image/jpeg")
    assert file["sha256"] != before.get("file")["sha256"]
    with evidence.read(session, file["sha256"]) as stream:
        data = stream.read()
    assert b"SECRETO" not in data
    assert len(data) == file["size"]

    assert {name for name in after.fields if after.get(name) != before.get(name)} == {"custody"}
    assert [event["event"]["v"] for event in after.get("custody")] == ["recibido", "copiado"]
    assert after.get("custody")[-1]["item"] == {"v": copy.id}
    assert file["sha256"] in after.get("custody")[-1]["note"]["v"]
    (event,) = copy.get("custody")
    assert event["event"] == {"v": "creado"}
    assert event["item"] == {"v": original}
    assert before.get("file")["sha256"] in event["note"]["v"]
    with evidence.read(session, before.get("file")["sha256"]) as stream:
        assert stream.read() == made.loaded_jpeg()


def test_a_copy_is_one_entry_and_the_vault_holds(session, case, original):
    before = sum(1 for _ in session.vault.entries(case=case))
    copies.make_copy(session, original, STEPS)
    commands = [row.command for row in records.history(session, case)]
    assert "copy" in commands
    assert sum(1 for _ in session.vault.entries(case=case)) == before + 2  # "open": it is intimate
    assert vaults.check(session).problems == ()
    assert vaults.rebuild(session).differences in ((), 0, [])


def test_what_is_typed_goes_over_what_is_inherited(session, original):
    fields = {"intimate": Value("no"), "title": Value("Sin rostro")}
    done = copies.make_copy(session, original, [Cover(Box(0, 0, 1, 1))], fields)
    copy = session.vault.record(done.record)
    assert (copy.get("intimate"), copy.get("title")) == ("no", "Sin rostro")


def test_the_same_copy_twice_is_two_records_of_one_file(session, original):
    one = session.vault.record(copies.make_copy(session, original, STEPS).record)
    two = session.vault.record(copies.make_copy(session, original, STEPS).record)
    assert one.id != two.id
    assert one.get("file")["sha256"] == two.get("file")["sha256"]
    assert sealed(session) == 2
    assert len(session.vault.record(original).get("custody")) == 3


def test_custody_that_is_disputed_stays_disputed(session, case, original):
    told = {"custody": Value([{"event": {"v": "leido"}, "by": {"v": "Otra"}}])}
    records.save(session, case, original, "evidence", told, based_on={})
    copies.make_copy(session, original, STEPS)
    held = session.vault.record(original).held("custody")
    assert sorted(len(row.value.v) for row in held) == [1, 2]


def test_a_document_loses_pages_and_words(session, case):
    record = evidence.attach_stream(session, case, io.BytesIO(made.pdf()), "acta.pdf").record
    done = copies.make_copy(session, record or "", [Drop(1), Crop(Box(0, 0, 1, 0.5), 0)])
    copy = session.vault.record(done.record)
    assert copy.get("derived_how") == "página 2 quitada; recortada; solo imagen, sin metadatos"
    assert copy.get("file")["media"] == "application/pdf"


def test_what_cannot_be_copied_leaves_nothing_behind(session, case, original):
    sound = evidence.attach_stream(session, case, io.BytesIO(b"OggS"), "voz.ogg").record or ""
    many = len(session.vault.records(case=case, kind="evidence"))

    def stop(_at, _of):
        raise Cancelled

    with pytest.raises(MediaRefused, match="kind"):
        copies.make_copy(session, sound, [])
    with pytest.raises(MediaRefused, match="steps"):
        copies.make_copy(session, original, [Drop(0)])
    with pytest.raises(Cancelled):
        copies.make_copy(session, original, STEPS, progress=stop)
    from fielddoc.errors import ValueRefused

    with pytest.raises(ValueRefused):
        copies.make_copy(session, original, STEPS, {"made": Value("ayer")})
    assert len(session.vault.records(case=case, kind="evidence")) == many
    assert sealed(session) == 2
