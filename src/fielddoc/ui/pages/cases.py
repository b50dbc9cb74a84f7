"""The list of cases: the page the program opens with."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QListView, QPushButton, QStackedLayout, QWidget

from fielddoc.app import drafts, records
from fielddoc.app.rows import CaseRow, Draft
from fielddoc.app.session import Session
from fielddoc.errors import RecordUnknown
from fielddoc.forms import label as called
from fielddoc.text import Catalogue
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.models.cases import ROW, CaseList
from fielddoc.ui.page import Page
from fielddoc.ui.rows import TwoLines
from fielddoc.ui.theme import SPACE
from fielddoc.ui.times import day, minute
from fielddoc.ui.widgets import (
    EmptyState,
    PageHead,
    button,
    card,
    clear,
    column,
    label,
    row,
    search_field,
)

PAUSE = 120
"""Milliseconds after the last letter until the search is asked: typing stays smooth."""

SHOWN = 3
"""Drafts offered on this page; more would bury the cases."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft, and of what it is: the kind of record and its case."""

    draft: Draft
    words: tuple[str, ...]


def offers(session: Session) -> list[Offer]:
    """Query: the drafts that wait, those that are shown with their words."""
    found = drafts.pending(session)
    named = [Offer(draft, _words(session, draft)) for draft in found[:SHOWN]]
    return named + [Offer(draft, ()) for draft in found[SHOWN:]]


def _words(session: Session, draft: Draft) -> tuple[str, ...]:
    form = session.forms.kinds.get(draft.kind)
    words = [called(form.labels, session.language) if form is not None else draft.kind]
    for record in dict.fromkeys((draft.record, draft.case)):
        try:
            words += [records.view(session, record).title] if record is not None else []
        except RecordUnknown:
            continue  # a case that was never saved has no name yet
    return tuple(word for word in words if word)


class CaseWords(TwoLines):
    """What a row of the list of cases says."""

    def __init__(self, say: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._say = say

    def words(self, index: QModelIndex | QPersistentModelIndex) -> tuple[str, str, str]:
        """Title; when it changed and what is in it; how many fields are disputed."""
        found = index.data(ROW)
        if not isinstance(found, CaseRow):
            return "…", "", ""
        say = self._say
        facts = [
            say("1 persona") if found.people == 1 else say("{n} personas", n=found.people),
            say("1 registro") if found.records == 1 else say("{n} registros", n=found.records),
        ]
        if found.changed_at:
            facts.append(say("último cambio: {day}", day=day(found.changed_at, say)))
        tag = say("{n} por decidir", n=found.conflicts) if found.conflicts else ""
        return found.title, " · ".join(facts), tag


class CasesPage(Page):
    """Search, list, and a button for a new case."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Casos"))
        self.new = button(say("Nuevo caso"), "plus", "primary", tip=say("Nuevo caso (Ctrl+N)"))
        self.new.clicked.connect(self.make_case)
        self.head = PageHead(say("Casos"), actions=[self.new])
        self.search = search_field(say("Buscar por nombre, lugar, expediente…"))
        self.list = QListView()
        self.list.setAccessibleName(say("Casos"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = CaseList(desk, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(CaseWords(say, self.list))
        self.list.activated.connect(self.open)
        self.list.clicked.connect(self.open)
        self.none = EmptyState(
            "folder-plus",
            say("Todavía no hay casos"),
            say("Un caso reúne a las personas, los testimonios, los hechos y las pruebas."),
        )
        self.nowhere = EmptyState(
            "search",
            say("Nada coincide con la búsqueda"),
            say("Pruebe con menos letras; los acentos y las mayúsculas no importan."),
        )
        self._drafts = _Drafts(desk)
        self._below = QStackedLayout()
        for part in (self.list, self.none, self.nowhere):
            self._below.addWidget(part)
        inside = column(self._drafts, self.search, space="near")
        inside.addLayout(self._below, 1)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(self.head)
        self.column.addLayout(inside, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)
        self.model.counted.connect(self._counted)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.make_case)

    def look(self) -> None:
        """Ask for the cases that match what stands in the search line, and for drafts."""
        self._pause.stop()
        self.model.look(self.search.text().strip())
        self.desk.ask(self._show_drafts, offers)

    def _show_drafts(self, found: list[Offer]) -> None:
        """Offer drafts; the Tab key passes them where they stand, above the search line."""
        before: QWidget = self.new
        for made in self._drafts.show_drafts(found):
            QWidget.setTabOrder(before, made)
            before = made
        QWidget.setTabOrder(before, self.search)

    def concerns(self, changes: object) -> bool:
        """Everything may change the list."""
        del changes
        return True

    def first(self) -> QWidget:
        """The search line."""
        return self.search

    def make_case(self) -> None:
        """Open an empty case form."""
        self.desk.go(Place("record", kind="case"))

    def open(self, index: QModelIndex) -> None:
        """Open the case of a row."""
        found = self.model.row(index)
        if found is not None:
            self.desk.go(Place("case", case=found.id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search line ↓ goes to the list, Enter opens the first case, Esc empties."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._search_key(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    def _search_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Down and self.model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.rowCount():
            self.open(self.model.index(0))
        elif key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            return False
        return True

    def _typed(self) -> None:
        self._pause.start()

    def _counted(self, count: int) -> None:
        say = self.desk.say
        searching = bool(self.search.text().strip())
        if count:
            self._below.setCurrentWidget(self.list)
        else:
            self._below.setCurrentWidget(self.nowhere if searching else self.none)
        if searching:
            words = say("1 coincide") if count == 1 else say("{n} coinciden", n=f"{count:,}")
        else:
            words = say("1 caso") if count == 1 else say("{n} casos", n=f"{count:,}")
        self.head.say(self.heading, words)


class _Drafts(QWidget):
    """What was typed and never saved, as after a power cut: offered plainly, opened by a click."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: list[QPushButton] = []
        self._column = column()
        self.setLayout(self._column)
        self.hide()

    def show_drafts(self, pending: list[Offer]) -> list[QPushButton]:
        """Show a notice with a button for each draft, and return the buttons."""
        clear(self._column)
        self.setVisible(bool(pending))
        self._made = []
        if not pending:
            return []
        say = self._desk.say
        lines: list[QWidget | QLayout] = [
            label(
                say("Hay escritos sin guardar. No se perdió nada: ábralos y guárdelos."), "strong"
            )
        ]
        lines += [self._offer(draft) for draft in pending[:SHOWN]]
        if len(pending) > SHOWN:
            lines.append(
                label(say("Hay {n} más; se ofrecen al abrir su página.", n=len(pending) - SHOWN))
            )
        self._column.addWidget(card(*lines, look="warn"))
        return self._made

    def _offer(self, offer: Offer) -> QLayout:
        say, draft = self._desk.say, offer.draft
        saved = say("Borrador: {when}", when=minute(draft.saved_at, say))
        kept = " · ".join((*offer.words, saved))
        open_ = button(say("Abrir el borrador"), "file-pen", tip=kept)
        page = "interview" if draft.kind == "interview" else "record"
        place = Place(page, case=draft.case, record=draft.record, kind=draft.kind)
        open_.setProperty("place", place)
        open_.clicked.connect(self._open)
        self._made.append(open_)
        side = row(label(kept), open_)
        side.setStretch(0, 1)
        return side

    def _open(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._desk.go(sender.property("place"))
