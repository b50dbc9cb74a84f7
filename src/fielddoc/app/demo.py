"""The demonstration: invented people, a practice vault, the whole line from vault to court."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.verify import Verdict

PASSPHRASE = "caballo correcto pila grapa"  # noqa: S105 (of a practice vault, printed)


@dataclass(frozen=True, slots=True)
class Demo:
    """Where everything is that the demonstration made."""

    vault: Path
    coordinator: Path
    dossiers: tuple[Path, ...]
    bundle: Path
    same: bool
    verdicts: tuple[Verdict, ...]


def build(folder: Path, progress: Progress = silent) -> Demo:
    """Make both practice vaults, the dossiers and the bundle in `folder`."""
    raise NotImplementedError
