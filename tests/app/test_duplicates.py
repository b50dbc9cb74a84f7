"""Advice names who may be the same person and why; links say what somebody decided."""

import pytest

from fielddoc.app import duplicates, records
from fielddoc.app.likeness_words import REASONS
from fielddoc.app.session import Session
from fielddoc.errors import Cancelled, RecordUnknown, ValueRefused
from fielddoc.model.values import Value
from fielddoc.progress import Stoppable

PANCHO = {
    "given_names": "Pancho", "surname1": "Nandu", "surname2": "Jicale", "birth_date": "1981",
}  # fmt: skip


def values(**fields: object) -> dict[str, Value]:
    return {name: Value(plain) for name, plain in fields.items()}


def person(session: Session, case: str | None, **fields: object) -> str:
    return records.save(session, case, None, "person", values(**fields)).record or ""


@pytest.fixture
def francisco(session: Session, case: str) -> str:
    return person(
        session, case, given_names="Francisco Tadeo", surname1="Xicale", surname2="Ñandú",
        birth_date="1981-03", sex="hombre",
        birth_place={"text": "Taxco", "entity": "12", "municipality": "12055"},
    )  # fmt: skip


def codes(found: duplicates.Likeness | duplicates.PairRow) -> set[str]:
    return {reason.code for reason in found.reasons}


def test_a_familiar_form_a_swap_and_another_spelling_are_one_person(
    session: Session, francisco: str
):
    (found,) = duplicates.advice(session, values(**PANCHO))
    assert (found.record, found.title) == (francisco, "Francisco Tadeo Xicale Ñandú")
    assert {"given-nickname-of", "surnames-swapped", "birth-may-be-same"} <= codes(found)
    assert "Uno puede ser forma familiar del otro: Pancho, Francisco" in [
        reason.said for reason in found.reasons
    ]


def test_reasons_are_said_in_the_sessions_language_with_labels(session: Session, francisco: str):
    session.language = "en"
    born = {"text": "", "entity": "12", "municipality": ""}
    (found,) = duplicates.advice(session, values(**PANCHO, birth_place=born))
    assert "Same state of birth: Guerrero" in [reason.said for reason in found.reasons]


def test_every_reason_has_a_sentence():
    assert all(
        f"{sort}-{how}" in REASONS
        for sort in ("given", "surname", "word")
        for how in ("same", "sounds-alike", "nickname-of", "nearly-spelled", "initial-of")
    )


def test_a_stranger_gives_no_advice(session: Session, francisco: str):
    typed = values(given_names="Rosalba", surname1="Mezquite", surname2="Ocote")
    assert duplicates.advice(session, typed) == ()


def test_the_record_being_edited_is_not_its_own_double(session: Session, francisco: str):
    assert duplicates.advice(session, values(**PANCHO), leave_out=[francisco]) == ()


def test_what_is_saved_changed_and_removed_is_known_at_once(session: Session, case: str):
    assert duplicates.advice(session, values(**PANCHO)) == ()
    saved = person(session, case, given_names="Rosalba", surname1="Ocote")
    assert duplicates.advice(session, values(**PANCHO)) == ()
    records.save(session, case, saved, "person", values(**PANCHO))
    assert [found.record for found in duplicates.advice(session, values(**PANCHO))] == [saved]
    records.remove(session, saved, "era otra cosa")
    assert duplicates.advice(session, values(**PANCHO)) == ()
    records.restore(session, saved, "no lo era")
    assert [found.record for found in duplicates.advice(session, values(**PANCHO))] == [saved]


def test_what_an_import_brings_is_known_at_once(session: Session, other: Session, francisco: str):
    assert duplicates.advice(other, values(**PANCHO)) == ()
    other.vault.absorb(session.vault.entries(), [session.vault.identity.certificate])
    assert [found.record for found in duplicates.advice(other, values(**PANCHO))] == [francisco]


def test_an_age_counts_with_the_date_of_the_facts(session: Session, case: str):
    records.save(session, case, None, "event", values(date="2014-09-26"))
    person(session, case, given_names="Tadeo", surname1="Xicale", age_at_event="~20")
    (found,) = duplicates.advice(
        session, values(given_names="Tadeo", surname1="Xicale", birth_date="1993")
    )
    assert "birth-may-be-same" in codes(found)


def test_the_list_has_each_pair_once_and_can_be_stopped(session: Session, case: str):
    one = person(session, case, given_names="Tadeo", surname1="Xicale", surname2="Roca")
    two = person(session, case, given_names="Tadeo", surname1="Xicalle", surname2="Roca")
    person(session, case, given_names="Rosalba", surname1="Xicale", surname2="Roca")
    (row,) = duplicates.listing(session)
    assert {row.one, row.other} == {one, two}
    assert row.cases == (case, case)
    assert row.likely
    stopping = Stoppable()
    stopping.stop()
    with pytest.raises(Cancelled):
        duplicates.listing(session, stopping)


def test_a_link_is_one_record_beside_two_and_goes_when_removed(
    session: Session, case: str, francisco: str
):
    double = person(session, case, **PANCHO)
    before = [session.vault.record(id_) for id_ in (francisco, double)]
    made = duplicates.link(session, double, francisco, "high", "lo dijo su hermana")
    assert len(made.records) == 1
    assert [session.vault.record(id_) for id_ in (francisco, double)] == before
    assert duplicates.listing(session) == []
    (found,) = duplicates.advice(session, values(**PANCHO), leave_out=[double])
    assert (found.record, found.linked) == (francisco, True)
    (link,) = duplicates.links(session, francisco)
    assert (link.same, link.certainty, link.reason) == (True, "5", "lo dijo su hermana")
    assert records.title(session, made.record or "") == (
        "Pancho Nandu Jicale · Es la misma persona · Francisco Tadeo Xicale Ñandú"
    )
    records.remove(session, made.record or "", "no era")
    assert duplicates.links(session) == []
    assert len(duplicates.listing(session)) == 1


def test_people_said_to_be_two_are_not_offered_again(session: Session, case: str, francisco: str):
    double = person(session, case, **PANCHO)
    made = duplicates.apart(session, double, francisco, "son primos")
    assert duplicates.listing(session) == []
    assert duplicates.advice(session, values(**PANCHO), leave_out=[double]) == ()
    assert [found.record for found in duplicates.advice(session, values(**PANCHO))] == [
        double,
        francisco,
    ]
    records.remove(session, made.record or "", "no se sabe")
    assert len(duplicates.listing(session)) == 1


def test_a_link_between_two_cases_is_in_neither(session: Session, case: str, francisco: str):
    elsewhere = records.save(session, None, None, "case", values(name="Otro caso")).case
    double = person(session, elsewhere, **PANCHO)
    made = duplicates.link(session, double, francisco, 3, "mismo apodo")
    assert session.vault.record(made.record or "").case is None
    assert len(duplicates.links(session)) == 1


@pytest.mark.parametrize("certainty", [0, 6, "sure", ""])
def test_an_unknown_certainty_is_refused(session: Session, francisco: str, certainty: int | str):
    with pytest.raises(ValueRefused):
        duplicates.link(session, francisco, francisco, certainty, "")


def test_only_two_people_can_be_linked(session: Session, case: str, francisco: str):
    with pytest.raises(ValueRefused):
        duplicates.link(session, francisco, francisco, 3, "")
    with pytest.raises(ValueRefused):
        duplicates.link(session, francisco, case, 3, "")
    with pytest.raises(RecordUnknown):
        duplicates.apart(session, francisco, "0" * 32, "")


def test_reading_that_was_stopped_goes_on_where_it_was(
    session: Session, case: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(duplicates, "_AT_ONCE", 1)
    for given in ("Tadeo", "Rosalba", "Irene"):
        person(session, case, given_names=given, surname1="Xicale")
    seen: list[tuple[int, int]] = []

    def once(at: int, of: int) -> None:
        seen.append((at, of))
        if len(seen) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        duplicates.prepare(session, once)
    assert session.people is not None
    assert len(session.people.index) == 1
    assert duplicates.prepare(session, once) == 3
    assert seen == [(0, 3), (1, 3), (1, 3), (2, 3)]


def test_the_index_is_gone_when_the_vault_is_closed(session: Session, francisco: str):
    assert duplicates.prepare(session) == 1
    assert session.people is not None
    session.close()
    assert session.people is None
