"""What a helper gives up before it sees the first byte of a stranger's file."""

import codecs
import sys
from typing import Any

from fielddoc import system

_REFUSED = (
    "open", "os.", "socket.", "subprocess.", "shutil.", "ctypes.dlopen", "winreg.", "msvcrt.",
    "_winapi.", "fcntl.", "pty.", "signal.", "syslog.", "mmap.",
)  # fmt: skip
_CODECS = (
    "ascii", "cp1252", "idna", "latin-1", "mac-roman", "utf-8", "utf-8-sig", "utf-16", "utf-16-be",
    "utf-16-le", "utf-32-be", "utf-32-le",
)  # fmt: skip
"""Python loads these when they are first used, which is too late."""


def confine(memory: int, seconds: int) -> bool:
    """From now on: no file, no network, no other process; `memory` bytes, processor `seconds`.

    An audit hook refuses what Python code may try, everywhere; where the system has limits
    (`system.confine`) they hold native code as well. Returns whether they do.
    """
    for name in _CODECS:
        codecs.lookup(name)
    held = system.confine(memory, seconds)
    sys.addaudithook(_refuse)
    return held


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(event)
