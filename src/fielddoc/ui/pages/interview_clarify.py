"""Questions beside the account: each answer stays tied to the passage that it comes from."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from fielddoc.forms import Field
from fielddoc.model.values import Json, Value
from fielddoc.text import Catalogue
from fielddoc.ui import theme
from fielddoc.ui.forms.box import FieldBox
from fielddoc.ui.forms.editor import Around
from fielddoc.ui.forms.group import GroupEditor, RowCard
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, label, row, scrolled

QUOTE, OFFSET = "quote", "offset"
_LONGEST = 160
_NARROW = 900


def passage(text: str, quote: str, offset: int) -> int | None:
    """Where a quote stands in a text: where it did, or the nearest place; None when it is gone."""
    if not quote:
        return None
    if text[offset : offset + len(quote)] == quote:
        return offset
    after, before = text.find(quote, offset), text.rfind(quote, 0, offset + len(quote))
    found = [at for at in (after, before) if at >= 0]
    return min(found, key=lambda at: abs(at - offset)) if found else None


class ClarifyEditor(GroupEditor):
    """Rows of question and answer; those of a passage show it.

    Signal: `wanted(quote, offset)` when somebody wants to see a passage in the text.
    """

    wanted = Signal(str, int)

    def __init__(
        self, asked: Field, around: Around, make: Callable[[Field, Around], FieldBox]
    ) -> None:
        shown = {name: field for name, field in asked.fields.items() if name not in (QUOTE, OFFSET)}
        super().__init__(replace(asked, fields=shown), around, make)

    def ask_about(self, quote: str, offset: int) -> None:
        """Begin a question about a passage."""
        content = {QUOTE: Value(quote).to_json(), OFFSET: Value(str(offset)).to_json()}
        card = self._card(len(self._cards), dict(content))
        self._number()
        card.open()
        card.first().setFocus()
        self.edited.emit()

    def _card(self, at: int, content: dict[str, Json]) -> RowCard:
        card = super()._card(at, content)
        quote = _held(content, QUOTE)
        layout = card.layout()
        if quote and isinstance(layout, QVBoxLayout):
            short = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"
            go = button(self.say("Ver en el relato"), "search", "quiet")
            go.setProperty("card", card)
            go.clicked.connect(self._want)
            words = label(f"«{' '.join(short.split())}»", "soft")
            line = row(words, go)
            line.setStretch(0, 1)
            layout.insertLayout(1, line)
        return card

    def _want(self) -> None:
        content = self.sender().property("card").content()
        offset = _held(content, OFFSET)
        self.wanted.emit(_held(content, QUOTE), int(offset) if offset.isdigit() else 0)


class ClarifyPage(QWidget):
    """The account to read at one side, the questions at the other."""

    def __init__(
        self, say: Catalogue, name: str, editor: ClarifyEditor, inside: QVBoxLayout
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._say, self._editor = say, editor
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setFont(theme.current().font("lead", narrative=True))
        self.text.setProperty("look", "account")
        self.text.setAccessibleName(say("Relato"))
        self.ask = button(say("Preguntar sobre lo elegido"), "plus", tip=say("Ctrl+Intro"))
        self.ask.clicked.connect(self.ask_about)
        QShortcut(QKeySequence("Ctrl+Return"), self.text).activated.connect(self.ask_about)
        self.told = label("", "small")
        self.told.setText(say("Elija un pasaje (con Mayús y flechas, o con el ratón)."))
        left = QVBoxLayout()
        left.setContentsMargins(SPACE["far"], SPACE["small"], SPACE["small"], SPACE["base"])
        left.addWidget(self.text, 1)
        left.addWidget(self.told)
        left.addLayout(row(self.ask, 0))
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addLayout(left, 1)
        self._whole.addWidget(scrolled(inside, name), 1)
        editor.wanted.connect(self.show_passage)

    def show_account(self, text: str) -> None:
        """Show the account as it stands now."""
        if text != self._account():
            self.text.setPlainText(text)

    def ask_about(self) -> None:
        """Begin a question about what is selected, or say that nothing is."""
        cursor = self.text.textCursor()
        if not cursor.hasSelection():
            self.told.setText(self._say("Primero elija en el relato las palabras de que se trata."))
            return
        account = self._account()
        start = _letters(account, cursor.selectionStart())
        end = _letters(account, cursor.selectionEnd())
        quote = account[start:end]
        self._editor.ask_about(quote, start)
        self._lit(cursor)

    def show_passage(self, quote: str, offset: int) -> None:
        """Bring the passage of a question into sight."""
        account = self._account()
        at = passage(account, quote, offset)
        if at is None:
            self.told.setText(self._say("Esas palabras ya no están así en el relato."))
            self.text.setExtraSelections([])
            return
        cursor = self.text.textCursor()
        cursor.setPosition(_units(account, at))
        cursor.setPosition(_units(account, at + len(quote)), QTextCursor.MoveMode.KeepAnchor)
        self._lit(cursor)
        seen = QTextCursor(cursor)
        seen.setPosition(cursor.selectionStart())
        self.text.setTextCursor(seen)
        self.text.ensureCursorVisible()
        self.told.setText(self._say("El pasaje está señalado en el relato."))

    def resizeEvent(self, event: object) -> None:
        """Where there is no room for two columns the questions go below."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        narrow = self.width() * 100 < _NARROW * theme.current().text
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(way)

    def _account(self) -> str:
        return self.text.document().toRawText().replace("\u2029", "\n")

    def _lit(self, cursor: QTextCursor) -> None:
        colours = theme.current().colours
        look = QTextCharFormat()
        look.setBackground(QColor(colours.chosen))
        look.setForeground(QColor(colours.ink))
        lit = QTextEdit.ExtraSelection()
        lit.cursor, lit.format = cursor, look
        self.text.setExtraSelections([lit])


def _held(content: dict[str, Json], name: str) -> str:
    value = content.get(name)
    return str(Value.from_json(value).v or "") if isinstance(value, dict) else ""


def _letters(text: str, units: int) -> int:
    """Qt counts UTF-16 units, we count letters: an emoji is two of theirs."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def _units(text: str, letters: int) -> int:
    return len(text[:letters].encode("utf-16-le", "surrogatepass")) // 2
