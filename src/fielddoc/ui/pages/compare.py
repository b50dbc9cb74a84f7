"""Two accounts side by side. Where they differ it is said that they do, and nothing more."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from fielddoc.app import records, seeing
from fielddoc.app.rows import RecordRow
from fielddoc.app.seeing import Comparison
from fielddoc.app.session import Session
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.page import Page
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import EmptyState, PageHead, column, label, named, row, scrolled


def interviews(session: Session, case: str) -> list[RecordRow]:
    """Query: the interviews of a case, oldest first."""
    found = records.rows(session, case=case, kind="interview")
    return sorted(found, key=lambda one: (one.earliest is None, one.earliest or 0, one.title))


class ComparePage(Page):
    """Two interviews, question by question; `place.record` and `place.extra` may name them."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Comparar relatos"))
        lead = say("Dos relatos pueden diferir por muchas razones. Aquí solo se ponen lado a lado.")
        self.head = PageHead(self.heading, lead, back_to=say("Volver"))
        self.one, self.other = QComboBox(), QComboBox()
        choose = row(named(say("Un relato"), self.one), named(say("Otro relato"), self.other))
        for at, box in enumerate((self.one, self.other)):
            choose.setStretch(at, 1)
            box.activated.connect(self._chosen)
        self.none = EmptyState(
            "comments", say("Hacen falta dos entrevistas"),
            say("Cuando el caso tenga dos, podrá leerlas lado a lado."),
        )  # fmt: skip
        self.body = QWidget()
        self.grid = QGridLayout(self.body)
        self.grid.setSpacing(SPACE["near"])
        self.area = scrolled(self.body, self.heading)
        self.choices = QWidget()
        self.choices.setLayout(choose)
        inside = column(self.choices, self.none, space="base")
        inside.addWidget(self.area, 1)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(self.head)
        self.column.addLayout(inside, 1)
        self.head.back.connect(desk.back)

    def first(self) -> QWidget:
        return self.one

    def look(self) -> None:
        self.desk.ask(self._offer, interviews, self.place.case)

    def _offer(self, rows: list[RecordRow]) -> None:
        enough = len(rows) > 1
        for part in (self.choices, self.area):
            part.setVisible(enough)
        self.none.setVisible(not enough)
        wanted = (self.place.record, self.place.extra)
        for at, box in enumerate((self.one, self.other)):
            chosen = box.currentData() or wanted[at]
            box.clear()
            for found in rows:
                box.addItem(found.title, found.id)
            place = box.findData(chosen) if chosen else -1
            box.setCurrentIndex(place if place >= 0 else min(at, len(rows) - 1))
        if enough:
            self._chosen()

    def _chosen(self) -> None:
        self.desk.ask(self._show, seeing.compare, self.one.currentData(), self.other.currentData())

    def _show(self, found: Comparison) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        say = self.desk.say
        for at, account in enumerate(found.rows):
            difference = say("difiere") if account.differ else say("igual")
            told = f"{account.label} · {difference}"
            self.grid.addWidget(label(told, "field"), 3 * at, 0, 1, 2)
            for side, text in enumerate((account.one, account.other)):
                words = label(text or say("(no dice)"), "" if text else "soft")
                words.setAccessibleName(f"{told}: {words.text()}")
                self.grid.addWidget(words, 3 * at + 1, side)
        for side in (0, 1):
            self.grid.setColumnStretch(side, 1)
        self.grid.setRowStretch(3 * len(found.rows), 1)
