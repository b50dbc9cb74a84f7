"""A helper: `python -m fielddoc.media.worker JOB`. Speaks `wire` on its standard pipes.

It loads the libraries of its job, gives up every right it does not need, and only then reads
the file. Whatever a parser raises is told as one of a few words; a crash is told by the pipe
that ends.
"""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from fielddoc.errors import MediaRefused
from fielddoc.media.confine import confine
from fielddoc.media.limits import LARGEST_FILE, MEMORY, PROCESSOR
from fielddoc.media.wire import PipeBroken, exactly, receive, send

Reply = tuple[dict[str, Any], bytes]
Answers = Mapping[str, Callable[[dict[str, Any]], Reply]]
Report = Callable[[int, int], None]
Opened = Callable[[bytes, Report], Answers]


def main(arguments: list[str]) -> None:
    """Answer until the program closes the pipe. Does not return."""
    opened = _job(arguments[0])
    come, go = _pipes()
    try:
        _serve(opened, come, go)
    except (PipeBroken, OSError):
        os._exit(1)  # nobody is there to be told
    os._exit(0)


def _job(name: str) -> Opened:
    """Load what a job needs; afterwards nothing can be loaded any more."""
    match name:
        case "image" | "image-copy":
            from fielddoc.media import images

            return images.opened
        case "pdf":
            from fielddoc.media import pages

            return pages.opened
        case "pdf-copy":
            from fielddoc.media import page_copies

            return page_copies.opened
        case "faces":
            from fielddoc.media import faces

            return faces.opened
        case "text":
            from fielddoc.media import texts

            return texts.opened
        case "sound":
            from fielddoc.media import sounds

            return sounds.opened
    raise SystemExit(2)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes to ourselves, so that nothing a library prints gets between."""
    come, go = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    return open(come, "rb", buffering=0), open(go, "wb", buffering=0)


def _serve(opened: Opened, come: BinaryIO, go: BinaryIO) -> None:
    first, _ = receive(come, 0)
    size = int(first["content"])
    if not 0 <= size <= LARGEST_FILE:
        raise PipeBroken
    confine(MEMORY + 2 * size, PROCESSOR)
    content = bytes(exactly(come, size))

    def report(at: int, of: int) -> None:
        send(go, {"at": at, "of": of})

    answers: Answers | None = None
    while True:
        question, _ = receive(come, 0)
        try:
            answers = answers or opened(content, report)
            done, payload = answers[question["do"]](question)
        except MediaRefused as error:
            send(go, {"refused": error.facts["reason"]})
        except MemoryError:
            send(go, {"refused": "too-large"})
        except Exception:  # noqa: BLE001 (parsers raise what they like at a hostile file)
            send(go, {"refused": "damaged"})
        else:
            send(go, {"done": done}, payload)


if __name__ == "__main__":
    main(sys.argv[1:])
