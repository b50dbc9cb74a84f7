"""Sets of an author's entry numbers, written as `1-4,7,9-12`."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

LAST = 2**53
"""No entry has a higher number: what JSON numbers hold exactly everywhere (RFC 8259, 6)."""

_PART = re.compile(r"([1-9][0-9]{0,15})(?:-([1-9][0-9]{0,15}))?")


class Ranges:
    """An unchanging set of numbers from 1, kept as disjoint stretches with gaps between."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        """Join stretches (first, last), in any order, overlapping or not."""
        joined: list[list[int]] = []
        for first, last in sorted(stretches):
            if joined and first <= joined[-1][1] + 1:
                joined[-1][1] = max(joined[-1][1], last)
            else:
                joined.append([first, last])
        self._starts = [first for first, _ in joined]
        self._ends = [last for _, last in joined]

    @classmethod
    def of(cls, numbers: Iterable[int]) -> "Ranges":
        """Make a set of single numbers."""
        return cls((number, number) for number in numbers)

    @classmethod
    def parse(cls, text: str) -> "Ranges":
        """Read what `str` gave; raise `ValueError` for anything else."""
        stretches = []
        for part in text.split(","):
            match = _PART.fullmatch(part)
            if match is None:
                raise ValueError("ranges")
            stretches.append((int(match[1]), int(match[2] or match[1])))
        rising = all(a[1] + 1 < b[0] for a, b in pairwise(stretches))
        if not rising or any(first > last or last > LAST for first, last in stretches):
            raise ValueError("ranges")
        found = cls(stretches)
        if str(found) != text:
            raise ValueError("ranges")
        return found

    @property
    def last(self) -> int:
        """The highest number, 0 when there is none."""
        return self._ends[-1] if self._ends else 0

    def __str__(self) -> str:
        return ",".join(
            str(first) if first == last else f"{first}-{last}"
            for first, last in zip(self._starts, self._ends, strict=True)
        )

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._starts, number) - 1
        return place >= 0 and number <= self._ends[place]

    def __or__(self, other: "Ranges") -> "Ranges":
        return Ranges(
            [
                *zip(self._starts, self._ends, strict=True),
                *zip(other._starts, other._ends, strict=True),
            ]
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ranges):
            return NotImplemented
        return self._starts == other._starts and self._ends == other._ends

    def __hash__(self) -> int:
        return hash((tuple(self._starts), tuple(self._ends)))

    def __repr__(self) -> str:
        return f"Ranges({str(self)!r})"
