"""What the demonstration documents: two cases about people who do not exist.

Every name says that it is invented; no place is more exact than a municipality, and what
happens is told the way such things are told, without being anybody's story. Values that begin
with `@` name another record of the same case by its key.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fielddoc.model.values import Json, Nothing, Value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page that is filled in: the record's key within the case, its kind and its fields."""

    key: str
    kind: str
    fields: Mapping[str, Value]


def said(v: Json, confidence: str | None = None, source: str | None = None) -> Value:
    """A value as somebody told it."""
    return Value(v, None, confidence, source)


def row(**fields: Json) -> dict[str, Json]:
    """One row of a group; plain values become values."""
    return {
        name: (value if isinstance(value, Value) else Value(value)).to_json()
        for name, value in fields.items()
    }


UNKNOWN = Value(nothing=Nothing.UNKNOWN)
NOT_ASKED = Value(nothing=Nothing.NOT_ASKED)
DECLINED = Value(nothing=Nothing.DECLINED)


def _consent(key: str, person: str, purpose: str, answer: str = "si", **more: Json) -> Sheet:
    fields = {
        "person": said(f"@{person}"),
        "purpose": said(purpose),
        "answer": said(answer),
        "form": said("firma"),
        "date": said("2023-05-11"),
        "explained": said(["quienes_somos", "finalidad", "voluntario", "retiro"]),
        "said_back": said("Que ella decide qué sale de aquí y que puede arrepentirse."),
        "asked_by": said("Documentadora de práctica"),
        "copy_given": said("si"),
    }
    return Sheet(key, "consent", {**fields, **{name: said(value) for name, value in more.items()}})


DISAPPEARANCE: tuple[Sheet, ...] = (
    Sheet("case", "case", {
        "name": said("Tadeo Ejemplo Ficticio (práctica)"),
        "key": said("PRACTICA-01"),
        "summary": said(
            "Una madre cuenta que soldados se llevaron a su hijo en un retén, de noche, y que "
            "nadie le ha dicho desde entonces dónde está. Todo en este caso es inventado."
        ),
        "matters": said(["desaparicion_forzada"]),
        "opened": said("2023-05-11"),
        "author_organisation": said("Colectivo inventado de práctica"),
    }),
    Sheet("tadeo", "person", {
        "given_names": said("Tadeo", "high"),
        "surname1": said("Ejemplo", "high"),
        "surname2": said("Ficticio", "high"),
        "case_roles": said(["victima_directa"]),
        "victim_kind": said("directa"),
        "sex": said("hombre"),
        "birth_date": said("1999-02~", "medium", "La madre no recuerda el día"),
        "occupation": said("ayudante de albañil"),
        "curp": UNKNOWN,
        "disability": NOT_ASKED,
        "statuses": said([row(status="desaparecida", date="2023-04-29/..")]),
        "description": said("Cicatriz pequeña en la ceja izquierda; camisa a cuadros azul."),
    }),
    Sheet("rosalba", "person", {
        "given_names": said("Rosalba"),
        "surname1": said("Ficticia"),
        "surname2": said("Inventada"),
        "case_roles": said(["familiar", "reportante", "victima_indirecta"]),
        "victim_kind": said("indirecta"),
        "sex": said("mujer"),
        "language": said("nahuatl"),
        "safe_contact": said("Solo por la tarde y nunca por mensaje."),
        "phones": DECLINED,
    }),
    Sheet("relation", "relation", {
        "from": said("@rosalba"), "kind": said("madre"), "to": said(["@tadeo"]),
    }),
    _consent("consent_interview", "rosalba", "entrevista"),
    _consent("consent_court", "rosalba", "presentar_nacional"),
    _consent("consent_team", "rosalba", "compartir_equipo"),
    _consent("consent_public", "rosalba", "publicar_identidad", "no"),
    _consent("consent_tadeo_court", "tadeo", "presentar_nacional",
             source_of_consent="La da su madre mientras él no pueda decidir."),
    _consent("consent_tadeo_team", "tadeo", "compartir_equipo",
             source_of_consent="La da su madre mientras él no pueda decidir."),
    Sheet("interview", "interview", {
        "people": said(["@rosalba"]),
        "date": said("2023-05-11"),
        "time": said("~16:00"),
        "place": said({"text": "casa de una vecina", "entity": "12", "precision": "municipio"}),
        "mode": said("presencial"),
        "interviewer": said("Documentadora de práctica"),
        "language": said("nahuatl"),
        "interpreters": said([row(name="Intérprete de práctica", language="nahuatl",
                                  accepted="si", presence="presente todo el tiempo")]),
        "testimony": said(
            "Yo estaba despierta porque lo esperaba a cenar.\n\n"
            "El muchacho que venía con él llegó corriendo y dijo que en el retén los bajaron del "
            "carro. Que eran como ocho soldados, que a mi Tadeo le preguntaron de dónde venía y "
            "que lo subieron a una camioneta verde. Al otro lo dejaron ir.\n\n"
            "Fui al cuartel esa misma noche. Me dijeron que ahí no detienen a nadie. Fui tres "
            "veces. La tercera vez ya no me abrieron."
        ),
        "breaks": said("Una pausa larga al hablar del cuartel; pidió seguir."),
        "read_back": said("si"),
        "corrections": said("Corrigió el color de la camioneta: verde, no gris."),
        "needs": said(["psicologica", "legal"]),
    }),
    Sheet("act", "disappearance", {
        "regarding": said(["@tadeo"]),
        "description": said("Detenido en un retén al volver del trabajo; no se sabe de él."),
        "acts": said(["030101000000", "030103000000"]),
        "date": said("2023-04-29/..", "high", "La madre y el acompañante coinciden"),
        "time": said("~22:30"),
        "conflicting_dates": said([row(date="2023-04-30", according_to="Oficio del cuartel",
                                       note="El oficio pone la fecha del día siguiente")]),
        "place": said({"text": "retén en la carretera", "entity": "12", "municipality": "12001",
                       "kind": "reten", "precision": "tramo_carretero"}),
        "deprivation": said("si"),
        "deprivation_facts": said("Lo bajaron del carro y lo subieron a una camioneta verde."),
        "capture_method": said("reten_operativo"),
        "order_shown": said("no"),
        "state_link": said("si"),
        "state_link_facts": said("Uniforme, armas largas y camioneta oficial."),
        "authors": said([row(
            institution_said="soldados, los del cuartel", institution="defensa",
            author_type="fuerzas_armadas", degree="directo", count="~8",
            features=["uniforme", "armas", "color_de_vehiculo"],
            how_known="Lo vio el acompañante y se lo contó a la madre esa noche",
        )]),
        "refusal": said("si"),
        "refusal_facts": said("En el cuartel negaron la detención tres veces."),
        "reactions": said([
            row(date="2023-04-30", authority="Guardia del cuartel", reaction="niega",
                words="Aquí no detenemos a nadie"),
            row(date="2023-05-02", authority="Guardia del cuartel", reaction="no_responde"),
        ]),
        "way_known": said("reporte"),
        "evidence": said(["@photo"]),
        "proceedings": said(["@report"]),
    }),
    Sheet("report", "proceeding", {
        "type": said("reporte_busqueda"),
        "date": said("2023-05-03"),
        "authority": said("Comisión Local de Búsqueda"),
        "by": said("la madre"),
        "number": said("PRACTICA-REPORTE-1"),
        "regarding": said(["@tadeo"]),
        "outcome": said("Registrado; sin plan de búsqueda todavía."),
    }),
)  # fmt: skip

TORTURE: tuple[Sheet, ...] = (
    Sheet("case", "case", {
        "name": said("Celestino Inventado Muestra (práctica)"),
        "key": said("PRACTICA-02"),
        "summary": said(
            "Un hombre cuenta que policías lo golpearon y asfixiaron en una celda para que "
            "firmara una confesión. Todo en este caso es inventado."
        ),
        "matters": said(["tortura"]),
        "opened": said("2024-01-22"),
        "author_organisation": said("Colectivo inventado de práctica"),
    }),
    Sheet("celestino", "person", {
        "given_names": said("Celestino"),
        "surname1": said("Inventado"),
        "surname2": said("Muestra"),
        "case_roles": said(["victima_directa"]),
        "victim_kind": said("directa"),
        "sex": said("hombre"),
        "birth_date": said("1986"),
        "occupation": said("comerciante"),
        "health_before": said("Sin enfermedades que él recuerde."),
    }),
    Sheet("lidia", "person", {
        "given_names": said("Lidia"),
        "surname1": said("Muestra"),
        "surname2": said("Ficticia"),
        "case_roles": said(["familiar", "testigo"]),
        "sex": said("mujer"),
    }),
    Sheet("relation", "relation", {
        "from": said("@lidia"), "kind": said("hermana"), "to": said(["@celestino"]),
    }),
    _consent("consent_interview", "celestino", "entrevista"),
    _consent("consent_court", "celestino", "presentar_nacional"),
    _consent("consent_team", "celestino", "compartir_equipo"),
    _consent("consent_public", "celestino", "publicar_anonimo"),
    _consent("consent_lidia_court", "lidia", "presentar_nacional", "no"),
    _consent("consent_lidia_team", "lidia", "compartir_equipo"),
    Sheet("interview", "interview", {
        "people": said(["@celestino"]),
        "date": said("2024-01-22"),
        "time": said("10:00"),
        "end_time": said("12:15"),
        "mode": said("presencial"),
        "interviewer": said("Documentadora de práctica"),
        "language": said("espanol"),
        "testimony": said(
            "Me bajaron de mi camioneta y me llevaron a los separos. No me dijeron por qué.\n\n"
            "En la celda me vendaron. Me pusieron una bolsa en la cabeza, dos o tres veces, hasta "
            "que ya no sentía las piernas. Preguntaban por un robo que yo no conozco. Después "
            "me golpearon en las costillas con algo duro, creo que una tabla.\n\n"
            "Al final firmé. No me dejaron leer la hoja."
        ),
        "read_back": said("si"),
        "needs": said(["medica", "legal"]),
    }),
    Sheet("act", "torture", {
        "regarding": said(["@celestino"]),
        "description": said("Golpes y asfixia en los separos para obtener una confesión."),
        "acts": said(["020111110000"]),
        "date": said("2024-01-14~", "medium", "Recuerda la semana, no el día"),
        "time": said("~03:00"),
        "date_known_how": said("Por el puesto: fue antes del día de plaza."),
        "place": said({"text": "separos municipales", "entity": "21", "municipality": "21114",
                       "kind": "comandancia", "precision": "inmueble"}),
        "order_shown": said("no"),
        "capture_means": said(["arma_corta", "vehiculo_oficial"]),
        "places_chain": said([
            row(place={"text": "calle del mercado", "entity": "21"}, time="~23:00",
                site="via_publica"),
            row(place={"text": "celda del fondo", "entity": "21"}, site="comandancia",
                duration="una noche", notice="reconoce_sin_ubicar", contact="Ninguno"),
        ]),
        "methods": said([
            row(method="bolsa_plastico", frequency="dos o tres veces", blindfold="si",
                unconscious="casi", state_after="No sentía las piernas"),
            row(method="golpe_objeto", instrument="una tabla, cree él", area="costillas",
                duration="no sabe"),
        ]),
        "modality": said(["dolor_sufrimiento"]),
        "purpose": said(["informacion_confesion"]),
        "authors": said([row(
            institution_said="municipales, de uniforme azul", institution="policia_municipal",
            author_type="policia", degree="directo", count="3..4", features=["uniforme"],
            names_heard="a uno le decían «el Inventado»",
            how_known="Los vio antes de la venda y oyó después las mismas voces",
        )]),
        "statement_signed": said("forzada"),
        "counsel": said(["ninguna"]),
        "certificates": said([row(date="2024-01-15", by="Médica de práctica", private="si",
                                  says="Equimosis en costado izquierdo.", evidence="@scan")]),
        "injuries": said(["@bruise"]),
        "evidence": said(["@scan", "@audio"]),
    }),
    Sheet("bruise", "injury", {
        "person": said("@celestino"),
        "act": said(["@act"]),
        "kind": said("equimosis"),
        "symptoms": said(["dolor_espalda"]),
        "marks": said([{"view": "anterior", "x": 0.42, "y": 0.38,
                        "region": "pared_lateral_del_torax", "side": "izq", "kind": "equimosis",
                        "length_mm": 70, "width_mm": 30, "colour": "violáceo"}]),
        "method": said("golpe_objeto"),
        "then": said("Morado oscuro, dolía al respirar."),
        "now": said("Queda una mancha amarilla."),
        "observed": said("2024-01-22"),
        "age_told": said("unos ocho días"),
    }),
    Sheet("complaint", "proceeding", {
        "type": said("denuncia"),
        "date": said("2024-01-16"),
        "authority": said("Fiscalía especializada, de práctica"),
        "by": said("su hermana"),
        "number": said("PRACTICA-CARPETA-2"),
        "regarding": said(["@celestino"]),
        "outcome": said("Recibida; no citaron todavía."),
    }),
)  # fmt: skip

CASES = (DISAPPEARANCE, TORTURE)
EVIDENCE = {
    "photo": ("Retrato dibujado de Tadeo", "tadeo"),
    "scan": ("Hoja del certificado médico", "celestino"),
    "audio": ("Grabación de la entrevista", "celestino"),
}
"""Key → title and the person it shows; the files are made by `demo_files`."""
