"""`data/entries.jsonl`: one signed entry a line, with the very bytes that were signed.

A line is a JSON object with exactly `header` and `content` (the signed texts, as strings;
`content` null when it was erased) and `signature` (base64). The text inside a string is what
was signed, byte for byte, as UTF-8.
"""

import base64
import json
from collections.abc import Iterator

from fielddoc.bundle import layout
from fielddoc.bundle.ranges import LAST
from fielddoc.errors import BundleHostile, EntryRefused
from fielddoc.model.entry import Header, SignedEntry, read_header

_MAX_SIGNATURE = 80
"""Bytes: a DER signature for P-256 has at most 72."""


def line(entry: SignedEntry) -> bytes:
    """Return the line of one entry, with its newline."""
    data = {
        "header": entry.header.decode(),
        "signature": base64.b64encode(entry.signature).decode("ascii"),
        "content": None if entry.content is None else entry.content.decode(),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def parse(data: bytes) -> SignedEntry:
    """Read a line that `read_line` took before."""
    raw = json.loads(data)
    content = raw["content"]
    return SignedEntry(
        raw["header"].encode(),
        base64.b64decode(raw["signature"]),
        None if content is None else content.encode(),
    )


def read_line(data: bytes) -> tuple[Header, SignedEntry]:
    """Read what `line` gave, in the one way it is written.

    The header is read; hash of the content and signature are the vault's to check, when the
    entry is taken in. Raises `BundleHostile`, `EntryRefused`.
    """
    try:
        entry = parse(data)
        again = line(entry)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BundleHostile(reason="entry-line") from error
    if again != data or len(entry.signature) > _MAX_SIGNATURE:
        raise BundleHostile(reason="entry-line")
    header = read_header(entry.header)
    if header.n > LAST or not 0 <= header.mono < 2**63:
        raise EntryRefused(reason="header")
    return header, entry


def split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut chunks into lines, none longer than `layout.MAX_LINE`. Raises `BundleHostile`."""
    rest = bytearray()
    for chunk in chunks:
        searched = len(rest)
        rest += chunk
        start = 0
        while (end := rest.find(b"\n", max(start, searched))) >= 0:
            yield bytes(rest[start : end + 1])
            start = end + 1
        del rest[:start]
        if len(rest) > layout.MAX_LINE:
            raise BundleHostile(reason="entry-too-long")
    if rest:
        raise BundleHostile(reason="entry-line")
