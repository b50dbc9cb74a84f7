"""Taking in what others signed: parse, verify on several processors, apply."""

import os
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
    ahead: tuple[list[Incoming], list[Future[None]]] | None = None
    with ThreadPoolExecutor(workers) as pool:
        for some in chunks(entries, BATCH):
            batch = [_read(entry, authors) for entry in some]
            shares = [batch[start::workers] for start in range(workers)]
            begun = [pool.submit(_verify, share, authors) for share in shares]
            if ahead is not None:
                yield _settled(*ahead)
            ahead = batch, begun
        if ahead is not None:
            yield _settled(*ahead)


def _settled(batch: list[Incoming], begun: list[Future[None]]) -> list[Incoming]:
    for each in begun:
        each.result()
    return batch


def _read(entry: SignedEntry, authors: Authors) -> Incoming:
    header = read_header(entry.header)
    if header.author not in authors:
        raise EntryRefused(reason="author-unknown")
    return read(entry, authors[header.author][0], header)


def _verify(batch: Sequence[Incoming], authors: Authors) -> None:
    for each in batch:
        certificate = authors[each.header.author][1]
        if not certificate.verify(each.entry.signature, each.entry.header):
            raise EntryRefused(reason="signature")
