"""Seeing a case: its dates in one line with their doubt, who is tied to whom, two accounts.

Nothing here is decided or corrected. Dates that do not agree stand beside one another, and where
two accounts differ they are called different, never contradictory (reference 5.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.app.naming import Names
from fielddoc.errors import DateRefused
from fielddoc.model.dates import parse
from fielddoc.model.names import fold
from fielddoc.model.values import Value

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from fielddoc.app.session import Session
    from fielddoc.forms import Field, Form
    from fielddoc.model.record import Held, Record
    from fielddoc.model.values import Json

RELATION = "relation"
_WHO = ("person", "group")
_TOLD = ("according_to", "source", "note")
"""Fields of a group's row that say where its date comes from."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One date, with its doubt. `earliest` None: nobody knows since when; `latest` None: open.

    `shown` says it in words, `source` how sure it is and who says so.
    """

    shown: str
    earliest: datetime.date | None
    latest: datetime.date | None
    about: bool
    uncertain: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One thing that happened: its dates, more than one where people or papers do not agree.

    `disputed`: different answers were given to the same question and nobody has decided.
    """

    record: str
    kind: str
    kind_label: str
    title: str
    label: str
    bars: tuple[Bar, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What one interview says to one question, readable."""

    label: str
    one: str
    other: str
    differ: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two interviews side by side, question by question."""

    one: str
    other: str
    rows: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the case."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as it was said: `start` is `kind` of `end`."""

    record: str
    start: str
    end: str
    kind: str
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Relations:
    """The people of a case and what ties them."""

    people: tuple[Person, ...]
    ties: tuple[Tie, ...]


def timeline(session: Session, case: str) -> tuple[TimeRow, ...]:
    """Everything dated in a case, by the first day it may have been; open beginnings first."""
    naming = Names(session)
    rows = [
        row
        for record in session.vault.records(case=case)
        if (form := session.forms.kinds.get(record.kind)) is not None
        for row in _rows(session, naming, form, forms.current(form, record))
    ]
    return tuple(sorted(rows, key=_first_day))


def _first_day(row: TimeRow) -> tuple[int, int, str]:
    starts = [bar.earliest.toordinal() if bar.earliest else 0 for bar in row.bars]
    ends = [bar.latest.toordinal() if bar.latest else 0 for bar in row.bars]
    return min(starts) or min(ends), max(ends), row.title


def _rows(session: Session, naming: Names, form: Form, record: Record) -> Iterator[TimeRow]:
    """A row for each date of a record; dates said to conflict with its first stand with it."""
    language = session.language
    beside = list(_conflicting(session, form, record))
    for field in form.fields.values():
        if field.type != "date":
            continue
        held = record.held(field.name)
        bars = [bar for one in held if (bar := _bar(session, field, one.value)) is not None]
        disputed = len(held) > 1
        if bars and beside and field.name == "date":
            bars, disputed = [*bars, *beside], True
        if bars:
            yield TimeRow(
                record.id,
                record.kind,
                forms.label(form.labels, language),
                naming.title_of(record),
                forms.label(field.labels, language),
                tuple(bars),
                disputed,
            )


def _conflicting(session: Session, form: Form, record: Record) -> Iterator[Bar]:
    """Other dates that somebody or some paper gives for the same thing."""
    group = form.fields.get("conflicting_dates")
    for held in record.held("conflicting_dates") if group else ():
        for row in held.value.v if isinstance(held.value.v, list) else ():
            date = group.inner("date") if group else None
            if date is None or not isinstance(row, dict) or "date" not in row:
                continue
            told = [_text(row.get(name)) for name in _TOLD]
            words = " · ".join(text for text in told if text)
            bar = _bar(session, date, Value.from_json(row["date"]), words)
            if bar is not None:
                yield bar


def _text(data: Json) -> str:
    plain = data.get("v") if isinstance(data, dict) else None
    return plain if isinstance(plain, str) else ""


def _bar(session: Session, field: Field, value: Value, source: str = "") -> Bar | None:
    if not isinstance(value.v, str):
        return None
    try:
        date = parse(value.v)
    except DateRefused:  # a newer program may know more forms of dates than we do
        return None
    shown = forms.show(session.forms, field, value, session.language, str)
    said = source or forms.doubt(value, session.language)
    return Bar(shown, date.earliest, date.latest, date.approximate, date.uncertain, said)


def compare(session: Session, interview_a: str, interview_b: str) -> Comparison:
    """Two interviews, question by question in the form's order. Raises `RecordUnknown`.

    `differ` only says that the words are not the same; why is for people to understand.
    """
    naming = Names(session)
    one, other = (session.vault.record(id_) for id_ in (interview_a, interview_b))
    form = session.forms.kinds[one.kind]
    one, other = forms.current(form, one), forms.current(form, other)
    rows = []
    for field in form.fields.values():
        left, right = (_said(naming, field, each.held(field.name)) for each in (one, other))
        if left or right:
            label = forms.label(field.labels, session.language)
            rows.append(Account(label, left, right, fold(left) != fold(right)))
    return Comparison(naming.title_of(one), naming.title_of(other), tuple(rows))


def _said(naming: Names, field: Field, held: tuple[Held, ...]) -> str:
    shown = [naming.shown(field, one.value) for one in held]
    return "\n".join(text for text in shown if text)


def relations(session: Session, case: str) -> Relations:
    """Who is in a case, and every relation between them as it was said."""
    naming = Names(session)
    found = session.vault.records(case=case)
    people = {
        record.id: Person(record.id, record.kind, naming.title_of(record))
        for record in found
        if record.kind in _WHO
    }
    form = session.forms.kinds[RELATION]
    ties = [
        tie for record in found if record.kind == RELATION for tie in _ties(naming, form, record)
    ]
    for id_ in dict.fromkeys(end for tie in ties for end in (tie.start, tie.end)):
        if id_ not in people:  # of another case, or not arrived yet
            people[id_] = Person(id_, "person", naming.name_of(id_))
    return Relations(tuple(people.values()), tuple(ties))


def _ties(naming: Names, form: Form, record: Record) -> Iterator[Tie]:
    kind, certainty = (
        _said(naming, form.fields[name], record.held(name)) for name in ("kind", "certainty")
    )
    starts = [one for held in record.held("from") for one in _ids(held.value.v)]
    ends = [one for held in record.held("to") for one in _ids(held.value.v)]
    for start in starts:
        for end in ends:
            yield Tie(record.id, start, end, kind, certainty)


def _ids(plain: Json) -> list[str]:
    return [one for one in (plain if isinstance(plain, list) else [plain]) if isinstance(one, str)]
