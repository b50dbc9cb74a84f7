"""The encrypted database: how it is opened, and what its failures mean.

`docs/vault.md` says why each pragma is as it is.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from fielddoc.crypto.keys import wipe
from fielddoc.errors import (
    DiskFull,
    EngineUnfit,
    NotWritable,
    VaultBusy,
    VaultDamaged,
    VaultIncomplete,
    VaultReadOnly,
)

OLDEST_ENGINE = (3, 51, 3)
"""Before it, resetting a WAL could corrupt the database."""
PAGES = -65536
"""Page cache: 64 MiB."""
CHECKPOINT = 4000
"""Pages in the WAL before a commit moves them into the database."""
_PRAGMAS = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "temp_store = MEMORY",
    "foreign_keys = OFF",
    "secure_delete = FAST",
    f"cache_size = {PAGES}",
    f"wal_autocheckpoint = {CHECKPOINT}",
)
_FULL_BELOW = 1 << 20
_PLAIN = b"SQLite format 3\x00"

Row = tuple[Any, ...]


class Database:
    """One connection, used from one thread. Failures a person can be told are raised as such."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        """Open or make the database at `path` with the raw 32-byte vault key.

        Raises:
            VaultDamaged: it is no database under this key.
            VaultIncomplete: its end is missing.
            VaultReadOnly, NotWritable, DiskFull: it cannot be written.
            EngineUnfit: the library is not the one this program trusts.
        """
        self.path = path
        _engine()
        try:
            self._connection = sqlite.connect(str(path), isolation_level=None)
        except sqlite.Error as error:
            raise self._told(error) from error
        try:
            self._open(key)
        except VaultDamaged as error:
            self._connection.close()
            if getattr(error.__cause__, "sqlite_errorcode", 0) == sqlite.SQLITE_CORRUPT:
                raise VaultIncomplete(part=path.name) from error
            raise
        except BaseException:
            self._connection.close()
            raise

    def _open(self, key: bytes | bytearray) -> None:
        """Give the key and set everything up; the first read verifies the first page.

        A first page that verifies in a file that is too short for what it says is the mark of
        a half copy.
        """
        spelled = bytearray(b"x'") + bytearray(key.hex(), "ascii") + bytearray(b"'")
        self._connection.set_key(spelled)
        wipe(spelled)
        if not self.value("PRAGMA cipher_version"):
            raise EngineUnfit(reason="no-cipher")
        for pragma in _PRAGMAS:
            self.run(f"PRAGMA {pragma}")
        self.value("SELECT count(*) FROM sqlite_schema")
        if self.value("PRAGMA journal_mode = WAL") != "wal":
            raise VaultReadOnly(path=self.path.parent)

    def check_header(self) -> None:
        """Raise `EngineUnfit` if what was written is a plain database."""
        with self.path.open("rb") as stream:
            if stream.read(len(_PLAIN)) == _PLAIN:
                raise EngineUnfit(reason="plain-database")

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Execute one statement; return how many rows it changed."""
        try:
            return int(self._connection.execute(sql, values).rowcount)
        except sqlite.Error as error:
            raise self._told(error) from error

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute one statement for each row."""
        try:
            self._connection.executemany(sql, rows)
        except sqlite.Error as error:
            raise self._told(error) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        try:
            return list(self._connection.execute(sql, values))
        except sqlite.Error as error:
            raise self._told(error) from error

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Return the rows of a query one by one."""
        try:
            yield from self._connection.execute(sql, values)
        except sqlite.Error as error:
            raise self._told(error) from error

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, if any."""
        try:
            found: Row | None = self._connection.execute(sql, values).fetchone()
        except sqlite.Error as error:
            raise self._told(error) from error
        return found

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or `None`."""
        row = self.row(sql, values)
        return row[0] if row else None

    def script(self, sql: str) -> None:
        """Execute several statements; they bring their own transaction."""
        try:
            self._connection.executescript(sql)
        except sqlite.Error as error:
            self._roll_back()
            raise self._told(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: whatever is raised inside, or by the commit, leaves no trace."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.rollback()

    def setting(self, key: str) -> bytes | None:
        """Return what was kept under `key`."""
        found: bytes | None = self.value("SELECT value FROM setting WHERE key = ?", (key,))
        return found

    def keep(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`."""
        self.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))

    def close(self) -> None:
        """Close, moving what is in the WAL into the database."""
        self._connection.close()

    def _told(self, error: sqlite.Error) -> Exception:
        """Return the failure that `error` means to a person; bugs stay what they are."""
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        folder = self.path.parent
        known: dict[int, Exception] = {
            sqlite.SQLITE_FULL: DiskFull(path=folder),
            sqlite.SQLITE_READONLY: VaultReadOnly(path=folder),
            sqlite.SQLITE_CANTOPEN: NotWritable(path=folder),
            sqlite.SQLITE_PERM: NotWritable(path=folder),
            sqlite.SQLITE_BUSY: VaultBusy(holder=""),
            sqlite.SQLITE_LOCKED: VaultBusy(holder=""),
            sqlite.SQLITE_CORRUPT: VaultDamaged(what=self.path.name),
            sqlite.SQLITE_NOTADB: VaultDamaged(what=self.path.name),
        }
        if code == sqlite.SQLITE_IOERR:
            full = shutil.disk_usage(folder).free < _FULL_BELOW
            return DiskFull(path=folder) if full else VaultDamaged(what="disk")
        told: Exception = known.get(code, error)
        return told


def _engine() -> None:
    if sqlite.sqlite_version_info < OLDEST_ENGINE:
        raise EngineUnfit(reason="old-engine")
