"""Consent as it is asked: one question for each purpose, each answer its own record at once."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QFrame,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from fielddoc.app import records
from fielddoc.app.rows import Changes
from fielddoc.app.session import Session
from fielddoc.forms import label as called
from fielddoc.model.values import Value
from fielddoc.ui import theme
from fielddoc.ui.desk import Desk
from fielddoc.ui.forms.dates import in_words
from fielddoc.ui.forms.editor import Around
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.forms.growing import GrowingText
from fielddoc.ui.pages.interview_known import CONSENT, Asked, consents
from fielddoc.ui.pages.keeping import Keeping
from fielddoc.ui.pages.opening import news
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, column, label, row

PURPOSES, ANSWERS = "consentimiento_finalidad", "consentimiento_respuesta"
FIRST = (
    "entrevista", "notas", "audio", "guardar_en_sistema", "compartir_equipo", "compartir_abogado",
    "presentar_nacional", "presentar_internacional", "publicar_anonimo", "publicar_identidad",
    "recontacto",
)  # fmt: skip
"""Purposes that every interview asks about; the others are one click away."""
LIMITED = "con_limite"
_NARROW = 700
Common = Callable[[], Mapping[str, Value]]


def save_together(session: Session, case: str, pages: list[records.Page]) -> Changes:
    """Command: what was said once for all answers goes onto each, as one entry."""
    return records.save_pages(session, case, pages)


class ConsentRow(QFrame):
    """One purpose: nothing is chosen until the person answered.

    `common` gives what holds for all answers of this interview (form, witness, …). Signals:
    `answered(record)` when an answer was given here, `saved()` when it is in the vault.
    """

    answered = Signal(str)
    saved = Signal()

    def __init__(
        self, desk: Desk, page: QWidget, around: Around, purpose: str, person: str,
        case: str, asked: Asked | None, common: Common,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setProperty("look", "card")
        self._say, self._around = around.say, around
        self._purpose, self._person, self._common = purpose, person, common
        self.view = asked.view if asked is not None else None
        self.here = False
        self._dirty = False
        saved = asked.record if asked is not None and asked.view is not None else None
        self.keeping = Keeping(desk, page, CONSENT, case, saved, self.changed)
        if asked is not None and asked.view is None:
            self.keeping.call(asked.record)
        if self.view is not None:
            self.keeping.see(self.view.based_on)
        self._arrange()
        self.keeping.setParent(self)
        self.keeping.saved.connect(self._saved)
        self.keeping.refused.connect(desk.failed)
        if asked is not None and asked.draft is not None:
            self._take(asked)

    @property
    def record(self) -> str:
        """The id of the consent, also before it is saved."""
        return self.keeping.id

    @property
    def unsaved(self) -> bool:
        """Whether something was answered or typed that is not yet an entry."""
        return self._dirty

    def see(self, asked: Asked | None) -> None:
        """Learn what the vault says now."""
        if asked is not None and asked.view is not None and asked.record == self.record:
            self.view = asked.view
            self.keeping.see(asked.view.based_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room the answers go below the question."""
        super().resizeEvent(event)
        narrow = self.width() * 100 < _NARROW * theme.current().text
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)

    def first(self) -> QWidget:
        """The control to begin with."""
        return self._group.checkedButton() or self._group.buttons()[0]

    def take_answer(self) -> None:
        """Show what is saved: it was asked in this interview."""
        self.here = True
        if self.view is not None and not self._dirty:
            self._show(str(self.view.value("answer").v or ""), self.view.value("limit").v)
            self._before.hide()

    def changed(self) -> dict[str, Value]:
        """What is to be saved: the answer, and with it all that was said for all answers."""
        if not self._dirty:
            return {}
        values = {"person": Value(self._person), "purpose": Value(self._purpose)}
        chosen = self._group.checkedButton()
        if chosen is not None:
            values["answer"] = Value(chosen.property("answer"))
        if self.limit.text() or (self.view is not None and not self.view.value("limit").empty):
            values["limit"] = Value(self.limit.text())
        return {**values, **self._common()}

    def behind(self) -> records.Page | None:
        """The page that brings a saved answer up to what was said for all since."""
        if self.view is None or not self.here or self._dirty:
            return None
        common = self._common()
        fields = {name: value for name, value in common.items() if self.view.value(name) != value}
        if not fields:
            return None
        seen = {name: self.view.based_on.get(name, ()) for name in fields}
        return records.Page(CONSENT, fields, self.record, seen)

    def leave(self) -> None:
        """Turn what was typed into an entry."""
        self._dirty = self._dirty or (self.here and self.view is None)
        if self._dirty:
            self.keeping.save()

    def _arrange(self) -> None:
        say, forms = self._say, self._around.forms
        name = called(forms.vocabularies[PURPOSES].terms[self._purpose].labels, say.language)
        self.name = name
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        flow = FlowLayout(gap=SPACE["hair"])
        for at, (id_, term) in enumerate(forms.vocabularies[ANSWERS].terms.items()):
            words = called(term.labels, say.language)
            choice = QRadioButton(words)
            choice.setAccessibleName(f"{name}: {words}")
            choice.setProperty("answer", id_)
            choice.clicked.connect(self._answer)
            self._group.addButton(choice, at)
            flow.addWidget(choice)
        self._before = label("", "small")
        self.limit = GrowingText(1)
        self.limit.setAccessibleName(say("{purpose}: límite", purpose=name))
        self.limit.setPlaceholderText(say("Qué sí y qué no, con sus palabras"))
        self.limit.textChanged.connect(self._typed)
        self.limit.left.connect(self.leave)
        self.limit.hide()
        answers = QWidget()
        answers.setLayout(flow)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.addWidget(label(name, "strong"), 2)
        self._line.addWidget(answers, 3)
        whole = column(self._line, self._before, self.limit)
        whole.setContentsMargins(SPACE["base"], SPACE["small"], SPACE["base"], SPACE["small"])
        self.setLayout(whole)
        answer = self.view.value("answer").v if self.view is not None else None
        if isinstance(answer, str) and answer in forms.vocabularies[ANSWERS].terms and self.view:
            said = called(forms.vocabularies[ANSWERS].terms[answer].labels, say.language)
            when = str(self.view.value("date").v or "")
            when = in_words(forms.kinds[CONSENT].fields["date"], self._around, when) or when
            self._before.setText(say("Antes respondió: {answer} ({when})", answer=said, when=when))
        self._before.setVisible(bool(self._before.text()))

    def _show(self, answer: str, limit: object) -> None:
        for choice in self._group.buttons():
            if choice.property("answer") == answer:
                choice.setChecked(True)
        self.limit.blockSignals(True)
        self.limit.set_text(str(limit or ""))
        self.limit.blockSignals(False)
        self.limit.fit()
        self.limit.setVisible(answer == LIMITED or bool(limit))

    def _take(self, asked: Asked) -> None:
        """Go on with what was typed and not saved."""
        draft = asked.draft
        if draft is None or not news(draft, asked.view):
            self.keeping.forget()
            return
        self.keeping.take_up(draft)
        held = asked.view.value if asked.view is not None else (lambda _name: Value())
        answer = draft.fields.get("answer", held("answer")).v
        self._show(str(answer or ""), draft.fields.get("limit", held("limit")).v)
        self._dirty = self.here = True

    def _answer(self) -> None:
        self._dirty = self.here = True
        chosen = self._group.checkedButton()
        limited = chosen is not None and chosen.property("answer") == LIMITED
        self.limit.setVisible(limited or bool(self.limit.text()))
        self._before.hide()
        self.answered.emit(self.record)
        self.keeping.save()
        if limited and not self.limit.text():
            self.limit.setFocus()

    def _typed(self) -> None:
        self._dirty = True
        self.keeping.touch()

    def _saved(self, changes: Changes, values: Mapping[str, Value]) -> None:
        del changes
        if self.changed() == dict(values):
            self._dirty = False
        self.saved.emit()


class ConsentPanel(QWidget):
    """All purposes for one person. Signals: `given(record)`, `lacking()` nobody is named yet."""

    given = Signal(str)
    lacking = Signal()

    def __init__(
        self, desk: Desk, page: QWidget, around: Around, case: str, common: Common
    ) -> None:
        super().__init__()
        self._desk, self._page, self._around = desk, page, around
        self._case, self._common = case, common
        self._people: tuple[str, ...] = ()
        self._mine: frozenset[str] = frozenset()
        self.rows: dict[str, ConsentRow] = {}
        self._drawn: str | None = None
        say = desk.say
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(say("Lo que se pregunta"))
        self.who = QComboBox()
        self.who.setAccessibleName(say("Quién decide"))
        self.who.activated.connect(self._look)
        self.nobody = button(say("Decir a quién se entrevista"), "user", "")
        self.nobody.clicked.connect(self.lacking)
        self._lack = QWidget()
        words = label(say("Cada respuesta es de una persona: primero diga quién es."), "soft")
        self._lack.setLayout(column(words, row(self.nobody, 0)))
        self.more = button(say("Otras finalidades"), "chevron-down", "quiet")
        self.more.clicked.connect(self._show_more)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE["small"])
        whole = column(self._lack, self.who, self._list, row(self.more, 0), space="near")
        self.setLayout(whole)
        self._draw({})

    def show_people(self, people: tuple[str, ...], mine: frozenset[str]) -> None:
        """Show the questions to these people; `mine` are the consents of this interview."""
        self._mine = mine
        if people == self._people and self.rows:
            for one in self.rows.values():
                if one.record in mine and not one.here:
                    one.take_answer()
            return
        self._people = people
        self.who.clear()
        for person in people:
            self.who.addItem(self._around.name_of(person), person)
        self._look()

    def first(self) -> QWidget:
        """The control to begin with; before the questions are there, the panel holds its place."""
        if not self.who.currentData():
            return self.nobody
        return next(iter(self.rows.values())).first() if self.rows else self

    def sync(self) -> None:
        """Save what was typed, and bring every answer of this interview up to date."""
        for one in self.rows.values():
            one.leave()
        pages = [page for one in self.rows.values() if (page := one.behind()) is not None]
        if pages:
            self._desk.do(save_together, self._case, pages, then=self._synced, by=self._page)

    def _synced(self, _changes: Changes) -> None:
        self._saved()

    def _saved(self) -> None:
        self._desk.ask(self._see, consents, self._case, self.who.currentData())

    def _see(self, found: Mapping[str, Asked]) -> None:
        for purpose, one in self.rows.items():
            one.see(found.get(purpose))

    def _look(self) -> None:
        for one in self.rows.values():
            one.leave()
        person = self.who.currentData()
        if person:
            self._desk.ask(self._draw, consents, self._case, person)
        else:
            self._draw({})

    def _draw(self, found: Mapping[str, Asked]) -> None:
        if any(one.unsaved for one in self.rows.values()):
            self._look()  # something was typed meanwhile: save it, then look again
            return
        person = self.who.currentData()
        self._lack.setVisible(not person)
        self.who.setVisible(len(self._people) > 1)
        self.more.setVisible(bool(person) and not self.more.property("open"))
        wanted = self._purposes(found) if person else []
        if self._drawn != person or list(self.rows) != wanted:
            self._fill(person, wanted, found)
        else:
            self._see(found)
        if self.hasFocus():
            QTimer.singleShot(0, self._begin)  # once the questions are on the screen

    def _fill(self, person: str | None, purposes: list[str], found: Mapping[str, Asked]) -> None:
        """Put a row for each purpose in the place of those that were there."""
        for old in self.rows.values():
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows, self._drawn = {}, person
        for purpose in purposes:
            made = ConsentRow(
                self._desk, self._page, self._around, purpose, str(person), self._case,
                found.get(purpose), self._common,
            )  # fmt: skip
            made.answered.connect(self.given)
            made.saved.connect(self._saved)
            if made.record in self._mine:
                made.take_answer()
            self.rows[purpose] = made
            self._list.addWidget(made)
            made.show()

    def _begin(self) -> None:
        """Hand the keyboard on to the first question."""
        if self.hasFocus():
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _purposes(self, found: Mapping[str, Asked]) -> list[str]:
        terms = self._around.forms.vocabularies[PURPOSES].terms
        if self.more.property("open"):
            return [*FIRST, *(one for one in terms if one not in FIRST)]
        return [
            one for one in (*FIRST, *(each for each in found if each not in FIRST)) if one in terms
        ]

    def _show_more(self) -> None:
        self.more.setProperty("open", True)
        self._look()
