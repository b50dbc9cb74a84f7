"""Bundles: send cases to colleagues, look into what came, take it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fielddoc import bundle
from fielddoc.app.contacts import choose
from fielddoc.app.exporting import target_free, write_down
from fielddoc.app.naming import Names
from fielddoc.model.record import REMOVED
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fielddoc.app.session import Session
    from fielddoc.bundle import CaseSeen, Packed, Preview
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

    The entry of a case that may not travel says so and why (`bundle.consent`); its consents
    may have gone. Raises `ConsentMissing`, `ContactUnknown`, `PracticeVault`, `TargetExists`,
    `NotWritable`.
    """
    target_free(target)
    chosen = [choose(session, contact) for contact in contacts]
    packed = bundle.pack(session.vault, cases, chosen, target, progress)
    facts = {
        "file": target.name,
        "bundle": packed.id,
        "digest": packed.sha256,
        "recipient": ", ".join(contact.name for contact in chosen),
    }
    try:
        if packed.cases or not cases:
            write_down(session, "bundle", packed.cases, facts, reason)
        for case, why in packed.left_out:
            write_down(session, "bundle", [case], {**facts, "left_out": why}, reason)
    except BaseException:
        target.unlink(missing_ok=True)  # nothing leaves that the journal does not tell
        raise
    return packed


def preview(session: Session, path: Path, progress: Progress = silent) -> Preview:
    """Open a bundle into sealed quarantine and say what is in it; nothing is imported."""
    return bundle.inspect(session.vault, path, progress)


def take(session: Session, preview: Preview, progress: Progress = silent) -> Absorbed:
    """Take a previewed bundle in, as one transaction."""
    return bundle.take(session.vault, preview, progress)


def discard(session: Session, preview: Preview) -> None:  # noqa: ARG001 (a command like others)
    """Let a previewed bundle go without importing anything."""
    preview.discard()


def facts(session: Session, preview: Preview) -> dict[str, Any]:
    """What a preview says, as plain facts to print: who, what, how much, what it would change."""
    told: dict[str, Any] = {
        "id": preview.id,
        "date": preview.date,
        "size": preview.size,
        "sender": preview.sender_name,
        "sender_known": preview.sender_known,
        "fingerprint": preview.spoken,
        "replayed": preview.replayed,
        "gap": preview.gap,
        "authors": [author.name for author in preview.authors],
        "files": preview.files,
    }
    if preview.contents is None:
        return told
    inside = preview.contents
    names = Names(session)
    told |= {
        "new": inside.new,
        "known": inside.known,
        "waiting": inside.waiting,
        "erasures": inside.erasures,
        "cases": [
            {"id": case.id, "title": _title(case), "entries": case.entries, "here": case.here}
            for case in inside.cases
        ],
        "consents": len(inside.consents),
        "withdrawn": sum(consent.withdrawn for consent in inside.consents),
        "conflicts": [
            {"record": names.name_of(record), "field": _label(session, kind, field)}
            for record, kind, field in inside.conflicts
        ],
        "unknown_fields": sorted(
            f"{kind}.{field}" for kind, field in inside.fields if not _known(session, kind, field)
        ),
    }
    return told


def _title(case: CaseSeen) -> str:
    """What a case in a bundle is called there."""
    name = case.fields.get("name") or case.fields.get("key")
    return str(name.v) if name is not None and name.v else case.id[:8]


def _label(session: Session, kind: str, field: str) -> str:
    """A field's label by kind and name."""
    return Names(session).label(session.forms.kinds.get(kind), field)


def _known(session: Session, kind: str, field: str) -> bool:
    form = session.forms.kinds.get(kind)
    return field == REMOVED or (form is not None and field in form.fields)
