"""What was chosen, as small buttons that take the choice back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from fielddoc.text import Catalogue
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.widgets import button

_LETTERS = 60


class Chips(QWidget):
    """A line of chosen things. Signal: `dropped(index)` when one is taken back."""

    dropped = Signal(int)

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._buttons: list[QPushButton] = []
        self._layout = FlowLayout(self, gap=6)

    def show_labels(self, labels: Sequence[str]) -> None:
        """Show a chip for each label."""
        for old in self._buttons:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for place, words in enumerate(labels):
            short = words if len(words) <= _LETTERS else words[: _LETTERS - 1] + "…"
            chip = button(short, "x")
            chip.setProperty("look", "chip")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setToolTip(words)
            chip.setAccessibleName(self._say("Quitar {what}", what=words))
            chip.setProperty("place", place)
            chip.clicked.connect(self._drop)
            self._layout.addWidget(chip)
            chip.show()
            self._buttons.append(chip)
        self.setVisible(bool(labels))
        self.updateGeometry()

    def _drop(self) -> None:
        self.dropped.emit(self.sender().property("place"))
