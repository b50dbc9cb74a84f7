"""Making lists and search anew when other words name the records: after an update of the forms.

Only what a `Naming` decides is made again, from the held values: titles, references, search words
and what records are narrowed by. The journal is not read. The result is what `rebuild` gives.
"""

import json
from collections.abc import Sequence

from fielddoc.progress import Progress
from fielddoc.vault.database import Database
from fielddoc.vault.fold import IN, chunks
from fielddoc.vault.listing import Listing, State
from fielddoc.vault.rebuild import rebuild
from fielddoc.vault.rows import Naming

SETTING = "naming"
"""What the lists were made with. A migration that changes the fold deletes it: then the journal is
applied again.
"""

MANY = 4
"""Where more than one in so many records has other words, the index of words is made from nothing:
taking words out of it costs more than putting them in.
"""


def rename(database: Database, naming: Naming, progress: Progress) -> None:
    """Bring lists and search to `naming` in one transaction, if they were made with another.

    Raises `DiskFull`, or what `progress` raises; then all is as it was.
    """
    made = _spelled(naming)
    known = database.setting(SETTING)
    if known is None:
        rebuild(database, naming, progress)
        database.keep(SETTING, made)
    elif known != made:
        with database.transaction():
            relist(database, naming, progress)
            database.keep(SETTING, made)


def relist(database: Database, naming: Naming, progress: Progress) -> None:
    """Make anew what lists and search show of every record, in the caller's transaction.

    Each record counts twice: once for its lists, once for the index of words.
    """
    stale: set[int] = set()
    listing = Listing(database, naming, stale)
    total = database.value("SELECT count(*) FROM record WHERE kind NOT NULL")
    done = last = 0
    progress(done, 2 * total)
    while some := _states(database, last):
        done += sum(1 for _ in listing.refresh((state, state) for state in some))
        last = some[-1].rid
        progress(done, 2 * total)
    every = len(stale) * MANY > total
    if every:
        database.run("INSERT INTO search (search) VALUES ('delete-all')")
        stale.update(row[0] for row in database.rows("SELECT rid FROM searched"))
    rids = sorted(stale)
    for at, some_rids in enumerate(chunks(rids, IN)):
        _index(database, some_rids, empty=every)
        progress(total + total * at * IN // len(rids), 2 * total)
    progress(2 * total, 2 * total)


def _index(database: Database, rids: Sequence[int], *, empty: bool) -> None:
    """Put the words of records into the index, in which they are not (`empty`) or were."""
    if not empty:
        database.many("DELETE FROM search WHERE rowid = ?", [(rid,) for rid in rids])
    marks = ",".join("?" * len(rids))
    database.run(
        "INSERT INTO search (rowid, words)"
        f" SELECT rid, words FROM searched WHERE rid IN ({marks}) ORDER BY rid",
        rids,
    )


def _states(database: Database, after: int) -> list[State]:
    """Return the next records with a number above `after`, as they are."""
    rows = database.rows(
        "SELECT rid, id, first_moment, first_entry, kind, kase, updated, removed, conflicts"
        " FROM record WHERE kind NOT NULL AND rid > ? ORDER BY rid LIMIT ?",
        (after, IN),
    )
    return [
        State(rid, id_, (at, entry, kind, kase), updated, bool(removed), conflicts)
        for rid, id_, at, entry, kind, kase, updated, removed, conflicts in rows
    ]


def _spelled(naming: Naming) -> bytes:
    parts = [naming.version, *map(dict, (naming.titles, naming.references))]
    return json.dumps(parts, sort_keys=True, default=list).encode()
