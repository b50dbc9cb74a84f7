"""A case at a glance: people, testimony, acts, evidence, proceedings, and who changed what."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLayoutItem,
    QListView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QWidget,
)

from fielddoc.app import cases, evidence, records
from fielddoc.app.rows import CaseView, Changes, Group, HistoryRow, RecordRow
from fielddoc.app.session import Session
from fielddoc.errors import FieldDocError
from fielddoc.forms import label as called
from fielddoc.text import N_, Catalogue
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.dialogs import open_files
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.page import Page
from fielddoc.ui.pages.history import HistoryList
from fielddoc.ui.rows import TwoLines
from fielddoc.ui.theme import SPACE
from fielddoc.ui.times import day
from fielddoc.ui.widgets import (
    EmptyState,
    PageHead,
    ProgressPanel,
    button,
    card,
    column,
    label,
    row,
    scrolled,
)

TABS = (
    ("people", N_("Personas"), "users"),
    ("testimony", N_("Testimonio"), "message-square-quote"),
    ("acts", N_("Hechos"), "hand"),
    ("search", N_("Búsqueda"), "search"),
    ("care", N_("Cuidado"), "life-buoy"),
    ("evidence", N_("Evidencia"), "paperclip"),
    ("proceedings", N_("Procedimientos"), "gavel"),
    ("more", N_("Otros"), "files"),
)
"""The tabs, by the area that a form says it belongs to."""

EMPTY = {
    "people": N_("Quiénes son las víctimas, sus familias, los testigos y las autoridades."),
    "testimony": N_("Las entrevistas y lo que cada persona permite hacer con lo que cuenta."),
    "acts": N_("Qué pasó, cuándo, dónde y a quién: tortura, desaparición y otros hechos."),
    "search": N_("Reportes, acciones de búsqueda, registros consultados, hipótesis y señas."),
    "care": N_("Amenazas, riesgos, necesidades y medidas de protección de las personas."),
    "evidence": N_("Suelte aquí fotos, documentos o audios: se guardan cifrados con su huella."),
    "proceedings": N_("Denuncias, quejas, amparos y lo que respondió cada autoridad."),
    "more": N_("Registros de formularios propios de su organización."),
}
WAYS = (
    ("timeline", N_("Línea de tiempo")),
    ("relations", N_("Relaciones")),
    ("compare", N_("Comparar relatos")),
)
"""Other ways of seeing a case: page, what it is called."""
ROW = int(Qt.ItemDataRole.UserRole) + 1
KIND = int(Qt.ItemDataRole.UserRole) + 2


@dataclass(frozen=True, slots=True)
class Glance:
    """A case, and what one record of each kind is called."""

    view: CaseView
    names: Mapping[str, str]


def glance(session: Session, case: str) -> Glance:
    """Query: what the page shows."""
    names = {
        kind: called(form.labels, session.language) for kind, form in session.forms.kinds.items()
    }
    return Glance(cases.overview(session, case), names)


class RecordWords(TwoLines):
    """What a row says of a record: its title; kind and last change; disputed fields."""

    def __init__(self, say: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._say = say

    def words(self, index: QModelIndex | QPersistentModelIndex) -> tuple[str, str, str]:
        found, kind, say = index.data(ROW), index.data(KIND), self._say
        if not isinstance(found, RecordRow):
            return "", "", ""
        facts = [kind]
        if found.changed_at:
            facts.append(say("último cambio: {day}", day=day(found.changed_at, say)))
        tag = say("{n} por decidir", n=len(found.conflicts)) if found.conflicts else ""
        return found.title or kind, " · ".join(facts), tag


class RecordList(QWidget):
    """The records of a tab, and buttons to add more of each kind."""

    def __init__(self, page: "CasePage", name: str, icon: str, empty: str) -> None:
        super().__init__()
        say = page.desk.say
        self._page = page
        self._made: list[QPushButton] = []
        self._adders = QWidget()
        self._flow = FlowLayout(self._adders)
        self.list = QListView()
        self.list.setAccessibleName(name)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.model = QStandardItemModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(RecordWords(say, self.list))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self._groups: tuple[list[Group], Mapping[str, str], tuple[RecordRow, ...]] = ([], {}, ())
        self.gone = button(say("Ver los quitados"), "trash-2", "quiet")
        self.gone.setCheckable(True)
        self.gone.toggled.connect(self._turn)
        self._none = EmptyState(icon, name, empty)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        whole = column(self._adders, space="near")
        whole.addLayout(self._stack, 1)
        whole.setContentsMargins(SPACE["far"], SPACE["base"], SPACE["far"], SPACE["base"])
        self.setLayout(whole)

    @property
    def count(self) -> int:
        """How many records are listed."""
        return self.model.rowCount()

    def show_groups(
        self, groups: list[Group], names: Mapping[str, str], gone: tuple[RecordRow, ...] = ()
    ) -> None:
        """List the records of these groups, and a button for each kind; `gone` on request."""
        self._groups = (groups, names, gone)
        chosen = self.list.currentIndex().row()
        self.model.clear()
        kinds = {group.kind for group in groups}
        mine = [one for one in gone if one.kind in kinds]
        self.gone.setVisible(bool(mine))
        if not mine:
            self.gone.setChecked(False)
        here = [one for group in groups for one in group.rows if not one.removed]
        for one in mine if self.gone.isChecked() else here:
            item = QStandardItem(one.title or names[one.kind])
            item.setData(one, ROW)
            item.setData(names[one.kind], KIND)
            item.setToolTip(one.title)
            self.model.appendRow(item)
        if chosen >= 0:
            self.list.setCurrentIndex(self.model.index(min(chosen, self.count - 1), 0))
        self._stack.setCurrentIndex(0 if self.count else 1)
        if not self._made:
            self._add_buttons(groups, names)

    def _add_buttons(self, groups: list[Group], names: Mapping[str, str]) -> None:
        before = self.list.previousInFocusChain()
        for group in groups:
            look = "" if self._made else "primary"
            made = button(names[group.kind], "plus", look)
            made.setAccessibleName(self._page.desk.say("Añadir: {kind}", kind=names[group.kind]))
            made.setProperty("kind", group.kind)
            made.clicked.connect(self._add)
            self._flow.addWidget(made)
            self._made.append(made)
            if before is not None:
                QWidget.setTabOrder(before, made)
            before = made
        self._flow.addWidget(self.gone)

    def _turn(self, gone: bool) -> None:
        """List what was removed instead of what is there, or back."""
        say = self._page.desk.say
        self.gone.setText(say("Volver a la lista") if gone else say("Ver los quitados"))
        self.gone.setAccessibleName(self.gone.text())
        self.show_groups(*self._groups)

    def _add(self) -> None:
        self._page.add(self.sender().property("kind"))

    def _open(self, index: QModelIndex) -> None:
        found = index.data(ROW)
        if isinstance(found, RecordRow):
            self._page.open(found)


class CasePage(Page):
    """One case. Files may be dropped anywhere on it."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Caso"))
        self.sheet = button(say("Datos del caso"), "folder", "quiet")
        self.dossier = button(say("Expediente"), "file-text", "quiet")
        self.bundle = button(say("Paquete"), "package", "quiet")
        self.see = button(say("Ver"), "calendar", "quiet", tip=say("Otras maneras de ver el caso"))
        self.ways = QMenu(self)
        for page, words in WAYS:
            self.ways.addAction(say(words)).setData(page)
        self.ways.triggered.connect(self._see)
        self.see.setMenu(self.ways)
        self.head = PageHead(
            say("Caso"),
            actions=[self.sheet, self.see, self.dossier, self.bundle],
            back_to=say("Volver"),
        )
        self.progress = ProgressPanel(say)
        self.conflicts = card(look="warn")
        self.conflicts.hide()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(say("Partes del caso"))
        self.tabs.tabBar().setDrawBase(False)
        self.lists: dict[str, RecordList] = {}
        for key, name, icon in TABS:
            self.lists[key] = RecordList(self, say(name), icon, say(EMPTY[key]))
            self.tabs.addTab(self.lists[key], say(name))
        self.history = HistoryList(say, with_titles=True)
        inside = column(self.history)
        inside.setContentsMargins(SPACE["far"], SPACE["base"], SPACE["far"], SPACE["far"])
        self._past = scrolled(inside, say("Historia"), widest=900)
        self.tabs.addTab(self._past, say("Historia"))
        self._disputes: tuple[RecordRow, ...] = ()
        notices = column(self.progress, self.conflicts)
        notices.setContentsMargins(SPACE["far"], 0, SPACE["far"], 0)
        self.column.addWidget(self.head)
        self.column.addLayout(notices)
        self.column.addWidget(self.tabs, 1)
        self.setAcceptDrops(True)
        self.head.back.connect(desk.back)
        self.sheet.clicked.connect(self._go_sheet)
        self.dossier.clicked.connect(self._go_dossier)
        self.bundle.clicked.connect(self._go_bundle)
        self.tabs.currentChanged.connect(self._turned)

    def look(self) -> None:
        self.desk.ask(self._show, glance, self.place.case)
        if self.tabs.currentWidget() is self._past:
            self._turned()

    def first(self) -> QWidget | None:
        return self.tabs.tabBar()

    def add(self, kind: str) -> None:
        """Begin a new record of a kind; evidence begins with its files."""
        if kind == evidence.KIND:
            self.take_files(open_files(self, self.desk.say("Elegir archivos")))
        else:
            self._go(kind, None)

    def open(self, found: RecordRow) -> None:
        """Show a record."""
        self._go(found.kind, found.id)

    def take_files(self, paths: list[Path]) -> None:
        """Seal files into the case, one evidence record each."""
        if not paths:
            return
        job = self.desk.run(
            self._taken, evidence.attach, self.place.case, paths, {}, by=self,
            refused=self._not_taken,
        )  # fmt: skip
        names = paths[0].name if len(paths) == 1 else self.desk.say("{n} archivos", n=len(paths))
        self.progress.follow(job, self.desk.say("Sellando «{name}»", name=names))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.take_files([file for file in files if file.is_file()])

    def _show(self, found: Glance) -> None:
        say, view = self.desk.say, found.view
        self.heading = view.title or say("Caso sin nombre")
        self.setAccessibleName(self.heading)
        self.head.say(self.heading, _span(view, say))
        for at, (key, name, _icon) in enumerate(TABS):
            groups = [group for group in view.groups if group.area == key]
            self.lists[key].show_groups(groups, found.names, view.gone)
            count = self.lists[key].count
            self.tabs.setTabText(at, f"{say(name)} ({count})" if count else say(name))
            self.tabs.setTabVisible(at, bool(groups))
        self._show_conflicts(view.conflicts)

    def _show_conflicts(self, rows: tuple[RecordRow, ...]) -> None:
        if rows == self._disputes:
            return
        self._disputes = rows
        say, inside = self.desk.say, self.conflicts.layout()
        while inside is not None and inside.count():
            _discard(inside.takeAt(0))
        if inside is not None:
            words = say("Hay respuestas distintas de dos personas. Decida cuál queda.")
            inside.addWidget(label(words, "strong"))
            for one in rows[:5]:
                go = button(one.title, "git-compare", "quiet")
                go.setProperty("record", one)
                go.clicked.connect(self._go_conflict)
                whole = QWidget()
                whole.setLayout(row(go, 0))
                inside.addWidget(whole)
        self.conflicts.setVisible(bool(rows))

    def _go_conflict(self) -> None:
        one = self.sender().property("record")
        self.desk.go(Place("decision", self.place.case, one.id, one.kind, one.conflicts[0]))

    def _go(self, kind: str, record: str | None) -> None:
        page = "interview" if kind == "interview" else "record"
        self.desk.go(Place(page, case=self.place.case, record=record, kind=kind))

    def _go_sheet(self) -> None:
        self._go("case", self.place.case)

    def _see(self, way: QAction) -> None:
        self.desk.go(Place(way.data(), case=self.place.case))

    def _go_dossier(self) -> None:
        self.desk.go(Place("dossier", case=self.place.case))

    def _go_bundle(self) -> None:
        self.desk.go(Place("bundle", case=self.place.case))

    def _turned(self) -> None:
        """Ask for the history only when somebody looks at it."""
        if self.tabs.currentWidget() is self._past:
            self.desk.ask(self._show_past, records.history, self.place.case)

    def _show_past(self, rows: list[HistoryRow]) -> None:
        self.history.show_rows(rows)

    def _taken(self, changes: Changes) -> None:
        n = len(changes.records)
        say = self.desk.say
        self.desk.tell(say("1 archivo sellado") if n == 1 else say("{n} archivos sellados", n=n))
        self.look()

    def _not_taken(self, error: FieldDocError) -> None:
        self.desk.failed.emit(error)


def _span(view: CaseView, say: Catalogue) -> str:
    """From when to when the case's records tell, as years."""
    first = view.earliest.year if view.earliest else None
    last = view.latest.year if view.latest else None
    if first and last and first != last:
        return say("Hechos de {first} a {last}", first=first, last=last)
    return say("Hechos de {first}", first=first) if first else ""


def _discard(item: QLayoutItem | None) -> None:
    widget = item.widget() if item is not None else None
    if widget is not None:
        widget.hide()
        widget.deleteLater()
