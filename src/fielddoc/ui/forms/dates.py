"""The editor of a date with doubt: a precision, the parts that are known, and what it means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from fielddoc.forms import Field, show
from fielddoc.model.values import Json, Value
from fielddoc.text import N_, Catalogue
from fielddoc.ui.forms.doubt import KINDS, Composed, Point, give, take
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.forms.growing import ShortLine
from fielddoc.ui.widgets import label

_NAMES = {
    "day": N_("Día exacto"),
    "month": N_("Mes y año"),
    "year": N_("Solo el año"),
    "between": N_("Entre dos fechas"),
    "since": N_("Desde (sin fin conocido)"),
    "until": N_("Antes de, o hasta"),
    "edtf": N_("Escribir en EDTF"),
}


MONTHS = (
    N_("enero"), N_("febrero"), N_("marzo"), N_("abril"), N_("mayo"), N_("junio"), N_("julio"),
    N_("agosto"), N_("septiembre"), N_("octubre"), N_("noviembre"), N_("diciembre"),
)  # fmt: skip


class PointEdit(QWidget):
    """Day, month, year and how doubtful they are; each part may stay empty.

    Signals: `edited` by a person; `settled` when the keyboard leaves a part or a choice is made.
    """

    edited = Signal()
    settled = Signal()

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.day = _part(self, say("día"), 4)
        self.month = QComboBox(self)
        self.month.addItem(say("mes"), "")
        for number, name in enumerate(MONTHS, 1):
            self.month.addItem(say(name), f"{number:02}")
        self.year = _part(self, say("año"), 6)
        self.approximate = QCheckBox(say("aproximada"), self)
        self.uncertain = QCheckBox(say("dudosa"), self)
        layout = FlowLayout(self)
        for part in (self.day, self.month, self.year, self.approximate, self.uncertain):
            layout.addWidget(part)
        for line in (self.day, self.year):
            line.textEdited.connect(self.edited)
            line.editingFinished.connect(self.settled)
        self.month.activated.connect(self._chose)
        for box in (self.approximate, self.uncertain):
            box.clicked.connect(self._chose)

    def point(self) -> Point:
        """Return the parts as they stand."""
        return Point(
            self.year.text().strip(),
            self.month.currentData(),
            self.day.text().strip(),
            self.approximate.isChecked(),
            self.uncertain.isChecked(),
        )

    def set_point(self, point: Point) -> None:
        """Show a point; a month out of the calendar is added, for `check` to speak of."""
        self.year.setText(point.year)
        self.day.setText(point.day)
        if self.month.findData(point.month) < 0:
            self.month.addItem(point.month, point.month)
        self.month.setCurrentIndex(self.month.findData(point.month))
        self.approximate.setChecked(point.approximate)
        self.uncertain.setChecked(point.uncertain)

    def narrow(self, kind: str) -> None:
        """Show only the parts of a precision."""
        self.day.setVisible(kind not in ("month", "year"))
        self.month.setVisible(kind != "year")

    def call(self, name: str) -> None:
        """Name each part after the field."""
        for part, words in (
            (self.day, "día"),
            (self.month, "mes"),
            (self.year, "año"),
            (self.approximate, "aproximada"),
            (self.uncertain, "dudosa"),
        ):
            part.setAccessibleName(f"{name}: {self._say(words)}")

    def _chose(self) -> None:
        self.edited.emit()
        self.settled.emit()


class DateEditor(Editor):
    """Composes EDTF level 1, or takes it as typed, and always says in words what it means."""

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._kind = QComboBox(self)
        for kind in KINDS:
            self._kind.addItem(self.say(_NAMES[kind]), kind)
        self._first = PointEdit(self.say, self)
        self._and = QLabel(self.say("y"), self)
        self._second = PointEdit(self.say, self)
        self._typed = ShortLine(24, self)
        self._typed.setPlaceholderText("1974-08~, 1974/1976, 197X …")
        self._words = label("", "small")
        self._arrange()
        self._listen()
        self._show_kind()
        self._explain()

    def content(self) -> Json:
        return give(self._composed()) or None

    def set_content(self, content: Json) -> None:
        date = take(content) if isinstance(content, str) else take(str(content or ""))
        self._kind.setCurrentIndex(KINDS.index(date.kind))
        self._first.set_point(date.first)
        self._second.set_point(date.second)
        self._typed.setText(date.typed)
        self._show_kind()
        self._explain()

    def call(self, name: str) -> None:
        self._kind.setAccessibleName(self.say("{label}: precisión", label=name))
        self._first.call(name)
        self._second.call(self.say("{label}, fin", label=name))
        self._typed.setAccessibleName(self.say("{label}: fecha en EDTF", label=name))

    def control(self) -> QWidget:
        return self._typed if self._kind.currentData() == "edtf" else self._first_part()

    def _first_part(self) -> QWidget:
        kind = self._kind.currentData()
        return {"year": self._first.year, "month": self._first.month}.get(kind, self._first.day)

    def _composed(self) -> Composed:
        return Composed(
            self._kind.currentData(),
            self._first.point(),
            self._second.point(),
            self._typed.text(),
        )

    def _arrange(self) -> None:
        chooser = QWidget(self)
        row = FlowLayout(chooser)
        row.addWidget(self._kind)
        row.addWidget(self._first)
        row.addWidget(self._typed)
        row.addWidget(self._and)
        row.addWidget(self._second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(chooser)
        layout.addWidget(self._words)

    def _listen(self) -> None:
        self._kind.activated.connect(self._switched)
        self._typed.textEdited.connect(self._changed)
        self._typed.editingFinished.connect(self.settled)
        for point in (self._first, self._second):
            point.edited.connect(self._changed)
            point.settled.connect(self.settled)

    def _switched(self) -> None:
        """Take what is known along into the kind just chosen."""
        if self._kind.currentData() == "edtf" and not self._typed.text():
            was = Composed("day", self._first.point(), self._second.point())
            self._typed.setText(give(was))
        self._show_kind()
        self._explain()
        self._chose()

    def _show_kind(self) -> None:
        kind = self._kind.currentData()
        typed, two = kind == "edtf", kind == "between"
        self._first.setVisible(not typed)
        self._typed.setVisible(typed)
        self._and.setVisible(two)
        self._second.setVisible(two)
        self._first.narrow(kind)
        self.setFocusProxy(self.control())

    def _changed(self) -> None:
        self._explain()
        self.edited.emit()

    def _explain(self) -> None:
        text = self.content()
        words = in_words(self.asked, self.around, text)
        self._words.setText(words)
        self._words.setVisible(bool(words))


def in_words(asked: Field, around: Around, text: Json) -> str:
    """What a date, a time or a number means; empty when it says no more than what stands there."""
    words = show(around.forms, asked, Value(text), around.language, around.name_of) if text else ""
    return "" if words == text else words


def _part(parent: QWidget, hint: str, wide: int) -> ShortLine:
    line = ShortLine(wide, parent)
    line.setPlaceholderText(hint)
    return line
