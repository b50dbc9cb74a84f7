"""Shared small widgets. A page is put together from these, so that all pages look alike.

Conventions: words come in already said (`desk.say(…)`); every control that can have the keyboard
has an accessible name (buttons: their text); labels wrap; nothing has a fixed height; a page has
at most one `primary` button, at the end of its reading order. Looks a style sheet knows:
labels `page section lead soft small strong field mistake code tag tag-warn tag-good tag-danger`,
frames `card sunken line warn danger good`, buttons `primary danger quiet nav`.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fielddoc.text import Catalogue
from fielddoc.ui import theme
from fielddoc.ui.jobs import Job
from fielddoc.ui.theme import SPACE


def label(text: str = "", look: str = "", *, wrap: bool = True) -> QLabel:
    """Words on the page. Plain text only: what people typed is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


class PushButton(QPushButton):
    """A button that Enter presses too: on Windows and bare desktops only the space bar does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks, but only once while it is held down."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def button(text: str, icon: str = "", look: str = "", *, tip: str = "") -> QPushButton:
    """A button; `look` is "", "primary", "danger" or "quiet". One primary per page."""
    made = PushButton(text)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if look:
        made.setProperty("look", look)
    if icon:
        ink = {"primary": "on_accent", "danger": "danger", "quiet": "accent"}.get(look, "ink_soft")
        gap = SPACE["hair"] if text else 0
        made.setIcon(theme.current().icon(icon, ink, gap=gap))
        side = theme.current().px("lead")
        made.setIconSize(QSize(side + gap, side))
    if tip:
        made.setToolTip(tip)
        made.setAccessibleDescription(tip)
    return made


def dress(widget: QWidget, look: str) -> None:
    """Give a widget that is already on the screen another look."""
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def icon_button(icon: str, name: str) -> QPushButton:
    """A button that is only a picture; `name` is its tooltip and what a screen reader says."""
    made = button("", icon, "quiet", tip=name)
    made.setAccessibleName(name)
    return made


def search_field(prompt: str) -> QLineEdit:
    """A line to search with, a magnifier in it and a cross that empties it."""
    made = QLineEdit()
    made.setPlaceholderText(prompt)
    made.setAccessibleName(prompt)
    made.setClearButtonEnabled(True)
    glass = QAction(theme.current().icon("search"), "", made)
    glass.setEnabled(True)
    made.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
    return made


def line() -> QFrame:
    """A hair line between parts."""
    made = QFrame()
    made.setProperty("look", "line")
    return made


def row(*things: QWidget | QLayout | int, space: str = "small") -> QHBoxLayout:
    """Things side by side; the number 0 is a spring."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(SPACE[space])
    _fill(made, things)
    return made


def column(*things: QWidget | QLayout | int, space: str = "small", margin: str = "") -> QVBoxLayout:
    """Things below one another; the number 0 is a spring."""
    made = QVBoxLayout()
    edge = SPACE[margin] if margin else 0
    made.setContentsMargins(edge, edge, edge, edge)
    made.setSpacing(SPACE[space])
    _fill(made, things)
    return made


def _fill(layout: QHBoxLayout | QVBoxLayout, things: Iterable[QWidget | QLayout | int]) -> None:
    for thing in things:
        if isinstance(thing, QWidget):
            layout.addWidget(thing)
        elif isinstance(thing, QLayout):
            layout.addLayout(thing)
        else:
            layout.addStretch(1)


def named(name: str, field: QWidget) -> QWidget:
    """A field under its name; a click on the name goes to the field, and readers say it."""
    words = label(name, "field")
    words.setBuddy(field)
    field.setAccessibleName(name)
    whole = QWidget()
    whole.setLayout(column(words, field, space="hair"))
    return whole


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def card(*things: QWidget | QLayout | int, look: str = "card", space: str = "small") -> QFrame:
    """A framed part of a page; `look` "warn", "danger" or "good" colours a notice."""
    made = QFrame()
    made.setProperty("look", look)
    made.setLayout(column(*things, space=space, margin="base"))
    return made


def notice(text: str, look: str, icon: str, *more: QWidget) -> QFrame:
    """A sentence with its picture on a coloured ground: never colour alone. `more` goes below."""
    picture = QLabel()
    colour = {"good": "good", "warn": "warn", "danger": "danger"}.get(look, "ink_soft")
    picture.setPixmap(theme.current().pixmap(icon, colour, "section"))
    picture.setAlignment(Qt.AlignmentFlag.AlignTop)
    words = column(label(text), *more, space="hair")
    line_ = row(picture, words, space="near")
    line_.setStretch(1, 1)
    made = QFrame()
    made.setProperty("look", look)
    made.setLayout(column(line_, margin="base"))
    made.setAccessibleName(text)
    return made


def tag(text: str, look: str = "tag") -> QLabel:
    """A short word about a row; `look` "tag", "tag-warn", "tag-good", "tag-danger"."""
    made = label(text, look, wrap=False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def scrolled(inside: QWidget | QLayout, name: str, *, widest: int = 0) -> QScrollArea:
    """A part that scrolls up and down, and never sideways unless it must.

    `widest` is the reading width in px at 100 % text: longer lines tire.
    """
    body = inside if isinstance(inside, QWidget) else QWidget()
    if isinstance(inside, QLayout):
        body.setLayout(inside)
    if widest:
        body.setMaximumWidth(widest * theme.current().text // 100)
    body.setProperty("look", "scrolled")
    area = QScrollArea()
    area.setAlignment(Qt.AlignmentFlag.AlignLeft)
    area.setWidgetResizable(True)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(body)
    return area


class PageHead(QWidget):
    """The top of a page: heading, a sentence under it, and actions at the right.

    Signal: `back()` when the arrow was pressed (only with `back_to`, its accessible name).
    """

    back = Signal()

    def __init__(
        self, heading: str, lead: str = "", actions: Iterable[QWidget] = (), back_to: str = ""
    ) -> None:
        super().__init__()
        self.title = label(heading, "page")
        self.lead = label(lead, "soft")
        self.lead.setVisible(bool(lead))
        words = column(self.title, self.lead, space="hair")
        self.buttons = row(*actions)
        start = row(space="small")
        if back_to:
            arrow = icon_button("arrow-left", back_to)
            arrow.setObjectName("back")
            arrow.clicked.connect(self.back)
            start.addWidget(arrow, 0, Qt.AlignmentFlag.AlignTop)
        start.addLayout(words, 1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        start_at = SPACE["far"] - (SPACE["near"] if back_to else 0)  # the arrow, not its ground
        self._whole.setContentsMargins(start_at, SPACE["wide"], SPACE["far"], SPACE["base"])
        self._whole.setSpacing(SPACE["base"])
        self._whole.addLayout(start, 1)
        self._whole.addLayout(self.buttons)
        self._whole.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the actions would squeeze the heading they go below it."""
        super().resizeEvent(event)
        self._turn()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the style sheet has said how large the letters are."""
        super().showEvent(event)
        self._turn()

    def _turn(self) -> None:
        self.title.ensurePolished()
        actions = self.buttons.sizeHint().width()
        words = self.title.fontMetrics().horizontalAdvance(self.title.text())
        narrow = actions > 0 and words + actions + 4 * SPACE["vast"] > self.width()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._whole.direction():
            self._whole.setDirection(way)
            side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignTop
            self._whole.setAlignment(self.buttons, side)

    def say(self, heading: str, lead: str = "") -> None:
        """Change the words."""
        self.title.setText(heading)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))
        self._turn()


class EmptyState(QWidget):
    """What a list says when there is nothing in it: why, and what to do now."""

    def __init__(
        self, icon: str, heading: str, words: str, action: QPushButton | None = None
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(theme.current().pixmap(icon, "ink_soft", "cover"))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.heading, self.words = label(heading, "section"), label(words, "soft")
        parts: list[QWidget | QLayout | int] = [0, picture, self.heading, self.words]
        for words_ in (self.heading, self.words):
            words_.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if action is not None:
            parts.append(row(0, action, 0))
        self.setLayout(column(*parts, 0, space="near", margin="far"))


class ProgressPanel(QFrame):
    """How far long work is, and a button to stop it. Hidden while there is none.

    Follow a job with `follow(job, what)`; the panel hides itself when the job ends.
    """

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self._job: Job | None = None
        self.setProperty("look", "card")
        self.what = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.figure = label("", "small")
        self.stop = button(say("Detener"), "x")
        self.stop.clicked.connect(self.ask_to_stop)
        side = row(column(self.what, self.bar, self.figure), self.stop, space="base")
        side.setStretch(0, 1)
        self.setLayout(column(side, margin="base"))
        self.hide()

    def follow(self, job: Job, what: str) -> None:
        """Show `job` under the words `what` until it ends."""
        self._job = job
        self.what.setText(what)
        self.setAccessibleName(what)
        self.bar.setAccessibleName(what)
        self.bar.setRange(0, 0)
        self.figure.setText("")
        self.stop.setEnabled(True)
        self.stop.setText(self._say("Detener"))
        job.progressed.connect(self._step)
        job.ended.connect(self._end)
        self.show()

    def ask_to_stop(self) -> None:
        """Ask the work to stop at its next step and say that it was heard."""
        if self._job is not None:
            self._job.stop()
            self.stop.setEnabled(False)
            self.figure.setText(self._say("Deteniendo…"))

    def _step(self, at: int, of: int) -> None:
        if of <= 0 or not self.stop.isEnabled():
            return
        share = min(1000, at * 1000 // of)
        self.bar.setRange(0, 1000)
        self.bar.setValue(share)
        self.figure.setText(f"{share // 10} %")

    def _end(self) -> None:
        self._job = None
        self.hide()


class Clickable(QFrame):
    """A card that acts as one button: mouse, Enter and space. Signal: `clicked()`."""

    clicked = Signal()

    def __init__(self, name: str, *things: QWidget | QLayout | int) -> None:
        super().__init__()
        self.setProperty("look", "click")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setLayout(column(*things, margin="base"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space press it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A release of the left button inside presses it."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.clicked.emit()
            return True
        return super().event(event)
