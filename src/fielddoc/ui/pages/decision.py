"""Two people wrote different things: both are shown, a person decides, and says why."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QStyle, QVBoxLayout, QWidget

from fielddoc.app import records
from fielddoc.app.rows import Changes, HeldRow, RecordRow, RecordView
from fielddoc.app.session import Session
from fielddoc.errors import FieldDocError
from fielddoc.forms import Forms, doubt
from fielddoc.model.values import Value
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.forms.box import FieldBox
from fielddoc.ui.forms.editor import Around
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.forms.make import make_box
from fielddoc.ui.forms.reasons import refusals, sentence, to_save
from fielddoc.ui.page import Page
from fielddoc.ui.pages.keeping import Aside
from fielddoc.ui.theme import SPACE
from fielddoc.ui.times import minute
from fielddoc.ui.widgets import PageHead, button, column, label, row, scrolled

INDICATOR = QStyle.PixelMetric.PM_ExclusiveIndicatorWidth


@dataclass(frozen=True, slots=True)
class Disputed:
    """A record with a disputed field, and what is needed to write another answer."""

    forms: Forms
    view: RecordView
    rows: dict[str, RecordRow]


def disputed(session: Session, record: str) -> Disputed:
    """Query: the record whose field is disputed."""
    view = records.view(session, record)
    rows = {row.id: row for row in records.rows(session, case=view.case)} if view.case else {}
    return Disputed(session.forms, view, rows)


class DecisionPage(Page):
    """All the answers to one field, who gave them and when; one is chosen, or another written."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Decidir entre respuestas"))
        self._found: Disputed | None = None
        self._box: FieldBox | None = None
        self.choices = QButtonGroup(self)
        self.head = PageHead(self.heading, back_to=say("Volver"))
        self._answers = QVBoxLayout()
        self._answers.setSpacing(SPACE["near"])
        self.reason = GrowingText(2)
        self.reason.setAccessibleName(say("Por qué"))
        self.reason.setPlaceholderText(say("Por ejemplo: se confirmó con ella el 3 de marzo"))
        self.mistake = label("", "mistake")
        self.mistake.hide()
        self.decide = button(say("Dejar esta respuesta"), "check", "primary")
        inside = column(
            label(
                say(
                    "Ninguna respuesta se pierde: la que no se elija queda en la historia, "
                    "junto con quién decidió y por qué."
                ),
                "soft",
            ),
            self._answers,
            label(say("Por qué"), "field"),
            self.reason,
            self.mistake,
            row(self.decide, 0),
            0,
            space="base",
        )
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["far"])
        self.column.addWidget(self.head)
        self.column.addWidget(scrolled(inside, self.heading, widest=860), 1)
        self.head.back.connect(desk.back)
        self.decide.clicked.connect(self._decide)
        key = f"decision/{place.record}/{place.extra}"
        self._kept = Aside(desk, self, key, place, self._words)
        self._kept.found.connect(self._put)
        self.reason.textChanged.connect(self._kept.touch)

    def look(self) -> None:
        self.desk.ask(self._show, disputed, self.place.record)

    def leave(self) -> None:
        """Keep what was typed and not decided."""
        if self._found is not None:
            self._kept.keep()

    def first(self) -> QWidget | None:
        buttons = self.choices.buttons()
        return buttons[0] if buttons else self.reason

    def _show(self, found: Disputed) -> None:
        if self._found is not None:
            return
        self._found = found
        name = self.place.extra or ""
        self.head.say(self.heading, f"{found.view.title} · {found.view.labels.get(name, name)}")
        for number, held in enumerate(found.view.fields.get(name, ())):
            self._answers.addWidget(self._answer(number, held))
        self._answers.addWidget(self._another(name))
        buttons = self.choices.buttons()
        if buttons:
            buttons[0].setFocus()
        self._kept.look()

    def _words(self) -> dict[str, Value]:
        """Reason and other answer, to be kept as a draft."""
        words = {"reason": Value(self.reason.text())}
        if self._box is not None and not self._box.isHidden():
            words["answer"] = self._box.value()
        return words

    def _put(self, words: Mapping[str, Value]) -> None:
        """Go on with what was typed before."""
        if "reason" in words and not self.reason.text():
            self.reason.set_text(str(words["reason"].v))
        if "answer" in words and self._box is not None:
            self._box.set_value(words["answer"])
            self.choices.buttons()[-1].setChecked(True)

    def _answer(self, number: int, held: HeldRow) -> QWidget:
        say = self.desk.say
        who = say("{author}, {when}", author=held.author, when=minute(held.at, say))
        choice = QRadioButton(who)
        shown = held.shown or say("(vacío)")
        choice.setAccessibleName(f"{who}: {shown}"[:300])
        self.choices.addButton(choice, number)
        lines: list[QWidget] = [label(shown)]
        sure = doubt(held.value, self.desk.language)
        if sure:
            lines.append(label(sure, "small"))
        return _framed(choice, *lines)

    def _another(self, name: str) -> QWidget:
        say = self.desk.say
        choice = QRadioButton(say("Otra respuesta"))
        choice.setAccessibleName(choice.text())
        self.choices.addButton(choice, len(self.choices.buttons()))
        if self._found is None or name not in self._found.forms.kinds[self._found.view.kind].fields:
            choice.hide()
            return _framed(choice)
        around = Around(say, self._found.forms, self._found.rows)
        field = self._found.forms.kinds[self._found.view.kind].fields[name]
        self._box = make_box(field, around)
        self._box.set_value(self._found.view.value(name))
        self._box.hide()
        choice.toggled.connect(self._box.setVisible)
        self._box.edited.connect(self._kept.touch)
        return _framed(choice, self._box)

    def _decide(self) -> None:
        """Take the chosen answer and the reason, or say what is missing."""
        say, chosen = self.desk.say, self.choices.checkedId()
        name = self.place.extra or ""
        if self._found is None:
            return
        if chosen < 0:
            self._miss(say("Elija una de las respuestas, o escriba otra."))
            return
        if not self.reason.text().strip():
            self._miss(say("Escriba por qué: quien lo lea después lo necesitará."))
            self.reason.setFocus()
            return
        held = self._found.view.fields.get(name, ())
        if chosen < len(held):
            value = held[chosen].value
        elif self._box is not None:
            value = to_save({name: self._box.value()})[name]
            fields = self._found.forms.kinds[self._found.view.kind].fields
            refused = refusals(fields, {name: value}, self._found.forms)
            if refused:
                self._box.refuse(sentence(refused[0].reason, say))
                return
        self._settle(name, value)

    def _settle(self, name: str, value: Value) -> None:
        self.decide.setEnabled(False)
        self.desk.do(
            records.settle, self.place.record, name, value, self.reason.text().strip(),
            then=self._settled, refused=self._not_settled, by=self,
        )  # fmt: skip

    def _settled(self, _changes: Changes) -> None:
        self._found = None
        self._kept.forget()
        self.desk.tell(self.desk.say("Decidido; las dos respuestas siguen en la historia."))
        self.desk.back()

    def _not_settled(self, error: FieldDocError) -> None:
        self.decide.setEnabled(True)
        self.desk.failed.emit(error)

    def _miss(self, words: str) -> None:
        self.mistake.setText(words)
        self.mistake.show()


def _framed(choice: QRadioButton, *things: QWidget) -> QFrame:
    """A choice, and what is chosen under its words."""
    made = QFrame()
    made.setProperty("look", "card")
    below = column(*things, space="hair")
    indent = choice.style().pixelMetric(INDICATOR) + SPACE["base"] + SPACE["hair"]
    below.setContentsMargins(indent, 0, 0, 0)
    made.setLayout(column(choice, below, space="hair", margin="base"))
    return made
