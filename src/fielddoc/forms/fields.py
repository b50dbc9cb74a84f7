"""What a form is: fields in sections, and the vocabularies their terms come from. No I/O."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fielddoc.forms.finder import Finder
from fielddoc.forms.vocabulary import Vocabulary
from fielddoc.model.values import Json

TYPES = (
    "text", "narrative", "date", "time", "number", "term", "terms", "place", "person", "record",
    "group", "mark", "attachment",
)  # fmt: skip
"""Every field type. Each has one widget, one check and one way onto paper."""

SENSITIVITY = (
    "none", "free", "identity", "contact", "location", "intimate", "third_party", "internal",
)  # fmt: skip
"""What redaction must do with a field: nothing; look for names in free text; and so on.
`internal` is the team's own and stands on no paper."""

MUNICIPALITIES, STATES = "municipios", "entidades"

AREAS = ("people", "testimony", "acts", "search", "care", "evidence", "proceedings", "more")
"""Parts of a case in which its records are listed together."""

ROLES = ("documenter", "clinician", "lawyer", "coordinator")
"""Who may fill a field; a documenter never assigns a degree of consistency (LGPIST 44)."""

NEEDED_FOR = (
    "field_sheet", "legal_dossier", "report_85", "wgeid", "ced_30", "sr_torture",
    "iachr_petition", "iachr_measures", "istanbul",
)  # fmt: skip
"""The papers that cannot go out without a field: field sheet, legal dossier, report under
article 85 LGMDFP, UN working group, CED article 30, UN rapporteur on torture, petition and
measures before the IACHR, Istanbul Protocol."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition: the field is asked only while `field` holds one of `values`."""

    field: str
    values: tuple[str, ...]

    def holds(self, answer: Json) -> bool:
        """Say whether the other field's plain value fulfils the condition."""
        given = answer if isinstance(answer, list) else [answer]
        return any(value in given for value in self.values)


@dataclass(frozen=True, slots=True)
class Field:
    """One question: what it is called, what may be answered and who must not see it."""

    name: str
    type: str
    labels: Mapping[str, str]
    help: Mapping[str, str]
    vocabulary: str | None = None
    many: bool = False
    kinds: tuple[str, ...] = ()
    sensitivity: str = "none"
    needed_for: tuple[str, ...] = ()
    role: str | None = None
    when: When | None = None
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    long: bool = False
    retired: bool = False
    was: tuple[str, ...] = ()

    def inner(self, name: str) -> "Field | None":
        """Return the field of a group called `name`, now or formerly; None for another."""
        return find(self.fields, name)


def find(fields: Mapping[str, Field], name: str) -> Field | None:
    """Return the field called `name`, now or formerly; None where there is none."""
    found = fields.get(name)
    return found or next((item for item in fields.values() if name in item.was), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A few fields that belong together on a page."""

    id: str
    labels: Mapping[str, str]
    help: Mapping[str, str]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of record. `title` names it in lists; `title_or` does where `title` is empty.

    `needed_for`: recipients who cannot act without at least one record of the kind. `area`: the
    part of the case, one of `AREAS`. `internal`: the team's own, on no paper at all. `renames`:
    some of its fields had another name before.
    """

    kind: str
    version: int
    labels: Mapping[str, str]
    plural: Mapping[str, str]
    icon: str
    title: tuple[str, ...]
    title_or: tuple[str, ...]
    sections: tuple[Section, ...]
    fields: Mapping[str, Field]
    needed_for: tuple[str, ...] = ()
    area: str = "more"
    internal: bool = False
    renames: bool = False

    def field(self, name: str) -> Field:
        """Return the field called `name`, now or formerly; raise `KeyError` for another."""
        found = find(self.fields, name)
        if found is None:
            raise KeyError(name)
        return found


@dataclass(frozen=True, slots=True)
class Forms:
    """Every kind of record and every vocabulary; `kinds` is in the order of the menu."""

    kinds: Mapping[str, Form]
    vocabularies: Mapping[str, Vocabulary]
    _finders: dict[str, Finder] = field(default_factory=dict, repr=False, compare=False)

    def finder(self, vocabulary: str) -> Finder:
        """Return the search of a vocabulary's terms, retired ones aside; made when first asked for.

        Municipalities are also found by their state's name, other terms by their group's.
        """
        if vocabulary not in self._finders:
            listed = self.vocabularies[vocabulary]
            above = {name: " ".join(labels.values()) for name, labels in listed.groups.items()}
            if vocabulary == MUNICIPALITIES:
                states = self.vocabularies[STATES].terms.values()
                above = {
                    state.id: " ".join((*state.labels.values(), *state.was)) for state in states
                }
            self._finders[vocabulary] = Finder(listed.offered(), above)
        return self._finders[vocabulary]

    def all_fields(self) -> Iterator[tuple[Form, tuple[str, ...], Field]]:
        """Yield every field with its form and its path: one name, or more inside groups."""
        for form in self.kinds.values():
            yield from ((form, path, item) for path, item in _walk((), form.fields))


def _walk(
    above: tuple[str, ...], fields: Mapping[str, Field]
) -> Iterator[tuple[tuple[str, ...], Field]]:
    for item in fields.values():
        path = (*above, item.name)
        yield path, item
        yield from _walk(path, item.fields)


def label(labels: Mapping[str, str], language: str) -> str:
    """Return the label in `language`, else in Spanish, else in any."""
    return labels.get(language) or labels.get("es") or next(iter(labels.values()), "")
