"""History: the journal's entries about a record or a case, as people read them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fielddoc.app.naming import Names, field_of
from fielddoc.app.rows import HistoryRow
from fielddoc.model.entry import Content, Header, SignedEntry, read_content, read_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fielddoc.app.session import Session
    from fielddoc.model.entry import Change
    from fielddoc.model.record import Record
    from fielddoc.model.values import Value


def history(session: Session, record: str, field: str | None = None) -> list[HistoryRow]:
    """Who changed what, oldest first; for a case's id, of everything in the case."""
    whole_case = session.vault.record(record).kind == "case"
    entries = (
        session.vault.entries(case=record) if whole_case else session.vault.entries(record=record)
    )
    naming = Names(session)
    asked = field_of(session.forms.kinds.get(session.vault.record(record).kind), field or "")
    names = (field, *asked.was) if asked else (field,)
    told: list[HistoryRow] = []
    values: dict[tuple[str, str, str], str] = {}
    for header, content in read(entries):
        base = HistoryRow(
            header.id,
            header.at,
            header.clock,
            naming.author(header.author),
            header.author,
            header.command,
            "",
            "",
            "",
            reason=content.reason if content else None,
            erased=content is None,
        )
        changes = [
            change
            for change in (content.changes if content else ())
            if (whole_case or change.record == record) and (field is None or change.field in names)
        ]
        told.extend(_row(session, naming, base, change, values) for change in changes)
        if not changes and field is None:
            told.append(_about(naming, base, content, record))
    return told


def read(entries: Iterable[SignedEntry]) -> Iterator[tuple[Header, Content | None]]:
    """Parse entries; the content of an erased one is None."""
    for entry in entries:
        header = read_header(entry.header)
        yield header, None if entry.content is None else read_content(header, entry.content)


def said(session: Session, old: Record, name: str, entry: str) -> Value | None:
    """The value that an entry gave a field of `old`, whether or not it is still current."""
    for row in old.held(name):
        if row.entry == entry:
            return row.value
    for header, content in read(session.vault.entries(record=old.id)):
        if header.id == entry:
            for change in content.changes if content else ():
                if change.record == old.id and change.field == name:
                    return change.value
    return None


def _row(
    session: Session,
    naming: Names,
    base: HistoryRow,
    change: Change,
    values: dict[tuple[str, str, str], str],
) -> HistoryRow:
    form = session.forms.kinds.get(change.kind)
    shown = naming.shown(field_of(form, change.field), change.value)
    values[base.entry, change.record, change.field] = shown
    before = [values.get((entry, change.record, change.field), "") for entry in change.over]
    return replace(
        base,
        record=change.record,
        kind=change.kind,
        title=naming.name_of(change.record),
        field=change.field,
        label=naming.label(form, change.field),
        value=change.value,
        shown=shown,
        over=change.over,
        over_shown=tuple(before),
    )


def _about(naming: Names, base: HistoryRow, content: Content | None, record: str) -> HistoryRow:
    """An entry that changed no field here: an export, a reading, a file taken in, an erasure."""
    facts = ", ".join(f"{key}: {value}" for key, value in content.facts) if content else ""
    about = content.about[0] if content and content.about else record
    return replace(base, record=about, title=naming.name_of(about), shown=facts)
