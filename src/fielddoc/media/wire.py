"""The pipe between program and helper: JSON of a stated length, then bytes of a stated length.

A request or an answer is four bytes of length (big-endian), that many bytes of a JSON object,
and as many raw bytes as its `size` says. Both sides refuse more than they are ready to take.
"""

import json
from collections.abc import Mapping
from typing import IO, Any

from fielddoc.media.limits import LARGEST_MESSAGE

_STEP = 256 * 1024


class PipeBroken(Exception):
    """The other side ended, or says what it may not say."""


def send(pipe: IO[bytes], message: Mapping[str, Any], payload: bytes | memoryview = b"") -> None:
    """Say a message; `size` is added. Raises `OSError` when nobody listens any more."""
    data = json.dumps({**message, "size": len(payload)}).encode()
    write(pipe, len(data).to_bytes(4) + data)
    write(pipe, payload)


def write(pipe: IO[bytes], data: bytes | memoryview) -> None:
    """Write all of `data`, also to an unbuffered pipe, which may take less at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[pipe.write(rest[:_STEP]) :]


def receive(pipe: IO[bytes], largest: int) -> tuple[dict[str, Any], bytearray]:
    """Hear a message and its payload of at most `largest` bytes. Raises `PipeBroken`."""
    length = int.from_bytes(exactly(pipe, 4))
    if not 2 <= length <= LARGEST_MESSAGE:
        raise PipeBroken
    try:
        message = json.loads(exactly(pipe, length).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PipeBroken from error
    size = message.pop("size", None) if isinstance(message, dict) else None
    if type(size) is not int or not 0 <= size <= largest:
        raise PipeBroken
    return message, exactly(pipe, size)


def exactly(pipe: IO[bytes], size: int) -> bytearray:
    """Read `size` bytes. Raises `PipeBroken` when the other side ends before."""
    data = bytearray(size)
    room = memoryview(data)
    while room:
        got = pipe.readinto(room[:_STEP])  # type: ignore[attr-defined]  # pipes have it
        if not got:
            raise PipeBroken
        room = room[got:]
    return data
