"""Saving keeps exactly what was typed over exactly what was seen."""

import pytest

from fielddoc.app import records
from fielddoc.app.records import Page
from fielddoc.app.session import Session
from fielddoc.errors import RecordUnknown, ValueRefused
from fielddoc.model.values import Nothing, Value


def _person(session: Session, case: str, **fields: str) -> str:
    typed = {name: Value(text) for name, text in fields.items()}
    return records.save(session, case, None, "person", typed).record or ""


def test_a_new_case_is_its_own_case(session: Session, case: str):
    assert session.vault.record(case).case == case
    assert records.title(session, case) == "Caso inventado"


def test_what_was_not_changed_is_left_out_of_the_entry(session: Session, case: str):
    person = _person(session, case, given_names="Tadeo", surname1="Ejemplo")
    seen = records.view(session, person)
    typed = {"given_names": Value("Tadeo"), "surname1": Value("Ficticio")}
    records.save(session, case, person, "person", typed, based_on=seen.based_on)
    last = records.history(session, person)[-1]
    assert (last.field, last.shown, last.over_shown) == ("surname1", "Ficticio", ("Ejemplo",))


def test_saving_nothing_new_makes_no_entry(session: Session, case: str):
    person = _person(session, case, given_names="Tadeo")
    before = len(list(session.vault.entries()))
    done = records.save(session, case, person, "person", {"given_names": Value("Tadeo")})
    assert done.entry is None
    assert len(list(session.vault.entries())) == before


def test_an_edit_nobody_saw_becomes_a_conflict(session: Session, case: str):
    person = _person(session, case, given_names="Tadeo")
    seen = records.view(session, person).based_on
    records.save(session, case, person, "person", {"given_names": Value("Tadea")}, based_on=seen)
    records.save(session, case, person, "person", {"given_names": Value("Teodoro")}, based_on=seen)
    view = records.view(session, person)
    assert view.conflicts == ("given_names",)
    assert {row.shown for row in view.fields["given_names"]} == {"Tadea", "Teodoro"}


def test_a_value_left_as_it_was_seen_does_not_fight_a_later_edit(session: Session, case: str):
    person = _person(session, case, given_names="Tadeo", surname1="Ejemplo")
    seen = records.view(session, person).based_on
    records.save(session, case, person, "person", {"given_names": Value("Tadea")}, based_on=seen)
    whole_page = {"given_names": Value("Tadeo"), "surname1": Value("Ficticio")}
    records.save(session, case, person, "person", whole_page, based_on=seen)
    view = records.view(session, person)
    assert view.conflicts == ()
    assert view.value("given_names").v == "Tadea"


def test_a_decision_replaces_every_version_and_says_why(session: Session, case: str):
    person = _person(session, case, given_names="Tadeo")
    seen = records.view(session, person).based_on
    for name in ("Tadea", "Teodoro"):
        typed = {"given_names": Value(name)}
        records.save(session, case, person, "person", typed, based_on=seen)
    records.settle(session, person, "given_names", Value("Teodoro"), "lo dice el acta")
    view = records.view(session, person)
    assert [row.shown for row in view.fields["given_names"]] == ["Teodoro"]
    last = records.history(session, person, "given_names")[-1]
    assert last.reason == "lo dice el acta"
    assert sorted(last.over_shown) == ["Tadea", "Teodoro"]


def test_emptying_a_field_is_written_down_and_reads_as_empty(session: Session, case: str):
    person = _person(session, case, occupation="comerciante")
    records.save(session, case, person, "person", {"occupation": Value("")})
    assert records.view(session, person).value("occupation").nothing is Nothing.CLEARED


def test_an_empty_field_nobody_filled_is_no_change(session: Session, case: str):
    done = records.save(session, case, None, "person", {"occupation": Value("")})
    assert done.entry is None


def test_a_refused_value_saves_nothing_of_the_page(session: Session, case: str):
    typed = {"given_names": Value("Tadeo"), "birth_date": Value("un día de estos")}
    with pytest.raises(ValueRefused):
        records.save(session, case, None, "person", typed)
    assert session.vault.records(case=case, kind="person") == []


def test_a_term_outside_its_vocabulary_is_refused_a_proposal_is_not(session: Session, case: str):
    with pytest.raises(ValueRefused):
        records.save(session, case, None, "person", {"sex": Value("nada de eso")})
    person = records.save(session, case, None, "person", {"sex": Value({"text": "otra"})}).record
    assert records.view(session, person or "").fields["sex"][0].shown == "otra"


def test_several_pages_are_one_entry(session: Session, case: str):
    pages = [Page("person", {"given_names": Value(name)}) for name in ("Tadeo", "Rosalba")]
    done = records.save_pages(session, case, pages)
    assert len(done.records) == 2
    assert len({row.entry for r in done.records for row in records.history(session, r)}) == 1


def test_a_removed_record_leaves_the_lists_and_comes_back(session: Session, case: str):
    person = _person(session, case, given_names="Tadeo")
    records.remove(session, person, "duplicado")
    assert [row.id for row in records.rows(session, case=case, kind="person")] == []
    assert records.view(session, person).removed
    records.restore(session, person, "no era duplicado")
    assert [row.id for row in records.rows(session, case=case, kind="person")] == [person]


def test_an_unknown_record_or_kind_is_refused(session: Session, case: str):
    with pytest.raises(RecordUnknown):
        records.save(session, case, "0" * 32, "person", {"given_names": Value("x")})
    with pytest.raises(ValueRefused):
        records.save(session, case, None, "dragon", {"name": Value("x")})


def test_a_search_finds_what_was_ticked_by_its_label(session: Session, case: str):
    fields = {"methods": Value([{"method": {"v": "bolsa_plastico"}}])}
    act = records.save(session, case, None, "torture", fields).record
    assert [hit.record for hit in records.search(session, "bolsa de plástico")] == [act]


def test_relations_are_called_by_the_people_in_them(session: Session, case: str):
    mother = _person(session, case, given_names="Rosalba")
    son = _person(session, case, given_names="Tadeo")
    fields = {"from": Value(mother), "kind": Value("madre"), "to": Value([son])}
    relation = records.save(session, case, None, "relation", fields).record or ""
    assert records.title(session, relation) == "Rosalba · Madre · Tadeo"
    session.language = "en"
    assert records.title(session, relation) == "Rosalba · Mother · Tadeo"


def test_the_history_of_a_case_tells_everything_in_it(session: Session, case: str):
    _person(session, case, given_names="Tadeo")
    told = [(row.kind, row.field, row.author) for row in records.history(session, case)]
    assert told == [("case", "name", "Uno"), ("person", "given_names", "Uno")]
