"""The editor of a place: in the person's words, and as exactly as it is known."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fielddoc.forms import Field
from fielddoc.forms import label as called
from fielddoc.model.values import Json
from fielddoc.text import N_
from fielddoc.ui.forms.choose import choices
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.forms.search import Choice, SearchLine
from fielddoc.ui.widgets import label

_PARTS = ("entity", "municipality", "kind", "precision")
_LISTS = {
    "entity": "entidades",
    "municipality": "municipios",
    "kind": "sitio",
    "precision": "localidad_precision",
}
_NAMES = {
    "entity": N_("Entidad"),
    "municipality": N_("Municipio"),
    "kind": N_("Tipo de lugar"),
    "precision": N_("Precisión"),
}


class PlaceEditor(Editor):
    """Words first; then state and municipality by search, kind of place and precision.

    A municipality brings its state with it (INEGI keys: the first two digits).
    """

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(asked, around, parent)
        self._quiet = False
        self._rest: dict[str, Json] = {}
        self._text = GrowingText(1, self)
        self._text.setPlaceholderText(
            self.say("Con las palabras de la persona: calle, paraje, cuartel…")
        )
        self._parts = {name: _Part(name, around, self) for name in _PARTS}
        self._arrange()
        self._text.textChanged.connect(self._typed)
        self._text.left.connect(self.settled)
        for part in self._parts.values():
            part.picked.connect(self._picked)
            part.textEdited.connect(self.edited)
            part.left.connect(self.settled)
        self.renew()

    def content(self) -> Json:
        text = self._text.text()
        found: dict[str, Json] = {"text": text} if text else {}
        found.update({name: part.term() for name, part in self._parts.items() if part.term()})
        found.update(self._rest)
        return found or None

    def set_content(self, content: Json) -> None:
        place = dict(content) if isinstance(content, dict) else {"text": str(content or "")}
        self._quiet = True
        self._text.set_text(str(place.pop("text", "") or ""))
        entity = str(place.get("entity") or "")
        for name, part in self._parts.items():
            part.set_term(place.pop(name, None), entity if name == "municipality" else "")
        self._rest = place
        self._quiet = False

    def call(self, name: str) -> None:
        self._text.setAccessibleName(name)
        for key, part in self._parts.items():
            part.setAccessibleName(f"{name}: {self.say(_NAMES[key])}")

    def control(self) -> QWidget:
        return self._text

    def renew(self) -> None:
        for part in self._parts.values():
            part.renew()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for number, name in enumerate(_PARTS):
            row, column = divmod(number, 2)
            words = label(self.say(_NAMES[name]), "small")
            words.setBuddy(self._parts[name])
            grid.addWidget(words, 2 * row, column)
            grid.addWidget(self._parts[name], 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._text)
        layout.addLayout(grid)
        self.setFocusProxy(self._text)

    def _typed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _picked(self) -> None:
        part = self.sender()
        municipality = self._parts["municipality"].term()
        if part is self._parts["municipality"] and municipality:
            self._parts["entity"].set_term(municipality[:2])
        self._chose()


class _Part(SearchLine):
    """One coded part of a place; words that are in no list stay as they are typed."""

    def __init__(self, name: str, around: Around, parent: QWidget) -> None:
        super().__init__(parent, opens=name != "municipality")
        self._list = _LISTS[name]
        self._around = around
        self._term: Json = None
        self._shown = ""
        self.picked.connect(self._take)

    def term(self) -> Json:
        """The id of what stands there, or the words."""
        if self.text() == self._shown:
            return self._term
        named = self.choices.named(self.text())
        return named.id if named is not None else self.text().strip() or None

    def set_term(self, term: Json, entity: str = "") -> None:
        """Show a term by its label, or words that are no term.

        A municipality may be given by its own three digits beside the state's two.
        """
        known = self._around.forms.vocabularies.get(self._list)
        key = entity + term if isinstance(term, str) and len(term) == 3 else term
        found = known.terms.get(key) if known is not None and isinstance(key, str) else None
        self.setText(called(found.labels, self._around.language) if found else str(term or ""))
        self._term, self._shown = term, self.text()

    def renew(self) -> None:
        """Look at the vocabulary again."""
        self.choices.fill(choices(self._list, self._around))

    def _take(self, one: Choice) -> None:
        self.set_term(one.id)
