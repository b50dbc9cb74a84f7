"""Dossiers: what a court reads, made where the consents allow it, and the export written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc import dossier
from fielddoc.app.exporting import target_free, write_down
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.session import Session
    from fielddoc.dossier import Made


def make(
    session: Session,
    case: str,
    profile: str,
    language: str,
    target: Path,
    recipient: str = "",
    reason: str = "",
    progress: Progress = silent,
) -> Made:
    """Make the signed PDF and write down who exported it, for whom, why, and its hash.

    `profile` is "court" or "public". Raises `ConsentMissing`, `TargetExists`, `NotWritable`.
    """
    target_free(target)
    made = dossier.make(session.vault, session.forms, case, profile, language, target, progress)
    facts = {
        "file": target.name,
        "sha256": made.sha256,
        "profile": profile,
        "language": language,
        "recipient": recipient,
    }
    try:
        write_down(session, "dossier", [case], facts, reason)
    except BaseException:
        target.unlink(missing_ok=True)  # nothing leaves that the journal does not tell
        raise
    return made
