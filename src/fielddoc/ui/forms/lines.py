"""Editors for words and figures: text, narrative, number, clock time."""

import re

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from fielddoc.forms import Field
from fielddoc.model.values import Json
from fielddoc.ui.forms.dates import in_words
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.forms.growing import GrowingText, ShortLine
from fielddoc.ui.widgets import label

_NARRATIVE_LINES = 5
_ABOUT = re.compile(
    r"(?:~|unos|unas|aprox\.?|aproximadamente|alrededor de|about|some)\s*(\d+)", re.I
)
_BETWEEN = re.compile(r"(?:de |entre |between )?(\d+)\s*(?:\.\.|-|–|a|to|y|and)\s*(\d+)", re.I)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:h|hs|hrs|horas)?\s*([ap])?\.?\s?m?\.?", re.I)


class TextEditor(Editor):
    """Words: one line that grows when it must, or a narrative with room to tell."""

    def __init__(
        self,
        asked: Field,
        around: Around,
        parent: QWidget | None = None,
        text: GrowingText | None = None,
    ) -> None:
        super().__init__(asked, around, parent)
        roomy = asked.type == "narrative" or bool(asked.long)
        self.text = text or GrowingText(_NARRATIVE_LINES if roomy else 1, self)
        self._quiet = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.setFocusProxy(self.text)
        self.text.textChanged.connect(self._typed)
        self.text.left.connect(self.settled)

    def content(self) -> Json:
        return self.text.text() or None

    def set_content(self, content: Json) -> None:
        self._quiet = True
        self.text.set_text(_as_text(content))
        self._quiet = False

    def call(self, name: str) -> None:
        self.text.setAccessibleName(name)

    def control(self) -> QWidget:
        return self.text

    def _typed(self) -> None:
        if not self._quiet:
            self.edited.emit()


class NumberEditor(Editor):
    """A number as people know it: 43, about 11, between 8 and 10. Other words stay as typed."""

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._line = ShortLine(22, self)
        self._line.setPlaceholderText(self.say("43, ~11, 8..10"))
        self._words = label("", "small")
        self._quiet = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addWidget(self._words, 1)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._typed)
        self._line.editingFinished.connect(self._leave)

    def content(self) -> Json:
        return self._line.text().strip() or None

    def set_content(self, content: Json) -> None:
        self._quiet = True
        self._line.setText(_as_text(content))
        self._quiet = False
        self._explain()

    def call(self, name: str) -> None:
        self._line.setAccessibleName(name)

    def control(self) -> QWidget:
        return self._line

    def _typed(self) -> None:
        self._explain()
        if not self._quiet:
            self.edited.emit()

    def _leave(self) -> None:
        tidy = tidy_number(self._line.text())
        if tidy != self._line.text():
            self._line.setText(tidy)
        self.settled.emit()

    def _explain(self) -> None:
        self._words.setText(in_words(self.asked, self.around, tidy_number(self._line.text())))


class TimeEditor(Editor):
    """A clock time, perhaps only about: `15:00`, `~15:00`. Other words stay as typed."""

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._line = ShortLine(14, self)
        self._line.setPlaceholderText(self.say("hh:mm"))
        self._about = QCheckBox(self.say("aproximada"), self)
        self._quiet = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addWidget(self._about)
        layout.addStretch(1)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._typed)
        self._line.editingFinished.connect(self._leave)
        self._about.clicked.connect(self._chose)

    def content(self) -> Json:
        text = self._line.text().strip()
        return (("~" if self._about.isChecked() else "") + text) or None

    def set_content(self, content: Json) -> None:
        text = _as_text(content)
        self._quiet = True
        self._about.setChecked(text.startswith("~"))
        self._line.setText(text.removeprefix("~"))
        self._quiet = False

    def call(self, name: str) -> None:
        self._line.setAccessibleName(name)
        self._about.setAccessibleName(self.say("{label}: hora aproximada", label=name))

    def control(self) -> QWidget:
        return self._line

    def _typed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _leave(self) -> None:
        tidy = tidy_time(self._line.text())
        if tidy != self._line.text():
            if tidy.startswith("~"):
                self._about.setChecked(True)
            self._line.setText(tidy.removeprefix("~"))
        self.settled.emit()


def tidy_number(text: str) -> str:
    """Return a number as it is stored where the words are understood, else the words."""
    plain = text.strip()
    if found := _ABOUT.fullmatch(plain):
        return f"~{found[1]}"
    if found := _BETWEEN.fullmatch(plain):
        return f"{found[1]}..{found[2]}"
    return plain


def tidy_time(text: str) -> str:
    """Return `hh:mm` (perhaps after ~) where the words are understood, else the words."""
    plain = text.strip()
    about = "~" if plain.startswith("~") else ""
    found = _CLOCK.fullmatch(plain.removeprefix("~").strip())
    if found is None:
        return plain
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return plain
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return plain
    return f"{about}{hour:02}:{minute:02}"


def _as_text(content: Json) -> str:
    return "" if content is None else content if isinstance(content, str) else str(content)
