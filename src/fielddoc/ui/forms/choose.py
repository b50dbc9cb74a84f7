"""Editors for vocabularies: one term, or several. What is not in the list is kept as written."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from fielddoc.forms import Field, Term, label
from fielddoc.model.values import Json
from fielddoc.ui.forms.chips import Chips
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.forms.search import Choice, SearchLine
from fielddoc.ui.widgets import button
from fielddoc.ui.widgets import label as words


def offered(asked: Field, around: Around) -> list[Choice]:
    """The terms that may be chosen now: institutions only if they existed on the event's day."""
    return choices(asked.vocabulary or "", around)


def choices(name: str, around: Around) -> list[Choice]:
    """The terms of a vocabulary as things to choose; their other names are searched too."""
    if name not in around.forms.vocabularies:
        return []
    vocabulary = around.forms.vocabularies[name]
    return [
        Choice(
            term.id,
            label(term.labels, around.language),
            label(term.definition, around.language),
            label(vocabulary.groups.get(term.group or "", {}), around.language),
            " ".join(term.was),
        )
        for term in vocabulary.offered(around.at)
    ]


def term_label(asked: Field, around: Around, content: Json) -> str:
    """What a chosen term is called: retired ones too, proposals by their own words."""
    if isinstance(content, dict):
        return str(content.get("text", content))
    term = _term(asked, around, content)
    return label(term.labels, around.language) if term is not None else str(content or "")


def definition(asked: Field, around: Around, content: Json) -> str:
    """What explains a chosen term, or an empty text."""
    term = _term(asked, around, content)
    return label(term.definition, around.language) if term is not None else ""


def _term(asked: Field, around: Around, content: Json) -> Term | None:
    if not isinstance(content, str) or (asked.vocabulary or "") not in around.forms.vocabularies:
        return None
    return around.forms.vocabularies[asked.vocabulary or ""].terms.get(content)


class TermEditor(Editor):
    """One term: search and choose, or leave other words as a proposal."""

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._content: Json = None
        self._shown = ""
        self._line = SearchLine(self, opener=self.say("Ver la lista"))
        self._line.setPlaceholderText(self.say("Busque o escriba"))
        self._hint = words("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._line)
        layout.addWidget(self._hint)
        self.setFocusProxy(self._line)
        self._line.picked.connect(self._pick)
        self._line.textEdited.connect(self._typed)
        self._line.left.connect(self._leave)
        self.renew()
        self._explain()

    def content(self) -> Json:
        typed = self._line.text()
        if typed == self._shown:
            return self._content
        if not typed.strip():
            return None
        named = self._line.choices.named(typed)
        return named.id if named is not None else {"text": typed.strip()}

    def set_content(self, content: Json) -> None:
        self._content = content
        self._line.setText(term_label(self.asked, self.around, content))
        self._shown = self._line.text()
        self._explain()

    def call(self, name: str) -> None:
        self._line.setAccessibleName(name)

    def control(self) -> QWidget:
        return self._line

    def renew(self) -> None:
        self._line.choices.fill(offered(self.asked, self.around))

    def _pick(self, one: Choice) -> None:
        self.set_content(one.id)
        self._chose()

    def _typed(self) -> None:
        self._explain()
        self.edited.emit()

    def _leave(self) -> None:
        content = self.content()
        if isinstance(content, str) and content != self._content:
            self.set_content(content)
        self.settled.emit()

    def _explain(self) -> None:
        content = self.content()
        if isinstance(content, dict):
            text = self.say("No está en la lista: se guarda como propuesta, con sus palabras.")
        else:
            text = definition(self.asked, self.around, content)
        self._hint.setText(text)
        self._hint.setVisible(bool(text))


class TermsEditor(Editor):
    """Several terms: type and choose; the whole list only for who opens it."""

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._content: list[Json] = []
        self._chips = Chips(self.say, self)
        self._line = SearchLine(self, opens=False)
        self._line.setPlaceholderText(self.say("Escriba para añadir"))
        self._opener = button(self.say("Ver la lista"), "list", "quiet")
        self._opener.setCheckable(True)
        self._list = QWidget(self)
        self._list.hide()
        self._boxes: dict[str, QCheckBox] = {}
        self._arrange()
        self._chips.dropped.connect(self._drop)
        self._line.picked.connect(self._pick)
        self._line.textEdited.connect(self.edited)
        self._line.left.connect(self._leave)
        self._opener.toggled.connect(self._open)
        self.renew()
        self._show()

    def content(self) -> Json:
        typed = self._line.text().strip()
        if not typed:
            return list(self._content) or None
        named = self._line.choices.named(typed)
        added = named.id if named is not None else {"text": typed}
        return [*self._content, *([] if added in self._content else [added])]

    def set_content(self, content: Json) -> None:
        self._content = list(content) if isinstance(content, list) else [content] if content else []
        self._line.clear()
        self._show()

    def call(self, name: str) -> None:
        self._line.setAccessibleName(self.say("{label}: añadir", label=name))
        self._opener.setAccessibleName(self.say("{label}: ver la lista", label=name))

    def control(self) -> QWidget:
        return self._line

    def renew(self) -> None:
        self._line.choices.fill(offered(self.asked, self.around))
        if self._opener.isChecked():
            self._fill()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        row.addWidget(self._opener)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._chips)
        layout.addLayout(row)
        layout.addWidget(self._list)
        self.setFocusProxy(self._line)

    def _pick(self, one: Choice) -> None:
        self._line.clear()
        self._add(one.id)

    def _add(self, content: Json) -> None:
        if content not in self._content:
            self._content.append(content)
        self._show()
        self._chose()

    def _drop(self, place: int) -> None:
        del self._content[place]
        self._show()
        self._line.setFocus()
        self._chose()

    def _leave(self) -> None:
        """What was typed and not chosen is a proposal: nothing typed is lost."""
        if self._line.text().strip():
            whole = self.content()
            self._line.clear()
            self._content = whole
            self._show()
        self.settled.emit()

    def _tick(self) -> None:
        box = self.sender()
        term = box.property("term")
        if isinstance(box, QCheckBox) and box.isChecked():
            self._add(term)
        elif term in self._content:
            self._content.remove(term)
            self._show()
            self._chose()

    def _show(self) -> None:
        self._chips.show_labels([term_label(self.asked, self.around, one) for one in self._content])
        for term, box in self._boxes.items():
            box.setChecked(term in self._content)

    def _open(self, opened: bool) -> None:
        self._opener.setText(self.say("Cerrar la lista") if opened else self.say("Ver la lista"))
        if opened and not self._boxes:
            self._fill()
        self._list.setVisible(opened)

    def _fill(self) -> None:
        _empty(self._list)
        self._boxes = {}
        column = self._list.layout() or QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        for group, members in _grouped(offered(self.asked, self.around)):
            if group:
                column.addWidget(words(group, "small"))
            for one in members:
                box = QCheckBox(one.label, self._list)
                box.setAccessibleName(one.label)
                box.setToolTip(one.detail)
                box.setProperty("term", one.id)
                box.clicked.connect(self._tick)
                column.addWidget(box)
                self._boxes[one.id] = box
        self._show()


def _empty(widget: QWidget) -> None:
    layout = widget.layout()
    while layout is not None and layout.count():
        item = layout.takeAt(0)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()


def _grouped(choices: Sequence[Choice]) -> list[tuple[str, list[Choice]]]:
    return [(name, list(rest)) for name, rest in groupby(choices, key=lambda one: one.group)]
