"""Why two people may or may not be one, said in a sentence for each finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fielddoc.app.session import Session
    from fielddoc.model.likeness import Finding

REASONS = {
    "given-same": N_("Mismo nombre: {one}"),
    "given-sounds-alike": N_("El nombre suena igual: {one}, {other}"),
    "given-nickname-of": N_("Uno puede ser forma familiar del otro: {one}, {other}"),
    "given-nearly-spelled": N_("El nombre se escribe casi igual: {one}, {other}"),
    "given-initial-of": N_("La inicial del nombre coincide: {one}, {other}"),
    "surname-same": N_("Mismo apellido: {one}"),
    "surname-sounds-alike": N_("El apellido suena igual: {one}, {other}"),
    "surname-nearly-spelled": N_("El apellido se escribe casi igual: {one}, {other}"),
    "surname-initial-of": N_("La inicial del apellido coincide: {one}, {other}"),
    "surname-nickname-of": N_("El apellido puede ser forma familiar de un nombre: {one}, {other}"),
    "word-same": N_("Misma palabra en el nombre: {one}"),
    "word-sounds-alike": N_("Una palabra del nombre suena igual: {one}, {other}"),
    "word-nickname-of": N_("Una palabra puede ser forma familiar de la otra: {one}, {other}"),
    "word-nearly-spelled": N_("Una palabra del nombre se escribe casi igual: {one}, {other}"),
    "word-initial-of": N_("Una inicial del nombre coincide: {one}, {other}"),
    "surnames-swapped": N_("Los apellidos están en otro orden: {one}; {other}"),
    "other-part": N_("Está como nombre en una y como apellido en la otra: {one}, {other}"),
    "other-name": N_("Coincide con otro de los nombres que usa"),
    "same-alias": N_("Mismo apodo: {one}"),
    "part-of-compound": N_("Una tiene un nombre que la otra no tiene: {one}{other}"),
    "surname-missing": N_("A una le falta un apellido: {one}{other}"),
    "given-differs": N_("Los nombres son distintos: {one}; {other}"),
    "given-part-differs": N_("Parte de los nombres es distinta: {one}; {other}"),
    "surname-differs": N_("Los apellidos son distintos: {one}; {other}"),
    "word-differs": N_("Hay palabras distintas en el nombre: {one}; {other}"),
    "same-birth": N_("Misma fecha de nacimiento: {one}"),
    "birth-may-be-same": N_("Las fechas de nacimiento pueden ser la misma: {one}; {other}"),
    "birth-nearly-same": N_(
        "Las fechas de nacimiento se distinguen en una cifra, o en el orden de día y mes: "
        "{one}; {other}"
    ),
    "birth-differs": N_("Las fechas de nacimiento son distintas: {one}; {other}"),
    "same-sex": N_("Mismo sexo"),
    "sex-differs": N_("El sexo anotado es distinto"),
    "same-birth-municipality": N_("Mismo municipio de nacimiento: {one}"),
    "same-birth-entity": N_("Misma entidad de nacimiento: {one}"),
    "birth-place-differs": N_("La entidad de nacimiento es distinta: {one}; {other}"),
    "same-residence": N_("Mismo municipio de domicilio: {one}"),
    "same-curp": N_("Misma CURP: {one}"),
    "curp-homonym": N_("CURP de homónimos: solo cambian los dos últimos signos: {one}; {other}"),
    "curp-nearly-same": N_("CURP casi igual: {one}; {other}"),
    "curp-differs": N_("CURP distinta: {one}; {other}"),
    "same-paper": N_("Mismo número de «{one}»: {other}"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code, its facts, the sentence, and whether it speaks for (weight > 0) or against.

    `weight` is in bits; about 0 only explains.
    """

    code: str
    one: str
    other: str
    weight: float
    said: str


def reasons(session: Session, findings: Sequence[Finding]) -> tuple[Reason, ...]:
    """The findings in the session's language, weightiest first."""
    return tuple(_reason(session, finding) for finding in findings)


def _reason(session: Session, finding: Finding) -> Reason:
    facts = {
        "one": _fact(session, finding, finding.one),
        "other": _fact(session, finding, finding.other),
    }
    said = session.say(REASONS[finding.code], **facts)
    return Reason(finding.code, finding.one, finding.other, finding.bits, said)


def _fact(session: Session, finding: Finding, fact: str) -> str:
    """A fact as it is read: keys of places and names of fields by their labels."""
    if "municipality" in finding.code or finding.code == "same-residence":
        return forms.term_label(session.forms, "municipios", fact, session.language)
    if "entity" in finding.code or finding.code == "birth-place-differs":
        return forms.term_label(session.forms, "entidades", fact, session.language)
    if finding.code == "same-paper" and fact == finding.one:
        field = session.forms.kinds["person"].fields[fact]
        return forms.label(field.labels, session.language)
    return fact
