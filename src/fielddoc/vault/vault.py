"""One open vault: the door to everything that is kept in it. Used from one thread."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Self

from fielddoc.crypto import age
from fielddoc.crypto.identity import Identity
from fielddoc.crypto.keys import wipe
from fielddoc.crypto.seal import Reader
from fielddoc.errors import RecordUnknown
from fielddoc.model.entry import Content, SignedEntry
from fielddoc.model.record import Record
from fielddoc.model.values import Value
from fielddoc.progress import Progress, silent
from fielddoc.vault.absorb import absorb
from fielddoc.vault.anchor import Anchor
from fielddoc.vault.backup import backup
from fielddoc.vault.chain import Chain
from fielddoc.vault.check import check
from fielddoc.vault.database import Database
from fielddoc.vault.files import Files
from fielddoc.vault.finding import find
from fielddoc.vault.folder import Hold
from fielddoc.vault.journal import Journal
from fielddoc.vault.papers import Papers
from fielddoc.vault.quarantine import Quarantine
from fielddoc.vault.rebuild import rebuild
from fielddoc.vault.records import Records
from fielddoc.vault.renaming import rename
from fielddoc.vault.rows import (
    Absorbed,
    Author,
    Bundle,
    CaseRow,
    Checked,
    Contact,
    FileFacts,
    Gap,
    Hit,
    Matches,
    Naming,
    Narrow,
    Rebuilt,
    StoredFile,
)


class Vault:
    """An open vault. Made by `open_vault` and `create`."""

    def __init__(
        self, folder: Path, database: Database, key: bytearray, hold: Hold, state: Path
    ) -> None:
        self.folder = folder
        self._database = database
        self._key = key
        self._hold = hold
        self.id = (database.setting("id") or b"").hex()
        self.practice = database.setting("practice") == b"1"
        self.identity = Identity.from_bytes(database.setting("identity") or b"")
        lines = (database.setting("age") or b"").decode().split()
        self.age_identities = tuple(age.Identity(line) for line in lines)
        self._naming = Naming()
        self._absorbed = 0
        self._chain = Chain(database, self.identity)
        self._records = Records(database)
        self._papers = Papers(database)
        self._files = Files(database, folder, bytes.fromhex(self.id))
        self._anchor = Anchor(state, bytes.fromhex(self.id), key)
        self.rolled_back: str | None = self._rolled_back()
        if self.rolled_back is None and not hold.clean:
            self._files.sweep()

    def _rolled_back(self) -> str | None:
        """Compare with what this machine saw last; return what differs, in numbers."""
        seen = self._anchor.seen()
        if seen is None or seen[0] == 0:
            return None
        found = self._chain.last()[0]
        if found < seen[0] or self._chain.hash_at(seen[0]) != seen[1]:
            return f"seen={seen[0]} found={found}"
        return None

    def close(self) -> None:
        """Close, and forget the key. Closing twice does nothing."""
        if not self._key:
            return
        key, self._key = self._key, bytearray()
        try:
            self._files.release()
            self._anchor.remember(*self._chain.last(), lasting=True)
        finally:
            wipe(key)
            self._database.close()
            self._hold.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- journal

    def append(
        self,
        command: str,
        case: str | None,
        content: Content,
        files: Sequence[StoredFile] = (),
    ) -> SignedEntry:
        """Sign what was done and keep it, with the files it names, or nothing at all.

        When this returns, a power cut loses nothing of it. Raises `EntryRefused`, `DiskFull`.
        """
        with self._database.transaction():
            journal = Journal(self._database, self._naming)
            new = self._chain.next(command, case, content)
            journal.apply([new])
            outcome = journal.finish()
            self._files.keep(files)
        self._committed(files, outcome.files)
        return new.entry

    def absorb(
        self,
        entries: Iterable[SignedEntry],
        certificates: Iterable[bytes] = (),
        files: Sequence[StoredFile] = (),
        *,
        command: str = "import",
        facts: Mapping[str, str] | None = None,
        bundle: Bundle | None = None,
        progress: Progress = silent,
    ) -> Absorbed:
        """Take in entries of others, in any order, any number of times, in one transaction.

        `facts`, where given, become an own entry `command` that says what came, unless all was
        known; `bundle` is noted as received. Raises `EntryRefused` (nothing is kept then),
        `DiskFull`, `Cancelled`.
        """
        with self._database.transaction():
            journal = Journal(self._database, self._naming)
            found = absorb(self._database, journal, self._chain, entries, certificates, progress)
            if facts is not None and found.new:
                note = self._chain.next(command, None, Content(facts=tuple(facts.items())))
                journal.apply([note])
                journal.finish()
            self._files.keep(self._files.named(files))
            if bundle is not None:
                self._papers.add_bundle(bundle)
        self._absorbed += 1
        self._committed(files, journal.outcome.files)
        return found

    def _committed(self, files: Sequence[StoredFile], gone: Sequence[str]) -> None:
        self._files.kept(files)
        self._files.remove(gone)
        self._anchor.remember(*self._chain.last())

    def entries(
        self,
        *,
        case: str | None = None,
        record: str | None = None,
        after: Mapping[str, int] | None = None,
    ) -> Iterator[SignedEntry]:
        """Yield applied entries, each after its predecessor.

        Those of one case or record come by clock, the same in every vault. `after` leaves out
        what somebody with these heads has (of an author with a fork, nothing is left out).
        """
        return self._chain.entries(case, record, after)

    def heads(self) -> Mapping[str, int]:
        """Return, by author, the number of the furthest entry."""
        return self._chain.heads()

    def author(self, fingerprint: str) -> Author:
        """Return who signs with that certificate. Raises `RecordUnknown`."""
        found = self._chain.author(fingerprint)
        if found is None:
            raise RecordUnknown(record=fingerprint)
        return found

    def authors(self) -> list[Author]:
        """Return everybody whose entries may be here."""
        return self._chain.authors()

    def forks(self) -> tuple[tuple[str, int], ...]:
        """Return numbers given twice, by author: a cloned or restored machine."""
        return self._chain.forks()

    def gaps(self) -> list[Gap]:
        """Return what entries wait for."""
        return self._chain.gaps()

    # --- records

    def record(self, id_: str) -> Record:
        """Return one record. Raises `RecordUnknown`."""
        return self._records.record(id_)

    def records(
        self, *, case: str | None = None, kind: str | None = None, removed: bool = False
    ) -> list[Record]:
        """Return records, first made first; with `removed` also those taken out of the lists."""
        return self._records.records(case, kind, removed)

    def columns(
        self, kind: str, fields: Sequence[str], ids: Collection[str] | None = None
    ) -> Iterator[tuple[str, str | None, dict[str, Value]]]:
        """Yield id, case and some fields' first values of listed records (of these `ids`)."""
        return self._records.columns(kind, fields, ids)

    def changed_since(self, mark: tuple[int, int]) -> tuple[tuple[int, int], frozenset[str] | None]:
        """Return a mark to ask with next time, and the records changed since `mark` was given.

        None instead of the records where all must be looked at again: after an import, an
        erasure, or very many entries. The first mark is (0, 0).
        """
        last, changed = self._chain.changed_since(mark[0])
        return (last, self._absorbed), changed if mark[1] == self._absorbed else None

    def cases(self, *, search: str = "", limit: int = 200, offset: int = 0) -> list[CaseRow]:
        """Return a page of cases, last changed first; of those in which `search` stands."""
        return self._records.cases(search, limit, offset)

    def case_count(self, search: str = "") -> int:
        """Return how many cases `cases` has in all."""
        return self._records.case_count(search)

    def search(self, text: str, *, limit: int = 50) -> list[Hit]:
        """Return records in which all words of `text` stand."""
        return self._records.search(text, limit)

    def find(
        self, text: str, narrow: Narrow | None = None, *, limit: int = 50, offset: int = 0
    ) -> Matches:
        """Return a page of what all words of `text` stand in and `narrow` leaves."""
        return find(self._database, text, narrow or Narrow(), limit, offset)

    def rebuild(self, progress: Progress = silent) -> Rebuilt:
        """Make all records anew from the journal, and say which were not as they should be."""
        return rebuild(self._database, self._naming, progress)

    def check(self, progress: Progress = silent) -> Checked:
        """Verify chain, signatures, database pages, sealed files and the fold."""
        return check(self._database, self._key, self._chain, self._files, self._naming, progress)

    # --- files

    def store(self, source: Path, progress: Progress = silent) -> StoredFile:
        """Seal a file; it counts once `append` names it. Raises `SourceVanished`, `DiskFull`."""
        return self._files.store(source, progress)

    def store_stream(self, stream: BinaryIO, name: str, progress: Progress = silent) -> StoredFile:
        """Seal all that `stream` gives; it counts once `append` or `absorb` names it."""
        return self._files.store_stream(stream, name, progress)

    def drop_stored(self, stored: StoredFile) -> None:
        """Let go of a sealed file that no entry will name."""
        self._files.drop(stored)

    def file(self, sha256: str) -> Reader:
        """Open a file's content. Raises `FileMissing`, `VaultDamaged`."""
        return self._files.open(sha256)

    def has_file(self, sha256: str) -> bool:
        """Say whether a file's content is here."""
        return self._files.has(sha256)

    def file_facts(self, sha256: str) -> FileFacts:
        """Say what is known of a file. Raises `FileMissing`."""
        return self._files.facts(sha256)

    # --- beside the journal

    def save_draft(self, key: str, data: bytes) -> None:
        """Keep unsaved typing; durable when this returns."""
        self._papers.save_draft(key, data)

    def drafts(self) -> Mapping[str, bytes]:
        """Return all drafts by key."""
        return self._papers.drafts()

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        self._papers.drop_draft(key)

    def add_contact(self, contact: Contact) -> None:
        """Keep or replace a contact."""
        self._papers.add_contact(contact)

    def contacts(self) -> list[Contact]:
        """Return all contacts by name."""
        return self._papers.contacts()

    def add_bundle(self, bundle: Bundle) -> None:
        """Note a bundle as sent or received."""
        self._papers.add_bundle(bundle)

    def bundles(self, *, direction: str | None = None, peer: str | None = None) -> list[Bundle]:
        """Return the bundles sent ("out") and received ("in"), oldest first."""
        return self._papers.bundles(direction, peer)

    def setting(self, key: str) -> str | None:
        """Return an encrypted setting of the program's."""
        found = self._database.setting(f"app.{key}")
        return None if found is None else found.decode()

    def set_setting(self, key: str, value: str) -> None:
        """Keep an encrypted setting of the program's."""
        self._database.keep(f"app.{key}", value.encode())

    def quarantine(self) -> Quarantine:
        """Return a place for content that is not trusted yet, sealed like files."""
        return Quarantine(self.folder, bytes.fromhex(self.id), self._files)

    def backup(self, progress: Progress = silent) -> Path:
        """Make an encrypted copy in the vault's folder, opened and checked; keep three."""
        return backup(self.folder, self._database, self._key, progress)

    def name(self, naming: Naming, progress: Progress = silent) -> None:
        """Tell which fields name a record; lists and search are made anew if that changed.

        `progress` tells how far that is. Stopped or failed, all is as it was.
        """
        rename(self._database, naming, progress)
        self._naming = naming
