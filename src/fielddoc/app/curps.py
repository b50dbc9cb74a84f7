"""Notes on a CURP beside what is known of the person. Notes only: a CURP never stops anything."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.app.people import Reader, lexicon
from fielddoc.model import curp
from fielddoc.model.likeness import born
from fielddoc.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fielddoc.app.session import Session
    from fielddoc.model.values import Value

NOTES = {
    "curp-length": N_("Una CURP tiene 18 signos; esta tiene {found}."),
    "curp-form": N_("La CURP no tiene la forma acostumbrada."),
    "curp-check-digit": N_(
        "El último signo de la CURP no corresponde a los demás: se esperaba {due} y es {found}. "
        "Puede haber un error al copiarla."
    ),
    "curp-date": N_("La fecha dentro de la CURP ({found}) no existe."),
    "curp-entity": N_("La CURP nombra una entidad que no existe ({found})."),
    "curp-birth-differs": N_(
        "La CURP dice que nació el {told}; aquí dice {here}. Anote ambas fuentes si lo sabe."
    ),
    "curp-sex-differs": N_(
        "La CURP dice «{told}»; aquí dice «{here}». Pueden no coincidir: manda lo que la "
        "persona dice."
    ),
    "curp-entity-differs": N_("La CURP dice que nació en {told}; aquí dice {here}."),
    "curp-names-differ": N_(
        "La CURP parece hecha con otros nombres: de estos se esperaba {due} y es {found}."
    ),
}


@dataclass(frozen=True, slots=True)
class CurpNote:
    """Something to look at: a stable code and its sentence."""

    code: str
    said: str


def curp_notes(session: Session, values: Mapping[str, Value]) -> tuple[CurpNote, ...]:
    """What to look at in the CURP of a person described by `values`; nothing without a CURP."""
    typed = values["curp"].v if "curp" in values else None
    if not isinstance(typed, str) or not typed.strip():
        return ()
    key = curp.read(typed, datetime.date.today())  # noqa: DTZ011 (a birth after the local day)
    found = [*key.notes, *_compared(session, key, values)]
    return tuple(CurpNote(note.code, session.say(NOTES[note.code], **note.facts)) for note in found)


def _compared(session: Session, key: curp.Curp, values: Mapping[str, Value]) -> Iterator[curp.Note]:
    if key.sex is None:
        return
    yield from _birth(key, _plain(values, "birth_date"))
    yield from _names(key, values)
    here = Reader(lexicon()).person("", {name: values[name] for name in values if name != "curp"})
    if here.sex and here.sex != key.sex:
        facts = [
            forms.term_label(session.forms, "sexo", sex, session.language)
            for sex in (key.sex, here.sex)
        ]
        yield curp.Note("curp-sex-differs", dict(zip(("told", "here"), facts, strict=True)))
    place = here.birth_place
    if place and place.entity and key.entity and place.entity != key.entity:
        facts = [
            forms.term_label(session.forms, "entidades", entity, session.language)
            for entity in (key.entity, place.entity)
        ]
        yield curp.Note("curp-entity-differs", dict(zip(("told", "here"), facts, strict=True)))


def _birth(key: curp.Curp, here: str) -> Iterator[curp.Note]:
    span = born(here) if here else None
    if span and key.birth and not span.first <= key.birth <= span.last:
        yield curp.Note("curp-birth-differs", {"told": str(key.birth), "here": here})


def _names(key: curp.Curp, values: Mapping[str, Value]) -> Iterator[curp.Note]:
    given, one, two = (_plain(values, name) for name in ("given_names", "surname1", "surname2"))
    if given and one and not curp.fits(key.text, given, one, two):
        start, inner = curp.letters(given, one, two)
        due, found = f"{start}…{inner}", f"{key.text[:4]}…{key.text[13:16]}"
        yield curp.Note("curp-names-differ", {"due": due, "found": found})


def _plain(values: Mapping[str, Value], name: str) -> str:
    plain = values[name].v if name in values else None
    return plain.strip() if isinstance(plain, str) else ""
