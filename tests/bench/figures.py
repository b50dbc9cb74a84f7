"""What the vault does: unlock and list, search, save, import."""

import gc
import os
import sqlite3
import statistics
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fielddoc.app import cases, records
from fielddoc.app.session import Session
from fielddoc.crypto import slots
from fielddoc.crypto.identity import Certificate
from fielddoc.crypto.slotfile import Cost
from fielddoc.model.names import fold
from fielddoc.model.values import Value
from fielddoc.vault import Hit, slots_document
from tests.bench import generate, harness
from tests.bench.ground import PASSPHRASE, Ground
from tests.bench.harness import Figure, Unmeasured

SHOWN = 50
PLAIN = """
PRAGMA cache_size = -65536;
CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = 'trigram case_sensitive 1');
"""


def unlock_list(ground: Ground) -> Figure:
    """Unlock and list the first page of 100,000 cases v. Argon2id alone, in seconds.

    The forms are read before, as the desk reads them while the key is being derived.
    """
    count = ground.size(100_000)
    name = f"cases-{count}"
    ground.filled(name, lambda author: generate.cases(author, count)).close()
    cost = slots.summary(slots_document(ground.vault(name)))[0].cost
    mine, alone, sessions = [], [], list[Session]()

    def ours() -> None:
        session = ground.reopened(name)
        sessions.append(session)
        assert cases.count(session) == count
        assert len(cases.listing(session, limit=200)) == 200

    for _ in range(7):
        mine.append(harness.seconds(ours))
        sessions.pop().close()
        alone.append(harness.seconds(_argon2id, cost))
    note = f"{count} cases; {cost.memory >> 10} MiB, {cost.passes} passes"
    return harness.slower(statistics.median(mine), statistics.median(alone), "s", 1.15, note)


def _argon2id(cost: Cost) -> None:
    Argon2id(
        salt=bytes(16), length=32, iterations=cost.passes, lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(PASSPHRASE.encode())  # fmt: skip


def search(ground: Ground) -> Figure:
    """Search 100,000 interviews v. the same query on plain SQLite, in milliseconds.

    Both give the newest fifty records in which all words stand, with what stands around a match.
    """
    count = ground.size(100_000)
    session = ground.filled(
        f"interviews-{count}", lambda author: generate.interviews(author, count)
    )
    plain = _plain(ground.folder / f"plain-{count}.db", session)
    queries = generate.queries()
    ratios, mine, peer = [], [], []

    def ours(query: str) -> list[Hit]:
        return session.vault.search(query, limit=SHOWN)

    for query in queries * 2:  # the first round warms both caches
        for _ in range(7):
            mine.append(harness.seconds(ours, query))
            peer.append(harness.seconds(_search, plain, query))
        assert len(ours(query)) == len(_search(plain, query)) > 0
        ratios.append(statistics.median(mine[-7:]) / statistics.median(peer[-7:]))
    session.close()
    half = len(mine) // 2
    middle, theirs = (1000 * statistics.median(times[half:]) for times in (mine, peer))
    p95 = sorted(mine[half:])[int(half * 0.95)] * 1000
    worst = max(ratios[len(queries) :])
    note = f"{count} interviews; ours at most {p95:.1f} ms in 95 %; worst query {worst:.2f}"
    return harness.slower(middle, theirs, "ms", 2, note)


def _plain(path: Path, session: Session) -> sqlite3.Connection:
    """The same folded words of the same records in the same order, in a plain database."""
    path.unlink(missing_ok=True)
    plain = sqlite3.connect(path)
    try:
        plain.executescript(PLAIN)
    except sqlite3.OperationalError as error:
        raise Unmeasured(f"this Python's SQLite has no trigram index: {error}") from error
    for rid, words in session.vault._database.each("SELECT rid, words FROM searched ORDER BY rid"):
        plain.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (rid, words))
    plain.commit()
    return plain


def _search(plain: sqlite3.Connection, query: str) -> list[tuple[int, str]]:
    words = " AND ".join(f'"{word}"' for word in fold(query).split())
    asked = (
        "SELECT rowid, snippet(search, 0, '', '', '…', 64) FROM search WHERE search MATCH ?"
        " ORDER BY rowid DESC LIMIT ?"
    )
    return plain.execute(asked, (words, SHOWN)).fetchall()


def save(ground: Ground) -> Figure:
    """Save one field at 1,000,000 entries v. two fsyncs and 5 ms, in milliseconds."""
    count = ground.size(1_000_000)
    session = ground.filled(f"edits-{count}", lambda author: generate.edits(author, count))
    case = session.vault.cases(limit=1)[0].id
    person = session.vault.records(case=case, kind="person")[0].id
    probe = ground.folder / "probe"
    mine, syncs = [], []
    for number in range(100):
        value = {"description": Value(f"nota {number} {count}")}
        mine.append(harness.seconds(records.save, session, case, person, "person", value))
        syncs.append(harness.seconds(_write_and_sync, probe))
    session.close()
    probe.unlink()
    fsync, ours = statistics.median(syncs), statistics.median(mine)
    p95 = sorted(mine)[94] * 1000
    note = f"{count} entries; fsync {fsync * 1000:.2f} ms, ours at most {p95:.1f} ms in 95 %"
    return harness.slower(ours * 1000, (2 * fsync + 0.005) * 1000, "ms", 1.0, note)


def _write_and_sync(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(os.urandom(8192))
        stream.flush()
        os.fsync(stream.fileno())


def absorb(ground: Ground) -> Figure:
    """Import 100,000 entries v. verifying their signatures alone, one after another."""
    count = ground.size(100_000)
    author = generate.Author(2)
    entries = list(generate.edits(author, count))
    certificates = [author.identity.certificate]
    certificate = Certificate(certificates[0])

    def alone() -> None:
        for entry in entries:
            assert certificate.verify(entry.signature, entry.header)

    gc.collect()
    gc.freeze()  # an import reads its entries from a stream: no list of them to be walked over
    mine, peer = [], []
    for _ in range(5):
        session = ground.fresh("absorb")
        mine.append(harness.seconds(session.vault.absorb, entries, certificates))
        session.close()
        peer.append(harness.seconds(alone))
    ground.gone("absorb")
    ours, theirs = (len(entries) / statistics.median(times) for times in (mine, peer))
    return harness.faster(ours, theirs, "entries/s", 0.5, f"{len(entries)} entries")
