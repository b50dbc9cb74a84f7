"""The words a person types: commands, options, and their help in the person's language."""

import argparse
from pathlib import Path

from fielddoc import __version__
from fielddoc.cli.spoken import SpokenParser
from fielddoc.model.names import sound
from fielddoc.text import LANGUAGES, Catalogue


def parser(say: Catalogue) -> argparse.ArgumentParser:
    """The parser of the whole command line.

    `args.run` names the command to run, as module and function: only what is asked for is
    loaded, because making and judging PDFs takes a second to load.
    """
    told = say("Documentar tortura y desaparición forzada.")
    top = SpokenParser(say, prog="fielddoc", description=told)
    top.add_argument(
        "--version", action="version", version=f"fielddoc {__version__}",
        help=say("decir la versión y terminar"),
    )  # fmt: skip
    top.add_argument("--lang", choices=LANGUAGES, default=say.language)
    groups = top.add_subparsers(required=True, metavar=say("ORDEN"))
    _vault(groups, say)
    _case(groups, say)
    _people(groups, say)
    _exchange(groups, say)
    demo = _add(
        groups, "demo", "demonstration.run", say("la demostración, con personas inventadas")
    )
    demo.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    demo.add_argument("--no-window", action="store_true", help=say("solo en la terminal"))
    return top


def _vault(groups: "argparse._SubParsersAction[SpokenParser]", say: Catalogue) -> None:
    group = groups.add_parser("vault", help=say("hacer y cuidar bóvedas"))
    kinds = group.add_subparsers(required=True)
    create = _add(kinds, "create", "commands.vault_create", say("hacer una bóveda nueva"))
    _vault_of(create, say)
    create.add_argument(
        "--name", required=True, type=sound, help=say("su seudónimo, con el que firma")
    )
    create.add_argument("--practice", action="store_true", help=say("bóveda de práctica"))
    for name, run, told in (
        ("check", "commands.vault_check", say("leerlo todo y decir qué no está íntegro")),
        ("rebuild", "commands.vault_rebuild", say("rehacer los registros desde el diario")),
        ("backup", "commands.vault_backup", say("escribir una copia cifrada")),
    ):
        _vault_of(_add(kinds, name, run, told), say)
    restore = _add(kinds, "restore", "commands.vault_restore", say("restaurar un respaldo"))
    restore.add_argument("backup", type=Path)
    restore.add_argument("target", type=Path)


def _case(groups: "argparse._SubParsersAction[SpokenParser]", say: Catalogue) -> None:
    group = groups.add_parser("case", help=say("ver casos"))
    kinds = group.add_subparsers(required=True)
    listed = _add(kinds, "list", "commands.case_list", say("listar los casos"))
    _vault_of(listed, say)
    listed.add_argument("--search", default="", type=sound)
    listed.add_argument("--limit", type=int, default=1000)
    show = _add(kinds, "show", "commands.case_show", say("mostrar un caso entero"))
    _vault_of(show, say)
    show.add_argument("case", type=sound, metavar="CASE")
    attach = _add(groups, "attach", "commands.attach", say("adjuntar archivos como evidencia"))
    _vault_of(attach, say)
    attach.add_argument("case", type=sound, metavar="CASE")
    attach.add_argument("files", nargs="+", metavar="FILE")
    attach.add_argument("--title", default="", type=sound)


def _people(groups: "argparse._SubParsersAction[SpokenParser]", say: Catalogue) -> None:
    group = groups.add_parser("people", help=say("personas que pueden ser la misma"))
    told = say("decir qué personas pueden ser la misma, y por qué")
    kinds = group.add_subparsers(required=True)
    _vault_of(_add(kinds, "duplicates", "people.duplicates_list", told), say)


def _exchange(groups: "argparse._SubParsersAction[SpokenParser]", say: Catalogue) -> None:
    dossier = _add(groups, "dossier", "exchange.dossier_make", say("hacer un expediente firmado"))
    _vault_of(dossier, say)
    dossier.add_argument("case", type=sound, metavar="CASE")
    dossier.add_argument("--for", dest="profile", choices=("court", "public"), required=True)
    _output(dossier)
    dossier.add_argument("--recipient", default="", type=sound, help=say("para quién se hace"))
    dossier.add_argument("--reason", default="", type=sound)
    _contact(groups, say)
    _bundle(groups, say)
    verify = _add(groups, "verify", "exchange.verify_files", say("decir si algo está íntegro"))
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verify.add_argument("--vault", type=Path, help=say("bóveda que abre paquetes y da nombres"))
    _passphrase(verify, say)


def _contact(groups: "argparse._SubParsersAction[SpokenParser]", say: Catalogue) -> None:
    group = groups.add_parser("contact", help=say("personas con quienes se intercambia"))
    kinds = group.add_subparsers(required=True)
    card = _add(kinds, "card", "exchange.contact_card", say("escribir la tarjeta propia"))
    _vault_of(card, say)
    _output(card)
    card.add_argument("--organisation", default="", type=sound)
    add = _add(kinds, "add", "exchange.contact_add", say("agregar la persona de una tarjeta"))
    _vault_of(add, say)
    add.add_argument("card", type=Path)
    _yes(add, say)
    _vault_of(_add(kinds, "list", "exchange.contact_list", say("listar los contactos")), say)
    identity = groups.add_parser("identity", help=say("llaves propias"))
    export = _add(
        identity.add_subparsers(required=True),
        "export",
        "exchange.identity_export",
        say("llaves para abrir paquetes sin este programa"),
    )
    _vault_of(export, say)
    _output(export)
    export.add_argument("--export-passphrase-file", type=Path)


def _bundle(groups: "argparse._SubParsersAction[SpokenParser]", say: Catalogue) -> None:
    group = groups.add_parser("bundle", help=say("paquetes sellados"))
    kinds = group.add_subparsers(required=True)
    pack = _add(kinds, "pack", "exchange.bundle_pack", say("sellar casos para contactos"))
    _vault_of(pack, say)
    pack.add_argument("cases", type=sound, nargs="+", metavar="CASE")
    pack.add_argument("--to", action="append", type=sound, required=True, metavar="CONTACT")
    _output(pack)
    pack.add_argument("--reason", default="", type=sound)
    inspect = _add(kinds, "inspect", "exchange.bundle_inspect", say("decir qué trae un paquete"))
    take = _add(kinds, "import", "exchange.bundle_import", say("importar un paquete"))
    for each in (inspect, take):
        _vault_of(each, say)
        each.add_argument("bundle", type=Path)
    _yes(take, say)


def _add(
    groups: "argparse._SubParsersAction[SpokenParser]", name: str, run: str, told: str
) -> argparse.ArgumentParser:
    made = groups.add_parser(name, help=told, description=told)
    made.set_defaults(run=run)
    made.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS)
    made.add_argument("--json", action="store_true")
    return made


def _vault_of(made: argparse.ArgumentParser, say: Catalogue) -> None:
    made.add_argument("vault", type=Path, metavar="VAULT")
    _passphrase(made, say)


def _passphrase(made: argparse.ArgumentParser, say: Catalogue) -> None:
    made.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=say("leer la frase de un archivo")
    )


def _output(made: argparse.ArgumentParser) -> None:
    made.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _yes(made: argparse.ArgumentParser, say: Catalogue) -> None:
    made.add_argument("--yes", action="store_true", help=say("no preguntar"))
