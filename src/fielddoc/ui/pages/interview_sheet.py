"""The sheet that an account is written on, alone on the screen, and the few keys beside it.

What stands on the sheet is plain text, the same in ten years: a mark is `[10:42]`, another
speaker's paragraph begins with who speaks. Paragraphs without a name are the person's own.
"""

import datetime
import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fielddoc.text import N_, Catalogue
from fielddoc.ui import theme
from fielddoc.ui.forms.box import FieldBox
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, column, label, row, scrolled

SPEAKERS = (N_("Persona"), N_("Intérprete"), N_("Acompañante"), N_("Documenta"))
"""Who may be speaking; the first is the person, whose paragraphs need no name."""
_INTERPRETER = 1
_LINES = 14
_READING = 760
_MARK = re.compile(r"\[[^\[\]\n]{1,60}\]")


class Sheet(GrowingText):
    """Plain text with marks. Signal: `speaking(number)` when the cursor is in another's words."""

    speaking = Signal(int)

    def __init__(self, say: Catalogue) -> None:
        super().__init__(_LINES)
        self._say = say
        self._names = [f"{say(name)}: " for name in SPEAKERS]
        self.setProperty("look", "sheet")
        self.setFont(theme.current().font("lead", narrative=True))
        self._painter = _Marks(self.document(), self._names)
        self.cursorPositionChanged.connect(self._tell)

    @property
    def speaker(self) -> int:
        """Whose words the cursor is in."""
        said = self.textCursor().block().text()
        return next((at for at, name in enumerate(self._names) if said.startswith(name)), 0)

    def speak(self, who: int) -> None:
        """Go on with another speaker, in a paragraph of their own."""
        cursor, name = self.textCursor(), self._names[who]
        said = cursor.block().text()
        cursor.beginEditBlock()
        if said.strip() in ("", *(one.strip() for one in self._names)):
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            move = QTextCursor.MoveOperation.EndOfBlock
            cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(name)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText(f"\n{name}")
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._tell()

    def mark(self, words: str) -> None:
        """Write a mark where the cursor is, apart from the words around it."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        gap = " " if before and not before.endswith(" ") else ""
        cursor.insertText(f"{gap}[{words}] ")
        self.setTextCursor(cursor)
        self.setFocus()

    def pause(self) -> None:
        """Mark that a pause begins; the next one marks that the person goes on."""
        say = self._say
        begun, on = say("pausa {time}", time="{}"), say("sigue {time}", time="{}")
        marks = [found[0] for found in _MARK.finditer(self.before())]
        starts = [f"[{words.split('{')[0]}" for words in (begun, on)]
        last = next((one for one in reversed(marks) if one.startswith(tuple(starts))), "")
        self.mark((on if last.startswith(starts[0]) else begun).format(clock()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on with the same speaker; on an empty paragraph it is the person again."""
        enters = event.matches(QKeySequence.StandardKey.InsertParagraphSeparator)
        who, said = self.speaker, self.textCursor().block().text()
        if enters and who and said == self._names[who]:
            self.speak(0)
            return
        super().keyPressEvent(event)
        if enters and who:
            self.insertPlainText(self._names[who])

    def before(self) -> str:
        """The text before the cursor."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _tell(self) -> None:
        self.speaking.emit(self.speaker)


class _Marks(QSyntaxHighlighter):
    """Draws marks softly, and other speakers' words so that nobody takes them for the person's."""

    def __init__(self, document: QTextDocument, names: list[str]) -> None:
        super().__init__(document)
        colours = theme.current().colours
        self._names = names
        self._soft = QTextCharFormat()
        self._soft.setForeground(QColor(colours.ink_soft))
        self._name = QTextCharFormat()
        self._name.setForeground(QColor(colours.accent))
        self._name.setFontWeight(QFont.Weight.Bold)
        self._other = QTextCharFormat()
        self._other.setForeground(QColor(colours.accent))
        self._other.setFontItalic(True)

    def highlightBlock(self, text: str) -> None:
        for at, name in enumerate(self._names):
            if text.startswith(name):
                if at == _INTERPRETER:
                    self.setFormat(0, len(text), self._other)
                self.setFormat(0, len(name), self._name)
        for found in _MARK.finditer(text):
            self.setFormat(found.start(), found.end() - found.start(), self._soft)


class SheetPage(QWidget):
    """The sheet with its keys below, and nothing else.

    Signals: `finished()`, `left()` the person wants to go on, or back to the steps;
    `noted(row, rows before)` when a note of distress is being written.
    """

    finished = Signal()
    left = Signal()
    noted = Signal(str, str, str)

    def __init__(self, say: Catalogue, sheet: Sheet, box: FieldBox, name: str) -> None:
        super().__init__()
        self._say, self.sheet = say, sheet
        self.setAccessibleName(name)
        self._at = self._words = ""
        inside = column(box)
        inside.setContentsMargins(SPACE["far"], SPACE["wide"], SPACE["far"], SPACE["wide"])
        inside.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._paper = scrolled(inside, name, widest=_READING)
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(self._paper, 1)
        whole.addWidget(self._note_line())
        whole.addLayout(self._tools(box))

    def tell(self, words: str) -> None:
        """Say how things stand with what was typed."""
        self.state.setText(words)

    def write_time(self) -> None:
        """Write the time of day where the cursor is."""
        self.sheet.mark(clock())

    def write_pause(self) -> None:
        """Mark a pause, or that it is over."""
        self.sheet.pause()

    def write_silence(self) -> None:
        """Mark a silence."""
        self.sheet.mark(self._say("silencio"))

    def open_note(self) -> None:
        """Take a note of distress: the team's own, never part of the account."""
        self._at, self._words = clock(), " ".join(self.sheet.before().split()[-12:])
        self.note.set_text("")
        self._noting.show()
        self.note.setFocus()

    def close_note(self) -> None:
        """Go back to the sheet; the note is kept."""
        self._noting.hide()
        self.sheet.setFocus()

    def _note_line(self) -> QWidget:
        say = self._say
        self.note = GrowingText(1)
        self.note.setAccessibleName(say("Nota de malestar (no va en el relato)"))
        self.note.setPlaceholderText(say("Qué se notó y qué ayudó"))
        self.note.textChanged.connect(self._noted)
        done = button(say("Listo"), "check", tip=say("Esc"))
        done.clicked.connect(self.close_note)
        QShortcut(QKeySequence("Esc"), self.note).activated.connect(self.close_note)
        self._noting = QWidget()
        words = label(say("Nota de malestar (no va en el relato)"), "small", wrap=False)
        inside = row(words, self.note, done)
        inside.setContentsMargins(SPACE["far"], SPACE["small"], SPACE["far"], 0)
        inside.setStretch(1, 1)
        self._noting.setLayout(inside)
        self._noting.hide()
        return self._noting

    def _tools(self, box: FieldBox) -> QHBoxLayout:
        say = self._say
        flow = FlowLayout(gap=SPACE["hair"])
        self.speakers = QButtonGroup(self)
        for at, name in enumerate(SPEAKERS):
            made = button(say(name), "", "chip", tip=f"Alt+{at + 1}")
            made.setAccessibleName(say("Habla: {who}", who=say(name)))
            made.setCheckable(True)
            made.setChecked(at == 0)
            self.speakers.addButton(made, at)
            flow.addWidget(made)
            self._key(f"Alt+{at + 1}", made)
        self.speakers.idClicked.connect(self._speak)
        self.sheet.speaking.connect(self._speaks)
        for words, keys, icon, slot in (
            (say("Hora"), "Ctrl+T", "clock", self.write_time),
            (say("Pausa"), "Ctrl+P", "hourglass", self.write_pause),
            (say("Silencio"), "Ctrl+Shift+P", "ellipsis", self.write_silence),
            (say("Malestar"), "Ctrl+D", "heartbeat", self.open_note),
        ):
            made = button(words, icon, "quiet", tip=keys)
            made.clicked.connect(slot)
            self._key(keys, made)
            flow.addWidget(made)
        flow.addWidget(box.more)
        self.state = label("", "small")
        self.steps = button(say("Ver los pasos"), "list", "quiet", tip="F6")
        self.done = button(say("Terminar el relato"), "arrow-right", "primary", tip=say("Alt+→"))
        self.steps.clicked.connect(self.left)
        self.done.clicked.connect(self.finished)
        self.state.setWordWrap(False)
        tools = row(space="base")
        tools.addLayout(flow, 1)
        tools.addLayout(row(self.state, self.steps, self.done))
        tools.setContentsMargins(SPACE["far"], SPACE["small"], SPACE["far"], SPACE["base"])
        return tools

    def _key(self, keys: str, made: QPushButton) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(made.click)

    def _speak(self, who: int) -> None:
        if who != self.sheet.speaker or who == 0:
            self.sheet.speak(who)
        self.sheet.setFocus()

    def _speaks(self, who: int) -> None:
        self.speakers.button(who).setChecked(True)

    def _noted(self) -> None:
        if not self._noting.isHidden():
            self.noted.emit(self._at, self.note.text(), self._words)


def clock() -> str:
    """The time of day on this machine's clock."""
    return f"{datetime.datetime.now().astimezone():%H:%M}"
