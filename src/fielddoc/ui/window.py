"""The window: navigation at the left, the banner and one page at the right.

Pages are named in `PAGES` and imported when first shown, so that the window opens fast. A page
is a class made with `(desk, place)`; see `page.py`. The pages visited lie on a stack: Alt+Left
goes back. What the person leaves is told so (`Page.leave`) and, when it drops off the stack, is
deleted with everything it showed.

Signal: `locked()` when the person or the clock locks; `quit()` when the window was closed.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from fielddoc.app import sentences
from fielddoc.errors import FieldDocError, NotWritable
from fielddoc.text import N_, catalogue
from fielddoc.ui import settings as stored
from fielddoc.ui import theme
from fielddoc.ui.application import speak
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.idle import Idle
from fielddoc.ui.keys import KeyMap
from fielddoc.ui.messages import Banner, CrashPage
from fielddoc.ui.navigation import Navigation, PracticeBand
from fielddoc.ui.page import Page
from fielddoc.ui.settings import Settings
from fielddoc.ui.widgets import column

PAGES = {
    "cases": ("cases", "CasesPage"),
    "find": ("find", "FindPage"),
    "case": ("case", "CasePage"),
    "record": ("record", "RecordPage"),
    "interview": ("interview", "InterviewPage"),
    "history": ("history", "HistoryPage"),
    "decision": ("decision", "DecisionPage"),
    "timeline": ("timeline", "TimelinePage"),
    "relations": ("relations", "RelationsPage"),
    "compare": ("compare", "ComparePage"),
    "dossier": ("dossier", "DossierPage"),
    "bundle": ("bundle", "BundlePage"),
    "import": ("bundle_import", "ImportPage"),
    "contacts": ("contacts", "ContactsPage"),
    "verify": ("verify", "VerifyPage"),
    "settings": ("settings", "SettingsPage"),
}
"""A place's page → module in `fielddoc.ui.pages` and class."""

DEEPEST = 12
"""Pages kept to go back to."""

ROLLED_BACK = N_(
    "Esta bóveda es más antigua que la última que se vio en este equipo: fue restaurada o "
    "devuelta a un estado anterior. Si no lo hizo usted, avise a su coordinación."
)


@dataclass(frozen=True, slots=True)
class About:
    """What the frame says about the vault: its name, whether it is for practice, and doubts."""

    name: str
    practice: bool
    rolled_back: bool


def about(session: Any) -> About:
    """Query: what the frame of the window says about the vault."""
    vault = session.vault
    return About(Path(vault.folder).stem, bool(vault.practice), vault.rolled_back is not None)


class Window(QMainWindow):
    """The frame around the pages."""

    locked = Signal()
    quit = Signal()

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.desk = desk
        desk.settings = settings
        self._about: About | None = None
        self._crash: CrashPage | None = None
        self.setMinimumSize(640, 480)
        self.idle = Idle(settings.lock_minutes, self)
        self.idle.elapsed.connect(self.locked)
        desk.asked_for.connect(self.go)
        desk.asked_back.connect(self.back)
        desk.failed.connect(self.say_failure)
        desk.told.connect(self.tell)
        desk.broke.connect(self.show_crash)
        desk.restyled.connect(self.restyle)
        for keys, slot in (
            ("Ctrl+L", self.locked), ("Ctrl+Q", self.close), ("Alt+Left", self._backward),
            ("F1", self.show_keys), ("Ctrl+F", self.to_find),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._build([Place("cases")])
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self.idle)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.follow_system)
        desk.ask(self._show_about, about)

    @property
    def page(self) -> Page:
        """The page on the screen."""
        shown = self._stack.currentWidget()
        if not isinstance(shown, Page):
            raise TypeError(type(shown))
        return shown

    def go(self, place: Place) -> None:
        """Show a place; the same place again is not stacked twice."""
        if self._stack.count() and self.page.place == place and place.record is not None:
            return
        self._leave_crash()
        if self._stack.count():
            self.page.leave()
        module, name = PAGES[place.page]
        page = getattr(import_module(f"fielddoc.ui.pages.{module}"), name)(self.desk, place)
        if place.page in self.navigation.places:
            self._drop(0, self._stack.count())
        page.quieted.connect(self._quiet)
        self._stack.addWidget(page)
        self._drop(0, self._stack.count() - DEEPEST)
        self._show(page)

    def back(self) -> None:
        """Show the page before; on the first one nothing happens."""
        self._leave_crash()
        if self._stack.count() < 2:
            return
        self.page.leave()
        self._drop(self._stack.count() - 1, self._stack.count())
        self._show(self.page, again=True)

    def restyle(self, settings: Settings) -> None:
        """Take new settings: speak, dress and draw every page anew, and keep them."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            speak(application, settings.language)
            theme.apply(application, theme.choose(settings.mode, settings.text))
        if settings.language != self.desk.settings.language:
            self.desk.speak(catalogue(settings.language))
        self.desk.settings = settings
        self.page.leave()
        self._build(self._places())
        self.idle.minutes = settings.lock_minutes
        if self._about is not None:
            self._show_about(self._about)
        try:
            stored.save(settings)
        except NotWritable as error:
            self.say_failure(error)

    def follow_system(self) -> None:
        """The desktop turned light or dark: so do we, unless the person chose otherwise."""
        now = self.desk.settings
        if theme.choose(now.mode, now.text) != theme.current():
            self.restyle(now)

    def say_failure(self, error: FieldDocError) -> None:
        """Say a known failure in the banner."""
        self.banner.tell(sentences.sentence(error, self.desk.say), "danger")

    def tell(self, sentence: str, mood: str) -> None:
        """Say in the banner what a page wants said."""
        self.banner.tell(sentence, mood)

    def show_crash(self, error: BaseException) -> None:
        """Cover the page with the crash page; the page below stays as it was."""
        if self._crash is not None:
            return
        self._crash = CrashPage(self.desk.say, error)
        self._crash.restart.connect(self.locked)
        self._crash.go_on.connect(self._leave_crash)
        self._stack.setVisible(False)
        self._side.addWidget(self._crash, 1)
        self._crash.show()

    def to_find(self) -> None:
        """Search the whole vault, from wherever one is; Alt+Left leads back there."""
        if self.page.place.page != "find":
            self.go(Place("find"))
            return
        line = self.page.first()
        if isinstance(line, QLineEdit):
            line.setFocus()
            line.selectAll()

    def show_keys(self) -> None:
        """Show which keys do what."""
        KeyMap(self, self.desk.say).exec()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pages the room: on narrow windows the navigation shows pictures only."""
        super().resizeEvent(event)
        self.navigation.fold(narrow=self.width() < 9 * theme.current().text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The desk ends by itself, drafts first; then the window goes."""
        event.accept()
        self.quit.emit()

    def _build(self, places: list[Place]) -> None:
        """Make frame and pages in the language and the theme in force."""
        say = self.desk.say
        self.navigation = Navigation(say)
        self.navigation.chosen.connect(self.go)
        self.navigation.lock.clicked.connect(self.locked)
        self.navigation.keys.clicked.connect(self.show_keys)
        self.navigation.search.clicked.connect(self.to_find)
        self.banner = Banner(say)
        self.practice = PracticeBand(say)
        self._stack = QStackedWidget()
        self._crash = None
        self._side = column(space="hair")
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self.banner)
        self._side.addWidget(self._stack, 1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.navigation)
        below.addLayout(self._side, 1)
        whole = QWidget()
        outer = column(self.practice)
        outer.setSpacing(0)
        outer.addLayout(below, 1)
        whole.setLayout(outer)
        self.setCentralWidget(whole)
        self.navigation.fold(narrow=self.width() < 9 * theme.current().text)
        for place in places:
            self.go(place)

    def _places(self) -> list[Place]:
        pages = (self._stack.widget(at) for at in range(self._stack.count()))
        return [page.place for page in pages if isinstance(page, Page)]

    def _show(self, page: Page, *, again: bool = False) -> None:
        if self.banner.mood == "danger":
            self.banner.hide()
        self._stack.setCurrentWidget(page)
        self.navigation.mark(page.place.page)
        self.navigation.setVisible(not page.quiet)
        self.setWindowTitle(f"{page.title} — FieldDoc")
        first = (page.focusWidget() if again else None) or page.first() or _first_control(page)
        if first is not None:
            first.setFocus()

    def _drop(self, start: int, end: int) -> None:
        for page in [self._stack.widget(at) for at in range(start, max(start, end))]:
            if page is not None:
                self._stack.removeWidget(page)
                page.deleteLater()

    def _show_about(self, facts: About) -> None:
        self._about = facts
        self.practice.setVisible(facts.practice)
        self.navigation.name(facts.name)
        if facts.rolled_back:
            self.banner.tell(self.desk.say(ROLLED_BACK), "warn")

    def _leave_crash(self) -> None:
        if self._crash is not None:
            self._crash.deleteLater()
            self._crash = None
        self._stack.setVisible(True)

    def _backward(self) -> None:
        if not self.page.backward():
            self.back()

    def _quiet(self, on: bool) -> None:
        """Leave the screen to the page, or take the navigation back."""
        if self.sender() is self.page:
            self.navigation.setVisible(not on)


def _first_control(page: Page) -> QWidget | None:
    """The first control of the page that the Tab key reaches, but for the arrow back."""
    tab = Qt.FocusPolicy.TabFocus.value
    widget = page.nextInFocusChain()
    while widget is not None and page.isAncestorOf(widget):
        takes = widget.focusPolicy().value & tab and widget.objectName() != "back"
        if takes and widget.isEnabled() and widget.isVisibleTo(page):
            return widget
        widget = widget.nextInFocusChain()
    return None
