"""Cases: the list of them, and one at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc.app.rows import CaseRow, CaseView

if TYPE_CHECKING:
    from fielddoc.app.session import Session


def listing(session: Session, search: str = "", limit: int = 200, offset: int = 0) -> list[CaseRow]:
    """Cases, last changed first, whose words match `search`."""
    raise NotImplementedError


def count(session: Session, search: str = "") -> int:
    """How many cases `listing` has in all."""
    raise NotImplementedError


def overview(session: Session, case: str) -> CaseView:
    """A case at a glance: what is in it, by kind. Raises `RecordUnknown`."""
    raise NotImplementedError
