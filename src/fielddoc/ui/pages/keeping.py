"""From typing to draft to entry: nothing typed is ever only on the screen for long."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from fielddoc.app import drafts
from fielddoc.app.rows import Changes, Draft
from fielddoc.errors import FieldDocError
from fielddoc.model.ids import new_id
from fielddoc.model.values import Value
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.pages.opening import Made, chosen_id, draft_key, left_under, save_draft

SOON_MS = 800
"""From the first letter to the encrypted draft: the timer is not put off by further letters."""


class Keeping(QObject):
    """Keeps one page's changes: as a draft within a second, as one entry when asked.

    `changed` gives the values the person changed; `record` is None until a new record is saved,
    `id` is what it is or will be called. Signals: `said(sentence)`, the state in words;
    `saved(changes, values)` when an entry was made of `values`; `refused(error)`.
    """

    said = Signal(str)
    saved = Signal(object, object)
    refused = Signal(object)

    def __init__(
        self, desk: Desk, page: QObject, kind: str, case: str | None, record: str | None,
        changed: Callable[[], Mapping[str, Value]],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._desk, self._page = desk, page
        self.kind, self.case, self.record = kind, case, record
        self.id = record or new_id()
        self.key = draft_key(kind, case, self.id, new=record is None)
        self._changed = changed
        self._seen: dict[str, tuple[str, ...]] = {}
        self._made = Made()
        self._sent: list[Mapping[str, Value]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self.keep)

    def see(self, based_on: Mapping[str, tuple[str, ...]]) -> None:
        """Remember which entries' values the person has on the screen.

        Fields with unsaved changes keep what was seen when they were begun: what somebody else
        wrote there meanwhile was not seen, and becomes a conflict instead of being replaced.
        """
        begun = self._changed()
        for name, entries in based_on.items():
            if name not in begun or name not in self._seen:
                self._seen[name] = tuple(entries)

    def take_up(self, draft: Draft) -> None:
        """Go on with a draft: what its author saw then counts, and the id it had chosen."""
        if self.record is None:
            self.id = chosen_id(draft) or self.id
            self.key = draft_key(self.kind, self.case, self.id, new=True)
            if draft.key != self.key:  # from before ids were chosen early
                self._desk.ask(self._moved, drafts.keep, replace(draft, key=self.key))
                self._desk.ask(self._moved, drafts.drop, draft.key)
        self._seen.update({name: tuple(seen) for name, seen in draft.based_on.items()})

    def call(self, id_: str) -> None:
        """Take the id that was chosen for this new record before."""
        self.id = id_
        self.key = draft_key(self.kind, self.case, id_, new=True)

    def touch(self) -> None:
        """Hear that something was typed."""
        if not self._timer.isActive():
            self._timer.start()
        self.said.emit(self._desk.say("Escribiendo…"))

    def keep(self) -> None:
        """Hand the draft to the vault now; with nothing changed, forget the draft."""
        self._timer.stop()
        values = self._changed()
        if values:
            self._desk.ask(self._kept, drafts.keep, self._draft(values))
        else:
            self._desk.ask(self._dropped, drafts.drop, self.key)

    def save(self, reason: str | None = None) -> None:
        """Turn the changes into one entry. The draft stays until the entry is there."""
        self._timer.stop()
        values = dict(self._changed())
        if not values:
            return
        self._sent.append(values)
        self._desk.do(
            save_draft, self._draft(values), self._made, reason,
            then=self._entered, refused=self._not_entered, by=self._page,
        )  # fmt: skip

    def forget(self) -> None:
        """Throw the draft away: the person does not want it."""
        self._timer.stop()
        self._desk.ask(self._dropped, drafts.drop, self.key)

    def _draft(self, values: Mapping[str, Value]) -> Draft:
        seen = {name: self._seen.get(name, ()) for name in values}
        return Draft(self.key, self.kind, self.case, self.record, dict(values), seen)

    def _kept(self, _nothing: object) -> None:
        if not self._timer.isActive():
            self.said.emit(self._desk.say("Borrador guardado {time}", time=_now()))

    def _moved(self, _nothing: object) -> None:
        """The draft lies under the record's own key now."""

    def _dropped(self, _nothing: object) -> None:
        self.said.emit("")

    def _entered(self, changes: Changes) -> None:
        values = self._sent.pop(0)
        self.record = self.record or changes.record
        self.case = self.case or changes.case
        self.key = draft_key(self.kind, self.case, self.id)
        self._seen.update(self._made.seen)
        if not self._sent:
            self._made = Made()  # from here on the page's own knowledge is fresher
        self.said.emit(self._desk.say("Guardado {time}", time=_now()))
        self.saved.emit(changes, values)

    def _not_entered(self, error: FieldDocError) -> None:
        """Keep the words as a draft; the page says beside the field why they were refused."""
        self._sent.pop(0)
        self.keep()
        self.refused.emit(error)


class Aside(QObject):
    """Keeps words that belong to no record's field, such as a reason being written: as a draft.

    `words` gives what stands there now, by name. Signal: `found(words)` when some were left
    before; ask with `look`.
    """

    found = Signal(object)

    def __init__(
        self, desk: Desk, parent: QObject, key: str, place: Place,
        words: Callable[[], Mapping[str, Value]],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._key, self._place, self._words = desk, key, place, words
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self.keep)

    def look(self) -> None:
        """Ask what was left."""
        self._desk.ask(self._look, left_under, self._key)

    def touch(self) -> None:
        """Hear that something was typed."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Hand the words to the vault now; with none left, forget them."""
        self._timer.stop()
        words = {name: value for name, value in self._words().items() if not value.empty}
        if not words:
            self.forget()
            return
        place = self._place
        draft = Draft(self._key, place.kind or "", place.case, place.record, words, {})
        self._desk.ask(self._done, drafts.keep, draft)

    def forget(self) -> None:
        """The words were used, or are not wanted."""
        self._timer.stop()
        self._desk.ask(self._done, drafts.drop, self._key)

    def _look(self, words: Mapping[str, Value]) -> None:
        if words:
            self.found.emit(words)

    def _done(self, _nothing: object) -> None:
        """Nobody needs to hear that a few words were kept."""


def _now() -> str:
    return f"{datetime.datetime.now().astimezone():%H:%M}"
