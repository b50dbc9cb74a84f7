"""Records: look at them, save them, decide between two values, see who changed what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc.app.rows import Changes, HistoryRow, HitRow, RecordRow, RecordView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fielddoc.app.session import Session
    from fielddoc.model.values import Value


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
    raise NotImplementedError


def view(session: Session, record: str) -> RecordView:
    """A record as its page shows it. Raises `RecordUnknown`."""
    raise NotImplementedError


def rows(session: Session, *, case: str | None = None, kind: str | None = None) -> list[RecordRow]:
    """Records in lists and to choose from, by title."""
    raise NotImplementedError


def title(session: Session, record: str) -> str:
    """What a record is called; its id shortened when it is not here (yet)."""
    raise NotImplementedError


def settle(session: Session, record: str, field: str, value: Value, reason: str) -> Changes:
    """Decide a conflict: `value` replaces every value the field has now."""
    raise NotImplementedError


def remove(session: Session, record: str, reason: str) -> Changes:
    """Take a record out of the lists; it stays in the vault and its history."""
    raise NotImplementedError


def restore(session: Session, record: str, reason: str) -> Changes:
    """Put a removed record back into the lists."""
    raise NotImplementedError


def history(session: Session, record: str, field: str | None = None) -> list[HistoryRow]:
    """Who changed what, oldest first; for a case's id, of everything in the case."""
    raise NotImplementedError


def search(session: Session, text: str, limit: int = 50) -> list[HitRow]:
    """Records in which the words stand, accents and case ignored."""
    raise NotImplementedError
