"""Records: look at them, save them, decide between two values, see who changed what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.app.dating import dates
from fielddoc.app.history import history, said
from fielddoc.app.naming import Names, field_of
from fielddoc.app.rows import Changes, HeldRow, HitRow, RecordRow, RecordView
from fielddoc.errors import ValueRefused
from fielddoc.model.entry import Change, Content, read_header
from fielddoc.model.ids import new_id
from fielddoc.model.names import sort_key, sound
from fielddoc.model.record import REMOVED, Record
from fielddoc.model.values import Json, Nothing, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fielddoc.app.session import Session
    from fielddoc.forms import Field, Form
    from fielddoc.vault import StoredFile

__all__ = [
    "Page", "history", "remove", "restore", "row_of", "rows", "save", "save_pages", "search",
    "settle", "title", "view", "view_of",
]  # fmt: skip

CASE = "case"


@dataclass(frozen=True, slots=True)
class Page:
    """What was typed on one page: the fields of one record. Several may be saved as one entry.

    `new` says that there is no record with that id yet: so pages saved together can name it.
    """

    kind: str
    fields: Mapping[str, Value]
    record: str | None = None
    based_on: Mapping[str, Sequence[str]] | None = None
    new: bool = False


def save(
    session: Session,
    case: str | None,
    record: str | None,
    kind: str,
    fields: Mapping[str, Value],
    reason: str | None = None,
    based_on: Mapping[str, Sequence[str]] | None = None,
) -> Changes:
    """Keep what was typed as one entry; `Changes.record` is the record's id.

    `record` None makes a new one; kind "case" with `case` and `record` None makes a new case.
    Fields that are not changed are left out of the entry. `based_on` (`RecordView.based_on`)
    are the entries whose values the person saw: exactly those are replaced, so what somebody
    else wrote meanwhile stays beside it as a conflict. Raises `ValueRefused`; nothing is then
    saved.
    """
    return save_pages(session, case, [Page(kind, fields, record, based_on)], reason=reason)


def save_pages(
    session: Session,
    case: str | None,
    pages: Sequence[Page],
    *,
    command: str = "save",
    reason: str | None = None,
    files: Sequence[StoredFile] = (),
) -> Changes:
    """Keep several pages as one entry: all of them or none (`save` has the rules)."""
    changes: list[Change] = []
    touched: list[str] = []
    for page in map(_mended, pages):
        form = _form(session, page.kind)
        id_ = page.record or new_id()
        if page.kind == CASE and case is None:
            case = id_
        old = Record(id_, page.kind, case)
        if page.record and not page.new:
            old = session.vault.record(id_)
        for name, value in page.fields.items():
            _check(session, form, old, name, value)
        case = case or old.case
        changes.extend(_changes(session, form, old, page))
        touched.append(id_)
    if not changes:
        return Changes(case=case, record=touched[0] if touched else None)
    content = Content(tuple(changes), _said(reason))
    entry = session.vault.append(command, case, content, files)
    records = frozenset(change.record for change in changes)
    return Changes(records, case, read_header(entry.header).id, touched[0])


def settle(session: Session, record: str, field: str, value: Value, reason: str) -> Changes:
    """Decide a conflict: `value` replaces every value the field has now."""
    old = session.vault.record(record)
    form = _form(session, old.kind)
    _check(session, form, old, field, value)
    asked = form.field(field)
    over = tuple(held.entry for held in forms.answers(asked, old))
    changes = tuple(_replacing(old, asked, _cleared(_sound(value)), over))
    return _append(session, "settle", old, changes, reason)


def remove(session: Session, record: str, reason: str) -> Changes:
    """Take a record out of the lists; it stays in the vault and its history."""
    return _mark(session, record, True, reason)


def restore(session: Session, record: str, reason: str) -> Changes:
    """Put a removed record back into the lists."""
    return _mark(session, record, False, reason)


def view(session: Session, record: str) -> RecordView:
    """A record as its page shows it. Raises `RecordUnknown`."""
    return view_of(session, session.vault.record(record), Names(session))


def view_of(session: Session, found: Record, naming: Names) -> RecordView:
    """As `view`, for a record already in the hand."""
    form = session.forms.kinds.get(found.kind)
    found = forms.current(form, found)
    known = list(form.fields) if form else []
    names = [*known, *(name for name in found.fields if name not in known and name != REMOVED)]
    fields = {}
    for name in names:
        field = form.fields.get(name) if form else None
        fields[name] = tuple(
            HeldRow(
                held.entry,
                naming.author(held.author),
                held.at,
                held.value,
                naming.shown(field, held.value),
            )
            for held in found.held(name)
        )
    return RecordView(
        found.id,
        found.kind,
        found.case,
        naming.title_of(found),
        fields,
        {name: naming.label(form, name) for name in names},
        found.conflicts,
        found.removed,
    )


def rows(session: Session, *, case: str | None = None, kind: str | None = None) -> list[RecordRow]:
    """Records in lists and to choose from, by title."""
    naming = Names(session)
    found = session.vault.records(case=case, kind=kind)
    return sorted(
        (row_of(session, record, naming) for record in found),
        key=lambda row: (sort_key(row.title), row.id),
    )


def row_of(session: Session, record: Record, naming: Names) -> RecordRow:
    """One record in a list."""
    form = session.forms.kinds.get(record.kind)
    record = forms.current(form, record)
    when, earliest, latest = dates(record, form)
    changed = max((held.at for rows in record.fields.values() for held in rows), default="")
    return RecordRow(
        record.id,
        record.kind,
        record.case,
        naming.title_of(record),
        when,
        earliest,
        latest,
        record.conflicts,
        changed,
        record.removed,
    )


def title(session: Session, record: str) -> str:
    """What a record is called; its id shortened when it is not here (yet)."""
    return Names(session).name_of(record)


def search(session: Session, text: str, limit: int = 50) -> list[HitRow]:
    """Records in which the words stand, accents and case ignored."""
    naming = Names(session)
    return [
        HitRow(hit.record, hit.kind, hit.case, naming.name_of(hit.record), hit.snippet)
        for hit in session.vault.search(text, limit=limit)
    ]


def _form(session: Session, kind: str) -> Form:
    form = session.forms.kinds.get(kind)
    if form is None:
        raise ValueRefused(kind=kind, field="", reason="no such form")
    return form


def _check(session: Session, form: Form, old: Record, name: str, value: Value) -> None:
    """Raise `ValueRefused` for what does not fit, save for an answer that is kept as it was: the
    form may have changed since it was given.
    """
    try:
        forms.check(form, name, value, session.forms)
    except ValueRefused:
        field = field_of(form, name)
        if field is None or value not in [held.value for held in forms.answers(field, old)]:
            raise


def _changes(session: Session, form: Form, old: Record, page: Page) -> Iterator[Change]:
    for name, typed in page.fields.items():
        field = form.field(name)
        value = _cleared(typed)
        if page.based_on is None:
            over = tuple(row.entry for row in forms.answers(field, old))
        else:
            over = tuple(page.based_on.get(name, ()))
        if not over and typed.empty:
            continue
        if len(over) == 1 and _answer(session, old, field, over[0]) == value:
            continue
        yield from _replacing(old, field, value, over)


def _answer(session: Session, old: Record, field: Field, entry: str) -> Value | None:
    """What an entry answered to a field, under its present or a former name."""
    held = (row.value for row in forms.answers(field, old) if row.entry == entry)
    told = (said(session, old, name, entry) for name in (field.name, *field.was))
    return next((value for value in (*held, *told) if value is not None), None)


def _replacing(old: Record, field: Field, value: Value, over: Sequence[str]) -> Iterator[Change]:
    """Answer a field anew, and empty its former names of what the person saw there."""
    former = {
        name: tuple(
            row.entry
            for row in old.held(name)
            if row.entry in over and row.value.nothing is not Nothing.CLEARED
        )
        for name in field.was
    }
    elsewhere = {entry for entries in former.values() for entry in entries}
    own = tuple(entry for entry in over if entry not in elsewhere)
    yield Change(old.id, old.kind, field.name, value, own)
    for name, entries in former.items():
        if entries:
            yield Change(old.id, old.kind, name, Value(nothing=Nothing.CLEARED), entries)


def _cleared(value: Value) -> Value:
    """An emptied field is emptied on purpose: the journal says so."""
    return Value(nothing=Nothing.CLEARED) if value.empty else value


def _mended(page: Page) -> Page:
    return replace(page, fields={name: _sound(value) for name, value in page.fields.items()})


def _sound(value: Value) -> Value:
    """The value without halves of characters, which nothing can keep (`names.sound`)."""
    source = None if value.source is None else sound(value.source)
    return replace(value, v=_leaves(value.v), source=source)


def _leaves(v: Json) -> Json:
    if isinstance(v, str):
        return sound(v)
    if isinstance(v, dict):
        return {key: _leaves(part) for key, part in v.items()}
    return [_leaves(part) for part in v] if isinstance(v, list) else v


def _said(reason: str | None) -> str | None:
    return None if reason is None else sound(reason)


def _mark(session: Session, record: str, gone: bool, reason: str) -> Changes:
    old = session.vault.record(record)
    over = tuple(held.entry for held in old.held(REMOVED))
    change = Change(record, old.kind, REMOVED, Value(gone), over)
    return _append(session, "remove" if gone else "restore", old, (change,), reason)


def _append(
    session: Session, command: str, old: Record, changes: tuple[Change, ...], reason: str
) -> Changes:
    entry = session.vault.append(command, old.case, Content(changes, _said(reason)))
    return Changes(frozenset({old.id}), old.case, read_header(entry.header).id, old.id)
