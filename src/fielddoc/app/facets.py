"""What a record can be narrowed by when searching: made by the vault whenever a value changes.

Names of facets: `person` (whom it is about), `entity`, `municipality`, `status`
(`vocabulary:term`), `consent` (`purpose:answer`), `sensitivity`. Dates inside groups count: they
say when a detail happened, and whoever looks for that day looks for this record.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fielddoc.app.naming import field_of
from fielddoc.errors import DateRefused
from fielddoc.model.dates import parse
from fielddoc.vault import Facets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fielddoc.forms import Field, Forms
    from fielddoc.model.values import Json, Value

VERSION = "facets 1"
"""Part of the naming's version: with another one every vault makes its facets anew."""
STATUSES = (
    "estatus_persona", "estado_procedimiento", "estado_hipotesis", "estado_necesidad",
    "estado_seguimiento", "estado_violacion",
)  # fmt: skip
"""Lists whose terms say how something stands."""
SENSITIVITIES = ("intimate", "contact", "location", "third_party")
"""What a search may be narrowed to; names and free text stand nearly everywhere."""
WITHDRAWN = "retirado"
_ALL_TIME = (datetime.date.min.toordinal(), datetime.date.max.toordinal())
_WHO = ("person", "group")


class FacetsOf:
    """Says of a record's values what it is narrowed by."""

    def __init__(self, loaded: Forms) -> None:
        self._forms = loaded

    def __call__(self, kind: str, record: str, values: Mapping[str, Sequence[Value]]) -> Facets:
        form = self._forms.kinds.get(kind)
        if form is None:
            return Facets()
        pairs: set[tuple[str, str]] = set()
        spans: set[tuple[int, int]] = set()
        for name, held in values.items():
            field = field_of(form, name)
            if field is None:
                continue
            for one in held:
                if one.v not in (None, "", [], {}):
                    pairs.update(_pairs(field, one.v))
                    spans.update(_spans(field, one.v))
        if kind == "consent":
            pairs.update(_consent(values))
        if kind in _WHO:
            pairs.add(("person", record))
        return Facets(frozenset(pairs), frozenset(spans))


def _pairs(field: Field, plain: Json) -> Iterator[tuple[str, str]]:
    if field.sensitivity in SENSITIVITIES:
        yield "sensitivity", field.sensitivity
    match field.type:
        case "person":
            yield from (("person", one) for one in _texts(plain))
        case "place":
            place = plain if isinstance(plain, dict) else {}
            for part in ("entity", "municipality"):
                yield from ((part, key) for key in _texts(place.get(part)))
        case "term" | "terms" if field.vocabulary in STATUSES:
            yield from (("status", f"{field.vocabulary}:{term}") for term in _texts(plain))
        case "group":
            yield from _details(field, plain)


def _details(field: Field, plain: Json) -> Iterator[tuple[str, str]]:
    """Pairs of a group's rows. Of states that follow one another the last row's is the present
    one, and who stands in a detail is not whom the record is about.
    """
    last: dict[str, list[tuple[str, str]]] = {}
    for inner, value in _inside(field, plain):
        found = [pair for pair in _pairs(inner, value) if pair[0] != "person"]
        yield from (pair for pair in found if pair[0] != "status")
        stands = [pair for pair in found if pair[0] == "status"]
        if stands:
            last[inner.name] = stands
    for stands in last.values():
        yield from stands


def _spans(field: Field, plain: Json) -> Iterator[tuple[int, int]]:
    if field.type == "date" and isinstance(plain, str):
        try:
            date = parse(plain)
        except DateRefused:  # a newer program may know more forms of dates than we do
            return
        first, last = _ALL_TIME
        yield (
            date.earliest.toordinal() if date.earliest else first,
            date.latest.toordinal() if date.latest else last,
        )
    elif field.type == "group":
        for inner, value in _inside(field, plain):
            yield from _spans(inner, value)


def _inside(field: Field, plain: Json) -> Iterator[tuple[Field, Json]]:
    for row in _list(plain):
        for name, data in row.items() if isinstance(row, dict) else ():
            inner = field.inner(name)
            if inner is not None and isinstance(data, dict) and data.get("v"):
                yield inner, data["v"]


def _consent(values: Mapping[str, Sequence[Value]]) -> Iterator[tuple[str, str]]:
    """Purpose and answer; a withdrawal always wins, and of answers in conflict each counts."""

    def said(name: str) -> list[str]:
        return [one.v for one in values.get(name, ()) if isinstance(one.v, str)]

    withdrawn = any(answer in ("si", "en_parte") for answer in said("withdrawn"))
    answers = [WITHDRAWN] if withdrawn else said("answer")
    for purpose in said("purpose"):
        yield from (("consent", f"{purpose}:{answer}") for answer in answers)


def _texts(plain: Json) -> Iterator[str]:
    return (one for one in _list(plain) if isinstance(one, str) and one)


def _list(plain: Json) -> list[Json]:
    return plain if isinstance(plain, list) else [plain]
