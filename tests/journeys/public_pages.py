"""One record being filled from the file: its fields, and where each fact was put.

Whatever does not fit a field, because nobody foresaw its key, its shape or its value, becomes a
source note on the same record: key path and value, word for word.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fielddoc import forms
from fielddoc.errors import ValueRefused
from fielddoc.forms import Field, Form, Forms
from fielddoc.model.values import Json, Value
from tests.journeys.public_facts import Fact, facts

NOTES = "source_notes"
Refs = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a fact was put: in which field, at which row and part, and what must stand there.

    `part` is "" for the value itself, else a subfield of a group's row or a part of a place;
    `how`: "is" the very value; "among" one of a list's; "confidence", "source" its quality.
    """

    fact: Fact
    field: str
    expected: Json
    row: int | None = None
    part: str = ""
    how: str = "is"


@dataclass(slots=True)
class Page:
    """A record in the making. `prefix` is the path of the mapping that it comes from."""

    forms: Forms
    kind: str
    prefix: str
    fields: dict[str, Value] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    record: str = ""

    @property
    def form(self) -> Form:
        """The record's form."""
        return self.forms.kinds[self.kind]

    def note(self, found: Iterable[Fact]) -> None:
        """Keep facts as source notes."""
        for fact in found:
            row = {
                "key": quality(fact, fact.path).to_json(),
                "value": Value(fact.text).to_json(),
            }
            at = self._add_row(NOTES, row)
            self.spots.append(Spot(fact, NOTES, fact.text, at, "value"))

    def note_other(self, found: Iterable[Fact]) -> None:
        """Keep as source notes what is no fact of a case (the file's `meta`)."""
        counted = len(self.spots)
        self.note(found)
        del self.spots[counted:]

    def put_fact(self, name: str, fact: Fact) -> None:
        """Put one fact into a field."""
        self._put_one(self.form.fields[name], fact)

    def put(self, name: str, node: object, path: str, above: tuple[object, object]) -> None:
        """Put a node into the field of that name, by the field's type; what is left is noted."""
        found = list(facts(node, path, *above))
        kind = self.form.fields[name]
        if kind.type == "place":
            places = [list(facts(*place)) for place in elements(node, path, above)]
            for at, place in enumerate(places):
                if at == 0:
                    self.put_place(name, place)
                else:
                    self.note(place)
            return
        direct = [fact for fact in found if not fact.under]
        rest = [fact for fact in found if fact.under]
        if kind.type == "terms" or kind.many:
            self._put_list(kind, direct)
        elif len(direct) == 1 and name not in self.fields:
            self._put_one(kind, direct[0])
        else:
            self.note(direct)
        self.note(rest)

    def put_refs(self, name: str, found: Iterable[Fact], refs: Refs) -> None:
        """Put references to people: a name of nobody in the file is noted."""
        kept: list[tuple[Fact, Sequence[str]]] = []
        for fact in found:
            people = refs(fact.text) if not fact.under else ()
            if people:
                kept.append((fact, people))
            else:
                self.note([fact])
        if kept:
            everybody = list(dict.fromkeys(person for _, people in kept for person in people))
            self.fields[name] = same_quality([fact for fact, _ in kept], everybody)
        for fact, people in kept:
            self.spots.extend(Spot(fact, name, person, how="among") for person in people)

    def put_rows(
        self, name: str, node: object, path: str, above: tuple[object, object],
        parts: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Put a list of scalars or mappings into a group: one row for each element.

        `parts` maps the element's keys to subfields; "" is the element's own value.
        """
        group = self.form.fields[name]
        for element, at, c, s in elements(node, path, above):
            found = list(facts(element, at, c, s))
            direct = [fact for fact in found if not fact.under]
            if len(direct) > 1:
                for fact in direct:
                    self._put_row(group, [(parts[""], fact)] if "" in parts else [], [fact])
                self.note(fact for fact in found if fact.under)
                continue
            placed = [
                (parts[key], fact)
                for fact in found
                if len(fact.under) <= 1 and (key := fact.under[0] if fact.under else "") in parts
            ]
            self._put_row(group, placed, found)

    def put_place(self, name: str, found: list[Fact]) -> None:
        """Put a place: words, INEGI keys of state and municipality, and how exact it is."""
        if name in self.fields:
            self.note(found)
            return
        place: dict[str, str] = {}
        spots: list[Spot] = []
        entity = next((f.text for f in found if f.under == ("cve_ent",)), "")
        for fact in found:
            part = PLACE_PARTS.get(fact.under)
            value = fact.text
            if part == "municipality" and len(value) == 3:
                value = entity + value
            if part is None or part in place or not self._known_place(part, value):
                self.note([fact])
                continue
            place[part] = value
            spots.append(Spot(fact, name, value, part=part))
        if place:
            self.fields[name] = same_quality([spot.fact for spot in spots], place)
            self.spots.extend(spots)

    def _known_place(self, part: str, value: str) -> bool:
        """INEGI's keys must be known; words may be any."""
        vocabulary = {"entity": "entidades", "municipality": "municipios"}.get(part)
        return vocabulary is None or value in self.forms.vocabularies[vocabulary].terms

    def qualify(self, name: str, fact: Fact, *, source: bool) -> None:
        """Take a fact as the confidence or source of a field that has a value, else note it."""
        old = self.fields[name]
        sure = Fact("", None, c=fact.value).confidence
        if source:
            told = f"{old.source}; {fact.text}" if old.source else fact.text
            self.fields[name] = Value(old.v, old.nothing, old.confidence, told)
        elif sure:
            self.fields[name] = Value(old.v, old.nothing, sure, old.source)
            self.spots = [
                replace(spot, fact=replace(spot.fact, c=fact.value)) if spot.field == name else spot
                for spot in self.spots
            ]
            self.spots.append(Spot(fact, name, sure, how="confidence"))
        self.note([fact])

    def _put_one(self, kind: Field, fact: Fact) -> None:
        value = quality(fact, self.coded(kind, fact))
        if not self._fits(kind.name, value):
            self.note([fact])
            return
        self.fields[kind.name] = value
        self.spots.append(Spot(fact, kind.name, value.v))

    def _put_list(self, kind: Field, found: list[Fact]) -> None:
        fitting: list[tuple[Fact, Json]] = []
        for fact in found:
            code = self.coded(kind, fact)
            so_far = [before for _, before in fitting]
            if kind.name not in self.fields and self._fits(kind.name, Value([*so_far, code])):
                fitting.append((fact, code))
            else:
                self.note([fact])
        if fitting:
            whole = [code for _, code in fitting]
            self.fields[kind.name] = same_quality([fact for fact, _ in fitting], whole)
            self.spots.extend(
                Spot(fact, kind.name, code, row=at) for at, (fact, code) in enumerate(fitting)
            )

    def _put_row(self, group: Field, placed: list[tuple[str, Fact]], found: list[Fact]) -> None:
        """Put facts into one row; what does not fit its part is the row's note, if it has none."""
        row: dict[str, Json] = {}
        kept: list[tuple[str, Fact, Json]] = []
        taken = {name for name, _ in placed}
        for name, fact in placed:
            for part in (name, "note"):
                if part not in group.fields or part in row or (part != name and part in taken):
                    continue
                code = self.coded(group.fields[part], fact)
                value = quality(fact, code).to_json()
                if self._fits(group.name, Value([{**row, part: value}])):
                    row[part] = value
                    kept.append((part, fact, code))
                    break
        if row:
            at = self._add_row(group.name, row)
            self.spots.extend(Spot(fact, group.name, code, at, name) for name, fact, code in kept)
        put = [fact for _, fact, _ in kept]
        self.note(fact for fact in found if fact not in put)

    def _add_row(self, name: str, row: dict[str, Json]) -> int:
        rows = [*self.fields.get(name, Value([])).v, row]
        self.fields[name] = Value(rows)
        return len(rows) - 1

    def _fits(self, name: str, value: Value) -> bool:
        try:
            forms.check(self.form, name, value, self.forms)
        except ValueRefused:
            return False
        return True

    def coded(self, kind: Field, fact: Fact) -> Json:
        """The fact as the field keeps it: a term's id where one has this id, code or label."""
        if kind.type not in ("term", "terms"):
            return fact.text
        vocabulary = self.forms.vocabularies[kind.vocabulary or ""]
        if isinstance(fact.value, bool):
            answer = "si" if fact.value else "no"
            return answer if answer in vocabulary.terms else {"text": fact.text}
        if fact.text in vocabulary.terms:
            return fact.text
        if (term := vocabulary.by_code("hur", fact.text)) is not None:
            return term.id
        for term in vocabulary.terms.values():
            if fact.text.casefold() in [text.casefold() for text in term.labels.values()]:
                return term.id
        return {"text": fact.text}


PLACE_PARTS: dict[tuple[str, ...], str] = {
    (): "text",
    ("desc",): "text",
    ("place",): "text",
    ("name",): "text",
    ("cve_ent",): "entity",
    ("cve_mun",): "municipality",
    ("precision",): "precision",
}


def quality(fact: Fact, value: Json) -> Value:
    """A value with the fact's confidence and source."""
    return Value(value, None, fact.confidence, fact.source)


def same_quality(found: Sequence[Fact], value: Json) -> Value:
    """A value made of several facts: one confidence if they share it, else each in words."""
    kinds = {(fact.confidence, fact.source) for fact in found}
    if len(kinds) == 1:
        return quality(found[0], value)
    told = "; ".join(
        f"{fact.text}: {fact.confidence or '–'}, {fact.source or '–'}" for fact in found
    )
    return Value(value, None, None, told)


def elements(
    node: object, path: str, above: tuple[object, object]
) -> Iterable[tuple[object, str, object, object]]:
    """The elements of a list, or the one thing itself, with path and inherited qualities."""
    c, s = above
    if isinstance(node, dict) and set(node) <= {"v", "c", "s"} and isinstance(node.get("v"), list):
        c, s, node = node.get("c", c), node.get("s", s), node["v"]
    if isinstance(node, list):
        for at, element in enumerate(node):
            yield element, f"{path}[{at}]", c, s
    elif node is not None:
        yield node, path, c, s
