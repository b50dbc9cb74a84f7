"""The fold: entries become held values, marks, and what lists and search show.

The result depends only on the set of entries, never on their order: a value is held unless an
entry that is here says it replaced it, marks are kept for values to come, and kind and case of
a record are those of its earliest change by (clock, hash of the entry).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from fielddoc.errors import EntryRefused
from fielddoc.model.entry import Change, read_content, read_header
from fielddoc.vault.database import Database
from fielddoc.vault.incoming import Incoming, moment
from fielddoc.vault.listing import First, Listing, State
from fielddoc.vault.rows import Naming

T = TypeVar("T")
IN = 500
"""How many numbers one query asks for at a time."""
HOLD = (
    "INSERT OR IGNORE INTO held SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS"
    " (SELECT 1 FROM mark WHERE record = ? AND field = ? AND over = ?)"
)


class Fold:
    """Applies the content of entries within the caller's transaction; `settle` finishes it."""

    def __init__(self, database: Database, naming: Naming) -> None:
        self._database = database
        self._listing = Listing(database, naming)
        self._next = (database.value("SELECT max(rid) FROM record") or 0) + 1
        self._rids: dict[bytes, int] = {}
        self._first: dict[int, First] = {}
        self._updated: dict[int, int] = {}
        self._again: set[int] = set()

    def rid(self, record: str) -> int:
        """Return the number of a record that `know` was told of."""
        return self._rids[bytes.fromhex(record)]

    def know(self, entries: Iterable[Incoming]) -> None:
        """Number all records that `entries` name."""
        ids: set[bytes] = set()
        for each in entries:
            if each.header.case is not None:
                ids.add(bytes.fromhex(each.header.case))
            if each.content is not None:
                ids.update(bytes.fromhex(change.record) for change in each.content.changes)
                ids.update(map(bytes.fromhex, each.content.about))
        missing = ids - self._rids.keys()
        for some in chunks(missing, IN):
            marks = ",".join("?" * len(some))
            self._rids.update(
                self._database.rows(f"SELECT id, rid FROM record WHERE id IN ({marks})", some)
            )
        new = [record for record in missing if record not in self._rids]
        numbered = [(self._next + at, record) for at, record in enumerate(new)]
        self._next += len(new)
        self._database.many("INSERT INTO record (rid, id) VALUES (?, ?)", numbered)
        self._rids.update((record, rid) for rid, record in numbered)

    def put(self, entries: Sequence[Incoming]) -> None:
        """Apply the contents of placed entries (they have their `seq`)."""
        touches: list[tuple[int, int, int]] = []
        marks: list[tuple[int, str, bytes, int]] = []
        helds: list[tuple[object, ...]] = []
        for each in entries:
            content = each.content
            if content is None:
                continue
            at = each.moment
            case = None if each.header.case is None else self.rid(each.header.case)
            if content.changes and case is not None:
                self._stamp(case, at)
            touches.extend((self.rid(record), each.seq, 0) for record in content.about)
            for change in content.changes:
                rid = self.rid(change.record)
                self._stamp(rid, at)
                first: First = (at, each.hash, change.kind, case)
                if rid not in self._first or first[:2] < self._first[rid][:2]:
                    self._first[rid] = first
                touches.append((rid, each.seq, 1))
                marks.extend(_marks(rid, change, each.seq))
                held = (rid, change.field, at, each.id, each.seq, _text(change))
                helds.append((*held, rid, change.field, each.id))
        self._write(touches, marks, helds)

    def _write(
        self,
        touches: list[tuple[int, int, int]],
        marks: list[tuple[int, str, bytes, int]],
        helds: list[tuple[object, ...]],
    ) -> None:
        write = self._database.many
        write(
            "INSERT INTO touch VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET changed = max(changed, excluded.changed)",
            touches,
        )
        write("INSERT OR IGNORE INTO mark VALUES (?, ?, ?, ?)", marks)
        write(HOLD, helds)
        write(
            "DELETE FROM held WHERE record = ? AND field = ? AND entry = ?",
            [mark[:3] for mark in marks],
        )

    def settle(self) -> frozenset[str]:
        """Make what lists and search show of every touched record; return their ids."""
        touched = sorted(self._first.keys() | self._updated.keys() | self._again)
        changed = frozenset(
            record
            for some in chunks(touched, IN)
            for record in self._listing.refresh(self._states(some))
        )
        self._first.clear()
        self._updated.clear()
        self._again.clear()
        return changed

    def _stamp(self, rid: int, at: int) -> None:
        self._updated[rid] = max(at, self._updated.get(rid, 0))

    def _states(self, rids: Sequence[int]) -> Iterator[tuple[State, State]]:
        """Yield each record's state as it was and as it is now."""
        marks = ",".join("?" * len(rids))
        sql = (
            "SELECT rid, id, first_moment, first_entry, kind, kase, removed, conflicts, updated"
            f" FROM record WHERE rid IN ({marks})"
        )
        for rid, id_, at, entry, kind, kase, removed, conflicts, updated in self._database.rows(
            sql, rids
        ):
            first = None if kind is None else (at, entry, kind, kase)
            old = State(rid, id_, first, updated, bool(removed), conflicts)
            if rid in self._again:
                yield old, State(rid, id_, *self._reread(rid))
                continue
            offered = self._first.get(rid)
            if offered is not None and (first is None or offered[:2] < first[:2]):
                first = offered
            yield old, State(rid, id_, first, max(updated, self._updated.get(rid, 0)))

    def _reread(self, rid: int) -> tuple[First | None, int]:
        """Return first change and last moment of a record from the journal, after an erasure."""
        rows = self._database.rows(
            "SELECT e.moment, e.hash, e.header, e.content"
            " FROM touch t JOIN entry e ON e.seq = t.seq"
            " WHERE t.record = ? AND t.changed ORDER BY e.moment, e.hash",
            (rid,),
        )
        inside = self._database.value(
            "SELECT max(moment) FROM entry WHERE kase = ? AND changes > 0", (rid,)
        )
        if not rows:
            return None, inside or 0
        at, entry, data, content = rows[0]
        header = read_header(data)
        record = self._database.value("SELECT id FROM record WHERE rid = ?", (rid,)).hex()
        changes = read_content(header, content).changes
        kind = next(change.kind for change in changes if change.record == record)
        case = None if header.case is None else self._number(header.case)
        return (at, entry, kind, case), max(rows[-1][0], inside or 0)

    def _number(self, record: str) -> int:
        found: int = self._database.value(
            "SELECT rid FROM record WHERE id = ?", (bytes.fromhex(record),)
        )
        return found

    def take_back(self, seq: int, data: bytes, content: bytes) -> None:
        """Undo what `content` of the applied entry `seq` did, as if it had never come."""
        header = read_header(data)
        undone = read_content(header, content)
        concerned = {self._number(record) for record in undone.about}
        for change in undone.changes:
            rid = self._number(change.record)
            concerned.add(rid)
            for table in ("held", "mark"):
                self._database.run(
                    f"DELETE FROM {table} WHERE record = ? AND field = ? AND seq = ?",
                    (rid, change.field, seq),
                )
            for over in change.over:
                self._resurface(rid, change, bytes.fromhex(over))
        self._database.many(
            "DELETE FROM touch WHERE record = ? AND seq = ?", [(rid, seq) for rid in concerned]
        )
        self._again |= concerned
        if header.case is not None:
            self._again.add(self._number(header.case))

    def _resurface(self, rid: int, undone: Change, over: bytes) -> None:
        """Hold again what the undone change had replaced, unless another entry replaces it."""
        for seq, data, content in self._database.rows(
            "SELECT seq, header, content FROM entry WHERE id = ? AND content NOT NULL", (over,)
        ):
            header = read_header(data)
            for change in read_content(header, content).changes:
                if (change.record, change.field) == (undone.record, undone.field):
                    held = (rid, change.field, moment(header.at), over, seq, _text(change))
                    self._database.run(HOLD, (*held, rid, change.field, over))


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut `items` into lists of at most `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _marks(rid: int, change: Change, seq: int) -> Iterator[tuple[int, str, bytes, int]]:
    return ((rid, change.field, bytes.fromhex(over), seq) for over in change.over)


def _text(change: Change) -> str:
    """Return the value as it is kept, in JSON; the journal keeps it as it was signed."""
    try:
        text = json.dumps(change.value.to_json(), ensure_ascii=False, separators=(",", ":"))
        text.encode()
    except (ValueError, RecursionError) as error:
        raise EntryRefused(reason="value") from error
    return text
