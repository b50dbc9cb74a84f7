"""The terminal run in this process, with a state folder of its own and passphrases in files."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fielddoc.app import records, vaults
from fielddoc.app.session import open_session
from fielddoc.cli.main import main
from fielddoc.crypto import slots
from fielddoc.model.values import Value

PASSPHRASE = b"practica de pruebas"


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDDOC_STATE", str(tmp_path / "state"))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path / "state"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*words: object) -> Ran:
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return ran


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "frase"
    file.write_bytes(PASSPHRASE + b"\n")
    return file


def make(folder: Path, name: str) -> tuple[Path, str]:
    """A practice vault with one case whose person agreed to court and team."""
    made = vaults.create(folder, bytearray(PASSPHRASE), name, practice=True, cost=slots.FAST)
    with open_session(made.folder, made.key) as session:
        name = "Caso inventado"
        case = records.save(session, None, None, "case", {"name": Value(name)}).case or ""
        given = {"given_names": Value("Tadeo")}
        person = records.save(session, case, None, "person", given).record
        for purpose in ("presentar_nacional", "compartir_equipo"):
            fields = {"person": Value(person), "purpose": Value(purpose), "answer": Value("si")}
            records.save(session, case, None, "consent", fields)
    return made.folder, case


@pytest.fixture
def vault(tmp_path: Path) -> tuple[Path, str]:
    return make(tmp_path / "uno.fielddoc", "Uno")
