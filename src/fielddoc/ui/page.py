"""What every page does alike: look again when something changed, and leave nothing unsaved.

A page is a `Page` made with the desk and the place it shows. It draws itself empty at once and
asks for its content in `look`; it is asked again only when it is on the screen and something
that concerns it changed. Pages never keep case content after they are left for good: the window
deletes them.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fielddoc.ui.desk import Desk, Place


class Page(QWidget):
    """A page of the window. Override `look`, and where needed `concerns`, `leave`, `first`.

    `column` is the page's layout; `heading` is what a screen reader says. `title` is what the
    window's title says: the kind of page, never a name out of a case, because window titles end
    up in task bars and in the logs of desktops.
    Signal: `quieted(on)` when the page wants the screen for itself, or gives it back.
    """

    quieted = Signal(bool)

    def __init__(self, desk: Desk, place: Place, heading: str) -> None:
        super().__init__()
        self.desk = desk
        self.place = place
        self.heading = self.title = heading
        self.setAccessibleName(heading)
        self._stale = True
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        desk.changed.connect(self._hear)
        desk.leaving.connect(self.leave)

    def look(self) -> None:
        """Ask the desk for what the page shows; also called again after changes."""

    def concerns(self, changes: object) -> bool:
        """Whether `changes` (with `.records`, `.case`) touch what this page shows.

        Default: the same case, or a page that shows no case.
        """
        case = getattr(changes, "case", None)
        return case is None or self.place.case in (None, case)

    def leave(self) -> None:
        """Hand unsaved words to the desk: before another page, before locking, before quitting."""

    def first(self) -> QWidget | None:
        """The control that gets the keyboard when the page is shown; `None`: the first one."""
        return None

    def backward(self) -> bool:
        """Go one step back inside the page, as Alt+Left asks; False: there is none, leave it."""
        return False

    @property
    def quiet(self) -> bool:
        """Whether nothing but the page is to be on the screen: somebody is telling."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Look, if something changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.look()

    def _hear(self, changes: object, by: object) -> None:
        if by is self or not self.concerns(changes):
            return
        if self.isVisible():
            self.look()
        else:
            self._stale = True
