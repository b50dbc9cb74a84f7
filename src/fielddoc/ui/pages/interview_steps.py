"""The steps of an interview: the same form, shown in the order in which two people talk."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLayout, QStackedWidget, QVBoxLayout, QWidget

from fielddoc.forms import Form, Section
from fielddoc.forms import label as called
from fielddoc.model.values import Json, Value
from fielddoc.text import N_
from fielddoc.ui import theme
from fielddoc.ui.forms.box import FieldBox
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.forms.lines import TextEditor
from fielddoc.ui.forms.make import make_box
from fielddoc.ui.forms.view import FormView
from fielddoc.ui.pages.interview_clarify import ClarifyEditor, ClarifyPage
from fielddoc.ui.pages.interview_consent import ConsentPanel
from fielddoc.ui.pages.interview_sheet import Sheet, SheetPage
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, label, notice, row, scrolled

STEPS = (
    ("planning", N_("Planear"), ("planning", "setting", "language"), "planeacion"),
    ("consent", N_("Explicar y consentir"), ("opening",), "apertura"),
    ("account", N_("Relato libre"), ("account",), "relato_libre"),
    ("clarify", N_("Aclarar"), ("clarify",), "aclaracion"),
    ("closing", N_("Cerrar"), ("closing",), "cierre"),
    ("evaluation", N_("Evaluar"), ("evaluation",), "evaluacion"),
)
"""Step, name, the form's sections in it, and the phase (`entrevista_fase`) that it is. Sections
that no step names, and what a section asks beside the account, stand on the last step."""
PLANNING, CONSENT, ACCOUNT, CLARIFY, CLOSING, EVALUATION = range(6)
PHASE, CONSENTS, CLARIFICATIONS, DISTRESS = "phase", "consents", "clarifications", "distress"
PEOPLE, REFERRALS = "people", "referrals"
_READING = 820
_NARROW = 1000

PROMPTS = {
    "consent": N_(
        "«Usted decide qué contar y hasta dónde. Podemos parar cuando quiera.» «¿Qué le gustaría "
        "que yo supiera?» Explique primero; pregunte cada cosa por separado; después pida que "
        "se lo diga con sus palabras."
    ),
    "clarify": N_(
        "Primero abierto, después preciso, lugar por lugar: «¿Dónde estaba usted en ese momento?» "
        "«¿Qué notó de ellos?» Sin listas que leer, sin «¿por qué?», sin «¿está segura?»."
    ),
    "closing": N_(
        "«Esto es lo que anoté. ¿Hay algo que corregir o quitar?» «¿Qué necesita en los próximos "
        "días?» «¿Cuál es una forma segura de buscarla?»"
    ),
    "evaluation": N_(
        "Para usted y su equipo: no sale en ningún documento. Variar en detalles no es señal de "
        "falsedad; el cuerpo no dice quién dice la verdad."
    ),
}
"""Words to go by, in the documenter's ear and never read out as a list."""
PRESENT = N_(
    "Hay una persona desaparecida en este caso: hable de ella en presente y nunca pregunte si "
    "creen que ha muerto."
)


class StepsView(FormView):
    """A form view whose parts are the steps. Signals: `moved(step)`; `onward(step)` the person
    was done with a step; `left()` they want the steps back from the sheet.
    """

    moved = Signal(int)
    onward = Signal(int)
    left = Signal()

    panel: ConsentPanel | None = None
    sheet: Sheet
    sheet_page: SheetPage | None = None
    clarify: ClarifyPage | None = None
    account: str
    _reading: GrowingText | None = None
    _urgent: QWidget | None = None

    def set_panels(self, known: QWidget, panel: ConsentPanel) -> None:
        """Put what is known, and the questions of consent, on their steps."""
        self.panel = panel
        self._after_people.addWidget(known)
        self._before[CONSENT].addWidget(panel)

    def parts(self, form: Form) -> list[Section]:
        self.account = account_of(form)
        placed = {section: at for at, step in enumerate(STEPS) for section in step[2]}
        fields: list[list] = [[] for _step in STEPS]  # type: ignore[type-arg]
        for section in form.sections:
            for field in section.fields:
                at = placed.get(section.id, EVALUATION)
                if at == ACCOUNT and field.name != self.account:
                    at = EVALUATION
                if field.name == self.account:
                    at = ACCOUNT
                fields[at].append(field)
        return [
            Section(step[0], {self.around.language: self.around.say(step[1])}, {}, tuple(inside))
            for step, inside in zip(STEPS, fields, strict=True)
        ]

    def box_of(self, name: str) -> FieldBox:
        asked = self.form.fields[name]
        if name == self.account:
            self.sheet = Sheet(self.around.say)
            return FieldBox(
                asked, self.around, TextEditor(asked, self.around, None, self.sheet), bare=True
            )
        if name == CLARIFICATIONS and asked.type == "group":
            return FieldBox(asked, self.around, ClarifyEditor(asked, self.around, make_box))
        return super().box_of(name)

    def open(self, number: int) -> None:
        super().open(number)
        if self.clarify is not None and number == CLARIFY:
            self.clarify.show_account(str(self.value(self.account).v or ""))
        if self._reading is not None and number == CLOSING:
            self._reading.set_text(str(self.value(self.account).v or ""))
            self._reading.fit()
        self.bar.setVisible(number != ACCOUNT and not self._is_narrow())
        self.combo_line.setVisible(number != ACCOUNT and self._is_narrow())
        self.moved.emit(number)

    def step(self, by: int) -> bool:
        """Go to the next step or the one before; False where there is none."""
        if not 0 <= self.at + by < len(self._sections):
            return False
        self.open(self.at + by)
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def advance(self) -> None:
        """Be done with a step: go on."""
        self.onward.emit(self.at)

    def first(self) -> QWidget:
        if self.at == CONSENT and self.panel is not None:
            return self.panel.first()
        if self.at == CLARIFY and self.clarify is not None:
            return self.clarify.text
        return super().first()

    def write_shown(self, name: str, value: Value) -> None:
        """Write a field from beside its box, and show it there too."""
        self.write(name, value)
        if name in self._boxes:
            self._boxes[name].set_value(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        QWidget.resizeEvent(self, event)
        self.bar.setVisible(self.at != ACCOUNT and not self._is_narrow())
        self.combo_line.setVisible(self.at != ACCOUNT and self._is_narrow())

    def _is_narrow(self) -> bool:
        return self.width() * 100 < _NARROW * theme.current().text

    def _arrange(self) -> None:
        say = self.around.say
        self._before = {CONSENT: QVBoxLayout(), CLOSING: QVBoxLayout()}
        self._after_people = QVBoxLayout()
        self._entries = []
        line = row(space="hair")
        line.setContentsMargins(SPACE["wide"], 0, SPACE["far"], SPACE["small"])
        names = [called(section.labels, self.around.language) for section in self._sections]
        for number, name in enumerate(names):
            entry = button(f"{number + 1}. {name}", "circle", "nav")
            entry.setAccessibleName(say("Paso {n}: {step}", n=number + 1, step=name))
            entry.setCheckable(True)
            entry.setProperty("number", number)
            bold = QFontMetrics(theme.current().font(bold=True)).horizontalAdvance(entry.text())
            entry.setMinimumWidth(bold + entry.iconSize().width() + 2 * SPACE["base"])
            entry.clicked.connect(self._go)
            line.addWidget(entry)
            self._entries.append(entry)
        line.addStretch(1)
        self.bar = QWidget()
        self.bar.setLayout(line)
        self._combo = QComboBox()
        self._combo.addItems([f"{at}. {name}" for at, name in enumerate(names, 1)])
        self._combo.setAccessibleName(say("Paso"))
        self._combo.activated.connect(self.open)
        self.combo_line = QWidget()
        combo = row(self._combo, 0)
        combo.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["small"])
        self.combo_line.setLayout(combo)
        self._stack = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.combo_line)
        whole.addWidget(self._stack, 1)

    def _page(self, number: int) -> QWidget:
        section = self._sections[number]
        name = called(section.labels, self.around.language)
        if number == ACCOUNT and self.account:
            return self._sheet_page(name)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE["far"], SPACE["small"], SPACE["far"], SPACE["far"])
        column.setSpacing(SPACE["wide"])
        self._words(column, section.id)
        if number in self._before:
            column.addLayout(self._before[number])
        if number == CLOSING:
            self._read_back()
        self._fields(column, section)
        column.addLayout(self._onward(number))
        column.addStretch(1)
        box = self._boxes.get(CLARIFICATIONS)
        if number == CLARIFY and box is not None and isinstance(box.editor, ClarifyEditor):
            self.clarify = ClarifyPage(self.around.say, name, box.editor, column)
            return self.clarify
        return scrolled(column, name, widest=_READING)

    def _conditions(self) -> None:
        super()._conditions()
        if self._urgent is not None:
            self._urgent.setVisible(urgent(self.value(REFERRALS).v))

    def _read_back(self) -> None:
        """The account to be read to the person, and what cannot wait."""
        say = self.around.say
        self._urgent = notice(
            say("Hay una necesidad urgente: no se despida sin saber quién la atiende hoy."),
            "danger", "octagon-alert",
        )  # fmt: skip
        show = button(say("Mostrar el relato para leerlo"), "chevron-down", "quiet")
        show.setCheckable(True)
        self._reading = GrowingText(2)
        self._reading.setReadOnly(True)
        self._reading.setProperty("look", "account")
        self._reading.setFont(theme.current().font("lead", narrative=True))
        self._reading.setAccessibleName(say("Relato"))
        self._reading.hide()
        show.toggled.connect(self._reading.setVisible)
        for thing in (self._urgent, self._reading):
            self._before[CLOSING].addWidget(thing)
        self._before[CLOSING].insertLayout(1, row(show, 0))

    def _words(self, column: QVBoxLayout, step: str) -> None:
        say = self.around.say
        if step in PROMPTS:
            column.addWidget(label(say(PROMPTS[step]), "soft"))
        missing = any(one.kind == "disappearance" for one in self.around.rows.values())
        if missing and step in ("planning", "consent", "clarify"):
            column.addWidget(notice(say(PRESENT), "warn", "triangle-alert"))

    def _fields(self, column: QVBoxLayout, step: Section) -> None:
        """The step's fields under the headings of the form's own sections."""
        mine = {field.name for field in step.fields}
        several = sum(any(f.name in mine for f in one.fields) for one in self.form.sections) > 1
        first = sorted(self.form.sections, key=lambda one: one.id != step.id)
        for section in self.form.sections if step.id == "planning" else first:
            inside = [
                field for field in section.fields
                if field.name in mine and field.name not in (CONSENTS, PHASE)
                and not (field.retired and self.value(field.name).empty)
            ]  # fmt: skip
            if inside and several:
                column.addWidget(label(called(section.labels, self.around.language), "section"))
            for field in inside:
                column.addWidget(self._make(field.name))
                if field.name == PEOPLE:
                    column.addLayout(self._after_people)

    def _onward(self, number: int) -> QLayout:
        say = self.around.say
        if number + 1 < len(self._sections):
            following = called(self._sections[number + 1].labels, self.around.language)
            words, icon = say("Sigue: {section}", section=following), "arrow-right"
        else:
            words, icon = say("Terminar la entrevista"), "check"
        go = button(words, icon, "primary")
        go.clicked.connect(self.advance)
        return row(go, 0)

    def _sheet_page(self, name: str) -> QWidget:
        box = self._make(self.account)
        asked = self.form.fields[self.account]
        help_ = called(asked.help, self.around.language)
        self.sheet.setPlaceholderText(help_)
        page = SheetPage(self.around.say, self.sheet, box, name)
        page.finished.connect(self.advance)
        page.left.connect(self.left)
        page.noted.connect(self._noted)
        self.sheet_page = page
        self._notes: list[Mapping] | None = None  # type: ignore[type-arg]
        return page

    def _noted(self, at: str, words: str, after: str) -> None:
        """Keep the note that is being written as the last row of the notes."""
        if DISTRESS not in self.form.fields:
            return
        rows = self.value(DISTRESS).v or []
        key = {"time": Value(at).to_json(), "quote": Value(after).to_json()}
        kept = [one for one in rows if {name: one.get(name) for name in key} != key]
        new = [{"note": Value(words).to_json(), **key}] if words.strip() else []
        self.write_shown(DISTRESS, Value([*kept, *new] or None))


def urgent(rows: Json) -> bool:
    """Whether any referral says that it cannot wait."""
    held = (one.get("urgent") for one in rows or () if isinstance(one, dict))
    return any(isinstance(one, dict) and one.get("v") in ("si", "en_parte") for one in held)


def account_of(form: Form) -> str:
    """The field to write the account in: the form's first long narrative."""
    return next(
        (
            name
            for name, field in form.fields.items()
            if field.type == "narrative" and field.long and not field.retired
        ),
        "",
    )
