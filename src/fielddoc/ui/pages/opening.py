"""What a page about one record needs from the vault, in one question."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fielddoc.app import drafts, records
from fielddoc.app.rows import Changes, Draft, RecordRow, RecordView
from fielddoc.app.session import Session
from fielddoc.forms import Forms
from fielddoc.model.values import Value


@dataclass(frozen=True, slots=True)
class Opened:
    """A record as it is saved (None: new), the case's records by id, and what was left unsaved."""

    forms: Forms
    view: RecordView | None
    rows: Mapping[str, RecordRow]
    draft: Draft | None
    case_title: str


@dataclass(slots=True)
class Made:
    """What the vault's thread alone knows while saves of one page follow each other.

    A new page has no record until its first save is done; a second save that was already on its
    way must change that record, and replace the values that the first one wrote.
    """

    record: str | None = None
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict)


def draft_key(kind: str, case: str | None, record: str | None) -> str:
    """The draft of a page: one per record, one per case for a new record of a kind."""
    return f"{kind}/{record}" if record else f"{kind}/new/{case or ''}"


def opened(session: Session, kind: str, case: str | None, record: str | None) -> Opened:
    """Query: everything a record's page shows."""
    key = draft_key(kind, case, record)
    waiting = [draft for draft in drafts.pending(session) if draft.key == key]
    rows = {row.id: row for row in records.rows(session, case=case)} if case else {}
    return Opened(
        session.forms,
        records.view(session, record) if record else None,
        {id_: row for id_, row in rows.items() if not row.removed},
        waiting[-1] if waiting else None,
        records.title(session, case) if case else "",
    )


def save_draft(session: Session, draft: Draft, made: Made, reason: str | None = None) -> Changes:
    """Command: turn a draft into one entry; the draft goes once the entry is there."""
    record = draft.record or made.record
    based_on = {**draft.based_on, **made.seen}
    changes = records.save(session, draft.case, record, draft.kind, draft.fields, reason, based_on)
    made.record = changes.record
    if changes.entry is not None and changes.record is not None:
        now = records.view(session, changes.record)
        for name, rows in now.fields.items():
            if any(row.entry == changes.entry for row in rows):
                made.seen[name] = (changes.entry,)
    drafts.drop(session, draft.key)
    return changes


def news(draft: Draft, view: RecordView | None) -> dict[str, Value]:
    """The part of a draft that the record does not say already (saved just before a power cut)."""
    if view is None:
        return dict(draft.fields)
    return {
        name: value
        for name, value in draft.fields.items()
        if [row.value for row in view.fields.get(name, ())] != [value]
    }
