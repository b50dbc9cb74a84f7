"""What a search found, as Qt sees it: a page at a time, more when the list is scrolled to its end.

Every answer carries the number of its question, so that a slow answer to an old one is dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from fielddoc.app import finding

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from fielddoc.app.finding import Filters, Found, FoundRow
    from fielddoc.app.session import Session
    from fielddoc.errors import FieldDocError
    from fielddoc.ui.desk import Desk

AT_ONCE = 50
ROW = Qt.ItemDataRole.UserRole
"""Role under which the whole `FoundRow` is found."""

Index = QModelIndex | QPersistentModelIndex


def asked(
    session: Session, question: int, text: str, filters: Filters, offset: int
) -> tuple[int, int, Found]:
    """Query: a page of what was found, with the number of the question."""
    return question, offset, finding.find(session, text, filters, AT_ONCE, offset)


class FoundList(QAbstractListModel):
    """Rows that were found. Signals: `counted(Found)` of a new search, `refused(error)`."""

    counted = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._question = 0
        self._asking = False
        self._what: tuple[str, Filters] = ("", finding.NO_FILTERS)
        self._rows: list[FoundRow] = []
        self._ended = True

    def look(self, text: str, filters: Filters) -> None:
        """Search anew."""
        self._what = (text, filters)
        self._question += 1
        self._ask(0)

    def row(self, index: Index) -> FoundRow | None:
        """What is at `index`."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows that were loaded."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title; what a screen reader says; the whole of it for the tooltip."""
        found = self.row(index)
        if found is None:
            return None
        if role == ROW:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = (found.title, found.kind_label, found.case_title, found.snippet)
            return "\n".join(part for part in parts if part)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be more than was loaded."""
        return not parent.isValid() and not self._ended and not self._asking

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._ask(len(self._rows))

    def _ask(self, offset: int) -> None:
        self._asking = True
        self._desk.ask(self._show, asked, self._question, *self._what, offset, refused=self._refuse)

    def _refuse(self, error: FieldDocError) -> None:
        self._asking = False
        self.refused.emit(error)

    def _show(self, answer: tuple[int, int, Found]) -> None:
        question, offset, found = answer
        if question != self._question:
            return
        self._asking = False
        self._ended = len(found.rows) < AT_ONCE
        if offset:
            if found.rows:
                self.beginInsertRows(QModelIndex(), offset, offset + len(found.rows) - 1)
                self._rows += found.rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = list(found.rows)
        self.endResetModel()
        self.counted.emit(found)
