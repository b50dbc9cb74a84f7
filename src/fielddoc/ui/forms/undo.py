"""Steps of a page that can be taken back: one field, before and after."""

from collections.abc import Callable
from dataclasses import dataclass

from fielddoc.model.values import Value

_KEPT = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A field's value before and after a change that was done with."""

    field: str
    before: Value
    after: Value


class Steps:
    """Remembers steps in order; `put(field, value)` is called to go back or forth.

    Letters within a text are the text control's own to take back; here is what comes after the
    keyboard left it, and every choice.
    """

    def __init__(self, put: Callable[[str, Value], None]) -> None:
        self._put = put
        self._known: dict[str, Value] = {}
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def clear(self) -> None:
        """Forget everything: the page shows another state of the record."""
        self._known.clear()
        self._done.clear()
        self._undone.clear()

    def know(self, field: str, value: Value) -> None:
        """Learn what a field says without a step."""
        self._known[field] = value

    def note(self, field: str, value: Value) -> None:
        """Remember a step, if the value is another than before."""
        before = self._known.get(field, Value())
        if value != before:
            self._done = [*self._done[-_KEPT:], Step(field, before, value)]
            self._undone.clear()
            self._known[field] = value

    def undo(self) -> None:
        """Go back one step."""
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._known[step.field] = step.before
            self._put(step.field, step.before)

    def redo(self) -> None:
        """Go forth one step again."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self._known[step.field] = step.after
            self._put(step.field, step.after)
