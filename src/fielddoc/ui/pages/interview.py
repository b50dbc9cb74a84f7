"""The interview, as a way to go together: plan, explain, listen, clarify, close, look back.

It can be left and taken up at any point; the phase it has reached is a field of the record. While
somebody tells there is nothing on the screen but the sheet.
"""

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence, QShortcut

from fielddoc.forms import Form, why_not
from fielddoc.forms import label as called
from fielddoc.model.values import Value
from fielddoc.ui import theme
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.forms.editor import Around
from fielddoc.ui.forms.view import FormView
from fielddoc.ui.pages.interview_consent import ConsentPanel
from fielddoc.ui.pages.interview_known import CONSENT, Known, KnownPanel, KnownRow, known
from fielddoc.ui.pages.interview_sheet import Sheet
from fielddoc.ui.pages.interview_steps import (
    ACCOUNT,
    CLARIFY,
    CONSENTS,
    EVALUATION,
    PEOPLE,
    PHASE,
    PLANNING,
    STEPS,
    StepsView,
)
from fielddoc.ui.pages.interview_steps import CONSENT as CONSENT_STEP
from fielddoc.ui.pages.opening import Opened
from fielddoc.ui.pages.record import RecordPage
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import dress, icon_button

SAID_ONCE = {
    "consent_form": "form", "consent_witness": "witness", "consent_review": "review_date",
    "explained": "explained", "said_back": "said_back", "date": "date", "time": "time",
    "language": "language", "interviewer": "asked_by",
}  # fmt: skip
"""What the interview says once and each of its consents repeats: interview's field → consent's."""


class InterviewPage(RecordPage):
    """An interview by steps. Alt+Right goes on, Alt+Left goes back, F6 leaves the sheet."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        say = desk.say
        self.steps: StepsView | None = None
        self.known: KnownPanel | None = None
        self.panel: ConsentPanel | None = None
        self._people: tuple[str, ...] = ()
        self._guided = True
        dress(self.save, "")
        self.save.setIcon(theme.current().icon("save", gap=SPACE["hair"]))
        self.again = icon_button("comments", say("Otra entrevista con la misma persona"))
        self.again.clicked.connect(self._another)
        self.again.hide()
        self.head.buttons.insertWidget(0, self.again)
        for keys, slot in (("Alt+Right", self.forward), ("F6", self.turn_over)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @property
    def sheet(self) -> Sheet:
        """The sheet that the account is written on."""
        if self.steps is None:
            raise RuntimeError("not shown yet")
        return self.steps.sheet

    @property
    def quiet(self) -> bool:
        return self.steps is not None and self.steps.at == ACCOUNT

    def forward(self) -> None:
        """Go to the next step."""
        if self.steps is not None:
            self.steps.step(1)

    def backward(self) -> bool:
        return self.steps is not None and self.steps.step(-1)

    def turn_over(self) -> None:
        """Go from the sheet to the questions beside it, or to the sheet."""
        if self.steps is not None:
            self.steps.step(CLARIFY - ACCOUNT if self.quiet else ACCOUNT - self.steps.at)

    def tell(self, words: str) -> None:
        super().tell(words)
        if self.steps is not None and self.steps.sheet_page is not None:
            self.steps.sheet_page.tell(words)

    def leave(self) -> None:
        if self.panel is not None:
            self.panel.sync()
        super().leave()

    def make_form(self, form: Form, around: Around) -> FormView:
        self.steps = StepsView(form, around, with_history=self.place.record is not None)
        return self.steps

    def _build(self, form: Form, found: Opened) -> None:
        super()._build(form, found)
        steps, around = self.steps, self._around
        if steps is None or around is None:
            return
        say, case = self.desk.say, self.place.case
        kinds = {
            kind: called(one.labels, self.desk.language) for kind, one in found.forms.kinds.items()
        }
        self.known = KnownPanel(say, kinds)
        self.known.wanted.connect(self._go_known)
        self.panel = ConsentPanel(self.desk, self, around, case or "", self._said_once)
        self.panel.given.connect(self._consented)
        self.panel.lacking.connect(self._go_planning)
        steps.set_panels(self.known, self.panel)
        steps.moved.connect(self._moved)
        steps.onward.connect(self._onward)
        steps.left.connect(self.turn_over)
        steps.edited.connect(self._look_at_people)
        steps.edited.connect(self._reach_here)

    def shown(self, found: Opened) -> None:
        """Open the step that was reached; a person who was named beforehand is put in."""
        steps = self.steps
        if steps is None or self.keeping is None:
            return
        if not self.again.property("placed"):
            self.again.setProperty("placed", True)
            if self.place.record is None and self.place.extra and found.draft is None:
                steps.write_shown(PEOPLE, Value([self.place.extra]))
            self._guided = found.view is None or not steps.value(PHASE).empty
            steps.open(self._reached())
            steps.first().setFocus()
        self.again.setVisible(found.view is not None and bool(self._named()) and not self.quiet)
        self._look_at_people()

    def _reached(self) -> int:
        """The step to open: that of the phase; where an account is, the one to read it on."""
        if self.steps is None:
            return PLANNING
        phase = self.steps.value(PHASE).v
        for at, step in enumerate(STEPS):
            if phase == step[3]:
                return at
        told = self.steps.account and not self.steps.value(self.steps.account).empty
        return CLARIFY if told else PLANNING

    def _moved(self, step: int) -> None:
        """Show a step: on the sheet's there is nothing else; leaving consent saves the answers."""
        quiet = step == ACCOUNT
        self.head.setVisible(not quiet)
        if self._offer is not None and quiet:
            self._offer.hide()
        if self.panel is not None and step != CONSENT_STEP:
            self.panel.sync()
        if step == CONSENT_STEP:
            self._look_at_people()
        self.quieted.emit(quiet)

    def _onward(self, step: int) -> None:
        """Be done with a step; the last one ends the interview."""
        if self.steps is None:
            return
        if step == EVALUATION:
            self._reach(step)
            self.save_now()
            if not self._blocked:
                self.desk.back()
            return
        self._reach(step + 1)
        self.steps.step(1)

    def _reach(self, step: int) -> None:
        """Remember how far the interview got, once there is anything in it."""
        if self.steps is None or PHASE not in self.steps.form.fields:
            return
        begun = self.place.record is not None or bool(self.steps.changed_values())
        phases = [one[3] for one in STEPS]
        now = self.steps.value(PHASE).v
        if begun and (now not in phases or phases.index(now) < step):
            self.steps.write(PHASE, Value(phases[step]))

    def _reach_here(self) -> None:
        """Whoever writes on a step has come as far; interviews told otherwise have no steps."""
        if self._guided and self.steps is not None:
            self._reach(self.steps.at)

    def _named(self) -> tuple[str, ...]:
        held = self.steps.value(PEOPLE).v if self.steps is not None else None
        return tuple(one for one in held or () if isinstance(one, str) and self._is_here(one))

    def _is_here(self, record: str) -> bool:
        return self._around is not None and record in self._around.rows

    def _look_at_people(self) -> None:
        """Ask what is known about those who are named now, and show their consents."""
        people = self._named()
        if self.panel is not None and self.steps is not None:
            self.panel.show_people(people, frozenset(self.steps.value(CONSENTS).v or ()))
        if people == self._people or self.known is None:
            return
        self._people = people
        self.desk.ask(self._show_known, known, self.place.case, people, self.place.record)

    def _show_known(self, found: list[Known]) -> None:
        if self.known is not None:
            self.known.show_known(found)

    def _consented(self, record: str) -> None:
        """Note that this consent was asked for in this interview."""
        if self.steps is not None and CONSENTS in self.steps.form.fields:
            held = self.steps.value(CONSENTS).v or []
            if record not in held:
                self.steps.write(CONSENTS, Value([*held, record]))

    def _said_once(self) -> Mapping[str, Value]:
        """What holds for every answer of this interview, as far as it can be saved."""
        if self.steps is None or self._opened is None or self._around is None:
            return {}
        consent = self._opened.forms.kinds[CONSENT].fields
        said: dict[str, Value] = {}
        for mine, theirs in SAID_ONCE.items():
            value = self.steps.value(mine)
            if theirs in consent and not value.empty:
                fits = why_not(consent[theirs], value, self._opened.forms) is None
                said |= {theirs: value} if fits else {}
        names = [
            str(one["name"]["v"])
            for one in self.steps.value("interpreters").v or ()
            if isinstance(one, dict) and one.get("name", {}).get("v")
        ]
        return said | ({"interpreter": Value("; ".join(names))} if names else {})

    def _go_known(self, one: KnownRow) -> None:
        page = "interview" if one.kind == "interview" else "record"
        self.desk.go(Place(page, case=one.case, record=one.record, kind=one.kind))

    def _go_planning(self) -> None:
        if self.steps is not None:
            self.steps.step(PLANNING - self.steps.at)

    def _another(self) -> None:
        """Begin another account by the same person: a record of its own."""
        people = self._named()
        if people:
            self.desk.go(Place("interview", self.place.case, None, "interview", people[0]))
