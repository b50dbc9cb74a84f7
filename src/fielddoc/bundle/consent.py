"""Which cases may travel to a colleague: a rule over records, without any vault.

A journal travels whole, case by case, as entries are signed and cannot be cut. So a case goes
to a colleague only if its people agreed to "share with the organisation's team"
(`compartir_equipo`), by these rules, in the order of `REASONS`:

1. nobody in the case answered that purpose with anything but yes, or withdrew it, unless the
   same person agreed again on a day that is certainly later. A limit counts as a no, for the
   program cannot keep a limit that is said in words; of two contradicting values the one that
   forbids wins;
2. everybody who was interviewed in the case said yes. A missing answer counts as no;
3. at least one person or group said yes.

So a disappeared or an accused person, whom nobody could ask, does not hold a case back, and a
case about which nobody was asked does not travel. Records that were removed do not count.
"""

import datetime
from collections.abc import Callable, Iterable

from fielddoc.errors import DateRefused
from fielddoc.model import dates
from fielddoc.model.record import Record
from fielddoc.model.values import Json

PURPOSE = "compartir_equipo"
REFUSED, UNASKED, MISSING = "refused", "unasked", "missing"
REASONS = (REFUSED, UNASKED, MISSING)

TEAM = "equipo"
"""The recipient that must be among those a consent names, where it names any."""
_LIMITS = ("limit", "hide", "recipient_name", "withdrawn_date")
"""Fields that must be empty for a yes to be a whole yes."""

Rule = Callable[[Iterable[Record]], str | None]
"""Given the records of a case, why it may not travel, or `None` when it may."""


def team(records: Iterable[Record]) -> str | None:
    """Say why a case may not go to a colleague, or `None` when it may."""
    kept = [record for record in records if not record.removed]
    sheets = [one for one in kept if one.kind == "consent" and _about(one, PURPOSE)]
    yeses = [one for one in sheets if _yes(one)]
    noes = [one for one in sheets if not _yes(one)]
    if not all(_undone(no, yeses) for no in noes):
        return REFUSED
    agreed: set[str] = set().union(*(_named(one, "person") for one in yeses))
    interviewed: set[str] = set().union(
        *(_named(one, "people") for one in kept if one.kind == "interview")
    )
    if interviewed - agreed:
        return UNASKED
    return None if agreed else MISSING


def _about(record: Record, purpose: str) -> bool:
    return purpose in _named(record, "purpose")


def _yes(record: Record) -> bool:
    """Whether a sheet is a whole yes: nothing in it limits it, withdraws it or is disputed."""
    answers = record.held("answer")
    return (
        len(answers) == len(record.held("purpose")) == len(record.held("person")) == 1
        and answers[0].value.v == "si"
        and all(held.value.empty or held.value.v == "no" for held in record.held("withdrawn"))
        and all(
            held.value.empty or TEAM in (held.value.v or ()) for held in record.held("recipients")
        )
        and all(held.value.empty for name in _LIMITS for held in record.held(name))
    )


def _undone(no: Record, yeses: Iterable[Record]) -> bool:
    """Whether everybody who said no on a sheet said yes on another, certainly later."""
    ended = _ended(no)
    if ended is None:
        return False
    again: set[str] = set()
    for yes in yeses:
        given = _first_day(yes, "date")
        if given is not None and given > ended:
            again |= _named(yes, "person")
    people = _named(no, "person")
    return bool(people) and people <= again


def _ended(no: Record) -> datetime.date | None:
    """The last day on which the no may have been said; `None`: nobody knows.

    A withdrawal counts from its own day, also where only that day was written down.
    """
    withdrawn = any(
        not held.value.empty and held.value.v != "no" for held in no.held("withdrawn")
    ) or any(not held.value.empty for held in no.held("withdrawn_date"))
    days = [_last_day(no, "withdrawn_date")] if withdrawn else []
    if not withdrawn or "no" in _named(no, "answer"):
        days.append(_last_day(no, "date"))
    return None if None in days else max(day for day in days if day is not None)


def _first_day(record: Record, field: str) -> datetime.date | None:
    days = [_date(held.value.v) for held in record.held(field)]
    known = [one.earliest for one in days if one is not None and one.earliest is not None]
    return min(known) if known and len(known) == len(days) else None


def _last_day(record: Record, field: str) -> datetime.date | None:
    days = [_date(held.value.v) for held in record.held(field)]
    known = [one.latest for one in days if one is not None and one.latest is not None]
    return max(known) if known and len(known) == len(days) else None


def _date(value: Json) -> dates.DoubtfulDate | None:
    """Read a date; what is no date says nothing about when."""
    try:
        return dates.parse(value) if isinstance(value, str) else None
    except DateRefused:
        return None


def _named(record: Record, field: str) -> set[str]:
    """Ids of the records or terms that a field names, in any of its held values."""
    found: set[str] = set()
    for held in record.held(field):
        value = held.value.v
        several = value if isinstance(value, list) else [value]
        found.update(one for one in several if isinstance(one, str) and one)
    return found
