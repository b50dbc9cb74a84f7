"""The editor of an attached file: drop it or choose it; then its name, size and hash."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fielddoc.forms import Field
from fielddoc.model.values import Json
from fielddoc.ui.dialogs import open_file
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.times import bytes_
from fielddoc.ui.widgets import button, label, row


class AttachmentEditor(Editor):
    """Takes a file in through the surroundings, which seal it; the file itself stays untouched."""

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._content: Json = None
        self._frame = QFrame(self)
        self._frame.setProperty("look", "sunken")
        self._title = label("", "strong")
        self._facts = label("", "small")
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._choose = button(self.say("Elegir un archivo…"), "paperclip")
        self._choose.clicked.connect(self._ask_file)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(6)
        inside.addWidget(self._title)
        inside.addWidget(self._facts)
        inside.addLayout(row(self._choose, 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self.setAcceptDrops(True)
        self._show()

    def content(self) -> Json:
        return self._content

    def set_content(self, content: Json) -> None:
        self._content = content or None
        self._show()

    def call(self, name: str) -> None:
        self._choose.setAccessibleName(self.say("{label}: elegir un archivo", label=name))

    def control(self) -> QWidget:
        return self._choose

    def renew(self) -> None:
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.around.attach is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(Path(paths[0]))

    def take(self, path: Path) -> None:
        """Have the file sealed into the vault."""
        if self.around.attach is None:
            return
        self._title.setText(self.say("Sellando «{name}»…", name=path.name))
        self.around.attach(path, self._taken)

    def _taken(self, content: Json) -> None:
        self.set_content(content)
        if content is not None:
            self._chose()

    def _ask_file(self) -> None:
        chosen = open_file(self, self.say("Elegir un archivo"))
        if chosen is not None:
            self.take(chosen)

    def _show(self) -> None:
        held = self._content if isinstance(self._content, dict) else None
        able = self.around.attach is not None
        self._choose.setVisible(able and held is None)
        if held is None:
            self._title.setText(
                self.say("Suelte aquí un archivo") if able else self.say("Sin archivo")
            )
            self._facts.setText(
                self.say("Se guarda cifrado, tal como está, con su huella SHA-256.")
                if able
                else self.say("Aquí no se pueden añadir archivos.")
            )
            return
        self._title.setText(str(held.get("name", "")))
        size = int(held.get("size", 0))
        self._facts.setText(
            "\n".join(
                (
                    f"{bytes_(size)} · {held.get('media', '')}",
                    f"SHA-256 {_spaced(str(held.get('sha256', '')))}",
                )
            )
        )


def _spaced(digest: str) -> str:
    """A hash in groups of eight, which can be compared by eye and can wrap."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
