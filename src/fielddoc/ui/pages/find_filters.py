"""What a search is narrowed by: a row of choices, each with its name above it."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fielddoc.app.finding import Choices, Filters
from fielddoc.app.places import TermRow, municipalities
from fielddoc.text import N_
from fielddoc.ui.desk import Desk
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.widgets import label, named

ALL_OF_A_STATE = 600
"""No state has more municipalities (INEGI: 570 in the largest)."""
_CHOICES = (
    ("kind", N_("Qué")),
    ("entity", N_("Estado")),
    ("municipality", N_("Municipio")),
    ("status", N_("Situación")),
    ("consent", N_("Consentimiento")),
    ("answer", N_("Respuesta")),
    ("sensitivity", N_("Contiene")),
)
_DATES = (("since", N_("Desde")), ("until", N_("Hasta")))
_WIDE = 28
"""Letters that a choice shows; the open list shows all."""


class FilterBar(QWidget):
    """The filters. Signal: `changed()` when the person chose or typed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._municipality = ""
        say = desk.say
        flow = FlowLayout(self)
        self.choices: dict[str, QComboBox] = {}
        self.dates: dict[str, QLineEdit] = {}
        for name, words in _CHOICES:
            box = QComboBox()
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_WIDE // 2)
            self.choices[name] = box
            flow.addWidget(named(say(words), box))
            box.currentIndexChanged.connect(self._chose)
            if name == "municipality":
                for date, called in _DATES:
                    flow.addWidget(self._date(date, say(called)))
        self.wrong = label("", "mistake")
        self.wrong.hide()
        flow.addWidget(self.wrong)
        self.choices["entity"].currentIndexChanged.connect(self._turn_entity)
        self._turn()

    def offer(self, found: Choices) -> None:
        """Fill the choices, keeping what is chosen."""
        for name, rows in (
            ("kind", found.kinds), ("entity", found.entities), ("status", found.statuses),
            ("consent", found.purposes), ("answer", found.answers),
            ("sensitivity", found.sensitivities),
        ):  # fmt: skip
            self._fill(name, rows)

    def filters(self) -> Filters:
        """What is chosen and typed."""
        chosen = {name: box.currentData() or "" for name, box in self.choices.items()}
        typed = {name: _edtf(line.text()) for name, line in self.dates.items()}
        return Filters(**{**chosen, **typed, "answer": chosen["answer"] or "si"})

    def set_filters(self, filters: Filters) -> None:
        """Show these filters, without a word to anybody."""
        with QSignalBlocker(self):
            self._municipality = filters.municipality
            for name, box in self.choices.items():
                box.setCurrentIndex(max(0, box.findData(getattr(filters, name))))
            for name, line in self.dates.items():
                line.setText(getattr(filters, name))
        self._turn()

    def say_wrong(self, words: str) -> None:
        """Say beside the dates what is wrong with them; nothing for nothing."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _date(self, name: str, words: str) -> QWidget:
        line = QLineEdit()
        line.setPlaceholderText(self._desk.say("1974 o 08/1974"))
        line.setMaximumWidth(line.fontMetrics().averageCharWidth() * 18)
        line.textChanged.connect(self.changed)
        self.dates[name] = line
        return named(words, line)

    def _fill(self, name: str, rows: tuple[tuple[str, str], ...]) -> None:
        box = self.choices[name]
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            if name != "answer":
                box.addItem(self._desk.say("Todo"), "")
            for value, words in rows:
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _chose(self) -> None:
        self._turn()
        self.changed.emit()

    def _turn(self) -> None:
        """Offer an answer only with a purpose, and municipalities only of a state."""
        self.choices["answer"].setEnabled(bool(self.choices["consent"].currentData()))
        self.choices["municipality"].setEnabled(bool(self.choices["entity"].currentData()))

    def _turn_entity(self) -> None:
        entity = self.choices["entity"].currentData()
        self._fill("municipality", ())
        if entity:
            self._desk.ask(self._show_places, municipalities, "", entity, ALL_OF_A_STATE)

    def _show_places(self, rows: tuple[TermRow, ...]) -> None:
        self._fill("municipality", tuple((row.id, row.label) for row in rows))
        box = self.choices["municipality"]
        at = box.findData(self._municipality) if self._municipality else -1
        self._municipality = ""
        if at > 0:
            box.setCurrentIndex(at)


def _edtf(typed: str) -> str:
    """A date as people type it, "25/8/1974" or "08/1974", as EDTF; the rest as it is."""
    parts = typed.strip().split("/")
    if len(parts) in (2, 3) and all(part.strip().isdigit() for part in parts):
        *before, year = (part.strip() for part in parts)
        if len(year) == 4:
            return "-".join([year, *(part.zfill(2) for part in reversed(before))])
    return typed.strip()
