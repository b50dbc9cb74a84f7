"""Two drawings of a case: its dates with their doubt, and its people with what ties them.

A drawing says nothing that the list beside it does not say in words: what is drawn is for eyes,
the list is for the keyboard and for a screen reader.
"""

import datetime
import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from fielddoc.app.seeing import Bar, Relations, TimeRow
from fielddoc.ui import theme
from fielddoc.ui.theme import SPACE

_DAY = 1
_LEAST = 6
"""Pixels of the narrowest bar: one certain day."""
_NAMES = 0.36
"""Share of the width for what happened; the rest is time."""
_SOFT, _FADED = 90, 0
_CIRCLE = 0.33
_MARKS = 8
"""Years written above the drawing, at most."""


class TimeDrawing(QWidget):
    """Bars over years: soft for an interval, hatched for "about", fading where an end is open."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows: tuple[TimeRow, ...] = ()

    def show_rows(self, rows: tuple[TimeRow, ...]) -> None:
        """Draw these rows."""
        self._rows = rows
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines for each thing that happened, more for each further date."""
        return QSize(480, self._top() + sum(self._height(row) for row in self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the years and the rows."""
        del event
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = span(self._rows)
        self._draw_years(painter, first, last)
        top = self._top()
        for row in self._rows:
            self._draw_row(painter, row, top, first, last)
            top += self._height(row)
        painter.end()

    def _line(self) -> int:
        return QFontMetrics(theme.current().font("small")).height()

    def _top(self) -> int:
        return self._line() + SPACE["small"]

    def _height(self, row: TimeRow) -> int:
        lines = max(2, len(row.bars))
        return lines * (self._line() + SPACE["hair"]) + SPACE["near"]

    def _x(self, day: int, first: int, last: int) -> float:
        left = self.width() * _NAMES
        room = self.width() - left - SPACE["base"]
        return left + room * (day - first) / max(1, last - first)

    def _draw_years(self, painter: QPainter, first: int, last: int) -> None:
        now = theme.current()
        painter.setFont(now.font("small"))
        start, end = (datetime.date.fromordinal(day).year for day in (first, last))
        step = max(1, math.ceil((end - start) / _MARKS))
        for year in range(start, end + 1, step):
            at = self._x(datetime.date(year, 1, 1).toordinal(), first, last)
            if at < self.width() * _NAMES - 1:
                continue
            painter.setPen(QColor(now.colours.line))
            painter.drawLine(QPointF(at, self._top()), QPointF(at, self.height()))
            painter.setPen(QColor(now.colours.ink_soft))
            painter.drawText(QPointF(at + 2, self._line() - 2), str(year))

    def _draw_row(self, painter: QPainter, row: TimeRow, top: int, first: int, last: int) -> None:
        now, line = theme.current(), self._line()
        room = self.width() * _NAMES - SPACE["base"]
        painter.setPen(QColor(now.colours.line))
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        for at, (text, bold) in enumerate(
            ((row.title, True), (f"{row.label}: {row.bars[0].shown}", False))
        ):
            painter.setFont(now.font("small", bold=bold))
            painter.setPen(QColor(now.colours.ink if bold else now.colours.ink_soft))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QPointF(0, top + SPACE["hair"] + line * (at + 0.8)), cut)
        for at, bar in enumerate(row.bars):
            middle = top + SPACE["small"] + at * (line + SPACE["hair"]) + line / 2
            self._draw_bar(painter, bar, row.disputed, middle, first, last)

    def _draw_bar(
        self, painter: QPainter, bar: Bar, disputed: bool, middle: float, first: int, last: int
    ) -> None:
        now = theme.current()
        colour = QColor(now.colours.warn if disputed else now.colours.accent)
        start = bar.earliest.toordinal() if bar.earliest else first
        end = bar.latest.toordinal() if bar.latest else last
        left, right = self._x(start, first, last), self._x(end + _DAY, first, last)
        right = min(max(right, left + _LEAST), self.width() - 2.0)
        box = QRectF(left, middle - self._line() * 0.3, right - left, self._line() * 0.6)
        exact = bar.earliest is not None and bar.earliest == bar.latest
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_ground(bar, colour, box, exact=exact))
        painter.drawRoundedRect(box, 3, 3)
        if bar.about:
            painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 3, 3)
        if not exact and bar.earliest and bar.latest:
            style = Qt.PenStyle.DashLine if bar.about or bar.uncertain else Qt.PenStyle.SolidLine
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1, style))
            painter.drawRoundedRect(box, 3, 3)
        if bar.uncertain:
            painter.setFont(now.font("small", bold=True))
            painter.setPen(colour)
            painter.drawText(QPointF(box.left() - SPACE["near"], box.bottom()), "?")


def span(rows: tuple[TimeRow, ...]) -> tuple[int, int]:
    """The first and last day to draw, with air on both sides for what is open."""
    days = [
        day.toordinal()
        for row in rows
        for bar in row.bars
        for day in (bar.earliest, bar.latest)
        if day is not None
    ]
    air = max(60, (max(days) - min(days)) // 20)
    lowest, highest = datetime.date.min.toordinal(), datetime.date.max.toordinal()
    return max(lowest, min(days) - air), min(highest, max(days) + air)


def _ground(bar: Bar, colour: QColor, box: QRectF, *, exact: bool) -> QBrush:
    """Whole for a certain day, soft for an interval, fading towards an open end."""
    soft, faded = QColor(colour), QColor(colour)
    soft.setAlpha(_SOFT)
    faded.setAlpha(_FADED)
    if bar.earliest is not None and bar.latest is not None:
        return QBrush(colour if exact and not bar.about and not bar.uncertain else soft)
    shade = QLinearGradient(box.topLeft(), box.topRight())
    shade.setColorAt(0, soft if bar.earliest else faded)
    shade.setColorAt(1, soft if bar.latest else faded)
    return QBrush(shade)


class RelationDrawing(QWidget):
    """People in a circle, a line for each relation, with its word in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(320)
        self._found = Relations((), ())

    def show_relations(self, found: Relations) -> None:
        """Draw these people."""
        self._found = found
        line = QFontMetrics(theme.current().font("small")).height()
        self.setMinimumHeight(max(320, len(found.people) * line * 2))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lines first, names over them."""
        del event
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font("small"))
        where = self._places()
        for tie in self._found.ties:
            start, end = where[tie.start], where[tie.end]
            painter.setPen(QPen(QColor(now.colours.edge), 1.5))
            painter.drawLine(start, end)
            self._word(
                painter, (start + start + end) / 3, tie.kind, now.colours.ink_soft, framed=False
            )
        painter.setFont(now.font("small", bold=True))
        for person in self._found.people:
            self._word(painter, where[person.id], person.name, now.colours.ink, framed=True)
        painter.end()

    def _places(self) -> dict[str, QPointF]:
        people, middle = self._found.people, QPointF(self.width() / 2, self.height() / 2)
        turn = 2 * math.pi / max(1, len(people))
        wide, high = self.width() * _CIRCLE, self.height() * (_CIRCLE + 0.07)
        return {
            person.id: middle + QPointF(wide * math.sin(turn * at), -high * math.cos(turn * at))
            for at, person in enumerate(people)
        }

    def _word(self, painter: QPainter, at: QPointF, text: str, ink: str, *, framed: bool) -> None:
        now, metrics = theme.current(), painter.fontMetrics()
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(self.width() * 0.3))
        wide = metrics.horizontalAdvance(cut) + 2 * SPACE["small"]
        high = metrics.height() + SPACE["small"]
        box = QRectF(at.x() - wide / 2, at.y() - high / 2, wide, high)
        box.moveLeft(min(max(0.0, box.left()), self.width() - wide))
        painter.setBrush(QColor(now.colours.surface if framed else now.colours.ground))
        painter.setPen(QPen(QColor(now.colours.edge)) if framed else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, high / 2, high / 2)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cut)
