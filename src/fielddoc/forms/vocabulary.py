"""Vocabularies: lists of terms, each with a stable id, read from their files when first asked for.

A term is retired, never deleted, so that an old answer always shows its label. Start-up must be
quick on an old laptop, so the folder is only listed at first; `Vocabularies` reads one file when
somebody looks at it, and raises `FormRefused` then if it is not understood.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fielddoc.errors import DateRefused
from fielddoc.forms.municipalities import terms_of
from fielddoc.forms.strict import Table, read
from fielddoc.model.dates import DoubtfulDate, parse


@dataclass(frozen=True, slots=True)
class Term:
    """One answer: `valid_from` and `valid_to` are EDTF dates between which the thing existed.

    `codes` maps a foreign system to its code, such as `hur` → `"5:030102000000"` (HURIDOCS
    list and code). `was` holds earlier or other names, for search.
    """

    id: str
    labels: Mapping[str, str]
    definition: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    valid_from: DoubtfulDate | None = None
    valid_to: DoubtfulDate | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    was: tuple[str, ...] = ()
    retired: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    def existed(self, earliest: datetime.date | None, latest: datetime.date | None) -> bool:
        """Say whether the thing may have existed on some day of the period; doubt counts as yes."""
        begun = self.valid_from.earliest if self.valid_from else None
        ended = self.valid_to.latest if self.valid_to else None
        return not (begun and latest and latest < begun) and not (
            ended and earliest and earliest > ended
        )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A list of terms in the order they are offered; `groups` labels their groups."""

    id: str
    labels: Mapping[str, str]
    terms: Mapping[str, Term]
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def offered(self, at: DoubtfulDate | None = None) -> tuple[Term, ...]:
        """Return the terms to choose from: not retired, and valid on a day that `at` may mean."""
        return tuple(
            term
            for term in self.terms.values()
            if not term.retired and (at is None or term.existed(at.earliest, at.latest))
        )

    def by_code(self, system: str, code: str) -> Term | None:
        """Return the first term with this foreign code, with or without the list before it."""
        for term in self.terms.values():
            own = term.codes.get(system)
            if own is not None and code in (own, own.partition(":")[2]):
                return term
        return None


class Vocabularies(Mapping[str, Vocabulary]):
    """Every vocabulary of a folder, by id; each is read once, when first looked at."""

    def __init__(self, folder: Path) -> None:
        self._files = {file.stem: file for file in sorted(folder.glob("*.toml"))}
        self._read: dict[str, Vocabulary] = {}

    def __getitem__(self, name: str) -> Vocabulary:
        if name not in self._read:
            self._read[name] = read_vocabulary(self._files[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files


def read_vocabulary(file: Path) -> Vocabulary:
    """Read one file; raise `FormRefused` for anything in it that is not understood."""
    top = read(file)
    labels = top.labels()
    groups = _groups(top.table("groups"))
    terms: dict[str, Term] = {}
    if "municipalities" in top:
        terms = terms_of(file.parent / top.text("municipalities"), Term)
    listed = top.table("terms")
    for name, table in listed.entries() if listed else ():
        terms[name] = _term(name, table, groups)
    top.text("source", "")
    if not terms:
        top.refuse("missing", "terms")
    top.done()
    return Vocabulary(file.stem, labels, terms, groups)


def _groups(table: Table | None) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for name, entry in table.entries() if table else ():
        found[name] = entry.labels()
        entry.done()
    return found


def _term(name: str, table: Table, groups: Mapping[str, object]) -> Term:
    group = table.text("group", "") or None
    if group is not None and groups and group not in groups:
        table.refuse("unknown-value", group, "group")
    codes = table.plain("codes")
    if not all(isinstance(code, str) for code in codes.values()):
        table.refuse("type", "codes", "codes")
    term = Term(
        id=name,
        labels=table.labels(),
        definition=table.bilingual("def"),
        group=group,
        valid_from=_date(table, "valid_from"),
        valid_to=_date(table, "valid_to"),
        codes=codes,
        was=table.texts("was"),
        retired=table.flag("retired"),
        extra=table.plain("extra"),
    )
    table.done()
    return term


def _date(table: Table, key: str) -> DoubtfulDate | None:
    text = table.text(key, "")
    if not text:
        return None
    try:
        return parse(text)
    except DateRefused:
        table.refuse("date", text, key)
