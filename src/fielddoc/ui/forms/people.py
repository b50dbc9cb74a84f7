"""Editors that name other records of the case: people, events, evidence."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fielddoc.forms import Field, label
from fielddoc.model.values import Json
from fielddoc.ui.forms.chips import Chips
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.forms.search import Choice, SearchLine
from fielddoc.ui.widgets import button


class RecordEditor(Editor):
    """Chooses records of the case by what they are called; one, or several where asked for.

    Words that name nobody are kept as `{"text": …}`, which `check` refuses with a sentence: the
    person adds the record (the button beside does it) or chooses another.
    """

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._content: list[Json] = []
        self._chips = Chips(self.say, self)
        self._line = SearchLine(self)
        self._line.setPlaceholderText(
            self.say("Escriba un nombre") if "person" in self._kinds() else self.say("Busque")
        )
        self._add_new = button(self.say("Añadir"), "plus", "quiet")
        self._arrange()
        self._chips.dropped.connect(self._drop)
        self._line.picked.connect(self._pick)
        self._line.textEdited.connect(self._typed)
        self._line.left.connect(self._leave)
        self._add_new.clicked.connect(self._create)
        self.renew()
        self._show()

    def content(self) -> Json:
        typed = self._line.text().strip()
        whole = list(self._content)
        if typed:
            named = self._line.choices.named(typed)
            whole.append(named.id if named is not None else {"text": typed})
        if self.asked.many or len(whole) > 1:
            return whole or None
        return whole[0] if whole else None

    def set_content(self, content: Json) -> None:
        self._content = list(content) if isinstance(content, list) else [content] if content else []
        self._line.clear()
        self._show()

    def call(self, name: str) -> None:
        self._line.setAccessibleName(name)

    def control(self) -> QWidget:
        return self._line

    def renew(self) -> None:
        kinds = self._kinds()
        rows = [row for row in self.around.rows.values() if not kinds or row.kind in kinds]
        self._line.choices.fill(
            [Choice(row.id, row.title, row.when, self._kind_label(row.kind, kinds)) for row in rows]
        )
        self._show()

    def _kinds(self) -> list[str]:
        return list(self.asked.kinds) or (["person"] if self.asked.type == "person" else [])

    def _kind_label(self, kind: str, kinds: list[str]) -> str:
        form = self.around.forms.kinds.get(kind)
        return label(form.labels, self.around.language) if form and len(kinds) != 1 else ""

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        row.addWidget(self._add_new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._chips)
        layout.addLayout(row)
        self.setFocusProxy(self._line)

    def _pick(self, one: Choice) -> None:
        self._line.clear()
        self._take(one.id)

    def _take(self, record: str) -> None:
        if not self.asked.many:
            self._content = [record]
        elif record not in self._content:
            self._content.append(record)
        self._show()
        self._chose()

    def _drop(self, place: int) -> None:
        del self._content[place]
        self._show()
        self._line.setFocus()
        self._chose()

    def _typed(self) -> None:
        self._offer()
        self.edited.emit()

    def _leave(self) -> None:
        named = self._line.choices.named(self._line.text())
        if named is not None:
            self._pick(named)
        else:
            self.settled.emit()

    def _offer(self) -> None:
        """Offer to add whom the words name, when the case has nobody called so."""
        typed = self._line.text().strip()
        kinds = self._kinds()
        fits = bool(typed) and bool(kinds) and self.around.create is not None
        unknown = fits and self._line.choices.named(typed) is None
        self._add_new.setVisible(unknown)
        if unknown:
            self._add_new.setText(self.say("Añadir «{name}»", name=typed[:40]))
            self._add_new.setAccessibleName(self._add_new.text())

    def _create(self) -> None:
        typed = self._line.text().strip()
        if self.around.create is not None and typed:
            self.around.create(self._kinds()[0], typed, self._created)

    def _created(self, record: str) -> None:
        self._line.clear()
        self._take(record)

    def _show(self) -> None:
        self._chips.show_labels([self._called(one) for one in self._content])
        self._offer()
        empty = bool(self._content) and not self.asked.many
        self._line.setVisible(not empty)

    def _called(self, one: Json) -> str:
        return self.around.name_of(one) if isinstance(one, str) else str(one.get("text", one))
