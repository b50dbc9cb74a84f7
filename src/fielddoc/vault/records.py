"""Reading the fold: records, the list of cases, search."""

import datetime
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from fielddoc.errors import RecordUnknown
from fielddoc.model.ids import is_id
from fielddoc.model.names import fold, sound
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Value
from fielddoc.vault.database import Database
from fielddoc.vault.fold import IN, chunks
from fielddoc.vault.listing import leaves
from fielddoc.vault.rows import CaseRow, Hit

TRIGRAM = 3
_BEFORE, _AFTER = 40, 80
_MOST_WORDS, _LONGEST_WORD = 24, 120
"""What of a search is looked for: whoever pastes a page into it still gets an answer."""
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_LISTED = "kind = 'case' AND removed = 0"


class Records:
    """Queries on what the journal was folded into."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, id_: str) -> Record:
        """Return one record. Raises `RecordUnknown`."""
        found = None
        if is_id(id_):
            found = self._database.row(
                "SELECT rid FROM record WHERE id = ? AND kind NOT NULL", (bytes.fromhex(id_),)
            )
        if found is None:
            raise RecordUnknown(record=id_)
        return next(self._records([found[0]]))

    def records(
        self, case: str | None = None, kind: str | None = None, removed: bool = False
    ) -> list[Record]:
        """Return records in a stable order: by first change."""
        where, values = ["kind NOT NULL"], list[object]()
        if case is not None:
            where.append("kase = (SELECT rid FROM record WHERE id = ?)")
            values.append(bytes.fromhex(case))
        if kind is not None:
            where.append("kind = ?")
            values.append(kind)
        if not removed:
            where.append("removed = 0")
        sql = (
            f"SELECT rid FROM record WHERE {' AND '.join(where)}"
            " ORDER BY first_moment, first_entry, id"
        )
        rids = [row[0] for row in self._database.rows(sql, values)]
        return [record for some in chunks(rids, IN) for record in self._records(some)]

    def _records(self, rids: list[int]) -> Iterator[Record]:
        marks = ",".join("?" * len(rids))
        fields: dict[int, dict[str, list[Held]]] = {rid: {} for rid in rids}
        for rid, field, entry, text, at, author in self._database.rows(
            "SELECT h.record, h.field, h.entry, h.value, e.at, a.fingerprint FROM held h"
            " JOIN entry e ON e.seq = h.seq JOIN author a ON a.id = e.author"
            f" WHERE h.record IN ({marks}) ORDER BY h.record, h.field, h.moment, h.entry, h.value",
            rids,
        ):
            value = Value.from_json(json.loads(text))
            held = Held(entry.hex(), value, author, at)
            fields[rid].setdefault(field, []).append(held)
        heads = {
            rid: (id_.hex(), kind, None if case is None else case.hex())
            for rid, id_, kind, case in self._database.rows(
                "SELECT r.rid, r.id, r.kind, c.id FROM record r LEFT JOIN record c"
                f" ON c.rid = r.kase WHERE r.rid IN ({marks})",
                rids,
            )
        }
        for rid in rids:
            held_by = {name: tuple(held) for name, held in fields[rid].items()}
            yield Record(*heads[rid], held_by)

    def columns(
        self, kind: str, fields: Sequence[str], ids: Collection[str] | None = None
    ) -> Iterator[tuple[str, str | None, dict[str, Value]]]:
        """Yield id, case and the given fields' (first) values of listed records, not in order.

        Far cheaper than whole records where a few fields of very many are wanted.
        """
        asked = ",".join("?" * len(fields))
        where = "r.kind = ? AND r.removed = 0"
        chosen = [None] if ids is None else list(chunks([bytes.fromhex(id_) for id_ in ids], IN))
        for some in chosen:
            inside = "" if some is None else f" AND r.id IN ({','.join('?' * len(some))})"
            rows = self._database.each(
                f"SELECT r.id, c.id, h.field, h.value FROM record r"
                f" LEFT JOIN record c ON c.rid = r.kase"
                f" LEFT JOIN held h ON h.record = r.rid AND h.field IN ({asked})"
                f" WHERE {where}{inside} ORDER BY r.rid, h.field, h.moment, h.entry, h.value",
                (*fields, kind, *(some or ())),
            )
            for (id_, case), found in groupby(rows, itemgetter(0, 1)):
                values: dict[str, Value] = {}
                for _, _, field, text in found:
                    if field is not None and field not in values:
                        values[field] = Value.from_json(json.loads(text))
                yield id_.hex(), None if case is None else case.hex(), values

    def cases(self, search: str = "", limit: int = 200, offset: int = 0) -> list[CaseRow]:
        """Return a page of cases, last changed first."""
        found, values = matching(search)
        inside = f" AND rid IN (SELECT kase FROM record WHERE removed = 0 AND rid IN ({found}))"
        rows = self._database.rows(
            f"SELECT rid, id, title, reference, updated FROM record WHERE {_LISTED}"
            f"{inside if found else ''} ORDER BY updated DESC, id LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        counts = self._counts([row[0] for row in rows])
        return [
            CaseRow(
                id_.hex(), title, reference, _when(updated),
                {kind: n for kind, (n, _) in counts[rid].items() if n},
                sum(conflicts for _, conflicts in counts[rid].values()),
            )
            for rid, id_, title, reference, updated in rows
        ]  # fmt: skip

    def case_count(self, search: str = "") -> int:
        """Return how many cases match."""
        found, values = matching(search)
        if not found:
            return self._database.value("SELECT sum(n) FROM tally WHERE kase = 0") or 0
        return int(
            self._database.value(
                f"SELECT count(*) FROM record WHERE {_LISTED} AND rid IN"
                f" (SELECT kase FROM record WHERE removed = 0 AND rid IN ({found}))",
                values,
            )
        )

    def _counts(self, rids: list[int]) -> Mapping[int, dict[str, tuple[int, int]]]:
        counts: dict[int, dict[str, tuple[int, int]]] = {rid: {} for rid in rids}
        for some in chunks(rids, IN):
            marks = ",".join("?" * len(some))
            for rid, kind, n, conflicts in self._database.rows(
                f"SELECT kase, kind, n, conflicts FROM tally WHERE kase IN ({marks})", some
            ):
                counts[rid][kind] = (n, conflicts)
        return counts

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Return records in which all words of `text` stand, newest first."""
        found, values = matching(text, "ORDER BY rowid DESC")
        if not found:
            return []
        rows = self._database.rows(
            "SELECT r.rid FROM"
            f" ({found}) AS hit JOIN record r ON r.rid = hit.rowid"
            " LEFT JOIN record c ON c.rid = r.kase"
            " WHERE r.kind NOT NULL AND r.removed = 0 AND coalesce(c.removed, 0) = 0 LIMIT ?",
            (*values, limit),
        )
        return list(show_hits(self._database, [row[0] for row in rows], words_of(text)))


def show_hits(database: Database, rids: Sequence[int], words: Sequence[str]) -> Iterator[Hit]:
    """Yield records as found, in the order given, with what stands around the first word."""
    for some in chunks(rids, IN):
        marks = ",".join("?" * len(some))
        values: dict[int, list[str]] = {rid: [] for rid in some}
        for rid, value in database.rows(
            f"SELECT record, value FROM held WHERE record IN ({marks})"
            " ORDER BY record, field, moment, entry",
            some,
        ):
            values[rid].append(value)
        heads = {
            rid: (id_.hex(), kind, None if case is None else case.hex())
            for rid, id_, kind, case in database.rows(
                "SELECT r.rid, r.id, r.kind, c.id FROM record r"
                f" LEFT JOIN record c ON c.rid = r.kase WHERE r.rid IN ({marks})",
                some,
            )
        }
        for rid in some:
            yield Hit(*heads[rid], _snippet(values[rid], words[0]) if words else "")


def _snippet(values: list[str], word: str) -> str:
    """Return what stands around the first match of a folded word, as it was written."""
    for value in values:
        for leaf in leaves(json.loads(value).get("v")):
            at = leaf.casefold().find(word)  # most words have no accent, and folding takes long
            if at < 0:
                at = fold(leaf).find(word)
            if at >= 0:
                start = max(0, at - _BEFORE)
                cut = leaf[start : at + _AFTER]
                return f"{'…' * (start > 0)}{cut}{'…' * (at + _AFTER < len(leaf))}"
    return ""


def matching(text: str, order: str = "") -> tuple[str, list[object]]:
    """Return a query for the numbers of records with all words of `text`, and its values.

    Words of three letters and more are looked up in the index; shorter ones are read for.
    """
    words = words_of(text)
    long = [word for word in words if len(word) >= TRIGRAM]
    short = [word for word in words if len(word) < TRIGRAM]
    values: list[object] = []
    queries = []
    if long:
        queries.append("SELECT rowid FROM search WHERE search MATCH ?")
        values.append(" AND ".join('"' + word.replace('"', '""') + '"' for word in long))
    if short:
        stand = " AND ".join(["instr(words, ?) > 0"] * len(short))
        inside = f" AND rid IN ({queries.pop()})" if long else ""
        queries.append(f"SELECT rid AS rowid FROM searched WHERE {stand}{inside}")
        values = [*short, *values]
    if not queries:
        return "", []
    return f"{queries[0]} {order}", values


def words_of(text: str) -> list[str]:
    """Return the folded words to look for, the first of a long text, without what is no text."""
    words = fold(sound(text[: _MOST_WORDS * _LONGEST_WORD])).split()
    return [word[:_LONGEST_WORD] for word in dict.fromkeys(words)][:_MOST_WORDS]


def _when(moment: int) -> datetime.datetime:
    try:
        return _EPOCH + datetime.timedelta(microseconds=moment)
    except OverflowError:
        return _EPOCH
