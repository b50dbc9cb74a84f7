"""The payload of an age file: chunks of 64 KiB under ChaCha20-Poly1305, sixteen at a time.

A second thread encrypts and writes, or reads and decrypts, one batch while the caller works on
another.
"""

import io
import secrets
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from fielddoc.crypto.ageheader import altered, hkdf
from fielddoc.crypto.seal import Bytes, padded
from fielddoc.errors import BundleCut, FieldDocError

NONCE_SIZE = 16
TAG_SIZE = 16
CHUNK = 64 * 1024
SEALED = CHUNK + TAG_SIZE
BATCH = 16
"""Chunks that are handed from one thread to the other at a time."""
_BUFFERS = 3


class StreamWriter:
    """Encrypts what is written to it; only `close` makes the stream whole.

    Left by an exception, after a failed write, or forgotten, the stream stays without its end.
    `target` stays open.
    """

    def __init__(self, target: BinaryIO, file_key: bytes) -> None:
        """Write the nonce; `file_key` is for this stream only."""
        nonce = secrets.token_bytes(NONCE_SIZE)
        _write(target, nonce)
        self._target = target
        self._aead = ChaCha20Poly1305(hkdf(file_key, nonce, "payload"))
        self._free = deque(bytearray(BATCH * CHUNK) for _ in range(_BUFFERS))
        self._into = self._free.popleft()
        self._filled = 0
        self._sealed = bytearray(BATCH * SEALED)
        self._index = 0
        self._worker = ThreadPoolExecutor(1)
        self._ahead: deque[Future[bytearray]] = deque()
        self.size = 0
        self.closed = False

    def write(self, data: Bytes) -> int:
        """Take more of the content; return how many bytes were taken, which is all."""
        if self.closed:
            msg = "write to closed stream"
            raise ValueError(msg)
        rest = memoryview(data).cast("B")
        self.size += len(rest)
        taken = len(rest)
        while rest:
            if self._filled == len(self._into):
                self._hand_over()
            step = min(len(rest), len(self._into) - self._filled)
            self._into[self._filled : self._filled + step] = rest[:step]
            self._filled += step
            rest = rest[step:]
        return taken

    def close(self) -> None:
        """Write the end; closing twice does nothing."""
        if self.closed:
            return
        try:
            self._submit(last=True)
            while self._ahead:
                self._ahead.popleft().result()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Stop without writing the end: what was written so far is refused by every reader."""
        self.closed = True
        self._worker.shutdown(cancel_futures=True)

    def writable(self) -> bool:
        """Say yes, as file-like objects do."""
        return True

    def flush(self) -> None:
        """Do nothing: what can be written is being written, a begun batch waits."""

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

    def _hand_over(self) -> None:
        """Give a full batch, which is not the last, to the worker, and take a free buffer."""
        self._submit(last=False)
        try:
            self._into = self._free.popleft() if self._free else self._ahead.popleft().result()
        except BaseException:
            self.abandon()
            raise
        self._filled = 0

    def _submit(self, *, last: bool) -> None:
        job = self._worker.submit(self._seal, self._into, self._filled, self._index, last)
        self._ahead.append(job)
        self._index += BATCH

    def _seal(self, batch: bytearray, filled: int, index: int, last: bool) -> bytearray:
        plain, sealed = memoryview(batch)[:filled], memoryview(self._sealed)
        count = max(1, -(-filled // CHUNK))
        for n in range(count):
            chunk = plain[n * CHUNK : (n + 1) * CHUNK]
            into = sealed[n * SEALED : n * SEALED + len(chunk) + TAG_SIZE]
            nonce = _nonce(index + n, last=last and n == count - 1)
            self._aead.encrypt_into(nonce, chunk, None, into)
        _write(self._target, sealed[: filled + count * TAG_SIZE])
        return batch


class StreamReader(io.RawIOBase):
    """Gives what was encrypted, each byte only after its chunk was verified.

    That there is an end (`b""`) is true only after the last chunk was verified as the last;
    until then the content is not known to be whole. `source` stays open.
    """

    def __init__(self, source: BinaryIO, file_key: bytes) -> None:
        """Read the nonce.

        Raises:
            BundleCut: the file ends before the payload.
        """
        super().__init__()
        nonce = _exactly(source, NONCE_SIZE)
        if len(nonce) < NONCE_SIZE:
            raise BundleCut
        self._source = source
        self._aead = ChaCha20Poly1305(hkdf(file_key, nonce, "payload"))
        self._sealed = _exactly(source, BATCH * SEALED)
        self._index = 0
        self._buffers = deque(bytearray(BATCH * CHUNK) for _ in range(2))
        self._held = memoryview(b"")
        self._failure: FieldDocError | None = None
        self._worker = ThreadPoolExecutor(1)
        self._next: Future[memoryview] | None = self._worker.submit(self._open)

    def readable(self) -> bool:
        """Say yes, as file-like objects do."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as there is content; return the number of bytes.

        Raises:
            BundleCut: the payload ends before its end.
            BundleAltered: a chunk is not as it was written.
        """
        if self.closed:
            msg = "read of closed stream"
            raise ValueError(msg)
        into = memoryview(buffer).cast("B")
        done = 0
        while done < len(into) and self._more(done):
            step = min(len(into) - done, len(self._held))
            into[done : done + step] = self._held[:step]
            self._held = self._held[step:]
            done += step
        return done

    def close(self) -> None:
        """Let go of the content held in memory; the source stays open."""
        if not self.closed and hasattr(self, "_worker"):
            self._worker.shutdown(cancel_futures=True)
            self._held = memoryview(b"")
        super().close()

    def _more(self, done: int) -> bool:
        """Say whether there is content to give; a failure waits until all before it was given."""
        while not self._held and self._next is not None:
            self._held = self._next.result()
            go_on = self._failure is None and bool(self._sealed)
            self._next = self._worker.submit(self._open) if go_on else None
        if not self._held and self._failure is not None and not done:
            raise self._failure
        return bool(self._held)

    def _open(self) -> memoryview:
        """Decrypt the batch read last, in the worker, and read the one behind it."""
        sealed = memoryview(self._sealed)
        full = len(sealed) == BATCH * SEALED
        self._sealed = _exactly(self._source, BATCH * SEALED) if full else b""
        batch = self._buffers[0]
        self._buffers.rotate(1)
        plain = memoryview(batch)
        opened = 0
        try:
            for at in range(0, max(1, len(sealed)), SEALED):
                chunk = sealed[at : at + SEALED]
                last = not self._sealed and at + SEALED >= len(sealed)
                opened += self._open_chunk(chunk, plain[opened : opened + CHUNK], last=last)
        except FieldDocError as failure:
            self._failure = failure
        return plain[:opened]

    def _open_chunk(self, chunk: memoryview, into: memoryview, *, last: bool) -> int:
        size = len(chunk) - TAG_SIZE
        if size < 0:
            raise BundleCut
        if size == 0 and self._index:
            raise altered("end")
        if not self._opens(chunk, into[:size], last=last):
            raise self._why(chunk, into) if last else altered("content")
        self._index += 1
        return size

    def _opens(self, chunk: memoryview, into: memoryview, *, last: bool) -> bool:
        try:
            self._aead.decrypt_into(_nonce(self._index, last=last), chunk, None, into)
        except InvalidTag:
            return False
        return True

    def _why(self, chunk: memoryview, into: memoryview) -> FieldDocError:
        """Tell a stream that was cut from one that was altered or lengthened, at its last chunk.

        A chunk that holds, but not as the last, was followed by more. Of a part of a chunk
        nobody can say anything, but our bundles have Padmé lengths: another length was not
        written by us, so the stream was cut, unless it holds at a shorter Padmé length.
        """
        size = len(chunk) - TAG_SIZE
        if self._opens(chunk, into[:size], last=False):
            return BundleCut()
        before = self._index * CHUNK
        if padded(before + size) == before + size:
            return altered("end")
        whole = (n for n in range(1, size) if padded(before + n) == before + n)
        if any(self._opens(chunk[: n + TAG_SIZE], into[:n], last=True) for n in whole):
            return altered("end")
        return BundleCut()


def _nonce(index: int, *, last: bool) -> bytes:
    return index.to_bytes(11) + bytes([last])


def _exactly(source: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, or fewer only at the end of the source."""
    data = source.read(size)
    while 0 < len(data) < size:
        more = source.read(size - len(data))
        if not more:
            break
        data += more
    return data


def _write(target: BinaryIO, data: Bytes) -> None:
    """Write all of `data`, also to an unbuffered target, which may take less at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[target.write(rest) :]
