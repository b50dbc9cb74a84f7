"""Encrypted copies in the vault's own folder, three generations, each opened and checked."""

import datetime
import os
import secrets
import shutil
from pathlib import Path

from fielddoc.errors import TargetExists, VaultDamaged
from fielddoc.progress import Progress
from fielddoc.system import sync_folder
from fielddoc.vault import folder as parts
from fielddoc.vault.database import Database
from fielddoc.vault.folder import put_in_place, require, telling

GENERATIONS = 3


def backup(folder: Path, database: Database, key: bytearray, progress: Progress) -> Path:
    """Copy slots, database and sealed files; open and check the copy; keep the last three.

    The copy is a vault folder of its own, under the same key. Sealed files never change, so
    they are linked where the file system can. Raises `DiskFull`, `VaultDamaged`.
    """
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    target = folder / parts.BACKUPS / stamp
    new = target.with_suffix(".new")
    try:
        with telling(folder):
            (new / parts.FILES).mkdir(parents=True)
            shutil.copyfile(folder / parts.SLOTS, new / parts.SLOTS)
        database.run("VACUUM INTO ?", (str(new / parts.DATABASE),))
        _checked(new / parts.DATABASE, key)
        with telling(folder):
            _link(folder / parts.FILES, new / parts.FILES, progress)
            for part in (parts.SLOTS, parts.DATABASE):
                _sync(new / part)
            sync_folder(new)
            new.rename(target)
            sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    for old in sorted((folder / parts.BACKUPS).glob("*Z"))[:-GENERATIONS]:
        shutil.rmtree(old)
    return target


def restore(source: Path, target: Path) -> None:
    """Make a vault in the new folder `target` from a backup (or any whole vault folder).

    Raises:
        NotAVault, VaultIncomplete: the backup lacks a part.
        TargetExists: there is something at `target`.
        DiskFull: there is no room; nothing is left there.
    """
    require(source)
    with telling(target):
        if target.exists():
            raise TargetExists(path=target)
    new = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        with telling(target.parent):
            new.mkdir(parents=True)
            for part in (parts.SLOTS, parts.DATABASE):
                shutil.copyfile(source / part, new / part)
                _sync(new / part)
            for path in sorted((source / parts.FILES).glob("*/*")):
                copy = new / parts.FILES / path.parent.name / path.name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
                _sync(copy)
            for part in (parts.FILES, parts.BACKUPS, parts.QUARANTINE):
                (new / part).mkdir(exist_ok=True)
        put_in_place(new, target)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _checked(path: Path, key: bytearray) -> None:
    copy = Database(path, key)
    try:
        wrong = copy.rows("PRAGMA cipher_integrity_check") + [
            row for row in copy.rows("PRAGMA quick_check") if row != ("ok",)
        ]
    finally:
        copy.close()
    if wrong:
        raise VaultDamaged(what="backup")


def _link(source: Path, target: Path, progress: Progress) -> None:
    paths = [path for path in source.glob("*/*") if path.suffix != ".part"]
    for done, path in enumerate(paths, 1):
        copy = target / path.parent.name / path.name
        copy.parent.mkdir(exist_ok=True)
        try:
            os.link(path, copy)
        except OSError:
            shutil.copyfile(path, copy)
            _sync(copy)
        progress(done, len(paths))


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
