"""Reading the journal, and the next entry of the vault's own author."""

import datetime
from collections.abc import Iterator, Mapping
from hashlib import sha256

from fielddoc import __version__
from fielddoc.crypto.identity import Certificate, Identity
from fielddoc.errors import EntryRefused
from fielddoc.model.entry import Content, Header, SignedEntry, read_content, read_header
from fielddoc.model.ids import is_id, new_id
from fielddoc.system import monotonic_ns
from fielddoc.vault.database import Database
from fielddoc.vault.incoming import Incoming, moment, read
from fielddoc.vault.rows import Author, Gap

_COLUMNS = "e.header, e.signature, e.content"
_MANY = 2000
"""Entries from which it is simpler to look at all records again."""


class Chain:
    """The journal of one vault as it can be read, and the pen of its own author."""

    def __init__(self, database: Database, identity: Identity) -> None:
        self._database = database
        self._identity = identity
        self._numbers: dict[str, int] = {}

    def number(self, certificate: bytes) -> tuple[str, int]:
        """Return fingerprint and row of an author, made if new. Raises `EntryRefused`."""
        try:
            read = Certificate(certificate)
        except ValueError as error:
            raise EntryRefused(reason="certificate") from error
        self._database.run(
            "INSERT OR IGNORE INTO author (fingerprint, name, certificate) VALUES (?, ?, ?)",
            (read.fingerprint, read.name, certificate),
        )
        found = self._database.value(
            "SELECT id FROM author WHERE fingerprint = ?", (read.fingerprint,)
        )
        return read.fingerprint, found

    def next(self, command: str, case: str | None, content: Content) -> Incoming:
        """Sign the next entry of the vault's own author. Raises `EntryRefused`."""
        fingerprint = self._identity.fingerprint
        author, n, head = self._database.row(
            "SELECT id, n, head FROM author WHERE fingerprint = ?", (fingerprint,)
        ) or (None, 0, None)
        if author is None:
            _, author = self.number(self._identity.certificate)
        before = self._database.value(
            "SELECT moment FROM entry WHERE author = ? AND n = ?", (author, n)
        )
        at = datetime.datetime.now().astimezone().isoformat(timespec="milliseconds")
        try:
            data = content.to_bytes()
        except (ValueError, TypeError, RecursionError) as error:
            raise EntryRefused(reason="content") from error
        header = Header(
            id=new_id(),
            author=fingerprint,
            n=n + 1,
            prev=None if head is None else head.hex(),
            at=at,
            mono=monotonic_ns(),
            clock="set-back" if before is not None and moment(at) < before else "unchecked",
            case=case,
            command=command,
            program=__version__,
            content=sha256(data).hexdigest(),
        ).to_bytes()
        return read(SignedEntry(header, self._identity.sign(header), data), author)

    def last(self) -> tuple[int, bytes]:
        """Return number and hash of the entry that was applied last; 0 before any."""
        found = self._database.row("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
        return (found[0], found[1]) if found else (0, b"")

    def changed_since(self, number: int) -> tuple[int, frozenset[str] | None]:
        """Return the last number, and what was changed after `number` (None: too much to say)."""
        last = self.last()[0]
        if last - number > _MANY:
            return last, None
        changed: set[str] = set()
        for header, text in self._database.each(
            "SELECT header, content FROM entry WHERE seq > ? AND content NOT NULL", (number,)
        ):
            content = read_content(read_header(header), text)
            if content.erases:
                return last, None
            changed.update(change.record for change in content.changes)
        return last, frozenset(changed)

    def hash_at(self, number: int) -> bytes | None:
        """Return the hash of the entry with that number here."""
        found: bytes | None = self._database.value(
            "SELECT hash FROM entry WHERE seq = ?", (number,)
        )
        return found

    def entries(
        self, case: str | None, record: str | None, after: Mapping[str, int] | None
    ) -> Iterator[SignedEntry]:
        """Yield entries (see `Vault.entries`)."""
        where, values = ["1"], list[object]()
        for id_, condition in ((case, _IN_CASE), (record, _OF_RECORD)):
            if id_ is not None:
                where.append(condition)
                values.append(bytes.fromhex(id_) if is_id(id_) else b"")
        known = self._known(after or {})
        order = "e.seq" if case is None and record is None else "e.moment, e.hash"
        sql = f"SELECT {_COLUMNS}, e.author, e.n FROM entry e WHERE {' AND '.join(where)}"
        for *parts, author, n in self._database.each(f"{sql} ORDER BY {order}", values):
            if n > known.get(author, 0):
                yield SignedEntry(*parts)

    def _known(self, after: Mapping[str, int]) -> dict[int, int]:
        forked = {row[0] for row in self._database.rows("SELECT DISTINCT author FROM fork")}
        return {
            number: after[fingerprint]
            for number, fingerprint in self._database.rows("SELECT id, fingerprint FROM author")
            if fingerprint in after and number not in forked
        }

    def heads(self) -> dict[str, int]:
        """Return the furthest number by author."""
        return dict(self._database.rows("SELECT fingerprint, n FROM author WHERE n > 0"))

    def author(self, fingerprint: str) -> Author | None:
        """Return an author."""
        found = self._database.row(
            "SELECT fingerprint, name, certificate FROM author WHERE fingerprint = ?",
            (fingerprint,),
        )
        return Author(*found) if found else None

    def authors(self) -> list[Author]:
        """Return all authors."""
        rows = self._database.rows("SELECT fingerprint, name, certificate FROM author ORDER BY id")
        return [Author(*row) for row in rows]

    def forks(self) -> tuple[tuple[str, int], ...]:
        """Return numbers that an author gave twice."""
        return tuple(
            self._database.rows(
                "SELECT a.fingerprint, f.n FROM fork f JOIN author a ON a.id = f.author"
                " ORDER BY a.fingerprint, f.n"
            )
        )

    def gaps(self) -> list[Gap]:
        """Return, by author, the number before the first that waits, and how many wait."""
        rows = self._database.rows(
            "SELECT a.fingerprint, min(w.n) - 1, count(*) FROM waiting w JOIN author a"
            " ON a.id = w.author GROUP BY a.id ORDER BY a.fingerprint"
        )
        return [Gap(*row) for row in rows]


_IN_CASE = "e.kase = (SELECT rid FROM record WHERE id = ?)"
_OF_RECORD = "e.seq IN (SELECT seq FROM touch WHERE record = (SELECT rid FROM record WHERE id = ?))"
