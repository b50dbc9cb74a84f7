"""A whole form: its sections beside it with their marks, one section at a time on the page."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fielddoc.forms import Form, Section
from fielddoc.forms import label as called
from fielddoc.model.values import Value
from fielddoc.ui import theme
from fielddoc.ui.forms.box import FieldBox
from fielddoc.ui.forms.editor import Around
from fielddoc.ui.forms.group import GroupEditor
from fielddoc.ui.forms.make import make_box
from fielddoc.ui.forms.undo import Steps
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, label, row, scrolled

_READING = 780
_NARROW = 1000
_SIDE = 330


class FormView(QWidget):
    """Shows and edits the values of one record.

    Sections are built when first shown. Values nobody changed are not in `changed_values`, and
    whatever the form does not know is left alone. Signals: `edited` at each change by a person;
    `asked_history(field)`, `asked_decision(field)`.
    """

    edited = Signal()
    asked_history = Signal(str)
    asked_decision = Signal(str)

    def __init__(
        self,
        form: Form,
        around: Around,
        parent: QWidget | None = None,
        *,
        with_history: bool = False,
    ) -> None:
        super().__init__(parent)
        self.form, self.around = form, around
        self._with_history = with_history
        self._values: dict[str, Value] = {}
        self._shown: dict[str, Value] = {}
        self._changed: dict[str, Value] = {}
        self._conflicts: dict[str, int] = {}
        self._boxes: dict[str, FieldBox] = {}
        self._pages: dict[str, QWidget] = {}
        self._steps = Steps(self._put_back)
        self._at = 0
        self._sections = self.parts(form)
        self._marks_due = QTimer(self)
        self._marks_due.setSingleShot(True)
        self._marks_due.setInterval(200)
        self._marks_due.timeout.connect(self._mark)
        self._wanted: QWidget | None = None
        self._scroll_due = QTimer(self)
        self._scroll_due.setSingleShot(True)
        self._scroll_due.setInterval(30)
        self._scroll_due.timeout.connect(self._scroll)
        self._arrange()
        self.open(0)

    def parts(self, form: Form) -> list[Section]:
        """What is shown together, in order: the form's sections; a guided page has its steps."""
        return [one for one in form.sections if any(not f.retired for f in one.fields)]

    def box_of(self, name: str) -> FieldBox:
        """Make the box of a field; a guided page has its own for some."""
        return make_box(self.form.fields[name], self.around)

    @property
    def at(self) -> int:
        """Which section is shown."""
        return self._at

    def set_values(
        self, values: Mapping[str, Value], conflicts: Mapping[str, int] | None = None
    ) -> None:
        """Show a record's values; what was changed here before is forgotten."""
        self._changed = {}
        self._values, self._conflicts = dict(values), dict(conflicts or {})
        self._steps.clear()
        for name, box in self._boxes.items():
            self._fill(name, box)
        self._conditions()
        self._mark()

    def update_values(
        self, values: Mapping[str, Value], conflicts: Mapping[str, int] | None = None
    ) -> None:
        """Show what the record says now, without touching what is being changed here."""
        old, self._values = self._values, dict(values)
        self._conflicts = dict(conflicts or {})
        for name, box in self._boxes.items():
            box.show_conflict(self._conflicts.get(name, 0), free=name in self._changed)
            if name not in self._changed and self._values.get(name) != old.get(name):
                if self._values.get(name, Value()) == box.value():
                    self._shown[name] = box.value()
                else:
                    self._fill(name, box)
        self._conditions()
        self._mark()

    def accept_saved(self, values: Mapping[str, Value]) -> None:
        """Learn that `values` are in the record now; what was typed since stays a change."""
        for name, value in values.items():
            self._values[name] = value
            typed = self._changed.get(name)
            if typed is not None and (typed == value or (typed.empty and value.empty)):
                del self._changed[name]
                if name in self._boxes:
                    self._shown[name] = self._boxes[name].value()
        self._mark()

    def forget_changes(self) -> None:
        """Show the record as it is saved; what was changed here is given up."""
        self.set_values(self._values, self._conflicts)

    def put(self, values: Mapping[str, Value]) -> None:
        """Take over a draft's values as if they were typed here."""
        for name, value in values.items():
            self._changed[name] = value
            if name in self._boxes:
                self._boxes[name].set_value(value)
        self._conditions()
        self._mark()

    def write(self, name: str, value: Value) -> None:
        """Take a field's value from another control than its box (the interview's sheet)."""
        self._change(name, value)
        self._marks_due.start()
        self.edited.emit()

    def show_written(self, name: str) -> None:
        """Show in its box what `write` took."""
        if name in self._boxes and name in self._changed:
            self._boxes[name].set_value(self._changed[name])

    def changed_values(self) -> dict[str, Value]:
        """The values a person changed, by field; the rest of the record is as it was."""
        return dict(self._changed)

    def value(self, name: str) -> Value:
        """What stands in a field now."""
        return self._changed.get(name, self._values.get(name, Value()))

    def refuse(
        self, name: str, sentence: str, at: int | None = None, inner: str | None = None
    ) -> None:
        """Show an error beside a field (in a group: of row `at`, field `inner`) and go there."""
        self.show_field(name)
        if name not in self._boxes:
            return
        box = self._boxes[name]
        if at is not None and inner is not None and isinstance(box.editor, GroupEditor):
            box.editor.refuse(at, inner, sentence)
        else:
            box.refuse(sentence)
            box.editor.control().setFocus()
        self._scroll_to(box)

    def show_field(self, name: str) -> None:
        """Open the section of a field."""
        for number, section in enumerate(self._sections):
            if any(field.name == name for field in section.fields):
                self.open(number)

    def accept_all(self) -> None:
        """Take back every error shown."""
        for box in self._boxes.values():
            box.refuse("")

    def renew(self) -> None:
        """Look again at the surroundings: other records, another day of the event."""
        for box in self._boxes.values():
            box.editor.renew()

    def open(self, number: int) -> None:
        """Show a section."""
        self._at = number
        section = self._sections[number]
        if section.id not in self._pages:
            self._pages[section.id] = self._page(number)
            self._stack.addWidget(self._pages[section.id])
            self._conditions()
        self._stack.setCurrentWidget(self._pages[section.id])
        for at, entry in enumerate(self._entries):
            entry.setChecked(at == number)
        self._combo.setCurrentIndex(number)

    def first(self) -> QWidget:
        """The control to begin with."""
        fields = self._sections[self._at].fields
        names = [field.name for field in fields if field.name in self._boxes]
        return self._boxes[names[0]].editor.control() if names else self

    def allow_history(self) -> None:
        """Offer each field's changes: the record exists now."""
        self._with_history = True
        for box in self._boxes.values():
            box.with_history = True

    def undo(self) -> None:
        """Take back the last step on this page."""
        self._steps.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._steps.redo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() * 100 < _NARROW * theme.current().text
        self._side.setVisible(not narrow and len(self._sections) > 1)
        self._combo.setVisible(narrow and len(self._sections) > 1)

    def _arrange(self) -> None:
        say = self.around.say
        names = [called(section.labels, self.around.language) for section in self._sections]
        self._entries = []
        entries = QVBoxLayout()
        entries.setContentsMargins(SPACE["far"], SPACE["small"], SPACE["small"], SPACE["small"])
        entries.setSpacing(2)
        for number, name in enumerate(names):
            entry = button(_in_lines(name, self), "circle", "nav")
            entry.setAccessibleName(name)
            entry.setCheckable(True)
            entry.setProperty("number", number)
            entry.clicked.connect(self._go)
            entries.addWidget(entry)
            self._entries.append(entry)
        entries.addStretch(1)
        self._side = scrolled(entries, say("Secciones"))
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFixedWidth(_SIDE * theme.current().text // 100)
        self._combo = QComboBox()
        self._combo.addItems(names)
        self._combo.setAccessibleName(say("Sección"))
        self._combo.activated.connect(self.open)
        self._stack = QStackedWidget()
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, 0, 0)
        combo = row(self._combo)
        combo.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["small"])
        above.addLayout(combo)
        above.addWidget(self._stack, 1)
        whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side)
        whole.addLayout(above, 1)

    def _page(self, number: int) -> QWidget:
        section = self._sections[number]
        column = QVBoxLayout()
        column.setContentsMargins(SPACE["far"], SPACE["small"], SPACE["far"], SPACE["far"])
        column.setSpacing(SPACE["wide"])
        name = called(section.labels, self.around.language)
        column.addWidget(label(name, "section"))
        help_ = called(section.help, self.around.language)
        if help_:
            column.addWidget(label(help_, "soft"))
        for field in section.fields:
            if field.retired and self.value(field.name).empty:
                continue
            column.addWidget(self._make(field.name))
        if number + 1 < len(self._sections):
            following = called(self._sections[number + 1].labels, self.around.language)
            onward = button(self.around.say("Sigue: {section}", section=following), "arrow-right")
            onward.setProperty("number", number + 1)
            onward.clicked.connect(self._go)
            column.addLayout(row(onward, 0))
        column.addStretch(1)
        return scrolled(column, name, widest=_READING)

    def _make(self, name: str) -> FieldBox:
        box = self.box_of(name)
        box.with_history = self._with_history
        self._boxes[name] = box
        self._fill(name, box)
        box.edited.connect(self._edited)
        box.settled.connect(self._settled)
        box.asked_history.connect(self.asked_history)
        box.asked_decision.connect(self.asked_decision)
        return box

    def _fill(self, name: str, box: FieldBox) -> None:
        """Show the record's value and remember how the editor says it back when nobody typed."""
        box.set_value(self._values.get(name, Value()))
        self._shown[name] = box.value()
        if name in self._changed:
            box.set_value(self._changed[name])
        box.refuse("")
        box.show_conflict(self._conflicts.get(name, 0), free=name in self._changed)
        self._steps.know(name, box.value())

    def _edited(self) -> None:
        box = self._sent()
        self._change(box.asked.name, box.value())
        self._conditions()
        self._marks_due.start()
        self.edited.emit()

    def _change(self, name: str, value: Value) -> None:
        """Remember a change, unless it leads back to what the record says."""
        if value == self._shown.get(name, self._values.get(name, Value())):
            self._changed.pop(name, None)
        else:
            self._changed[name] = value

    def _settled(self) -> None:
        box = self._sent()
        self._steps.note(box.asked.name, box.value())

    def _put_back(self, name: str, value: Value) -> None:
        box = self._boxes[name]
        box.set_value(value)
        self._change(name, value)
        self._scroll_to(box)
        self._conditions()
        self._mark()
        self.edited.emit()

    def _sent(self) -> FieldBox:
        sender = self.sender()
        return next(box for box in self._boxes.values() if box is sender)

    def _conditions(self) -> None:
        """Show a field only while its condition holds, or while it says something."""
        for name, box in self._boxes.items():
            when = box.asked.when
            if when is not None:
                asked = when.holds(self.value(when.field).v)
                box.setVisible(asked or not self.value(name).empty)

    def _answered(self, section: Section) -> Iterator[bool]:
        for field in section.fields:
            if field.retired:
                continue
            held = field.when is None or field.when.holds(self.value(field.when.field).v)
            if held:
                yield not self.value(field.name).empty

    def _mark(self) -> None:
        """Mark each section: nothing yet, begun, every question answered."""
        say = self.around.say
        for at, section in enumerate(self._sections):
            told = list(self._answered(section))
            done, all_ = sum(told), len(told)
            icon, colour = "circle", "edge"
            if done:
                icon, colour = (
                    ("circle-check", "good") if done == all_ else ("circle-dot", "accent")
                )
            self._entries[at].setIcon(theme.current().icon(icon, colour))
            words = say("{n} de {all} preguntas con respuesta", n=done, all=all_)
            self._entries[at].setAccessibleDescription(words)
            name = self._entries[at].accessibleName()
            self._entries[at].setToolTip(f"{name}: {words}")
            self._combo.setItemIcon(at, theme.current().icon(icon, colour))

    def _go(self) -> None:
        self.open(self.sender().property("number"))
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _scroll_to(self, box: QFrame | QWidget) -> None:
        """Bring a box into sight, once the page has its new shape."""
        self._wanted = box
        self._scroll_due.start()

    def _scroll(self) -> None:
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea) and self._wanted is not None:
            area.ensureWidgetVisible(self._wanted, 0, SPACE["far"])
        self._wanted = None


def _in_lines(name: str, where: QWidget) -> str:
    """The name of a section as it stands beside the form: a long one on two lines, or more."""
    room = (_SIDE - 94) * theme.current().text // 100
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and where.fontMetrics().horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
