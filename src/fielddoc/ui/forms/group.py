"""Repeated groups: rows as cards that fold, move and can be put back after removal."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fielddoc.forms import Field, label, show
from fielddoc.model.values import Json, Value
from fielddoc.ui.forms.box import FieldBox
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.widgets import button, icon_button
from fielddoc.ui.widgets import label as words

MakeBox = Callable[[Field, Around], FieldBox]
_AT_ONCE = 5
_SUMMED = 3


class RowCard(QFrame):
    """One row: folded it is a line of what it says, open it is its fields.

    Only the first fields and those already answered are shown at once; the rest on request.
    Signals: `edited`, `settled`; `removed`, `moved(by)`: what the person wants of this row.
    """

    edited = Signal()
    settled = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(
        self, asked: Field, around: Around, make: MakeBox, content: dict[str, Json]
    ) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._asked, self._around, self._make = asked, around, make
        self._content = dict(content)
        self._boxes: dict[str, FieldBox] = {}
        self._say = around.say
        self.fold = button("", "chevron-right", "quiet")
        self.up = icon_button("arrow-up", self._say("Subir"))
        self.down = icon_button("arrow-down", self._say("Bajar"))
        self.away = icon_button("trash-2", self._say("Quitar"))
        self._more = button(self._say("Mostrar más preguntas"), "plus", "quiet")
        self._arrange()
        self.fold.clicked.connect(self._toggle)
        self.up.clicked.connect(self._go_up)
        self.down.clicked.connect(self._go_down)
        self.away.clicked.connect(self.removed)
        self._more.clicked.connect(self._show_rest)

    def content(self) -> dict[str, Json]:
        """The row as it is stored: field name → value; fields never shown stay as they were."""
        whole = dict(self._content)
        for name, box in self._boxes.items():
            value = box.value()
            if value.empty and value.confidence is None and value.source is None:
                whole.pop(name, None)
            else:
                whole[name] = value.to_json()
        return whole

    def number(self, at: int, of: int, name: str) -> None:
        """Say which row this is, and which moves it can make."""
        self._name = f"{name} {at}"
        self.up.setEnabled(at > 1)
        self.down.setEnabled(at < of)
        for what, verb in ((self.up, "Subir"), (self.down, "Bajar"), (self.away, "Quitar")):
            what.setAccessibleName(f"{self._say(verb)}: {self._name}")
        self._more.setAccessibleName(self._say("{label}: mostrar más preguntas", label=self._name))
        self._title()

    def open(self) -> None:
        """Unfold, and show the first fields and those that have an answer."""
        for place, name in enumerate(self._asked.fields):
            if place < _AT_ONCE or name in self._content:
                self._box(name)
        self._conditions()
        self._more.setVisible(any(True for _name in self._unshown()))
        self._inside.show()
        self._title()

    @property
    def opened(self) -> bool:
        """Whether the fields are shown."""
        return not self._inside.isHidden()

    def first(self) -> QWidget:
        """The control to begin with."""
        return next(iter(self._boxes.values())).editor.control() if self._boxes else self.fold

    def renew(self) -> None:
        """Look again at the surroundings."""
        for box in self._boxes.values():
            box.editor.renew()
        self._title()

    def refuse(self, name: str, sentence: str) -> None:
        """Show an error beside one of the fields."""
        self.open()
        self._box(name).refuse(sentence)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self.fold)
        self._summary = words("", "")
        head.addWidget(self._summary, 1)
        for what in (self.up, self.down, self.away):
            head.addWidget(what)
        self._inside = QWidget(self)
        self._inside.hide()
        self._fields = QVBoxLayout(self._inside)
        self._fields.setContentsMargins(4, 8, 4, 8)
        self._fields.setSpacing(14)
        self._fields.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.addLayout(head)
        column.addWidget(self._inside)

    def _box(self, name: str) -> FieldBox:
        """Return the field's box, made at its place when it is first needed."""
        if name in self._boxes:
            return self._boxes[name]
        box = self._make(self._asked.fields[name], self._around)
        if name in self._content:
            box.set_value(Value.from_json(self._content[name]))
        box.edited.connect(self._conditions)
        box.edited.connect(self.edited)
        box.settled.connect(self.settled)
        order = list(self._asked.fields)
        before = sum(1 for other in self._boxes if order.index(other) < order.index(name))
        self._boxes[name] = box
        self._fields.insertWidget(before, box)
        return box

    def _conditions(self) -> None:
        """Show a field only while its condition holds, or while it says something."""
        whole = self.content()
        for name, box in self._boxes.items():
            when = box.asked.when
            if when is not None:
                other = Value.from_json(whole[when.field]) if when.field in whole else Value()
                box.setVisible(when.holds(other.v) or name in whole)

    def _unshown(self) -> Iterator[str]:
        return (
            name
            for name, asked in self._asked.fields.items()
            if name not in self._boxes and not asked.retired
        )

    def _show_rest(self) -> None:
        rest = list(self._unshown())
        for name in rest:
            self._box(name)
        self._conditions()
        self._more.hide()
        if rest:
            self._boxes[rest[0]].editor.control().setFocus()

    def _toggle(self) -> None:
        if self.opened:
            self._inside.hide()
            self._title()
        else:
            self.open()

    def _title(self) -> None:
        opened = self.opened
        summary = "" if opened else self._said()
        self.fold.setText(self._name)
        self._summary.setText(summary)
        state = self._say("abierta") if opened else self._say("plegada")
        self.fold.setAccessibleName(f"{self._name}, {state}. {summary}".strip())
        self._fold_icon(opened)

    def _fold_icon(self, opened: bool) -> None:
        fresh = button("", "chevron-down" if opened else "chevron-right", "quiet")
        self.fold.setIcon(fresh.icon())
        fresh.deleteLater()

    def _said(self) -> str:
        """The first answers of the row, in words."""
        parts: list[str] = []
        whole = self.content()
        for name, asked in self._asked.fields.items():
            if name in whole and len(parts) < _SUMMED:
                value = Value.from_json(whole[name])
                text = show(
                    self._around.forms, asked, value, self._around.language, self._around.name_of
                )
                parts.append(text if len(text) <= 60 else text[:59] + "…")
        return " · ".join(part for part in parts if part)

    def _go_up(self) -> None:
        self.moved.emit(-1)

    def _go_down(self) -> None:
        self.moved.emit(1)


class GroupEditor(Editor):
    """Rows of a group; a removed row can be put back until the page is left."""

    def __init__(
        self, asked: Field, around: Around, make: MakeBox, parent: QWidget | None = None
    ) -> None:
        super().__init__(asked, around, parent)
        self._make = make
        self._label = label(asked.labels, around.language)
        self._cards: list[RowCard] = []
        self._gone: list[tuple[int, dict[str, Json]]] = []
        self._add = button(self.say("Añadir"), "plus")
        self._back = button(self.say("Deshacer: volver a poner la fila"), "undo-2", "quiet")
        self._back.hide()
        self._add.clicked.connect(self._add_one)
        self._back.clicked.connect(self._put_back)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addWidget(self._back)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(foot)

    def content(self) -> Json:
        rows = [card.content() for card in self._cards]
        return [row for row in rows if row] or None

    def set_content(self, content: Json) -> None:
        for card in list(self._cards):
            self._forget(card)
        self._gone = []
        self._back.hide()
        for row in content if isinstance(content, list) else []:
            self._card(len(self._cards), dict(row))
        self._number()

    def call(self, name: str) -> None:
        self._label = name
        self._add.setAccessibleName(self.say("{label}: añadir", label=name))
        self._back.setAccessibleName(self.say("{label}: volver a poner la fila", label=name))
        self._number()

    def control(self) -> QWidget:
        return self._cards[0].fold if self._cards else self._add

    def renew(self) -> None:
        for card in self._cards:
            card.renew()

    def refuse(self, at: int, name: str, sentence: str) -> None:
        """Show an error beside a field of row `at` (from 0)."""
        if at < len(self._cards) and name in self.asked.fields:
            self._cards[at].refuse(name, sentence)

    def _card(self, at: int, content: dict[str, Json]) -> RowCard:
        card = RowCard(self.asked, self.around, self._make, content)
        card.edited.connect(self.edited)
        card.settled.connect(self.settled)
        card.removed.connect(self._remove)
        card.moved.connect(self._move)
        self._cards.insert(at, card)
        self._column.insertWidget(at, card)
        return card

    def _number(self) -> None:
        for at, card in enumerate(self._cards, 1):
            card.number(at, len(self._cards), self._label)

    def _add_one(self) -> None:
        card = self._card(len(self._cards), {})
        self._number()
        card.open()
        card.first().setFocus()
        self.edited.emit()

    def _remove(self) -> None:
        card = self._sent()
        at = self._cards.index(card)
        self._gone.append((at, card.content()))
        self._forget(card)
        self._number()
        self._back.show()
        self._back.setFocus()
        self._chose()

    def _put_back(self) -> None:
        at, content = self._gone.pop()
        card = self._card(min(at, len(self._cards)), content)
        self._number()
        self._back.setVisible(bool(self._gone))
        card.fold.setFocus()
        self._chose()

    def _move(self, by: int) -> None:
        card = self._sent()
        at = self._cards.index(card) + by
        if not 0 <= at < len(self._cards):
            return
        self._cards.remove(card)
        self._cards.insert(at, card)
        self._column.removeWidget(card)
        self._column.insertWidget(at, card)
        self._number()
        wanted = card.up if by < 0 else card.down
        (wanted if wanted.isEnabled() else card.fold).setFocus()
        self._chose()

    def _sent(self) -> RowCard:
        sender = self.sender()
        return next(card for card in self._cards if card is sender)

    def _forget(self, card: RowCard) -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
