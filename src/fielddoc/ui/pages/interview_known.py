"""What the vault knows already about the people of an interview, so that nobody asks it again."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from fielddoc.app import drafts, records
from fielddoc.app.naming import Names
from fielddoc.app.rows import Draft, RecordView
from fielddoc.app.session import Session
from fielddoc.forms import label as called
from fielddoc.forms import term_label
from fielddoc.model.record import Record
from fielddoc.model.values import Json
from fielddoc.text import Catalogue
from fielddoc.ui.pages.opening import chosen_id
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, card, clear, column, label, notice, row

INTERVIEW, CONSENT = "interview", "consent"
CAREFUL = ("do_not_ask", "leave_out", "preferences")
"""What a person asked for in an earlier interview, which the next one must respect."""
_ELSEWHERE = 8
_MOST = 8


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A record that names the person. `facts`: how it is told in a list."""

    record: str
    kind: str
    case: str | None
    title: str
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record about a person: here, in other cases, and what they asked for."""

    person: str
    name: str
    here: tuple[KnownRow, ...]
    elsewhere: tuple[KnownRow, ...]
    careful: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A person's consent to one purpose as it is kept, and what was typed and not saved."""

    record: str
    view: RecordView | None
    draft: Draft | None


def known(
    session: Session, case: str, people: tuple[str, ...], interview: str | None
) -> list[Known]:
    """Query: what is on record about each of these people, but for this interview itself."""
    inside = [
        one
        for one in session.vault.records(case=case)
        if one.id not in (case, interview) and one.kind in session.forms.kinds
    ]
    return [_known(session, case, person, inside) for person in people]


def consents(session: Session, case: str, person: str) -> Mapping[str, Asked]:
    """Query: what a person was asked to consent to, by purpose; the latest of each."""
    found: dict[str, Asked] = {}
    for one in session.vault.records(case=case, kind=CONSENT):
        if one.get("person") == person and isinstance(one.get("purpose"), str):
            found[one.get("purpose")] = Asked(one.id, records.view(session, one.id), None)
    for draft in drafts.pending(session):
        id_, typed = chosen_id(draft), {name: value.v for name, value in draft.fields.items()}
        if draft.kind != CONSENT or id_ is None or draft.case != case:
            continue
        for purpose, asked in found.items():
            if asked.record == id_:
                found[purpose] = Asked(id_, asked.view, draft)
                break
        else:
            if typed.get("person") == person and isinstance(typed.get("purpose"), str):
                found[typed["purpose"]] = Asked(id_, None, draft)
    return found


def _known(session: Session, case: str, person: str, inside: list[Record]) -> Known:
    name = records.title(session, person)
    here: list[KnownRow] = []
    careful: list[tuple[str, str]] = []
    naming = Names(session)
    for one in inside:
        if not _names(one, person) or one.id == person:
            continue
        row_ = records.row_of(session, one, naming)
        title = row_.title
        if one.kind == CONSENT:
            title = f"{_term(session, one, 'purpose')}: {_term(session, one, 'answer')}"
        here.append(KnownRow(one.id, one.kind, case, title))
        if one.kind == INTERVIEW:
            careful += [
                (
                    called(session.forms.kinds[INTERVIEW].fields[field].labels, session.language),
                    said,
                )
                for field in CAREFUL
                if field in session.forms.kinds[INTERVIEW].fields
                and isinstance(said := one.get(field), str)
            ]
    seen = {one.record for one in here} | {person}
    elsewhere = [
        KnownRow(hit.record, hit.kind, hit.case, hit.title, records.title(session, hit.case))
        for hit in (records.search(session, name, _ELSEWHERE) if len(name.split()) > 1 else ())
        if hit.case not in (None, case) and hit.record not in seen and hit.record != hit.case
    ]
    return Known(person, name, tuple(here), tuple(elsewhere), tuple(careful))


def _names(one: Record, person: str) -> bool:
    return any(_inside(held.value.v, person) for rows in one.fields.values() for held in rows)


def _inside(v: Json, person: str) -> bool:
    if isinstance(v, dict):
        return any(_inside(part, person) for part in v.values())
    return any(_inside(part, person) for part in v) if isinstance(v, list) else v == person


def _term(session: Session, one: Record, name: str) -> str:
    vocabulary = session.forms.kinds[one.kind].fields[name].vocabulary or ""
    return term_label(session.forms, vocabulary, one.get(name), session.language)


class KnownPanel(QWidget):
    """Shows what is known. Signal: `wanted(row)` when one record is to be opened."""

    wanted = Signal(object)

    def __init__(self, say: Catalogue, kinds: Mapping[str, str]) -> None:
        super().__init__()
        self._say, self._kinds = say, kinds
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE["near"])
        self._shown: list[Known] | None = None
        self.show_known([])

    def show_known(self, found: list[Known]) -> None:
        """Show it, a card for each person."""
        if found == self._shown:
            return
        self._shown = found
        clear(self._column)
        say = self._say
        if not found:
            words = say("Diga a quién se entrevista y aquí aparecerá lo que ya consta.")
            self._column.addWidget(label(words, "soft"))
        for one in found:
            for name, said in one.careful:
                words = say("Antes pidió: {field}: {words}", field=name, words=said)
                self._column.addWidget(notice(words, "warn", "hand"))
            self._column.addWidget(self._card(one))

    def _card(self, one: Known) -> QWidget:
        say = self._say
        lines: list[QWidget | QLayout | int] = [
            label(say("Lo que ya consta de {name}", name=one.name), "strong")
        ]
        if not one.here and not one.elsewhere:
            lines.append(label(say("Nada todavía en esta bóveda."), "soft"))
        told = [each for each in one.here if each.kind == INTERVIEW]
        if told:
            words = say(
                "Ya contó antes. Cada relato queda aparte y con su fecha: no se corrige uno "
                "con otro."
            )
            lines.append(label(words, "soft"))
        agreed = [each.title for each in one.here if each.kind == CONSENT]
        rest = [each for each in one.here if each.kind != CONSENT]
        order = sorted(rest, key=lambda each: each.kind != INTERVIEW)
        lines += [self._line(each) for each in order[:_MOST]]
        if len(order) > _MOST:
            lines.append(label(say("y {n} registros más del caso", n=len(order) - _MOST), "small"))
        if agreed:
            lines.append(label(say("Consintió: {answers}", answers=" · ".join(agreed)), "small"))
        if one.elsewhere:
            lines.append(label(say("Ese nombre está también en otros casos:"), "small"))
            lines += [self._line(each) for each in one.elsewhere]
        return card(*lines, space="hair")

    def _line(self, one: KnownRow) -> QLayout:
        facts = " · ".join(part for part in (self._kinds.get(one.kind, ""), one.facts) if part)
        go = button(one.title or self._kinds.get(one.kind, one.kind), "", "link")
        go.setAccessibleDescription(facts)
        go.setProperty("row", one)
        go.clicked.connect(self._want)
        return column(row(go, label(facts, "small", wrap=False), 0))

    def _want(self) -> None:
        self.wanted.emit(self.sender().property("row"))
