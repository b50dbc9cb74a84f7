"""From a case file to blocks: what stands where in the paper, in which words."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fielddoc import __version__
from fielddoc import forms as asked
from fielddoc.crypto.identity import Identity
from fielddoc.dossier import appendix, blocks
from fielddoc.dossier.consent import COURT
from fielddoc.dossier.enclose import Exhibit, is_attachment
from fielddoc.dossier.gather import CaseFile
from fielddoc.dossier.pictures import Printed
from fielddoc.dossier.tell import Teller, Told, ToldField, ToldSection
from fielddoc.forms import Forms
from fielddoc.model.record import Record
from fielddoc.text import N_, Catalogue

SHORT = 8
"""Digits of a record's id that stand beside its heading."""
_OVER = {
    "court": N_("Expediente para presentar ante autoridad"),
    "public": N_("Resumen para el público, sin identidades"),
}
_SUBJECT = {
    "court": N_("Documentación de un caso, con índice de evidencias y extracto de la bitácora"),
    "public": N_("Resumen de un caso sin datos que identifiquen"),
}


@dataclass(frozen=True, slots=True)
class Making:
    """What is needed to write the paper beside the case file."""

    forms: Forms
    say: Catalogue
    teller: Teller
    identity: Identity
    at: datetime.datetime
    exhibits: tuple[Exhibit, ...]
    pictures: Mapping[str, Printed]
    """Pictures to print, by the SHA-256 of the original."""
    seal: str
    """SHA-256 of `dossier.json`."""


def document(file: CaseFile, making: Making) -> blocks.Document:
    """Return the whole paper."""
    say = making.say
    title = file.names(file.case.id)
    head = say("PRÁCTICA · {title}", title=title) if file.practice else title
    return blocks.Document(
        title=title,
        language=say.language,
        author=making.identity.pseudonym,
        subject=say(_SUBJECT[file.profile]),
        head=head,
        foot=say("Sello del contenido: {seal}", seal=making.seal[:16]),
        page_of=say("página {page} de {pages}"),
        blocks=tuple(_blocks(file, making, title)),
    )


def _blocks(file: CaseFile, making: Making, title: str) -> Iterator[blocks.Block]:
    say = making.say
    yield _cover(file, making, title)
    yield blocks.Contents(say("Contenido"))
    yield from appendix.about(file, say)
    yield blocks.Heading(asked.label(making.forms.kinds["case"].labels, say.language))
    yield from _record(file, making, file.case)
    for kind, records in file.records.items():
        form = making.forms.kinds.get(kind)
        yield blocks.Heading(asked.label(form.plural, say.language) if form else kind)
        for record in records:
            yield from _record(file, making, record)
    if file.profile == COURT:
        yield from appendix.index(making.exhibits, say)
    yield from appendix.left_out(file, say)
    yield from appendix.journal(file, say)
    yield from appendix.how_to_check(file, making.identity, making.seal, say)
    yield _signature(making)


def _cover(file: CaseFile, making: Making, title: str) -> blocks.Cover:
    say = making.say
    rows = [
        _row(say("Referencia"), file.case.id[:SHORT]),
        _row(say("Fecha de elaboración"), _moment(making)),
        _row(say("Idioma"), {"es": say("español"), "en": say("inglés")}[say.language]),
        _row(say("Elaboró (seudónimo)"), making.identity.pseudonym),
        blocks.Field(
            say("Huella del certificado"),
            (blocks.Said(grouped(making.identity.fingerprint)),),
            fixed=True,
        ),
        blocks.Field(say("Sello del contenido"), (blocks.Said(making.seal),), fixed=True),
        _row(say("Programa"), f"FieldDoc {__version__}"),
    ]
    notices = [
        say(
            "Este documento es un registro privado de quien lo elaboró. No es una cadena de"
            " custodia oficial ni un dictamen pericial."
        ),
        say(
            "Las personas e instituciones señaladas son probables responsables; nada de lo aquí"
            " escrito anticipa un juicio. La falta de un dato, de una lesión visible o de una"
            " denuncia no significa que el hecho no ocurrió."
        ),
        say("Fecha y hora son las del equipo; ninguna autoridad las certifica."),
    ]
    if file.profile != COURT:
        notices.insert(
            0, say("Las identidades se sustituyen por claves; lo que identifica no se incluye.")
        )
    if file.practice:
        notices.insert(0, say("Bóveda de práctica: personas y hechos son inventados."))
    return blocks.Cover(say(_OVER[file.profile]), title, tuple(rows), tuple(notices))


def grouped(digits: str) -> str:
    """Hexadecimal digits in groups of four and lines of eight groups, to be compared aloud."""
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    return "\n".join(" ".join(groups[at : at + 8]) for at in range(0, len(groups), 8))


def _moment(making: Making) -> str:
    at = making.at.isoformat(sep=" ", timespec="minutes")
    return making.say("{at} (hora del equipo, no certificada)", at=at)


def _row(label: str, text: str) -> blocks.Field:
    return blocks.Field(label, (blocks.Said(text),))


def _record(file: CaseFile, making: Making, record: Record) -> Iterator[blocks.Block]:
    form = making.forms.kinds.get(record.kind)
    kind = asked.label(form.labels, making.say.language) if form else record.kind
    yield blocks.Heading(file.names(record.id), 2, f"{kind} · {record.id[:SHORT]}")
    sections = making.teller.sections(record)
    for section in sections:
        if len(sections) > 1:
            yield blocks.Heading(section.label, 3)
        yield from _section(making, file, record, section)
    if not sections:
        yield blocks.Paragraph(making.say("Sin datos que puedan mostrarse."), small=True)


def _section(
    making: Making, file: CaseFile, record: Record, section: ToldSection
) -> Iterator[blocks.Block]:
    for told in section.fields:
        if told.field.long and told.field.type == "narrative" and record.kind == "interview":
            yield from _testimony(making, file, told)
        elif told.field.type == "attachment":
            yield from _attachment(making, told)
        else:
            yield _field(making.say, file, told)


def _field(say: Catalogue, file: CaseFile, told: ToldField) -> blocks.Field:
    many = len(told.values) > 1
    label = say("{label} (versiones sin resolver)", label=told.label) if many else told.label
    said = tuple(blocks.Said(one.text, _note(say, file, one, many=many)) for one in told.values)
    return blocks.Field(label, said)


def _note(say: Catalogue, file: CaseFile, told: Told, *, many: bool) -> str:
    """How sure, from where, and in a conflict whose version it is."""
    parts = [told.doubt] if told.doubt else []
    if many and file.profile == COURT:
        author = file.authors.get(told.held.author, told.held.author[:SHORT])
        parts.append(
            say("versión de {author}, {at}", author=author, at=told.held.at[:16].replace("T", " "))
        )
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _testimony(making: Making, file: CaseFile, told: ToldField) -> Iterator[blocks.Block]:
    yield blocks.Heading(told.label, 3)
    many = len(told.values) > 1
    for one in told.values:
        note = _note(making.say, file, one, many=many)
        if note:
            yield blocks.Paragraph(note, small=True)
        yield blocks.Narrative(one.text)


def _attachment(making: Making, told: ToldField) -> Iterator[blocks.Block]:
    say = making.say
    for one in told.values:
        plain = one.held.value.v
        yield _row(told.label, one.text)
        if not is_attachment(plain):
            continue
        size = f"{plain['size']:,}".replace(",", " ")
        yield _row(say("Tamaño y tipo"), f"{size} bytes · {plain.get('media') or '–'}")
        yield blocks.Field("SHA-256", (blocks.Said(str(plain["sha256"])),), fixed=True)
        shown = making.pictures.get(str(plain["sha256"]))
        if shown is not None:
            caption = say(
                "Copia reducida y sin metadatos de «{name}». El original se identifica por su"
                " SHA-256.", name=one.text,
            )  # fmt: skip
            yield blocks.Picture(shown.data, shown.width, shown.height, caption)


def _signature(making: Making) -> blocks.Signature:
    say = making.say
    return blocks.Signature(
        say("Firma electrónica"),
        (
            _row(say("Firma (seudónimo)"), making.identity.pseudonym),
            blocks.Field(
                say("Huella del certificado"),
                (blocks.Said(grouped(making.identity.fingerprint)),),
                fixed=True,
            ),
            _row(say("Momento"), _moment(making)),
            _row(
                say("Alcance"),
                say(
                    "Certifica el documento completo; no admite ningún cambio posterior"
                    " (PAdES B-B)."
                ),
            ),
        ),
    )
