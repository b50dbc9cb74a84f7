"""How a row of a long list is drawn: a title, a line of facts under it, a tag at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fielddoc.ui import theme
from fielddoc.ui.theme import SPACE

Index = QModelIndex | QPersistentModelIndex


class TwoLines(QStyledItemDelegate):
    """Draws rows of two lines. A child says the words in `words(index)`.

    Everything is measured in the theme's fonts, so that rows grow with the text; a title that
    is too long ends in an ellipsis and stands whole in the tooltip of the view.
    """

    def words(self, index: Index) -> tuple[str, str, str]:
        """Title, facts and tag of a row; empty strings are left out."""
        return str(index.data() or ""), "", ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines and their air."""
        del option, index
        now = theme.current()
        lines = QFontMetrics(now.font("lead")).height() + QFontMetrics(now.font("small")).height()
        return QSize(240, lines + SPACE["hair"] + 2 * SPACE["near"])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, focus, words and tag."""
        now = theme.current()
        title, facts, tag = self.words(index)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, box, state, now)
        inside = box.adjusted(SPACE["base"], SPACE["near"], -SPACE["base"], -SPACE["near"])
        if tag:
            inside.setRight(_tag(painter, inside, tag, now) - SPACE["near"])
        painter.setFont(now.font("lead", bold=True))
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(now.colours.ink))
        top = QRect(inside.left(), inside.top(), inside.width(), metrics.height())
        painter.drawText(
            top, Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(title, Qt.TextElideMode.ElideRight, top.width()),
        )  # fmt: skip
        painter.setFont(now.font("small"))
        small = QFontMetrics(painter.font())
        painter.setPen(QColor(now.colours.ink_soft))
        below = QRect(inside.left(), top.bottom() + SPACE["hair"], inside.width(), small.height())
        painter.drawText(
            below, Qt.AlignmentFlag.AlignLeft,
            small.elidedText(facts, Qt.TextElideMode.ElideRight, below.width()),
        )  # fmt: skip
        painter.restore()


def _ground(painter: QPainter, box: QRect, state: QStyle.StateFlag, now: theme.Theme) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, QColor(now.colours.chosen))
        painter.fillRect(box.left(), box.top(), 4, box.height(), QColor(now.colours.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, QColor(now.colours.sunken))
    painter.setPen(QColor(now.colours.line))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(now.colours.focus), 2))
        painter.drawRect(box.adjusted(1, 1, -2, -2))


def _tag(painter: QPainter, inside: QRect, words: str, now: theme.Theme) -> int:
    """Draw a warning tag at the right edge; return where it begins."""
    painter.setFont(now.font("small"))
    metrics = QFontMetrics(painter.font())
    width = metrics.horizontalAdvance(words) + 2 * SPACE["near"]
    height = metrics.height() + SPACE["hair"]
    box = QRect(inside.right() - width, inside.center().y() - height // 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(now.colours.warn_ground))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(QColor(now.colours.warn))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    return box.left()
