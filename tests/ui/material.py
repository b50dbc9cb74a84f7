"""A form with every type of field, small vocabularies and a few invented records."""

from fielddoc.app.rows import RecordRow
from fielddoc.forms import Field, Form, Forms, Section, Term, Vocabulary
from fielddoc.forms.fields import When
from fielddoc.model.dates import parse
from fielddoc.text import catalogue
from fielddoc.ui.forms.editor import Around


def labels(es: str, en: str = "") -> dict[str, str]:
    return {"es": es, "en": en or es}


def field(name: str, type_: str, es: str, **more) -> Field:
    return Field(name, type_, labels(es), more.pop("help", {}), **more)


def vocabulary(name: str, *terms: Term) -> Vocabulary:
    return Vocabulary(name, labels(name), {term.id: term for term in terms})


def term(name: str, es: str, **more) -> Term:
    return Term(name, labels(es), **more)


LISTS = (
    vocabulary("si_no", term("si", "Sí"), term("no", "No")),
    vocabulary(
        "metodos",
        term("golpes", "Golpes con puños", definition=labels("con la mano cerrada")),
        term("asfixia", "Asfixia con bolsa"),
        term("viejo", "Término viejo", retired=True),
    ),
    vocabulary(
        "instituciones",
        term("antigua", "Policía antigua", valid_to=parse("1999-12-31")),
        term("nueva", "Policía nueva", valid_from=parse("2000-01-01")),
    ),
    vocabulary("municipios", term("20067", "Oaxaca de Juárez"), term("12003", "Alcozauca")),
    vocabulary("entidades", term("20", "Oaxaca"), term("12", "Guerrero")),
    vocabulary("sitio", term("cuartel", "Cuartel")),
    vocabulary("localidad_precision", term("inmueble", "Inmueble")),
    vocabulary("regiones_cuerpo", term("mama", "Mama"), term("nasal", "Región nasal")),
    vocabulary("lado", term("izq", "izquierdo"), term("der", "derecho"), term("medio", "medio")),
    vocabulary("lesion_tipo", term("equimosis", "Equimosis")),
    vocabulary("vista_cuerpo", term("anterior", "anterior"), term("posterior", "posterior")),
)
INNER = {
    one.name: one
    for one in (
        field("method", "term", "Método", vocabulary="metodos"),
        field("duration", "text", "Duración"),
        field("date", "date", "Fecha"),
        field("who", "person", "Quién", kinds=("person",)),
        field("note", "narrative", "Nota"),
        field("place", "place", "Lugar"),
        field("site", "mark", "Sitio"),
    )
}
FIELDS = (
    field("title", "text", "Nombre del acto"),
    field("names", "text", "Otros nombres", many=True),
    field("account", "narrative", "Relato", help=labels("Con sus palabras.", "In their words.")),
    field("date", "date", "Fecha"),
    field("time", "time", "Hora"),
    field("count", "number", "Cuántas personas"),
    field("method", "term", "Método", vocabulary="metodos"),
    field("corps", "term", "Institución", vocabulary="instituciones"),
    field("methods", "terms", "Métodos", vocabulary="metodos"),
    field("place", "place", "Lugar"),
    field("victim", "person", "Persona", kinds=("person",)),
    field("witnesses", "person", "Testigos", kinds=("person",), many=True),
    field("event", "record", "Hecho", kinds=("event",)),
    field("rows", "group", "Episodios", fields=INNER),
    field("marks", "mark", "Marcas"),
    field("file", "attachment", "Archivo"),
    field("again", "term", "¿Se repitió?", vocabulary="si_no"),
    field("again_when", "text", "Cuándo se repitió", when=When("again", ("si",))),
)
FORM = Form(
    "act", 1, labels("Acto", "Act"), labels("Actos", "Acts"), "hand", ("title",), (),
    (
        Section("one", labels("Relato", "Account"), {}, FIELDS[:6]),
        Section("two", labels("Detalle", "Detail"), labels("Ayuda de la sección."), FIELDS[6:13]),
        Section("three", labels("Más", "More"), {}, FIELDS[13:]),
    ),
    {one.name: one for one in FIELDS},
)  # fmt: skip
FORMS = Forms({"act": FORM}, {one.id: one for one in LISTS})
ANA, BETO, EVENT = "a" * 32, "b" * 32, "e" * 32
ROWS = {
    row.id: row
    for row in (
        RecordRow(ANA, "person", "c" * 32, "Ana Ñuñez"),
        RecordRow(BETO, "person", "c" * 32, "Beto Cruz"),
        RecordRow(EVENT, "event", "c" * 32, "Detención en la plaza", "1974-08"),
    )
}


def around(language: str = "es") -> Around:
    return Around(catalogue(language), FORMS, dict(ROWS))
