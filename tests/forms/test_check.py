"""Every value that does not fit its field is refused for its reason; what fits is left alone."""

import copy
from typing import Any

import pytest

from fielddoc import forms
from fielddoc.errors import ValueRefused
from fielddoc.forms import Field, Forms
from fielddoc.model.ids import new_id
from fielddoc.model.values import Nothing, Value

ID, OTHER = new_id(), new_id()
MARK = {"view": "anterior", "x": 0.5, "y": 0.25}
FILE = {"sha256": "0" * 64, "size": 0, "name": "foto.jpg", "media": "image/jpeg"}

FITS: list[tuple[str, str, Any]] = [
    ("case", "name", "Caso Ejemplo 👁 \u202eשלום ñuu savi ꞌ"),
    ("case", "summary", "x" * 1_000_000),
    ("case", "commission_case_no", ["12.001", "12.002"]),
    ("case", "commission_case_no", "12.001"),
    ("event", "date", "1979-08-14/.."),
    ("event", "date", "2014-09-XX"),
    ("event", "time", "~15:00"),
    ("event", "time", "9:05/~11:30"),
    ("person", "age_at_event", "~25"),
    ("event", "count", "8..10"),
    ("event", "count", "~11 (3 dentro)"),
    ("event", "count", "1,500"),
    ("event", "type", "detencion"),
    ("event", "type", {"text": "otra cosa"}),
    ("event", "acts", ["020111110000", {"text": "no está en la lista"}]),
    ("event", "regarding", [ID, OTHER]),
    ("relation", "from", ID),
    ("event", "place", {"text": "paraje", "entity": "12", "municipality": "12003"}),
    ("torture", "methods", [{"method": {"v": "otro"}, "said": {"nothing": "unknown"}}]),
    ("injury", "marks", [{**MARK, "region": "talon", "side": "izq", "length_mm": 4}]),
    ("evidence", "file", FILE),
]

REFUSED: list[tuple[str, str, Any, str]] = [
    ("case", "nonsense", "x", "unknown-field"),
    ("case", "name", None, "empty"),
    ("case", "name", 7, "not-text"),
    ("case", "name", ["a"], "not-text"),
    ("event", "date", "14/08/1979", "date"),
    ("event", "date", "ayer", "date"),
    ("event", "time", "25:00", "time"),
    ("event", "time", "por la tarde", "time"),
    ("person", "age_at_event", "veinte", "number"),
    ("person", "age_at_event", 25, "not-text"),
    ("event", "type", "no_such_term", "unknown-term"),
    ("event", "type", {"text": ""}, "proposal"),
    ("event", "type", {"text": "a", "id": "b"}, "proposal"),
    ("event", "acts", "020111110000", "not-a-list"),
    ("event", "acts", ["020111110000", "020111110000"], "duplicate"),
    ("event", "regarding", [ID, ID], "duplicate"),
    ("event", "regarding", ["V1"], "record-id"),
    ("relation", "from", [ID], "record-id"),
    ("event", "place", "Oaxaca", "place"),
    ("event", "place", {}, "place"),
    ("event", "place", {"latitude": "1"}, "place"),
    ("event", "place", {"text": ""}, "place"),
    ("torture", "methods", {"method": {"v": "otro"}}, "not-a-list"),
    ("torture", "methods", [{}], "group"),
    ("torture", "methods", [{"colour": {"v": "red"}}], "group"),
    ("torture", "methods", [{"method": "otro"}], "group"),
    ("torture", "methods", [{"method": {"v": "no_such"}}], "unknown-term"),
    ("torture", "methods", [{"method": {"v": "otro", "nothing": "unknown"}}], "group"),
    ("injury", "marks", [{"view": "anterior", "x": 1.5, "y": 0}], "mark"),
    ("injury", "marks", [{"view": "anterior", "x": True, "y": 0}], "mark"),
    ("injury", "marks", [{"view": "anterior", "x": float("nan"), "y": 0}], "mark"),
    ("injury", "marks", [{**MARK, "length_mm": -1}], "mark"),
    ("injury", "marks", [{**MARK, "pain": "9"}], "mark"),
    ("evidence", "file", {**FILE, "sha256": "XYZ"}, "attachment"),
    ("evidence", "file", {**FILE, "size": -1}, "attachment"),
    ("evidence", "file", {"name": "a"}, "attachment"),
]


@pytest.mark.parametrize(("kind", "name", "plain"), FITS)
def test_what_fits_is_taken_and_not_altered(known: Forms, kind: str, name: str, plain: Any) -> None:
    before = copy.deepcopy(plain)
    forms.check(known.kinds[kind], name, Value(plain), known)
    assert plain == before


@pytest.mark.parametrize(("kind", "name", "plain", "reason"), REFUSED)
def test_what_does_not_fit_is_refused_with_a_reason(
    known: Forms, kind: str, name: str, plain: Any, reason: str
) -> None:
    with pytest.raises(ValueRefused) as caught:
        forms.check(known.kinds[kind], name, Value(plain), known)
    assert caught.value.facts == {"kind": kind, "field": name, "reason": reason}


def test_every_kind_of_nothing_fits_every_field(known: Forms) -> None:
    for _, _, field in known.all_fields():
        for nothing in Nothing:
            assert forms.why_not(field, Value(nothing=nothing), known) is None


def test_every_type_refuses_something(known: Forms) -> None:
    seen = set()
    for _, _, field in known.all_fields():
        seen.add(field.type)
        assert forms.why_not(field, Value(object()), known) is not None
    assert seen == set(forms.fields.TYPES)


def test_a_confidence_that_is_none_of_ours_is_refused(known: Forms) -> None:
    field = known.kinds["case"].field("name")
    assert forms.why_not(field, Value("x", confidence="certain")) == "confidence"
    assert forms.why_not(field, Value("x", confidence="low", source="dicho")) is None


def test_a_retired_term_is_still_an_answer(known: Forms) -> None:
    field = Field("colour", "term", {"es": "Color"}, {}, vocabulary="colours")
    term = forms.Term("blue", {"es": "Azul", "en": "Blue"}, retired=True)
    listed = {"colours": forms.Vocabulary("colours", {"es": "Colores"}, {"blue": term})}
    assert forms.why_not(field, Value("blue"), Forms({}, listed)) is None
    assert listed["colours"].offered() == ()
