"""Contacts: the people we send to, and the card others need to send to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc import vault
from fielddoc.app.exporting import target_free, write_new
from fielddoc.app.rows import Contact
from fielddoc.bundle import cards
from fielddoc.errors import ContactRefused, ContactUnknown, PracticeVault

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.session import Session


def card(session: Session, target: Path, *, organisation: str = "") -> Contact:
    """Write our own signed contact card to `target`; return what it says."""
    target_free(target)
    data = _own(session, organisation)
    write_new(target, data)
    return _of_card(cards.read(data))


def own(session: Session) -> Contact:
    """What our own card says; nothing is written."""
    return _of_card(cards.read(_own(session)))


def spoken(fingerprint: str) -> str:
    """A fingerprint in the groups that two people read to each other."""
    return cards.spoken(fingerprint)


def read(path: Path) -> Contact:
    """What a card says, to compare `spoken` aloud before adding it. Raises `ContactRefused`."""
    return _of_card(cards.read(_bytes(path)))


def add(session: Session, path: Path) -> Contact:
    """Add the person of a card to our contacts. Raises `ContactRefused`, `PracticeVault`."""
    data = _bytes(path)
    found = cards.read(data)
    if found.practice != session.vault.practice:
        raise PracticeVault
    session.vault.add_contact(
        vault.Contact(found.fingerprint, found.name, found.certificate, found.recipients, data)
    )
    return _of_card(found)


def listing(session: Session) -> list[Contact]:
    """Our contacts by name."""
    found = (_of_card(cards.read(contact.card)) for contact in session.vault.contacts())
    return sorted(found, key=lambda contact: (contact.name, contact.fingerprint))


def choose(session: Session, named: str) -> vault.Contact:
    """The contact with this fingerprint (or its start, 8 digits or more) or name.

    Raises `ContactUnknown` where nobody, or more than one, is meant.
    """
    fitting = [
        contact
        for contact in session.vault.contacts()
        if contact.name == named
        or (len(named) >= 8 and contact.fingerprint.startswith(named.lower()))
    ]
    if len(fitting) != 1:
        raise ContactUnknown(name=named)
    return fitting[0]


def _own(session: Session, organisation: str = "") -> bytes:
    recipients = [identity.recipient for identity in session.vault.age_identities]
    return cards.make(
        session.vault.identity,
        recipients,
        organisation=organisation,
        practice=session.vault.practice,
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(cards.MAX_SIZE + 1)
    except OSError as error:
        raise ContactRefused(reason="unreadable") from error


def _of_card(found: cards.Card) -> Contact:
    return Contact(
        found.fingerprint,
        found.name,
        found.recipients,
        spoken=found.spoken,
        organisation=found.organisation,
        practice=found.practice,
    )
