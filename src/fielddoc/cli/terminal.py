"""Asking and telling in a terminal: passphrases without echo, progress, sentences, facts."""

import getpass
import json
import locale
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from fielddoc.errors import Usage
from fielddoc.progress import Stoppable
from fielddoc.text import N_, Catalogue

_BAR = 30


def language() -> str:
    """The language of this machine's locale where we speak it, else Spanish.

    The names that POSIX gives (`LC_ALL`, `LC_MESSAGES`, `LANG`) are read as they are: Python
    says "en_US" for a machine that was told no language at all ("C.UTF-8").
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = next((name for name in names if name), None)
    if named is None and sys.platform == "win32":
        named = locale.getlocale()[0]
    return "en" if (named or "").lower().startswith("en") else "es"


def tell(sentence: str) -> None:
    """Print a sentence or a fact for the person."""
    print(sentence)


def warn(sentence: str) -> None:
    """Print beside the facts, on the other stream."""
    print(sentence, file=sys.stderr)


def tell_json(facts: object) -> None:
    """Print facts for a program."""
    print(json.dumps(facts, ensure_ascii=False, indent=2, default=str))


def passphrase(
    say: Catalogue, file: Path | None, prompt: str = N_("Frase de acceso: ")
) -> bytearray:
    """Ask for a passphrase without echo, or read it from a file (one last line end dropped).

    Never from arguments or the environment, which other programs can read. Raises `Usage` where
    nobody can be asked without showing what they type.
    """
    if file is not None:
        try:
            read = file.read_bytes()
        except OSError as error:
            raise Usage(reason=say("no se puede leer «{path}»", path=file)) from error
        return bytearray(read.removesuffix(b"\n").removesuffix(b"\r"))
    if not sys.stdin.isatty():
        raise Usage(reason=say("sin terminal hace falta --passphrase-file"))
    return bytearray(getpass.getpass(say(prompt)).encode())


def new_passphrase(say: Catalogue, file: Path | None) -> bytearray:
    """Ask twice for a new passphrase; from a file it is read once."""
    typed = passphrase(say, file, N_("Frase de acceso nueva: "))
    if file is None and typed != passphrase(say, None, N_("Otra vez, para comprobar: ")):
        raise Usage(reason=say("las dos frases no son iguales"))
    return typed


def confirm(say: Catalogue, question: str, *, yes: bool) -> bool:
    """Ask for a yes; `yes` says it was given beforehand, and nobody there to ask is a no."""
    if yes:
        return True
    if not sys.stdin.isatty():
        return False
    choice = say("[s/N]")
    return input(f"{question} {choice} ").strip().lower() in ("s", "si", "sí", "y", "yes")


class _Bar:
    """Progress as a line on the error stream, only where somebody watches it."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = -1
        self._live = sys.stderr.isatty()

    def __call__(self, at: int, of: int) -> None:
        percent = min(100, at * 100 // of) if of else 0
        if not self._live or percent == self._shown:
            return
        self._shown = percent
        full = percent * _BAR // 100
        bar = "█" * full + "·" * (_BAR - full)
        print(f"\r{self._what} {bar} {percent:3d} %", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._live and self._shown >= 0:
            print(file=sys.stderr)


@contextmanager
def working(what: str) -> Iterator[Stoppable]:
    """Show how far work is; Ctrl-C asks it to stop at its next step, so nothing is half-done."""
    bar = _Bar(what)
    progress = Stoppable(bar)

    def stop(_number: int, _frame: FrameType | None) -> None:
        progress.stop()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        bar.end()
