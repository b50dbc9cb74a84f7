"""The terminal's door: parse, run, and turn every known failure into a sentence and a code.

Exit codes: 0 done or holds, 1 refused or does not hold, 2 not understood.
"""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from fielddoc import system
from fielddoc.app.sentences import sentence
from fielddoc.cli.parser import parser
from fielddoc.cli.terminal import language, prepare, warn
from fielddoc.errors import Cancelled, DiskFull, FieldDocError, Usage
from fielddoc.text import LANGUAGES, Catalogue, catalogue

Window = Callable[[Path, bytearray], int]


def main(argv: Sequence[str], window: Window | None = None) -> int:
    """Run one command and return its exit code; no traceback for what a person can be told.

    `window` opens a vault with its key on the screen, for the demonstration.
    """
    system.harden()
    prepare()
    args = parser(catalogue(_language(argv))).parse_args(argv)
    say = args.say = catalogue(args.lang)
    args.window = window
    try:
        code = _command(args.run)(args)
        sys.stdout.flush()
    except Usage as error:
        warn(f"{sentence(error, say)} [{error.code}]")
        return 2
    except FieldDocError as error:
        warn(f"{sentence(error, say)} [{error.code}]")
        return 1
    except BrokenPipeError:  # whoever was reading what we say has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        warn(_said(error, say))
        return 1
    except KeyboardInterrupt:
        warn(f"\n{sentence(Cancelled(), say)} [{Cancelled.code}]")
        return 1
    return code


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """Load a command by the name that the parser gave it."""
    module, _, function = name.partition(".")
    found: ModuleType
    if module == "exchange":
        from fielddoc.cli import exchange

        found = exchange
    elif module == "people":
        from fielddoc.cli import people

        found = people
    elif module == "demonstration":
        from fielddoc.cli import demonstration

        found = demonstration
    else:
        from fielddoc.cli import commands

        found = commands
    run: Callable[[argparse.Namespace], int] = getattr(found, function)
    return run


def _said(error: OSError, say: Catalogue) -> str:
    """What the system refused us, where no command has a better word for it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        full = DiskFull(path=error.filename)
        return f"{sentence(full, say)} [{full.code}]"
    told = FieldDocError()
    where = " ".join(str(part) for part in (error.strerror, error.filename) if part)
    return f"{sentence(told, say)} ({where}) [{told.code}]"


def _language(argv: Sequence[str]) -> str:
    """The language asked for anywhere on the line, so that also `--help` speaks it."""
    for at, word in enumerate(argv):
        asked = argv[at + 1] if word == "--lang" and at + 1 < len(argv) else word[7:]
        if word.startswith("--lang") and asked in LANGUAGES:
            return asked
    return language()
