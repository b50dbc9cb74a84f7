"""Asking and telling in a terminal: passphrases without echo, progress, sentences, facts."""

import codecs
import getpass
import io
import json
import locale
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from fielddoc.errors import Cancelled, Usage
from fielddoc.progress import Stoppable
from fielddoc.text import N_, Catalogue

_BAR = 30
_COMMANDS = {
    sign: "\ufffd"
    for sign in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(sign) not in "\n\t"
}


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


def prepare() -> None:
    """Let the streams say what they have no sign for escaped, where they would fail otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def tell(sentence: str) -> None:
    """Print a sentence or a fact for the person."""
    print(_harmless(sentence))


def warn(sentence: str) -> None:
    """Print beside the facts, on the other stream."""
    print(_harmless(sentence), file=sys.stderr)


def _harmless(text: str) -> str:
    """Without signs that command a terminal or reorder what it shows: a stranger may be quoted."""
    return text.translate(_COMMANDS)


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
        typed = _plain(read)
        if not typed:
            raise Usage(reason=say("«{path}» está vacío", path=file))
        return typed
    if not sys.stdin.isatty():
        raise Usage(reason=say("sin terminal hace falta --passphrase-file"))
    try:
        return bytearray(getpass.getpass(say(prompt)).encode(errors="surrogateescape"))
    except EOFError as error:
        raise Cancelled from error


def _plain(read: bytes) -> bytearray:
    """What was typed into a file: without the marks of an editor and one last line end.

    Windows' editors put a mark before UTF-8, and its shell writes UTF-16 (both little endian).
    """
    if read.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        read = read.decode("utf-16", "replace").encode()
    typed = read.removeprefix(codecs.BOM_UTF8)
    return bytearray(typed.removesuffix(b"\n").removesuffix(b"\r"))


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
    try:
        answer = input(f"{question} {choice} ")
    except EOFError:
        return False
    return answer.strip().lower() in ("s", "si", "sí", "y", "yes")


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
