"""The demonstration from the terminal; with a screen its window opens afterwards."""

import argparse
from pathlib import Path

from fielddoc import system
from fielddoc.app import demo
from fielddoc.app.demo import Demo
from fielddoc.cli.commands import DONE, REFUSED
from fielddoc.cli.terminal import tell, tell_json, working
from fielddoc.errors import Usage
from fielddoc.text import Catalogue


def run(args: argparse.Namespace) -> int:
    """Build the practice vaults and show where everything is."""
    say: Catalogue = args.say
    folder = args.folder or _free(_home(say) / "FieldDoc-demo")
    with working(say("Demostración")) as progress:
        made = demo.build(folder, progress)
    if args.json:
        tell_json({
            "vault": made.vault, "coordinator": made.coordinator, "bundle": made.bundle,
            "dossiers": list(made.dossiers), "same": made.same, "passphrase": demo.PASSPHRASE,
            "verdicts": {v.path.name: v.state for v in made.verdicts},
        })  # fmt: skip
    else:
        _tell(say, made)
    well = made.same and all(verdict.holds for verdict in made.verdicts)
    if well and args.window and not args.no_window and system.has_screen():
        args.window(made.vault, demo.unlock(made.vault))
    return DONE if well else REFUSED


def _tell(say: Catalogue, made: Demo) -> None:
    tell(say("Todas las personas y hechos de esta demostración son inventados."))
    tell(say("Bóveda:                 {path}", path=made.vault))
    for path in made.dossiers:
        tell(say("Expediente (PDF):       {path}", path=path))
    tell(say("Paquete sellado:        {path}", path=made.bundle))
    tell(say("Bóveda de coordinación: {path}", path=made.coordinator))
    tell(say("Frase de acceso (solo de práctica): {passphrase}", passphrase=demo.PASSPHRASE))
    tell(say("Las dos bóvedas muestran lo mismo.") if made.same else
         say("Las dos bóvedas NO muestran lo mismo."))  # fmt: skip
    for verdict in made.verdicts:
        tell(f"{verdict.path.name}: {verdict.sentence}")


def _home(say: Catalogue) -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise Usage(reason=say("no hay carpeta personal: diga en qué carpeta")) from error


def _free(folder: Path) -> Path:
    """The folder, or the first numbered one beside it that is not there yet."""
    number = 1
    free = folder
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name}-{number}")
    return free
