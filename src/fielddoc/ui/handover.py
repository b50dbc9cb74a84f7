"""Starting the desk and giving it the key: what the gate does last.

Apart from `process`, so that the window is there before anything is loaded that only a start of
another program needs.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from fielddoc import errors, system
from fielddoc.errors import FieldDocError
from fielddoc.ui.process import wipe


class DeskProcess:
    """A desk that was started and waits for its key; started early, so that it is warm."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            _command("--desk", str(folder)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def hand_over(self, key: bytearray) -> None:
        """Give the key, wipe it here, and wait until the desk shows the vault.

        Raises the failure that the desk reports; a desk that ends without a word is
        `FieldDocError`.
        """
        pipe, answers = self.process.stdin, self.process.stdout
        if pipe is None or answers is None:
            raise ValueError("a desk has pipes")
        try:
            pipe.write(key)
            pipe.close()
        except BrokenPipeError as error:
            raise FieldDocError from error
        finally:
            wipe(key)
        line = answers.readline()
        answers.close()
        if not line:
            raise FieldDocError
        answer = json.loads(line)
        if "failed" in answer:
            self.process.wait()
            raise failure(answer["failed"], answer["facts"])

    def dismiss(self) -> None:
        """Let the desk end without a key."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.process.wait()


def step_aside(desk: DeskProcess, folder: Path, *, practice: bool) -> int:
    """Become a fresh gate that waits for the desk. Returns only where exec is missing."""
    command = _command("--gate", str(folder), "--after", system.token(desk.process))
    if practice:
        command.append("--practice")
    system.become(command)
    return 0


def failure(code: str, facts: dict[str, Any]) -> FieldDocError:
    """Make the error again that another process reported by its code."""
    known = {
        kind.code: kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, FieldDocError)
    }
    return known.get(code, FieldDocError)(**facts)


def _command(*arguments: str) -> list[str]:
    """This program again. `-P`: nothing is imported from the folder it was started in."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "fielddoc", *arguments]
