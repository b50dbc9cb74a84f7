"""A person as far as two descriptions are compared: names, birth, sex, places, papers."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from fielddoc.errors import DateRefused
from fielddoc.model.curp import Curp
from fielddoc.model.dates import DoubtfulDate, parse
from fielddoc.model.likeness.words import Word

Name = tuple[Word, ...]

_ABOUT_YEARS = 2
"""Years that "about 1974" may be off; of a month or day it is so many months."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day a birth may have been, and whether it was worked out from an age."""

    first: datetime.date
    last: datetime.date
    from_age: bool = False

    @property
    def days(self) -> int:
        """How many days are possible."""
        return (self.last - self.first).days + 1

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Place:
    """An entity's and a municipality's key, as far as known."""

    entity: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One description of a person. `names`: the main name first, then others; `aliases`: words
    of nicknames; `papers`: kind and number of identity papers other than the CURP.
    """

    id: str
    names: tuple[Name, ...] = ()
    aliases: Name = ()
    birth: Span | None = None
    sex: str = ""
    birth_place: Place | None = None
    residence: Place | None = None
    curp: Curp | None = None
    papers: frozenset[tuple[str, str]] = frozenset()

    @property
    def words(self) -> Iterable[Word]:
        """Every word of every name and alias."""
        for name in self.names:
            yield from name
        yield from self.aliases


def born(text: str) -> Span | None:
    """The days an EDTF date of birth may mean; None when an end is open or it is no such date."""
    try:
        date = parse(text)
    except DateRefused:
        return None
    if date.earliest is None or date.latest is None:
        return None
    pad = datetime.timedelta(days=_pad(date)) if date.approximate or date.uncertain else None
    if pad is None:
        return Span(date.earliest, date.latest)
    return Span(_moved(date.earliest, -pad), _moved(date.latest, pad))


def born_by_age(youngest: int, oldest: int, first: datetime.date, last: datetime.date) -> Span:
    """The days of birth of somebody aged `youngest` to `oldest` years between two days."""
    day = datetime.timedelta(days=1)
    begin = _moved(_years(first, -oldest - 1), day)
    return Span(begin, _years(last, -youngest), from_age=True)


def _pad(date: DoubtfulDate) -> int:
    exact = date.earliest == date.latest
    within_month = (
        date.earliest is not None
        and date.latest is not None
        and (date.latest - date.earliest).days <= 31
    )
    return _ABOUT_YEARS * (31 if exact or within_month else 365)


def _moved(day: datetime.date, by: datetime.timedelta) -> datetime.date:
    try:
        return day + by
    except OverflowError:
        return day


def _years(day: datetime.date, by: int) -> datetime.date:
    year = max(datetime.MINYEAR, day.year + by)
    return (
        day.replace(year=year, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=year)
    )
