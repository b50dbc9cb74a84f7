"""Two processes: the gate, which hears the passphrase, and the desk, in which people work.

The gate hands the vault key to the desk by a pipe and replaces itself by a fresh copy, so that
nothing it saw stays in memory. The copy waits, with nothing loaded, for the desk to end: exit
code `LOCKED` shows a fresh unlock window, 0 ends the program, anything else shows the unlock
window with a sentence about it. Locking ends the desk: nothing weaker empties memory.

Command lines (the only door from `fielddoc.__main__`)::

    main([])                                   the gate, looking for vaults in the documents
    main(["--gate", "FOLDER"])                 the gate for this vault
    main(["--gate", "FOLDER", "--after", N])   wait for the desk named N first
    main(["--desk", "FOLDER"])                 the desk; 32 bytes of key come by standard input
    show(folder, key)                          the desk at once, then the waiting gate (`demo`)

`--practice` after the folder makes the gate show the passphrase of the demonstration.
The desk answers once on standard output, one line of JSON: `{"ready": true}` when its window
shows the vault, or `{"failed": code, "facts": {…}}`; after that nothing is written there.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fielddoc import system

LOCKED = 10
"""Exit code of a desk that was locked."""

KEY_BYTES = 32


def main(argv: Sequence[str]) -> int:
    """Run the gate or the desk and return the exit code."""
    parser = argparse.ArgumentParser(prog="fielddoc", add_help=False)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--gate", type=Path, metavar="FOLDER")
    kind.add_argument("--desk", type=Path, metavar="FOLDER")
    parser.add_argument("--after", metavar="N")
    parser.add_argument("--practice", action="store_true")
    asked = parser.parse_args(argv)
    if asked.desk is not None:
        from fielddoc.ui.desk_process import run_desk

        return run_desk(asked.desk)
    fell = False
    if asked.after is not None:
        code = system.wait_for(asked.after)
        if code == 0:
            return 0
        fell = code != LOCKED
    from fielddoc.ui.gate import run_gate

    return run_gate(asked.gate, practice=asked.practice, fell=fell)


def show(folder: Path, key: bytearray, *, practice: bool = False) -> int:
    """Open the desk on a vault whose key is known, then become the waiting gate.

    Raises the desk's failure (`VaultBusy`, …); `key` is wiped.
    """
    from fielddoc.ui.handover import DeskProcess, step_aside

    desk = DeskProcess(folder)
    desk.hand_over(key)
    return step_aside(desk, folder, practice=practice)


def take_key() -> bytearray | None:
    """Read the key from standard input without leaving copies; `None` when the gate let go."""
    key = bytearray(KEY_BYTES)
    room = memoryview(key)
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as pipe:
        while room:
            got = pipe.readinto(room)
            if not got:
                wipe(key)
                return None
            room = room[got:]
    return key


def answer(**facts: Any) -> None:
    """Say one line to the gate; from then on standard output leads nowhere."""
    os.write(1, json.dumps(facts).encode() + b"\n")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def wipe(secret: bytearray) -> None:
    """Overwrite a secret where it lies."""
    secret[:] = bytes(len(secret))


def refuse_network() -> None:
    """From now on no part of this process may speak to the network by Python's sockets.

    An audit hook cannot be taken back: the outbox, when it comes, is a process of its own.
    """
    sys.addaudithook(_no_sockets)


def _no_sockets(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError("no network in the desk")
