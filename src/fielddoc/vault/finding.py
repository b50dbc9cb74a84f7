"""Finding records by words and by what they are narrowed by, a page at a time.

Two ways to the same answer, so that neither a common word nor a wide filter makes it slow: where
few records are left by the filter they are read for the words; else the index of words leads, and
stops when the page and the count are full.
"""

from fielddoc.vault.database import Database
from fielddoc.vault.records import matching, show_hits, words_of
from fielddoc.vault.rows import Hit, Matches, Narrow, Wanted

COUNTED = 500
"""Found records are counted so far; nobody reads further, and counting all of them takes long."""
FEW = 2000
"""So many records are read for the words rather than looked up in the index."""
WIDE = 100
"""Where more records have a facet, those that share another with one of them are not listed: each
record in hand is asked instead."""
_LISTED = (
    "r.kind NOT NULL AND r.removed = 0 AND NOT EXISTS"
    " (SELECT 1 FROM record c WHERE c.rid = r.kase AND c.removed = 1)"
)

_HAVING = "SELECT record FROM facet WHERE name = ? AND value = ?"
_SHARING = (
    f"WITH own AS ({_HAVING}), common AS"
    " (SELECT DISTINCT f.value FROM own JOIN facet f ON f.record = own.record AND f.name = ?)"
    " SELECT f.record FROM common JOIN facet f ON f.name = ? AND f.value = common.value"
)
_SHARED = (
    "EXISTS (SELECT 1 FROM facet mine"
    " CROSS JOIN facet theirs ON theirs.name = ? AND theirs.value = mine.value"
    " CROSS JOIN facet has ON has.record = theirs.record"
    " WHERE mine.record = r.rid AND mine.name = ? AND has.name = ? AND has.value = ?)"
)


def find(database: Database, text: str, narrow: Narrow, limit: int, offset: int) -> Matches:
    """Return listed records with all words of `text` that `narrow` leaves, newest first."""
    wide = [wanted for wanted in narrow.facets if wanted.through and _wide(database, wanted)]
    where, values = _conditions(narrow, wide)
    words = words_of(text)
    led = narrow.case is not None or narrow.days or len(narrow.facets) > len(wide)
    few = _few(database, where, values) if words and (led or (where and not wide)) else None
    if few is not None:
        rids = _read_for(database, few, words)
    else:
        rids = _looked_up(database, text, where, values, max(COUNTED, offset + limit) + 1)
    total = len(rids)
    hits: tuple[Hit, ...] = tuple(show_hits(database, rids[offset : offset + limit], words))
    return Matches(hits, min(total, max(COUNTED, offset + limit)), total > COUNTED)


def _wide(database: Database, wanted: Wanted) -> bool:
    """Say whether many records have a facet: then it is asked of each record that is in hand."""
    rows = database.rows(
        "SELECT 1 FROM facet WHERE name = ? AND value = ? LIMIT ?",
        (wanted.name, wanted.value, WIDE + 1),
    )
    return len(rows) > WIDE


def _conditions(narrow: Narrow, wide: list[Wanted]) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []
    if narrow.kinds:
        where.append(f"r.kind IN ({','.join('?' * len(narrow.kinds))})")
        values += narrow.kinds
    if narrow.case is not None:
        where.append("r.kase = (SELECT rid FROM record WHERE id = ?)")
        values.append(bytes.fromhex(narrow.case))
    if narrow.days is not None:
        where.append("r.rid IN (SELECT record FROM span WHERE earliest <= ? AND latest >= ?)")
        values += [narrow.days[1], narrow.days[0]]
    for wanted in narrow.facets:
        if wanted in wide:
            where.append(_SHARED)
            values += [wanted.through, wanted.through, wanted.name, wanted.value]
        elif wanted.through:
            where.append(f"r.rid IN ({_SHARING})")
            values += [wanted.name, wanted.value, wanted.through, wanted.through]
        else:
            where.append(f"r.rid IN ({_HAVING})")
            values += [wanted.name, wanted.value]
    return where, values


def _few(database: Database, where: list[str], values: list[object]) -> list[int] | None:
    """Return the records that the filter leaves, newest first; None if they are many."""
    rows = database.rows(
        f"SELECT r.rid FROM record r WHERE {' AND '.join((_LISTED, *where))} LIMIT ?",
        (*values, FEW + 1),
    )
    return sorted((row[0] for row in rows), reverse=True) if len(rows) <= FEW else None


def _read_for(database: Database, rids: list[int], words: list[str]) -> list[int]:
    """Return those of `rids` in which all words stand."""
    if not rids:
        return []
    marks = ",".join("?" * len(rids))
    stand = " AND ".join(["instr(words, ?) > 0"] * len(words))
    found = database.rows(
        f"SELECT rid FROM searched WHERE rid IN ({marks}) AND {stand} ORDER BY rid DESC",
        (*rids, *words),
    )
    return [row[0] for row in found]


def _looked_up(
    database: Database, text: str, where: list[str], values: list[object], most: int
) -> list[int]:
    found, asked = matching(text)
    conditions = " AND ".join((_LISTED, *where))
    if found:
        conditions = conditions.replace("r.rid IN", "+r.rid IN")  # the index of words is to lead
        rows = database.rows(
            f"SELECT r.rid FROM ({found}) AS hit CROSS JOIN record r ON r.rid = hit.rowid"
            f" WHERE {conditions} ORDER BY hit.rowid DESC LIMIT ?",
            (*asked, *values, most),
        )
    else:
        sql = f"SELECT r.rid FROM record r WHERE {conditions} ORDER BY r.rid DESC LIMIT ?"
        rows = database.rows(sql, (*values, most))
    return [row[0] for row in rows]
