"""Reading everything in a vault and saying whether it holds."""

from collections.abc import Iterator
from hashlib import sha256

from fielddoc.crypto.identity import Certificate
from fielddoc.crypto.seal import CHUNK
from fielddoc.errors import EntryRefused, FileMissing, VaultDamaged
from fielddoc.model.entry import SignedEntry
from fielddoc.progress import Progress, silent
from fielddoc.vault.chain import Chain
from fielddoc.vault.database import Database
from fielddoc.vault.files import Files
from fielddoc.vault.incoming import read
from fielddoc.vault.rebuild import compare
from fielddoc.vault.rows import Checked, Naming


def check(
    database: Database,
    key: bytearray,
    chain: Chain,
    files: Files,
    naming: Naming,
    progress: Progress,
) -> Checked:
    """Verify pages, chains, signatures, sealed files and the fold; change nothing.

    `problems` are `pages`, `entry:<id>:<reason>`, `file:<sha256>:<reason>`, `record:<id>`.
    """
    entries = database.value("SELECT count(*) FROM entry")
    names = [row[0].hex() for row in database.each("SELECT sha256 FROM file ORDER BY sha256")]
    total = entries + len(names)
    wrong = list(_entries(database, chain, total, progress))
    problems = [*_pages(database, key), *wrong]
    for done, name in enumerate(names, 1):
        problems.extend(_file(files, name))
        progress(entries + done, total)
    if not any(problem.startswith("entry:") for problem in wrong):
        found = compare(database, naming, silent)
        problems.extend(f"record:{record}" for record in found.differences)
    return Checked(entries, len(names), tuple(problems))


def _pages(database: Database, key: bytearray) -> Iterator[str]:
    """Check every page on a fresh connection, after the WAL was emptied (else false alarms)."""
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    fresh = Database(database.path, key)
    try:
        if fresh.rows("PRAGMA cipher_integrity_check"):
            yield "pages"
        if fresh.rows("PRAGMA integrity_check") != [("ok",)]:
            yield "pages"
    finally:
        fresh.close()


def _entries(database: Database, chain: Chain, total: int, progress: Progress) -> Iterator[str]:
    certificates = {each.fingerprint: Certificate(each.certificate) for each in chain.authors()}
    placed: set[tuple[int, int, bytes]] = set()
    rows = database.each(
        "SELECT seq, author, header, signature, content, hash FROM entry ORDER BY seq"
    )
    for done, (seq, author, *parts, hash_) in enumerate(rows, 1):
        progress(done, total)
        try:
            each = read(SignedEntry(*parts), author)
        except EntryRefused as error:
            yield f"entry:{seq}:{error.facts['reason']}"
            continue
        name = each.header.id
        if each.hash != hash_:
            yield f"entry:{name}:hash"
        certificate = certificates[each.header.author]
        if not certificate.verify(each.entry.signature, each.entry.header):
            yield f"entry:{name}:signature"
        if each.header.n > 1 and (author, each.header.n - 1, each.prev) not in placed:
            yield f"entry:{name}:chain"
        placed.add((author, each.header.n, each.hash))


def _file(files: Files, name: str) -> Iterator[str]:
    try:
        with files.open(name) as reader:
            digest = sha256()
            while piece := reader.read(CHUNK):
                digest.update(piece)
        if digest.hexdigest() != name:
            yield f"file:{name}:hash"
    except FileMissing:
        yield f"file:{name}:missing"
    except VaultDamaged:
        yield f"file:{name}:damaged"
