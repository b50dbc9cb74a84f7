"""Large new files: forced to disk while they are written, so that the end is not a long wait."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from io import FileIO
from types import TracebackType
from typing import BinaryIO, Self

STEP = 32 << 20
"""Bytes after which the disk is asked to begin."""


class Lasting:
    """Writes to `stream`, which stays open; what was written is durable after `finish`.

    A failure to write out is raised by the next `write`, or by `finish`.
    """

    def __init__(self, stream: BinaryIO | FileIO) -> None:
        self._stream = stream
        self._disk = ThreadPoolExecutor(1)
        self._begun: Future[None] | None = None
        self._loose = 0

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Write, and let the disk begin when enough is there and it has nothing else to do."""
        written = self._stream.write(data)
        self._loose += written
        if self._loose >= STEP and (self._begun is None or self._begun.done()):
            self._settle()
            self._begun = self._disk.submit(os.fsync, self._stream.fileno())
            self._loose = 0
        return written

    def flush(self) -> None:
        """Pass on what the stream may hold back."""
        self._stream.flush()

    def finish(self) -> None:
        """Return when all of it is durable."""
        self._stream.flush()
        self._settle()
        os.fsync(self._stream.fileno())

    def _settle(self) -> None:
        """Wait for what was begun: an error is told once, to the call during which it was found."""
        if self._begun is not None:
            self._begun.result()
            self._begun = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._disk.shutdown(cancel_futures=True)
