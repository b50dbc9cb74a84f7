"""Taking in what others signed: parse, verify on several processors, apply."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from fielddoc.crypto.identity import Certificate
from fielddoc.errors import EntryRefused
from fielddoc.model.entry import SignedEntry, read_header
from fielddoc.progress import Progress
from fielddoc.vault.chain import Chain
from fielddoc.vault.database import Database
from fielddoc.vault.fold import chunks
from fielddoc.vault.incoming import Incoming, read
from fielddoc.vault.journal import Journal
from fielddoc.vault.rows import Absorbed

BATCH = 2000
"""Entries that are parsed and applied at a time; the next batch is verified meanwhile."""

Authors = Mapping[str, tuple[int, Certificate]]


def absorb(
    database: Database,
    journal: Journal,
    chain: Chain,
    entries: Iterable[SignedEntry],
    certificates: Iterable[bytes],
    progress: Progress,
) -> Absorbed:
    """Apply `entries` within the caller's transaction.

    Raises:
        EntryRefused: an entry is malformed, its author's certificate is not known, or its
            signature does not hold.
    """
    for certificate in certificates:
        chain.number(certificate)
    authors = {
        author.fingerprint: (chain.number(author.certificate)[1], Certificate(author.certificate))
        for author in chain.authors()
    }
    done, of = 0, len(entries) if isinstance(entries, Sequence) else 0
    for batch in _verified(entries, authors):
        journal.apply(batch)
        done += len(batch)
        progress(done, of)
    outcome = journal.finish()
    fingerprints = {number: fingerprint for fingerprint, (number, _) in authors.items()}
    return Absorbed(
        outcome.new,
        outcome.known,
        database.value("SELECT count(*) FROM waiting"),
        outcome.erased,
        outcome.records,
        tuple(sorted((fingerprints[author], n) for author, n in outcome.forks)),
    )


def _verified(entries: Iterable[SignedEntry], authors: Authors) -> Iterator[list[Incoming]]:
    """Yield batches whose signatures hold; verifying needs no interpreter, so threads help."""
    workers = max(1, (os.cpu_count() or 1) - 1)
    ahead: _Batch | None = None
    with ThreadPoolExecutor(workers) as pool:
        for some in chunks(entries, BATCH):
            batch = _Batch([_read(entry, authors) for entry in some], authors)
            batch.begin(pool, workers)
            if ahead is not None:
                yield ahead.settled()
            ahead = batch
        if ahead is not None:
            yield ahead.settled()


class _Batch:
    """Entries that several threads verify, each taking the next when it has time."""

    def __init__(self, entries: list[Incoming], authors: Authors) -> None:
        self._entries = entries
        self._authors = authors
        self._left = deque(entries)
        self._begun: list[Future[None]] = []

    def begin(self, pool: ThreadPoolExecutor, workers: int) -> None:
        """Let `workers` threads begin."""
        self._begun = [pool.submit(self._verify) for _ in range(workers)]

    def settled(self) -> list[Incoming]:
        """Return the entries when all are verified; whoever asks helps instead of waiting."""
        self._verify()
        for each in self._begun:
            each.result()
        return self._entries

    def _verify(self) -> None:
        while (each := self._next()) is not None:
            certificate = self._authors[each.header.author][1]
            if not certificate.verify(each.entry.signature, each.entry.header):
                raise EntryRefused(reason="signature")

    def _next(self) -> Incoming | None:
        try:
            return self._left.popleft()
        except IndexError:
            return None


def _read(entry: SignedEntry, authors: Authors) -> Incoming:
    header = read_header(entry.header)
    if header.author not in authors:
        raise EntryRefused(reason="author-unknown")
    return read(entry, authors[header.author][0], header)
