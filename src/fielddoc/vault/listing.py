"""What lists and search show: made from the held values of a record, again whenever they change."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fielddoc.model.ids import is_id
from fielddoc.model.names import fold
from fielddoc.model.record import REMOVED
from fielddoc.model.values import Json, Value
from fielddoc.vault.database import Database
from fielddoc.vault.rows import CASE, Facets, Naming

First = tuple[int, bytes, str, int | None]
"""The change that gives a record kind and case: its clock, entry hash, kind, case (number)."""
Values = Mapping[str, Sequence[Mapping[str, Json]]]
"""A record's held values by field, as the journal's JSON has them."""


@dataclass(frozen=True, slots=True)
class State:
    """One record as lists count it. `first` None: no change to it is here."""

    rid: int
    id: bytes
    first: First | None
    updated: int
    removed: bool = False
    conflicts: int = 0

    @property
    def kind(self) -> str | None:
        """The record's kind, once a change to it has come."""
        return self.first[2] if self.first else None

    @property
    def kase(self) -> int | None:
        """The case under which it is listed; a case is listed under itself."""
        if self.first is None:
            return None
        return self.rid if self.first[2] == CASE else self.first[3]


class Listing:
    """Keeps titles, counts and the search index in step with the held values.

    With `stale`, the numbers of records whose words changed are put there, and the index of words
    is left to the caller.
    """

    def __init__(self, database: Database, naming: Naming, stale: set[int] | None = None) -> None:
        self._database = database
        self._naming = naming
        self._stale = stale

    def refresh(self, states: Iterable[tuple[State, State]]) -> Iterator[str]:
        """Bring the given records, as they were and are, up to date; yield their ids."""
        pairs = {old.rid: (old, new) for old, new in states}
        values = self._values(list(pairs))
        tally: Counter[tuple[int, str]] = Counter()
        disputes: Counter[tuple[int, str]] = Counter()
        records: list[tuple[object, ...]] = []
        words: list[tuple[int, str]] = []
        facets: dict[int, Facets] = {}
        for rid, (old, bare) in pairs.items():
            fields = values.get(rid, {})
            new = replace(bare, removed=_removed(fields), conflicts=_conflicts(fields))
            for state, sign in ((old, -1), (new, 1)):
                _count(state, sign, tally, disputes)
            records.append(self._record(new, fields))
            if new.kind is not None and not new.removed:
                words.append((rid, self._words(new.kind, fields)))
                facets[rid] = self._facets(new, new.kind, fields)
            yield new.id.hex()
        self._write(records, tally, disputes)
        self._index(list(pairs), words)
        self._narrow(list(pairs), facets)

    def _values(self, rids: Sequence[int]) -> dict[int, dict[str, list[Mapping[str, Json]]]]:
        found: dict[int, dict[str, list[Mapping[str, Json]]]] = {}
        marks = ",".join("?" * len(rids))
        sql = (
            f"SELECT record, field, value FROM held WHERE record IN ({marks})"
            " ORDER BY record, field, moment, entry, value"
        )
        for rid, field, text in self._database.rows(sql, rids):
            found.setdefault(rid, {}).setdefault(field, []).append(json.loads(text))
        return found

    def _record(self, state: State, fields: Values) -> tuple[object, ...]:
        at, entry, kind, _ = state.first or (None, None, None, None)
        title = _named(fields, self._naming.titles.get(kind or "", ()))
        reference = _named(fields, self._naming.references.get(kind or "", ()))
        counted = (int(state.removed), state.conflicts, state.updated, title, reference)
        return (kind, state.kase, at, entry, *counted, state.rid)

    def _write(
        self,
        records: list[tuple[object, ...]],
        tally: Counter[tuple[int, str]],
        disputes: Counter[tuple[int, str]],
    ) -> None:
        self._database.many(
            "UPDATE record SET kind = ?, kase = ?, first_moment = ?, first_entry = ?, removed = ?,"
            " conflicts = ?, updated = ?, title = ?, reference = ? WHERE rid = ?",
            records,
        )
        self._database.many(
            "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " n = n + excluded.n, conflicts = conflicts + excluded.conflicts",
            [
                (*key, tally[key], disputes[key])
                for key in tally.keys() | disputes.keys()
                if tally[key] or disputes[key]
            ],
        )

    def _index(self, rids: Sequence[int], words: list[tuple[int, str]]) -> None:
        marks = ",".join("?" * len(rids))
        known: dict[int, str] = dict(
            self._database.rows(f"SELECT rid, words FROM searched WHERE rid IN ({marks})", rids)
        )
        fresh = [(rid, text) for rid, text in words if known.get(rid) != text]
        kept = {rid for rid, _ in words}
        gone = [(rid,) for rid in known if rid not in kept]
        gone += [(rid,) for rid, _ in fresh if rid in known]
        self._database.many("DELETE FROM searched WHERE rid = ?", gone)
        self._database.many("INSERT INTO searched VALUES (?, ?)", fresh)
        if self._stale is not None:
            self._stale.update(rid for rid, _ in fresh)
            self._stale.update(rid for (rid,) in gone)
            return
        self._database.many("DELETE FROM search WHERE rowid = ?", gone)
        self._database.many("INSERT INTO search (rowid, words) VALUES (?, ?)", fresh)

    def _facets(self, state: State, kind: str, fields: Values) -> Facets:
        if self._naming.facets is None:
            return Facets()
        held = {name: [Value.from_json(one) for one in values] for name, values in fields.items()}
        return self._naming.facets(kind, state.id.hex(), held)

    def _narrow(self, rids: Sequence[int], facets: Mapping[int, Facets]) -> None:
        """Keep what the records are narrowed by, writing only what is not as it was."""
        marks = ",".join("?" * len(rids))
        pairs = {(*pair, rid) for rid, one in facets.items() for pair in one.pairs}
        spans = {(*span, rid) for rid, one in facets.items() for span in one.spans}
        for table, columns, wanted in (
            ("facet", ("name", "value"), pairs), ("span", ("earliest", "latest"), spans),
        ):  # fmt: skip
            one, two = columns
            known = set(self._database.rows(
                f"SELECT {one}, {two}, record FROM {table} WHERE record IN ({marks})", rids
            ))  # fmt: skip
            where = f"{one} = ? AND {two} = ? AND record = ?"
            self._database.many(f"DELETE FROM {table} WHERE {where}", known - wanted)
            self._database.many(f"INSERT INTO {table} VALUES (?, ?, ?)", sorted(wanted - known))

    def _words(self, kind: str, fields: Values) -> str:
        """Return the folded words of a record; a line end keeps a match within one value."""
        more = self._naming.words
        lines: list[str] = []
        for name, held in fields.items():
            for value in held:
                lines.extend(leaves(value.get("v")))
                if value.get("source"):
                    lines.append(value["source"])
                if more is not None:
                    lines.extend(more(kind, name, Value.from_json(value)))
        return "\n".join(fold(line) for line in lines)


def leaves(value: Json) -> Iterator[str]:
    """Yield the words in a value: all strings but ids and hashes."""
    if isinstance(value, str):
        if not is_id(value) and not _is_hash(value):
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)


def _is_hash(text: str) -> bool:
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def _named(fields: Values, names: Sequence[str]) -> str:
    """Join the words of the first value of each of `names`."""
    firsts = (fields[name][0] for name in names if name in fields)
    return " ".join(word for value in firsts for word in leaves(value.get("v")) if word)


def _removed(fields: Values) -> bool:
    return any(value.get("v") is True for value in fields.get(REMOVED, ()))


def _conflicts(fields: Values) -> int:
    return sum(len(held) > 1 for held in fields.values())


def _count(
    state: State, sign: int, tally: Counter[tuple[int, str]], disputes: Counter[tuple[int, str]]
) -> None:
    """Count a listed record with `sign` under its case, and a case among the cases (number 0)."""
    if state.kind is None or state.removed:
        return
    places = {state.kase} - {None}
    if state.kind == CASE:
        places.add(0)
    for place in places:
        assert place is not None  # noqa: S101 (for mypy)
        tally[place, state.kind] += sign
        disputes[place, state.kind] += sign * state.conflicts
