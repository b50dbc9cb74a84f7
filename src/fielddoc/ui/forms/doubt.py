"""A date with doubt as a person composes it: kind, one or two points, and back to EDTF.

No Qt here. `take` only answers when `give` would return the very same text; everything else is
shown as it is written, so that no date changes by being looked at.
"""

import re
from dataclasses import dataclass, field

KINDS = ("day", "month", "year", "between", "since", "until", "edtf")
_POINT = re.compile(
    r"(?P<year>\d{4}|XXXX)(?:-(?P<month>0[1-9]|1[0-2]|XX)(?:-(?P<day>\d\d))?)?(?P<doubt>[~?%]?)"
)
_MARKS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


@dataclass(frozen=True, slots=True)
class Point:
    """One day, month or year as it was typed, and the doubt about it."""

    year: str = ""
    month: str = ""
    day: str = ""
    approximate: bool = False
    uncertain: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing was typed yet; a doubt alone says nothing."""
        return not (self.year or self.month or self.day)

    def text(self) -> str:
        """Return the EDTF of this point; missing larger parts become X, for `check` to refuse."""
        if self.blank:
            return ""
        parts = [self.year.zfill(4) if self.year else "XXXX"]
        if self.month or self.day:
            parts.append(self.month.zfill(2) if self.month else "XX")
        if self.day:
            parts.append(self.day.zfill(2))
        return "-".join(parts) + _MARKS[self.approximate, self.uncertain]


@dataclass(frozen=True, slots=True)
class Composed:
    """What the chooser shows: a kind of `KINDS`, its points, or the text typed directly."""

    kind: str = "day"
    first: Point = field(default_factory=Point)
    second: Point = field(default_factory=Point)
    typed: str = ""


def give(date: Composed) -> str:
    """Return the EDTF text of what was composed, or an empty text."""
    if date.kind == "edtf":
        return date.typed.strip()
    first, second = _shortened(date.first, date.kind).text(), date.second.text()
    if date.kind == "between":
        return f"{first}/{second}" if first or second else ""
    if not first:
        return ""
    return {"since": f"{first}/..", "until": f"../{first}"}.get(date.kind, first)


def take(text: str) -> Composed:
    """Return how to show `text` in the chooser; what it cannot express is shown as typed."""
    found = _taken(text)
    return found if found is not None and give(found) == text else Composed("edtf", typed=text)


def _shortened(point: Point, kind: str) -> Point:
    """Leave out the parts that the chosen precision hides."""
    if kind == "year":
        return Point(point.year, "", "", point.approximate, point.uncertain)
    if kind == "month":
        return Point(point.year, point.month, "", point.approximate, point.uncertain)
    return point


def _taken(text: str) -> Composed | None:
    if not text:
        return Composed()
    start, slash, end = text.partition("/")
    if not slash:
        point = _point(text)
        if point is None:
            return None
        return Composed("day" if point.day else "month" if point.month else "year", point)
    if end == "..":
        first = _point(start)
        return Composed("since", first) if first else None
    if start == "..":
        first = _point(end)
        return Composed("until", first) if first else None
    first, second = _point(start), _point(end)
    if not start or not end or first is None or second is None:
        return None
    return Composed("between", first, second)


def _point(text: str) -> Point | None:
    found = _POINT.fullmatch(text)
    if found is None:
        return Point() if not text else None
    year, month = found["year"], found["month"] or ""
    return Point(
        "" if year == "XXXX" else year,
        "" if month == "XX" else month,
        found["day"] or "",
        found["doubt"] in ("~", "%") and bool(found["doubt"]),
        found["doubt"] in ("?", "%") and bool(found["doubt"]),
    )
