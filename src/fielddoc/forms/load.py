"""Reading the forms: strictly, so that a mistake in a file is told with its file and line.

Reasons a `FormRefused` may carry: those of `strict.Table`, and unknown-value, unknown-field,
unknown-kind, unknown-section, duplicate, date, needs-vocabulary, needs-fields, not-for-type.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from fielddoc.errors import FormRefused
from fielddoc.forms.fields import (
    AREAS,
    NEEDED_FOR,
    ROLES,
    SENSITIVITY,
    TYPES,
    Field,
    Form,
    Forms,
    Section,
    When,
)
from fielddoc.forms.strict import Table, read
from fielddoc.forms.vocabulary import Vocabularies

_MANY = ("text", "person", "record")
"""Types whose value may be a list; `terms`, `group` and `mark` always are one."""


def load(folder: Path) -> Forms:
    """Read `folder/forms/*.toml`; vocabularies of `folder/vocabularies` when first used.

    A file without `kind` holds sections that forms include. Raises `FormRefused`.
    """
    vocabularies = Vocabularies(folder / "vocabularies")
    files = [read(file) for file in sorted((folder / "forms").glob("*.toml"))]
    if not files:
        raise FormRefused(file=str(folder / "forms"), line=0, reason="unreadable", what="")
    kinds = tuple(table.name("kind") for table in files if "kind" in table)
    reader = _Reader(vocabularies, kinds)
    for table in files:
        if "kind" not in table:
            reader.share(table)
    ordered: list[tuple[int, str, Form]] = []
    for table in files:
        if "kind" in table:
            form = reader.form(table)
            ordered.append((table.number("order", 1000), form.kind, form))
            table.done()
    return Forms({kind: form for _, kind, form in sorted(ordered, key=_place)}, vocabularies)


def _place(entry: tuple[int, str, Form]) -> tuple[int, str]:
    return entry[0], entry[1]


class _Reader:
    """Reads forms that share vocabularies, kinds and included sections."""

    def __init__(self, vocabularies: Vocabularies, kinds: tuple[str, ...]) -> None:
        self._vocabularies = vocabularies
        self._kinds = kinds
        self._shared: dict[str, Section] = {}
        self._read: set[str] = set()
        self._conditions: dict[int, Table] = {}

    def share(self, table: Table) -> None:
        """Keep the sections of a file that is no form, for forms to include."""
        for part in table.tables("section"):
            section = self._section(part)
            if section.id in self._shared:
                part.refuse("duplicate", section.id, "id")
            self._shared[section.id] = section
        table.done()

    def form(self, table: Table) -> Form:
        """Read one kind of record, all but its `order`."""
        kind = table.name("kind")
        if kind in self._read:
            table.refuse("duplicate", kind, "kind")
        self._read.add(kind)
        sections = tuple(self._sections(table, _role(table, None)))
        fields: dict[str, Field] = {}
        for section in sections:
            for item in section.fields:
                if item.name in fields:
                    table.refuse("duplicate", item.name)
                fields[item.name] = item
        self._check_conditions(fields)
        title, title_or = table.texts("title"), table.texts("title_or")
        for key, names in (("title", title), ("title_or", title_or)):
            for name in names:
                if name not in fields:
                    table.refuse("unknown-field", name, key)
        if not title:
            table.refuse("missing", "title", "title")
        return Form(
            kind=kind,
            version=table.number("version"),
            labels=table.labels(),
            plural=table.bilingual("plural") or table.refuse("missing", "plural"),
            icon=table.name("icon"),
            title=title,
            title_or=title_or,
            sections=sections,
            fields=fields,
            needed_for=table.texts("needed_for", NEEDED_FOR),
            area=table.choice("area", AREAS, "more"),
            internal=table.flag("internal"),
            renames=any(_renames(item) for item in fields.values()),
        )

    def _check_conditions(self, fields: Mapping[str, Field]) -> None:
        """Refuse a condition on a field that is not asked on the same page or in the same group."""
        for item in fields.values():
            if item.when is not None and item.when.field not in fields:
                self._conditions[id(item)].refuse("unknown-field", item.when.field, "when")

    def _sections(self, table: Table, role: str | None) -> Iterable[Section]:
        seen: set[str] = set()
        for part in table.tables("section"):
            section = self._included(part) if "include" in part else self._section(part, role)
            if section.id in seen:
                part.refuse("duplicate", section.id)
            seen.add(section.id)
            yield section

    def _included(self, part: Table) -> Section:
        name = part.name("include")
        if name not in self._shared:
            part.refuse("unknown-section", name, "include")
        part.done()
        return self._shared[name]

    def _section(self, part: Table, role: str | None = None) -> Section:
        section = Section(
            id=part.name("id"),
            labels=part.labels(),
            help=part.bilingual("help"),
            fields=tuple(self._fields(part, _role(part, role)).values()),
        )
        part.done()
        return section

    def _fields(self, part: Table, role: str | None) -> Mapping[str, Field]:
        found: dict[str, Field] = {}
        for table in part.tables("field"):
            item = self._field(table, role)
            if item.name in found:
                table.refuse("duplicate", item.name, "name")
            found[item.name] = item
            if item.when is not None:
                self._conditions[id(item)] = table
        return found

    def _field(self, table: Table, around: str | None) -> Field:
        kind = table.choice("type", TYPES)
        role = _role(table, around)
        fields = self._fields(table, role) if kind == "group" else {}
        item = Field(
            name=table.name("name"),
            type=kind,
            labels=table.labels(),
            help=table.bilingual("help"),
            vocabulary=self._vocabulary(table, kind),
            many=self._many(table, kind),
            kinds=table.texts("kinds", self._kinds),
            sensitivity=table.choice("sensitivity", SENSITIVITY, "none"),
            needed_for=table.texts("needed_for", NEEDED_FOR),
            role=role,
            when=_when(table),
            fields=fields,
            long=table.flag("long"),
            retired=table.flag("retired"),
            was=table.texts("was"),
        )
        self._check_conditions(fields)
        if kind == "group" and not fields:
            table.refuse("needs-fields", item.name)
        if item.kinds and kind not in ("person", "record", "mark"):
            table.refuse("not-for-type", "kinds", "kinds")
        table.done()
        return item

    def _vocabulary(self, table: Table, kind: str) -> str | None:
        name = table.text("vocabulary", "")
        if kind not in ("term", "terms"):
            return table.refuse("not-for-type", "vocabulary", "vocabulary") if name else None
        if not name:
            table.refuse("needs-vocabulary", kind)
        if name not in self._vocabularies:
            table.refuse("unknown-value", name, "vocabulary")
        return name

    def _many(self, table: Table, kind: str) -> bool:
        many = table.flag("many")
        if many and kind not in _MANY:
            table.refuse("not-for-type", "many", "many")
        return many


def _renames(field: Field) -> bool:
    return bool(field.was) or any(_renames(inner) for inner in field.fields.values())


def _role(table: Table, around: str | None) -> str | None:
    """Who fills a field: as it says itself, else its group, section or form."""
    return table.choice("role", ROLES, "") or around


def _when(table: Table) -> When | None:
    condition = table.table("when")
    if condition is None:
        return None
    found = When(condition.name("field"), condition.texts("is"))
    if not found.values:
        condition.refuse("missing", "is")
    condition.done()
    return found
