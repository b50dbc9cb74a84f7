"""The interview: a quiet page to write on while a person speaks; the rest is one click away."""

import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from fielddoc.forms import Form
from fielddoc.forms import label as called
from fielddoc.model.values import Value
from fielddoc.ui import theme
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.forms.editor import Around
from fielddoc.ui.forms.lines import TextEditor
from fielddoc.ui.forms.view import FormView
from fielddoc.ui.pages.opening import Opened
from fielddoc.ui.pages.record import RecordPage
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, label, row, scrolled

_READING = 760


class InterviewPage(RecordPage):
    """Writes the form's long account on an empty sheet, everything else on the form beside it.

    The sheet and the form are two faces of the same record: what is typed on one is on the
    other. Ctrl+T writes the time of day into the account, F6 changes the face.
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        say = desk.say
        self.sheet: TextEditor | None = None
        self._account = ""
        self._faces = QStackedLayout()
        self.turn = button(say("Ver todas las preguntas"), "list")
        self.stamp = button(say("Anotar la hora"), "clock", "quiet", tip=say("Ctrl+T"))
        self.head.buttons.insertWidget(0, self.turn)
        self.turn.clicked.connect(self.turn_over)
        self.stamp.clicked.connect(self.write_time)
        for keys, slot in (("F6", self.turn_over), ("Ctrl+T", self.write_time)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def first(self) -> QWidget | None:
        return self.sheet.control() if self.sheet is not None and self.writing else super().first()

    @property
    def writing(self) -> bool:
        """Whether the sheet is shown."""
        return self._faces.currentIndex() == 0

    def turn_over(self) -> None:
        """Show the form instead of the sheet, or the sheet again."""
        if self.sheet is None:
            return
        say = self.desk.say
        if self.form is not None and self.writing:
            self.form.show_written(self._account)
        self._faces.setCurrentIndex(1 if self.writing else 0)
        self.turn.setText(
            say("Ver todas las preguntas") if self.writing else say("Volver a la hoja")
        )
        self.turn.setAccessibleName(self.turn.text())
        first = self.first()
        if first is not None:
            first.setFocus()

    def write_time(self) -> None:
        """Write the time of day where the cursor is."""
        if self.sheet is not None and self.writing:
            now = datetime.datetime.now().astimezone()
            self.sheet.text.insertPlainText(f"[{now:%H:%M}] ")
            self.sheet.control().setFocus()

    def make_form(self, form: Form, around: Around) -> FormView:
        made = super().make_form(form, around)
        self._account = _account(form)
        return made

    def _build(self, form: Form, found: Opened) -> None:
        super()._build(form, found)
        if self.form is None or self._around is None or not self._account:
            return
        self.column.removeWidget(self.form)
        self._faces.addWidget(self._sheet(form))
        self._faces.addWidget(self.form)
        self.column.addLayout(self._faces, 1)
        self.form.edited.connect(self._bring_over)

    def shown(self, found: Opened) -> None:
        """Show the account on the sheet; one that is disputed waits on the form instead."""
        self._bring_over()
        if self.sheet is not None and self.form is not None:
            disputed = found.view is not None and self._account in found.view.conflicts
            waits = disputed and self._account not in self.form.changed_values()
            self.sheet.setEnabled(not waits)
            if waits and self.writing:
                self.turn_over()
                self.form.show_field(self._account)
        if self.sheet is not None and self.writing and self.form is not None:
            around = self.form.value(self._account)
            if around.empty or self.sheet.control().hasFocus() is False:
                self.sheet.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _sheet(self, form: Form) -> QWidget:
        asked = form.fields[self._account]
        name = called(asked.labels, self.desk.language)
        self.sheet = TextEditor(asked, self._around, lines=18)  # type: ignore[arg-type]
        self.sheet.call(name)
        self.sheet.text.setFont(theme.current().font("lead", narrative=True))
        self.sheet.text.setProperty("look", "sheet")
        self.sheet.edited.connect(self._written)
        help_ = called(asked.help, self.desk.language)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["far"])
        column.setSpacing(SPACE["small"])
        head = row(label(help_, "soft"), self.stamp)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addWidget(self.sheet)
        column.addStretch(1)
        return scrolled(column, name, widest=_READING)

    def _written(self) -> None:
        """Carry the sheet's words into the form: drafts and entries are made of the form."""
        if self.form is not None and self.sheet is not None:
            old = self.form.value(self._account)
            self.form.write(
                self._account, Value(self.sheet.content(), None, old.confidence, old.source)
            )

    def _bring_over(self) -> None:
        """Carry the form's account onto the sheet."""
        if self.form is not None and self.sheet is not None:
            content = self.form.value(self._account).v
            if content != self.sheet.content():
                self.sheet.set_content(content)


def _account(form: Form) -> str:
    """The field to write the account in: the form's first long narrative."""
    return next(
        (
            name
            for name, field in form.fields.items()
            if field.type == "narrative" and field.long and not field.retired
        ),
        "",
    )
