"""A record: the journal's entries about one thing, folded. Rebuilt at any time, never edited."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fielddoc.model.values import Json, Value

REMOVED = "_removed"
"""Reserved field: a value `true` takes the record out of lists; the record itself stays."""


@dataclass(frozen=True, slots=True)
class Held:
    """A value that no other has replaced, and the entry it came with."""

    entry: str
    value: Value
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Record:
    """All fields of one record. A field with more than one `Held` is a conflict."""

    id: str
    kind: str
    case: str | None
    fields: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)

    def held(self, name: str) -> tuple[Held, ...]:
        """Every current value of a field; more than one until a person decides."""
        return self.fields.get(name, ())

    def value(self, name: str) -> Value:
        """The field's value; the first of several, in a stable order, when there is a conflict."""
        held = self.held(name)
        return held[0].value if held else Value()

    def get(self, name: str) -> Json:
        """The plain content of the field's value, or `None`."""
        return self.value(name).v

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Names of the fields about which two people do not agree yet."""
        return tuple(sorted(name for name, held in self.fields.items() if len(held) > 1))

    @property
    def removed(self) -> bool:
        """Whether somebody took the record out of the lists (and nobody put it back)."""
        return any(held.value.v is True for held in self.held(REMOVED))
