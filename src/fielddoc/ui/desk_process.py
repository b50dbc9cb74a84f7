"""The desk process: the key comes in, the window opens, and locking ends it all."""

import contextlib
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from fielddoc import system
from fielddoc.app.session import Session, load_forms, open_session
from fielddoc.errors import FieldDocError
from fielddoc.progress import Progress, Stoppable, silent
from fielddoc.text import catalogue
from fielddoc.ui import process, settings
from fielddoc.ui.application import make_application, watch_faults
from fielddoc.ui.desk import Desk
from fielddoc.ui.endings import Stuck, ToldToEnd
from fielddoc.ui.updating import Updating
from fielddoc.ui.window import Window, about


class Bugs(QObject):
    """Brings exceptions nobody caught, of any thread, to the GUI thread. Signal: `caught`."""

    caught = Signal(object)

    def on_main(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """Take what `sys.excepthook` gets."""
        self.caught.emit(error)

    def on_thread(self, found: threading.ExceptHookArgs) -> None:
        """Take what `threading.excepthook` gets."""
        if found.exc_value is not None:
            self.caught.emit(found.exc_value)


class Opener:
    """Opens the session on the vault's thread and wipes the key whatever happens."""

    def __init__(self, folder: Path, key: bytearray, language: str) -> None:
        self._folder, self._key, self._language = folder, key, language
        self._progress = Stoppable(silent)

    def tell(self, report: Progress) -> None:
        """Let `report` hear, on the vault's thread, how far an update is."""
        self._progress = Stoppable(report)

    def stop(self) -> None:
        """Let an update be stopped: the next opening starts it over."""
        self._progress.stop()

    def __call__(self) -> Session:
        """Open; raises what `open_session` raises."""
        try:
            return open_session(self._folder, self._key, self._language, self._progress)
        finally:
            process.wipe(self._key)


class DeskProcess(QObject):
    """The desk's life: opened or failed, then locked or quit. Signal: `progressed(at, of)`."""

    progressed = Signal(object, object)

    def __init__(
        self, application: QApplication, opener: Opener, chosen: settings.Settings
    ) -> None:
        super().__init__()
        self._application = application
        self._chosen = chosen
        self._window: Window | None = None
        self._ending = False
        self.desk = Desk(opener, catalogue(chosen.language))
        self.updating = Updating(self.desk.say)
        self.progressed.connect(self.updating.step, Qt.ConnectionType.QueuedConnection)
        self._opener = opener
        opener.tell(self._report)
        self.desk.ask(self._open, about, refused=self._give_up)
        self.bugs = Bugs()
        self.bugs.caught.connect(self.desk.broke)
        sys.excepthook = self.bugs.on_main
        threading.excepthook = self.bugs.on_thread
        self._told = ToldToEnd(self)
        self._told.told.connect(self.lock)

    def _report(self, at: int, of: int) -> None:
        """Pass an update's progress on from the vault's thread."""
        self.progressed.emit(at, of)

    def _open(self, _facts: object) -> None:
        self.updating.finish()
        self._window = Window(self.desk, self._chosen)
        self._window.locked.connect(self.lock)
        self._window.quit.connect(self.quit)
        self._window.resize(self._application.primaryScreen().availableSize())
        self._window.showMaximized()
        self._window.raise_()
        self._window.activateWindow()
        QTimer.singleShot(0, self._ready)

    def _ready(self) -> None:
        process.answer(ready=True)

    def _give_up(self, error: BaseException) -> None:
        self.updating.finish()
        facts = error.facts if isinstance(error, FieldDocError) else {}
        code = error.code if isinstance(error, FieldDocError) else "failed"
        process.answer(failed=code, facts={name: str(value) for name, value in facts.items()})
        self._end(1)

    def lock(self) -> None:
        """Save drafts, close the vault, end; the gate shows a fresh unlock window."""
        self._end(process.LOCKED)

    def quit(self) -> None:
        """Save drafts, close the vault, end."""
        self._end(0)

    def _end(self, code: int) -> None:
        if self._ending:
            return
        self._ending = True
        self._opener.stop()
        self.updating.finish()
        clipboard = self._application.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        if self._window is not None:
            self._window.hide()
        while failures := self.desk.flush():
            stuck = Stuck(self.desk.say, failures[0])
            if stuck.exec() != QDialog.DialogCode.Accepted:
                break
        self.desk.close()
        self._application.exit(code)


def run_desk(folder: Path) -> int:
    """Get warm, take the key from standard input, and work until locked or quit."""
    system.harden()
    watch_faults()
    process.refuse_network()
    chosen = settings.load()
    application = make_application(chosen)
    with contextlib.suppress(FieldDocError):  # told when the vault is opened
        load_forms()
    key = process.take_key()
    if key is None:
        return 0
    life = DeskProcess(application, Opener(folder, key, chosen.language), chosen)
    code = application.exec()
    del life
    return code
