"""Making all records anew from the journal alone, and comparing."""

from hashlib import sha256

from fielddoc.model.entry import SignedEntry
from fielddoc.progress import Progress
from fielddoc.vault.database import Database
from fielddoc.vault.fold import Fold, chunks
from fielddoc.vault.incoming import Incoming, read
from fielddoc.vault.rows import Naming, Rebuilt

BATCH = 2000
TABLES = ("held", "mark", "touch", "tally", "searched", "search", "facet", "span")


def rebuild(database: Database, naming: Naming, progress: Progress) -> Rebuilt:
    """Empty every table of the fold, apply all entries again, say which records differ."""
    with database.transaction():
        return _again(database, naming, progress)


def compare(database: Database, naming: Naming, progress: Progress) -> Rebuilt:
    """Do as `rebuild` does, say what it found, and leave everything as it was."""
    try:
        with database.transaction():
            raise _Found(_again(database, naming, progress))
    except _Found as found:
        return found.rebuilt


class _Found(Exception):
    """Carries the result out of a transaction that is not to be kept."""

    def __init__(self, rebuilt: Rebuilt) -> None:
        super().__init__()
        self.rebuilt = rebuilt


def _again(database: Database, naming: Naming, progress: Progress) -> Rebuilt:
    before = pictures(database)
    for table in TABLES:
        database.run(f"DELETE FROM {table}")
    database.run(
        "UPDATE record SET kind = NULL, kase = NULL, first_moment = NULL, first_entry = NULL,"
        " removed = 0, conflicts = 0, updated = 0, title = '', reference = ''"
    )
    total = refold(database, naming, progress)
    after = pictures(database)
    records = database.value("SELECT count(*) FROM record WHERE kind NOT NULL")
    return Rebuilt(total, records, different(before, after))


def refold(database: Database, naming: Naming, progress: Progress) -> int:
    """Apply every entry to an empty fold; return how many there are."""
    fold = Fold(database, naming)
    total = database.value("SELECT count(*) FROM entry")
    done = 0
    rows = database.each("SELECT seq, author, header, signature, content FROM entry ORDER BY seq")
    for some in chunks(rows, BATCH):
        batch: list[Incoming] = []
        for seq, author, *parts in some:
            each = read(SignedEntry(*parts), author)
            each.seq = seq
            batch.append(each)
        fold.know(batch)
        fold.put(batch)
        done += len(batch)
        progress(done, total)
    fold.settle()
    return done


def different(before: dict[str, bytes], after: dict[str, bytes]) -> tuple[str, ...]:
    """Return the ids of records that are not the same in both."""
    return tuple(
        sorted(id_ for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_))
    )


def pictures(database: Database) -> dict[str, bytes]:
    """Return a hash of all that the fold says of each record, independent of numbering."""
    names: dict[int, bytes] = dict(database.each("SELECT rid, id FROM record"))
    found = {id_.hex(): sha256() for id_ in names.values()}
    for sql in _PICTURE:
        for rid, *facts in database.each(sql):
            if rid == 0:
                found.setdefault("", sha256()).update(repr(facts).encode())
            elif rid in names:
                found[names[rid].hex()].update(repr(facts).encode())
            else:
                found.setdefault(f"number {rid}", sha256()).update(repr(facts).encode())
    empty = sha256().digest()
    return {id_: made.digest() for id_, made in found.items() if made.digest() != empty}


_PICTURE = (
    """SELECT r.rid, r.kind, c.id, r.first_moment, r.first_entry, r.removed, r.conflicts, r.updated,
        r.title, r.reference
    FROM record r LEFT JOIN record c ON c.rid = r.kase
    WHERE r.kind NOT NULL OR r.updated > 0""",
    """SELECT h.record, h.field, h.moment, h.entry, e.hash, h.value
    FROM held h JOIN entry e ON e.seq = h.seq
    ORDER BY h.record, h.field, h.moment, h.entry, e.hash""",
    """SELECT m.record, m.field, m.over, e.hash
    FROM mark m JOIN entry e ON e.seq = m.seq
    ORDER BY m.record, m.field, m.over, e.hash""",
    """SELECT t.record, e.hash, t.changed
    FROM touch t JOIN entry e ON e.seq = t.seq
    ORDER BY t.record, e.hash""",
    """SELECT kase, kind, n, conflicts FROM tally WHERE n <> 0 OR conflicts <> 0
    ORDER BY kase, kind""",
    "SELECT rid, words FROM searched ORDER BY rid",
    "SELECT record, name, value FROM facet ORDER BY record, name, value",
    "SELECT record, earliest, latest FROM span ORDER BY record, earliest, latest",
)
