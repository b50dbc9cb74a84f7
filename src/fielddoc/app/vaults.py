"""Vaults as a person handles them: make one, unlock it, look after it.

The gate imports this module before its window is there, so the database with its libraries is
imported only by the functions that need it, or by `warm`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc.app import attempts
from fielddoc.crypto import recovery
from fielddoc.errors import WeakPassphrase, WrongPassphrase
from fielddoc.paths import state
from fielddoc.progress import Progress, silent
from fielddoc.text import N_, catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.session import Session
    from fielddoc.app.strength import Strength
    from fielddoc.crypto.slotfile import Cost
    from fielddoc.text import Catalogue
    from fielddoc.vault import Checked, Rebuilt

PROBLEMS = {
    "pages": N_("La base de datos tiene páginas dañadas. Restaure un respaldo."),
    "entry": N_("La entrada {name} del diario no es auténtica o no está entera."),
    "file": N_("El contenido del archivo {name} está dañado."),
    "file:missing": N_("Falta el contenido del archivo {name}."),
    "record": N_("El registro {name} no es como el diario dice; puede reconstruirse."),
}
PRACTICE = "caballo correcto pila grapa"
"""The passphrase of the vaults that the demonstration makes; it is printed and shown."""


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault just made. `recovery` is shown once, typed back, and never stored."""

    folder: Path
    key: bytearray
    recovery: str


def warm() -> None:
    """Import what the other functions here need, while a person is still typing."""
    import fielddoc.crypto.slots
    import fielddoc.vault  # noqa: F401


def strength(passphrase: str, language: str = "es") -> Strength:
    """Judge a passphrase for a new vault."""
    from fielddoc.app.strength import judge  # its word lists take a while and unlocking needs none

    return judge(passphrase, catalogue(language))


def create(
    folder: Path,
    passphrase: bytearray,
    pseudonym: str,
    *,
    practice: bool = False,
    cost: Cost | None = None,
) -> NewVault:
    """Make an empty vault in the new folder `folder` (named `….fielddoc`).

    `cost` of unlocking is by default what takes this machine about a second. Raises
    `WeakPassphrase` (a practice vault takes any), `TargetExists`, `NotWritable`.
    """
    from fielddoc import vault  # see `warm`
    from fielddoc.crypto import slots

    if not practice and not strength(passphrase.decode(errors="replace")).enough:
        raise WeakPassphrase
    vault.require_free(folder)
    made = slots.create(passphrase, cost=cost or slots.calibrate())
    new = vault.create(
        folder,
        made.document,
        bytearray(made.vault_key),
        pseudonym,
        practice=practice,
        state=state(),
    )
    new.close()
    return NewVault(folder, made.vault_key, made.recovery)


def unlock(folder: Path, passphrase: bytearray) -> bytearray:
    """Return the vault key.

    Each wrong try makes `WrongPassphrase(wait=seconds)` grow, and a try before the wait is over
    is refused with what is left of it (`TooSoon`); nobody is locked out for good.
    """
    from fielddoc import vault  # see `warm`
    from fielddoc.crypto import slots

    document = vault.slots_document(folder)
    attempts.allowed(folder)
    try:
        key = slots.unlock(document, passphrase)
    except WrongPassphrase as error:
        raise WrongPassphrase(wait=attempts.failed(folder)) from error
    attempts.succeeded(folder)
    return key


def recover(folder: Path, code: str) -> bytearray:
    """Return the vault key for the recovery code. `WrongRecoveryGroup` names what is mistyped."""
    from fielddoc import vault  # see `warm`
    from fielddoc.crypto import slots

    document = vault.slots_document(folder)
    attempts.allowed(folder)
    try:
        key = slots.recover(document, code)
    except WrongPassphrase as error:
        raise WrongPassphrase(wait=attempts.failed(folder)) from error
    attempts.succeeded(folder)
    return key


def recovery_groups(code: str) -> tuple[int, ...]:
    """Numbers (from 1) of the recovery code's mistyped groups; empty when all are well."""
    return recovery.check(code)


def change_passphrase(folder: Path, key: bytearray, new: bytearray) -> None:
    """Let `new` open the vault instead of the passphrase so far."""
    from fielddoc import vault  # see `warm`
    from fielddoc.crypto import slots

    if not strength(new.decode(errors="replace")).enough:
        raise WeakPassphrase
    document = slots.change_passphrase(vault.slots_document(folder), key, new)
    vault.write_slots(folder, document)


def check(session: Session, progress: Progress = silent) -> Checked:
    """Read everything and say what does not hold together."""
    return session.vault.check(progress)


def problem(found: str, say: Catalogue) -> str:
    """Say in words what `check` found in one place (`fielddoc.vault.check` has the forms)."""
    kind, _, rest = found.partition(":")
    name, _, reason = rest.partition(":")
    told = say(PROBLEMS.get(f"{kind}:{reason}") or PROBLEMS.get(kind, "{name}"))
    return told.format(name=name or found)


def rebuild(session: Session, progress: Progress = silent) -> Rebuilt:
    """Make every record anew from the journal."""
    return session.vault.rebuild(progress)


def backup(session: Session, progress: Progress = silent) -> Path:
    """Write an encrypted copy into the vault's `backups` and read it back."""
    return session.vault.backup(progress)


def restore(source: Path, target: Path) -> None:
    """Put a backup back as the new vault folder `target`."""
    from fielddoc import vault  # see `warm`

    vault.restore(source, target)
