"""Attached files: sealed one by one in the vault's folder, named at random.

A file counts once the journal entry that names it is committed; until then it is an orphan
and swept when the vault is next opened.
"""

import contextlib
import io
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from fielddoc.crypto import seal
from fielddoc.errors import FileMissing, SourceVanished
from fielddoc.progress import Progress, silent
from fielddoc.system import sync_folder
from fielddoc.vault.database import Database
from fielddoc.vault.folder import FILES, QUARANTINE, telling
from fielddoc.vault.lasting import Lasting
from fielddoc.vault.rows import FileFacts, StoredFile


class Source(io.RawIOBase):
    """A file being read in; any failure to read it is `SourceVanished`, never the vault's."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        super().__init__()
        self._stream = stream
        self._name = name

    def readable(self) -> bool:
        """Say yes, as file-like objects do."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes."""
        try:
            return self._stream.read(size)
        except OSError as error:
            raise SourceVanished(name=self._name) from error


class Measured(Source):
    """A file on disk that can say how long it is."""

    def seekable(self) -> bool:
        """Say yes: only to measure."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._stream.tell()


class Files:
    """The sealed files of one vault."""

    def __init__(self, database: Database, folder: Path, vault: bytes) -> None:
        self._database = database
        self._folder = folder
        self._vault = vault
        self._loose: set[str] = set()

    def path(self, sealed: str) -> Path:
        """Return where the file with that random name lies."""
        return self._folder / FILES / sealed[:2] / sealed

    def store(self, source: Path, progress: Progress = silent) -> StoredFile:
        """Seal the file at `source` (see `Vault.store`)."""
        try:
            stream = source.open("rb")
        except OSError as error:
            raise SourceVanished(name=source.name) from error
        with stream:
            before = os.fstat(stream.fileno())
            found = self._seal(Measured(stream, source.name), source.name, progress)
            after = os.fstat(stream.fileno())
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if not same or found.size != before.st_size:
            self.drop(found)
            raise SourceVanished(name=source.name)
        return self._once(found)

    def store_stream(self, stream: BinaryIO, name: str, progress: Progress = silent) -> StoredFile:
        """Seal all that `stream` has to give (see `Vault.store_stream`)."""
        return self._once(self._seal(Source(stream, name), name, progress))

    def _seal(self, source: Source, name: str, progress: Progress) -> StoredFile:
        sealed, key = secrets.token_hex(16), secrets.token_bytes(32)
        target = self.path(sealed)
        part = target.with_suffix(".part")
        try:
            with telling(self._folder):
                self._make(target.parent)
                with part.open("xb", buffering=0) as stream, Lasting(stream) as lasting:
                    found = seal.seal(
                        source,  # type: ignore[arg-type]  # both are BinaryIO in all that matters
                        lasting,  # type: ignore[arg-type]
                        key, self._vault, bytes.fromhex(sealed), progress,
                    )  # fmt: skip
                    lasting.finish()
                part.replace(target)
                sync_folder(target.parent)
        except BaseException:
            with contextlib.suppress(OSError):  # what went wrong first is what to tell
                part.unlink(missing_ok=True)
            raise
        self._loose.add(sealed)
        return StoredFile(found.sha256, found.size, name, sealed, key)

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(exist_ok=True)
            sync_folder(folder.parent)

    def _once(self, found: StoredFile) -> StoredFile:
        """Return the file as it is here already, if it is, and let the second copy go."""
        row = self._database.row(
            "SELECT sealed, key FROM file WHERE sha256 = ?", (bytes.fromhex(found.sha256),)
        )
        if row is None:
            return found
        self.drop(found)
        return StoredFile(found.sha256, found.size, found.name, row[0].hex(), row[1])

    def adopt(self, path: Path, stored: StoredFile) -> StoredFile:
        """Move a file that was sealed elsewhere in the vault's folder among the others."""
        target = self.path(stored.sealed)
        with telling(self._folder):
            self._make(target.parent)
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
            path.replace(target)
            sync_folder(target.parent)
        self._loose.add(stored.sealed)
        return self._once(stored)

    def drop(self, stored: StoredFile) -> None:
        """Take a sealed file that no entry names off the disk."""
        if stored.sealed in self._loose:
            self._loose.discard(stored.sealed)
            self.path(stored.sealed).unlink(missing_ok=True)

    def keep(self, stored: Iterable[StoredFile]) -> None:
        """Enter sealed files in the database, within the transaction of the entry."""
        self._database.many(
            "INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?)",
            [
                (bytes.fromhex(each.sha256), bytes.fromhex(each.sealed), each.key, each.size)
                for each in stored
            ],
        )

    def named(self, stored: Iterable[StoredFile]) -> list[StoredFile]:
        """Return those of `stored` that the content of some entry here names."""
        sql = "SELECT 1 FROM mention WHERE sha256 = ?"
        return [each for each in stored if self._database.value(sql, (bytes.fromhex(each.sha256),))]

    def remove(self, sealed: Iterable[str]) -> None:
        """Take files off the disk whose keys are gone already."""
        for each in sealed:
            self.path(each).unlink(missing_ok=True)

    def kept(self, stored: Iterable[StoredFile]) -> None:
        """Say that the transaction was committed: what it did not take is dropped."""
        for each in stored:
            row = self._row(each.sha256)
            if row is not None and row[0].hex() == each.sealed:
                self._loose.discard(each.sealed)
            else:
                self.drop(each)

    def open(self, sha256: str) -> seal.Reader:
        """Return a reader of the content. Raises `FileMissing`, `VaultDamaged`."""
        row = self._row(sha256)
        if row is None:
            raise FileMissing(sha256=sha256)
        try:
            stream = self.path(row[0].hex()).open("rb")
        except OSError as error:
            raise FileMissing(sha256=sha256) from error
        try:
            return seal.Reader(stream, row[1], self._vault, row[0])
        except BaseException:
            stream.close()
            raise

    def facts(self, sha256: str) -> FileFacts:
        """Say what is known of a file. Raises `FileMissing`."""
        row = self._row(sha256)
        if row is None:
            raise FileMissing(sha256=sha256)
        return FileFacts(sha256, row[2])

    def has(self, sha256: str) -> bool:
        """Say whether the content is here."""
        row = self._row(sha256)
        return row is not None and self.path(row[0].hex()).is_file()

    def _row(self, sha256: str) -> tuple[bytes, bytes, int] | None:
        return self._database.row(
            "SELECT sealed, key, size FROM file WHERE sha256 = ?", (bytes.fromhex(sha256),)
        )

    def release(self) -> None:
        """Take what was sealed but never entered off the disk, and what is in quarantine."""
        with telling(self._folder):
            for sealed in list(self._loose):
                self.path(sealed).unlink(missing_ok=True)
            self._loose.clear()
            for left in (self._folder / QUARANTINE).glob("*"):
                left.unlink(missing_ok=True)

    def sweep(self) -> int:
        """Remove orphans, as an interrupted intake leaves them; return how many there were."""
        known = {row[0].hex() for row in self._database.each("SELECT sealed FROM file")}
        gone = [path for path in (self._folder / FILES).glob("*/*") if path.name not in known]
        gone.extend((self._folder / QUARANTINE).glob("*"))
        for path in gone:
            path.unlink()
        return len(gone)
