"""One field on the page: its label, help, editor, kind of nothing, doubt, source and error."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from fielddoc.forms import Field, nothing_label
from fielddoc.forms import label as called
from fielddoc.model.values import CONFIDENCE, Nothing, Value
from fielddoc.text import N_
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.widgets import button, card, icon_button, label, row, tag

KINDS_OF_NOTHING = (Nothing.NOT_ASKED, Nothing.UNKNOWN, Nothing.DECLINED)
ROLES = {
    "clinician": N_("Lo llena personal médico o psicológico"),
    "lawyer": N_("Lo llena el equipo jurídico"),
    "coordinator": N_("Lo llena la coordinación"),
}
SURE = {"high": N_("alta"), "medium": N_("media"), "low": N_("baja")}


class FieldBox(QWidget):
    """A field with everything that may be said about its answer.

    `bare` leaves label, help and `more` to whoever shows the box. Signals: `edited` and `settled`
    as of `Editor`; `asked_history(name)`; `asked_decision(name)` when two people's answers stand
    beside each other and somebody wants to decide.
    """

    edited = Signal()
    settled = Signal()
    asked_history = Signal(str)
    asked_decision = Signal(str)

    def __init__(
        self,
        asked: Field,
        around: Around,
        editor: Editor,
        parent: QWidget | None = None,
        *,
        bare: bool = False,
    ) -> None:
        super().__init__(parent)
        self.asked = asked
        self._bare = bare
        self.say = around.say
        self.name = called(asked.labels, around.language)
        self.editor = editor
        self.with_history = False
        self._nothing: Nothing | None = None
        self._doubt = _Doubt(self.name, around, self)
        self._state = _NothingState(self.name, around, self)
        self._mistake = label("", "mistake")
        self.more = icon_button("ellipsis", self.say("Más sobre «{label}»", label=self.name))
        self.more.setToolTip(self.say("No se sabe, no se preguntó, certeza, fuente, cambios"))
        self._conflict: QFrame | None = None
        self._help = called(asked.help, around.language)
        self._arrange()
        self._listen()
        self._refresh()

    def value(self) -> Value:
        """What stands in the field now."""
        content = None if self._nothing is not None else self.editor.content()
        return Value(content, self._nothing, *self._doubt.said())

    def set_value(self, value: Value) -> None:
        """Show a value; nobody is told."""
        self._nothing = value.nothing
        self.editor.set_content(value.v)
        self._doubt.show_said(value.confidence, value.source)
        self._refresh()

    def refuse(self, sentence: str) -> None:
        """Say beside the field why it was not accepted; what was typed stays. "" takes it back."""
        self._mistake.setText(sentence)
        self._mistake.setVisible(bool(sentence))
        control = self.editor.control()
        control.setProperty("wrong", bool(sentence))
        control.setAccessibleDescription(sentence or self._help)
        control.style().unpolish(control)
        control.style().polish(control)

    @property
    def refused(self) -> bool:
        """Whether an error is shown."""
        return bool(self._mistake.text())

    def show_conflict(self, values: int, *, free: bool = False) -> None:
        """Say that several answers stand side by side, or no longer do.

        Typing over them would decide without a reason, so the editor waits for the decision;
        `free` leaves it open, because somebody is in the middle of writing.
        """
        if self._conflict is not None:
            self._conflict.hide()
            self._conflict.deleteLater()
            self._conflict = None
        if values < 2:
            self.editor.setEnabled(True)
            return
        self.editor.setEnabled(free)
        words = self.say("Hay {n} respuestas distintas en este campo.", n=values)
        decide = button(self.say("Ver y decidir"), "git-compare")
        decide.setAccessibleName(self.say("Ver y decidir: {label}", label=self.name))
        decide.clicked.connect(self._ask_decision)
        self._conflict = card(label(words), row(decide, 0), look="warn")
        self._column.insertWidget(self._column.indexOf(self._mistake), self._conflict)

    def set_nothing(self, kind: Nothing | None) -> None:
        """Say which kind of nothing it is (None: there is an answer to write)."""
        self._nothing = kind
        self._refresh()
        (self._state.back if kind is not None else self.editor.control()).setFocus()
        self.edited.emit()
        self.settled.emit()

    def menu(self) -> QMenu:
        """What more can be said: made when it is asked for."""
        menu = QMenu(self)
        only = QActionGroup(menu)
        for kind in (None, *KINDS_OF_NOTHING):
            action = QAction(self._called(kind) or self.say("Con respuesta, o vacío"), only)
            action.setCheckable(True)
            action.setChecked(self._shown_nothing is kind)
            action.setData(kind.value if kind is not None else "")
            menu.addAction(action)
        only.triggered.connect(self._choose_nothing)
        menu.addSeparator()
        menu.addAction(self.say("Certeza y fuente"), self._doubt.unfold)
        if self.with_history:
            menu.addAction(self.say("Cambios de este campo"), self._ask_history)
        return menu

    @property
    def _shown_nothing(self) -> Nothing | None:
        return None if self._nothing is Nothing.CLEARED else self._nothing

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        if self._help and not self._bare:
            self._column.addWidget(label(self._help, "small"))
        if self.asked.role in ROLES:
            self._column.addWidget(tag(self.say(ROLES[self.asked.role])))
        for part in (self.editor, self._state, self._doubt, self._mistake):
            self._column.addWidget(part)
        if not self._bare:  # comes last, so that the Tab key reaches the answer before its menu
            self._column.insertLayout(0, self._head())
        self._mistake.hide()
        self.editor.call(self.name)
        if self._help:
            self.editor.control().setAccessibleDescription(self._help)

    def _head(self) -> QHBoxLayout:
        name = label(self.name, "field")
        name.setBuddy(self.editor.control())
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(name, 1)
        head.addWidget(self.more)
        return head

    def _listen(self) -> None:
        self.editor.edited.connect(self._edited)
        self.editor.settled.connect(self.settled)
        self._doubt.edited.connect(self.edited)
        self._doubt.settled.connect(self.settled)
        self._state.back.clicked.connect(self._answer)
        self.more.clicked.connect(self._open_menu)

    def _edited(self) -> None:
        if self._nothing is Nothing.CLEARED:
            self._nothing = None
        if self.refused:
            self.refuse("")
        self.edited.emit()

    def _refresh(self) -> None:
        kind = self._shown_nothing
        self._state.show_kind(self._called(kind))
        self.editor.setVisible(kind is None)

    def _called(self, kind: Nothing | None) -> str:
        return nothing_label(kind, self.say.language) if kind is not None else ""

    def _answer(self) -> None:
        self.set_nothing(None)

    def _choose_nothing(self, action: QAction) -> None:
        self.set_nothing(Nothing(action.data()) if action.data() else None)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _ask_history(self) -> None:
        self.asked_history.emit(self.asked.name)

    def _ask_decision(self) -> None:
        self.asked_decision.emit(self.asked.name)


class _NothingState(QFrame):
    """In the editor's place: which kind of nothing, and the way back to an answer."""

    def __init__(self, name: str, around: Around, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "sunken")
        self._words = label("", "strong")
        self.back: QPushButton = button(around.say("Escribir una respuesta"), "pencil", "quiet")
        self.back.setAccessibleName(around.say("Escribir una respuesta: {label}", label=name))
        inside = row(self._words, self.back)
        inside.setContentsMargins(12, 4, 4, 4)
        inside.setStretch(0, 1)
        self.setLayout(inside)

    def show_kind(self, words: str) -> None:
        """Show the words, or nothing at all for an empty text."""
        self._words.setText(words)
        self.setVisible(bool(words))


class _Doubt(QWidget):
    """How sure the fact is and where it comes from; folded away until somebody says it."""

    edited = Signal()
    settled = Signal()

    def __init__(self, name: str, around: Around, parent: QWidget) -> None:
        super().__init__(parent)
        self._say, self._name = around.say, name
        self._made = False
        self._confidence: str | None = None
        self._source: str | None = None
        self.hide()

    def said(self) -> tuple[str | None, str | None]:
        """Confidence and source."""
        return self._confidence, self._source

    def show_said(self, confidence: str | None, source: str | None) -> None:
        """Show both, unfolded if there is anything to show."""
        self._confidence, self._source = confidence, source
        if confidence is not None or source is not None:
            self._make()
        if self._made:
            self._fill()
        self.setVisible(confidence is not None or source is not None)

    def unfold(self) -> None:
        """Show the controls and take the keyboard."""
        self._make()
        self._fill()
        self.show()
        self._buttons[self._confidence].setFocus()

    def _make(self) -> None:
        if self._made:
            return
        self._made = True
        self._buttons: dict[str | None, QRadioButton] = {}
        self._group = QButtonGroup(self)
        flow = FlowLayout()
        flow.addWidget(label(self._say("Certeza"), "small", wrap=False))
        for level in (*CONFIDENCE, None):
            words = self._say(SURE[level]) if level is not None else self._say("sin decir")
            choice = QRadioButton(words, self)
            choice.setAccessibleName(
                self._say("{label}: certeza {level}", label=self._name, level=words)
            )
            choice.setProperty("level", level or "")
            choice.clicked.connect(self._sure)
            self._group.addButton(choice)
            self._buttons[level] = choice
            flow.addWidget(choice)
        self._line = GrowingText(1, self)
        self._line.setPlaceholderText(self._say("De dónde se sabe"))
        self._line.setAccessibleName(self._say("{label}: fuente", label=self._name))
        self._line.left.connect(self.settled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(flow)
        source = row(label(self._say("Fuente"), "small", wrap=False), self._line)
        source.setStretch(1, 1)
        column.addLayout(source)

    def _fill(self) -> None:
        if self._confidence not in self._buttons:
            return
        self._buttons[self._confidence].setChecked(True)
        self._line.blockSignals(True)
        self._line.set_text(self._source or "")
        self._line.blockSignals(False)
        self._line.fit()
        self._line.textChanged.connect(self._typed)

    def _sure(self) -> None:
        self._confidence = self.sender().property("level") or None
        self.edited.emit()
        self.settled.emit()

    def _typed(self) -> None:
        self._source = self._line.text() or None
        self.edited.emit()
