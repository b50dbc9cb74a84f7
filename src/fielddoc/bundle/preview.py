"""What a bundle would change: worked out from quarantine, before anything is taken in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fielddoc.bundle.arrived import Arrived
from fielddoc.bundle.ranges import Ranges
from fielddoc.bundle.selection import CONSENT, Known, mentions
from fielddoc.model.entry import Change, Header, SignedEntry, read_content
from fielddoc.model.record import Record
from fielddoc.model.values import Value
from fielddoc.vault import Vault

CASE = "case"


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case in a bundle. `fields` are its own values in the bundle: its name is among them."""

    id: str
    entries: int
    here: bool
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ConsentSeen:
    """A consent that the bundle changes: the values it brings, by field."""

    record: str
    case: str | None
    fields: Mapping[str, Value]

    @property
    def withdrawn(self) -> bool:
        """Whether it says no, or takes a yes back."""
        answer, withdrawn = self.fields.get("answer"), self.fields.get("withdrawn")
        said_no = answer is not None and answer.v != "si"
        return said_no or (withdrawn is not None and withdrawn.v not in (None, "no"))


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a bundle, seen from our vault.

    `new` counts entries we lack, `known` those we have, `links` those that come without their
    content. `conflicts` (record, kind, field) are those that taking it in would make. `fields`
    are all (kind, field) that occur, to compare with the forms: unknown ones are kept anyway.
    `waiting` counts new entries whose author's earlier ones neither we nor the bundle have,
    `erasures` entries whose content it would erase here. `carried` is what the sender had.
    """

    new: int
    known: int
    waiting: int
    links: int
    erasures: int
    cases: tuple[CaseSeen, ...]
    conflicts: tuple[tuple[str, str, str], ...]
    consents: tuple[ConsentSeen, ...]
    fields: frozenset[tuple[str, str]]
    mentions: frozenset[str]
    carried: Known


@dataclass(slots=True)
class _Case:
    entries: int = 0
    fields: dict[str, Value] = field(default_factory=dict)


class _Survey:
    """Reads entries one by one and gathers what `Contents` tells."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._heads = dict(vault.heads())
        self._here: dict[str | None, dict[str, bool]] = {}
        self.new = self.known = self.waiting = self.links = self.erasures = 0
        self.cases: dict[str, _Case] = {}
        self.brought: dict[tuple[str, str, str], set[str]] = {}
        self.over: dict[tuple[str, str, str], set[str]] = {}
        self.consents: dict[str, tuple[str | None, dict[str, Value]]] = {}
        self.fields: set[tuple[str, str]] = set()
        self.mentions: set[str] = set()
        self._whole: dict[str, list[int]] = {}
        self._all: dict[str, list[int]] = {}

    def see(self, header: Header, entry: SignedEntry) -> None:
        """Take one entry into account."""
        reached = self._heads.get(header.author, 0)
        if header.n == reached + 1:
            self._heads[header.author] = header.n
        self._all.setdefault(header.author, []).append(header.n)
        if entry.content is None:
            self.links += 1
            return
        content = read_content(header, entry.content)
        self._whole.setdefault(header.author, []).append(header.n)
        self.mentions |= mentions(entry.content)
        self.fields.update((change.kind, change.field) for change in content.changes)
        if header.case is not None:
            self.cases.setdefault(header.case, _Case()).entries += 1
        for change in content.changes:
            if change.kind == CASE and change.record == header.case:
                self.cases[header.case].fields[change.field] = change.value
        if self.here(header.case).get(entry.hash):
            self.known += 1
            return
        self.new += 1
        self.waiting += header.n > self._heads.get(header.author, 0)
        self.erasures += len(content.erases)
        for change in content.changes:
            self._change(header, change)

    def carried(self) -> Known:
        """Return what its sender had, as it was in the bundle."""
        return Known(
            {author: Ranges.of(numbers) for author, numbers in self._whole.items()},
            {author: Ranges.of(numbers) for author, numbers in self._all.items()},
            frozenset(self.cases),
        )

    def here(self, case: str | None) -> dict[str, bool]:
        """Return the hashes of a case's entries in our vault, and whether we have the content.

        For `None` those of all entries: outside of cases nothing honest travels whole.
        """
        if case not in self._here:
            entries = self._vault.entries(case=case)
            self._here[case] = {entry.hash: entry.content is not None for entry in entries}
        return self._here[case]

    def _change(self, header: Header, change: Change) -> None:
        key = (change.record, change.kind, change.field)
        self.brought.setdefault(key, set()).add(header.id)
        self.over.setdefault(key, set()).update(change.over)
        if change.kind == CONSENT:
            _, values = self.consents.setdefault(change.record, (header.case, {}))
            values[change.field] = change.value

    def conflicts(self) -> tuple[tuple[str, str, str], ...]:
        """Return the fields that would have more than one value, and have not now."""
        here = [case for case in self.cases if any(self.here(case).values())]
        records = {one.id: one for case in here for one in self._records(case)}
        found = []
        for key, brought in sorted(self.brought.items()):
            record = records.get(key[0])
            held = {one.entry for one in record.held(key[2])} if record is not None else set()
            if len(held) < 2 <= len((held | brought) - self.over[key]):
                found.append(key)
        return tuple(found)

    def _records(self, case: str) -> list[Record]:
        return self._vault.records(case=case, removed=True)


def survey(vault: Vault, kept: Arrived) -> Contents:
    """Say what a bundle in quarantine holds. Raises `BundleHostile`, `EntryRefused`."""
    seen = _Survey(vault)
    for header, entry in kept.lines():
        seen.see(header, entry)
    return Contents(
        seen.new,
        seen.known,
        seen.waiting,
        seen.links,
        seen.erasures,
        tuple(
            CaseSeen(case, one.entries, any(seen.here(case).values()), one.fields)
            for case, one in sorted(seen.cases.items())
        ),
        seen.conflicts(),
        tuple(ConsentSeen(name, *facts) for name, facts in sorted(seen.consents.items())),
        frozenset(seen.fields),
        frozenset(seen.mentions),
        seen.carried(),
    )
