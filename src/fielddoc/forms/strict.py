"""Reading a TOML table strictly: every key is asked for, and what nobody asked for is refused."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from fielddoc.errors import FormRefused
from fielddoc.forms import lines

_AT = re.compile(r"at line (\d+)")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
"""What an id may look like: ours are ASCII; HURIDOCS codes begin with a digit."""


class Table:
    """One table of a file, with its place, so that a refusal names file and line.

    Reasons of `FormRefused`: unreadable, syntax, unknown-key, missing, missing-language, type,
    bad-name, and those of the callers; the fact `what` names the key or value.
    """

    def __init__(self, file: Path, text: str, data: dict[str, Any], path: lines.Path = ()) -> None:
        self.file = file
        self._text = text
        self._data = data
        self._path = path
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def refuse(self, reason: str, what: object = "", key: str | None = None) -> NoReturn:
        """Raise `FormRefused` for the line of `key`, or of the table itself."""
        path = self._path if key is None else (*self._path, key)
        line = lines.line_of(self._text, path)
        raise FormRefused(file=self.file.name, line=line, reason=reason, what=str(what))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty."""
        value = self._take(key, str, default)
        if value == "" and default != "":
            self.refuse("missing", key, key)
        return str(value)

    def name(self, key: str) -> str:
        """Return a text that may serve as an id."""
        value = self.text(key)
        if not NAME.fullmatch(value):
            self.refuse("bad-name", value, key)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        return int(self._take(key, int, default))

    def flag(self, key: str) -> bool:
        """Return true or false; false where nothing is said."""
        return bool(self._take(key, bool, False))

    def texts(self, key: str, allowed: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts, each once, and of the `allowed` ones; empty where not given."""
        values = self._take(key, list, [])
        for value in values:
            if not isinstance(value, str):
                self.refuse("type", key, key)
            if allowed is not None and value not in allowed:
                self.refuse("unknown-value", value, key)
        if len(set(values)) != len(values):
            self.refuse("duplicate", key, key)
        return tuple(values)

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Return one of the `allowed` texts."""
        value = self.text(key, default)
        if value not in allowed and value != default:
            self.refuse("unknown-value", value, key)
        return value

    def labels(self) -> Mapping[str, str]:
        """Return the labels in both languages: the keys `es` and `en`."""
        return {"es": self.text("es"), "en": self.text("en")}

    def bilingual(self, key: str) -> Mapping[str, str]:
        """Return a text in both languages, or an empty mapping where there is none."""
        table = self.table(key)
        if table is None:
            return {}
        found = table.labels()
        table.done()
        return found

    def table(self, key: str) -> "Table | None":
        """Return the table under `key`, if there is one."""
        data = self._take(key, dict, {})
        return self._inner(data, key) if key in self._data else None

    def tables(self, key: str) -> list["Table"]:
        """Return the array of tables under `key`; empty where there is none."""
        items = self._take(key, list, [])
        if not all(isinstance(item, dict) for item in items):
            self.refuse("type", key, key)
        return [self._inner(item, key, number) for number, item in enumerate(items)]

    def entries(self) -> list[tuple[str, "Table"]]:
        """Return every key of this table with its own table: terms and groups by id."""
        for key, data in self._data.items():
            if not isinstance(data, dict):
                self.refuse("type", key, key)
            if not NAME.fullmatch(key):
                self.refuse("bad-name", key, key)
        return [(key, self._inner(data, key)) for key, data in self._data.items()]

    def plain(self, key: str) -> Mapping[str, Any]:
        """Return a table whose keys are nobody's business here."""
        return dict(self._take(key, dict, {}))

    def done(self) -> None:
        """Refuse the first key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                self.refuse("unknown-key", key, key)

    def _take(self, key: str, kind: type, default: Any) -> Any:
        self._asked.add(key)
        if key not in self._data:
            if default is None:
                self.refuse("missing", key)
            return default
        value = self._data[key]
        if type(value) is not kind:
            self.refuse("type", key, key)
        return value

    def _inner(self, data: dict[str, Any], *steps: str | int) -> "Table":
        return Table(self.file, self._text, data, (*self._path, *steps))


def read(file: Path) -> Table:
    """Read a TOML file; raise `FormRefused` with the line where it is not TOML."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormRefused(file=file.name, line=1, reason="unreadable", what="") from error
    try:
        return Table(file, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        found = _AT.search(said)
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        raise FormRefused(file=file.name, line=line, reason="syntax", what=said) from error
