"""A record in words: sections of fields, each with its label and every value somebody gave.

Paper and enclosed data are both made from this, so that they cannot differ.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from fielddoc import forms as asked
from fielddoc.dossier.gather import CaseFile
from fielddoc.dossier.redact import unknown_field
from fielddoc.forms import Field, Forms
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Json, Value
from fielddoc.text import Catalogue


@dataclass(frozen=True, slots=True)
class Told:
    """One value in words, how sure and from where, and who wrote it when."""

    text: str
    doubt: str
    held: Held


@dataclass(frozen=True, slots=True)
class ToldField:
    """A field with all its values: more than one is a conflict."""

    field: Field
    label: str
    values: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ToldSection:
    """A form's section, only the fields that say something."""

    label: str
    fields: tuple[ToldField, ...]


class Teller:
    """Tells the records of one case file in one language."""

    def __init__(self, forms: Forms, file: CaseFile, say: Catalogue) -> None:
        self._forms = forms
        self._names = file.names
        self._say = say
        self._language = say.language
        self._told: dict[str, tuple[ToldSection, ...]] = {}

    def sections(self, record: Record) -> tuple[ToldSection, ...]:
        """Return the record's sections in the form's order; unknown fields come last."""
        if record.id not in self._told:
            self._told[record.id] = tuple(self._sections(record))
        return self._told[record.id]

    def _sections(self, record: Record) -> Iterator[ToldSection]:
        form = self._forms.kinds.get(record.kind)
        left = dict(record.fields)
        for section in form.sections if form is not None else ():
            told: list[ToldField] = []
            for field in section.fields:
                held = [one for name in (field.name, *field.was) for one in left.pop(name, ())]
                told += self._field(field, tuple(held))
            if told:
                yield ToldSection(asked.label(section.labels, self._language), tuple(told))
        others = [
            one for name in sorted(left) for one in self._field(unknown_field(name), left[name])
        ]
        if others:
            yield ToldSection(self._say("Otros datos"), tuple(others))

    def _field(self, field: Field, held: tuple[Held, ...]) -> Iterator[ToldField]:
        values = tuple(
            Told(self.words(field, one.value), asked.doubt(one.value, self._language), one)
            for one in held
            if not one.value.empty
        )
        if len({one.text + one.doubt for one in values}) == 1:
            values = values[:1]
        if values:
            yield ToldField(field, asked.label(field.labels, self._language), values)

    def words(self, field: Field, value: Value) -> str:
        """Return a value in words; a group has a line for each of its parts.

        A value whose shape its field does not foresee, as another program's version may have
        written it, is printed as it is kept: nothing is lost and nothing ends the work.
        """
        try:
            return self._words(field, value)
        except (AttributeError, KeyError, TypeError, ValueError):
            return json.dumps(value.v, ensure_ascii=False)

    def _words(self, field: Field, value: Value) -> str:
        if value.nothing is not None:
            return asked.nothing_label(value.nothing, self._language)
        if field.type == "group" and isinstance(value.v, list):
            many = len(value.v) > 1
            rows = [list(self._row(field, row)) for row in value.v]
            return "\n".join(
                f"{number}. {line}" if many and at == 0 else line
                for number, lines in enumerate(rows, 1)
                for at, line in enumerate(lines)
            )
        shown = asked.show(self._forms, field, value, self._language, self._names)
        if field.type in ("date", "time", "number") and str(value.v) not in shown:
            shown += f" [{value.v}]"
        return shown

    def _row(self, field: Field, row: dict[str, Json]) -> Iterator[str]:
        for name in (*field.fields, *(other for other in row if other not in field.fields)):
            if name not in row:
                continue
            value = Value.from_json(row[name])
            if value.empty:
                continue
            inner = field.inner(name) or unknown_field(name)
            doubt = asked.doubt(value, self._language)
            label = asked.label(inner.labels, self._language)
            yield f"{label}: {self.words(inner, value)}" + (f" [{doubt}]" if doubt else "")
