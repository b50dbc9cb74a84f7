"""On which line of a TOML file a key stands: `tomllib` says what, not where."""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_KEY = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_KEYS = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(rf"^[ \t]*(\[\[?)[ \t]*({_KEYS})[ \t]*\]")
_PAIR = re.compile(rf"^[ \t]*({_KEYS})[ \t]*=(.*)$")
_PIECE = re.compile(_KEY)
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#|[\[\]{}]')
_END = {'"""': re.compile(r'(?:\\.|[^\\])*?"""'), "'''": re.compile(r".*?'''")}


def lines(text: str) -> dict[Path, int]:
    """Map the path of each table and key to its line, from 1. `text` must be sound TOML.

    An element of an array of tables has its number in the path: `("section", 0, "id")`. Keys
    inside an inline table are not listed; they stand on the line of the key that holds it.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in _logical(text):
        header = _HEADER.match(line)
        pair = None if header else _PAIR.match(line)
        if header:
            table = _enter(_split(header[2]), header[1] == "[[", counts)
            found.setdefault(table, number)
        elif pair:
            path = table
            for piece in _split(pair[1]):
                path = (*path, piece)
                found.setdefault(path, number)
    return found


def line_of(text: str, path: Path) -> int:
    """Return the line of `path`, or of the nearest thing around it; 1 for the whole file."""
    known = lines(text)
    while path and path not in known:
        path = path[:-1]
    return known.get(path, 1)


def _enter(keys: list[str], many: bool, counts: dict[Path, int]) -> Path:
    """Return the path of the table that a header opens, counting arrays of tables."""
    path: Path = ()
    for index, key in enumerate(keys):
        path = (*path, key)
        if many and index == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _split(keys: str) -> list[str]:
    return [piece.strip("\"'") for piece in _PIECE.findall(keys)]


def _logical(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that begins a statement; skip the inner lines of values that go on."""
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not depth and not quote:
            yield number, line
            if _HEADER.match(line):
                continue
            start = line.find("=") + 1
        else:
            start = 0
        depth, quote = _state(line[start:] if start else line, depth, quote)


def _state(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Return how many brackets, and which long quote, are still open after `line`."""
    at = 0
    while at < len(line):
        if quote:
            closed = _END[quote].match(line, at)
            if closed is None:
                return depth, quote
            at, quote = closed.end(), ""
            continue
        token = _TOKEN.search(line, at)
        if token is None or token[0] == "#":
            break
        at = token.end()
        if token[0] in _END:
            quote = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
    return depth, quote
