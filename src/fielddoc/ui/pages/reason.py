"""A small dialog for what may not be done without a reason."""

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QWidget

from fielddoc.model.values import Value
from fielddoc.text import Catalogue
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.page import Page
from fielddoc.ui.pages.keeping import Aside
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

    def words(self) -> dict[str, Value]:
        """What stands there, to be kept as a draft."""
        return {"reason": Value(self.text.text())}

    def put(self, words: Mapping[str, Value]) -> None:
        """Go on with a reason that was begun before, unless another is being typed."""
        if not self.reason() and "reason" in words:
            self.text.set_text(str(words["reason"].v))

    def _typed(self) -> None:
        self.yes.setEnabled(bool(self.reason()))


def ask_reason(page: Page, heading: str, words: str, yes: str) -> str | None:
    """Ask for a reason, None when the person would rather not.

    What is typed is kept as a draft until it is used or given up.
    """
    desk = page.desk
    dialog = ReasonDialog(page, desk.say, heading, words, yes)
    kept = Aside(desk, dialog, f"reason/{page.place.record}", page.place, dialog.words)
    kept.found.connect(dialog.put)
    dialog.text.textChanged.connect(kept.touch)
    desk.leaving.connect(kept.keep)
    kept.look()
    reason = dialog.reason() if dialog.exec() else None
    desk.leaving.disconnect(kept.keep)
    kept.forget()
    dialog.deleteLater()
    return reason
