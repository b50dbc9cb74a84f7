"""Why a value was not accepted, in a sentence beside its field. Nothing typed is ever removed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fielddoc.forms import Field, Forms, why_not
from fielddoc.model.values import Nothing, Value
from fielddoc.text import N_, Catalogue

SENTENCES = {
    "date": N_("No es una fecha completa o válida. Revise día, mes y año, o elija otra precisión."),
    "time": N_("No es una hora. Escriba por ejemplo 15:00; marque «aproximada» si no es exacta."),
    "number": N_("No es un número. Escriba por ejemplo 43, ~11 (unos once) u 8..10."),
    "record-id": N_("Nadie ni nada en este caso se llama así. Elija de la lista o añádalo."),
    "unknown-term": N_("Ese término no está en la lista."),
    "duplicate": N_("Está dos veces en la lista."),
    "place": N_("Al lugar le falta una parte."),
    "mark": N_("La marca no está dentro del dibujo."),
    "attachment": N_("El archivo no se guardó bien. Vuelva a elegirlo."),
}
OTHER = N_("No se entiende lo escrito. Sigue aquí: corríjalo o déjelo en el borrador.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Which field was refused and why; inside a group also the row (from 0) and its field."""

    field: str
    reason: str
    row: int | None = None
    inner: str | None = None


def sentence(reason: str, say: Catalogue) -> str:
    """Say a reason of `forms.check` to the person who typed."""
    return say(SENTENCES.get(reason, OTHER))


def to_save(values: Mapping[str, Value]) -> dict[str, Value]:
    """An emptied field is emptied on purpose (`model.values.Nothing.CLEARED`)."""
    return {
        name: Value(nothing=Nothing.CLEARED) if value.empty else value
        for name, value in values.items()
    }


def refusals(
    fields: Mapping[str, Field], values: Mapping[str, Value], forms: Forms
) -> list[Refusal]:
    """Return what would be refused of `values`, in the order of the form."""
    found: list[Refusal] = []
    for name, field in fields.items():
        if name not in values:
            continue
        reason = why_not(field, values[name], forms)
        if reason is not None:
            inner = next(_inside(field, values[name], forms), None)
            found.append(inner or Refusal(name, reason))
    return found


def _inside(field: Field, value: Value, forms: Forms) -> Iterator[Refusal]:
    if field.type != "group" or not isinstance(value.v, list):
        return
    for at, row in enumerate(value.v):
        for name, inner in field.fields.items():
            if name in row:
                reason = why_not(inner, Value.from_json(row[name]), forms)
                if reason is not None:
                    yield Refusal(field.name, reason, at, name)
