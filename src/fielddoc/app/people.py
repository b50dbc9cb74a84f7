"""People as they stand in forms, read for comparison: the only place that knows their fields."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fielddoc.errors import DateRefused
from fielddoc.model import curp
from fielddoc.model.dates import parse
from fielddoc.model.likeness import (
    ANY,
    FIRST,
    GIVEN,
    SECOND,
    Lexicon,
    Name,
    Person,
    Place,
    Span,
    born,
    born_by_age,
)
from fielddoc.model.likeness.index import Index
from fielddoc.paths import resources

if TYPE_CHECKING:
    from fielddoc.forms import Forms
    from fielddoc.model.values import Json, Value
    from fielddoc.vault import Vault

FIELDS = (
    "given_names", "particle", "surname1", "surname2", "full_name", "social_name",
    "own_language_name", "other_names", "birth_date", "age_at_event", "sex", "birth_place",
    "residence", "curp", "rfc", "voter_key", "social_security",
)  # fmt: skip
"""The fields of the form `person` that are compared."""

_NICKNAMES = ("apodo", "alias", "nombre_de_lucha", "nombre_de_captores")
_PAPERS = ("rfc", "voter_key", "social_security")
_AGE = re.compile(r"(~?)(\d{1,3})(?:\.\.(\d{1,3}))?")
_ABOUT_YEARS = 3
"""Years that "~25" may be off, both ways."""
_LONGEST_DAYS = 3660
"""A case that lasts longer tells too little about when somebody was of some age."""

CaseSpan = tuple[datetime.date, datetime.date]


def lexicon() -> Lexicon:
    """Read what ships about names: nicknames, abbreviations, and how common names are."""
    folder = resources() / "names"
    told = tomllib.loads((folder / "nicknames.toml").read_text(encoding="utf-8"))
    common = tomllib.loads((folder / "common.toml").read_text(encoding="utf-8"))
    forms: dict[str, frozenset[str]] = {}
    for name, familiar in told["nicknames"].items():
        for form in familiar:
            forms[form] = forms.get(form, frozenset()) | {name}
    shares = {name: step["share"] for step in common["names"] for name in step["names"]}
    return Lexicon(forms, told["abbreviations"], shares)


class Reader:
    """Makes people of field values. `spans`: by case, when what it tells happened."""

    def __init__(self, words: Lexicon, spans: Mapping[str, CaseSpan] | None = None) -> None:
        self.lexicon = words
        self._spans = spans or {}

    def person(self, id_: str, values: Mapping[str, Value], case: str | None = None) -> Person:
        """The person that these values describe; fields that are empty tell nothing."""
        given = {name: value.v for name, value in values.items() if value.v not in (None, "", [])}
        key = curp.read(_text(given, "curp")) if _text(given, "curp") else None
        trusted = key if key and key.holds else None
        return Person(
            id_,
            tuple(self._names(given)),
            tuple(word for name in self._aliases(given) for word in name),
            self._birth(given, case, trusted),
            _text(given, "sex") or (trusted.sex if trusted and trusted.sex else ""),
            _place(given.get("birth_place")) or _born_in(trusted),
            _place(given.get("residence")),
            key,
            frozenset(_papers(given)),
        )

    def _names(self, given: Mapping[str, Json]) -> Iterator[Name]:
        read = self.lexicon.words
        parts = (
            *read(_text(given, "given_names"), GIVEN),
            *read(_text(given, "surname1"), FIRST),
            *read(_text(given, "surname2"), SECOND),
        )
        found = [parts, read(_text(given, "full_name"), ANY)]
        surnames = tuple(word for word in parts if word.part != GIVEN)
        if social := read(_text(given, "social_name"), GIVEN):
            found.append((*social, *surnames))
        found.append(read(_text(given, "own_language_name"), ANY))
        found.extend(read(name, ANY) for name, kind in _others(given) if kind not in _NICKNAMES)
        yield from (name for name in dict.fromkeys(found) if name)

    def _aliases(self, given: Mapping[str, Json]) -> Iterator[Name]:
        for name, kind in _others(given):
            if kind in _NICKNAMES:
                yield self.lexicon.words(name, GIVEN)

    def _birth(
        self, given: Mapping[str, Json], case: str | None, key: curp.Curp | None
    ) -> Span | None:
        told = born(_text(given, "birth_date")) if "birth_date" in given else None
        if told is None and key and key.birth:
            told = Span(key.birth, key.birth)
        span = self._spans.get(case or "")
        age = _AGE.fullmatch(_text(given, "age_at_event"))
        if told is None and span and age:
            pad = _ABOUT_YEARS if age[1] else 0
            youngest, oldest = int(age[2]) - pad, int(age[3] or age[2]) + pad
            told = born_by_age(max(0, youngest), oldest, *span)
        return told


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody decided about two people: `same` or not, how sure (1..5), and why."""

    record: str
    one: str
    other: str
    same: bool
    certainty: str
    reason: str


@dataclass(slots=True)
class People:
    """A session's index of people and the links between them (by record), and up to where of
    the journal it knows them. `missing` are ids that were not read yet.
    """

    reader: Reader
    index: Index
    mark: tuple[int, int]
    links: dict[str, tuple[Link, ...]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def spans(vault: Vault, forms: Forms) -> dict[str, CaseSpan]:
    """By case, the first and last day of what happened, where that is known well enough."""
    found: dict[str, CaseSpan] = {}
    for kind, form in forms.kinds.items():
        if any(section.id == "when_where" for section in form.sections):
            for _, case, values in vault.columns(kind, ("date",)):
                span = _span(values.get("date"))
                if case and span:
                    had = found.get(case, span)
                    found[case] = min(had[0], span[0]), max(had[1], span[1])
    return {case: span for case, span in found.items() if (span[1] - span[0]).days <= _LONGEST_DAYS}


def _span(value: Value | None) -> CaseSpan | None:
    if value is None or not isinstance(value.v, str):
        return None
    try:
        date = parse(value.v)
    except DateRefused:  # a newer program may know more forms of dates than we do
        return None
    return (date.earliest, date.latest) if date.earliest and date.latest else None


def _text(given: Mapping[str, Json], name: str) -> str:
    """A field's text; of a term that was proposed, its text."""
    plain = given.get(name)
    if isinstance(plain, dict):
        plain = plain.get("text")
    return plain.strip() if isinstance(plain, str) else ""


def _others(given: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    rows = given.get("other_names")
    for row in rows if isinstance(rows, list) else ():
        plain = {name: cell.get("v") for name, cell in row.items() if isinstance(cell, dict)}
        if name := _text(plain, "name"):
            yield name, _text(plain, "kind")


def _place(plain: Json) -> Place | None:
    if not isinstance(plain, dict):
        return None
    place = Place(plain.get("entity") or "", plain.get("municipality") or "")
    return place if place.entity or place.municipality else None


def _born_in(key: curp.Curp | None) -> Place | None:
    return Place(key.entity) if key and key.entity else None


def _papers(given: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    for name in _PAPERS:
        number = re.sub(r"[\s\-.]", "", _text(given, name)).upper()
        if len(number) >= 8:  # shorter ones are parts or mistakes
            yield name, number
