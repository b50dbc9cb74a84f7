"""What lies beside the journal: drafts, contacts, bundles sent and received."""

import json
from collections.abc import Mapping

from fielddoc.vault.database import Database
from fielddoc.vault.rows import Bundle, Contact


class Papers:
    """Small tables; each change is durable when its function returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_draft(self, key: str, data: bytes) -> None:
        """Keep or replace a draft."""
        self._database.run("INSERT OR REPLACE INTO draft VALUES (?, ?)", (key, data))

    def drafts(self) -> Mapping[str, bytes]:
        """Return all drafts."""
        return dict(self._database.rows("SELECT key, data FROM draft ORDER BY key"))

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        self._database.run("DELETE FROM draft WHERE key = ?", (key,))

    def add_contact(self, contact: Contact) -> None:
        """Keep or replace a contact."""
        self._database.run(
            "INSERT OR REPLACE INTO contact VALUES (?, ?, ?, ?, ?)",
            (
                contact.fingerprint, contact.name, contact.certificate,
                " ".join(contact.recipients), contact.card,
            ),
        )  # fmt: skip

    def contacts(self) -> list[Contact]:
        """Return all contacts by name."""
        rows = self._database.rows(
            "SELECT fingerprint, name, certificate, recipients, card FROM contact"
            " ORDER BY name, fingerprint"
        )
        return [
            Contact(fingerprint, name, certificate, tuple(recipients.split()), card)
            for fingerprint, name, certificate, recipients, card in rows
        ]

    def add_bundle(self, bundle: Bundle) -> None:
        """Note a bundle."""
        self._database.run(
            "INSERT OR REPLACE INTO bundle VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                bundle.direction, bundle.id, bundle.peer, bundle.at, bundle.sha256,
                json.dumps(dict(bundle.heads)), json.dumps(dict(bundle.facts)),
            ),
        )  # fmt: skip

    def bundles(self, direction: str | None, peer: str | None) -> list[Bundle]:
        """Return bundles, oldest first."""
        rows = self._database.rows(
            "SELECT direction, id, peer, at, sha256, heads, facts FROM bundle"
            " WHERE direction = coalesce(?, direction) AND peer = coalesce(?, peer)"
            " ORDER BY at, id, peer",
            (direction, peer),
        )
        return [
            Bundle(way, id_, whom, at, digest, json.loads(heads), json.loads(facts))
            for way, id_, whom, at, digest, heads, facts in rows
        ]
