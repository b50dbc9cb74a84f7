"""Sessions on small practice vaults, with the state folder where nobody else looks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fielddoc.app import contacts, records, vaults
from fielddoc.app.session import Session, open_session
from fielddoc.crypto import slots
from fielddoc.model.values import Value

PASSPHRASE = b"practica de pruebas"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("FIELDDOC_STATE", str(folder))
    return folder


def make(folder: Path, name: str) -> Session:
    made = vaults.create(folder, bytearray(PASSPHRASE), name, practice=True, cost=slots.FAST)
    return open_session(made.folder, made.key)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make(tmp_path / "uno.fielddoc", "Uno") as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Session]:
    with make(tmp_path / "dos.fielddoc", "Dos") as made:
        yield made


@pytest.fixture
def case(session: Session) -> str:
    made = records.save(session, None, None, "case", {"name": Value("Caso inventado")})
    assert made.case is not None
    return made.case


@pytest.fixture
def friends(session: Session, other: Session, tmp_path: Path) -> None:
    for one, two, name in ((session, other, "uno"), (other, session, "dos")):
        contacts.card(one, tmp_path / f"{name}.card")
        contacts.add(two, tmp_path / f"{name}.card")
