"""The folder a run works in, and the vaults in it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from fielddoc.app import vaults
from fielddoc.app.session import Session, open_session
from fielddoc.crypto import slots
from fielddoc.crypto.slotfile import Cost
from fielddoc.model.entry import SignedEntry
from tests.bench import generate

PASSPHRASE = "caballo grapa bateria correcto 47"
GIB = 1 << 30
BATCH = 20_000


class Ground:
    """A folder in which big vaults stay for the next run, each named for its size."""

    def __init__(self, folder: Path, scale: float) -> None:
        self.folder = folder
        self.scale = scale
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["FIELDDOC_STATE"] = str(folder / "state")

    def size(self, full: int) -> int:
        """The full size of the issue, or a part of it for a quick run."""
        return max(1000, int(full * self.scale))

    def vault(self, name: str) -> Path:
        """Where the vault of that name is."""
        return self.folder / f"{name}.fielddoc"

    def fresh(self, name: str) -> Session:
        """A new empty vault that unlocks cheaply, replacing one of that name."""
        return self._made(name, slots.FAST)

    def gone(self, name: str) -> None:
        """Remove a vault."""
        shutil.rmtree(self.vault(name), ignore_errors=True)

    def _made(self, name: str, cost: Cost | None) -> Session:
        self.gone(name)
        phrase = bytearray(PASSPHRASE.encode())
        new = vaults.create(self.vault(name), phrase, "Medidora", cost=cost)
        return open_session(self.vault(name), new.key, "es")

    def filled(
        self, name: str, entries: Callable[[generate.Author], Iterable[SignedEntry]]
    ) -> Session:
        """A vault into which `entries` were absorbed, as an import does; kept between runs."""
        done = self.folder / f"{name}.done"
        if not done.exists():
            session = self._made(name, None)
            author = generate.Author(1)
            rest, total, began = iter(entries(author)), 0, time.monotonic()
            while batch := list(islice(rest, BATCH)):
                session.vault.absorb(batch, [author.identity.certificate])
                total += len(batch)
                rate = total / (time.monotonic() - began)
                print(f"  {name}: {total} entries, {rate:.0f}/s", file=sys.stderr)
            session.close()
            done.touch()
        return self.reopened(name)

    def reopened(self, name: str) -> Session:
        """Open a kept vault as a person does."""
        key = vaults.unlock(self.vault(name), bytearray(PASSPHRASE.encode()))
        return open_session(self.vault(name), key, "es")

    def big_file(self) -> Path:
        """A file of 1 GiB (less at a smaller scale) that does not compress, made once."""
        size = max(1 << 24, int(GIB * self.scale))
        path = self.folder / f"random-{size >> 20}.bin"
        if not path.exists() or path.stat().st_size != size:
            with path.open("wb") as stream:
                for _ in range(size >> 20):
                    stream.write(os.urandom(1 << 20))
                stream.truncate(size)
                stream.flush()
                os.fsync(stream.fileno())
        return path
