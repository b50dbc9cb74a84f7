"""An entry on its way into the journal: read, checked, ready to be applied."""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from fielddoc.errors import EntryRefused
from fielddoc.model.entry import Content, Header, SignedEntry, read_content, read_header
from fielddoc.model.ids import is_id

MOST = 1 << 53
"""Numbers above it are refused: JSON readers disagree about them (RFC 8259, section 6)."""
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
_HASH = re.compile(r"[0-9a-f]{64}")
_MENTION = re.compile(rb'"sha256": ?"([0-9a-f]{64})"')


@dataclass(slots=True)
class Incoming:
    """A parsed entry. `author` is the row of the author's certificate in this vault."""

    entry: SignedEntry
    header: Header
    content: Content | None
    author: int
    hash: bytes
    id: bytes
    prev: bytes
    """The hash of the predecessor; nothing for an author's first entry."""
    moment: int
    seq: int = 0

    def bare(self) -> "Incoming":
        """The same entry without its content."""
        return replace(self, entry=replace(self.entry, content=None), content=None)

    def mentions(self) -> Iterator[bytes]:
        """SHA-256 of each attached file that the content names."""
        data = self.entry.content
        if data is not None and b'"sha256"' in data:
            for found in set(_MENTION.findall(data)):
                yield bytes.fromhex(found.decode())


def read(entry: SignedEntry, author: int, header: Header | None = None) -> Incoming:
    """Parse `entry`; raise `EntryRefused` for anything that this format does not know."""
    _plain(entry.header)
    header = header or read_header(entry.header)
    content = None if entry.content is None else read_content(header, entry.content)
    if header.n >= MOST or (header.prev is not None and not _HASH.fullmatch(header.prev)):
        raise EntryRefused(reason="header")
    if content is not None:
        _plain(entry.content or b"")
        _check(content)
    return Incoming(
        entry,
        header,
        content,
        author,
        sha256(entry.header).digest(),
        bytes.fromhex(header.id),
        bytes.fromhex(header.prev or ""),
        moment(header.at),
    )


def _plain(data: bytes) -> None:
    """Refuse escaped halves of surrogate pairs, which cannot be kept as text."""
    if b"\\u" not in data:
        return
    try:
        json.dumps(json.loads(data.decode()), ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise EntryRefused(reason="text") from error


def _check(content: Content) -> None:
    """Refuse what cannot be kept: names that are no ids, facts that are no text."""
    facts = (text for pair in content.facts for text in pair)
    texts = (content.reason or "", *facts, *(change.field for change in content.changes))
    if (
        not all(is_id(name) for name in (*content.about, *content.erases))
        or not all(isinstance(text, str) for text in texts)
        or not all(change.kind and change.field for change in content.changes)
    ):
        raise EntryRefused(reason="content")


def moment(at: str) -> int:
    """Return a header's wall clock in microseconds since 1970 UTC, 0 when it cannot be read."""
    try:
        read = datetime.datetime.fromisoformat(at)
        if read.tzinfo is None:
            read = read.replace(tzinfo=datetime.UTC)
        return (read - _EPOCH) // _MICROSECOND
    except (ValueError, OverflowError):
        return 0
