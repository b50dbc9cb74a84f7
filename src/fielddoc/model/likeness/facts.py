"""What speaks for or against two people being one, apart from their names."""

import math
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from fielddoc.model.curp import Curp
from fielddoc.model.likeness.names import Finding
from fielddoc.model.likeness.person import Person, Span

_LIFETIME_DAYS = 60 * 365
"""Days over which the births of people in a vault spread."""
_DATE_WORTH = 0.65
"""Part of the bits of an agreeing date that are kept: dates are copied from other papers."""
_NEAR_DATE = 4.0
_APART = ((1.0, -2.0), (2.0, -3.5), (5.0, -6.0), (math.inf, -12.0))
_EXACTLY_APART = ((1.0, -5.0), (2.0, -6.5), (5.0, -10.0), (math.inf, -18.0))
"""Years between two births (at most), and the bits that tell against, of two days more."""


def compare_facts(one: Person, other: Person) -> Iterator[Finding]:
    """The findings on birth, sex, places and papers; what only one side says gives none."""
    if one.curp and other.curp:
        yield from _curps(one.curp, other.curp)
    if one.birth and other.birth:
        yield _births(one.birth, other.birth)
    if one.sex and other.sex:
        yield Finding("same-sex", 0.8) if one.sex == other.sex else Finding("sex-differs", -4.0)
    yield from _places(one, other)
    for kind, number in sorted(one.papers & other.papers):
        yield Finding("same-paper", 12.0, kind, number)


def _curps(one: Curp, other: Curp) -> Iterator[Finding]:
    if not one.text or not other.text:
        return
    if one.text == other.text:
        yield Finding("same-curp", 25.0 if one.holds else 15.0, one.text, other.text)
    elif one.text[:16] == other.text[:16]:
        yield Finding("curp-homonym", -2.0, one.text, other.text)
    elif OSA.distance(one.text, other.text, score_cutoff=2) <= 2:
        yield Finding("curp-nearly-same", 8.0, one.text, other.text)
    else:
        bits = -12.0 if one.holds and other.holds else -4.0
        yield Finding("curp-differs", bits, one.text, other.text)


def _births(one: Span, other: Span) -> Finding:
    shown = (_shown(one), _shown(other))
    if one.exact and other.exact and one.first == other.first:
        return Finding("same-birth", 9.0, *shown)
    if one.first <= other.last and other.first <= one.last:
        days = max(one.days, other.days)
        bits = _DATE_WORTH * math.log2(max(1.0, _LIFETIME_DAYS / days))
        return Finding("birth-may-be-same", min(bits, 9.0), *shown)
    if one.exact and other.exact and _slip(one, other):
        return Finding("birth-nearly-same", _NEAR_DATE, *shown)
    days = (max(one.first, other.first) - min(one.last, other.last)).days
    steps = _EXACTLY_APART if one.exact and other.exact else _APART
    bits = next(bits for years, bits in steps if days / 365.25 <= years)
    return Finding("birth-differs", bits, *shown)


def _slip(one: Span, other: Span) -> bool:
    """Whether day and month changed places, or one digit differs."""
    a, b = one.first, other.first
    if a.year == b.year and (a.month, a.day) == (b.day, b.month):
        return True
    return sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True)) == 1


def _shown(span: Span) -> str:
    return str(span.first) if span.exact else f"{span.first}/{span.last}"


def _places(one: Person, other: Person) -> Iterator[Finding]:
    born, born_too = one.birth_place, other.birth_place
    if born and born_too and born.entity and born_too.entity:
        if born.entity != born_too.entity:
            yield Finding("birth-place-differs", -2.5, born.entity, born_too.entity)
        elif born.municipality and born.municipality == born_too.municipality:
            yield Finding("same-birth-municipality", 4.0, born.municipality, born.municipality)
        else:
            yield Finding("same-birth-entity", 1.5, born.entity, born.entity)
    home, home_too = one.residence, other.residence
    if home and home_too and home.municipality and home.municipality == home_too.municipality:
        yield Finding("same-residence", 2.5, home.municipality, home.municipality)
