"""Who agreed to what: the records of kind `consent`, read for one use.

The rules, in `docs/dossier.md` under "Consent": a missing answer is a no; a limit is a yes with
something hidden; a withdrawal or a no always wins, inside a conflict too, unless the person
agreed again on a day that is certainly later.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fielddoc.errors import DateRefused
from fielddoc.model import dates
from fielddoc.model.record import Record
from fielddoc.model.values import Json

COURT, PUBLIC = "court", "public"
PROFILES = (COURT, PUBLIC)
PURPOSES = {COURT: ("presentar_nacional",), PUBLIC: ("publicar_anonimo", "publicar_identidad")}
"""What must be agreed to, the first that was asked deciding. The public paper never shows an
identity, so an agreement to publish with the name covers it where the other was not asked."""
SEARCH_ONLY = "rnpdno_uso_exclusivo"
"""Data for search and identification only (LGMDFP 108): never for the public."""
RECIPIENTS = {
    COURT: frozenset(
        ("tribunal_mexicano", "fiscalia", "comision_busqueda", "comision_victimas", "organismo_dh")
    ),
    PUBLIC: frozenset(("publico", "medios")),
}
"""Where a consent names recipients, one of these must be among them."""
_YES = {"si", "con_limite"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One consent record: who decides, about what, and how. Days are the ones that are certain."""

    record: str
    people: frozenset[str]
    purposes: frozenset[str]
    recipients: frozenset[str]
    yes: bool
    no: bool
    given: datetime.date | None
    """The first day on which the answer may have been given."""
    ended: datetime.date | None
    """The last day on which a no or a withdrawal may have been said; `None`: nobody knows."""
    hide: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreed:
    """For one use: who agreed, and what each of them wants hidden."""

    people: frozenset[str]
    hide: Mapping[str, frozenset[str]]


def agreed(records: Iterable[Record], profile: str) -> Agreed:
    """Return who agreed to the use that `profile` is for."""
    sheets = [sheet(record) for record in records if record.kind == "consent"]
    everybody = frozenset(person for one in sheets for person in one.people)
    people = frozenset(person for person in everybody if _agrees(person, sheets, profile))
    hide = {
        person: frozenset(
            item
            for one in sheets
            if person in one.people and one.purposes & set(PURPOSES[profile])
            for item in one.hide
        )
        for person in people
    }
    return Agreed(people, hide)


def sheet(record: Record) -> Sheet:
    """Read one consent record. In a conflict every version counts against, none alone for."""
    answers = _terms(record, "answer")
    withdrawn = bool(_terms(record, "withdrawn") & {"si", "en_parte"})
    settled = all(len(record.held(name)) <= 1 for name in ("person", "purpose", "answer"))
    no = withdrawn or "no" in answers
    return Sheet(
        record.id,
        _terms(record, "person"),
        _terms(record, "purpose"),
        _terms(record, "recipients"),
        yes=bool(answers) and answers <= _YES and settled and not withdrawn,
        no=no,
        given=_day(record, "date", last=False),
        ended=_day(record, "withdrawn_date" if withdrawn else "date", last=True) if no else None,
        hide=_terms(record, "hide"),
    )


def _agrees(person: str, sheets: list[Sheet], profile: str) -> bool:
    if profile == PUBLIC and _decides(person, sheets, SEARCH_ONLY, None):
        return False
    for purpose in PURPOSES[profile]:
        decided = _decides(person, sheets, purpose, RECIPIENTS[profile])
        if decided is not None:
            return decided
    return False


def _decides(
    person: str, sheets: list[Sheet], purpose: str, recipients: frozenset[str] | None
) -> bool | None:
    """Whether the person said yes or no to the purpose; `None` when nobody asked."""
    about = [one for one in sheets if person in one.people and purpose in one.purposes]
    noes = [one for one in about if one.no]
    yeses = [
        one
        for one in about
        if one.yes and (recipients is None or not one.recipients or one.recipients & recipients)
    ]
    if any(all(_later(yes, no) for no in noes) for yes in yeses):
        return True
    return False if about else None


def _later(yes: Sheet, no: Sheet) -> bool:
    """Whether the yes was certainly given after the no."""
    return yes.given is not None and no.ended is not None and yes.given > no.ended


def _terms(record: Record, name: str) -> frozenset[str]:
    found: set[str] = set()
    for held in record.held(name):
        plain: Json = held.value.v
        found.update(
            item if isinstance(item, str) else "?"
            for item in (plain if isinstance(plain, list) else [plain])
            if item is not None
        )
    return frozenset(found)


def _day(record: Record, name: str, *, last: bool) -> datetime.date | None:
    """The first or last day a date may mean; of several versions, the one that proves least."""
    days = []
    for held in record.held(name):
        if not isinstance(held.value.v, str):
            return None
        try:
            date = dates.parse(held.value.v)
        except DateRefused:
            return None
        day = date.latest if last else date.earliest
        if day is None:
            return None
        days.append(day)
    if not days:
        return None
    return max(days) if last else min(days)
