"""Bundles: send cases to colleagues, look into what came, take it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc import bundle
from fielddoc.app.contacts import choose
from fielddoc.app.exporting import target_free, write_down
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fielddoc.app.session import Session
    from fielddoc.bundle import Packed, Preview
    from fielddoc.vault import Absorbed


def pack(
    session: Session,
    cases: Sequence[str],
    contacts: Sequence[str],
    target: Path,
    reason: str = "",
    progress: Progress = silent,
) -> Packed:
    """Seal cases to contacts (by fingerprint or name) and write the export down.

    Raises `ContactUnknown`, `PracticeVault`, `TargetExists`, `NotWritable`.
    """
    target_free(target)
    chosen = [choose(session, contact) for contact in contacts]
    packed = bundle.pack(session.vault, cases, chosen, target, progress)
    facts = {
        "file": target.name,
        "bundle": packed.id,
        "recipient": ", ".join(contact.name for contact in chosen),
    }
    write_down(session, "bundle", cases, facts, reason)
    return packed


def preview(session: Session, path: Path, progress: Progress = silent) -> Preview:
    """Open a bundle into sealed quarantine and say what is in it; nothing is imported."""
    return bundle.inspect(session.vault, path, progress)


def take(session: Session, preview: Preview, progress: Progress = silent) -> Absorbed:
    """Take a previewed bundle in, as one transaction."""
    return bundle.take(session.vault, preview, progress)
