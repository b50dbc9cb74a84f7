"""Places, languages and institutions to choose from: by some letters of any of their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.errors import DateRefused
from fielddoc.forms.fields import MUNICIPALITIES, STATES
from fielddoc.model.dates import parse

if TYPE_CHECKING:
    from fielddoc.app.session import Session
    from fielddoc.forms import Term
    from fielddoc.forms.finder import Found
    from fielddoc.model.dates import DoubtfulDate

LANGUAGES, INSTITUTIONS = "lenguas", "instituciones"


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term to choose. `group`: its state, family or level; `was`: the former or other name it
    was found by, when that is not its present one; `also`: all of them.
    """

    id: str
    label: str
    group: str = ""
    was: str = ""
    also: tuple[str, ...] = ()


def municipalities(
    session: Session, text: str, entity: str | None = None, limit: int = 20
) -> tuple[TermRow, ...]:
    """Municipalities of all states or of one (INEGI's key, "12"), by present and former names.

    The state's name narrows the search: "juárez chihuahua".
    """
    found = session.forms.finder(MUNICIPALITIES).find(
        text, limit, lambda term: entity in (None, term.group)
    )
    states = session.forms.vocabularies[STATES].terms
    return tuple(
        _row(session, one, forms.label(states[one.term.group or ""].labels, session.language))
        for one in found
    )


def entities(session: Session, text: str = "") -> tuple[TermRow, ...]:
    """The states of the federation, by present and former names."""
    found = session.forms.finder(STATES).find(text, len(session.forms.vocabularies[STATES].terms))
    return tuple(_row(session, one) for one in found)


def languages(session: Session, text: str, limit: int = 20) -> tuple[TermRow, ...]:
    """Languages, by the names their speakers and others use."""
    found = session.forms.finder(LANGUAGES).find(text, limit)
    return tuple(_row(session, one, _group(session, LANGUAGES, one.term)) for one in found)


def institutions(
    session: Session, text: str = "", at: str | None = None, limit: int = 60
) -> tuple[TermRow, ...]:
    """Institutions that existed on a day that the EDTF date `at` may mean; all for no date.

    Doubt counts as yes, and a date that is no date narrows nothing: what the person says about
    the institution is never made impossible to write.
    """
    day = _day(at)
    found = session.forms.finder(INSTITUTIONS).find(
        text, limit, lambda term: day is None or term.existed(day.earliest, day.latest)
    )
    return tuple(_row(session, one, _group(session, INSTITUTIONS, one.term)) for one in found)


def _day(at: str | None) -> DoubtfulDate | None:
    try:
        return parse(at) if at else None
    except DateRefused:
        return None


def _group(session: Session, vocabulary: str, term: Term) -> str:
    groups = session.forms.vocabularies[vocabulary].groups
    return forms.label(groups.get(term.group or "", {}), session.language)


def _row(session: Session, one: Found, group: str = "") -> TermRow:
    label = forms.label(one.term.labels, session.language)
    return TermRow(one.term.id, label, group, one.was, one.term.was)
