"""Drafts: what was typed and not yet saved, encrypted in the vault within two seconds."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from fielddoc.app.rows import Draft
from fielddoc.model.values import Value

if TYPE_CHECKING:
    from fielddoc.app.session import Session


def keep(session: Session, draft: Draft) -> None:
    """Keep a draft in place of the one with the same key.

    It is kept escaped, as typing may hold what no encoding has: half of a pasted emoji.
    """
    now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    data = {
        "kind": draft.kind,
        "case": draft.case,
        "record": draft.record,
        "fields": {name: value.to_json() for name, value in draft.fields.items()},
        "based_on": {name: list(seen) for name, seen in draft.based_on.items()},
        "saved_at": now,
    }
    session.vault.save_draft(draft.key, json.dumps(data).encode())


def pending(session: Session) -> list[Draft]:
    """All drafts, oldest first, as after a power cut."""
    found = (_read(key, data) for key, data in session.vault.drafts().items())
    return sorted(found, key=lambda draft: draft.saved_at)


def drop(session: Session, key: str) -> None:
    """Forget a draft: it was saved, or the person threw it away."""
    session.vault.drop_draft(key)


def _read(key: str, data: bytes) -> Draft:
    raw = json.loads(data)
    return Draft(
        key,
        raw["kind"],
        raw["case"],
        raw["record"],
        {name: Value.from_json(value) for name, value in raw["fields"].items()},
        {name: tuple(seen) for name, seen in raw["based_on"].items()},
        raw["saved_at"],
    )
