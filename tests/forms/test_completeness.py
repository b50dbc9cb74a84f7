"""What a recipient still needs: only what is needed, only where it says nothing."""

from typing import Any

from fielddoc import forms
from fielddoc.forms import Forms, Gap
from fielddoc.model.ids import new_id
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Nothing, Value
from tests.forms.conftest import COMMON, Folder


def record(kind: str, /, **fields: Any) -> Record:
    values = {name: v if isinstance(v, Value) else Value(v) for name, v in fields.items()}
    held = {name: (Held("e", value, "a", ""),) for name, value in values.items()}
    return Record(new_id(), kind, None, held)


def fields_of(found: tuple[Gap, ...]) -> dict[str, Gap]:
    return {gap.field.name: gap for gap in found if gap.field is not None}


def test_a_gap_is_what_the_recipient_needs_and_nobody_said(known: Forms) -> None:
    person = record(
        "person",
        given_names="Ana",
        surname1="Ejemplo",
        sex="mujer",
        birth_date=Value(nothing=Nothing.DECLINED),
    )
    removed = record("person", _removed=True)
    found = fields_of(forms.gaps(known, [person, removed], "sr_torture"))
    assert set(found) == {"birth_date"}
    assert found["birth_date"].nothing is Nothing.DECLINED
    assert found["birth_date"].record == person.id
    assert fields_of(forms.gaps(known, [person], "field_sheet")) == {}


def test_a_person_known_otherwise_does_not_lack_a_name(known: Forms) -> None:
    nameless = fields_of(forms.gaps(known, [record("person")], "wgeid"))
    keyed = fields_of(forms.gaps(known, [record("person", key="V1")], "wgeid"))
    assert {"given_names", "surname1"} <= set(nameless)
    assert not {"given_names", "surname1"} & set(keyed)


def test_a_kind_of_which_there_is_no_record_is_a_gap(known: Forms) -> None:
    found = {gap.kind for gap in forms.gaps(known, [], "ced_30") if gap.record is None}
    assert found == {"person", "consent", "disappearance", "proceeding"}
    rest = forms.gaps(known, [record("disappearance"), record("proceeding")], "ced_30")
    assert {gap.kind for gap in rest if gap.record is None} == {"person", "consent"}
    wanting = {gap.field.name for gap in rest if gap.field and gap.kind == "disappearance"}
    assert {"regarding", "date", "place", "authors", "deprivation", "state_link", "refusal"} <= (
        wanting
    )


def test_a_field_that_does_not_apply_is_no_gap(folder: Folder) -> None:
    common = COMMON.replace(
        'name = "notes"',
        'name = "notes"\nneeded_for = ["wgeid"]\nwhen = {field = "name", is = ["red"]}',
    )
    loaded = forms.load(folder(common=common))
    applies, does_not = record("thing", name="red"), record("thing", name="blue")
    found = forms.gaps(loaded, [applies, does_not], "wgeid")
    assert [gap.record for gap in found] == [applies.id]
