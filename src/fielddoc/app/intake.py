"""Whole folders and camera cards as evidence: nothing is skipped without a word."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fielddoc import system
from fielddoc.app.evidence import KIND, Part, head_of, page_of
from fielddoc.app.media import media_type
from fielddoc.app.records import Page, save_pages
from fielddoc.app.rows import Changes
from fielddoc.errors import SourceVanished
from fielddoc.model.ids import new_id
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fielddoc.app.session import Session
    from fielddoc.model.values import Value
    from fielddoc.vault import StoredFile

AT_ONCE = 200
"""Records in one entry: a card of thousands becomes several, each small enough to travel."""
LITTER = {".ds_store", "thumbs.db", "desktop.ini", ".spotlight-v100", ".trashes", ".fseventsd"}
"""What systems leave in folders by themselves, in lower case."""


@dataclass(frozen=True, slots=True)
class TakenRow:
    """What became of one file. `path` is relative to the folder that was chosen.

    `state`: "new" (`record` is the one made), "here" (this case has it already, as `record`),
    "refused" (`reason`: "link", "special", "litter", "unreadable").
    """

    path: str
    state: str
    record: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a folder: every file has its row, in the order of the folder."""

    changes: Changes
    rows: tuple[TakenRow, ...]

    def count(self, state: str) -> int:
        """How many files ended so."""
        return sum(row.state == state for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    shown: str
    size: int = 0
    refused: str = ""


def take(
    session: Session,
    case: str,
    paths: Sequence[Path],
    fields: Mapping[str, Value] | None = None,
    progress: Progress = silent,
) -> Intake:
    """Take folders (with all below them) and files in; a record each, as `evidence.attach`.

    A file that cannot be read, and one that the case already has (the same SHA-256), does not
    hold up the others. Links are not followed. Raises `Cancelled`, `DiskFull`, `ValueRefused`:
    nothing of it is then in the case.
    """
    found = [each for path in paths for each in _walk(path)]
    taking = _Taking(session, case, fields or {})
    total, done = sum(each.size for each in found), 0
    rows: list[TakenRow] = []
    try:
        for each in found:
            progress(done, total)
            rows.append(taking.row(each, Part(progress, done, total)))
            done += each.size
        return Intake(_save(session, case, taking.pages), tuple(rows))
    except BaseException:
        for _, kept in taking.pages:
            session.vault.drop_stored(kept)
        raise


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:  # a name too long, or a folder above that may not be entered
        return False


class _Taking:
    """Seals file after file; `pages` are the records to be made of those that are new."""

    def __init__(self, session: Session, case: str, fields: Mapping[str, Value]) -> None:
        self._session = session
        self._fields = fields
        self._known = _known(session, case)
        self.pages: list[tuple[Page, StoredFile]] = []

    def row(self, found: _Found, progress: Progress) -> TakenRow:
        """Take one file in, and say what became of it."""
        if found.refused:
            return TakenRow(found.shown, "refused", reason=found.refused)
        try:
            head = head_of(found.path)
            kept = self._session.vault.store(found.path, progress)
        except SourceVanished:
            return TakenRow(found.shown, "refused", reason="unreadable")
        if here := self._known.get(kept.sha256):
            self._session.vault.drop_stored(kept)
            return TakenRow(found.shown, "here", here)
        record = self._known[kept.sha256] = new_id()
        media = media_type(head, found.path.name)
        page = page_of(self._session, kept, media, self._fields, _note(found))
        self.pages.append((Page(KIND, page.fields, record, new=True), kept))
        return TakenRow(found.shown, "new", record)


def _save(session: Session, case: str, pages: Sequence[tuple[Page, StoredFile]]) -> Changes:
    made = [
        save_pages(
            session, case, [page for page, _ in part], command="attach", files=[s for _, s in part]
        )
        for part in (pages[at : at + AT_ONCE] for at in range(0, len(pages), AT_ONCE))
    ]
    records = frozenset().union(*(each.records for each in made))
    return Changes(
        records, case, made[-1].entry if made else None, made[0].record if made else None
    )


def _known(session: Session, case: str) -> dict[str, str]:
    """SHA-256 → evidence record, of what the case holds already."""
    return {
        held.value.v["sha256"]: record.id
        for record in session.vault.records(case=case, kind=KIND)
        for held in record.held("file")
        if isinstance(held.value.v, dict)
    }


def _note(found: _Found) -> str:
    """Where on the card it lay, which its name alone does not tell."""
    return found.shown if found.shown != found.path.name else ""


def _walk(path: Path) -> Iterator[_Found]:
    """Every file at and below `path`, in order; what is none is said so, never followed."""
    yield from _at(path, path.absolute().name)


def _at(path: Path, shown: str) -> Iterator[_Found]:
    try:
        facts = path.lstat()
        if path.name.lower() in LITTER:
            yield _Found(path, shown, refused="litter")
        elif stat.S_ISLNK(facts.st_mode) or system.leads_elsewhere(facts):
            yield _Found(path, shown, refused="link")
        elif stat.S_ISDIR(facts.st_mode):
            for inside in sorted(path.iterdir(), key=lambda each: each.name):
                yield from _at(inside, f"{shown}/{inside.name}")
        elif stat.S_ISREG(facts.st_mode):
            yield _Found(path, shown, facts.st_size)
        else:
            yield _Found(path, shown, refused="special")
    except OSError:
        yield _Found(path, shown, refused="unreadable")
