"""The journal: the one function that applies entries, for local saves and for imports alike.

`docs/journal.md` is the specification. An entry is applied when its predecessor is; until then
it waits. What `erases` names is dropped whenever it comes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fielddoc.model.entry import SignedEntry
from fielddoc.vault.database import Database
from fielddoc.vault.fold import IN, Fold, chunks
from fielddoc.vault.incoming import Incoming, read
from fielddoc.vault.rows import Naming

Fork = tuple[int, int]
TABLES = (("entry", "seq"), ("waiting", "0"))


@dataclass(slots=True)
class Outcome:
    """What was done so far in a transaction. Authors are numbers of rows."""

    new: int = 0
    known: int = 0
    erased: int = 0
    records: frozenset[str] = frozenset()
    forks: set[Fork] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    """Sealed files that no content names any more: gone from the database, to be removed."""


class Journal:
    """Applies entries within one transaction of the caller's; `finish` ends it."""

    def __init__(self, database: Database, naming: Naming) -> None:
        self._database = database
        self._fold = Fold(database, naming)
        self._next = (database.value("SELECT max(seq) FROM entry") or 0) + 1
        self._erased: set[bytes] = {row[0] for row in database.each("SELECT id FROM erased")}
        self._awaited: dict[bytes, list[bytes]] = {}
        for prev, waiting in database.each("SELECT prev, hash FROM waiting"):
            self._awaited.setdefault(prev, []).append(waiting)
        self._unnamed: set[bytes] = set()
        self.outcome = Outcome()

    def apply(self, entries: Sequence[Incoming]) -> None:
        """Take verified entries in: place them, or let them wait, and fold what was placed."""
        fresh = self._fresh(entries)
        self._erase({bytes.fromhex(id_) for each in fresh if each.content
                     for id_ in each.content.erases})  # fmt: skip
        fresh = [self._allowed(each) for each in fresh]
        self._mention(fresh)
        placed, waiting = self._order(fresh)
        self._place(placed)
        self._wait(waiting)
        self.outcome.new += len(fresh)

    def finish(self) -> Outcome:
        """Bring lists and search up to date with everything that was applied."""
        self.outcome.records |= self._fold.settle()
        for sha256 in self._unnamed:
            if not self._database.value("SELECT 1 FROM mention WHERE sha256 = ?", (sha256,)):
                gone = "DELETE FROM file WHERE sha256 = ? RETURNING sealed"
                self.outcome.files += [row[0].hex() for row in self._database.rows(gone, (sha256,))]
        self._unnamed.clear()
        return self.outcome

    # --- what is new

    def _fresh(self, entries: Sequence[Incoming]) -> list[Incoming]:
        """Return the entries that are not here; contents that were withheld are filled in."""
        here = self._here({each.id for each in entries})
        fresh: dict[bytes, Incoming] = {}
        for each in entries:
            before = fresh.get(each.hash)
            if each.hash in here:
                self._known(each, *here[each.hash])
                if each.content is not None:
                    here[each.hash] = (here[each.hash][0], True)
            elif before is not None:
                self.outcome.known += 1
                if before.content is None:
                    fresh[each.hash] = each
            else:
                fresh[each.hash] = each
        return list(fresh.values())

    def _here(self, ids: set[bytes]) -> dict[bytes, tuple[int, bool]]:
        """Return, by hash, number (0: waiting) and whether there is content, for `ids`."""
        found: dict[bytes, tuple[int, bool]] = {}
        for some in chunks(ids, IN):
            marks = ",".join("?" * len(some))
            for table, seq in TABLES if self._awaited else TABLES[:1]:
                sql = f"SELECT hash, {seq}, content NOT NULL FROM {table} WHERE id IN ({marks})"
                found.update(
                    (row[0], (row[1], bool(row[2]))) for row in self._database.rows(sql, some)
                )
        return found

    def _known(self, each: Incoming, seq: int, has_content: bool) -> None:
        """Count an entry that is here; take its content if it was withheld until now."""
        if each.content is None or has_content:
            self.outcome.known += 1
            return
        self._erase(set(map(bytes.fromhex, each.content.erases)))
        allowed = self._allowed(each)
        if allowed.content is None:
            self.outcome.known += 1
            return
        self.outcome.new += 1
        self._mention([allowed])
        if seq:
            allowed.seq = seq
            self._database.run(
                "UPDATE entry SET content = ?, changes = ? WHERE seq = ?",
                (allowed.entry.content, len(each.content.changes), seq),
            )
            self._fold.know([allowed])
            self._fold.put([allowed])
        else:
            self._database.run(
                "UPDATE waiting SET content = ? WHERE hash = ?",
                (allowed.entry.content, allowed.hash),
            )

    # --- what may not be kept

    def _allowed(self, each: Incoming) -> Incoming:
        """Return the entry without its content if that was erased.

        What erases cannot itself be erased: else the order of arrival would decide.
        """
        if each.content is None or each.id not in self._erased or each.content.erases:
            return each
        self.outcome.erased += 1
        return each.bare()

    def _erase(self, ids: set[bytes]) -> None:
        """Drop the content of the entries `ids`, now and whenever they come again."""
        new = ids - self._erased
        self._erased |= new
        self._database.many("INSERT OR IGNORE INTO erased VALUES (?)", [(id_,) for id_ in new])
        for id_ in new:
            for seq, header, signature, content in self._database.rows(
                "SELECT seq, header, signature, content FROM entry"
                " WHERE id = ? AND content NOT NULL",
                (id_,),
            ):
                if self._erasable(header, signature, content):
                    self._database.run(
                        "UPDATE entry SET content = NULL, changes = 0 WHERE seq = ?", (seq,)
                    )
                    self._fold.take_back(seq, header, content)
                    self._forget(id_)
            for hash_, header, signature, content in self._database.rows(
                "SELECT hash, header, signature, content FROM waiting"
                " WHERE id = ? AND content NOT NULL",
                (id_,),
            ):
                if self._erasable(header, signature, content):
                    self._database.run("UPDATE waiting SET content = NULL WHERE hash = ?", (hash_,))
                    self._forget(id_)

    def _erasable(self, header: bytes, signature: bytes, content: bytes) -> bool:
        parsed = read(SignedEntry(header, signature, content), 0).content
        return parsed is not None and not parsed.erases

    def _forget(self, id_: bytes) -> None:
        self.outcome.erased += 1
        gone = "DELETE FROM mention WHERE entry = ? RETURNING sha256"
        self._unnamed.update(row[0] for row in self._database.rows(gone, (id_,)))

    def _mention(self, entries: Iterable[Incoming]) -> None:
        self._database.many(
            "INSERT OR IGNORE INTO mention VALUES (?, ?)",
            [(sha256, each.id) for each in entries for sha256 in each.mentions()],
        )

    # --- where it stands in its author's chain

    def _order(self, fresh: Sequence[Incoming]) -> tuple[list[Incoming], list[Incoming]]:
        """Part entries into those whose predecessors are here, in order, and those that wait."""
        later: dict[bytes, list[Incoming]] = {}
        ready: list[Incoming] = []
        names = {(each.author, each.header.n, each.hash) for each in fresh}
        for each in fresh:
            if each.header.n == 1:
                ready.append(each)
            elif (each.author, each.header.n - 1, each.prev) in names:
                later.setdefault(each.prev, []).append(each)
            elif self._applied(each.author, each.header.n - 1, each.prev):
                ready.append(each)
            else:
                later.setdefault(each.prev, []).append(each)
        placed: list[Incoming] = []
        ready.reverse()
        while ready:
            each = ready.pop()
            placed.append(each)
            ready.extend(_followers(each, later))
            if each.hash in self._awaited:
                ready.extend(self._released(each))
        return placed, [each for group in later.values() for each in group]

    def _applied(self, author: int, n: int, hash_: bytes) -> bool:
        found = self._database.rows(
            "SELECT hash FROM entry WHERE author = ? AND n = ?", (author, n)
        )
        return (hash_,) in found

    def _released(self, each: Incoming) -> list[Incoming]:
        """Return the entries that waited for `each`, and let them wait no longer."""
        freed: list[Incoming] = []
        kept: list[bytes] = []
        for hash_ in self._awaited.pop(each.hash):
            row = self._database.row(
                "SELECT author, header, signature, content FROM waiting WHERE hash = ?", (hash_,)
            )
            assert row is not None  # noqa: S101 (`_awaited` mirrors the table)
            waited = read(SignedEntry(*row[1:]), row[0])
            if (waited.author, waited.header.n) == (each.author, each.header.n + 1):
                self._database.run("DELETE FROM waiting WHERE hash = ?", (hash_,))
                freed.append(waited)
            else:
                kept.append(hash_)
        if kept:
            self._awaited[each.hash] = kept
        return freed

    def _place(self, placed: Sequence[Incoming]) -> None:
        self._fold.know(placed)
        rows = []
        for each in placed:
            each.seq = self._next
            self._next += 1
            header, case = each.header, each.header.case
            changes = len(each.content.changes) if each.content else 0
            rows.append((
                each.seq, each.id, each.author, header.n, each.moment,
                None if case is None else self._fold.rid(case), changes, each.hash, header.at,
                each.entry.header, each.entry.signature, each.entry.content,
            ))  # fmt: skip
        self._find_forks(placed)
        self._database.many("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
        heads = {each.author: each for each in placed}
        for each in placed:
            if each.header.n > heads[each.author].header.n:
                heads[each.author] = each
        self._database.many(
            "UPDATE author SET n = ?, head = ? WHERE id = ? AND n < ?",
            [(each.header.n, each.hash, author, each.header.n) for author, each in heads.items()],
        )
        self._fold.put(placed)

    def _wait(self, waiting: Sequence[Incoming]) -> None:
        self._find_forks(waiting)
        rows = []
        for each in waiting:
            self._awaited.setdefault(each.prev, []).append(each.hash)
            entry = each.entry
            rows.append((
                each.hash, each.id, each.author, each.header.n, each.prev,
                entry.header, entry.signature, entry.content,
            ))  # fmt: skip
        self._database.many("INSERT INTO waiting VALUES (?,?,?,?,?,?,?,?)", rows)

    def _find_forks(self, entries: Sequence[Incoming]) -> None:
        """Note numbers that an author gave twice, among `entries` and what is here already."""
        numbers: set[Fork] = set()
        furthest: dict[int, int] = dict(self._database.rows("SELECT id, n FROM author"))
        late = self._database.value("SELECT EXISTS (SELECT 1 FROM waiting)")
        for each in entries:
            name = (each.author, each.header.n)
            twice = name in numbers
            numbers.add(name)
            if not twice and (late or each.header.n <= furthest[each.author]):
                twice = self._taken(each)
            if twice:
                self.outcome.forks.add(name)
        self._database.many("INSERT OR IGNORE INTO fork VALUES (?, ?)", self.outcome.forks)

    def _taken(self, each: Incoming) -> bool:
        name = (each.author, each.header.n, each.hash)
        return any(
            self._database.value(
                f"SELECT 1 FROM {table} WHERE author = ? AND n = ? AND hash <> ?", name
            )
            for table in ("entry", "waiting")
        )


def _followers(each: Incoming, later: dict[bytes, list[Incoming]]) -> list[Incoming]:
    """Take those out of `later` that come right after `each`; wrong numbers stay there."""
    after = later.pop(each.hash, [])
    right = [
        next_
        for next_ in after
        if (next_.author, next_.header.n) == (each.author, each.header.n + 1)
    ]
    wrong = [next_ for next_ in after if next_ not in right]
    if wrong:
        later[each.hash] = wrong
    return right
