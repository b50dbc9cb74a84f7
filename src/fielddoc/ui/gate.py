"""The gate: a small window that asks for the passphrase, and hands over to the desk.

Pages: `UnlockPage`; `RecoverPage`, then `RenewPage` for a passphrase instead of the lost one; and
making a vault in three steps (`CreatePage`, `CodePage`).
Key derivation and the wait for the desk happen on a thread of `Jobs`; the desk is started
while Argon2id runs, so that it is warm when the key is there.
"""

import logging
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fielddoc import system
from fielddoc.app import sentences, vaults
from fielddoc.errors import FieldDocError, NotWritable
from fielddoc.text import N_, Catalogue, catalogue
from fielddoc.ui import gate_work, process, settings, theme
from fielddoc.ui.application import make_application, speak, watch_faults
from fielddoc.ui.gate_create import CodePage, CreatePage, RenewPage, Wish
from fielddoc.ui.gate_unlock import RecoverPage, UnlockPage, vaults_here
from fielddoc.ui.jobs import Jobs
from fielddoc.ui.messages import Banner, where
from fielddoc.ui.settings import Settings
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, column, label, row, scrolled

if TYPE_CHECKING:
    from fielddoc.ui.handover import DeskProcess

FELL = N_(
    "La sesión anterior terminó de forma inesperada. Lo guardado está a salvo, y lo que se estaba "
    "escribiendo está en los borradores."
)

WARM_AFTER = 200
"""Milliseconds after which the window is painted and what unlocking needs may be imported."""


_LOG = logging.getLogger(__name__)

GatePage = UnlockPage | RecoverPage | RenewPage | CreatePage | CodePage


class Gate(QMainWindow):
    """The unlock window. Signals: `opened(DeskProcess, folder)`, `closed()`."""

    opened = Signal(object, object)
    closed = Signal()

    def __init__(self, chosen: Settings, folder: Path | None, *, practice: bool = False) -> None:
        super().__init__()
        self.settings = chosen
        self.say: Catalogue = catalogue(chosen.language)
        self.jobs = Jobs(self)
        self._folder = folder
        self._practice = practice
        self._new: vaults.NewVault | None = None
        self._recovered: tuple[Path, bytearray] | None = None
        self._desk: DeskProcess | None = None
        self.resize(1040, 740)
        self.setMinimumSize(480, 420)
        self._build()

    def warm(self) -> None:
        """Import what unlocking needs while the person types."""
        self.jobs.start("aside", gate_work.warm)

    # -- what the pages ask for

    def unlock(self, folder: Path, passphrase: bytearray) -> None:
        """Try a passphrase; the desk warms up meanwhile."""
        self._open(folder, partial(gate_work.unlock, folder, passphrase))

    def recover(self, folder: Path, code: str) -> None:
        """Try a recovery code; who lost the passphrase is then asked for another."""
        self._begin()
        job = self.jobs.start("aside", partial(gate_work.recover, folder, code))
        job.answered.connect(self._found)
        job.refused.connect(self._refused)

    def renew(self, passphrase: bytearray) -> None:
        """Let another passphrase open the vault instead of the lost one, and open it."""
        if self._recovered is not None:
            folder, key = self._recovered
            self._open(folder, partial(gate_work.renew, folder, key, passphrase))

    def open_recovered(self) -> None:
        """Open the vault; its passphrase stays what it was."""
        if self._recovered is not None:
            folder, key = self._recovered
            self._open(folder, partial(bytearray, key))

    def make(self, wish: Wish) -> None:
        """Make the vault, then show its recovery code."""
        self._begin()
        job = self.jobs.start("aside", partial(gate_work.create, wish))
        job.answered.connect(self._created)
        job.refused.connect(self._refused)

    def show_unlock(self, folder: Path | None = None) -> None:
        """Go to the unlock page, for `folder` if given."""
        if folder is not None:
            self.unlock_page.choose(folder)
        self._show(self.unlock_page)

    def show_create(self) -> None:
        """Go to the first step of making a vault."""
        self._show(self.create_page)

    def show_recover(self) -> None:
        """Go to the recovery code."""
        self.recover_page.choose(self.unlock_page.folder)
        self._show(self.recover_page)

    def tell(self, sentence: str, mood: str = "danger") -> None:
        """Say something above the page."""
        self.banner.tell(sentence, mood)

    def switch(self) -> None:
        """Speak the other language, on the same page."""
        shown = self.page
        other = "en" if self.say.language == "es" else "es"
        self.settings = Settings(
            other, self.settings.mode, self.settings.text, self.settings.lock_minutes
        )
        self.say = catalogue(other)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            speak(application, other)
        self._build()
        self._resume(shown)
        try:
            settings.save(self.settings)
        except NotWritable as error:
            self.tell(sentences.sentence(error, self.say))

    def closeEvent(self, event: QCloseEvent) -> None:
        """The program ends without a desk."""
        if self._new is not None:
            process.wipe(self._new.key)
        self._forget()
        event.accept()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On narrow windows and with large text the form gets all the room."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() > 8.5 * theme.current().text)

    # -- how it goes on

    def _begin(self) -> None:
        self.banner.hide()
        self._work(busy=True)

    def _open(self, folder: Path, find_key: Callable[[], bytearray]) -> None:
        self._begin()
        job = self.jobs.start("aside", partial(gate_work.hand_over, folder, find_key))
        job.answered.connect(self._handed_over)
        job.refused.connect(self._refused)

    def _created(self, new: vaults.NewVault) -> None:
        self._work(busy=False)
        self._new = new
        self.code_page.show_code(new.recovery)
        self._show(self.code_page)

    def _code_kept(self) -> None:
        new, self._new = self._new, None
        if new is not None:
            self._folder = new.folder
            self._open(new.folder, lambda: new.key)

    def _found(self, answer: tuple[Path, bytearray]) -> None:
        self._work(busy=False)
        self._recovered = answer
        self._show(self.renew_page)

    def _forget(self) -> None:
        if self._recovered is not None:
            process.wipe(self._recovered[1])
        self._recovered = None

    def _handed_over(self, answer: "tuple[DeskProcess, Path]") -> None:
        desk, folder = answer
        self._forget()
        self.hide()
        self.opened.emit(desk, folder)

    def _refused(self, error: BaseException) -> None:
        self._work(busy=False)
        if not isinstance(error, FieldDocError):
            _LOG.error("%s", where(error))
            error = FieldDocError()
        if isinstance(self.page, CodePage):
            self.show_unlock(self._folder)
        page = self.page
        page.first().setFocus()
        if "wait" in error.facts and isinstance(page, UnlockPage):
            page.wait(error)
        elif isinstance(page, RecoverPage):
            page.refuse(sentences.sentence(error, self.say))
        else:
            self.tell(sentences.sentence(error, self.say))

    def _work(self, *, busy: bool) -> None:
        self._language.setEnabled(not busy)
        for page in self._places:
            page.work(busy=busy)

    # -- how it looks

    def _build(self) -> None:
        say = self.say
        self.setWindowTitle(say("Abrir la bóveda"))
        self.banner = Banner(say)
        self._unlock_page: UnlockPage | None = None
        self._recover_page: RecoverPage | None = None
        self._renew_page: RenewPage | None = None
        self._create_page: CreatePage | None = None
        self._code_page: CodePage | None = None
        self._stack = QStackedWidget()
        self._places: dict[GatePage, QScrollArea] = {}
        other = "Español" if say.language == "en" else "English"
        self._language = button(other, "languages", "quiet")
        self._language.clicked.connect(self.switch)
        form = QVBoxLayout()
        form.setContentsMargins(SPACE["wide"], SPACE["base"], SPACE["wide"], SPACE["base"])
        form.addLayout(row(0, self._language))
        form.addWidget(self.banner)
        form.addWidget(self._stack, 1)
        right = QWidget()
        right.setLayout(form)
        self._side = _side(say)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side, 2)
        whole.addWidget(right, 3)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)
        self._side.setVisible(self.width() > 8.5 * theme.current().text)
        known = self._folder is not None or vaults_here()
        self._show(self.unlock_page if known else self.create_page)

    def _resume(self, shown: GatePage) -> None:
        """Go on where the person was in the other language; nothing shown once may be lost."""
        if isinstance(shown, CodePage) and self._new is not None:
            self.code_page.show_code(self._new.recovery)
            self._show(self.code_page)
        elif isinstance(shown, RenewPage):
            self._show(self.renew_page)
        elif isinstance(shown, CreatePage):
            self.create_page.like(shown)
            self._show(self.create_page)
        elif isinstance(shown, RecoverPage):
            self.show_recover()
        elif isinstance(shown, UnlockPage):
            self.show_unlock(shown.folder)

    @property
    def page(self) -> GatePage:
        """The page on the screen."""
        here = self._stack.currentWidget()
        return next(page for page, place in self._places.items() if place is here)

    @property
    def unlock_page(self) -> UnlockPage:
        """The page of the passphrase. Each page is made when first shown: no waiting for others."""
        if self._unlock_page is None:
            self._unlock_page = UnlockPage(self.say, self._folder, practice=self._practice)
            self._unlock_page.unlock.connect(self.unlock)
            self._unlock_page.make_new.connect(self.show_create)
            self._unlock_page.recover.connect(self.show_recover)
            self._place(self._unlock_page)
        return self._unlock_page

    @property
    def recover_page(self) -> RecoverPage:
        """The page of the recovery code."""
        if self._recover_page is None:
            self._recover_page = RecoverPage(self.say)
            self._recover_page.recover.connect(self.recover)
            self._recover_page.back.connect(self.show_unlock)
            self._place(self._recover_page)
        return self._recover_page

    @property
    def renew_page(self) -> RenewPage:
        """The page of the passphrase after the recovery code."""
        if self._renew_page is None:
            self._renew_page = RenewPage(self.say)
            self._renew_page.wished.connect(self.renew)
            self._renew_page.later.connect(self.open_recovered)
            self._place(self._renew_page)
        return self._renew_page

    @property
    def create_page(self) -> CreatePage:
        """The page that makes a vault."""
        if self._create_page is None:
            self._create_page = CreatePage(self.say)
            self._create_page.wished.connect(self.make)
            self._create_page.back.connect(self.show_unlock)
            self._place(self._create_page)
        return self._create_page

    @property
    def code_page(self) -> CodePage:
        """The page that shows the recovery code."""
        if self._code_page is None:
            self._code_page = CodePage(self.say)
            self._code_page.kept.connect(self._code_kept)
            self._place(self._code_page)
        return self._code_page

    def _place(self, page: GatePage) -> None:
        self._places[page] = scrolled(page, self.windowTitle(), widest=620)
        self._stack.addWidget(self._places[page])

    def _show(self, page: GatePage) -> None:
        self.banner.hide()
        self._stack.setCurrentWidget(self._places[page])
        page.first().setFocus()


def _side(say: Catalogue) -> QFrame:
    """The coloured side: what this program is and what it does with what one writes."""
    side = QFrame()
    side.setObjectName("gate-side")
    side.setLayout(
        column(
            0,
            label("FieldDoc", "cover"),
            label(say("Documentar tortura y desaparición, sin conexión y con cuidado."), "lead"),
            label(
                say(
                    "Todo queda cifrado en este equipo. Nadie puede leerlo sin la frase de acceso "
                    "o el código de recuperación."
                )
            ),
            0,
            space="base",
            margin="far",
        )
    )
    return side


class GateLife:
    """What became of the gate: a desk that has the key, or nothing."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self.desk: DeskProcess | None = None
        self.folder: Path | None = None

    def opened(self, desk: "DeskProcess", folder: Path) -> None:
        """The desk shows the vault."""
        self.desk, self.folder = desk, folder
        self._application.exit(0)

    def closed(self) -> None:
        """The person closed the window."""
        self._application.exit(0)


def run_gate(folder: Path | None, *, practice: bool = False, fell: bool = False) -> int:
    """Show the unlock window; become the waiting gate when the desk has the key."""
    system.harden()
    watch_faults()
    chosen = settings.load()
    application = make_application(chosen)
    life = GateLife(application)
    gate = Gate(chosen, folder, practice=practice)
    gate.opened.connect(life.opened)
    gate.closed.connect(life.closed)
    gate.show()
    QTimer.singleShot(WARM_AFTER, gate.warm)
    if fell:
        gate.tell(gate.say(FELL), "warn")
    application.exec()
    gate.jobs.close()
    if life.desk is None or life.folder is None:
        return 0
    from fielddoc.ui.handover import step_aside  # see there

    sys.stdout.flush()
    return step_aside(life.desk, life.folder, practice=practice)
