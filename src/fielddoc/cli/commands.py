"""The commands of the terminal: each takes the parsed arguments and returns the exit code."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fielddoc.app import cases, evidence, intake, records, session, vaults
from fielddoc.app.reasons import said
from fielddoc.app.session import Session
from fielddoc.cli.terminal import (
    new_passphrase,
    passphrase,
    tell,
    tell_json,
    warn,
    working,
)
from fielddoc.errors import RecordUnknown, Usage
from fielddoc.model.ids import is_id
from fielddoc.model.values import Value
from fielddoc.text import Catalogue

DONE = 0
REFUSED = 1
SHORTEST = 4
"""Signs of an id that name a case: fewer, or none at all, may be a slip and mean another."""


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Session]:
    """Unlock the vault of the command line and close it again."""
    typed = passphrase(args.say, args.passphrase_file)
    try:
        key = vaults.unlock(args.vault, typed)
    finally:
        typed[:] = bytes(len(typed))
    with session.open_session(args.vault, key, args.lang) as found:
        if found.vault.rolled_back:
            warn(args.say("Atención: esta bóveda es más antigua que la última vista aquí."))
        yield found


def find_case(found: Session, named: str) -> str:
    """The case with this id, start of an id, or name; `Usage` when several fit."""
    if is_id(named):
        return found.vault.record(named).id
    rows = cases.listing(found, "", cases.count(found))
    start = named.lower() if len(named) >= SHORTEST else None
    fitting = [row for row in rows if row.title == named or (start and row.id.startswith(start))]
    if not fitting:
        raise RecordUnknown(record=named)
    if len(fitting) > 1:
        raise Usage(reason=found.say("«{name}» nombra varios casos", name=named))
    return fitting[0].id


def vault_create(args: argparse.Namespace) -> int:
    """Make a vault and show its recovery code once."""
    say: Catalogue = args.say
    typed = new_passphrase(say, args.passphrase_file)
    try:
        made = vaults.create(args.vault, typed, args.name, practice=args.practice)
    finally:
        typed[:] = bytes(len(typed))
    made.key[:] = bytes(len(made.key))
    if args.json:
        tell_json({"vault": made.folder, "recovery": made.recovery})
        return DONE
    tell(say("Bóveda creada: {path}", path=made.folder))
    tell(say("Código de recuperación (anótelo en papel; no se vuelve a mostrar):"))
    tell(f"    {made.recovery}")
    return DONE


def vault_check(args: argparse.Namespace) -> int:
    """Read everything in the vault and say what does not hold."""
    say: Catalogue = args.say
    with opened(args) as found, working(say("Revisando")) as progress:
        checked = vaults.check(found, progress)
    if args.json:
        tell_json(
            {
                "entries": checked.entries,
                "files": checked.files,
                "problems": list(checked.problems),
                "holds": not checked.problems,
            }
        )
    else:
        facts = {"entries": checked.entries, "files": checked.files}
        tell(say("{entries} entradas y {files} archivos revisados.", **facts))
        for problem in checked.problems:
            tell(f"  {vaults.problem(problem, say)}")
        tell(say("La bóveda está íntegra.") if not checked.problems else say("Hay problemas."))
    return REFUSED if checked.problems else DONE


def vault_rebuild(args: argparse.Namespace) -> int:
    """Make every record anew from the journal and say whether anything differed."""
    say: Catalogue = args.say
    with opened(args) as found, working(say("Reconstruyendo")) as progress:
        rebuilt = vaults.rebuild(found, progress)
    count = (
        len(rebuilt.differences) if hasattr(rebuilt.differences, "__len__") else rebuilt.differences
    )
    facts = {"entries": rebuilt.entries, "records": rebuilt.records, "differences": count}
    if args.json:
        tell_json(facts)
    else:
        tell(
            say(
                "{records} registros hechos de {entries} entradas; {differences} diferencias.",
                **facts,
            )
        )
    return REFUSED if count else DONE


def vault_backup(args: argparse.Namespace) -> int:
    """Write an encrypted copy and check it."""
    say: Catalogue = args.say
    with opened(args) as found, working(say("Respaldando")) as progress:
        path = vaults.backup(found, progress)
    tell(say("Respaldo escrito y comprobado: {path}", path=path))
    return DONE


def vault_restore(args: argparse.Namespace) -> int:
    """Put a backup back as a new vault."""
    vaults.restore(args.backup, args.target)
    tell(args.say("Bóveda restaurada: {path}", path=args.target))
    return DONE


def case_list(args: argparse.Namespace) -> int:
    """List the cases."""
    with opened(args) as found:
        rows = cases.listing(found, args.search, args.limit)
        total = cases.count(found, args.search)
    if args.json:
        listed = [{"id": row.id, "title": row.title, "changed": row.changed_at} for row in rows]
        tell_json({"cases": listed, "count": total})
        return DONE
    for row in rows:
        tell(f"{row.id[:8]}  {row.title}")
    tell(args.say("{count} casos", count=total))
    return DONE


def case_show(args: argparse.Namespace) -> int:
    """Show everything in a case."""
    with opened(args) as found:
        case = find_case(found, args.case)
        inside = found.vault.records(case=case)
        ids = [case, *(record.id for record in inside if record.id != case)]
        views = [records.view(found, record) for record in ids]
        forms = found.forms
    if args.json:
        tell_json(
            [
                {
                    "id": view.id,
                    "kind": view.kind,
                    "title": view.title,
                    "fields": {
                        name: [row.value.to_json() for row in rows]
                        for name, rows in view.fields.items()
                        if rows
                    },
                }
                for view in views
            ]
        )
        return DONE
    for view in views:
        form = forms.kinds.get(view.kind)
        kind = form.labels.get(args.lang, view.kind) if form else view.kind
        tell(f"\n{kind}: {view.title}  [{view.id[:8]}]")
        for name, rows in view.fields.items():
            for row in rows:
                tell(f"  {view.labels[name]}: {row.shown}")
    return DONE


def attach(args: argparse.Namespace) -> int:
    """Take files in as evidence."""
    say: Catalogue = args.say
    fields = {"title": Value(args.title)} if args.title else {}
    with opened(args) as found:
        case = find_case(found, args.case)
        paths = [Path(file) for file in args.files]
        with working(say("Adjuntando")) as progress:
            if any(map(intake.is_folder, paths)):
                taken = intake.take(found, case, paths, fields, progress)
                return _tell_intake(args, taken)
            changes = evidence.attach(found, case, paths, fields, progress)
    if args.json:
        tell_json({"records": sorted(changes.records), "entry": changes.entry})
    else:
        tell(say("{count} archivos adjuntados.", count=len(args.files)))
    return DONE


def _tell_intake(args: argparse.Namespace, taken: intake.Intake) -> int:
    """Say what became of each file; refused when one that a person may have put there was."""
    say: Catalogue = args.say
    if args.json:
        rows = [
            {"path": row.path, "state": row.state, "record": row.record, "reason": row.reason}
            for row in taken.rows
        ]
        tell_json({"records": sorted(taken.changes.records), "files": rows})
    else:
        for row in taken.rows:
            if row.state == "here":
                tell(say("  {path}: ya está en el caso", path=row.path))
            elif row.state == "refused":
                tell(f"  {row.path}: {said(row.reason, say, 'intake')}")
        tell(say("{count} archivos adjuntados.", count=taken.count("new")))
    missed = any(row.state == "refused" and row.reason != "litter" for row in taken.rows)
    return REFUSED if missed else DONE
