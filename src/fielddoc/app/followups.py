"""What must not be forgotten: needs that are urgent, and dates that have come."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.app.naming import Names
from fielddoc.errors import DateRefused
from fielddoc.model.dates import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fielddoc.app.session import Session
    from fielddoc.model.record import Record

URGENT_DAYS = 5
"""Care after sexual violence matters within 72 hours, samples up to about five days."""
_SETTLED = {"atendida", "rechazada"}
_DATES = (
    "date", "first_seen",
)  # fmt: skip
DUE = (
    "next_date", "review_date", "ask_again", "appointment", "response_due", "return_by",
)  # fmt: skip
"""Fields that say when somebody must look again."""


@dataclass(frozen=True, slots=True)
class UrgentNeed:
    """A need to see to now. `days` since the event, if its date may be that recent; `marked`:
    somebody said that it is urgent.
    """

    record: str
    title: str
    marked: bool
    days: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """A date that has come. `day` is the last day it may mean."""

    record: str
    kind: str
    title: str
    field: str
    label: str
    day: datetime.date


def urgent(session: Session, case: str, today: datetime.date) -> tuple[UrgentNeed, ...]:
    """Needs in the case that are not met yet and marked urgent, or whose event is five days old
    or less; doubt about the day counts as yes. The most recent events come first.
    """
    naming = Names(session)
    known = {one.id: one for one in session.vault.records(case=case) if not one.removed}
    found = []
    for record in known.values():
        if record.kind != "need" or record.get("state") in _SETTLED:
            continue
        marked = record.get("urgent") == "si"
        ages = [age for age in _ages(record, known, today) if age <= URGENT_DAYS]
        if marked or ages:
            days = min(ages, default=None)
            found.append(UrgentNeed(record.id, naming.title_of(record), marked, days))
    return tuple(sorted(found, key=lambda row: (row.days is None, row.days or 0, row.title)))


def due(session: Session, case: str, today: datetime.date) -> tuple[Due, ...]:
    """Dates to look again that are today or past, the oldest first."""
    naming, found = Names(session), []
    for record in session.vault.records(case=case):
        form = session.forms.kinds.get(record.kind)
        for name in DUE if form and not record.removed else ():
            field = form.fields.get(name) if form else None
            day = _last_day(record.get(name)) if field else None
            if field is not None and day is not None and day <= today:
                label = forms.label(field.labels, session.language)
                found.append(Due(record.id, record.kind, naming.title_of(record), name, label, day))
    return tuple(sorted(found, key=lambda row: (row.day, row.title)))


def _ages(need: Record, known: dict[str, Record], today: datetime.date) -> Iterator[int]:
    """Yield how many days ago the need's event may at the latest have happened."""
    said = [need.get("event_date")]
    events = need.get("event")
    for id_ in events if isinstance(events, list) else [events]:
        event = known.get(str(id_))
        said += [event.get(name) for name in _DATES] if event else []
    for one in said:
        day = _last_day(one)
        first = _first_day(one)
        if day is not None and (first is None or first <= today):
            yield max((today - day).days, 0)


def _last_day(said: object) -> datetime.date | None:
    try:
        return parse(said).latest if isinstance(said, str) else None
    except DateRefused:
        return None


def _first_day(said: object) -> datetime.date | None:
    try:
        return parse(said).earliest if isinstance(said, str) else None
    except DateRefused:
        return None
