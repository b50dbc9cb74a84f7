"""The desk: the one thing a page holds.

A page asks and does, and never sees the session, the vault or a thread::

    desk.ask(self.show_rows, cases.listing, "ana", 50, 0)     # self.show_rows(rows), later
    desk.do(records.save, case, record, kind, values)         # then everybody hears `changed`
    job = desk.run(self.made, dossiers.make, case, …)         # long: progress and stop
    desk.aside(self.shown, verify.verify, [path])             # long, and needs no vault

The app's functions take the session first; the desk adds it. `run` and `aside` add
`progress=` by name where the function has such a parameter. Conventions:

* Answers go to **bound methods of a QObject** (never a lambda or a nested function): Qt drops
  the answer when the page is gone.
* A known failure (`FieldDocError`) becomes a sentence in the window's banner. Who wants to say
  it beside the field instead passes `refused=self.some_method`; the banner then stays quiet.
  A stopped job says nothing. Anything else shows the crash page.
* `changed(changes, by)`: `changes.records` and `changes.case` say what is to be looked at again;
  `by` is what was passed as `by=self`, so that a page can ignore its own echo. `Page` does this.
* `leaving()` comes before locking and quitting: hand every unsaved word to `desk.do` or
  `desk.run` **in the slot**. The line is served to its end before the vault closes.
* `desk.say("Guardar")` speaks the window's language; `desk.language` names it.
* `desk.settings` is how the window looks now; `restyled` asks for another look.
* `desk.go(Place("case", case=id))` shows another page; `desk.back()` the one before.
* `desk.tell(sentence)` says in the banner that something went well.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from fielddoc.errors import Cancelled, FieldDocError
from fielddoc.text import Catalogue
from fielddoc.ui.jobs import Job, Jobs
from fielddoc.ui.settings import Settings

Slot = Callable[[Any], object]
_DIRECT = Qt.ConnectionType.DirectConnection


class Closable(Protocol):
    """What the desk needs of a session: that it ends."""

    def close(self) -> None:
        """End the session and let the vault go."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the program: a page's name and what it is to show."""

    page: str
    case: str | None = None
    record: str | None = None
    kind: str | None = None
    extra: str | None = None


class Desk(QObject):
    """Carries questions and commands to the thread that owns the vault.

    Signals: `changed(changes, by)`; `failed(error)` a known failure nobody else takes;
    `broke(error)` any other; `told(sentence, mood)`; `asked_for(place)`, `asked_back()`;
    `leaving()`; `restyled(settings)` when the person chose another language, theme or text size.
    """

    changed = Signal(object, object)
    failed = Signal(object)
    broke = Signal(object)
    told = Signal(str, str)
    asked_for = Signal(object)
    asked_back = Signal()
    leaving = Signal()
    restyled = Signal(object)

    def __init__(
        self, opener: Callable[[], Closable], say: Catalogue, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.say = say
        self.settings = Settings()
        self._jobs = Jobs(self)
        self._opener: Callable[[], Closable] | None = opener
        self._session: Closable | None = None

    @property
    def language(self) -> str:
        """The window's language."""
        return self.say.language

    @property
    def idle(self) -> bool:
        """Whether every answer was delivered; what tests wait for."""
        return self._jobs.idle

    def ask(
        self, slot: Slot, query: Callable[..., Any], *args: Any,
        refused: Slot | None = None, **named: Any,
    ) -> Job:  # fmt: skip
        """Ask `query(session, *args, **named)`; `slot` gets the answer on the GUI thread."""
        job = self._jobs.start("vault", partial(self._call, query, args, named))
        return self._wire(job, slot, refused)

    def do(
        self, command: Callable[..., Any], *args: Any, then: Slot | None = None,
        refused: Slot | None = None, by: object = None, **named: Any,
    ) -> Job:  # fmt: skip
        """Give a command; `changed(changes, by)` tells everybody, then `then` gets the changes."""
        job = self._jobs.start("vault", partial(self._call, command, args, named), by=by)
        job.announced.connect(self._announce, _DIRECT)
        return self._wire(job, then, refused)

    def run(
        self, slot: Slot, work: Callable[..., Any], *args: Any,
        refused: Slot | None = None, by: object = None, **named: Any,
    ) -> Job:  # fmt: skip
        """Do long work with the vault; show `job` in a `ProgressPanel`. Changes are announced."""
        call = partial(self._call, work, args, named, progressing=_reports(work))
        job = self._jobs.start("vault", call, by=by, long=True)
        job.announced.connect(self._announce, _DIRECT)
        return self._wire(job, slot, refused)

    def aside(
        self, slot: Slot, work: Callable[..., Any], *args: Any,
        refused: Slot | None = None, **named: Any,
    ) -> Job:  # fmt: skip
        """Do long work that needs no vault on the other thread: `work(*args, **named)`."""
        call = partial(_call_free, work, args, named, _reports(work))
        return self._wire(self._jobs.start("aside", call, long=True), slot, refused)

    def go(self, place: Place) -> None:
        """Show another page."""
        self.asked_for.emit(place)

    def back(self) -> None:
        """Show the page before this one."""
        self.asked_back.emit()

    def tell(self, sentence: str, mood: str = "good") -> None:
        """Say in the banner that something went well, or (`mood` "warn") needs attention."""
        self.told.emit(sentence, mood)

    def speak(self, say: Catalogue) -> None:
        """Change the language of the window and of the session; pages are made anew after."""
        self.say = say
        self.ask(self._spoken, _speak, say.language)

    def flush(self) -> list[BaseException]:
        """Let pages hand over unsaved words and wait until they are written; say what failed."""
        self.leaving.emit()
        return self._jobs.drain()

    def close(self) -> None:
        """Let pages save their drafts, then the vault close; returns when all of it is done."""
        self.flush()
        self._jobs.start("vault", self._end_session)
        self._jobs.close()

    def _wire(self, job: Job, slot: Slot | None, refused: Slot | None) -> Job:
        """Connect who waits. All on the GUI thread; the queued step was in `Jobs`."""
        if slot is not None:
            job.answered.connect(slot, _DIRECT)
        if refused is None:
            job.refused.connect(self._judge, _DIRECT)
        else:
            job.refused.connect(self._judge_bug, _DIRECT)
            job.refused.connect(refused, _DIRECT)
        return job

    def _call(
        self, work: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any],
        job: Job, *, progressing: bool = False,
    ) -> Any:  # fmt: skip
        more = {**named, "progress": job.progress} if progressing else named
        return work(self._at_work(), *args, **more)

    def _at_work(self) -> Closable:
        """Return the session, opened at its first use; on the vault's thread only."""
        if self._session is None:
            opener, self._opener = self._opener, None
            if opener is None:
                raise RuntimeError("the desk is closed")
            self._session = opener()
        return self._session

    def _end_session(self, _job: Job) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _spoken(self, _answer: object) -> None:
        """The session speaks the new language; pages made after ask in it."""

    def _announce(self, answer: object, by: object) -> None:
        if getattr(answer, "records", None) is not None:
            self.changed.emit(answer, by)

    def _judge(self, error: BaseException) -> None:
        if isinstance(error, FieldDocError) and not isinstance(error, Cancelled):
            self.failed.emit(error)
        self._judge_bug(error)

    def _judge_bug(self, error: BaseException) -> None:
        if not isinstance(error, FieldDocError):
            self.broke.emit(error)


def _speak(session: Any, language: str) -> None:
    session.language = language


def _reports(work: Callable[..., Any]) -> bool:
    return "progress" in inspect.signature(work).parameters


def _call_free(
    work: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any],
    progressing: bool, job: Job,
) -> Any:  # fmt: skip
    return work(*args, **({**named, "progress": job.progress} if progressing else named))
