"""A few fields of very many records, and what changed since somebody looked."""

import pytest

from fielddoc.model.entry import Content
from fielddoc.model.ids import new_id
from fielddoc.model.record import REMOVED
from fielddoc.model.values import Value
from fielddoc.vault import Vault
from tests.vault.house import House, Writer, change


@pytest.fixture
def people(house: House) -> tuple[Vault, str, list[str]]:
    vault = house.create()
    case, ids = new_id(), [new_id() for _ in range(3)]
    vault.append("save", case, Content((change(case, "Caso", kind="case", field="name"),)))
    for number, id_ in enumerate(ids):
        made = (change(id_, f"N{number}"), change(id_, "x", field="note"))
        vault.append("save", case, Content(made))
    return vault, case, ids


People = tuple[Vault, str, list[str]]


def test_only_the_fields_asked_for_come_with_id_and_case(people: People):
    vault, case, ids = people
    found = {id_: (inside, values) for id_, inside, values in vault.columns("person", ["given"])}
    assert found == {id_: (case, {"given": Value(f"N{n}")}) for n, id_ in enumerate(ids)}


def test_some_records_may_be_chosen_and_removed_ones_do_not_come(people: People):
    vault, case, ids = people
    assert [id_ for id_, _, _ in vault.columns("person", ["given"], ids[1:2])] == ids[1:2]
    assert list(vault.columns("person", ["given"], [])) == []
    vault.append("remove", case, Content((change(ids[1], True, field=REMOVED),)))
    assert list(vault.columns("person", ["given"], ids[1:2])) == []


def test_a_record_without_these_fields_comes_with_none(people: People):
    vault, _, ids = people
    assert {id_: values for id_, _, values in vault.columns("person", [])} == {
        id_: {} for id_ in ids
    }
    assert all(values == {} for _, _, values in vault.columns("person", ["nothing"]))


def test_of_values_in_conflict_the_first_comes_as_in_the_record(people: People):
    vault, case, ids = people
    vault.append("save", case, Content((change(ids[0], "otro"),)))
    (row,) = vault.columns("person", ["given"], ids[:1])
    assert len(vault.record(ids[0]).held("given")) == 2
    assert row[2]["given"] == vault.record(ids[0]).value("given")


def test_what_changed_since_a_mark_is_named(people: People):
    vault, case, ids = people
    mark, _ = vault.changed_since((0, 0))
    assert vault.changed_since(mark) == (mark, frozenset())
    vault.append("save", case, Content((change(ids[2], "otra"),)))
    later, changed = vault.changed_since(mark)
    assert changed == frozenset({ids[2]})
    assert vault.changed_since(later)[1] == frozenset()


def test_after_an_import_or_an_erasure_all_must_be_looked_at(people: People):
    vault, case, ids = people
    mark, _ = vault.changed_since((0, 0))
    writer = Writer()
    vault.absorb([writer.write(Content((change(ids[0], "ajena"),)))], [writer.identity.certificate])
    mark, changed = vault.changed_since(mark)
    assert changed is None
    first = vault.record(ids[1]).held("given")[0].entry
    vault.append("erase", case, Content(erases=(first,)))
    assert vault.changed_since(mark)[1] is None
