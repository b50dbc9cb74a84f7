"""argparse in the person's language: its headings and the complaints that people meet.

argparse speaks through a gettext of the whole process; a parser here speaks the language it was
made with.
"""

import argparse
import re
from functools import partial
from typing import Any, NoReturn

from fielddoc.text import N_, Catalogue

COMPLAINTS = (
    (r"the following arguments are required: (?P<what>.+)", N_("falta: {what}")),
    (
        r"argument (?P<of>.+?): invalid choice: (?P<what>.+) \(choose from (?P<choices>.+)\)",
        N_("{of}: {what} no es una de las opciones: {choices}"),
    ),
    (r"argument (?P<of>.+?): expected one argument", N_("{of}: falta lo que debe seguirle")),
    (
        r"argument (?P<of>.+?): expected at least one argument",
        N_("{of}: falta lo que debe seguirle"),
    ),
    (
        r"argument (?P<of>.+?): invalid int value: (?P<what>.+)",
        N_("{of}: {what} no es un número entero"),
    ),
    (
        r"argument (?P<of>.+?): ignored explicit argument (?P<what>.+)",
        N_("{of}: no lleva nada, y se le dio {what}"),
    ),
    (r"unrecognized arguments: (?P<what>.+)", N_("no se conoce: {what}")),
)
"""What argparse says, and how it is said here; anything else is said as argparse does."""


class SpokenParser(argparse.ArgumentParser):
    """A parser that takes no shortened options, and complains in one line with exit code 2."""

    def __init__(self, say: Catalogue, **named: Any) -> None:
        named |= {
            "allow_abbrev": False,
            "add_help": False,
            "formatter_class": partial(_Formatter, say),
        }
        super().__init__(**named)
        self._say = say
        self._positionals.title = say("qué se da")
        self._optionals.title = say("opciones")
        self.add_argument("-h", "--help", action="help", help=say("mostrar esta ayuda y terminar"))

    def add_subparsers(self, **named: Any) -> Any:
        """Commands below this one speak the same language."""
        named["parser_class"] = partial(SpokenParser, self._say)
        return super().add_subparsers(**named)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in a line; usage is what `--help` is for."""
        for pattern, sentence in COMPLAINTS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                message = self._say(sentence, **match.groupdict())
                break
        self.exit(2, f"{self.prog}: {message} [usage]\n")


class _Formatter(argparse.HelpFormatter):
    """Help whose first word is said in the language."""

    def __init__(self, say: Catalogue, prog: str) -> None:
        super().__init__(prog)
        self._say = say

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._say("uso: ") if prefix is None else prefix)
