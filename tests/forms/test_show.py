"""A value as a person reads it, for every type, in both languages."""

from typing import Any

import pytest

from fielddoc import forms
from fielddoc.forms import Field, Forms
from fielddoc.model.ids import new_id
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Nothing, Value

ANA, LUZ = new_id(), new_id()
NAMES = {ANA: "Ana Ejemplo", LUZ: "Luz Prueba"}


def name_of(record: str) -> str:
    return NAMES[record]


SHOWN: list[tuple[str, str, Any, str, str]] = [
    ("case", "name", "Caso Ejemplo", "Caso Ejemplo", "Caso Ejemplo"),
    ("case", "commission_case_no", ["12.001", "12.002"], "12.001; 12.002", "12.001; 12.002"),
    ("event", "type", "detencion", "Detención", "Arrest"),
    ("event", "type", {"text": "otra cosa"}, "otra cosa", "otra cosa"),
    ("event", "type", "a_later_term", "a_later_term", "a_later_term"),
    ("event", "acts", ["020111110000", {"text": "más"}], "Tortura; más", "Torture; más"),
    ("event", "regarding", [ANA, LUZ], "Ana Ejemplo; Luz Prueba", "Ana Ejemplo; Luz Prueba"),
    ("relation", "from", ANA, "Ana Ejemplo", "Ana Ejemplo"),
    (
        "event", "place",
        {"text": "brecha", "entity": "20", "municipality": "20067", "precision": "paraje"},
        "brecha, Oaxaca de Juárez, Oaxaca (Paraje)",
        "brecha, Oaxaca de Juárez, Oaxaca (Spot in the country)",
    ),
    (
        "event", "place", {"entity": "20", "municipality": "067"},
        "Oaxaca de Juárez, Oaxaca", "Oaxaca de Juárez, Oaxaca",
    ),
    (
        "event", "place", {"municipality": "09015"},
        "Cuauhtémoc, Ciudad de México", "Cuauhtémoc, Mexico City",
    ),
    ("event", "place", {"precision": "sobre el puente"}, "(sobre el puente)", "(sobre el puente)"),
    (
        "injury", "marks",
        [{"view": "posterior", "x": 0.1, "y": 0.2, "region": "talon", "side": "izq",
          "kind": "cicatriz", "length_mm": 12, "width_mm": 3, "colour": "rojo"}],
        "Talón, Izquierdo, Vista posterior, Cicatriz, 12 × 3 mm, rojo",
        "Heel, Left, Back view, Scar, 12 × 3 mm, rojo",
    ),
    (
        "evidence", "file", {"sha256": "0" * 64, "size": 3, "name": "cerámica.pdf", "media": "x"},
        "cerámica.pdf", "cerámica.pdf",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "plain", "es", "en"), SHOWN)
def test_a_value_in_words(known: Forms, kind: str, name: str, plain: Any, es: str, en: str) -> None:
    field = known.kinds[kind].field(name)
    assert forms.show(known, field, Value(plain), "es", name_of) == es
    assert forms.show(known, field, Value(plain), "en", name_of) == en


def test_a_group_comes_as_numbered_lines_with_how_sure_each_part_is(known: Forms) -> None:
    field = known.kinds["event"].field("authors")
    rows = [
        {
            "degree": {"v": "directo"},
            "institution_said": {"v": "los del retén", "confidence": "low", "source": "vecina"},
        },
        {"count": {"v": "8..10"}, "unit": {"nothing": "unknown"}, "later": {"v": "clave nueva"}},
    ]
    assert forms.show(known, field, Value(rows), "es", name_of) == (
        "1. Institución, como se dijo: los del retén [confianza baja; fuente: vecina]; "
        "Grado de involucramiento: Participó directamente\n"
        "2. Unidad, batallón o agencia: No se sabe; Número de personas: entre 8 y 10; "
        "later: clave nueva"
    )


def test_a_single_line_has_no_number(known: Forms) -> None:
    field = known.kinds["case"].field("other_numbers")
    value = Value([{"number": {"v": "7/26"}}])
    assert forms.show(known, field, value, "es", name_of) == "Número: 7/26"


def test_each_kind_of_nothing_has_its_words(known: Forms) -> None:
    field = known.kinds["person"].field("given_names")
    shown = [forms.show(known, field, Value(nothing=nothing), "es", name_of) for nothing in Nothing]
    assert shown == ["No se preguntó", "No se sabe", "No quiso responder", ""]
    assert forms.show(known, field, Value(), "es", name_of) == ""


def record(kind: str, /, **fields: Any) -> Record:
    held = {name: (Held("e", Value(plain), "a", ""),) for name, plain in fields.items()}
    return Record(new_id(), kind, None, held)


TITLES: list[tuple[Record, str]] = [
    (record("person", given_names="Ana", surname1="Ejemplo", surname2="Luz"), "Ana Ejemplo Luz"),
    (record("person", surname1="Ejemplo"), "Ejemplo"),
    (record("person", full_name="Ana de la Prueba", key="V1"), "Ana de la Prueba"),
    (record("person", key="V1"), "V1"),
    (record("person"), "Persona"),
    (record("event", type="detencion", date="1979-08~"), "Detención · alrededor de agosto de 1979"),
    (
        record("relation", **{"from": ANA, "kind": "madre", "to": [LUZ]}),
        "Ana Ejemplo · Madre · Luz Prueba",
    ),
    (record("unknown_kind", name="x"), "unknown_kind"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "expected"), TITLES)
def test_what_a_record_is_called(known: Forms, made: Record, expected: str) -> None:
    assert forms.title(known, made, "es", name_of) == expected


def test_doubt_is_said_only_where_somebody_said_it() -> None:
    assert forms.doubt(Value("x"), "es") == ""
    assert forms.doubt(Value("x", confidence="medium"), "es") == "confianza media"


def test_a_label_falls_back_on_spanish() -> None:
    assert forms.label({"es": "Caso"}, "en") == "Caso"
    field = Field("a", "text", {"es": "A"}, {})
    assert forms.show(Forms({}, {}), field, Value("x"), "en", name_of) == "x"
