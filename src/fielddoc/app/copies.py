"""Working copies: what leaves the house instead of an original. Originals never change."""

from __future__ import annotations

import datetime
from collections import Counter
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from fielddoc.app.evidence import KIND
from fielddoc.app.records import Page, save_pages
from fielddoc.app.viewing import look
from fielddoc.errors import FieldDocError
from fielddoc.media import Cover, Crop, Drop, Rotate
from fielddoc.model.ids import new_id
from fielddoc.model.values import Json, Value
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fielddoc.app.rows import Changes
    from fielddoc.app.session import Session
    from fielddoc.media import Step
    from fielddoc.model.record import Record
    from fielddoc.text import Catalogue

INHERITED = (
    "kind", "description", "regarding", "acts", "intimate", "graphic", "made", "made_time",
    "made_place", "made_by",
)  # fmt: skip
"""What is as true of a copy as of its original, until somebody says otherwise."""


def make_copy(
    session: Session,
    record: str,
    steps: Sequence[Step],
    fields: Mapping[str, Value] | None = None,
    progress: Progress = silent,
) -> Changes:
    """Make a working copy as a new evidence record; `Changes.record` is its id. One entry.

    The copy is a new file of pixels alone, with its own hash. It names its original and what
    was done; `fields` go over what it inherits (`INHERITED`). Both records get a custody event.
    Without `steps` the copy only loses its metadata. Raises `MediaRefused`, `FileMissing`,
    `Cancelled`, `DiskFull`, `ValueRefused`; nothing is then in the vault.
    """
    original = session.vault.record(record)
    with look(session, record) as looking:
        made = looking.copy(steps, progress)
        name, digest = looking.name, looking.sha256
    stem = PurePath(name).stem or "evidencia"
    stored = session.vault.store_stream(
        BytesIO(made.data), f"{stem}-{session.say('copia')}{made.ending}"
    )
    copy = new_id()
    told = told_steps(steps, session.say)
    file = {"sha256": stored.sha256, "size": stored.size, "name": stored.name, "media": made.media}
    page = {
        "title": Value(f"{original.get('title') or name} ({session.say('copia de trabajo')})"),
        **{name: held[0].value for name in INHERITED if (held := original.held(name))},
        **(fields or {}),
        "file": Value(file),
        "original": Value("derivada"),
        "derived_from": Value(original.id),
        "derived_how": Value(told),
        "custody": Value([_event(session, "creado", original.id, f"SHA-256 {digest}")]),
    }
    pages = [Page(KIND, page, copy, new=True), _copied(session, original, copy, stored.sha256)]
    try:
        return save_pages(session, original.case, pages, command="copy", files=[stored])
    except FieldDocError:
        session.vault.drop_stored(stored)
        raise


def told_steps(steps: Sequence[Step], say: Catalogue) -> str:
    """What was done to a copy, in a sentence for the record."""
    told: list[str] = []
    for step in steps:
        match step:
            case Rotate(degrees):
                told.append(say("girada {degrees}°", degrees=degrees))
            case Crop():
                told.append(say("recortada"))
            case Drop(page):
                told.append(say("página {page} quitada", page=page + 1))
    covered = Counter(step.how for step in steps if isinstance(step, Cover))
    if covered["mean"]:
        told.append(say("zonas cubiertas con su color medio: {n}", n=covered["mean"]))
    if covered["solid"]:
        told.append(say("zonas tapadas en negro: {n}", n=covered["solid"]))
    return "; ".join([*told, say("solo imagen, sin metadatos")])


def _copied(session: Session, original: Record, copy: str, sha256: str) -> Page:
    """The original's page: its custody goes on, whatever else people disagree about stays."""
    held = original.held("custody")
    before: Json = original.get("custody") or []
    event = _event(session, "copiado", copy, f"SHA-256 {sha256}")
    based = {"custody": [row.entry for row in held[:1]]}
    return Page(KIND, {"custody": Value([*before, event])}, original.id, based)


def _event(session: Session, event: str, item: str, note: str) -> dict[str, Json]:
    now = datetime.datetime.now().astimezone()
    plain = {
        "event": event,
        "date": now.date().isoformat(),
        "time": f"{now:%H:%M}",
        "by": session.vault.identity.pseudonym,
        "item": item,
        "note": note,
    }
    return {name: Value(value).to_json() for name, value in plain.items()}
