"""The figures: what each measures, against what, and in which unit."""

import hashlib
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fielddoc.app import bundles, contacts, evidence, records
from fielddoc.app.session import Session, create_session, open_session
from fielddoc.crypto import slots
from fielddoc.crypto.identity import Certificate
from fielddoc.model.entry import SignedEntry
from fielddoc.model.names import fold
from fielddoc.model.values import Value
from tests.bench import generate, harness
from tests.bench.harness import Figure

GIB = 1 << 30
PASSPHRASE = "caballo grapa bateria correcto 47"
BATCH = 20_000


class Ground:
    """The folder that a run works in; big vaults stay in it for the next run."""

    def __init__(self, folder: Path, scale: float) -> None:
        self.folder = folder
        self.scale = scale
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["FIELDDOC_STATE"] = str(folder / "state")

    def size(self, full: int) -> int:
        """The full size of the issue, or a part of it for a quick run."""
        return max(1000, int(full * self.scale))

    def fresh(self, name: str, cost: slots.Cost = slots.FAST) -> Session:
        """A new empty vault, replacing one of that name from an earlier run."""
        folder = self.folder / f"{name}.fielddoc"
        if folder.exists():
            shutil.rmtree(folder)
        created = create_session(folder, bytearray(PASSPHRASE.encode()), name, "es", cost=cost)
        return created.session

    def filled(
        self, name: str, entries: Callable[[generate.Author], Iterable[SignedEntry]]
    ) -> Session:
        """A vault that `entries` were absorbed into; kept between runs."""
        folder = self.folder / f"{name}.fielddoc"
        done = self.folder / f"{name}.done"
        if not done.exists():
            session = self.fresh(name, slots.STANDARD)
            author = generate.Author(1)
            batch: list[SignedEntry] = []
            started = time.monotonic()
            total = 0
            for entry in entries(author):
                batch.append(entry)
                if len(batch) == BATCH:
                    total += len(batch)
                    session.vault.absorb(batch, [author.identity.certificate])
                    batch = []
                    rate = total / (time.monotonic() - started)
                    print(f"  {name}: {total} entries, {rate:.0f}/s", file=sys.stderr)
            session.vault.absorb(batch, [author.identity.certificate])
            session.close()
            done.touch()
        return self.reopened(name)

    def reopened(self, name: str) -> Session:
        """Open a kept vault as a person would."""
        folder = self.folder / f"{name}.fielddoc"
        document = (folder / "slots.json").read_bytes()
        return open_session(folder, slots.unlock(document, bytearray(PASSPHRASE.encode())), "es")

    def gibibyte(self) -> Path:
        """A file of 1 GiB that does not compress, made once."""
        path = self.folder / "gibibyte.bin"
        if not path.exists() or path.stat().st_size != GIB:
            with path.open("wb") as stream:
                for _ in range(GIB >> 20):
                    stream.write(os.urandom(1 << 20))
        return path


def _sha256_with_openssl(path: Path) -> None:
    subprocess.run(["openssl", "dgst", "-sha256", path], check=True, stdout=subprocess.DEVNULL)


def _copy_and_sync(path: Path, target: Path) -> None:
    with path.open("rb") as source, target.open("wb") as copy:
        while chunk := source.read(1 << 20):
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    target.unlink()


def attach(ground: Ground) -> Figure:
    """Attach 1 GiB v. the slower of OpenSSL's SHA-256 and copy+fsync, in MiB/s."""
    path = ground.gibibyte()
    ours, hashed, copied = [], [], []
    for round_ in range(3):
        session = ground.fresh("attach")
        case = _case(session)
        ours.append(harness.seconds(lambda s=session, c=case: evidence.attach(s, c, path, {})))
        session.close()
        hashed.append(harness.seconds(lambda: _sha256_with_openssl(path)))
        copy = ground.folder / f"copy-{round_}"
        copied.append(harness.seconds(lambda c=copy: _copy_and_sync(path, c)))
    limit = max(statistics.median(hashed), statistics.median(copied))
    note = f"sha256 {1024 / statistics.median(hashed):.0f}, copy {1024 / statistics.median(copied):.0f}"
    return harness.faster(1024 / statistics.median(ours), 1024 / limit, "MiB/s", 0.75, note)


def pack(ground: Ground) -> Figure:
    """Pack a case with a 1 GiB file v. `tar | age` to the same kind of recipient, in MiB/s."""
    age = shutil.which("age")
    if age is None:
        raise RuntimeError("age is not installed")
    path = ground.gibibyte()
    session = ground.fresh("pack")
    receiver = ground.fresh("receiver")
    case = _case(session)
    evidence.attach(session, case, path, {})
    contacts.add(session, contacts.card(receiver))
    recipient = receiver.vault.age_identities[0].recipient
    target = ground.folder / "pack.fdb.age"
    peer = ground.folder / "peer.age"

    def ours() -> None:
        bundles.pack(session, [case], [receiver.vault.identity.fingerprint], target)
        target.unlink()

    def theirs() -> None:
        command = f'tar -C "{path.parent}" -cf - "{path.name}" | "{age}" -r {recipient} -o "{peer}"'
        subprocess.run(["bash", "-c", command], check=True)
        descriptor = os.open(peer, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)

    mine, others = harness.in_turn(ours, theirs, 3)
    session.close()
    receiver.close()
    return harness.faster(1024 / mine, 1024 / others, "MiB/s", 1.0)


def unlock_list(ground: Ground) -> Figure:
    """Unlock and list the first page of 100,000 cases v. the key derivation alone, in seconds."""
    count = ground.size(100_000)
    ground.filled("cases", lambda author: generate.cases(author, count)).close()
    document = (ground.folder / "cases.fielddoc" / "slots.json").read_bytes()

    def ours() -> None:
        session = ground.reopened("cases")
        assert session.vault.case_count() >= count
        assert len(session.vault.cases(limit=200)) == 200
        opened.append(session)

    opened: list[Session] = []
    pairs = []
    for _ in range(5):
        mine = harness.seconds(ours)
        opened.pop().close()
        alone = harness.seconds(lambda: slots.unlock(document, bytearray(PASSPHRASE.encode())))
        pairs.append((mine, alone))
    mine = statistics.median(a for a, _ in pairs)
    alone = statistics.median(b for _, b in pairs)
    return harness.slower(mine, alone, "s", 1.15, f"{count} cases")


def search(ground: Ground) -> Figure:
    """Search 100,000 interviews v. the same index and query on plain SQLite, in milliseconds."""
    count = ground.size(100_000)
    session = ground.filled("interviews", lambda author: generate.interviews(author, count))
    plain = _plain_copy(ground, session, count)
    queries = ["soldados retén", "comandancia", "tepetate roca", "camioneta cuartel", "médico"]
    mine, peer = [], []
    for round_ in range(12):
        for query in queries:
            a = harness.seconds(lambda q=query: session.vault.search(q, limit=50))
            b = harness.seconds(lambda q=query: _plain_search(plain, q))
            if round_ > 1:
                mine.append(a)
                peer.append(b)
    session.close()
    ours, theirs = statistics.median(mine), statistics.median(peer)
    p95 = sorted(mine)[int(len(mine) * 0.95)] * 1000
    note = f"{count} interviews, p95 {p95:.1f} ms"
    return harness.slower(ours * 1000, theirs * 1000, "ms", 2, note)


def _plain_copy(ground: Ground, session: Session, count: int) -> sqlite3.Connection:
    path = ground.folder / "plain.db"
    path.unlink(missing_ok=True)
    plain = sqlite3.connect(path)
    plain.execute("CREATE VIRTUAL TABLE found USING fts5(text, tokenize='trigram')")
    rows = (
        (fold(f"{record.get('date')} {record.get('account')}"),)
        for case in session.vault.cases(limit=count)
        for record in session.vault.records(case=case.id, kind="interview")
    )
    plain.executemany("INSERT INTO found(text) VALUES (?)", rows)
    plain.commit()
    return plain


def _plain_search(plain: sqlite3.Connection, query: str) -> list[tuple[int, str]]:
    words = " AND ".join(f'"{word}"' for word in fold(query).split())
    asked = "SELECT rowid, text FROM found WHERE found MATCH ? LIMIT 50"
    return plain.execute(asked, (words,)).fetchall()


def save(ground: Ground) -> Figure:
    """Save one field at 1,000,000 entries v. two fsyncs and 5 ms, in milliseconds (median)."""
    count = ground.size(1_000_000)
    session = ground.filled("edits", lambda author: generate.edits(author, count))
    case = session.vault.cases(limit=1)[0].id
    person = session.vault.records(case=case, kind="person")[0].id
    mine, syncs = [], []
    probe = ground.folder / "probe"
    for number in range(60):
        value = {"notes": Value(f"nota {number}")}
        mine.append(
            harness.seconds(lambda v=value: records.save(session, case, person, "person", v))
        )
        syncs.append(harness.seconds(lambda: _write_and_sync(probe)))
    session.close()
    fsync = statistics.median(syncs)
    limit = 2 * fsync + 0.005
    ours = statistics.median(mine)
    note = f"{count} entries, fsync {fsync * 1000:.2f} ms"
    return harness.slower(ours * 1000, limit * 1000, "ms", 1.0, note)


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
    certificate = Certificate(author.identity.certificate)
    session = ground.fresh("absorb")
    mine = harness.seconds(lambda: session.vault.absorb(entries, [author.identity.certificate]))
    session.close()

    def alone() -> None:
        for entry in entries:
            assert certificate.verify(entry.signature, entry.header)

    peer = harness.seconds(alone)
    total = len(entries)
    return harness.faster(total / mine, total / peer, "entries/s", 0.5, f"{total} entries")


def _case(session: Session) -> str:
    changes = records.save(session, None, None, "case", {"title": Value("Caso de medida")})
    assert changes.case is not None
    return changes.case


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, for the notes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
