"""What the vault's tests share: people who write entries, and a picture of all that was folded."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from fielddoc import vault
from fielddoc.crypto.identity import Identity
from fielddoc.model.entry import Change, Content, Header, SignedEntry
from fielddoc.model.ids import new_id
from fielddoc.model.values import Value
from fielddoc.vault import Naming, Vault
from fielddoc.vault.rebuild import pictures

NAMING = Naming(
    titles={"case": ("name",), "person": ("given", "surname")},
    references={"case": ("key",)},
    version="1",
)


class House:
    """A folder in which vaults are made; all have keys of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.keys: dict[Path, bytearray] = {}
        self.open: list[Vault] = []

    def create(self, name: str = "A") -> Vault:
        path = self.folder / f"{name}.fielddoc"
        self.keys[path] = bytearray(os.urandom(32))
        made = vault.create(
            path, b"{}", self.keys[path], name, state=self.state / name, naming=NAMING
        )
        self.open.append(made)
        return made

    def reopen(self, old: Vault) -> Vault:
        old.close()
        return self.unlock(old.folder)

    def unlock(self, path: Path) -> Vault:
        name = path.stem
        found = vault.open_vault(path, self.keys[path], state=self.state / name, naming=NAMING)
        self.open.append(found)
        return found

    def close(self) -> None:
        for each in self.open:
            each.close()


class Writer:
    """Somebody elsewhere: signs a chain of entries that no vault here has seen."""

    def __init__(self, identity: Identity | None = None) -> None:
        self.identity = identity or Identity.new("alguien")
        self.n = 0
        self.prev: str | None = None

    def write(
        self,
        content: Content,
        *,
        case: str | None = None,
        id_: str | None = None,
        at: str = "2026-03-01T10:00:00.000-06:00",
        **parts: object,
    ) -> SignedEntry:
        data = content.to_bytes()
        self.n += 1
        named = {"n": self.n, "prev": self.prev, "content": sha256(data).hexdigest(), **parts}
        header = Header(
            id=id_ or new_id(),
            author=self.identity.fingerprint,
            at=at,
            mono=self.n,
            clock="unchecked",
            case=case,
            command="test",
            program="0",
            **named,  # type: ignore[arg-type]
        ).to_bytes()
        entry = SignedEntry(header, self.identity.sign(header), data)
        self.prev = entry.hash
        return entry


def change(
    record: str,
    value: object,
    over: Sequence[str] = (),
    *,
    kind: str = "person",
    field: str = "given",
) -> Change:
    return Change(record, kind, field, Value(value), tuple(over))


def picture(of: Vault) -> dict[str, bytes]:
    """All that the fold says, by record, and what waits and was erased."""
    database = of._database
    found = pictures(database)
    for name, sql in (
        ("waiting", "SELECT hash, content FROM waiting ORDER BY hash"),
        ("erased", "SELECT id FROM erased ORDER BY id"),
        ("contents", "SELECT hash, content FROM entry ORDER BY hash"),
        ("mentions", "SELECT sha256, entry FROM mention ORDER BY sha256, entry"),
    ):
        found[name] = sha256(repr(database.rows(sql)).encode()).digest()
    found["heads"] = repr(sorted(of.heads().items())).encode()
    found["forks"] = repr(of.forks()).encode()
    found["listed"] = repr((of.cases(), of.case_count())).encode()
    return found
