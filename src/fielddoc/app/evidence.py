"""Evidence: files taken in sealed, with their record and their chain of custody."""

from __future__ import annotations

import datetime
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from fielddoc.app.media import HEAD, evidence_kind, media_type
from fielddoc.app.records import Page, save_pages
from fielddoc.errors import FieldDocError, RecordUnknown, SourceVanished, ValueRefused
from fielddoc.model.entry import Content
from fielddoc.model.names import sound
from fielddoc.model.values import Value
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from io import RawIOBase

    from fielddoc.app.rows import Changes
    from fielddoc.app.session import Session
    from fielddoc.model.record import Record
    from fielddoc.vault import StoredFile

KIND = "evidence"


def attach(
    session: Session,
    case: str,
    path: Path | Sequence[Path],
    fields: Mapping[str, Value] | None = None,
    progress: Progress = silent,
    record: str | None = None,
) -> Changes:
    """Take a file (or several) in: sealed, hashed, one evidence record each, one entry.

    `record` is the one that a single file belongs to: one that has none yet, or the id that a new
    one is to have. A file that is there is never replaced (`ValueRefused`, "has-file").

    `fields` go onto every record; a custody event "received" with the time by this machine's
    clock is added to those given. Raises `SourceVanished`, `DiskFull`; nothing is then in the
    journal.
    """
    paths = [path] if isinstance(path, Path) else list(path)
    given = dict(fields or {})
    old = _without_file(session, record)
    sizes = [_size(each) for each in paths]
    stored: list[StoredFile] = []
    pages: list[Page] = []
    try:
        for number, each in enumerate(paths):
            step = Part(progress, sum(sizes[:number]), sum(sizes))
            head = head_of(each)
            stored.append(session.vault.store(each, step))
            media = media_type(head, each.name)
            pages.append(page_of(session, stored[-1], media, {**_said(old), **given}))
        if record is not None and len(pages) == 1:
            pages = [replace(pages[0], record=record, new=old is None)]
        return save_pages(session, case, pages, command="attach", files=stored)
    except FieldDocError:
        for kept in stored:
            session.vault.drop_stored(kept)
        raise


def attach_stream(
    session: Session,
    case: str,
    stream: BinaryIO,
    name: str,
    fields: Mapping[str, Value] | None = None,
    progress: Progress = silent,
) -> Changes:
    """Take in what a camera, microphone or drawing gives, without a file on the way.

    `stream` can be read from its start again (`seek`).
    """
    head = stream.read(HEAD)
    stream.seek(0)
    stored = session.vault.store_stream(stream, name, progress)
    page = page_of(session, stored, media_type(head, name), fields or {})
    return save_pages(session, case, [page], command="attach", files=[stored])


def read(session: Session, sha256: str) -> RawIOBase:
    """The content of a file, decrypted as it is read. Raises `FileMissing`."""
    return session.vault.file(sha256)


def opened(session: Session, record: str) -> None:
    """Write down that somebody opened a piece of evidence to look at it."""
    case = session.vault.record(record).case
    session.vault.append("open", case, Content(about=(record,)))


def _without_file(session: Session, record: str | None) -> Record | None:
    """The record that waits for its file, or None when there is no such record yet."""
    if record is None:
        return None
    try:
        old = session.vault.record(record)
    except RecordUnknown:
        return None
    if any(held.value.v for held in old.held("file")):
        raise ValueRefused(kind=KIND, field="file", reason="has-file")
    return old


def _said(old: Record | None) -> dict[str, Value]:
    """What a record says that the file would say too: a person's words stay."""
    if old is None:
        return {}
    first = {name: next(iter(old.held(name)), None) for name in ("title", "kind", "custody")}
    return {name: one.value for name, one in first.items() if one and not one.value.empty}


class Part:
    """The progress of one file among several."""

    def __init__(self, progress: Progress, before: int, total: int) -> None:
        self._progress = progress
        self._before = before
        self._total = total

    def __call__(self, at: int, of: int) -> None:
        self._progress(self._before + at, max(self._total, self._before + of))


def _size(path: Path) -> int:
    """How long a file is; `SourceVanished` for what is none, as a folder or a pipe."""
    try:
        found = path.stat()
    except OSError as error:
        raise SourceVanished(name=path.name) from error
    if not stat.S_ISREG(found.st_mode):
        raise SourceVanished(name=path.name)
    return found.st_size


def head_of(path: Path) -> bytes:
    """The first bytes of a file. Raises `SourceVanished`."""
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except OSError as error:
        raise SourceVanished(name=path.name) from error


def page_of(
    session: Session, stored: StoredFile, media: str, fields: Mapping[str, Value], note: str = ""
) -> Page:
    """The page of a new evidence record, its custody begun; `note` goes onto that event."""
    now = datetime.datetime.now().astimezone()
    received = {
        "event": Value("recibido").to_json(),
        "date": Value(now.date().isoformat()).to_json(),
        "time": Value(f"{now:%H:%M}").to_json(),
        "by": Value(session.vault.identity.pseudonym).to_json(),
        **({"note": Value(note).to_json()} if note else {}),
    }
    earlier = (fields["custody"].v if "custody" in fields else None) or []
    name = sound(stored.name)
    file = {"sha256": stored.sha256, "size": stored.size, "name": name, "media": media}
    shown = "".join(char if char.isprintable() else " " for char in name)
    made: dict[str, Value] = {
        "title": Value(" ".join(shown.split())),
        "kind": Value(evidence_kind(media)),
        **fields,
        "file": Value(file),
        "custody": Value([*earlier, received]),
    }
    return Page(KIND, made)
