"""`fielddoc people duplicates`: who may be the same, for a person and for a program."""

import json
from pathlib import Path

import pytest

from fielddoc.app import records, vaults
from fielddoc.app.session import open_session
from fielddoc.model.values import Value
from tests.cli.conftest import PASSPHRASE, Run


@pytest.fixture
def twice(vault: tuple[Path, str]) -> Path:
    folder, case = vault
    with open_session(folder, vaults.unlock(folder, bytearray(PASSPHRASE))) as session:
        for given in ("Francisco", "Pancho"):
            fields = {"given_names": Value(given), "surname1": Value("Xicale")}
            records.save(session, case, None, "person", fields)
    return folder


def test_pairs_are_told_with_their_reasons(run: Run, twice: Path, secret: Path):
    done = run("people", "duplicates", twice, "--passphrase-file", secret, "--lang", "es")
    assert done.code == 0
    assert "Francisco Xicale  ·  Pancho Xicale" in done.out
    assert "  + Mismo apellido: Xicale" in done.out
    assert "Parejas: 1." in done.out


def test_pairs_as_json_carry_codes(run: Run, twice: Path, secret: Path):
    done = run("people", "duplicates", twice, "--json", "--passphrase-file", secret)
    told = json.loads(done.out)
    assert told["count"] == 1
    (pair,) = told["pairs"]
    assert "given-nickname-of" in [reason["code"] for reason in pair["reasons"]]
    assert 0.25 <= pair["score"] <= 1
