"""The commands that hand something over, or judge what was handed over."""

import argparse
from dataclasses import asdict

from fielddoc.app import bundles, contacts, dossiers, identities, verify
from fielddoc.app.reasons import said
from fielddoc.app.rows import Contact
from fielddoc.cli.commands import DONE, REFUSED, find_case, opened
from fielddoc.cli.terminal import confirm, new_passphrase, tell, tell_json, warn, working


def dossier_make(args: argparse.Namespace) -> int:
    """Make a signed PDF."""
    say = args.say
    with opened(args) as found:
        case = find_case(found, args.case)
        with working(say("Haciendo el expediente")) as progress:
            made = dossiers.make(
                found, case, args.profile, args.lang, args.output,
                args.recipient, args.reason, progress,
            )  # fmt: skip
    if args.json:
        tell_json(asdict(made))
        return DONE
    tell(say("Expediente: {path}", path=made.path))
    tell(say("{pages} páginas, SHA-256 {sha256}", pages=made.pages, sha256=made.sha256))
    for reason in made.left_out:
        tell(f"  {reason}")
    return DONE


def contact_card(args: argparse.Namespace) -> int:
    """Write our own card."""
    with opened(args) as found:
        written = contacts.card(found, args.output, organisation=args.organisation)
    _tell_contacts(args, [written])
    return DONE


def contact_add(args: argparse.Namespace) -> int:
    """Add the person of a card, after the fingerprint was compared."""
    say = args.say
    read = contacts.read(args.card)
    warn(f"{read.name}: {read.spoken}")
    if not confirm(
        say, say("¿Comparó usted esta huella con la persona, de viva voz?"), yes=args.yes
    ):
        warn(say("No se agregó."))
        return REFUSED
    with opened(args) as found:
        _tell_contacts(args, [contacts.add(found, args.card)])
    return DONE


def contact_list(args: argparse.Namespace) -> int:
    """List contacts."""
    with opened(args) as found:
        _tell_contacts(args, contacts.listing(found))
    return DONE


def identity_export(args: argparse.Namespace) -> int:
    """Write the age identities under a passphrase, after a warning."""
    say = args.say
    warn(say(identities.WARNING))
    with opened(args) as found:
        typed = new_passphrase(say, args.export_passphrase_file)
        try:
            identities.export(found, args.output, typed)
        finally:
            typed[:] = bytes(len(typed))
    tell(say("Identidad escrita: {path}", path=args.output))
    return DONE


def bundle_pack(args: argparse.Namespace) -> int:
    """Seal cases to contacts."""
    say = args.say
    with opened(args) as found:
        cases = [find_case(found, case) for case in args.cases]
        with working(say("Sellando")) as progress:
            packed = bundles.pack(found, cases, args.to, args.output, args.reason, progress)
    if args.json:
        tell_json(asdict(packed))
        return DONE
    facts = {"path": packed.path, "entries": packed.entries, "files": packed.files}
    tell(say("Paquete: {path} ({entries} entradas, {files} archivos)", **facts))
    for case, reason in packed.left_out:
        warn(say("El caso {case} no viaja: {reason}", case=case[:8], reason=said(reason, say)))
    for sha256 in packed.missing:
        warn(say("Falta aquí el contenido de un archivo: {sha256}", sha256=sha256))
    return DONE


def bundle_inspect(args: argparse.Namespace) -> int:
    """Say what is in a bundle; import nothing."""
    say = args.say
    with opened(args) as found, working(say("Revisando")) as progress:
        seen = bundles.preview(found, args.bundle, progress)
        facts = bundles.facts(found, seen)
        bundles.discard(found, seen)
    _tell_facts(args, facts)
    return DONE


def bundle_import(args: argparse.Namespace) -> int:
    """Look into a bundle, ask, and take it in."""
    say = args.say
    with opened(args) as found:
        with working(say("Revisando")) as progress:
            seen = bundles.preview(found, args.bundle, progress)
        for key, value in bundles.facts(found, seen).items():
            warn(f"{key}: {value}")
        if not confirm(say, say("¿Importar?"), yes=args.yes):
            bundles.discard(found, seen)
            warn(say("No se importó nada."))
            return REFUSED
        with working(say("Importando")) as progress:
            took = bundles.take(found, seen, progress)
    facts = {
        "new": took.new,
        "known": took.known,
        "waiting": took.waiting,
        "erased": took.erased,
        "records": len(took.records),
        "forks": [list(fork) for fork in took.forks],
    }
    if args.json:
        tell_json(facts)
    else:
        tell(say("{new} entradas nuevas, {known} ya conocidas, {waiting} en espera.", **facts))
    return DONE


def verify_files(args: argparse.Namespace) -> int:
    """Say of each file whether it holds."""
    if args.vault is None:
        verdicts = verify.verify(args.files, None, args.lang)
    else:
        with opened(args) as found:
            verdicts = verify.verify(args.files, found, args.lang)
    if args.json:
        tell_json([{**asdict(verdict), "details": dict(verdict.details)} for verdict in verdicts])
    else:
        for verdict in verdicts:
            tell(f"{verdict.path.name}: {verdict.sentence}")
    return DONE if all(verdict.holds for verdict in verdicts) else REFUSED


def _tell_contacts(args: argparse.Namespace, rows: list[Contact]) -> None:
    if args.json:
        tell_json([asdict(row) for row in rows])
        return
    for row in rows:
        tell(f"{row.name}  {row.spoken}")


def _tell_facts(args: argparse.Namespace, facts: dict[str, object]) -> None:
    if args.json:
        tell_json(facts)
        return
    for key, value in facts.items():
        tell(f"{key}: {value}")
