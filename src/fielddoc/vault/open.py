"""Making a vault, and opening one."""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from fielddoc.crypto import age
from fielddoc.crypto.identity import Identity
from fielddoc.errors import NotWritable, VaultDamaged, VaultIncomplete
from fielddoc.progress import Progress, silent
from fielddoc.system import private
from fielddoc.vault import folder as parts
from fielddoc.vault.backup import backup
from fielddoc.vault.chain import Chain
from fielddoc.vault.database import Database
from fielddoc.vault.folder import (
    Hold,
    put_in_place,
    require,
    require_free,
    telling,
    write_whole,
)
from fielddoc.vault.migrate import migrate, shipped
from fielddoc.vault.rows import Naming
from fielddoc.vault.vault import Vault

PAGE = 4096
"""Bytes of a page of the database."""


def create(
    folder: Path,
    document: bytes,
    key: bytearray,
    pseudonym: str,
    *,
    practice: bool = False,
    state: Path,
    naming: Naming | None = None,
) -> Vault:
    """Make an empty vault in `folder`, which is new or empty, and open it.

    It is made beside its place and then put there, so that what is there is whole. Raises
    `TargetExists`, `NotWritable`, `DiskFull`.
    """
    require_free(folder)
    new = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        with telling(folder.parent):
            new.mkdir(parents=True)
            private(new)
            for part in (parts.FILES, parts.BACKUPS, parts.QUARANTINE):
                (new / part).mkdir()
        _fill(new, key, pseudonym, practice=practice)
        write_whole(new / parts.SLOTS, document)
        put_in_place(new, folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return open_vault(folder, key, state=state, naming=naming)


def _fill(folder: Path, key: bytearray, pseudonym: str, *, practice: bool) -> None:
    database = Database(folder / parts.DATABASE, key)
    try:
        migrate(database, shipped(), lambda: None)
        with database.transaction():
            database.keep("id", secrets.token_bytes(16))
            database.keep("practice", b"1" if practice else b"0")
            identity = Identity.new(pseudonym)
            database.keep("identity", identity.to_bytes())
            Chain(database, identity).number(identity.certificate)
            ages = (age.Identity.new("pq"), age.Identity.new("x25519"))
            database.keep("age", "\n".join(each.text for each in ages).encode())
    finally:
        database.close()


def open_vault(
    folder: Path,
    key: bytearray,
    *,
    state: Path,
    naming: Naming | None = None,
    steps: Mapping[int, str] | None = None,
    progress: Progress = silent,
) -> Vault:
    """Open the vault in `folder` with its key; nobody else can until it is closed.

    `steps` are the changes of shape that this program knows, for tests. `progress` tells how far
    an update is: the backup before a change of shape (of unknown length), then the lists
    that are made anew for another `naming`. Raises `NotAVault`, `VaultIncomplete`, `VaultBusy`,
    `VaultReadOnly`, `VaultNewer`, `VaultDamaged`, `EngineUnfit`, `DiskFull`.
    """
    require(folder)
    hold = Hold(folder)
    own = bytearray(key)
    try:
        database = _database(folder, own)
    except BaseException:
        hold.release()
        raise
    try:
        migrate(database, steps or shipped(), lambda: _keep_old(folder, database, own, progress))
        vault = Vault(folder, database, own, hold, state)
        if naming is not None:
            vault.name(naming, progress)
    except BaseException:
        database.close()
        hold.release()
        raise
    return vault


def _keep_old(folder: Path, database: Database, key: bytearray, progress: Progress) -> None:
    """Make a backup before the shape changes."""
    progress(0, 0)
    backup(folder, database, key, silent)


def _database(folder: Path, key: bytearray) -> Database:
    """Open the database, telling a half copy from damage."""
    path = folder / parts.DATABASE
    size = path.stat().st_size
    log = path.with_name(f"{path.name}-wal")
    quiet = not log.exists() or log.stat().st_size == 0
    if size == 0 or (quiet and size % PAGE):
        raise VaultIncomplete(part=parts.DATABASE)
    if not os.access(path, os.W_OK):
        raise NotWritable(path=path)
    database = Database(path, key)
    try:
        database.check_header()
        if database.value("SELECT count(*) FROM sqlite_schema") == 0:
            raise VaultDamaged(what=parts.DATABASE)
    except BaseException:
        database.close()
        raise
    return database
