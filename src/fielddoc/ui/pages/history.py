"""Who changed what, and when: of a record, of one of its fields, or of a whole case."""

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from fielddoc.app import records
from fielddoc.app.rows import HistoryRow
from fielddoc.text import N_, Catalogue
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.page import Page
from fielddoc.ui.theme import SPACE
from fielddoc.ui.times import minute
from fielddoc.ui.widgets import EmptyState, PageHead, button, card, column, label, row, scrolled

_AT_ONCE = 60
_LONG = 400
COMMANDS = {
    "save": N_("escribió"),
    "attach": N_("adjuntó"),
    "settle": N_("decidió entre respuestas distintas"),
    "remove": N_("quitó el registro"),
    "restore": N_("volvió a poner el registro"),
    "open": N_("abrió un archivo"),
    "copy": N_("hizo una copia de trabajo"),
    "dossier": N_("hizo un expediente"),
    "bundle": N_("hizo un paquete"),
    "identity": N_("exportó su identidad de lectura"),
    "erase": N_("borró contenido a petición"),
}


class HistoryList(QWidget):
    """Entries, newest first, as cards: one for each act of one person."""

    def __init__(self, say: Catalogue, *, with_titles: bool) -> None:
        super().__init__()
        self._say = say
        self._with_titles = with_titles
        self._acts: list[list[HistoryRow]] = []
        self._shown = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE["near"])
        self._more = button(say("Mostrar los anteriores"), "chevron-down")
        self._more.clicked.connect(self._show_more)
        self._none = EmptyState("history", say("Sin cambios todavía"), "")
        self._column.addWidget(self._none)
        self._column.addLayout(row(self._more, 0))
        self._column.addStretch(1)
        self._cards: list[QWidget] = []

    def show_rows(self, rows: list[HistoryRow]) -> None:
        """Show these changes (given oldest first)."""
        for old in self._cards:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards, self._shown = [], 0
        acts: dict[str, list[HistoryRow]] = {}
        for one in rows:
            acts.setdefault(one.entry, []).append(one)
        self._acts = list(reversed(acts.values()))
        self._none.setVisible(not self._acts)
        self._show_more()

    def _show_more(self) -> None:
        for act in self._acts[self._shown : self._shown + _AT_ONCE]:
            made = self._card(act)
            self._column.insertWidget(len(self._cards) + 1, made)
            self._cards.append(made)
        self._shown = min(self._shown + _AT_ONCE, len(self._acts))
        self._more.setVisible(self._shown < len(self._acts))

    def _card(self, act: list[HistoryRow]) -> QWidget:
        say, first = self._say, act[0]
        did = say(COMMANDS[first.command]) if first.command in COMMANDS else first.command
        head = [label(f"{first.author} {did}", "strong")]
        when = minute(first.at, say)
        if first.clock == "set-back":
            when = say("{when} (el reloj del equipo iba atrasado)", when=when)
        lines: list[QWidget | QLayout | int] = [*head, label(when, "small")]
        if first.reason:
            lines.append(label(say("Motivo: {reason}", reason=first.reason)))
        if first.erased:
            lines.append(label(say("El contenido se borró a petición de la persona."), "soft"))
        for one in act:
            lines.append(self._change(one))
        return card(*lines)

    def _change(self, one: HistoryRow) -> QWidget:
        say = self._say
        name = f"{one.title} · {one.label}" if self._with_titles and one.title else one.label
        words: list[QWidget | QLayout | int] = []
        if name:
            words.append(label(name, "small"))
        now = one.shown or (say("(vacío)") if one.field else "")
        if now:
            words.append(label(_short(now)))
        before = [text for text in one.over_shown if text]
        if before:
            words.append(label(say("Antes: {value}", value=_short(" | ".join(before))), "soft"))
        whole = QWidget()
        whole.setLayout(column(*words, space="hair"))
        return whole


class HistoryPage(Page):
    """The history of a record (`place.extra`: of one field only)."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Cambios"))
        self.head = PageHead(say("Cambios"), back_to=say("Volver"))
        self.list = HistoryList(say, with_titles=False)
        inside = column(self.list, space="base")
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["far"])
        self.column.addWidget(self.head)
        self.column.addWidget(scrolled(inside, say("Cambios"), widest=860), 1)
        self.head.back.connect(desk.back)

    def look(self) -> None:
        self.desk.ask(self._title, records.title, self.place.record)
        self.desk.ask(self._show, records.history, self.place.record, self.place.extra)

    def _title(self, title: str) -> None:
        self.head.say(self.desk.say("Cambios"), title)

    def _show(self, rows: list[HistoryRow]) -> None:
        self.list.show_rows(rows)
        if self.place.extra and rows:
            lead = f"{rows[0].title} · {rows[0].label}"
            self.head.say(self.desk.say("Cambios"), lead)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
