"""Content that is not trusted yet: sealed on disk like files, swept unless it is kept."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from fielddoc.crypto import seal
from fielddoc.vault.files import Files
from fielddoc.vault.folder import QUARANTINE, telling
from fielddoc.vault.rows import StoredFile


class Sealing:
    """A file in quarantine being written; `stored` names it once it is closed."""

    def __init__(self, writer: seal.Writer, name: str, sealed: str, key: bytes) -> None:
        self._writer = writer
        self._digest = sha256()
        self._names = (name, sealed, key)
        self.stored: StoredFile | None = None

    def write(self, data: bytes) -> int:
        """Take more content."""
        self._digest.update(data)
        return self._writer.write(data)

    def finish(self) -> StoredFile:
        """Make it whole."""
        self._writer.close()
        name, sealed, key = self._names
        self.stored = StoredFile(self._digest.hexdigest(), self._writer.size, name, sealed, key)
        return self.stored


class Quarantine:
    """A set of sealed files that disappears with `discard`. Keys are only in memory."""

    def __init__(self, folder: Path, vault: bytes, files: Files) -> None:
        self._folder = folder / QUARANTINE
        self._vault = vault
        self._files = files
        self._sealed: list[str] = []

    @contextmanager
    def write(self, name: str) -> Iterator[Sealing]:
        """Give a place to write to; `.stored` is set when the block ends well."""
        sealed, key = secrets.token_hex(16), secrets.token_bytes(32)
        with telling(self._folder):
            self._folder.mkdir(exist_ok=True)
            self._sealed.append(sealed)
            with (self._folder / sealed).open("xb") as stream:
                place = Sealing(
                    seal.Writer(stream, key, self._vault, bytes.fromhex(sealed)), name, sealed, key
                )
                yield place
                place.finish()

    def open(self, stored: StoredFile) -> seal.Reader:
        """Read what was written."""
        stream = (self._folder / stored.sealed).open("rb")
        return seal.Reader(stream, stored.key, self._vault, bytes.fromhex(stored.sealed))

    def keep(self, stored: StoredFile) -> StoredFile:
        """Move a file among the vault's, to be named in `Vault.absorb(files=…)`."""
        return self._files.adopt(self._folder / stored.sealed, stored)

    def discard(self) -> None:
        """Remove all that was not kept."""
        for sealed in self._sealed:
            (self._folder / sealed).unlink(missing_ok=True)
        self._sealed.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()
