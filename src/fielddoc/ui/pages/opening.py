"""What a page about one record needs from the vault, in one question."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fielddoc.app import drafts, records
from fielddoc.app.rows import Changes, Draft, RecordRow, RecordView
from fielddoc.app.session import Session
from fielddoc.errors import RecordUnknown
from fielddoc.forms import Forms
from fielddoc.model.ids import is_id
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

    A second save that was already on its way must replace the values that the first one wrote.
    """

    seen: dict[str, tuple[str, ...]] = field(default_factory=dict)


def draft_key(kind: str, case: str | None, record: str, *, new: bool = False) -> str:
    """The draft of a page. A new record's id is chosen before it is saved and stands in the key:
    whatever is interrupted, the same draft never becomes two records.
    """
    return f"{kind}/new/{case or ''}/{record}" if new else f"{kind}/{record}"


def chosen_id(draft: Draft) -> str | None:
    """The id that the page of a new record had chosen for it."""
    last = draft.key.rpartition("/")[2]
    return draft.record or (last if is_id(last) and last != draft.case else None)


def opened(session: Session, kind: str, case: str | None, record: str | None) -> Opened:
    """Query: everything a record's page shows."""
    rows = {row.id: row for row in records.rows(session, case=case)} if case else {}
    view = records.view(session, record) if record else None
    if record:
        key = draft_key(kind, case, record)
        waiting = [draft for draft in drafts.pending(session) if draft.key == key]
    else:
        waiting = _unsaved(session, kind, case)
    return Opened(
        session.forms,
        view,
        {id_: row for id_, row in rows.items() if not row.removed},
        waiting[-1] if waiting else None,
        records.title(session, case) if case else "",
    )


def left_under(session: Session, key: str) -> Mapping[str, Value]:
    """Query: what a draft holds; nothing where there is none."""
    return next((draft.fields for draft in drafts.pending(session) if draft.key == key), {})


def save_draft(session: Session, draft: Draft, made: Made, reason: str | None = None) -> Changes:
    """Command: turn a draft into one entry of the record that its key names.

    The draft is kept first, letter by letter what is entered, and goes once the entry is there:
    after a power cut between the two it is known for what it is.
    """
    drafts.keep(session, draft)
    record = chosen_id(draft)
    based_on = {**draft.based_on, **made.seen}
    page = records.Page(
        draft.kind, draft.fields, record, based_on, new=record is None or not _held(session, record)
    )
    changes = records.save_pages(session, draft.case, [page], reason=reason)
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
        and not (value.empty and view.value(name).empty)
    }


def _unsaved(session: Session, kind: str, case: str | None) -> list[Draft]:
    """Drafts of new records. One whose record was saved before its draft could go, goes now."""
    start = f"{kind}/new/{case or ''}"
    found = []
    for draft in drafts.pending(session):
        if draft.key != start and not draft.key.startswith(f"{start}/"):
            continue
        record = chosen_id(draft)
        if record is None or not _held(session, record):
            found.append(draft)
        elif not news(draft, records.view(session, record)):
            drafts.drop(session, draft.key)
        else:
            rest = replace(draft, key=draft_key(kind, case, record), record=record)
            drafts.keep(session, rest)
            drafts.drop(session, draft.key)
    return found


def _held(session: Session, record: str) -> bool:
    """Whether the vault has a record."""
    try:
        session.vault.record(record)
    except RecordUnknown:
        return False
    return True
