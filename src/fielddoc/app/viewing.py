"""Looking at evidence: pictures, pages, words and sounds, and what a file says of itself.

Only `look`, `play` and `sensitive` need the vault and its thread; what a `Looking` does
afterwards may run on any one thread, so that a slow file does not hold up the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, cast

from fielddoc.app.evidence import opened
from fielddoc.app.media import HEAD, media_type
from fielddoc.app.viewing_words import label, shown
from fielddoc.errors import FileMissing
from fielddoc.media import Document, viewer_of
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import RawIOBase
    from typing import BinaryIO

    from fielddoc.app.session import Session
    from fielddoc.media import Box, Copy, Pixels, Step, Text
    from fielddoc.model.record import Record
    from fielddoc.text import Catalogue

SENSITIVE = ("intimate", "graphic")
"""Fields of the evidence form that hide a picture until somebody asks for it."""


@dataclass(frozen=True, slots=True)
class FactsView:
    """What a file says of itself, labelled in the session's language; shown, never trusted.

    `pages`, `width` and `height` (of the first page, upright: pixels, of documents points) are
    0 and `seconds` is `None` where that is not known.
    """

    rows: tuple[tuple[str, str], ...] = ()
    pages: int = 0
    width: int = 0
    height: int = 0
    seconds: float | None = None


class Looking:
    """One piece of evidence that somebody looks at; `close` it, or use it with `with`.

    `viewer` is "image", "pdf", "text", "sound", "video" or nothing; `size` is in bytes;
    `sensitive` names the reasons to show it grey and muted until asked for (`sensitive`).
    Its methods raise `MediaRefused`, `VaultDamaged` and, when `progress` says so, `Cancelled`.
    """

    def __init__(
        self, record: Record, reader: RawIOBase, say: Catalogue, reasons: tuple[str, ...]
    ) -> None:
        file = record.get("file") or {}
        self.record = record.id
        self.name = str(file.get("name", ""))
        self.sha256 = str(file.get("sha256", ""))
        self.sensitive = reasons
        self.media = media_type(reader.read(HEAD) or b"", self.name)
        self.viewer = viewer_of(self.media)
        self.size = reader.seek(0, 2)
        self._say = say
        self._reader = reader
        self._document = Document(cast("BinaryIO", reader), self.viewer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the helper and forget the content."""
        self._document.close()
        self._reader.close()

    def picture(self, width: int, page: int = 0, progress: Progress = silent) -> Pixels:
        """A page as pixels, at most `width` wide (`media.Document.picture`)."""
        return self._document.picture(width, page, progress)

    def text(self, progress: Progress = silent) -> Text:
        """The words of a text file."""
        return self._document.text(progress)

    def faces(self, page: int = 0, progress: Progress = silent) -> tuple[Box, ...]:
        """Where faces seem to be, for a person to confirm, move and add to."""
        return self._document.faces(page, progress)

    def copy(self, steps: Sequence[Step], progress: Progress = silent) -> Copy:
        """The bytes of a working copy; `copies.make_copy` keeps one as evidence."""
        return self._document.copy(steps, progress)

    def facts(self, progress: Progress = silent) -> FactsView:
        """What the file says of itself."""
        found = self._document.facts(progress)
        rows = tuple((label(row.key, self._say), shown(row, self._say)) for row in found.rows)
        return FactsView(rows, found.pages, found.width, found.height, found.seconds)


def look(session: Session, record: str) -> Looking:
    """Open a piece of evidence to look at it; of a sensitive one the journal says so.

    Raises `RecordUnknown`, and `FileMissing` when its file is not in this vault.
    """
    found = session.vault.record(record)
    reader = _reader(session, found)
    return Looking(found, reader, session.say, _noted(session, found))


def picture(
    session: Session, record: str, width: int, page: int = 0, progress: Progress = silent
) -> Pixels:
    """One picture of a piece of evidence; to turn pages, `look` and keep what it returns."""
    with look(session, record) as looking:
        return looking.picture(width, page, progress)


def facts(session: Session, record: str, progress: Progress = silent) -> FactsView:
    """What the file of a piece of evidence says of itself."""
    with look(session, record) as looking:
        return looking.facts(progress)


def play(session: Session, record: str) -> RawIOBase:
    """A reader (`read`, `seek`, `size`) that decrypts a sound or video while it is played."""
    found = session.vault.record(record)
    reader = _reader(session, found)
    _noted(session, found)
    return reader


def sensitive(session: Session, record: str) -> tuple[str, ...]:
    """Why it is shown grey and muted until somebody asks: "intimate", "graphic", or nothing.

    While two people disagree the more careful answer counts. Writes nothing down: for lists.
    """
    return _reasons(session.vault.record(record))


def _reasons(found: Record) -> tuple[str, ...]:
    return tuple(
        name
        for name in SENSITIVE
        if any(held.value.v not in (None, "no") for held in found.held(name))
    )


def _noted(session: Session, found: Record) -> tuple[str, ...]:
    """Write down, once in a session, that something sensitive was opened."""
    reasons = _reasons(found)
    if reasons and found.id not in session.seen:
        opened(session, found.id)
        session.seen.add(found.id)
    return reasons


def _reader(session: Session, found: Record) -> RawIOBase:
    file = found.get("file")
    if not isinstance(file, dict):
        raise FileMissing(sha256="")
    return session.vault.file(file["sha256"])
