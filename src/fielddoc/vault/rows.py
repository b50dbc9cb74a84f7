"""What the vault gives out: frozen rows."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fielddoc.model.values import Value

CASE = "case"
"""The record kind that other records are listed under; the only kind the vault knows."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What a record is narrowed by: (name, value) pairs, and for each of its dates the first and
    the last day it may mean (`datetime.date.toordinal`; open ends are the calendar's).
    """

    pairs: frozenset[tuple[str, str]] = frozenset()
    spans: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Naming:
    """What the vault must be told about forms, as it knows no field names.

    `titles` and `references` name, by kind, the fields whose words are a record's title and
    reference in lists. `words` gives more words under which a value is found, such as the
    labels of terms, `facets` what a record (kind, id, held values) is narrowed by. When
    `version` is another than the vault saw last, lists and search are made anew.
    """

    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Callable[[str, str, Value], Iterable[str]] | None = None
    version: str = ""
    facets: Callable[[str, str, Mapping[str, Sequence[Value]]], Facets] | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file sealed in the vault's folder; `sealed` (hex) is its random name there, `key` its own.

    `name` is what the person's file was called.
    """

    sha256: str
    size: int
    name: str
    sealed: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the vault knows of a file without opening it."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Author:
    """Who signed: fingerprint of the certificate, the name in it, and the certificate (DER)."""

    fingerprint: str
    name: str
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What an import did. `waiting`: entries of this vault that lack a predecessor, all in all."""

    new: int
    known: int
    waiting: int
    erased: int
    records: frozenset[str]
    forks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Entries that wait: `author`'s number `n` (and perhaps earlier ones) has not come."""

    author: str
    n: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line in the list of cases. `counts`: listed records by kind."""

    id: str
    title: str
    reference: str
    updated: datetime.datetime
    counts: Mapping[str, int]
    conflicts: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A record in which the searched words stand; `snippet` shows the first of them."""

    record: str
    kind: str
    case: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A facet that a record must have; with `through`, one that another record must have which
    has a facet of that name in common with it.
    """

    name: str
    value: str
    through: str = ""


@dataclass(frozen=True, slots=True)
class Narrow:
    """What records are narrowed by: every condition must hold, an empty one always does.

    `days`: a first and a last day of which one must be among those a date of the record may mean.
    """

    kinds: tuple[str, ...] = ()
    facets: tuple[Wanted, ...] = ()
    days: tuple[int, int] | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """A page of what was found. `total` counts no further than `vault.finding.COUNTED`."""

    hits: tuple[Hit, ...]
    total: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to exchange bundles with; `card` is what they signed."""

    fingerprint: str
    name: str
    certificate: bytes
    recipients: tuple[str, ...]
    card: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle sent (`direction` "out") or received ("in").

    `peer` is the fingerprint of the other side, `sha256` the hash that the next bundle names
    as its predecessor, `heads` what the peer knows of each author after it.
    """

    direction: str
    id: str
    peer: str
    at: str
    sha256: str
    heads: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild read and made; `differences` names records that had been folded wrongly."""

    entries: int
    records: int
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check read; `problems` are codes with ids, empty when all holds."""

    entries: int
    files: int
    problems: tuple[str, ...]
