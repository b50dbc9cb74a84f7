"""What a recipient still needs: read from `needed_for`, never an error, never a block.

A documenter sees a gap as something to complete later (reference 11); the dossier lists it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fielddoc.forms.fields import Field, Form, Forms
from fielddoc.forms.versions import current
from fielddoc.model.record import Record
from fielddoc.model.values import Nothing


@dataclass(frozen=True, slots=True)
class Gap:
    """A field of a record that a recipient needs and that says nothing.

    `record` and `field` None: there is no record of this kind at all, and one is needed.
    `nothing` is the kind of nothing given, if any: why the field is blank.
    """

    kind: str
    record: str | None
    field: Field | None
    nothing: Nothing | None


def gaps(forms: Forms, records: Iterable[Record], recipient: str) -> tuple[Gap, ...]:
    """Return what `recipient`, one of `NEEDED_FOR`, needs and these records do not say.

    Hand in the records that concern the recipient: of the people, the victims, because nobody
    needs the birth date of a neighbour. Removed records do not count.
    """
    present: dict[str, list[Record]] = {}
    for record in records:
        if not record.removed:
            known = current(forms.kinds.get(record.kind), record)
            present.setdefault(record.kind, []).append(known)
    found: list[Gap] = []
    for kind, form in forms.kinds.items():
        if recipient in form.needed_for and kind not in present:
            found.append(Gap(kind, None, None, None))
        for field in form.fields.values():
            if recipient in field.needed_for and not field.retired:
                found += _silent(form, field, present.get(kind, []))
    return tuple(found)


def _silent(form: Form, field: Field, records: list[Record]) -> Iterator[Gap]:
    """Yield the records in which the field says nothing, though it applies."""
    for record in records:
        value = record.value(field.name)
        if value.v not in (None, "", [], {}):
            continue
        if field.when is not None and not field.when.holds(record.get(field.when.field)):
            continue
        if field.name in form.title and any(record.get(name) for name in form.title_or):
            continue
        yield Gap(form.kind, record.id, field, value.nothing)
