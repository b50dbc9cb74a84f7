"""What the gate does away from the GUI thread: deriving keys, and waiting for the desk.

Secrets that come in are wiped here whatever happens.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fielddoc.app import vaults
from fielddoc.ui import process
from fielddoc.ui.gate_create import Wish
from fielddoc.ui.jobs import Job

if TYPE_CHECKING:
    from fielddoc.ui.handover import DeskProcess


def warm(_job: Job) -> None:
    """Import what unlocking needs."""
    vaults.warm()


def unlock(folder: Path, passphrase: bytearray) -> bytearray:
    """The vault key for a passphrase, which is wiped."""
    try:
        return vaults.unlock(folder, passphrase)
    finally:
        process.wipe(passphrase)


def recover(folder: Path, code: str, _job: Job) -> tuple[Path, bytearray]:
    """The folder, and its vault key for a recovery code."""
    return folder, vaults.recover(folder, code)


def renew(folder: Path, key: bytearray, passphrase: bytearray) -> bytearray:
    """Let `passphrase`, which is wiped, open the vault; return a copy of the key to hand over."""
    try:
        vaults.change_passphrase(folder, key, passphrase)
        return bytearray(key)
    finally:
        process.wipe(passphrase)


def create(wish: Wish, _job: Job) -> vaults.NewVault:
    """Make the vault that was wished for; the passphrase is wiped."""
    try:
        return vaults.create(wish.folder, wish.passphrase, wish.pseudonym, practice=wish.practice)
    finally:
        process.wipe(wish.passphrase)


def hand_over(
    folder: Path, find_key: Callable[[], bytearray], _job: Job
) -> "tuple[DeskProcess, Path]":
    """Start the desk, find the key meanwhile, and hand it over: the desk, and the folder.

    A desk that gets no key is sent home. Raises what `find_key` and the desk raise.
    """
    from fielddoc.ui.handover import DeskProcess  # see there

    desk = DeskProcess(folder)
    try:
        key = find_key()
    except BaseException:
        desk.dismiss()
        raise
    desk.hand_over(key)
    return desk, folder
