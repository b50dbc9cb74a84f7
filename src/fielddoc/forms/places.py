"""Places in words: what was said, then municipality and state by INEGI's keys."""

from collections.abc import Mapping

from fielddoc.forms.fields import Forms, label
from fielddoc.model.values import Json

PARTS = ("text", "entity", "municipality", "kind", "precision")
"""Keys of a place: the words; the state's key ("12"); the municipality's ("12003"); kind of
place (vocabulary `sitio`); how exact it is (vocabulary `localidad_precision`)."""


def municipality_id(place: Mapping[str, Json]) -> str:
    """Return the five-digit key of the municipality, also where only its own three are given."""
    entity, municipality = str(place.get("entity") or ""), str(place.get("municipality") or "")
    return entity + municipality if len(municipality) == 3 and entity else municipality


def place_in_words(forms: Forms, place: Mapping[str, Json], language: str) -> str:
    """Say a place: words, municipality, state; then kind and precision in brackets."""
    parts = [str(place["text"])] if place.get("text") else []
    municipality = municipality_id(place)
    if municipality:
        parts.append(_label(forms, "municipios", municipality, language))
    entity = str(place.get("entity") or municipality[:2])
    if entity:
        parts.append(_label(forms, "entidades", entity, language))
    more = [
        _label(forms, vocabulary, str(place[key]), language)
        for key, vocabulary in (("kind", "sitio"), ("precision", "localidad_precision"))
        if place.get(key)
    ]
    said = ", ".join(parts)
    return f"{said} ({'; '.join(more)})".strip() if more else said


def _label(forms: Forms, vocabulary: str, term: str, language: str) -> str:
    known = forms.vocabularies[vocabulary].terms.get(term)
    return label(known.labels, language) if known else term
