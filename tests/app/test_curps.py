"""A CURP beside the person's own data: notes in both languages, and never a refusal."""

import pytest

from fielddoc.app import records
from fielddoc.app.curps import NOTES, curp_notes
from fielddoc.app.session import Session
from fielddoc.model import curp
from fielddoc.model.values import Value


def _key(start: str) -> str:
    return start + curp.check_digit(start)


TADEO = {
    "curp": _key("XIRT810314HGRCCD0"), "given_names": "Tadeo", "surname1": "Xicale",
    "surname2": "Roca", "birth_date": "1981-03", "sex": "hombre",
    "birth_place": {"entity": "12"},
}  # fmt: skip


def codes(session: Session, **changed: object) -> list[str]:
    values = {name: Value(plain) for name, plain in {**TADEO, **changed}.items()}
    return [note.code for note in curp_notes(session, values)]


def test_a_key_that_agrees_has_no_notes(session: Session):
    assert codes(session) == []
    assert codes(session, curp="") == []
    assert curp_notes(session, {}) == ()
    assert codes(session, given_names="", birth_date="", sex="", birth_place=None) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"birth_date": "1982"}, "curp-birth-differs"),
        ({"sex": "mujer"}, "curp-sex-differs"),
        ({"birth_place": {"entity": "20"}}, "curp-entity-differs"),
        ({"given_names": "Rosalba"}, "curp-names-differ"),
        ({"curp": "XIRT81"}, "curp-length"),
        ({"curp": "XIRT810314HGRCCD0X"}, "curp-form"),
    ],
)
def test_what_differs_is_noted(session: Session, changed: dict[str, object], code: str):
    assert codes(session, **changed) == [code]


def test_notes_are_said_with_labels(session: Session):
    session.language = "en"
    values = {name: Value(plain) for name, plain in {**TADEO, "sex": "mujer"}.items()}
    (note,) = curp_notes(session, values)
    assert note.said.startswith("The CURP says “Man”; here it says “Woman”.")


def test_every_note_can_be_said(session: Session):
    for sentence in NOTES.values():
        assert session.say(sentence)


def test_a_key_that_does_not_hold_is_saved_as_typed(session: Session, case: str):
    made = records.save(session, case, None, "person", {"curp": Value("no es una clave")})
    assert records.view(session, made.record or "").value("curp").v == "no es una clave"
