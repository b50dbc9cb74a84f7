"""How the desk ends: the system may ask it to, and unsaved words may find no place.

A desk that is told to end (the session logs out, somebody terminates it) locks like by hand.
When a draft cannot be written, the window disappears but the desk waits: it says why, and the
person can try again or, knowing what is lost, end.
"""

import os
import signal

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QDialog

from fielddoc.app import sentences
from fielddoc.errors import FieldDocError
from fielddoc.text import Catalogue
from fielddoc.ui.widgets import button, column, label, row


class ToldToEnd(QObject):
    """Hears SIGTERM and its kin, where the system has them. Signal: `told()`."""

    told = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if os.name != "posix":
            return
        self._ear, mouth = os.pipe()
        for end in (self._ear, mouth):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, _ignore)
        self._notifier = QSocketNotifier(self._ear, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def _hear(self) -> None:
        os.read(self._ear, 64)
        self.told.emit()


def _ignore(_number: int, _frame: object) -> None:
    """The pipe tells; the interpreter needs a handler for it to be written to."""


class Stuck(QDialog):
    """Unsaved words could not be written. `exec()` is true to try again, false to end anyway."""

    def __init__(self, say: Catalogue, error: BaseException) -> None:
        super().__init__()
        heading = say("No se pudo guardar lo que escribía")
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        known = error if isinstance(error, FieldDocError) else FieldDocError()
        again = button(say("Intentar otra vez"), "refresh-cw", "primary")
        again.clicked.connect(self.accept)
        end = button(say("Terminar y perder lo no guardado"), "", "danger")
        end.clicked.connect(self.reject)
        self.setLayout(
            column(
                label(heading, "section"),
                label(sentences.sentence(known, say)),
                label(say("La ventana está oculta y la bóveda sigue abierta hasta que decida.")),
                row(0, end, again),
                space="base", margin="wide",
            )
        )  # fmt: skip
        self.setMinimumWidth(480)
        again.setFocus()
