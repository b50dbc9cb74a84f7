"""A text control as high as its text: the page scrolls, the text never does."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

_PARAGRAPH = "\u2029"


class GrowingText(QPlainTextEdit):
    """Plain text that grows downwards; Tab moves on.

    `lines` is the height when empty. With one line Enter moves on as well. Signals: `left` when
    the keyboard goes elsewhere.
    """

    left = Signal()

    def __init__(self, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(1)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("growingText")
        self.textChanged.connect(self.fit)
        self.cursorPositionChanged.connect(self._follow)
        self.fit()

    def text(self) -> str:
        """Return the text letter by letter; `toPlainText` would alter hard spaces."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def set_text(self, text: str) -> None:
        """Show `text` and forget what could be undone."""
        if text != self.text():
            self.setPlainText(text)

    def fit(self) -> None:
        """Take the height of the text."""
        self.verticalScrollBar().setValue(0)
        high = self.blockBoundingGeometry(self.document().lastBlock()).bottom()
        least = self._lines * self.fontMetrics().lineSpacing()
        around = 2 * self.document().documentMargin() + self._outside()
        wanted = round(max(high, least) + around + 1)
        if wanted != self.minimumHeight() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)

    def _outside(self) -> int:
        """Height of frame and padding that the style puts around the viewport."""
        return max(0, self.height() - self.viewport().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            event.ignore()  # the page goes on with its own steps
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._lines == 1 and enter and not event.modifiers():
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def _follow(self) -> None:
        """Keep the cursor's line in sight of the page that scrolls."""
        if not self.hasFocus():
            return
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        page = above.widget() if above is not None else None
        if above is None or page is None:
            return
        line: QRect = self.cursorRect()
        spot = self.viewport().mapTo(page, line.center())
        above.ensureVisible(spot.x(), spot.y(), 0, 2 * line.height())


class ShortLine(QLineEdit):
    """A line for `letters` letters, at any size of text."""

    def __init__(self, letters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Qt's own hint is for 17 letters x."""
        hint, letter = super().sizeHint(), self.fontMetrics().horizontalAdvance("x")
        return QSize(hint.width() + (self._letters - 17) * letter, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()
        else:
            super().keyPressEvent(event)
