"""Cases: the list of them, and one at a glance."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.app.naming import Names
from fielddoc.app.records import CASE, row_of, view_of
from fielddoc.app.rows import CaseRow, CaseView, Group

if TYPE_CHECKING:
    from fielddoc.app.rows import RecordRow
    from fielddoc.app.session import Session
    from fielddoc.forms import Form


def listing(session: Session, search: str = "", limit: int = 200, offset: int = 0) -> list[CaseRow]:
    """Cases, last changed first, whose words match `search`."""
    return [
        CaseRow(
            row.id,
            row.title,
            row.reference,
            row.updated.isoformat(timespec="seconds"),
            row.counts.get("person", 0),
            sum(row.counts.values()),
            row.conflicts,
        )
        for row in session.vault.cases(search=search, limit=limit, offset=offset)
    ]


def count(session: Session, search: str = "") -> int:
    """How many cases `listing` has in all."""
    return session.vault.case_count(search=search)


def overview(session: Session, case: str) -> CaseView:
    """A case at a glance: what is in it, by kind. Raises `RecordUnknown`."""
    naming = Names(session)
    found = session.vault.record(case)
    inside = session.vault.records(case=case, removed=True)
    all_ = [row_of(session, record, naming) for record in inside if record.id != case]
    rows = [row for row in all_ if not row.removed]
    own = row_of(session, found, naming)
    groups = tuple(
        _group(session, form, rows) for kind, form in session.forms.kinds.items() if kind != CASE
    )
    return CaseView(
        case,
        naming.title_of(found),
        view_of(session, found, naming),
        groups,
        *_span(session, rows),
        tuple(row for row in (own, *rows) if row.conflicts),
        tuple(row for row in all_ if row.removed),
    )


def _group(session: Session, form: Form, rows: list[RecordRow]) -> Group:
    mine = sorted(
        (row for row in rows if row.kind == form.kind),
        key=lambda row: (row.earliest or datetime.date.max, row.title),
    )
    label = forms.label(form.plural, session.language)
    return Group(form.kind, label, form.icon, tuple(mine), form.area)


def _span(
    session: Session, rows: list[RecordRow]
) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last day of what happened: of kinds that ask when and where it did."""
    kinds = {
        kind
        for kind, form in session.forms.kinds.items()
        if any(section.id == "when_where" for section in form.sections)
    }
    happened = [row for row in rows if row.kind in kinds]
    return (
        min((row.earliest for row in happened if row.earliest), default=None),
        max((row.latest for row in happened if row.latest), default=None),
    )
