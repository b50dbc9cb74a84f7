"""A session: one open vault, the forms, and the language the person reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from fielddoc import forms, vault
from fielddoc.app.words import naming
from fielddoc.paths import resources, state
from fielddoc.progress import Progress, silent
from fielddoc.text import Catalogue, catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.people import People
    from fielddoc.forms import Forms
    from fielddoc.vault import Vault


@dataclass(slots=True)
class Session:
    """What every query and command works on. Used by one thread at a time."""

    vault: Vault
    forms: Forms
    language: str = "es"
    people: People | None = field(default=None, repr=False, compare=False)
    """The index of people, once duplicate advice was asked for (`fielddoc.app.duplicates`)."""
    seen: set[str] = field(default_factory=set, repr=False, compare=False)
    """Sensitive evidence opened in this session: the journal says so once."""

    @property
    def say(self) -> Catalogue:
        """The program's sentences in the session's language."""
        return catalogue(self.language)

    def close(self) -> None:
        """Close the vault; the session is of no use afterwards."""
        self.people = None
        self.vault.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@cache
def load_forms() -> Forms:
    """Read the forms and vocabularies shipped with the program, once in a process."""
    return forms.load(resources())


def open_session(
    folder: Path, key: bytearray, language: str = "es", progress: Progress = silent
) -> Session:
    """Open the vault in `folder` with its vault key (`vaults.unlock` gives it).

    `progress` is called while the lists are made anew, as the first time after an update.
    """
    loaded = load_forms()
    opened = vault.open_vault(folder, key, state=state(), naming=naming(loaded), progress=progress)
    return Session(opened, loaded, language)
