"""Drafts: what was typed and not yet saved, encrypted in the vault within two seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fielddoc.app.rows import Draft
    from fielddoc.app.session import Session


def keep(session: Session, draft: Draft) -> None:
    """Keep a draft in place of the one with the same key."""
    raise NotImplementedError


def pending(session: Session) -> list[Draft]:
    """All drafts, as after a power cut."""
    raise NotImplementedError


def drop(session: Session, key: str) -> None:
    """Forget a draft: it was saved, or the person threw it away."""
    raise NotImplementedError
