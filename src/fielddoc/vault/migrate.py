"""Numbered changes of the database's shape, each in one transaction."""

from collections.abc import Callable, Mapping
from importlib.resources import files

from fielddoc.errors import VaultNewer
from fielddoc.vault.database import Database


def shipped() -> dict[int, str]:
    """Return the statements of `migrations/NNNN.sql` by number."""
    folder = files("fielddoc.vault") / "migrations"
    return {
        int(file.name[:4]): file.read_text("utf-8")
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".sql")
    }


def migrate(database: Database, steps: Mapping[int, str], before: Callable[[], object]) -> None:
    """Bring the database to the last of `steps`; call `before` once if there is anything to do.

    Raises:
        VaultNewer: a newer program made it.
    """
    found, known = database.value("PRAGMA user_version"), max(steps)
    if found > known:
        raise VaultNewer(found=found, known=known)
    missing = [number for number in sorted(steps) if number > found]
    if missing and found:
        before()
    for number in missing:
        database.script(
            f"BEGIN IMMEDIATE;\n{steps[number]}\nPRAGMA user_version = {number};\nCOMMIT;"
        )
