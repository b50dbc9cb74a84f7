"""Writing down what left the vault: who exported what, for whom, why, and its hash."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from fielddoc import system
from fielddoc.errors import DiskFull, NotWritable, TargetExists
from fielddoc.model.entry import Content
from fielddoc.model.ids import new_id
from fielddoc.model.names import sound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fielddoc.app.session import Session


def target_free(target: Path) -> None:
    """Refuse a place that is taken, or whose folder is not there, before the long work."""
    try:
        taken, there = target.exists(), target.parent.is_dir()
    except OSError as error:  # a name too long, or a folder that may not be entered
        raise NotWritable(path=target) from error
    if taken:
        raise TargetExists(path=target)
    if not there:
        raise NotWritable(path=target.parent)


def write_new(target: Path, data: bytes) -> None:
    """Write a new file whole or not at all: beside its place first, then under its name."""
    draft = target.with_name(f".{target.name}.{new_id()[:8]}.new")
    try:
        try:
            with draft.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            system.private(draft)
            target_free(target)
            draft.rename(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        system.sync_folder(target.parent)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(path=target) from error
        raise NotWritable(path=target) from error


def write_down(
    session: Session,
    command: str,
    cases: Sequence[str],
    facts: dict[str, str],
    reason: str = "",
) -> None:
    """Make one journal entry for each case that left (or one without a case)."""
    told = tuple((key, sound(value)) for key, value in facts.items() if value)
    why = sound(reason) or None
    for case in cases or (None,):
        about = (case,) if case else ()
        session.vault.append(command, case, Content(about=about, facts=told, reason=why))
