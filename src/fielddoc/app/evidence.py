"""Evidence: files taken in sealed, with their record and their chain of custody."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from fielddoc.app.rows import Changes
    from fielddoc.app.session import Session
    from fielddoc.model.values import Value


def attach(
    session: Session,
    case: str,
    path: Path | Sequence[Path],
    fields: Mapping[str, Value] | None = None,
    progress: Progress = silent,
) -> Changes:
    """Take a file (or several) in: sealed, hashed, one evidence record each, one entry.

    Raises `SourceVanished`, `DiskFull`; nothing is then in the journal.
    """
    raise NotImplementedError


def read(session: Session, sha256: str) -> IO[bytes]:
    """The content of a file, decrypted as it is read. Raises `FileMissing`."""
    raise NotImplementedError


def media_type(head: bytes, name: str) -> str:
    """The media type by the first bytes (at least 512 where there are), else by the name."""
    raise NotImplementedError
