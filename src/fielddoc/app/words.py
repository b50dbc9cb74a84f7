"""What the vault must be told about forms: titles in lists, and words a value is found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc import __version__, forms
from fielddoc.app.facets import VERSION, FacetsOf
from fielddoc.app.naming import field_of
from fielddoc.model.values import Json, Value
from fielddoc.vault import Naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fielddoc.forms import Field, Form, Forms

_REFERENCE = {"case": ("key",)}


def naming(loaded: Forms) -> Naming:
    """Titles by the forms, and as words the labels of terms in every language, so that a search
    for "asfixia" finds what was ticked and not typed.
    """
    version = " ".join(f"{kind}:{form.version}" for kind, form in loaded.kinds.items())
    return Naming(
        {kind: _named_by(form) for kind, form in loaded.kinds.items()},
        _REFERENCE,
        _Words(loaded),
        f"{__version__} {VERSION} {version}",
        FacetsOf(loaded),
    )


def _named_by(form: Form) -> tuple[str, ...]:
    """The fields that name a record, those of former names too."""
    return tuple(name for title in form.title for name in (title, *form.fields[title].was))


class _Words:
    def __init__(self, loaded: Forms) -> None:
        self._forms = loaded

    def __call__(self, kind: str, name: str, value: Value) -> Iterable[str]:
        form = self._forms.kinds.get(kind)
        field = field_of(form, name)
        return () if field is None or value.v is None else self._of(field, value.v)

    def _of(self, field: Field, plain: Json) -> Iterator[str]:
        match field.type:
            case "term" | "terms":
                for term in plain if isinstance(plain, list) else [plain]:
                    for language in ("es", "en"):
                        yield forms.term_label(self._forms, field.vocabulary, term, language)
            case "place":
                yield forms.show(self._forms, field, Value(plain), "es", str)
            case "group":
                for row in plain if isinstance(plain, list) else ():
                    for name, data in row.items() if isinstance(row, dict) else ():
                        inner = field.inner(name)
                        if inner is not None and isinstance(data, dict) and "v" in data:
                            yield from self._of(inner, data["v"])
