"""Contacts: the people we send to, and the card others need to send to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.rows import Contact
    from fielddoc.app.session import Session


def card(session: Session, target: Path) -> Contact:
    """Write our own signed contact card to `target`; return what it says."""
    raise NotImplementedError


def read(path: Path) -> Contact:
    """What a card says, to compare its fingerprint aloud before adding it. `ContactRefused`."""
    raise NotImplementedError


def add(session: Session, path: Path) -> Contact:
    """Add the person of a card to our contacts."""
    raise NotImplementedError


def listing(session: Session) -> list[Contact]:
    """Our contacts by name."""
    raise NotImplementedError
