"""Vaults that are made once and copied for each test that may spoil them."""

import os
import shutil
from pathlib import Path

import pytest

from fielddoc.app import bundles, contacts, dossiers, drafts, evidence, records, vaults
from fielddoc.app.rows import Draft
from fielddoc.app.session import open_session
from fielddoc.crypto import slots
from fielddoc.model.values import Value
from tests.journeys.clumsy import DRAFT, PASSPHRASE, Desk


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The vaults nobody has spoiled, with a dossier and a bundle."""
    folder = tmp_path_factory.mktemp("clumsy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDDOC_STATE", str(folder / "state"))
        return _made(folder)


def _made(folder: Path) -> Desk:
    keys = {}
    for name in ("uno", "dos"):
        new = vaults.create(
            folder / f"{name}.fielddoc", bytearray(PASSPHRASE), name.title(),
            practice=True, cost=slots.FAST,
        )  # fmt: skip
        keys[new.folder.name] = new.key
    with (
        open_session(folder / "uno.fielddoc", keys["uno.fielddoc"]) as uno,
        open_session(folder / "dos.fielddoc", keys["dos.fielddoc"]) as dos,
    ):
        for one, two, name in ((uno, dos, "uno"), (dos, uno, "dos")):
            contacts.card(one, folder / f"{name}.card")
            contacts.add(two, folder / f"{name}.card")
        case = records.save(uno, None, None, "case", {"name": Value("Caso inventado")}).case or ""
        person = records.save(uno, case, None, "person", {"given_names": Value("Tadeo")}).record
        for purpose in ("presentar_nacional", "compartir_equipo"):
            fields = {"person": Value(person), "purpose": Value(purpose), "answer": Value("si")}
            records.save(uno, case, None, "consent", fields)
        (folder / "nota.txt").write_bytes(b"una nota inventada")
        evidence.attach(uno, case, folder / "nota.txt")
        draft = Draft("d", "person", case, person, {"given_names": Value(DRAFT)}, {}, "")
        drafts.keep(uno, draft)
        dossiers.make(uno, case, "court", "es", folder / "a.pdf")
        bundles.pack(uno, [case], ["Dos"], folder / "b.age")
    (folder / "frase").write_bytes(PASSPHRASE + b"\n")
    desk = Desk(folder, keys, case, {}, {})
    desk.before |= {path.name: desk.picture(path) for path in (desk.uno, desk.dos)}
    return desk


@pytest.fixture
def desk(made: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy to spoil, with a HOME and a state folder of its own."""
    folder = tmp_path / "desk"
    shutil.copytree(made.folder, folder, ignore=shutil.ignore_patterns("state"))
    (folder / "home").mkdir()
    env = {**os.environ, "HOME": str(folder / "home"), "FIELDDOC_STATE": str(folder / "state"),
           "LC_ALL": "es_MX.UTF-8", "PYTHONUTF8": "1"}  # fmt: skip
    monkeypatch.setenv("FIELDDOC_STATE", str(folder / "state"))
    monkeypatch.setattr(slots, "calibrate", lambda: slots.FAST)
    before = {
        name: (*seen[:3], [path.replace(str(made.folder), str(folder)) for path in seen[3]])
        for name, seen in made.before.items()
    }
    return Desk(folder, made.keys, made.case, env, before)
