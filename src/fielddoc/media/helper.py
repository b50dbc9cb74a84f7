"""The program's side of a helper: start it, feed it, hear it, and end it.

A helper knows one file. It is killed when it is silent too long, when the work is cancelled,
and when it is closed; whatever it may have been talked into by a hostile file, all it can do
is answer, and answers are checked like anything else that comes from outside.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import IO, Any, BinaryIO

from fielddoc.errors import MediaRefused
from fielddoc.media.limits import LARGEST_FILE, SILENCE
from fielddoc.media.wire import PipeBroken, receive, send, write
from fielddoc.progress import Progress, silent
from fielddoc.system import without_window

REASONS = frozenset({"kind", "damaged", "too-large", "locked", "page", "steps"})
"""What a helper may give as the reason of a refusal; the program adds "time" and "crashed"."""
_LOOK_EVERY = 0.05
_CHUNK = 1024 * 1024
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

Answer = tuple[dict[str, Any], bytearray]


def command(job: str) -> list[str]:
    """How a helper is started: this program again, importing nothing from where it stands."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--media", job]
    return [sys.executable, "-P", "-B", "-m", "fielddoc.media.worker", job]


class Helper:
    """A process that works on the content of `source`, from its start, `most` bytes at most.

    It is started by the first question and stays for more. `seconds` is how long it may be
    silent. After an error it is gone, and the next question starts another.
    """

    def __init__(
        self, job: str, source: BinaryIO, *, most: int | None = None, seconds: float = SILENCE
    ) -> None:
        self._job = job
        self._source = source
        self._most = most
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._fed = False
        self._heard = 0.0
        self._step = (0, 0)

    @property
    def process(self) -> "subprocess.Popen[bytes] | None":
        """The process, while there is one."""
        return self._process

    def ask(
        self, question: Mapping[str, Any], largest: int = 0, progress: Progress = silent
    ) -> Answer:
        """Return the answer and its payload of at most `largest` bytes.

        Raises:
            MediaRefused: the file is not what it should be, or too much; or the helper broke.
            Cancelled: `progress` said so.
        """
        process = self._process or self._start()
        self._heard, self._step = time.monotonic(), (0, 0)
        try:
            with ThreadPoolExecutor(1) as thread:
                talk = thread.submit(self._talk, process, question, largest)
                try:
                    self._wait(talk, progress)
                except BaseException:
                    process.kill()  # which also ends the talk
                    raise
            return talk.result()
        except PipeBroken as error:
            self.close()
            raise MediaRefused(reason="crashed") from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the helper, whatever it is doing."""
        process, self._process, self._fed = self._process, None, False
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _start(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(
            command(self._job),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, **_ONE_THREAD},
            creationflags=without_window(),
        )
        return self._process

    def _wait(self, talk: "Future[Answer]", progress: Progress) -> None:
        while not wait([talk], _LOOK_EVERY).done:
            progress(*self._step)
            if time.monotonic() - self._heard > self._seconds:
                raise MediaRefused(reason="time")

    def _talk(
        self, process: "subprocess.Popen[bytes]", question: Mapping[str, Any], largest: int
    ) -> Answer:
        """Ask and hear, on a thread of its own: nothing interrupts the reading of a pipe."""
        to, back = process.stdin, process.stdout
        if to is None or back is None:
            raise PipeBroken
        if not self._fed:
            self._feed(to)
        _say(to, question)
        while True:
            message, payload = receive(back, largest)
            self._heard = time.monotonic()
            match message:
                case {"at": int(at), "of": int(of)} if not payload:
                    self._step = (at, of)
                case {"refused": str(reason)} if reason in REASONS:
                    raise MediaRefused(reason=reason)
                case {"done": dict(done)}:
                    return done, payload
                case _:
                    raise PipeBroken

    def _feed(self, to: IO[bytes]) -> None:
        """Send the file: its length, then its bytes. Raises `MediaRefused` for one too long."""
        size = self._source.seek(0, io.SEEK_END)
        self._source.seek(0)
        size = size if self._most is None else min(size, self._most)
        if size > LARGEST_FILE:
            raise MediaRefused(reason="too-large")
        _say(to, {"content": size})
        left = size
        while left:
            piece = self._source.read(min(left, _CHUNK))
            if not piece:
                raise MediaRefused(reason="damaged")
            _write(to, piece)
            self._heard = time.monotonic()
            left -= len(piece)
        self._fed = True


def _say(to: IO[bytes], message: Mapping[str, Any]) -> None:
    try:
        send(to, message)
    except OSError as error:
        raise PipeBroken from error


def _write(to: IO[bytes], piece: bytes) -> None:
    try:
        write(to, piece)
    except OSError as error:
        raise PipeBroken from error
