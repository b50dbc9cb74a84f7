"""How long work reports how far it is, and hears that it should stop."""

from typing import Protocol

from fielddoc.errors import Cancelled


class Progress(Protocol):
    """Called by long work; an implementation raises `Cancelled` to stop it."""

    def __call__(self, at: int, of: int) -> None:
        """Say that `at` of `of` units (bytes, entries, pages) are done; `of` 0 means unknown."""


def silent(at: int, of: int) -> None:
    """Report to nobody and never stop: the default for callers that do not wait."""


class Stoppable:
    """A progress that passes on to `report` until `stop` was called from any thread."""

    def __init__(self, report: Progress = silent) -> None:
        self._report = report
        self._stopped = False

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stopped = True

    def __call__(self, at: int, of: int) -> None:
        """Pass the step on, or raise `Cancelled` when somebody asked to stop."""
        if self._stopped:
            raise Cancelled
        self._report(at, of)
