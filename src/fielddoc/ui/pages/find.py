"""Finding: one box for everything in the vault, narrowed by what is known. Ctrl+F from anywhere."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QStackedLayout, QWidget

from fielddoc.app import finding, sentences
from fielddoc.app.finding import NO_FILTERS, Choices, Found, FoundRow, Search
from fielddoc.errors import DateRefused, FieldDocError
from fielddoc.text import Catalogue
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.models.found import ROW, FoundList
from fielddoc.ui.page import Page
from fielddoc.ui.pages.find_filters import FilterBar
from fielddoc.ui.rows import TwoLines
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import EmptyState, PageHead, button, column, row, scrolled, search_field

_FILTERS = 0.26
"""Share of the page's height that filters take at most."""
PAUSE = 120
"""Milliseconds after the last letter until the search is asked: typing stays smooth."""


def place_of(found: FoundRow) -> Place:
    """Where a found record is shown."""
    if found.kind == "case":
        return Place("case", case=found.record)
    page = "interview" if found.kind == "interview" else "record"
    return Place(page, case=found.case, record=found.record, kind=found.kind)


class FoundWords(TwoLines):
    """What a row says of a record: title; kind, case and what stands around the words."""

    def words(self, index: QModelIndex | QPersistentModelIndex) -> tuple[str, str, str]:
        found = index.data(ROW)
        if not isinstance(found, FoundRow):
            return "", "", ""
        snippet = " ".join(found.snippet.split())
        facts = (found.kind_label, found.case_title, snippet if snippet != found.title else "")
        return found.title, " · ".join(part for part in facts if part), ""


class KeptSearches(QWidget):
    """Searches that were kept, and a line to keep this one. Signal: `chosen(Search)`."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        say = desk.say
        self._desk = desk
        self.searches = QComboBox()
        self.searches.setAccessibleName(say("Búsquedas guardadas"))
        self.searches.activated.connect(self._choose)
        self.forget = button(say("Olvidar"), "trash-2", "quiet")
        self.forget.clicked.connect(self._forget)
        self.name = QLineEdit()
        self.name.setPlaceholderText(say("Nombre para guardar esta búsqueda"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.keep = button(say("Guardar búsqueda"), "save")
        line = row(self.searches, self.forget, self.name, self.keep)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.offer(())
        self.hide()

    @property
    def any(self) -> bool:
        """Whether searches were kept."""
        return self.searches.count() > 1

    def offer(self, searches: tuple[Search, ...]) -> None:
        """Show what is kept now."""
        self.searches.clear()
        self.searches.addItem(self._desk.say("Búsquedas guardadas"), None)
        for one in searches:
            self.searches.addItem(one.name, one)
        for part in (self.searches, self.forget):
            part.setVisible(self.any)
        self.forget.setEnabled(False)
        self.setVisible(self.any or self.isVisible())

    def _choose(self) -> None:
        search = self.searches.currentData()
        self.forget.setEnabled(search is not None)
        if search is not None:
            self.chosen.emit(search)

    def _forget(self) -> None:
        search = self.searches.currentData()
        if search is not None:
            self._desk.ask(self.offer, finding.forget, search.name)


class FindPage(Page):
    """Search line, filters, kept searches, and what was found."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Buscar"))
        self.head = PageHead(say("Buscar"))
        self.search = search_field(say("Nombres, lugares, palabras de un testimonio…"))
        self.narrow = button(say("Filtros"), "list")
        self.narrow.setCheckable(True)
        self.filters = FilterBar(desk)
        self._narrowing = scrolled(self.filters, say("Filtros"))
        self._narrowing.hide()
        self.kept = KeptSearches(desk)
        self.list = QListView()
        self.list.setAccessibleName(say("Lo encontrado"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = FoundList(desk, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundWords(self.list))
        self.nothing_asked = EmptyState(
            "search",
            say("Busque en toda la bóveda"),
            say("Las palabras van en cualquier orden; los acentos y las mayúsculas no importan."),
        )
        self.nowhere = EmptyState(
            "search",
            say("Nada coincide con la búsqueda"),
            say("Pruebe con menos letras o quite un filtro."),
        )
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._wire()
        desk.ask(self._offer, finding.choices)

    def look(self) -> None:
        """Ask for what matches now."""
        self._pause.stop()
        self.filters.say_wrong("")
        self.model.look(self.search.text(), self.filters.filters())

    def first(self) -> QWidget:
        """The search line."""
        return self.search

    def open(self, index: QModelIndex) -> None:
        """Show a record that was found."""
        found = self.model.row(index)
        if found is not None:
            self.desk.go(place_of(found))

    def use(self, search: Search) -> None:
        """Search as was kept."""
        self.search.setText(search.text)
        self.filters.set_filters(search.filters)
        self.narrow.setChecked(search.filters != NO_FILTERS)
        self.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show all filters, but with large text never so many that no room is left to find in."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search line ↓ goes to the list, Enter opens the first row, Esc empties."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._search_key(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        line = row(self.search, self.narrow)
        line.setStretch(0, 1)
        self._below = QStackedLayout()
        for part in (self.nothing_asked, self.nowhere, self.list):
            self._below.addWidget(part)
        inside = column(line, self._narrowing, self.kept, space="near")
        inside.addLayout(self._below, 1)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(self.head)
        self.column.addLayout(inside, 1)

    def _wire(self) -> None:
        self._pause.timeout.connect(self.look)
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)
        self.filters.changed.connect(self._typed)
        self.narrow.toggled.connect(self._open_filters)
        self.kept.chosen.connect(self._use_kept)
        self.kept.keep.clicked.connect(self._keep)
        self.kept.name.returnPressed.connect(self._keep)
        self.list.activated.connect(self.open)
        self.list.clicked.connect(self.open)
        self.model.counted.connect(self._counted)
        self.model.refused.connect(self._refused)

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

    def _offer(self, found: Choices) -> None:
        self.filters.offer(found)
        self.kept.offer(found.searches)

    def _open_filters(self, shown: bool) -> None:
        self._narrowing.setVisible(shown)
        self._fit()
        self.kept.setVisible(shown or self.kept.any)
        if not shown and self.filters.filters() != NO_FILTERS:
            self.filters.set_filters(NO_FILTERS)
            self.look()

    def _fit(self) -> None:
        whole = self.filters.heightForWidth(self.width() - 2 * SPACE["far"] - SPACE["base"])
        self._narrowing.setFixedHeight(min(whole, int(self.height() * _FILTERS)))

    def _typed(self) -> None:
        self._pause.start()

    def _use_kept(self, search: Search) -> None:
        self.use(search)

    def _keep(self) -> None:
        name = self.kept.name.text().strip()
        if name:
            self.desk.ask(
                self.kept.offer, finding.keep, name, self.search.text(), self.filters.filters()
            )
            self.kept.name.clear()
            self.desk.tell(self.desk.say("Búsqueda guardada"))

    def _counted(self, found: Found) -> None:
        self.head.say(self.heading, _count(found, self.desk.say))
        blank = not self.search.text().strip() and self.filters.filters() == NO_FILTERS
        if found.rows:
            self._below.setCurrentWidget(self.list)
        else:
            self._below.setCurrentWidget(self.nothing_asked if blank else self.nowhere)

    def _refused(self, error: FieldDocError) -> None:
        if isinstance(error, DateRefused):
            self.filters.say_wrong(sentences.sentence(error, self.desk.say))
        else:
            self.desk.failed.emit(error)


def _count(found: Found, say: Catalogue) -> str:
    if found.more:
        return say("Más de {n} coinciden", n=f"{found.total:,}")
    if found.total == 1:
        return say("1 coincide")
    return say("{n} coinciden", n=f"{found.total:,}") if found.total else ""
