"""A value as a person reads it, in Spanish or English: never a code where there is a label."""

from collections.abc import Callable, Mapping

from fielddoc.forms.fields import Field, Forms, label
from fielddoc.forms.places import place_in_words
from fielddoc.forms.spoken import date_in_words, number_in_words, time_in_words
from fielddoc.forms.versions import plainly
from fielddoc.model.ids import is_id
from fielddoc.model.values import Json, Nothing, Value
from fielddoc.text import N_, Catalogue, catalogue

NameOf = Callable[[str], str]
NOTHING = {
    Nothing.NOT_ASKED: N_("No se preguntó"),
    Nothing.UNKNOWN: N_("No se sabe"),
    Nothing.DECLINED: N_("No quiso responder"),
    Nothing.CLEARED: "",
}
CONFIDENCE = {
    "high": N_("confianza alta"),
    "medium": N_("confianza media"),
    "low": N_("confianza baja"),
}


def show(forms: Forms, field: Field, value: Value, language: str, name_of: NameOf) -> str:
    """Return the value in words; empty where there is none.

    `name_of` gives the name of a record by its id. A group comes as one line for each of its
    parts. Conflicts, and how sure the value as a whole is (`doubt`), are the caller's to show. A
    value whose shape the field does not foresee (its type has changed since, or a newer program
    wrote it) is said plainly: nothing is hidden.
    """
    say = catalogue(language)
    if value.nothing is not None:
        said = NOTHING[value.nothing]
        return say(said) if said else ""
    if value.empty:
        return ""
    try:
        return _Teller(forms, say, name_of).tell(field, value.v)
    except (AttributeError, KeyError, TypeError, ValueError):
        return plainly(value.v)


def doubt(value: Value, language: str) -> str:
    """Return how sure a value is and where it comes from, or nothing if nobody said so."""
    say = catalogue(language)
    parts = [say(CONFIDENCE[value.confidence])] if value.confidence in CONFIDENCE else []
    if value.source:
        parts.append(say("fuente: {source}", source=value.source))
    return "; ".join(parts)


def nothing_label(nothing: Nothing, language: str) -> str:
    """Return the words for a kind of nothing."""
    said = NOTHING[nothing]
    return catalogue(language)(said) if said else ""


def term_label(forms: Forms, vocabulary: str | None, term: Json, language: str) -> str:
    """Return a term's label; a proposal's text; the id itself where the term is not known."""
    if isinstance(term, Mapping):
        return plainly(term)
    if vocabulary is None or vocabulary not in forms.vocabularies:
        return str(term)
    known = forms.vocabularies[vocabulary].terms.get(str(term))
    return label(known.labels, language) if known else str(term)


class _Teller:
    """Tells values in one language, naming records by `name_of`."""

    def __init__(self, forms: Forms, say: Catalogue, name_of: NameOf) -> None:
        self._forms = forms
        self._say = say
        self._name_of = name_of

    def tell(self, field: Field, plain: Json) -> str:
        """Return a plain value of the field in words."""
        say = self._say
        match field.type:
            case "date":
                return date_in_words(plainly(plain), say)
            case "time":
                return time_in_words(plainly(plain), say)
            case "number":
                return number_in_words(plainly(plain), say)
            case "term" | "terms":
                return "; ".join(
                    term_label(self._forms, field.vocabulary, term, say.language)
                    for term in _items(plain)
                )
            case "person" | "record":
                return "; ".join(
                    self._name_of(record) if is_id(record) else plainly(record)
                    for record in _items(plain)
                )
            case "place":
                return place_in_words(self._forms, plain, say.language)
            case "mark":
                return "\n".join(self._mark(mark) for mark in _items(plain))
            case "attachment":
                return str(plain["name"])
            case "group":
                return self._group(field, _items(plain))
            case _:
                return "; ".join(map(plainly, _items(plain)))

    def _group(self, field: Field, rows: list[Json]) -> str:
        told = [self._row(field, row) for row in rows]
        if len(told) < 2:
            return "\n".join(told)
        return "\n".join(f"{number}. {line}" for number, line in enumerate(told, 1))

    def _row(self, field: Field, row: Mapping[str, Json]) -> str:
        parts = []
        names = [*field.fields, *(name for name in row if name not in field.fields)]
        for name in names:
            if name not in row:
                continue
            value = Value.from_json(row[name])
            inner = field.inner(name)
            if inner is None:
                text, called = plainly(value.v), name
            else:
                text = show(self._forms, inner, value, self._say.language, self._name_of)
                called = label(inner.labels, self._say.language)
            if text:
                sure = doubt(value, self._say.language)
                parts.append(f"{called}: {text}" + (f" [{sure}]" if sure else ""))
        return "; ".join(parts)

    def _mark(self, mark: Mapping[str, Json]) -> str:
        """Say where a mark is and what it is like; its point is for the drawing."""
        language = self._say.language
        parts = []
        if mark.get("region"):
            region = term_label(self._forms, "regiones_cuerpo", mark["region"], language)
            parts.append(region)
        if mark.get("side"):
            parts.append(term_label(self._forms, "lado", mark["side"], language))
        if mark.get("view"):
            parts.append(term_label(self._forms, "vista_cuerpo", mark["view"], language))
        if mark.get("kind"):
            parts.append(term_label(self._forms, "lesion_tipo", mark["kind"], language))
        size = " × ".join(str(mark[name]) for name in ("length_mm", "width_mm") if mark.get(name))
        parts += [f"{size} mm"] if size else []
        parts += [str(mark[name]) for name in ("colour", "shape", "age") if mark.get(name)]
        parts += [self._name_of(str(mark["photo"]))] if mark.get("photo") else []
        parts += [str(mark["note"])] if mark.get("note") else []
        return ", ".join(parts)


def _items(plain: Json) -> list[Json]:
    return plain if isinstance(plain, list) else [plain]
