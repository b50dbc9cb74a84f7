"""Two names, word by word: which words are the same, how, and what that tells.

What an agreement tells is counted in bits (Fellegi and Sunter, 1969, J. Am. Stat. Assoc. 64):
that two people share a name borne by one in 1,024 tells 10 bits, one borne by one in 16 tells 4.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import OSA

from fielddoc.model.likeness.person import Name
from fielddoc.model.likeness.words import ANY, FIRST, GIVEN, SECOND, Word

EQUAL, SOUND, FORM, NEAR, INITIAL = (
    "same",
    "sounds-alike",
    "nickname-of",
    "nearly-spelled",
    "initial-of",
)
_WORTH = {EQUAL: 1.0, SOUND: 0.85, FORM: 0.75, NEAR: 0.65}
_INITIAL_BITS = 1.5
_MOST = 13.0
"""Bits that one rare word may tell at most: rare spellings are often mistakes."""
_LEAST = 2.0
SURNAMES_MOST = 15.0
"""Bits that surnames may tell together: relatives share them, and stand in the same vault."""
GIVEN_MOST = 10.0
"""Bits that given names may tell together: they too go from father to son."""
GIVEN_DIFFERS = -14.0
GIVEN_PART_DIFFERS = -5.0
FILLER_ONLY = -6.0
SURNAME_DIFFERS = -9.0
WORD_DIFFERS = -8.0
MISSING = -1.0
_SWAPPED = 0.85
_MISPLACED = 0.4
_FILLERS = frozenset({"maria", "jose", "juan", "ma", "san", "ana"})
"""Given names that stand before another so often that they tell siblings not apart."""

Share = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for or against, in bits, with the words as they were written."""

    code: str
    bits: float
    one: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Two words that agree, and how."""

    one: Word
    other: Word
    how: str
    bits: float


def how_alike(one: Word, other: Word) -> str | None:
    """Say in which way two words agree, if any."""
    if one.text == other.text:
        return EQUAL
    if len(one.text) == 1 or len(other.text) == 1:
        return INITIAL if one.text[:1] == other.text[:1] else None
    if one.sound == other.sound:
        return SOUND
    if one.formal & other.formal:
        return FORM
    return NEAR if near(one, other) else None


def near(one: Word, other: Word) -> bool:
    """Whether one may be a slip of the pen for the other: one letter in four, two in eight.

    Two names that are both common are two names, and so are two that differ only in the ending
    that tells women from men.
    """
    short = min(len(one.text), len(other.text))
    if short < 4 or (one.known and other.known):
        return False
    if (one.part not in (FIRST, SECOND)) and _genders(one.text, other.text):
        return False
    most = 2 if short >= 8 else 1
    return OSA.distance(one.text, other.text, score_cutoff=most) <= most or (
        OSA.distance(one.sound, other.sound, score_cutoff=1) <= 1
        and min(len(one.sound), len(other.sound)) >= 5
    )


def _genders(one: str, other: str) -> bool:
    stems = [word[:-1] if word[-1] in "aoe" else word for word in (one, other)]
    return stems[0] == stems[1]


def compare_names(one: Name, other: Name, share: Share) -> list[Finding]:
    """The findings on two names: which words agree, and what is left over on both sides."""
    matches = _matched(one, other, share)
    mine = [word for word in one if all(word is not match.one for match in matches)]
    theirs = [word for word in other if all(word is not match.other for match in matches)]
    return [*_agreeing(matches), *_swapped(matches), *_differing(matches, mine, theirs)]


def _matched(one: Name, other: Name, share: Share) -> list[Match]:
    found = []
    for a, b in product(one, other):
        how = how_alike(a, b)
        if how is not None:
            found.append(Match(a, b, how, worth(a, b, how, share) * _placed(a.part, b.part)))
    found.sort(key=lambda match: -match.bits)
    taken: list[Match] = []
    for match in found:
        if all(match.one is not had.one and match.other is not had.other for had in taken):
            taken.append(match)
    return taken


def worth(one: Word, other: Word, how: str, share: Share) -> float:
    """The bits that an agreement of this sort tells; the commoner of the two names counts."""
    if how == INITIAL:
        return _INITIAL_BITS
    told = -math.log2(max(share(one.text), share(other.text)))
    return _WORTH[how] * min(max(told, _LEAST), _MOST)


def _placed(one: str, other: str) -> float:
    """How much an agreement counts by the parts in which the words stand."""
    if one == other or ANY in (one, other):
        return 1.0
    return _MISPLACED if GIVEN in (one, other) else _SWAPPED


def _agreeing(matches: list[Match]) -> Iterator[Finding]:
    left = {"surname": SURNAMES_MOST, "given": GIVEN_MOST, "word": SURNAMES_MOST + GIVEN_MOST}
    for match in matches:
        parts = {match.one.part, match.other.part}
        sort = "surname" if parts & {FIRST, SECOND} else "given" if GIVEN in parts else "word"
        bits = min(match.bits, left[sort])
        left[sort] -= bits
        yield Finding(f"{sort}-{match.how}", bits, match.one.shown, match.other.shown)


def _swapped(matches: list[Match]) -> Iterator[Finding]:
    crossed = [m for m in matches if {m.one.part, m.other.part} == {FIRST, SECOND}]
    if crossed:
        shown = (" ".join(getattr(m, side).shown for m in crossed) for side in ("one", "other"))
        yield Finding("surnames-swapped", 0.0, *shown)
    moved = [
        m for m in matches
        if m.one.part != m.other.part and GIVEN in (m.one.part, m.other.part)
        and ANY not in (m.one.part, m.other.part)
    ]  # fmt: skip
    for match in moved:
        yield Finding("other-part", 0.0, match.one.shown, match.other.shown)


def _differing(matches: list[Match], mine: list[Word], theirs: list[Word]) -> Iterator[Finding]:
    """What stands on both sides and agrees with nothing speaks against; on one side, hardly."""
    here, there = _by_part(mine), _by_part(theirs)
    if here[GIVEN] and there[GIVEN]:
        yield _given_differs(matches, here[GIVEN], there[GIVEN])
    elif any(m.one.part == GIVEN == m.other.part for m in matches) and (
        here[GIVEN] or there[GIVEN]
    ):
        bits = MISSING if _shares_given(matches) else FILLER_ONLY
        yield Finding("part-of-compound", bits, _shown(here[GIVEN]), _shown(there[GIVEN]))
    one, other = here[FIRST] + here[SECOND], there[FIRST] + there[SECOND]
    pairs = min(_slots(one), _slots(other))
    if pairs:
        yield Finding("surname-differs", SURNAME_DIFFERS * pairs, _shown(one), _shown(other))
    elif (one or other) and not (here[ANY] or there[ANY]):
        yield Finding("surname-missing", MISSING, _shown(one), _shown(other))
    rest = len(one) + len(here[GIVEN]), len(other) + len(there[GIVEN])
    loose = min(len(here[ANY]), len(there[ANY]) + rest[1]) + min(len(there[ANY]), rest[0])
    if loose:
        yield Finding("word-differs", WORD_DIFFERS * loose, _shown(mine), _shown(theirs))


def _given_differs(matches: list[Match], mine: list[Word], theirs: list[Word]) -> Finding:
    """Part of a compound may change; when no name but María or José is shared, all differ."""
    shared = _shares_given(matches)
    code, bits = (
        ("given-part-differs", GIVEN_PART_DIFFERS) if shared else ("given-differs", GIVEN_DIFFERS)
    )
    return Finding(code, bits, _shown(mine), _shown(theirs))


def _shares_given(matches: list[Match]) -> bool:
    return any(
        m.one.part == GIVEN == m.other.part and m.how != INITIAL and m.one.text not in _FILLERS
        for m in matches
    )


def _by_part(words: list[Word]) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = {GIVEN: [], FIRST: [], SECOND: [], ANY: []}
    for word in words:
        found[word.part].append(word)
    return found


def _slots(words: list[Word]) -> int:
    return len({word.part for word in words})


def _shown(words: list[Word]) -> str:
    return " ".join(word.shown for word in words)
