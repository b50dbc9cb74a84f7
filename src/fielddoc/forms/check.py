"""Whether a value fits its field. Nothing is ever altered: what was typed stays as it was typed.

Reasons a `ValueRefused` may carry (stable): unknown-field, empty, not-text, not-a-list, date,
time, number, unknown-term, proposal, duplicate, record-id, place, mark, attachment, group,
confidence.
"""

import re
from collections.abc import Mapping
from math import isfinite
from typing import TypeGuard

from fielddoc.errors import DateRefused, ValueRefused
from fielddoc.forms.fields import Field, Form, Forms
from fielddoc.forms.places import PARTS
from fielddoc.forms.spoken import NUMBER, TIME
from fielddoc.model.dates import parse
from fielddoc.model.ids import is_id
from fielddoc.model.values import CONFIDENCE, Json, Value

_SHA256 = re.compile(r"[0-9a-f]{64}")
MARK_TEXTS = (
    "view", "region", "side", "kind", "colour", "shape", "age", "photo", "finding", "note",
)  # fmt: skip
"""Keys of a mark that hold a text: terms of `vista_cuerpo`, `regiones_cuerpo`, `lado` and
`lesion_tipo`; the person's or the documenter's words; ids of a photograph and a finding."""


def check(form: Form, name: str, value: Value, forms: Forms | None = None) -> None:
    """Raise `ValueRefused` if `value` does not fit the form's field `name`.

    With `forms`, terms are looked up in their vocabularies, retired ones included, because an
    old answer may be saved again. A kind of nothing fits every field.
    """
    try:
        field = form.field(name)
    except KeyError:
        raise ValueRefused(kind=form.kind, field=name, reason="unknown-field") from None
    reason = why_not(field, value, forms)
    if reason is not None:
        raise ValueRefused(kind=form.kind, field=name, reason=reason)


def why_not(field: Field, value: Value, forms: Forms | None = None) -> str | None:
    """Return the reason `value` does not fit the field, or `None` where it does."""
    if value.confidence is not None and value.confidence not in CONFIDENCE:
        return "confidence"
    if value.nothing is not None:
        return None if value.v is None else "empty"
    if value.v is None:
        return "empty"
    if field.type in ("terms", "group", "mark") or (field.many and isinstance(value.v, list)):
        if not isinstance(value.v, list):
            return "not-a-list"
        reasons = (_one(field, item, forms) for item in value.v)
        return next((reason for reason in reasons if reason), None) or _twice(field, value.v)
    return _one(field, value.v, forms)


def _twice(field: Field, items: list[Json]) -> str | None:
    if field.type not in ("terms", "person", "record"):
        return None
    seen = [str(item) for item in items]
    return "duplicate" if len(set(seen)) != len(seen) else None


def _one(field: Field, plain: Json, forms: Forms | None) -> str | None:
    """Return why one plain value is refused."""
    match field.type:
        case "term" | "terms":
            return _term(field, plain, forms)
        case "place":
            return _place(plain)
        case "person" | "record":
            return None if is_id(plain) else "record-id"
        case "group":
            return _row(field, plain, forms)
        case "mark":
            return _mark(plain)
        case "attachment":
            return _attachment(plain)
    return _text(field.type, plain)


def _text(kind: str, plain: Json) -> str | None:
    if not isinstance(plain, str):
        return "not-text"
    match kind:
        case "date":
            return _date(plain)
        case "time":
            return None if TIME.fullmatch(plain) else "time"
        case "number":
            return None if NUMBER.fullmatch(plain) else "number"
    return None


def _date(plain: str) -> str | None:
    try:
        parse(plain)
    except DateRefused:
        return "date"
    return None


def _term(field: Field, plain: Json, forms: Forms | None) -> str | None:
    if isinstance(plain, Mapping):
        text = plain.get("text")
        return None if set(plain) == {"text"} and isinstance(text, str) and text else "proposal"
    if not isinstance(plain, str):
        return "not-text"
    if forms is None or field.vocabulary is None:
        return None
    return None if plain in forms.vocabularies[field.vocabulary].terms else "unknown-term"


def _place(plain: Json) -> str | None:
    sound = (
        isinstance(plain, Mapping)
        and plain
        and not set(plain) - set(PARTS)
        and all(isinstance(part, str) and part for part in plain.values())
    )
    return None if sound else "place"


def _row(field: Field, plain: Json, forms: Forms | None) -> str | None:
    if not isinstance(plain, Mapping) or not plain:
        return "group"
    for name, data in plain.items():
        inner = field.inner(name)
        if inner is None or not isinstance(data, Mapping):
            return "group"
        try:
            value = Value.from_json(data)
        except ValueError:
            return "group"
        reason = why_not(inner, value, forms)
        if reason:
            return reason
    return None


def _is_number(plain: Json) -> TypeGuard[int | float]:
    """A finite number and not a truth value: `true` is an `int` to Python."""
    return type(plain) in (int, float) and isfinite(plain)


def _mark(plain: Json) -> str | None:
    """A mark has a view and a point on it from 0 to 1; region, side and the rest may follow."""
    if not isinstance(plain, Mapping) or not isinstance(plain.get("view"), str):
        return "mark"
    sound = not set(plain) - {*MARK_TEXTS, "x", "y", "length_mm", "width_mm"}
    for key in ("x", "y"):
        point = plain.get(key)
        sound = sound and _is_number(point) and 0 <= point <= 1
    for key in ("length_mm", "width_mm"):
        size = plain.get(key, 1)
        sound = sound and _is_number(size) and size > 0
    sound = sound and all(isinstance(plain[key], str) for key in MARK_TEXTS if key in plain)
    return None if sound else "mark"


def _attachment(plain: Json) -> str | None:
    sound = (
        isinstance(plain, Mapping)
        and set(plain) == {"sha256", "size", "name", "media"}
        and isinstance(plain["sha256"], str)
        and _SHA256.fullmatch(plain["sha256"])
        and type(plain["size"]) is int
        and plain["size"] >= 0
        and all(isinstance(plain[key], str) for key in ("name", "media"))
    )
    return None if sound else "attachment"
