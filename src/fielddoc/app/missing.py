"""What is still missing in a case, and for whom: help, never an error and never a block.

Each role reads it in its own words (reference 11): a documenter, what can be completed later; a
lawyer, which field keeps which paper from going out; a coordinator, counts without identities.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.app.naming import Names
from fielddoc.errors import DateRefused
from fielddoc.forms.fields import NEEDED_FOR
from fielddoc.model.dates import parse
from fielddoc.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fielddoc.app.session import Session
    from fielddoc.forms import Field
    from fielddoc.model.record import Record
    from fielddoc.text import Catalogue

RECIPIENTS = {
    "field_sheet": N_("Hoja de campo"),
    "legal_dossier": N_("Expediente jurídico"),
    "report_85": N_("Reporte de búsqueda (artículo 85)"),
    "wgeid": N_("Grupo de Trabajo sobre Desapariciones"),
    "ced_30": N_("Acción urgente del Comité (artículo 30)"),
    "sr_torture": N_("Relatoría contra la Tortura"),
    "iachr_petition": N_("Petición ante la CIDH"),
    "iachr_measures": N_("Medidas cautelares de la CIDH"),
    "istanbul": N_("Protocolo de Estambul"),
}
WORDS = {
    "documenter": N_("Puede completar después"),
    "lawyer": N_("Falta para: {recipient}"),
    "clinician": N_("Corresponde a personal médico o psicológico"),
}
CED_IN_FORCE = datetime.date(2010, 12, 23)
"""The Convention binds Mexico from this day; what began before goes to the working group."""
_CED = N_(
    "Empezó antes del 23 de diciembre de 2010; puede revisar si corresponde al Grupo de Trabajo"
)
_VICTIMS = {"victima_directa", "victima_indirecta"}
_ABOUT = ("regarding", "person")
_ACTS = ("torture", "disappearance", "event", "injury")


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a recipient needs and the case does not say.

    `record` and `field` are empty where a whole kind of record is missing. `nothing`: why the
    field is blank, in words, if somebody said so. `words`: what the reader's role is told.
    """

    recipient: str
    recipient_label: str
    kind: str
    kind_label: str
    record: str
    title: str
    field: str
    label: str
    nothing: str
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class MissingCount:
    """For a coordinator: how much a recipient still lacks, and whose it is to fill; no names."""

    recipient: str
    recipient_label: str
    fields: int
    kinds: int
    by_role: tuple[tuple[str, int], ...]


def missing(
    session: Session,
    case: str,
    role: str = "documenter",
    recipients: Sequence[str] = NEEDED_FOR,
) -> tuple[Missing, ...]:
    """What each recipient still needs, in the words of `role`: documenter, lawyer, clinician.

    A field that is blank because nobody knows or the person declined is listed with that reason.
    """
    known = [one for one in session.vault.records(case=case) if not one.removed]
    known = _concerned(known)
    naming, found = Names(session), []
    for recipient in recipients:
        for gap in forms.gaps(session.forms, known, recipient):
            found.append(_row(session, naming, role, recipient, gap))
        if recipient == "ced_30":
            found += _before_ced(session, naming, known)
    return tuple(found)


def counts(session: Session, case: str) -> tuple[MissingCount, ...]:
    """How much each recipient lacks: numbers only."""
    rows = missing(session, case)
    told = []
    for recipient, label in RECIPIENTS.items():
        mine = [row for row in rows if row.recipient == recipient]
        roles = sorted({row.role for row in mine})
        told.append(
            MissingCount(
                recipient,
                session.say(label),
                sum(1 for row in mine if row.field),
                sum(1 for row in mine if not row.field),
                tuple((role, sum(row.role == role for row in mine)) for role in roles),
            )
        )
    return tuple(told)


def _concerned(known: list[Record]) -> list[Record]:
    """Leave out the people of whom nobody needs a birth date: all but the victims.

    Those whom an act concerns count as victims; where nobody is named as one, everybody stays.
    """
    named = {one for record in known if record.kind in _ACTS for one in _people(record)}
    victims = named | {record.id for record in known if _is_victim(record)}
    if not victims:
        return known
    return [one for one in known if one.kind not in ("person", "group") or one.id in victims]


def _people(record: Record) -> Iterator[str]:
    for name in _ABOUT:
        for held in record.held(name):
            plain = held.value.v if isinstance(held.value.v, list) else [held.value.v]
            yield from (one for one in plain if isinstance(one, str))


def _is_victim(record: Record) -> bool:
    roles = record.get("case_roles")
    return record.kind in ("person", "group") and (
        (isinstance(roles, list) and any(role in _VICTIMS for role in roles if role is not None))
        or record.get("victim_kind") in ("directa", "indirecta")
    )


def _row(session: Session, naming: Names, role: str, recipient: str, gap: forms.Gap) -> Missing:
    say, form = session.say, session.forms.kinds[gap.kind]
    whose = gap.field.role if gap.field and gap.field.role else "documenter"
    return Missing(
        recipient,
        say(RECIPIENTS[recipient]),
        gap.kind,
        forms.label(form.labels, session.language),
        gap.record or "",
        naming.name_of(gap.record) if gap.record else "",
        gap.field.name if gap.field else "",
        _label(gap.field, session),
        forms.nothing_label(gap.nothing, session.language) if gap.nothing else "",
        whose,
        _words(say, role, whose, recipient),
    )


def _label(field: Field | None, session: Session) -> str:
    return forms.label(field.labels, session.language) if field else ""


def _words(say: Catalogue, role: str, whose: str, recipient: str) -> str:
    if role == "lawyer":
        needs, who = WORDS["lawyer"], RECIPIENTS[recipient]
        return say(needs, recipient=say(who))
    later = WORDS["clinician" if whose == "clinician" else "documenter"]
    return say(later)


def _before_ced(session: Session, naming: Names, known: list[Record]) -> Iterator[Missing]:
    """Yield disappearances that certainly began before the Convention bound Mexico."""
    form = session.forms.kinds.get("disappearance")
    committee = RECIPIENTS["ced_30"]
    for record in known:
        said = record.get("date")
        if form is None or record.kind != form.kind or not isinstance(said, str):
            continue
        try:
            latest = parse(said.removesuffix("/..") or said).latest
        except DateRefused:
            continue
        if latest is not None and latest < CED_IN_FORCE:
            yield Missing(
                "ced_30",
                session.say(committee),
                record.kind,
                forms.label(form.labels, session.language),
                record.id,
                naming.title_of(record),
                "date",
                _label(form.fields["date"], session),
                "",
                "lawyer",
                session.say(_CED),
            )
