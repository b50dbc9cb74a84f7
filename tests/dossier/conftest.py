"""The case that most tests of this room look at, made once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fielddoc import dossier
from fielddoc.forms import Forms
from fielddoc.vault import Vault
from tests.dossier.builder import AT, all_forms, full_case, new_vault


@dataclass(frozen=True)
class Made:
    """A vault with its case, and the dossiers made of it."""

    vault: Vault
    forms: Forms
    case: str
    folder: Path

    def make(self, name: str, profile: str = "court", language: str = "es") -> dossier.Made:
        """Make a dossier of the case."""
        return dossier.make(
            self.vault, self.forms, self.case, profile, language, self.folder / name, at=AT
        )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("dossier")
    with new_vault(folder) as vault:
        yield Made(vault, all_forms(), full_case(vault).case, folder)


@pytest.fixture(scope="session")
def court(made: Made) -> Path:
    """A dossier for a court, in Spanish."""
    return made.make("court.pdf").path


@pytest.fixture(scope="session")
def public(made: Made) -> Path:
    """The same case for the public."""
    return made.make("public.pdf", "public").path
