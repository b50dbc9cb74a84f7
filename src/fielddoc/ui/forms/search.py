"""A line to search a list in: type a few letters, accents do not matter, and choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from fielddoc.model.names import fold
from fielddoc.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_SHOWN = 400
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its id, what it is called, what explains it; `also` is searched."""

    id: str
    label: str
    detail: str = ""
    group: str = ""
    also: str = ""


class Choices(QAbstractListModel):
    """The choices that fit what was typed, those that begin with it first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[tuple[str, Choice]] = []
        self._shown: list[Choice] = []

    def fill(self, choices: Sequence[Choice]) -> None:
        """Take new choices, in their order."""
        self._all = [(fold(f"{one.label} {one.group} {one.also}"), one) for one in choices]
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """Show what contains each word of `typed`."""
        words = fold(typed).split()
        found = [(text, one) for text, one in self._all if all(word in text for word in words)]
        if words:
            found.sort(key=lambda pair: not pair[0].startswith(words[0]))
        self.beginResetModel()
        self._shown = [one for _text, one in found[:_SHOWN]]
        self.endResetModel()

    def at(self, row: int) -> Choice:
        """The choice in a row."""
        return self._shown[row]

    def named(self, label: str) -> Choice | None:
        """The choice that is called exactly so, case and accents aside; None if several."""
        wanted = fold(label)
        found = [one for _text, one in self._all if fold(one.label) == wanted]
        return found[0] if len(found) == 1 else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return f"{one.label}   ·   {one.group}" if one.group else one.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.detail
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return one.detail
        return None


class SearchLine(QLineEdit):
    """Searches `Choices` while one types.

    Signals: `picked(choice)`; `left` when the keyboard goes elsewhere than to the list. Down
    opens the list (`opens` False: only after the first letter), Enter and a click choose.
    A click into the line opens short lists only: a long one, such as the methods of torture,
    is not put before anybody's eyes unasked. `opener` names an arrow that opens it.
    """

    picked = Signal(object)
    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, opens: bool = True, opener: str = ""
    ) -> None:
        super().__init__(parent)
        self._opens = opens
        if opener:
            arrow = QAction(theme.current().icon("chevron-down"), opener, self)
            arrow.triggered.connect(self.open_list)
            self.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)
        self.choices = Choices(self)
        self._completer = QCompleter(self.choices, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(9)
        self._completer.setWidget(self)
        popup = QListView()
        popup.setObjectName("searchPopup")
        self._popup = popup
        self._completer.setPopup(popup)
        self._completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]
        self.textEdited.connect(self._narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._pick():
            return
        if enter and self._popup.isVisible():
            event.ignore()
        elif event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self.open_list()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._opens and not self.text() and self.choices.rowCount() <= _SHORT:
            self.open_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def open_list(self) -> None:
        """Show what can be chosen; the whole list when what stands there is one of them."""
        if not (self._opens or self.text()):
            return
        chosen = self.choices.named(self.text()) is not None
        self.choices.narrow("" if chosen else self.text())
        if self.choices.rowCount():
            self._complete()

    def _pick(self) -> bool:
        """Enter takes the row gone to with Down, what is called so, or the only row left."""
        row = self._popup.currentIndex().row() if self._popup.isVisible() else -1
        found = self.choices.at(row) if 0 <= row < self.choices.rowCount() else None
        if found is None and self.text().strip():
            found = self.choices.named(self.text())
            if found is None and self.choices.rowCount() == 1:
                found = self.choices.at(0)
        if found is None:
            return False
        self._popup.hide()
        self.picked.emit(found)
        return True

    def _complete(self) -> None:
        """Open the list with nothing chosen: only Down or the mouse choose."""
        self._completer.complete()
        self._popup.setCurrentIndex(QModelIndex())

    def _narrow(self, typed: str) -> None:
        self.choices.narrow(typed)
        if typed.strip() and self.choices.rowCount():
            self._complete()
        else:
            self._popup.hide()

    def _activated(self, index: QModelIndex) -> None:
        row = index.row()
        if 0 <= row < self.choices.rowCount():
            self.picked.emit(self.choices.at(row))
