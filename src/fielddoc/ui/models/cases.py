"""The list of cases as Qt sees it: as long as the vault's, loaded a page at a time.

A hundred thousand cases cost one count and one page; a row that is not loaded yet is asked for
when the view draws it. Every answer carries the number of the question, so that a slow answer
to an old search is dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from fielddoc.app import cases

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from fielddoc.app.rows import CaseRow
    from fielddoc.app.session import Session
    from fielddoc.ui.desk import Desk

AT_ONCE = 200
"""Cases loaded with one question."""

ROW = Qt.ItemDataRole.UserRole
"""Role under which the whole `CaseRow` is found; `None` while it is not loaded."""

Index = QModelIndex | QPersistentModelIndex


def first_page(session: Session, question: int, search: str) -> tuple[int, int, list[CaseRow]]:
    """Query: how many cases match, and the first of them."""
    return question, cases.count(session, search), cases.listing(session, search, AT_ONCE, 0)


def next_page(
    session: Session, question: int, search: str, page: int
) -> tuple[int, int, list[CaseRow]]:
    """Query: one more page of the same list."""
    return question, page, cases.listing(session, search, AT_ONCE, page * AT_ONCE)


class CaseList(QAbstractListModel):
    """Rows of cases. Signal: `counted(n)` when a new search has been answered."""

    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._search = ""
        self._question = 0
        self._count = 0
        self._pages: dict[int, list[CaseRow]] = {}
        self._asked: set[int] = set()

    def look(self, search: str) -> None:
        """Ask for the list of cases that match `search`, from its start."""
        self._search = search
        self._question += 1
        self._desk.ask(self._show, first_page, self._question, search)

    def row(self, index: Index) -> CaseRow | None:
        """The case at `index`, if it is loaded."""
        page, at = divmod(index.row(), AT_ONCE)
        rows = self._pages.get(page, [])
        return rows[at] if at < len(rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """All that match, loaded or not."""
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, accessible text, or the whole row; asks for the page when it is missing."""
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        found = self.row(index)
        if found is None:
            self._load(index.row() // AT_ONCE)
            return None if role == ROW else "…"
        return found if role == ROW else found.title

    def _load(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self._desk.ask(self._add, next_page, self._question, self._search, page)

    def _show(self, answer: tuple[int, int, list[CaseRow]]) -> None:
        question, count, rows = answer
        if question != self._question:
            return
        self.beginResetModel()
        self._count = count
        self._pages = {0: rows}
        self._asked = {0}
        self.endResetModel()
        self.counted.emit(count)

    def _add(self, answer: tuple[int, int, list[CaseRow]]) -> None:
        question, page, rows = answer
        if question != self._question:
            return
        self._pages[page] = rows
        start = page * AT_ONCE
        end = min(start + AT_ONCE, self._count) - 1
        self.dataChanged.emit(self.index(start), self.index(end))
