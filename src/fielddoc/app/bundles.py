"""Bundles: send cases to colleagues, look into what came, take it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    progress: Progress = silent,
) -> Packed:
    """Seal cases to contacts (by fingerprint or name). Raises `ContactUnknown`, `TargetExists`."""
    raise NotImplementedError


def preview(session: Session, path: Path, progress: Progress = silent) -> Preview:
    """Open a bundle into sealed quarantine and say what is in it; nothing is imported."""
    raise NotImplementedError


def take(session: Session, preview: Preview, progress: Progress = silent) -> Absorbed:
    """Take a previewed bundle in, as one transaction."""
    raise NotImplementedError
