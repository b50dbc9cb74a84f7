"""Vaults as a person handles them: make one, unlock it, look after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import vault
from fielddoc.crypto import slots
from fielddoc.paths import state
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.session import Session
    from fielddoc.vault import Checked, Rebuilt


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault just made. `recovery` is shown once, typed back, and never stored."""

    folder: Path
    key: bytearray
    recovery: str


@dataclass(frozen=True, slots=True)
class Strength:
    """How a passphrase would stand up: `score` 0 to 4, `enough` for a vault, advice to show."""

    score: int
    enough: bool
    advice: tuple[str, ...]


def strength(passphrase: str, language: str = "es") -> Strength:
    """Judge a passphrase for a new vault."""
    raise NotImplementedError


def create(
    folder: Path, passphrase: bytearray, pseudonym: str, *, practice: bool = False
) -> NewVault:
    """Make an empty vault in the new folder `folder` (named `….fielddoc`)."""
    raise NotImplementedError


def unlock(folder: Path, passphrase: bytearray) -> bytearray:
    """Return the vault key.

    Each wrong try makes `WrongPassphrase(wait=seconds)` grow, and a try before the wait is over
    is refused with what is left of it; nobody is locked out for good.
    """
    raise NotImplementedError


def recover(folder: Path, code: str) -> bytearray:
    """Return the vault key for the recovery code."""
    raise NotImplementedError


def recovery_groups(code: str) -> tuple[int, ...]:
    """Numbers (from 1) of the recovery code's mistyped groups; empty when all are well."""
    raise NotImplementedError


def change_passphrase(folder: Path, key: bytearray, new: bytearray) -> None:
    """Let `new` open the vault instead of the passphrase so far."""
    raise NotImplementedError


def check(session: Session, progress: Progress = silent) -> Checked:
    """Read everything and say what does not hold together."""
    raise NotImplementedError


def rebuild(session: Session, progress: Progress = silent) -> Rebuilt:
    """Make every record anew from the journal."""
    raise NotImplementedError


def backup(session: Session, progress: Progress = silent) -> Path:
    """Write an encrypted copy into the vault's `backups` and read it back."""
    raise NotImplementedError


def restore(source: Path, target: Path) -> None:
    """Put a backup back as the new vault folder `target`."""
    raise NotImplementedError
