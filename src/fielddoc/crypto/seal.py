"""Sealed streams: what lies in a vault's folder as a file, readable at any place.

A stream is its data, zeros up to a Padmé length so that the size tells little, and the true
size in eight bytes; all that in chunks of 1 MiB, each under AES-256-GCM with its place in the
associated data. `docs/formats/sealed.md` is the specification.
"""

import io
import secrets
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fielddoc.crypto.keys import KEY_SIZE, derive, wipe
from fielddoc.errors import VaultDamaged
from fielddoc.progress import Progress, silent

MAGIC = b"fielddoc seal 1\n"
SALT_SIZE = 32
HEADER_SIZE = len(MAGIC) + SALT_SIZE
CHUNK = 1024 * 1024
TAG_SIZE = 16
LENGTH_SIZE = 8
LEAST = 4096
"""Bytes of the shortest padded content: the many small files all look alike."""
_HASHES_AHEAD = 4

Bytes = bytes | bytearray | memoryview


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was sealed: its true size in bytes and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


def padded(size: int) -> int:
    """Return the Padmé length for `size` bytes (Nikitin et al., PETS 2019): at most 12 % more."""
    size = max(size, LEAST)
    exponent = size.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (size + mask) & ~mask


class _Seal:
    """The cipher of one stream, and what binds a chunk to its place in it."""

    def __init__(self, key: bytes | bytearray, vault: bytes, file: bytes, salt: bytes) -> None:
        if len(key) != KEY_SIZE:
            msg = f"a key has {KEY_SIZE} bytes"
            raise ValueError(msg)
        self._aead = AESGCM(derive(key, b"fielddoc seal 1", salt))
        self._bound = b"".join(len(part).to_bytes(2) + part for part in (vault, file))

    def seal(self, index: int, chunk: Bytes, into: memoryview, *, last: bool) -> None:
        self._aead.encrypt_into(index.to_bytes(12), chunk, self._place(index, last=last), into)

    def open(self, index: int, sealed: Bytes, into: memoryview, *, last: bool) -> None:
        self._aead.decrypt_into(index.to_bytes(12), sealed, self._place(index, last=last), into)

    def _place(self, index: int, *, last: bool) -> bytes:
        return self._bound + index.to_bytes(8) + bytes([last])


class Writer:
    """Seals what is written to it; only `close` makes the stream whole.

    Left by an exception, after a failed write, or forgotten, the stream stays without its end
    and no reader takes it. `target` stays open and is not synced: that is for its owner.
    """

    def __init__(self, target: BinaryIO, key: bytes | bytearray, vault: bytes, file: bytes) -> None:
        """Write the header; `key` opens nothing but streams of this `vault` and `file`."""
        salt = secrets.token_bytes(SALT_SIZE)
        self._target = target
        self._seal = _Seal(key, vault, file, salt)
        self._waiting = bytearray()
        self._index = 0
        self._sealed = bytearray(CHUNK + TAG_SIZE)
        self.size = 0
        self.closed = False
        _write(target, MAGIC + salt)

    def write(self, data: Bytes) -> int:
        """Take more of the content; return how many bytes were taken, which is all."""
        if self.closed:
            msg = "write to closed stream"
            raise ValueError(msg)
        self._take(memoryview(data).cast("B"))
        self.size += len(data)
        return len(data)

    def close(self) -> None:
        """Pad and write the end. Closing twice does nothing."""
        if self.closed:
            return
        total = padded(self.size + LENGTH_SIZE)
        zeros = total - self.size - LENGTH_SIZE
        nothing = memoryview(bytes(CHUNK))
        while zeros:
            step = nothing[: min(zeros, CHUNK)]
            self._take(step)
            zeros -= len(step)
        self._waiting += self.size.to_bytes(LENGTH_SIZE)
        self._put(self._waiting, last=True)
        self.abandon()

    def abandon(self) -> None:
        """Stop without writing the end: what was written so far is refused by every reader."""
        wipe(self._waiting)
        self.closed = True

    def writable(self) -> bool:
        """Say yes, as file-like objects do."""
        return True

    def flush(self) -> None:
        """Pass to the target what is sealed; a begun chunk waits."""
        self._target.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def _take(self, data: memoryview) -> None:
        """Seal each full chunk; it cannot be the last, for eight bytes at least are to come."""
        at = 0
        while at < len(data):
            piece = data[at : at + CHUNK - len(self._waiting)]
            at += len(piece)
            if len(piece) == CHUNK:
                self._put(piece, last=False)
                continue
            self._waiting += piece
            if len(self._waiting) == CHUNK:
                self._put(self._waiting, last=False)
                self._waiting.clear()

    def _put(self, chunk: bytearray | memoryview, *, last: bool) -> None:
        sealed = memoryview(self._sealed)[: len(chunk) + TAG_SIZE]
        self._seal.seal(self._index, chunk, sealed, last=last)
        self._index += 1
        try:
            _write(self._target, sealed)
        except BaseException:
            self.abandon()
            raise


class Reader(io.RawIOBase):
    """Reads a sealed stream at any place; nothing is given out before its chunk was verified.

    Closing it closes `stream`. `size` is the true size in bytes.
    """

    def __init__(self, stream: BinaryIO, key: bytes | bytearray, vault: bytes, file: bytes) -> None:
        """Open the stream and verify its header and its end, and so its length.

        Raises:
            VaultDamaged: it was cut, lengthened or altered there, or is another file's.
        """
        super().__init__()
        self._stream = stream
        self._name = file.hex()
        self._total, self._last = self._measure()
        stream.seek(0)
        header = self._exactly(HEADER_SIZE)
        if not header.startswith(MAGIC):
            raise self._damaged()
        self._seal = _Seal(key, vault, file, header[len(MAGIC) :])
        self._chunk = bytearray(CHUNK)
        self._held = -1
        self._at = 0
        self._hold(self._last)
        end = self._length(self._last)
        self.size = int.from_bytes(self._chunk[end - LENGTH_SIZE : end])
        if padded(self.size + LENGTH_SIZE) != self._total:
            raise self._damaged()

    def readable(self) -> bool:
        """Say yes, as file-like objects do."""
        return True

    def seekable(self) -> bool:
        """Say yes, as file-like objects do."""
        return True

    def tell(self) -> int:
        """Return the place in the content, in bytes."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the content; beyond its end there is nothing to read."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            msg = "negative seek position"
            raise ValueError(msg)
        self._at = start + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as there is content; return the number of bytes.

        Raises:
            VaultDamaged: a chunk on the way was altered.
        """
        self._open()
        into = memoryview(buffer).cast("B")
        into = into[: max(0, min(len(into), self.size - self._at))]
        done = 0
        while done < len(into):
            index, offset = divmod(self._at, CHUNK)
            if offset == 0 and len(into) - done >= CHUNK and index not in (self._held, self._last):
                self._decrypt(index, into[done : done + CHUNK])
                step = CHUNK
            else:
                self._hold(index)
                step = min(len(into) - done, CHUNK - offset)
                into[done : done + step] = self._chunk[offset : offset + step]
            done += step
            self._at += step
        return done

    def readall(self) -> bytes:
        """Return all the content from here on."""
        rest = bytearray(max(0, self.size - self._at))
        self.readinto(rest)
        return bytes(rest)

    def close(self) -> None:
        """Empty the chunk held in memory and close the stream."""
        if not self.closed:
            wipe(getattr(self, "_chunk", bytearray()))
            self._stream.close()
        super().close()

    def _open(self) -> None:
        if self.closed:
            msg = "read of closed stream"
            raise ValueError(msg)

    def _measure(self) -> tuple[int, int]:
        """Return the padded length and the number of the last chunk, from the stream's length."""
        sealed = self._stream.seek(0, io.SEEK_END) - HEADER_SIZE
        chunks = -(-sealed // (CHUNK + TAG_SIZE))
        total = sealed - chunks * TAG_SIZE
        if total < LEAST or padded(total) != total:
            raise self._damaged()
        return total, chunks - 1

    def _length(self, index: int) -> int:
        return CHUNK if index < self._last else self._total - self._last * CHUNK

    def _hold(self, index: int) -> None:
        if index != self._held:
            self._held = -1
            self._decrypt(index, memoryview(self._chunk)[: self._length(index)])
            self._held = index

    def _decrypt(self, index: int, into: memoryview) -> None:
        self._stream.seek(HEADER_SIZE + index * (CHUNK + TAG_SIZE))
        sealed = self._exactly(len(into) + TAG_SIZE)
        try:
            self._seal.open(index, sealed, into, last=index == self._last)
        except InvalidTag as error:
            raise self._damaged() from error

    def _exactly(self, size: int) -> bytes:
        data = self._stream.read(size)
        while len(data) < size:
            more = self._stream.read(size - len(data))
            if not more:
                raise self._damaged()
            data += more
        return data

    def _damaged(self) -> VaultDamaged:
        return VaultDamaged(what=self._name)


def seal(
    source: BinaryIO,
    target: BinaryIO,
    key: bytes | bytearray,
    vault: bytes,
    file: bytes,
    progress: Progress = silent,
) -> Sealed:
    """Seal all of `source` into `target` in one pass, and say what it was.

    A second thread hashes what the first reads, seals and writes. `progress` counts bytes.
    Whatever is raised on the way leaves a stream without an end, which no reader takes.
    """
    digest = sha256()
    of = _size(source)
    ahead: deque[Future[None]] = deque()
    with Writer(target, key, vault, file) as writer, ThreadPoolExecutor(1) as hasher:
        while piece := source.read(CHUNK):
            ahead.append(hasher.submit(digest.update, piece))
            writer.write(piece)
            if len(ahead) > _HASHES_AHEAD:
                ahead.popleft().result()
            progress(writer.size, of)
        for hashed in ahead:
            hashed.result()
    return Sealed(writer.size, digest.hexdigest())


def _size(source: BinaryIO) -> int:
    """Return how many bytes are to come, 0 when the source cannot tell."""
    if not source.seekable():
        return 0
    at = source.tell()
    end = source.seek(0, io.SEEK_END)
    source.seek(at)
    return end - at


def _write(target: BinaryIO, data: Bytes) -> None:
    """Write all of `data`, also to an unbuffered target, which may take less at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[target.write(rest) :]
