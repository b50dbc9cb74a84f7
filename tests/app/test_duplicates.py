"""Advice names who may be the same person and why; links say what somebody decided."""

import pytest

from fielddoc.app import duplicates, records
from fielddoc.app.session import Session
from fielddoc.model.values import Value


def person(session: Session, case: str | None, **fields: object) -> str:
    typed = {name: Value(plain) for name, plain in fields.items()}
    return records.save(session, case, None, "person", typed).record or ""


def values(**fields: object) -> dict[str, Value]:
    return {name: Value(plain) for name, plain in fields.items()}


@pytest.fixture
def tadeo(session: Session, case: str) -> str:
    return person(
        session, case, given_names="Francisco Tadeo", surname1="Xicale", surname2="Ñandú",
        birth_date="1981-03", sex="hombre",
    )  # fmt: skip


def codes(found: duplicates.Likeness) -> set[str]:
    return {reason.code for reason in found.reasons}


def test_a_familiar_form_a_swap_and_another_spelling_are_one_person(session: Session, tadeo: str):
    typed = values(given_names="Pancho", surname1="Nandu", surname2="Jicale", birth_date="1981")
    (found,) = duplicates.advice(session, typed)
    assert found.record == tadeo
    assert {"given-nickname-of", "surnames-swapped", "birth-may-be-same"} <= codes(found)
    assert all(reason.said for reason in found.reasons)


def test_a_stranger_gives_no_advice(session: Session, tadeo: str):
    typed = values(given_names="Rosalba", surname1="Mezquite", surname2="Ocote")
    assert duplicates.advice(session, typed) == ()
