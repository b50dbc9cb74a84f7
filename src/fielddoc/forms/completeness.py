"""What a recipient still needs: read from `needed_for`, never an error, never a block.

A documenter sees a gap as something to complete later (reference 11); the dossier lists it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fielddoc.forms.fields import Field, Forms
from fielddoc.model.record import Record
from fielddoc.model.values import Nothing


@dataclass(frozen=True, slots=True)
class Gap:
    """A field of a record that a recipient needs and that says nothing.

    `nothing` is the kind of nothing given, if any: why the field is blank.
    """

    kind: str
    record: str
    field: Field
    nothing: Nothing | None


def gaps(forms: Forms, records: Iterable[Record], recipient: str) -> tuple[Gap, ...]:
    """Return what `recipient`, one of `NEEDED_FOR`, needs and these records do not say."""
    found: list[Gap] = []
    present: dict[str, list[Record]] = {}
    for record in records:
        if not record.removed:
            present.setdefault(record.kind, []).append(record)
    for kind, form in forms.kinds.items():
        for field in form.fields.values():
            if recipient not in field.needed_for or field.retired:
                continue
            for record in present.get(kind, []):
                value = record.value(field.name)
                if value.v in (None, "", [], {}):
                    found.append(Gap(kind, record.id, field, value.nothing))
    return tuple(found)
