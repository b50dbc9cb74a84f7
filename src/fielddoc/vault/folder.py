"""The vault's folder: its parts, whether they are all there, and who holds it."""

import errno
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
    TargetExists,
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
_MOST_SLOTS = 1 << 20
"""Bytes of a slot file that are read; one so long is refused by whoever parses it."""
_NO_ROOM = {"ENOSPC", "EDQUOT", "EFBIG"}


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn an `OSError` while writing at `path` into what it means to a person."""
    try:
        yield
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "")
        if name in _NO_ROOM or getattr(error, "winerror", None) == 112:  # ERROR_DISK_FULL
            raise DiskFull(path=path) from error
        if name == "EROFS" and any((at / SLOTS).is_file() for at in (path, path.parent)):
            raise VaultReadOnly(path=path) from error
        raise NotWritable(path=path) from error


def require(folder: Path) -> None:
    """Raise `NotAVault` or `VaultIncomplete` unless the folder has the parts of a vault."""
    try:
        parts = [part for part in (SLOTS, DATABASE) if (folder / part).is_file()]
    except OSError as error:  # a name too long, or a folder that may not be entered
        raise NotAVault(path=folder) from error
    if not parts:
        raise NotAVault(path=folder)
    for part in (SLOTS, DATABASE):
        if part not in parts:
            raise VaultIncomplete(part=part)
    if not (folder / FILES).is_dir():
        raise VaultIncomplete(part=FILES)


def require_free(folder: Path) -> None:
    """Raise `TargetExists` unless `folder` is new or empty, `NotWritable` if it cannot be."""
    with telling(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise TargetExists(path=folder)


def put_in_place(new: Path, folder: Path) -> None:
    """Give a whole folder its name, unless somebody was quicker (`TargetExists`)."""
    with telling(folder.parent):
        try:
            if folder.exists():
                folder.rmdir()
            new.rename(folder)
        except OSError as error:
            if error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR):
                raise TargetExists(path=folder) from error
            raise
        sync_folder(folder.parent)


def slots_document(folder: Path) -> bytes:
    """Return the slot file of the vault in `folder`, no more of it than is worth reading.

    Raises `NotAVault`, `VaultIncomplete` (also where it is empty or may not be read).
    """
    require(folder)
    try:
        with (folder / SLOTS).open("rb") as stream:
            document = stream.read(_MOST_SLOTS)
    except OSError as error:
        raise VaultIncomplete(part=SLOTS) from error
    if not document:
        raise VaultIncomplete(part=SLOTS)
    return document


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
            VaultReadOnly, DiskFull: nothing can be written there.
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
        with telling(folder):
            try:
                self._holder.write_text(json.dumps(me), "utf-8")
            except OSError:
                self._lock.release()
                raise

    def release(self) -> None:
        """Let others in."""
        try:
            with telling(self._holder.parent):
                self._holder.unlink(missing_ok=True)
        finally:
            self._lock.release()


def _read_holder(path: Path) -> str:
    try:
        found = json.loads(path.read_text("utf-8"))
        return f"{found['process']} {found['machine']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
