"""Finding: one box for everything, narrowed by what is known, and searches to keep."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.app.facets import SENSITIVITIES, STATUSES, WITHDRAWN
from fielddoc.app.naming import Names
from fielddoc.errors import DateRefused
from fielddoc.forms.fields import STATES
from fielddoc.model.dates import parse
from fielddoc.model.names import sort_key
from fielddoc.text import N_
from fielddoc.vault import Narrow, Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fielddoc.app.session import Session

SETTING = "searches"
"""The encrypted setting in which kept searches are."""
LONGEST_NAME = 80
_SENSITIVE = {
    "intimate": N_("Datos íntimos o de salud"),
    "contact": N_("Datos de contacto"),
    "location": N_("Ubicación de personas"),
    "third_party": N_("Otras personas"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed by; empty is everything.

    `entity`, `municipality`: INEGI's keys. `since`, `until`: EDTF dates; a record is found when a
    date of it may mean a day from the first that `since` may mean to the last that `until` may.
    `status`: `list:term`. `consent`: a purpose, and `answer` what the person a record is about
    answered to it (`retirado`: took it back).
    """

    kind: str = ""
    entity: str = ""
    municipality: str = ""
    since: str = ""
    until: str = ""
    status: str = ""
    consent: str = ""
    answer: str = "si"
    sensitivity: str = ""
    case: str = ""


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A record that was found. `snippet` stands around the first word, as it was written."""

    record: str
    kind: str
    kind_label: str
    case: str | None
    case_title: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found; `more`: there are more than the `total` that were counted."""

    rows: tuple[FoundRow, ...]
    total: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """A search kept under a name, encrypted in the vault."""

    name: str
    text: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Choices:
    """What each filter offers: (value, words) in the order to show."""

    kinds: tuple[tuple[str, str], ...]
    entities: tuple[tuple[str, str], ...]
    statuses: tuple[tuple[str, str], ...]
    purposes: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    sensitivities: tuple[tuple[str, str], ...]
    searches: tuple[Search, ...] = ()


def find(
    session: Session, text: str, filters: Filters = NO_FILTERS, limit: int = 50, offset: int = 0
) -> Found:
    """Records in which all words stand, in any order, accents and case ignored, newest first.

    No words and no filters find nothing. Raises `DateRefused`.
    """
    if not text.strip() and replace(filters, answer="si") == NO_FILTERS:
        return Found((), 0)
    found = session.vault.find(text, _narrow(filters), limit=limit, offset=offset)
    naming = Names(session)
    rows = tuple(
        FoundRow(
            hit.record,
            hit.kind,
            _kind(session, hit.kind),
            hit.case,
            naming.name_of(hit.case) if hit.case and hit.case != hit.record else "",
            naming.name_of(hit.record),
            hit.snippet,
        )
        for hit in found.hits
    )
    return Found(rows, found.total, found.more)


def _narrow(filters: Filters) -> Narrow:
    wanted = [
        Wanted(name, value)
        for name, value in (
            ("entity", filters.entity),
            ("municipality", filters.municipality),
            ("status", filters.status),
            ("sensitivity", filters.sensitivity),
        )
        if value
    ]
    if filters.consent:
        wanted.append(Wanted("consent", f"{filters.consent}:{filters.answer}", "person"))
    return Narrow(
        (filters.kind,) if filters.kind else (),
        tuple(wanted),
        _days(filters.since, filters.until),
        filters.case or None,
    )


def _days(since: str, until: str) -> tuple[int, int] | None:
    """The first and the last day asked for; an open side is the calendar's end."""
    if not since and not until:
        return None
    first = parse(since).earliest if since else None
    last = parse(until).latest if until else None
    days = (
        (first or datetime.date.min).toordinal(),
        (last or datetime.date.max).toordinal(),
    )
    if days[0] > days[1]:
        raise DateRefused(text=f"{since}/{until}")
    return days


def choices(session: Session) -> Choices:
    """What each filter offers, in words, and the searches that were kept."""
    language, say = session.language, session.say
    return Choices(
        tuple(
            (kind, forms.label(form.labels, language)) for kind, form in session.forms.kinds.items()
        ),
        _terms(session, STATES),
        tuple(one for name in STATUSES for one in _statuses(session, name)),
        _terms(session, "consentimiento_finalidad", ordered=False),
        (
            *_terms(session, "consentimiento_respuesta", ordered=False),
            (WITHDRAWN, say("Se retiró")),
        ),
        tuple((name, say(_SENSITIVE[name])) for name in SENSITIVITIES),
        kept(session),
    )


def kept(session: Session) -> tuple[Search, ...]:
    """The searches that were kept, by name."""
    raw = session.vault.setting(SETTING)
    found = [_search(one) for one in json.loads(raw)] if raw else []
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))


def keep(session: Session, name: str, text: str, filters: Filters) -> tuple[Search, ...]:
    """Keep a search under a name; one of that name is replaced. Returns all that are kept."""
    short = name.strip()[:LONGEST_NAME]
    return _write(session, [*_others(session, short), Search(short, text, filters)])


def forget(session: Session, name: str) -> tuple[Search, ...]:
    """Forget a kept search. Returns those that stay."""
    return _write(session, _others(session, name))


def _others(session: Session, name: str) -> list[Search]:
    return [one for one in kept(session) if one.name != name]


def _write(session: Session, searches: list[Search]) -> tuple[Search, ...]:
    session.vault.set_setting(SETTING, json.dumps([asdict(one) for one in searches]))
    return kept(session)


def _search(data: Mapping[str, object]) -> Search:
    filters = data["filters"]
    known = filters if isinstance(filters, dict) else {}
    mine = {name: str(known[name]) for name in Filters.__slots__ if name in known}
    return Search(str(data["name"]), str(data["text"]), Filters(**mine))


def _terms(session: Session, name: str, *, ordered: bool = True) -> tuple[tuple[str, str], ...]:
    terms = session.forms.vocabularies[name].terms.values()
    said = [(term.id, forms.label(term.labels, session.language)) for term in terms]
    return tuple(sorted(said, key=lambda one: sort_key(one[1])) if ordered else said)


def _statuses(session: Session, name: str) -> list[tuple[str, str]]:
    """The terms of a list of states, each under the list's name."""
    list_ = forms.label(session.forms.vocabularies[name].labels, session.language)
    terms = _terms(session, name, ordered=False)
    return [(f"{name}:{term}", f"{list_}: {words}") for term, words in terms]


def _kind(session: Session, kind: str) -> str:
    form = session.forms.kinds.get(kind)
    return forms.label(form.labels, session.language) if form else kind
