"""A small dialog for what may not be done without a reason."""

from PySide6.QtWidgets import QDialog, QWidget

from fielddoc.text import Catalogue
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.widgets import button, column, label, row


class ReasonDialog(QDialog):
    """Asks for a reason; `exec()` is true when one was given."""

    def __init__(self, parent: QWidget, say: Catalogue, heading: str, words: str, yes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.text = GrowingText(2)
        self.text.setAccessibleName(say("Motivo"))
        self.text.setPlaceholderText(say("Motivo"))
        self.no = button(say("Cancelar"))
        self.yes = button(yes, look="danger")
        self.yes.setEnabled(False)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.text.textChanged.connect(self._typed)
        self.setLayout(
            column(
                label(heading, "section"), label(words), self.text, row(0, self.no, self.yes),
                space="base", margin="wide",
            )
        )  # fmt: skip
        self.setMinimumWidth(460)
        self.text.setFocus()

    def reason(self) -> str:
        """What was given as the reason."""
        return self.text.text().strip()

    def _typed(self) -> None:
        self.yes.setEnabled(bool(self.reason()))
