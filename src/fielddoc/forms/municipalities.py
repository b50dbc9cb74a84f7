"""The 2,400 and more municipalities, from a plain table: too many for a form file.

`resources/vocabularies/municipalities.csv` is made by `packaging/make_municipalities.py`.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from fielddoc.errors import FormRefused

T = TypeVar("T")
COLUMNS = ["entity", "municipality", "name", "was"]


def terms_of(file: Path, make: Callable[..., T]) -> dict[str, T]:
    """Read the table as terms: id = state and municipality keys of INEGI, 5 digits in all.

    `group` is the state's two-digit key; `was` holds earlier names, parted by `|`. Raises
    `FormRefused` with the line of a row that is not understood.
    """
    found: dict[str, T] = {}
    try:
        stream = file.open(encoding="utf-8", newline="")
    except OSError as error:
        raise FormRefused(file=file.name, line=1, reason="unreadable", what="") from error
    with stream:
        rows = csv.reader(stream)
        if next(rows, None) != COLUMNS:
            raise FormRefused(file=file.name, line=1, reason="columns", what="")
        for row in rows:
            name = _id(file, rows.line_num, row)
            if name in found:
                raise FormRefused(file=file.name, line=rows.line_num, reason="duplicate", what=name)
            was = tuple(row[3].split("|")) if row[3] else ()
            labels: dict[str, Any] = {"es": row[2], "en": row[2]}
            found[name] = make(id=name, labels=labels, group=row[0], was=was)
    return found


def _id(file: Path, line: int, row: list[str]) -> str:
    keys = row[0] + row[1] if len(row) == len(COLUMNS) else ""
    if not (len(keys) == 5 and keys.isdigit() and len(row[0]) == 2 and row[2]):
        raise FormRefused(file=file.name, line=line, reason="row", what="")
    return keys
