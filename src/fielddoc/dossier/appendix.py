"""The parts of a paper that are the same in every case: remarks, index, journal, how to check."""

import datetime
from collections.abc import Iterator

from fielddoc.crypto.identity import Identity
from fielddoc.dossier import blocks
from fielddoc.dossier.conform import ENCLOSED
from fielddoc.dossier.consent import COURT
from fielddoc.dossier.enclose import Exhibit
from fielddoc.dossier.gather import CaseFile, JournalRow
from fielddoc.text import N_, Catalogue

LAWS = (
    ("LGMDFP", N_("Ley General en Materia de Desaparición Forzada"), "16-07-2025"),
    ("LGPIST", N_("Ley General contra la Tortura"), "28-04-2022"),
    ("LGV", N_("Ley General de Víctimas"), "01-04-2024"),
    ("CNPP", N_("Código Nacional de Procedimientos Penales"), "28-11-2025"),
    ("LNRD", N_("Ley Nacional del Registro de Detenciones"), "27-05-2019"),
)
"""Editions that forms and remarks were written by (reference 3.0): day of the last reform."""
COMMANDS = {
    "save": N_("guardar"),
    "attach": N_("adjuntar archivo"),
    "copy": N_("hacer una copia tratada"),
    "erase": N_("borrar el contenido de entradas"),
    "settle": N_("decidir entre versiones"),
    "remove": N_("quitar de las listas"),
    "restore": N_("volver a poner en las listas"),
    "open": N_("abrir archivo"),
    "import": N_("importar paquete"),
    "dossier": N_("hacer expediente"),
    "bundle": N_("hacer paquete"),
    "identity": N_("exportar identidad"),
}
"""What the journal's commands are called; another is printed as it is."""
REASONS = {
    "consent": N_(
        "Registros de personas que no consintieron este uso, a quienes no se preguntó o que"
        " retiraron su consentimiento: {count}. Donde se les menciona aparece una clave."
    ),
    "internal": N_("Notas de trabajo del equipo y lo que la persona pidió no incluir: {count}."),
    "suspects": N_("Nombres oídos de probables responsables: {count}."),
    "hidden": N_("Datos que la persona pidió ocultar al dar su consentimiento: {count}."),
    "kinds": N_(
        "Registros de clases que no se publican (entrevistas, consentimientos, relaciones,"
        " evidencias y otras): {count}."
    ),
    "public": N_("Datos que pueden identificar a alguien, y relatos: {count}."),
    "erased": N_(
        "Entradas de la bitácora cuyo contenido se borró a petición de la persona: {count}."
    ),
    "pictures": N_(
        "Imágenes que no se imprimen por ser íntimas, por no constar a quién se refieren o por no"
        " poder leerse: {count}. Su huella está en el índice."
    ),
}
"""What `gather.LeftOut.reason` says to a reader."""


def about(file: CaseFile, say: Catalogue) -> Iterator[blocks.Block]:
    """How to read this paper, and which law it was made by."""
    yield blocks.Heading(say("Sobre este documento"))
    yield blocks.Paragraph(
        say(
            "Cada registro lleva su clave al margen. Junto a un dato se dice, cuando consta, la"
            " confianza que merece y de dónde viene. Si dos personas anotaron valores distintos"
            " y nadie ha decidido, aparecen ambos. «No se preguntó», «No se sabe» y «No quiso"
            " responder» son respuestas distintas; un campo que falta está vacío."
        )
    )
    if file.profile == COURT:
        yield blocks.Paragraph(
            say(
                "La custodia descrita es la que llevó quien documenta; no sustituye la cadena de"
                " custodia oficial (CNPP, artículos 227 y 228)."
            )
        )
    yield blocks.Heading(say("Norma consultada"), 3)
    yield blocks.Table(
        (say("Clave"), say("Norma"), say("Última reforma consultada")),
        tuple((key, say(name), day) for key, name, day in LAWS),
        (1, 4, 2),
    )


def index(exhibits: tuple[Exhibit, ...], say: Catalogue) -> Iterator[blocks.Block]:
    """The evidence index: every file with its SHA-256, in groups of eight digits."""
    if not exhibits:
        return
    yield blocks.Heading(say("Índice de evidencias"))
    yield blocks.Paragraph(
        say(
            "Los archivos se entregan aparte. La huella SHA-256 de cada uno debe ser la que aquí"
            " consta."
        )
    )
    yield blocks.Table(
        (say("N.º"), say("Evidencia y archivo"), say("Bytes"), "SHA-256"),
        tuple(
            (
                str(number),
                one.name if one.title == one.name else f"{one.title}\n{one.name}",
                f"{one.size:,}".replace(",", " "),
                " ".join(one.sha256[at : at + 8] for at in range(0, 64, 8)),
            )
            for number, one in enumerate(exhibits, 1)
        ),
        (0.5, 3.1, 1.1, 3.2),
        (3,),
    )


def left_out(file: CaseFile, say: Catalogue) -> Iterator[blocks.Block]:
    """What is not here and why, without saying what it was."""
    yield blocks.Heading(say("Qué no se incluye y por qué"))
    if not file.left_out:
        yield blocks.Paragraph(say("Nada se dejó fuera."))
        return
    yield blocks.Bullets(tuple(reason(one.reason, one.count, say) for one in file.left_out))


def reason(word: str, count: int, say: Catalogue) -> str:
    """Say in a sentence why something was left out."""
    return say(REASONS[word], count=count)


def journal(file: CaseFile, say: Catalogue) -> Iterator[blocks.Block]:
    """The entries of the case, and where each author's chain ends."""
    yield blocks.Heading(say("Extracto de la bitácora"))
    yield blocks.Paragraph(
        say(
            "Todo lo que se anota queda en una bitácora firmada: cada entrada nombra la huella de"
            " la anterior de la misma persona. Las horas son las del equipo de cada quien."
        )
    )
    if file.journal:
        yield blocks.Table(
            (say("Fecha y hora"), say("Quién"), say("Orden"), say("Huella de la entrada")),
            tuple(
                (
                    _when(row, say),
                    row.author,
                    _command(row, say),
                    row.hash[:16],
                )
                for row in file.journal
            ),
            (2.5, 2.1, 2.4, 2),
            (3,),
        )
    yield blocks.Heading(say("Fin de cada cadena"), 3)
    for head in file.heads:
        yield blocks.Field(
            say("{name}, entrada {n}", name=head.name, n=head.n),
            (blocks.Said(head.hash),),
            fixed=True,
        )


def _command(row: JournalRow, say: Catalogue) -> str:
    known = COMMANDS.get(row.command)
    command = say(known) if known else row.command
    return say("{command} (contenido borrado)", command=command) if row.erased else command


def _when(row: JournalRow, say: Catalogue) -> str:
    """The wall clock as the entry has it, and whether it ran backwards."""
    try:
        at = datetime.datetime.fromisoformat(row.at).isoformat(sep=" ", timespec="seconds")
    except ValueError:
        at = row.at
    return say("{at} (reloj atrasado)", at=at) if row.clock == "set-back" else at


def how_to_check(
    file: CaseFile, identity: Identity, seal: str, say: Catalogue
) -> Iterator[blocks.Block]:
    """The steps with tools that everybody has, without FieldDoc."""
    yield blocks.Heading(say("Cómo comprobar este documento sin FieldDoc"))
    yield blocks.Paragraph(
        say(
            "1. La firma. Con las herramientas de poppler (poppler-utils), en una terminal, debe"
            " aparecer «Signature is Valid» y también «Total document signed». Si la segunda"
            " frase no aparece, alguien agregó algo después de la firma y el documento no vale,"
            " aunque un lector diga que la firma es válida."
        )
    )
    yield blocks.Commands(("pdfsig dossier.pdf",))
    yield blocks.Paragraph(
        say(
            "2. Quién firmó. La huella SHA-256 del certificado debe ser la que la persona u"
            " organización dio de viva voz, y la de la portada. El aviso «Certificate issuer is"
            " unknown» es normal: el certificado es propio y no de una autoridad."
        )
    )
    yield blocks.Commands(
        (
            "pdfsig -dump dossier.pdf",
            "openssl pkcs7 -inform der -in dossier.pdf.sig0 -print_certs -out firma.pem",
            "openssl x509 -in firma.pem -noout -fingerprint -sha256",
            identity.fingerprint,
        )
    )
    yield blocks.Paragraph(
        say(
            "3. Los datos adjuntos. El archivo {name} contiene los mismos datos para leerlos con"
            " una máquina; su huella es el sello del contenido.", name=ENCLOSED,
        )
    )  # fmt: skip
    yield blocks.Commands(
        (f"pdfdetach -save 1 -o {ENCLOSED} dossier.pdf", f"sha256sum {ENCLOSED}", seal)
    )
    if file.profile == COURT:
        yield blocks.Paragraph(
            say("4. Las evidencias. La huella de cada archivo entregado debe ser la del índice.")
        )
        yield blocks.Commands(("sha256sum *",))
