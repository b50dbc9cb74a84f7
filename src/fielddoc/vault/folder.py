"""The vault's folder: its parts, whether they are all there, and who holds it."""

import json
import os
import platform
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from fielddoc.errors import (
    DiskFull,
    NotAVault,
    NotWritable,
    VaultBusy,
    VaultIncomplete,
    VaultReadOnly,
)
from fielddoc.system import sync_folder

SLOTS = "slots.json"
DATABASE = "vault.db"
FILES = "files"
BACKUPS = "backups"
QUARANTINE = "quarantine"
LOCK = "lock"
HOLDER = "holder"
_NO_ROOM = {"ENOSPC", "EDQUOT", "EFBIG"}


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn an `OSError` while writing at `path` into what it means to a person."""
    import errno

    try:
        yield
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "")
        if name in _NO_ROOM or getattr(error, "winerror", None) == 112:  # ERROR_DISK_FULL
            raise DiskFull(path=path) from error
        if name == "EROFS":
            raise VaultReadOnly(path=path) from error
        raise NotWritable(path=path) from error


def require(folder: Path) -> None:
    """Raise `NotAVault` or `VaultIncomplete` unless the folder has the parts of a vault."""
    parts = [part for part in (SLOTS, DATABASE) if (folder / part).is_file()]
    if not parts:
        raise NotAVault(path=folder)
    for part in (SLOTS, DATABASE):
        if part not in parts:
            raise VaultIncomplete(part=part)
    if not (folder / FILES).is_dir():
        raise VaultIncomplete(part=FILES)


def slots_document(folder: Path) -> bytes:
    """Return the slot file of the vault in `folder`. Raises `NotAVault`, `VaultIncomplete`."""
    require(folder)
    return (folder / SLOTS).read_bytes()


def write_slots(folder: Path, document: bytes) -> None:
    """Replace the slot file so that a power cut leaves the old or the new one."""
    write_whole(folder / SLOTS, document)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file durably beside `path`, then put it in its place."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    with telling(path.parent):
        try:
            with new.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


class Hold:
    """The right to write in a vault's folder, for one program at a time."""

    def __init__(self, folder: Path) -> None:
        """Take it.

        Raises:
            VaultBusy: another program has it (`holder`: process and machine).
            VaultReadOnly: nothing can be written there.
        """
        self._lock = FileLock(folder / LOCK)
        self._holder = folder / HOLDER
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise VaultBusy(holder=_read_holder(self._holder)) from error
        except OSError as error:
            raise VaultReadOnly(path=folder) from error
        self.clean = not self._holder.exists()
        """Whether the last holder let go in an orderly way."""
        me = {"process": os.getpid(), "machine": platform.node()}
        try:
            self._holder.write_text(json.dumps(me), "utf-8")
        except OSError as error:
            self._lock.release()
            with telling(folder):
                raise VaultReadOnly(path=folder) from error

    def release(self) -> None:
        """Let others in."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()


def _read_holder(path: Path) -> str:
    try:
        found = json.loads(path.read_text("utf-8"))
        return f"{found['process']} {found['machine']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
