"""The editor of marks on the body: two quiet drawings, a list beside them, mouse or keyboard."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from fielddoc.forms import Field
from fielddoc.model.values import Json
from fielddoc.paths import resources
from fielddoc.text import N_
from fielddoc.ui import theme
from fielddoc.ui.forms.choose import TermEditor
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.widgets import icon_button, label, row

VIEWS = {"anterior": "front", "posterior": "back"}
_NAMES = {"anterior": N_("Vista anterior"), "posterior": N_("Vista posterior")}
_WIDE, _HIGH = 200, 480
_STEP = 0.02
_MIDDLE = 0.03
_PARTS = {
    "region": (N_("Región"), "regiones_cuerpo"),
    "side": (N_("Lado"), "lado"),
    "kind": (N_("Tipo de lesión"), "lesion_tipo"),
}
_ARROWS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP / 2),
    Qt.Key.Key_Down: (0.0, _STEP / 2),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A numbered point on a view; x and y from 0 to 1."""

    number: int
    x: float
    y: float


def side_at(view: str, x: float) -> str:
    """The person's own side at `x`: seen from the front, their right is at our left."""
    if abs(x - 0.5) <= _MIDDLE:
        return "medio"
    return "der" if (x < 0.5) == (view == "anterior") else "izq"


class BodyView(QWidget):
    """One drawing. Signal: `marked(x, y)` by a click, or by Enter where the cross stands."""

    marked = Signal(float, float)

    def __init__(self, view: str, name: str, help_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        drawing = Path(resources(), "body", f"{VIEWS[view]}.svg").read_text(encoding="utf-8")
        colours = theme.current().colours
        coloured = drawing.replace("currentColor", colours.ink_soft)
        self._drawing = QSvgRenderer(QByteArray(coloured.encode()), self)
        self._spots: list[Spot] = []
        self._cross = QPointF(0.5, 0.3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setAccessibleDescription(help_)
        self.setToolTip(help_)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    def show_spots(self, spots: list[Spot]) -> None:
        """Draw these marks."""
        self._spots = spots
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawing.render(painter, QRectF(self.rect()))
        for spot in self._spots:
            self._draw(painter, spot)
        if self.hasFocus():
            centre = self._at(self._cross.x(), self._cross.y())
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawLine(centre - QPointF(12, 0), centre + QPointF(12, 0))
            painter.drawLine(centre - QPointF(0, 12), centre + QPointF(0, 12))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            at = event.position()
            self._cross = QPointF(_held(at.x() / self.width()), _held(at.y() / self.height()))
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            by = _ARROWS[key]
            self._cross = QPointF(_held(self._cross.x() + by[0]), _held(self._cross.y() + by[1]))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._mark()
        else:
            super().keyPressEvent(event)

    def _mark(self) -> None:
        self.marked.emit(round(self._cross.x(), 3), round(self._cross.y(), 3))

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(x * self.width(), y * self.height())

    def _draw(self, painter: QPainter, spot: Spot) -> None:
        colours = theme.current().colours
        centre, radius = self._at(spot.x, spot.y), 11.0
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(QColor(colours.on_accent))
        font = theme.current().font("small", bold=True)
        font.setPixelSize(13)
        painter.setFont(font)
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(spot.number))


class MarkCard(QFrame):
    """What is said of one mark. Signals: `edited`, `settled`, `removed`."""

    edited = Signal()
    settled = Signal()
    removed = Signal()

    def __init__(self, mark: dict[str, Json], around: Around) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._mark = dict(mark)
        self._quiet = True
        self._title = label("", "strong")
        self._say = around.say
        self.away = icon_button("trash-2", self._say("Quitar la marca"))
        self.away.clicked.connect(self.removed)
        self._terms = {
            key: TermEditor(Field(key, "term", {"es": name}, {}, vocabulary), around)
            for key, (name, vocabulary) in _PARTS.items()
        }
        self._note = GrowingText(1)
        self._arrange()
        self._fill()

    def content(self) -> dict[str, Json]:
        """The mark as it is stored; what this card does not show stays as it was."""
        whole = dict(self._mark)
        for key, editor in self._terms.items():
            _put(whole, key, _plain(editor.content()))
        _put(whole, "note", self._note.text())
        return whole

    def number(self, at: int) -> None:
        """Say which mark this is."""
        view = str(self._mark.get("view", ""))
        name = self._say("Marca {n}", n=at)
        self._title.setText(f"{name} · {self._say(_NAMES[view]) if view in _NAMES else view}")
        self.away.setAccessibleName(self._say("Quitar {what}", what=name))
        for key, editor in self._terms.items():
            editor.call(f"{name}: {self._say(_PARTS[key][0])}")
        self._note.setAccessibleName(f"{name}: {self._say('Nota')}")

    def first(self) -> QWidget:
        """The control to begin with."""
        return self._terms["region"].control()

    def _arrange(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 8, 8, 12)
        inside.setSpacing(4)
        head = row(self._title, self.away)
        head.setStretch(0, 1)
        inside.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for place, (key, editor) in enumerate(self._terms.items()):
            grid.addWidget(label(self._say(_PARTS[key][0]), "small"), 0, place)
            grid.addWidget(editor, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 2 if key == "region" else 1)
            editor.edited.connect(self.edited)
            editor.settled.connect(self.settled)
        inside.addLayout(grid)
        inside.addWidget(label(self._say("Nota"), "small"))
        inside.addWidget(self._note)
        self._note.textChanged.connect(self._noted)
        self._note.left.connect(self.settled)

    def _fill(self) -> None:
        self._quiet = True
        for key, editor in self._terms.items():
            editor.set_content(self._mark.get(key))
        self._note.set_text(str(self._mark.get("note", "")))
        self._quiet = False

    def _noted(self) -> None:
        if not self._quiet:
            self.edited.emit()


class MarkEditor(Editor):
    """Front and back of a body, numbered marks on them, and a card for each mark."""

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._cards: list[MarkCard] = []
        help_ = self.say("Haga clic para marcar; o flechas para mover la cruz e Intro para marcar.")
        self._views = {view: BodyView(view, self.say(_NAMES[view]), help_, self) for view in VIEWS}
        drawings = QFrame(self)
        drawings.setProperty("look", "card")
        flow = FlowLayout(drawings, gap=24)
        flow.setContentsMargins(16, 16, 16, 16)
        for view, drawing in self._views.items():
            whole = QWidget(drawings)
            column = QVBoxLayout(whole)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(drawing)
            name = label(self.say(_NAMES[view]), "small", wrap=False)
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(name)
            flow.addWidget(whole)
            drawing.marked.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(label(help_, "small"))
        self._column.addWidget(drawings)

    def content(self) -> Json:
        return [card.content() for card in self._cards] or None

    def set_content(self, content: Json) -> None:
        for card in list(self._cards):
            self._forget(card)
        for mark in content if isinstance(content, list) else []:
            self._card(dict(mark))
        self._number()

    def call(self, name: str) -> None:
        for view, drawing in self._views.items():
            drawing.setAccessibleName(f"{name}: {self.say(_NAMES[view])}")

    def control(self) -> QWidget:
        return self._views["anterior"]

    def _card(self, mark: dict[str, Json]) -> MarkCard:
        card = MarkCard(mark, self.around)
        card.edited.connect(self.edited)
        card.settled.connect(self.settled)
        card.removed.connect(self._remove)
        self._cards.append(card)
        self._column.addWidget(card)
        return card

    def _add(self, x: float, y: float) -> None:
        view = next(view for view, drawing in self._views.items() if drawing is self.sender())
        card = self._card({"view": view, "x": x, "y": y, "side": side_at(view, x)})
        self._number()
        card.first().setFocus()
        self._chose()

    def _remove(self) -> None:
        sender = self.sender()
        self._forget(next(card for card in self._cards if card is sender))
        self._number()
        self.control().setFocus()
        self._chose()

    def _forget(self, card: MarkCard) -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _number(self) -> None:
        spots: dict[str, list[Spot]] = {view: [] for view in VIEWS}
        for number, card in enumerate(self._cards, 1):
            card.number(number)
            mark = card.content()
            if mark.get("view") in spots:
                spots[mark["view"]].append(Spot(number, mark.get("x", 0), mark.get("y", 0)))
        for view, drawing in self._views.items():
            drawing.show_spots(spots[view])


def _held(part: float) -> float:
    return min(1.0, max(0.0, part))


def _plain(term: Json) -> Json:
    """A mark holds texts only: a proposal is its own words."""
    return term.get("text") if isinstance(term, dict) else term


def _put(whole: dict[str, Json], key: str, content: Json) -> None:
    if content:
        whole[key] = content
    else:
        whole.pop(key, None)
