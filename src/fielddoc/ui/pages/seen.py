"""What the two drawn pages share: a drawing, the same as a list, and a button between them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStackedLayout, QWidget

from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.page import Page
from fielddoc.ui.rows import TwoLines
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import EmptyState, PageHead, button, column, scrolled

FACTS = int(Qt.ItemDataRole.UserRole) + 1
TAG = int(Qt.ItemDataRole.UserRole) + 2
WHERE = int(Qt.ItemDataRole.UserRole) + 3


class SeenWords(TwoLines):
    """Title, facts and tag as the row says them."""

    def words(self, index: QModelIndex | QPersistentModelIndex) -> tuple[str, str, str]:
        return str(index.data() or ""), str(index.data(FACTS) or ""), str(index.data(TAG) or "")


class SeenPage(Page):
    """A drawing, and the list that says the same; Enter in the list opens the record."""

    def __init__(
        self, desk: Desk, place: Place, heading: str, lead: str, drawing: QWidget, none: str
    ) -> None:
        say = desk.say
        super().__init__(desk, place, heading)
        self._lead = lead
        self.turn = button(say("Ver como lista"), "list")
        self.turn.setCheckable(True)
        self.head = PageHead(heading, lead, [self.turn], back_to=say("Volver"))
        self.list = QListView()
        self.list.setAccessibleName(heading)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = QStandardItemModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(SeenWords(self.list))
        drawing.setAccessibleName(heading)
        drawing.setAccessibleDescription(say("La lista dice lo mismo con palabras."))
        self._ways = QStackedLayout()
        self._drawn = scrolled(drawing, heading)
        for part in (self._drawn, self.list, EmptyState("calendar", none, "")):
            self._ways.addWidget(part)
        inside = column()
        inside.addLayout(self._ways, 1)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(self.head)
        self.column.addLayout(inside, 1)
        self.head.back.connect(desk.back)
        self.turn.toggled.connect(self._turned)
        self.list.activated.connect(self._open)

    def first(self) -> QWidget:
        """The button that shows the list."""
        return self.turn

    def add(self, title: str, facts: str, tag: str, place: Place) -> None:
        """Say one row in the list."""
        item = QStandardItem(title)
        for role, data in ((FACTS, facts), (TAG, tag), (WHERE, place)):
            item.setData(data, role)
        words = "\n".join(part for part in (title, facts, tag) if part)
        item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(words)
        self.model.appendRow(item)

    def show_way(self) -> None:
        """Show the drawing or the list, or that there is nothing."""
        any_ = self.model.rowCount() > 0
        self.turn.setEnabled(any_)
        self._ways.setCurrentIndex((1 if self.turn.isChecked() else 0) if any_ else 2)

    def _turned(self, listed: bool) -> None:
        self.show_way()
        if listed and self.model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        place = index.data(WHERE)
        if isinstance(place, Place):
            self.desk.go(place)
