"""Who agreed to what: the records of kind `consent`, read for one use.

The rules, in `docs/dossier.md` under "Consent": a missing answer is a no; a limit is a yes with
something hidden, and a no where it is said in words alone; a withdrawal or a no always wins,
inside a conflict too, unless the person agreed again on a day that is certainly later.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fielddoc.errors import DateRefused
from fielddoc.model import dates
from fielddoc.model.record import Held, Record
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
    recipients: tuple[frozenset[str], ...]
    """Those named, by version; an empty one allows all."""
    yes: bool
    maybe: bool
    """Whether a version of the answer is a yes that not everybody calls withdrawn."""
    no: bool
    given: datetime.date | None
    """The first day on which the answer may have been given."""
    last: datetime.date | None
    """The last day on which it may have been given."""
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
    ended = _terms(record, "withdrawn")
    withdrawn = bool(ended & {"si", "en_parte"}) or _said(record, "withdrawn_date")
    settled = all(len(record.held(name)) <= 1 for name in ("person", "purpose", "answer"))
    hide = _terms(record, "hide")
    recipients = tuple(_items(held) for held in record.held("recipients"))
    kept = "con_limite" not in answers or bool(hide) or any(recipients)
    no = withdrawn or "no" in answers
    return Sheet(
        record.id,
        _terms(record, "person"),
        _terms(record, "purpose"),
        recipients,
        yes=bool(answers) and answers <= _YES and kept and settled and not withdrawn,
        maybe=bool(answers & _YES) and ended != {"si"},
        no=no,
        given=_day(record, "date", last=False),
        last=_day(record, "date", last=True),
        ended=_ended(record, withdrawn=withdrawn, refused="no" in answers) if no else None,
        hide=hide,
    )


def _ended(record: Record, *, withdrawn: bool, refused: bool) -> datetime.date | None:
    days = [_day(record, "withdrawn_date", last=True)] if withdrawn else []
    if refused:
        days.append(_day(record, "date", last=True))
    return None if None in days else max(day for day in days if day is not None)


def _agrees(person: str, sheets: list[Sheet], profile: str) -> bool:
    if profile == PUBLIC and _search_only(person, sheets):
        return False
    for purpose in PURPOSES[profile]:
        decided = _decides(person, sheets, purpose, RECIPIENTS[profile])
        if decided is not None:
            return decided
    return False


def _search_only(person: str, sheets: list[Sheet]) -> bool:
    """Whether the person gave the data for search alone. This yes restricts, so of versions in
    conflict it is the one that counts, until a no that is certainly later.
    """
    about = [one for one in sheets if person in one.people and SEARCH_ONLY in one.purposes]
    noes = [one for one in about if one.no and not one.maybe]
    return any(one.maybe and not any(_after(no.given, one.last) for no in noes) for one in about)


def _decides(
    person: str, sheets: list[Sheet], purpose: str, recipients: frozenset[str]
) -> bool | None:
    """Whether the person said yes or no to the purpose; `None` when nobody asked."""
    about = [one for one in sheets if person in one.people and purpose in one.purposes]
    noes = [one for one in about if one.no]
    yeses = [
        one
        for one in about
        if one.yes and all(not named or named & recipients for named in one.recipients)
    ]
    if any(all(_after(yes.given, no.ended) for no in noes) for yes in yeses):
        return True
    return False if about else None


def _after(day: datetime.date | None, other: datetime.date | None) -> bool:
    """Whether a day is certainly after another; `None` is a day that nobody knows."""
    return day is not None and other is not None and day > other


def _terms(record: Record, name: str) -> frozenset[str]:
    """What a field says, of all versions together."""
    return frozenset().union(*map(_items, record.held(name)))


def _items(held: Held) -> frozenset[str]:
    plain: Json = held.value.v
    return frozenset(
        item if isinstance(item, str) else "?"
        for item in (plain if isinstance(plain, list) else [plain])
        if item is not None
    )


def _said(record: Record, name: str) -> bool:
    return any(not held.value.empty for held in record.held(name))


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
