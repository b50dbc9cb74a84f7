"""Dates with their doubt: EDTF level 1 (ISO 8601-2:2019), never coerced to a full date.

Parsing is the `edtf` package's; this module refuses what is above level 1 and gives the first
and the last day that may be meant, for search and sorting.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from time import struct_time

from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from edtf.parser.parser_classes import (
    Date,
    DateAndTime,
    Level1Interval,
    Season,
    UncertainOrApproximate,
    Unspecified,
)

from fielddoc.errors import DateRefused

_PLAIN = re.compile(r"([1-9][0-9]{3})(?:-([01][0-9])(?:-([0-3][0-9]))?)?[?~%]?")
_LEVEL_1 = (Date, Unspecified, UncertainOrApproximate, Season)


@dataclass(frozen=True, slots=True)
class DoubtfulDate:
    """What is known of a date: its EDTF text, and the first and last day that may be meant.

    `earliest` None: nobody knows how long before; `latest` None: open or not known.
    """

    text: str
    earliest: datetime.date | None
    latest: datetime.date | None
    approximate: bool
    uncertain: bool


@lru_cache(maxsize=20_000)
def parse(text: str) -> DoubtfulDate:
    """Read an EDTF level 1 date or interval; raise `DateRefused` for anything else."""
    return _plain(text) or _by_grammar(text)


def _plain(text: str) -> DoubtfulDate | None:
    """Read the plain forms that nearly all dates have; the grammar takes a hundred times longer."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        first = datetime.date(int(year), int(month or 1), int(day or 1))
        days = calendar.monthrange(int(year), int(month or 12))[1]
        last = datetime.date(int(year), int(month or 12), int(day or days))
    except ValueError as error:
        raise DateRefused(text=text) from error
    return DoubtfulDate(text, first, last, *_doubt(text))


def _by_grammar(text: str) -> DoubtfulDate:
    start, slash, end = text.partition("/")
    if not slash:
        first = _one(text, text)
        return DoubtfulDate(
            text, _day(first.lower_strict(), text), _day(first.upper_strict(), text), *_doubt(text)
        )
    earliest = None if start in ("", "..") else _day(_one(start, text).lower_strict(), text)
    latest = None if end in ("", "..") else _day(_one(end, text).upper_strict(), text)
    if (start in ("", "..") and end in ("", "..")) or (earliest and latest and latest < earliest):
        raise DateRefused(text=text)
    return DoubtfulDate(text, earliest, latest, *_doubt(text))


def _one(text: str, whole: str) -> EDTFObject:
    try:
        found: EDTFObject = parse_edtf(text)
    except EDTFParseException as error:
        raise DateRefused(text=whole) from error
    if type(found) not in _LEVEL_1 or isinstance(found, DateAndTime | Level1Interval):
        raise DateRefused(text=whole)
    return found


def _day(moment: struct_time, whole: str) -> datetime.date:
    try:
        return datetime.date(*moment[:3])
    except ValueError as error:
        raise DateRefused(text=whole) from error


def _doubt(text: str) -> tuple[bool, bool]:
    return ("~" in text or "%" in text, "?" in text or "%" in text)
