"""Answers given to an earlier version of a form: a renamed field keeps them, under its new name.

The journal is never rewritten. What was said under a former name is read as the field's own
until somebody answers anew; then `app.records` empties the former name in the same entry.
"""

from dataclasses import replace

from fielddoc.forms.fields import Field, Form
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Json, Nothing, Value


def current(form: Form | None, record: Record) -> Record:
    """Return the record with every answer under its field's present name, in groups too.

    Answers to fields that the form does not know at all keep the name they came with.
    """
    if form is None or not form.renames:
        return record
    former = {name for field in form.fields.values() for name in field.was}
    fields = {name: held for name, held in record.fields.items() if name not in former}
    for field in form.fields.values():
        held = answers(field, record)
        if held:
            fields[field.name] = tuple(
                replace(one, value=_renamed(field, one.value)) for one in held
            )
    return replace(record, fields=fields)


def _renamed(field: Field, value: Value) -> Value:
    """Return a group's value with the present names of the fields inside it."""
    if field.type != "group" or not isinstance(value.v, list):
        return value
    rows = [_row(field, row) if isinstance(row, dict) else row for row in value.v]
    return value if rows == value.v else replace(value, v=rows)


def _row(field: Field, row: dict[str, Json]) -> dict[str, Json]:
    named: dict[str, Json] = {}
    for name, said in row.items():
        inner = field.inner(name)
        taken = inner is None or inner.name in row
        named[name if inner is None or taken else inner.name] = said
    return named


def answers(field: Field, record: Record) -> tuple[Held, ...]:
    """Every answer to a field, those under former names included, save what was emptied there."""
    former = (held for name in field.was for held in record.held(name) if not emptied(held))
    return (*record.held(field.name), *former)


def emptied(held: Held) -> bool:
    """Say whether a value was taken out on purpose."""
    return held.value.nothing is Nothing.CLEARED


def plainly(plain: Json) -> str:
    """Say a value without its field: of a field that is gone or whose type has changed."""
    if isinstance(plain, list):
        return "; ".join(text for text in map(plainly, plain) if text)
    if not isinstance(plain, dict):
        return "" if plain is None else str(plain)
    if set(plain) == {"text"}:
        return str(plain["text"])
    if "v" in plain and set(plain) <= {"v", "confidence", "source"}:
        return plainly(plain["v"])
    said = ((name, plainly(value)) for name, value in plain.items())
    return ", ".join(f"{name}: {text}" for name, text in said if text)
