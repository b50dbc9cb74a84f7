"""Which fields a paper may carry, and how much of each. Redaction happens here, to values,
before anything is drawn: what is left out never reaches the PDF or its enclosed data.

For a court everything is printed but what is the team's own business, the names of alleged
authors that somebody heard (reference 12.6), and what a person asked to hide. For the public
only what was coded is printed: no narrative, no name, no contact, dates to the month, places to
the state, and nothing that does not fit its field: a form may have been changed since, and what
was typed then is no code. See `docs/dossier.md`, "Redaction".
"""

import re
from dataclasses import replace

from fielddoc.dossier.consent import COURT
from fielddoc.forms import Field, Form, Forms, why_not
from fielddoc.model.record import Record
from fielddoc.model.values import Json, Value

INTERNAL = {
    ("interview", "do_not_ask"),
    ("interview", "safety"),
    ("interview", "leave_out"),
    ("interview", "safe_contact"),
    ("interview", "reliability_notes"),
    ("interview", "debrief"),
    ("interview", "self_care"),
    ("interview", "next_date"),
    ("person", "safe_contact"),
}
"""The team's own notes, and what the person asked not to be in the document; newer forms say so
themselves (`sensitivity = "internal"`)."""
SUSPECTS = "names_heard"
_PUBLIC_TEXT = {("violation", "articles")}
"""Typed text that can name nobody."""
_NOT_PUBLIC = {"sources", "source_notes"}
_DAY = re.compile(r"(\d{4}-\d{2})-[\dX]{2}")


class Redaction:
    """What one paper leaves out. `dropped` counts fields left out, by reason."""

    def __init__(self, forms: Forms, profile: str) -> None:
        self.forms = forms
        self.profile = profile
        self.dropped: dict[str, int] = {}

    def record(self, form: Form | None, record: Record, hide: frozenset[str]) -> Record:
        """Return the record as the paper may show it."""
        fields = {}
        for name, held in record.fields.items():
            field = _field(form, name)
            shown = [
                replace(one, value=value)
                for one in held
                if not one.value.empty
                and (value := self.field(record.kind, field, one.value, hide)) is not None
            ]
            if shown:
                fields[name] = tuple(shown)
        return replace(record, fields=fields)

    def field(self, kind: str, field: Field, value: Value, hide: frozenset[str]) -> Value | None:
        """Return what may be shown of a value, or `None` and count why."""
        reason = self._why_not(kind, field, hide)
        if reason is None:
            shown = value if self.profile == COURT else self._public(kind, field, value)
            if shown is not None and field.type == "group" and isinstance(shown.v, list):
                shown = self._group(kind, field, shown, hide)
            if shown is not None:
                return shown
            reason = "public"
        self.dropped[reason] = self.dropped.get(reason, 0) + 1
        return None

    def _why_not(self, kind: str, field: Field, hide: frozenset[str]) -> str | None:
        if (kind, field.name) in INTERNAL or field.sensitivity == "internal":
            return "internal"
        if field.name == SUSPECTS:
            return "suspects"
        if field.sensitivity in hide and not _names_people(field):
            return "hidden"
        return None

    def _group(self, kind: str, field: Field, value: Value, hide: frozenset[str]) -> Value | None:
        if not all(isinstance(row, dict) for row in value.v):
            return value if self.profile == COURT else None
        rows = []
        for row in value.v:
            kept: dict[str, Json] = {}
            for name, item in row.items():
                inner = field.inner(name) or unknown_field(name)
                shown = self.field(kind, inner, Value.from_json(item), hide)
                if shown is not None:
                    kept[name] = shown.to_json()
            if kept:
                rows.append(kept)
        return replace(value, v=rows) if rows else None

    def _public(self, kind: str, field: Field, value: Value) -> Value | None:
        """Return the value as the public may see it: coded and coarse."""
        if field.name in _NOT_PUBLIC:
            return None
        value = replace(value, source=None)
        if value.nothing is not None:
            return value if field.sensitivity == "none" else None
        if field.type in ("term", "terms"):
            return self._coded(field, value)
        if field.type != "group" and why_not(field, value) is not None:
            return None
        if field.type == "place":
            entity = value.v.get("entity")
            known = entity in self.forms.vocabularies["entidades"].terms
            return replace(value, v={"entity": entity}) if known else None
        if _names_people(field):
            return value
        if field.sensitivity != "none" or field.type in ("narrative", "mark", "attachment", "time"):
            return None
        if field.type == "date":
            return replace(value, v=_DAY.sub(r"\1", str(value.v)))
        if field.type == "text" and (kind, field.name) not in _PUBLIC_TEXT:
            return None
        return value

    def _coded(self, field: Field, value: Value) -> Value | None:
        """Only terms that are in the list; no proposal, and nothing typed before it was a list."""
        if field.sensitivity != "none" or field.vocabulary is None:
            return None
        terms = self.forms.vocabularies[field.vocabulary].terms
        items = value.v if isinstance(value.v, list) else [value.v]
        coded = [item for item in items if isinstance(item, str) and item in terms]
        if not coded:
            return None
        return replace(value, v=coded if isinstance(value.v, list) else coded[0])


def _field(form: Form | None, name: str) -> Field:
    """The field of that name; one that no form here knows counts as free text."""
    try:
        return form.field(name) if form is not None else unknown_field(name)
    except KeyError:
        return unknown_field(name)


def unknown_field(name: str) -> Field:
    """A field of a form we do not have: shown by its name, treated as free text."""
    return Field(name, "narrative", {"es": name}, {}, sensitivity="free")


def _names_people(field: Field) -> bool:
    """Fields that name records are shown by key, so they need no dropping."""
    return field.type in ("person", "record")
