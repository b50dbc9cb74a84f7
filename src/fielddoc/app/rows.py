"""What the window and the terminal are handed: frozen rows, ready to be shown.

Nothing in here reaches back into the vault, so a row may cross from the worker's thread to
the window's and be kept for as long as anybody looks at it.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from fielddoc.model.values import Value

NO_VALUE = Value()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command touched. `record` is the one it made or changed first, `entry` its entry."""

    records: frozenset[str] = frozenset()
    case: str | None = None
    entry: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One value that a field has now. `at` is ISO 8601; `author` the name we know them by."""

    entry: str
    author: str
    at: str
    value: Value
    shown: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list: what it is called, when it happened, and whether people disagree.

    `earliest` and `latest` are the first and last day its dates may mean (for sorting);
    `when` is its first date as written (EDTF), `conflicts` the names of disputed fields.
    """

    id: str
    kind: str
    case: str | None
    title: str
    when: str = ""
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    conflicts: tuple[str, ...] = ()
    changed_at: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record as its page shows it: every value of every field, readable, in form order.

    `fields` has an entry for every field of the form and for each the form does not know (kept
    and shown under its own name); an empty tuple is a field nobody has filled. `labels` names
    each in the session's language.
    """

    id: str
    kind: str
    case: str | None
    title: str
    fields: Mapping[str, tuple[HeldRow, ...]]
    labels: Mapping[str, str]
    conflicts: tuple[str, ...] = ()
    removed: bool = False

    @property
    def based_on(self) -> dict[str, tuple[str, ...]]:
        """The entries a person sees on this page: hand it to `records.save` unchanged."""
        return {name: tuple(row.entry for row in rows) for name, rows in self.fields.items()}

    def value(self, name: str) -> Value:
        """The field's (first) value."""
        rows = self.fields.get(name, ())
        return rows[0].value if rows else Value()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list of cases. `changed_at` is ISO 8601, `reference` its key without names."""

    id: str
    title: str
    reference: str = ""
    changed_at: str = ""
    people: int = 0
    records: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one kind in a case, earliest first. `area`: one of `forms.fields.AREAS`."""

    kind: str
    label: str
    icon: str
    rows: tuple[RecordRow, ...]
    area: str = "more"


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case at a glance. `groups` has every kind a case can hold, in menu order, also empty;
    `gone` are the removed records, which can be put back.
    """

    id: str
    title: str
    record: RecordView
    groups: tuple[Group, ...]
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    conflicts: tuple[RecordRow, ...] = ()
    gone: tuple[RecordRow, ...] = ()

    def group(self, kind: str) -> Group:
        """The group of one kind."""
        return next(group for group in self.groups if group.kind == kind)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change to one field, or one entry without changes (`field` is then empty).

    `over_shown` are the readable values it replaced; `clock` is not "certain" when nobody can
    vouch for `at`.
    """

    entry: str
    at: str
    clock: str
    author: str
    fingerprint: str
    command: str
    record: str
    kind: str
    title: str
    field: str = ""
    label: str = ""
    value: Value = NO_VALUE
    shown: str = ""
    over: tuple[str, ...] = ()
    over_shown: tuple[str, ...] = ()
    reason: str | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed and did not save yet, kept encrypted under `key` (one per page)."""

    key: str
    kind: str
    case: str | None
    record: str | None
    fields: Mapping[str, Value]
    based_on: Mapping[str, tuple[str, ...]]
    saved_at: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person we send to. `spoken` is the fingerprint as it is compared aloud."""

    fingerprint: str
    name: str
    recipients: tuple[str, ...]
    spoken: str = ""
    organisation: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class HitRow:
    """A place where a search found its words."""

    record: str
    kind: str
    case: str | None
    title: str
    snippet: str
