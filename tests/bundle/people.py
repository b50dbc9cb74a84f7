"""Invented people with vaults, who exchange bundles in the tests."""

import io
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from fielddoc.bundle import cards
from fielddoc.model.entry import Change, Content, SignedEntry
from fielddoc.model.ids import new_id
from fielddoc.model.values import Json, Value
from fielddoc.vault import Contact, Vault, create


def person(folder: Path, name: str, *, practice: bool = False) -> Vault:
    """A new vault of somebody called `name`."""
    return create(
        folder / name, b"{}", bytearray(sha256(name.encode()).digest()), name,
        practice=practice, state=folder / "state",
    )  # fmt: skip


def meet(one: Vault, other: Vault) -> None:
    """Let both have each other as contacts, by their cards."""
    for mine, theirs in ((one, other), (other, one)):
        mine.add_contact(contact(theirs))


def contact(vault: Vault) -> Contact:
    """What others keep of the person of `vault`."""
    card = cards.read(
        cards.make(
            vault.identity,
            [identity.recipient for identity in vault.age_identities],
            practice=vault.practice,
        )
    )
    return Contact(card.fingerprint, card.name, card.certificate, card.recipients, card.data)


def save(
    vault: Vault,
    case: str,
    kind: str,
    fields: Mapping[str, Json],
    record: str | None = None,
    over: Mapping[str, tuple[str, ...]] | None = None,
    files: Iterable[bytes] = (),
) -> str:
    """Save fields of a record as one entry; return the record's id."""
    record = record or (case if kind == "case" else new_id())
    changes = tuple(
        Change(record, kind, field, Value(v), (over or {}).get(field, ()))
        for field, v in fields.items()
    )
    stored = [vault.store_stream(io.BytesIO(data), "f", lambda at, of: None) for data in files]
    vault.append("save", case, Content(changes), stored)
    return record


def make_case(vault: Vault, name: str = "Caso Río", *, agreed: bool = True) -> str:
    """A case with a person, who agreed to share it with the team, and a photograph."""
    case = new_id()
    save(vault, case, "case", {"name": name})
    somebody = save(vault, case, "person", {"given_names": "Ana", "surname1": "Ejemplo"})
    photo = b"photo of " + name.encode() * 1000
    attachment = {"sha256": sha256(photo).hexdigest(), "size": len(photo), "name": "a.jpg"}
    save(vault, case, "evidence", {"file": attachment}, files=[photo])
    save(
        vault, case, "consent",
        {
            "person": somebody,
            "purpose": "compartir_equipo",
            "answer": "si" if agreed else "no",
        },
    )  # fmt: skip
    return case


def fold(vault: Vault, case: str) -> object:
    """Everything that the records of a case say, to compare two vaults."""
    return sorted(
        (record.id, record.kind, sorted((name, held) for name, held in record.fields.items()))
        for record in vault.records(case=case, removed=True)
    )


def journal(vault: Vault, case: str) -> list[SignedEntry]:
    """The entries of a case."""
    return list(vault.entries(case=case))
