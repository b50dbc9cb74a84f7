"""Several answers of one simple type, one below the other."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fielddoc.forms import Field
from fielddoc.model.values import Json
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.widgets import button, icon_button

MakeEditor = Callable[[Field, Around], Editor]


class ManyEditor(Editor):
    """A list of editors of the same field; an empty one at the end is not an answer."""

    def __init__(
        self, asked: Field, around: Around, make: MakeEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(asked, around, parent)
        self._make = make
        self._label = ""
        self._lines: list[tuple[Editor, QWidget, QPushButton]] = []
        self._add = button(self.say("Añadir otra"), "plus", "quiet")
        self._add.clicked.connect(self._add_one)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.set_content(None)

    def content(self) -> Json:
        found = [editor.content() for editor, _line, _away in self._lines]
        return [one for one in found if one is not None] or None

    def set_content(self, content: Json) -> None:
        whole = content if isinstance(content, list) else [content] if content else []
        while self._lines:
            self._forget(self._lines[-1])
        for one in whole or [None]:
            self._line(one)

    def call(self, name: str) -> None:
        self._label = name
        self._add.setAccessibleName(self.say("{label}: añadir otra", label=name))
        self._rename()

    def control(self) -> QWidget:
        return self._lines[0][0].control()

    def renew(self) -> None:
        for editor, _line, _away in self._lines:
            editor.renew()

    def _line(self, content: Json) -> None:
        line = QWidget(self)
        editor = self._make(self.asked, self.around)
        editor.set_content(content)
        editor.edited.connect(self.edited)
        editor.settled.connect(self.settled)
        away = icon_button("x", self.say("Quitar"))
        away.clicked.connect(self._remove)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(editor, 1)
        layout.addWidget(away)
        self._lines.append((editor, line, away))
        self._column.insertWidget(len(self._lines) - 1, line)
        line.show()
        self._rename()

    def _rename(self) -> None:
        for number, (editor, _line, away) in enumerate(self._lines, 1):
            editor.call(f"{self._label} {number}" if number > 1 else self._label)
            away.setAccessibleName(self.say("Quitar {what}", what=f"{self._label} {number}"))
            away.setVisible(len(self._lines) > 1 or editor.content() is not None)

    def _add_one(self) -> None:
        self._line(None)
        self._lines[-1][0].control().setFocus()

    def _remove(self) -> None:
        gone = self.sender().parent()
        self._forget(next(one for one in self._lines if one[1] is gone))
        if not self._lines:
            self._line(None)
        self._rename()
        self._lines[-1][0].control().setFocus()
        self._chose()

    def _forget(self, gone: tuple[Editor, QWidget, QPushButton]) -> None:
        self._lines.remove(gone)
        self._column.removeWidget(gone[1])
        gone[1].hide()
        gone[1].deleteLater()
