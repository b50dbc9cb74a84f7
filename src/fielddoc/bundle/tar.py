"""The archive inside a bundle: ustar (POSIX.1-1988), plain files only, one way to write each.

A header is a function of name and size and nothing else: mode 0644, owner 0, time 0, type '0',
no links, prefixes or extensions. So the reader trusts no field: it reads name and size, writes
the header anew and compares all 512 bytes. `tarfile` is not used to read, as its `data` filter
lets through archives that do what no honest bundle does.
"""

from collections.abc import Iterable
from typing import Protocol

from fielddoc.crypto.seal import Bytes, padded
from fielddoc.errors import BundleHostile, SourceVanished
from fielddoc.progress import Progress, silent

BLOCK = 512
MAX_SIZE = 8**11 - 1
SMALLEST = 1 << 16
"""No archive is shorter than this, so that small bundles look alike."""

_STEP = 1 << 20
_KINDS = {
    b"1": "link",
    b"2": "link",
    b"3": "device",
    b"4": "device",
    b"5": "folder",
    b"6": "pipe",
    b"7": "contiguous",
    b"S": "sparse",
    b"x": "pax",
    b"g": "pax",
    b"X": "pax",
    b"L": "gnu-name",
    b"K": "gnu-name",
    b"M": "volume",
    b"V": "volume",
}


class Readable(Protocol):
    """What the reader needs of its source."""

    def read(self, size: int, /) -> bytes | None:
        """Return up to `size` bytes, nothing at the end."""


class Writable(Protocol):
    """What the writer needs of its target."""

    def write(self, data: Bytes, /) -> object:
        """Take all of `data`."""


def header(name: str, size: int) -> bytes:
    """Return the 512 bytes before a file's content. `name` is ASCII, under 100 bytes."""
    raw = name.encode("ascii")
    if not raw or len(raw) >= 100 or not 0 <= size <= MAX_SIZE:
        msg = "no such header"
        raise ValueError(msg)
    parts = (
        raw.ljust(100, b"\0"),
        b"0000644\0",
        b"0000000\0",
        b"0000000\0",
        b"%011o\0" % size,
        b"00000000000\0",
        b" " * 8,
        b"0",
        bytes(100),
        b"ustar\x0000",
        bytes(64),
        b"0000000\0",
        b"0000000\0",
        bytes(167),
    )
    block = b"".join(parts)
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def filled(size: int) -> int:
    """Return `size` rounded up to whole blocks."""
    return -(-size // BLOCK) * BLOCK


def archive_size(sizes: Iterable[int]) -> int:
    """Return the bytes of the archive up to and with its two blocks of zeros at the end."""
    return sum(BLOCK + filled(size) for size in sizes) + 2 * BLOCK


def padme(size: int) -> int:
    """Return the size to which an archive is filled with zeros: a Padmé length from 64 KiB on."""
    return max(padded(size), SMALLEST)


class Writer:
    """Writes one file after the other."""

    def __init__(self, target: Writable, progress: Progress = silent, total: int = 0) -> None:
        """Write to `target`, of `total` bytes in the end."""
        self._target = target
        self._progress = progress
        self._total = total
        self._at = 0

    def member(self, name: str, size: int, chunks: Iterable[Bytes]) -> None:
        """Write a file of exactly `size` bytes. Raises `SourceVanished` if it has others."""
        self._put(header(name, size))
        left = size
        for chunk in chunks:
            left -= len(chunk)
            if left < 0:
                break
            self._put(chunk)
        if left:
            raise SourceVanished(name=name)
        self._put(bytes(filled(size) - size))

    def finish(self) -> None:
        """Write the end mark and fill up with zeros."""
        self._put(bytes(2 * BLOCK))
        left = padme(self._at) - self._at
        while left:
            step = min(left, _STEP)
            self._put(bytes(step))
            left -= step

    def _put(self, data: Bytes) -> None:
        self._target.write(data)
        self._at += len(data)
        self._progress(self._at, self._total)


class Reader:
    """Reads an archive from a stream, front to back, and refuses what `Writer` does not write."""

    def __init__(self, source: Readable, progress: Progress = silent) -> None:
        """Read from `source`, which is not seeked."""
        self._source = source
        self._progress = progress
        self._at = 0
        self._left = 0
        self._fill = 0

    def next(self) -> tuple[str, int] | None:
        """Return name and size of the next file, or `None` at the end mark.

        What is left of the file before must have been read. Raises `BundleHostile`.
        """
        if self._left:
            raise BundleHostile(reason="unread")
        self._zeros(self._fill, "fill")
        block = self._exactly(BLOCK)
        if not any(block):
            self._zeros(BLOCK, "end-mark")
            return None
        name, size = _parse(block)
        self._left, self._fill = size, filled(size) - size
        return name, size

    def read(self, size: int = _STEP) -> bytes:
        """Return up to `size` bytes of the present file, nothing at its end."""
        wanted = min(size, self._left)
        data = self._some(wanted) if wanted else b""
        self._left -= len(data)
        return data

    def read_all(self) -> bytes:
        """Return the present file: for those whose size was found to be small."""
        data = self._exactly(self._left)
        self._left = 0
        return data

    def finish(self) -> None:
        """Read the zeros after the end mark, exactly as many as the format demands."""
        self._zeros(padme(self._at) - self._at, "padding")
        if self._source.read(1):
            raise BundleHostile(reason="trailing-data")

    def _zeros(self, count: int, reason: str) -> None:
        while count:
            data = self._some(min(count, _STEP))
            if any(data):
                raise BundleHostile(reason=reason)
            count -= len(data)

    def _exactly(self, size: int) -> bytes:
        parts = []
        while size:
            data = self._some(size)
            parts.append(data)
            size -= len(data)
        return b"".join(parts)

    def _some(self, size: int) -> bytes:
        data = self._source.read(size)
        if not data:
            raise BundleHostile(reason="archive-cut")
        self._at += len(data)
        self._progress(self._at, 0)
        return data


def _parse(block: bytes) -> tuple[str, int]:
    """Read name and size, and say what is wrong with any header we would not write."""
    kind = block[156:157]
    if kind != b"0":
        raise BundleHostile(reason=_KINDS.get(kind, "type"))
    raw = block[:100].partition(b"\0")[0]
    digits = block[124:135]
    if not raw or len(raw) == 100 or not raw.isascii() or set(digits) - set(b"01234567"):
        raise BundleHostile(reason="header")
    name = raw.decode("ascii")
    size = int(digits, 8)
    if header(name, size) != block:
        raise BundleHostile(reason="header")
    return name, size
