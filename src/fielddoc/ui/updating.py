"""What is shown while the vault is brought up to an update, before its window can open."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from fielddoc.text import Catalogue
from fielddoc.ui.widgets import column, label

SHOWN_AFTER = 400
"""Milliseconds of work after which it is worth a window."""


class Updating(QWidget):
    """A small window with a bar. Only `finish` takes it away: the work goes on without it."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window
            | Qt.WindowType.CustomizeWindowHint
            | Qt.WindowType.WindowTitleHint,
        )
        what = say("Preparando la lista después de una actualización…")
        self.setWindowTitle(what)
        self.setAccessibleName(what)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(what)
        self.bar.setTextVisible(False)
        comfort = say("Puede tardar unos minutos. Si se interrumpe, no se pierde nada.")
        self.setLayout(
            column(label(what, "strong"), self.bar, label(comfort, "small"), margin="wide")
        )
        self.setMinimumWidth(480)
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._soon.timeout.connect(self.show)
        self._ended = False

    def step(self, at: int, of: int) -> None:
        """Show how far it is; `of` 0 when that is unknown."""
        if self._ended:
            return
        self.bar.setRange(0, 1000 if of else 0)
        self.bar.setValue(at * 1000 // of if of else 0)
        if not self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def finish(self) -> None:
        """Go away, and stay away whatever steps are still told."""
        self._ended = True
        self._soon.stop()
        self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay."""
        event.ignore()
