"""What records and people are called, remembered for as long as one query lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.errors import RecordUnknown

if TYPE_CHECKING:
    from fielddoc.app.session import Session
    from fielddoc.forms import Field, Form
    from fielddoc.model.record import Record
    from fielddoc.model.values import Value


def field_of(form: Form | None, name: str) -> Field | None:
    """The field of that name, now or formerly; None where no form knows it."""
    try:
        return form.field(name) if form else None
    except KeyError:
        return None


_DEEP = 3
"""A title may name records whose titles name records (relation → person); a ring ends here."""


class Names:
    """Titles of records, names of authors and readable values, in the session's language."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._titles: dict[str, str] = {}
        self._authors: dict[str, str] = {}
        self._depth = 0

    def title_of(self, record: Record) -> str:
        """What a record in the hand is called."""
        if record.id not in self._titles:
            self._titles[record.id] = self._make_title(record)
        return self._titles[record.id]

    def name_of(self, record: str) -> str:
        """What the record with this id is called; a short id when it is not here (yet)."""
        if record in self._titles:
            return self._titles[record]
        if self._depth >= _DEEP:
            return record[:8]
        self._depth += 1
        try:
            return self.title_of(self._session.vault.record(record))
        except RecordUnknown:
            return record[:8]
        finally:
            self._depth -= 1

    def author(self, fingerprint: str) -> str:
        """The name of an author as we know it."""
        if fingerprint not in self._authors:
            self._authors[fingerprint] = self._session.vault.author(fingerprint).name
        return self._authors[fingerprint]

    def shown(self, field: Field | None, value: Value) -> str:
        """A value as a person reads it; of a field that no form knows, as it is."""
        if field is None:
            return forms.plainly(value.v)
        return forms.show(self._session.forms, field, value, self._session.language, self.name_of)

    def label(self, form: Form | None, name: str) -> str:
        """What a field is called; one that no form knows keeps its own name."""
        found = field_of(form, name)
        return forms.label(found.labels, self._session.language) if found else name

    def _make_title(self, record: Record) -> str:
        form = self._session.forms.kinds.get(record.kind)
        if form is None:
            return f"{record.kind} {record.id[:8]}"
        language = self._session.language
        made = forms.title(self._session.forms, record, language, self.name_of)
        return made or f"{forms.label(form.labels, language)} {record.id[:8]}"
