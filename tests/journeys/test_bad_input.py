"""Keys, slots and vaults as attackers and accidents leave them: a sentence, and nothing lost."""

import json
import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from fielddoc.app import attempts, vaults
from fielddoc.app.session import open_session
from fielddoc.crypto import slots
from fielddoc.errors import TooSoon, WrongPassphrase
from tests.journeys.clumsy import PASSPHRASE, Desk, told, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts and signals of Linux")


# --- passphrases


def test_a_wrong_passphrase_waits_longer_each_time_and_never_locks_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    wrong = desk.folder / "otra"
    wrong.write_bytes(b"no es esta")
    words = ("case", "list", desk.uno, "--passphrase-file", wrong)
    first = desk.run(*words)
    assert (first.code, "[wrong-passphrase]" in first.err) == (1, True)
    assert "no abre esta bóveda. Podrá intentarlo de nuevo en 1 segundos" in first.err
    now = [time.time() + 1]
    monkeypatch.setattr("fielddoc.app.attempts.time.time", lambda: now[0])
    waits = []
    for _ in range(9):
        with pytest.raises(WrongPassphrase) as refused:
            vaults.unlock(desk.uno, bytearray(b"tampoco"))
        waits.append(int(str(refused.value.facts["wait"])))
        with pytest.raises(TooSoon):
            vaults.unlock(desk.uno, bytearray(PASSPHRASE))
        now[0] += waits[-1]
    assert waits == sorted(waits)
    assert (waits[0], max(waits)) == (2, attempts.LONGEST)
    english = desk.english(*words)
    assert (
        f"does not open this vault. You can try again in {attempts.LONGEST} seconds" in english.err
    )
    now[0] += attempts.LONGEST
    assert desk.english("case", "list", desk.uno, *desk.secret).code == 0
    desk.whole()


@pytest.mark.parametrize(
    "written",
    [
        PASSPHRASE,
        PASSPHRASE + b"\n",
        PASSPHRASE + b"\r\n",
        b"\xef\xbb\xbf" + PASSPHRASE + b"\r\n",
        PASSPHRASE.decode().encode("utf-16") + "\r\n".encode("utf-16-le"),
    ],
    ids=["bare", "line", "crlf", "bom", "utf-16"],
)
def test_editors_marks_are_no_part_of_a_passphrase(desk: Desk, written: bytes):
    (desk.folder / "frase").write_bytes(written)
    assert desk.english("case", "list", desk.uno, *desk.secret).code == 0


def test_a_passphrase_file_that_is_empty_or_not_there(desk: Desk):
    (desk.folder / "frase").write_bytes(b"\r\n")
    words = ("case", "list", desk.uno, *desk.secret)
    desk.refused("usage", "está vacío", "is empty", *words, ends=2)
    (desk.folder / "frase").unlink()
    desk.refused("usage", "no se puede leer", "cannot be read", *words, ends=2)


def test_a_new_passphrase_that_is_no_text_is_weak_and_no_crash(desk: Desk):
    (desk.folder / "frase").write_bytes(b"\xf3\xe1\xff")
    words = ("vault", "create", desk.folder / "n", "--name", "Ana", *desk.secret)
    desk.refused("weak-passphrase", "demasiado fácil", "too easy", *words)
    assert not (desk.folder / "n").exists()


@pytest.mark.parametrize("name", ["", "Ana\x1b[31m", "Ana\nBeto", "\u202eanA", "x" * 65])
def test_a_pseudonym_that_cannot_be_shown_is_refused(desk: Desk, name: str):
    words = ("vault", "create", desk.folder / "n", "--name", name, "--practice", *desk.secret)
    ran = desk.english(*words)
    assert (ran.code, "pseudonym" in ran.err, "[value-refused]" in ran.err) == (1, True, True)
    assert list(desk.folder.glob("*n*.new")) == []
    assert not (desk.folder / "n").exists()


# --- slots


def spoil(desk: Desk, **facts: object) -> None:
    path = desk.uno / "slots.json"
    document = json.loads(path.read_bytes())
    for key, value in facts.items():
        (document if key in document else document["slots"][0])[key] = value
    path.write_text(json.dumps(document))


@pytest.mark.parametrize(
    "facts",
    [{"memory": 8}, {"passes": 1}, {"memory": 1 << 40}, {"passes": 10**9}, {"lanes": 10**6},
     {"kdf": "pbkdf2"}, {"salt": ""}, {"slots": []}, {"generation": -1}, {"extra": 1}],
    ids=str,
)  # fmt: skip
def test_a_weakened_or_absurd_slot_is_not_tried(desk: Desk, facts: dict[str, object]):
    kept = (desk.uno / "slots.json").read_bytes()
    spoil(desk, **facts)
    ran = desk.english("case", "list", desk.uno, *desk.secret)
    assert (ran.code, "[slot-refused]" in ran.err) == (1, True), ran
    assert "trust" in ran.err
    (desk.uno / "slots.json").write_bytes(kept)
    desk.whole(desk.uno)


def test_a_weakened_slot_is_said_in_spanish_and_costs_no_wait(desk: Desk):
    kept = (desk.uno / "slots.json").read_bytes()
    spoil(desk, memory=8)
    ran = desk.run("case", "list", desk.uno, *desk.secret)
    assert (ran.code, "no es de fiar" in ran.err) == (1, True)
    (desk.uno / "slots.json").write_bytes(kept)
    assert desk.run("case", "list", desk.uno, *desk.secret).code == 0


def test_a_list_of_slots_changed_by_somebody_without_the_key(desk: Desk):
    kept = (desk.uno / "slots.json").read_bytes()
    spoil(desk, generation=7)
    ran = desk.english("case", "list", desk.uno, *desk.secret)
    assert (ran.code, "[slots-altered]" in ran.err) == (1, True)
    (desk.uno / "slots.json").write_bytes(kept)
    desk.whole()


def test_a_slot_file_without_end_is_not_read_into_memory(desk: Desk):
    kept = (desk.uno / "slots.json").read_bytes()
    os.truncate(desk.uno / "slots.json", 8 << 30)
    ran = desk.english("case", "list", desk.uno, *desk.secret)
    assert (ran.code, "[slot-refused]" in ran.err) == (1, True)
    (desk.uno / "slots.json").write_bytes(kept)
    desk.whole()


# --- vaults


def test_a_newer_vault_is_refused_in_plain_words_and_not_touched(desk: Desk):
    with desk.open() as session:
        session.vault._database.run("PRAGMA user_version = 999")
    kept = (desk.uno / "vault.db").read_bytes()
    words = ("case", "list", desk.uno, *desk.secret)
    for ran, said in ((desk.run(*words), "formato 999"), (desk.english(*words), "format 999")):
        assert (ran.code, said in ran.err, "[vault-newer]" in ran.err) == (1, True, True)
    assert (desk.uno / "vault.db").read_bytes() == kept


@pytest.mark.parametrize("part", ["slots.json", "vault.db", "files"])
def test_a_half_copied_vault_names_what_is_missing(desk: Desk, part: str):
    whole = desk.folder / "uno.fielddoc"
    half = desk.folder / "mitad.fielddoc"
    shutil.copytree(whole, half)
    shutil.rmtree(half / part) if (half / part).is_dir() else (half / part).unlink()
    desk.refused(
        "vault-incomplete", f"le falta una parte ({part})", f"({part})",
        "case", "list", half, *desk.secret,
    )  # fmt: skip


@pytest.mark.parametrize("size", [0, 3000, 8192, 40960])
def test_half_a_database_or_an_empty_slot_file(desk: Desk, size: int):
    half = desk.folder / "mitad.fielddoc"
    shutil.copytree(desk.uno, half)
    name = "vault.db" if size else "slots.json"
    os.truncate(half / name, size)
    ran = desk.english("case", "list", half, *desk.secret)
    assert (ran.code, "[vault-incomplete]" in ran.err, f"({name})" in ran.err) == (1, True, True)


def test_attachments_that_were_not_copied_are_said_in_words(desk: Desk):
    shutil.rmtree(desk.uno / "files")
    (desk.uno / "files").mkdir()
    words = ("vault", "check", desk.uno, *desk.secret)
    for ran, said in (
        (desk.run(*words), "Falta el contenido del archivo "),
        (desk.english(*words), "The content of file "),
    ):
        assert (ran.code, said in ran.out) == (1, True), ran
    assert desk.english("case", "list", desk.uno, *desk.secret).code == 0


def test_what_is_no_vault(desk: Desk):
    long = "x" * 300
    for path in (desk.folder / "nada", desk.folder / "frase", desk.folder, Path(long)):
        ran = desk.english("case", "list", path, *desk.secret)
        assert (ran.code, "is not a" in ran.err, "[not-a-vault]" in ran.err) == (1, True, True)
    spanish = desk.run("vault", "backup", desk.folder / "nada", *desk.secret)
    assert "no es una bóveda de FieldDoc" in spanish.err


def test_open_elsewhere_names_who_holds_it_and_keeps_out(desk: Desk):
    words = (
        ("case", "list", desk.dos),
        ("attach", desk.dos, "Caso inventado", desk.folder / "nota.txt"),
        ("bundle", "import", desk.dos, desk.folder / "b.age", "--yes"),
        ("vault", "backup", desk.dos),
    )
    with desk.open(desk.dos) as session:
        for each in words:
            ran = desk.english(*each, *desk.secret)
            assert (ran.code, "[vault-busy]" in ran.err) == (1, True), ran
        spanish = desk.run(*words[2], *desk.secret)
        assert "ya está abierta en otro programa" in spanish.err
        assert f"({os.getpid()} " in spanish.err
        assert session.vault.check(lambda at, of: None).problems == ()
    desk.whole()
    assert desk.english(*words[2], *desk.secret).code == 0


def test_two_processes_making_the_same_vault(desk: Desk):
    target = desk.folder / "nueva.fielddoc"
    words = ("--lang", "es", "vault", "create", target, "--name", "Ana", "--practice")
    both = [desk.start(*words, *desk.secret) for _ in range(2)]
    ends = sorted((told(each) for each in both), key=lambda ran: ran.code)
    assert [ran.code for ran in ends] == [0, 1]
    assert "[target-exists]" in ends[1].err
    assert "no se reemplaza" in ends[1].err
    assert not list(desk.folder.glob(".*"))
    code = ends[0].out.strip().splitlines()[-1].strip()
    with open_session(target, vaults.recover(target, code)) as session:
        assert session.vault.check(lambda at, of: None).problems == ()


def test_a_race_lost_at_the_last_moment_replaces_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    target = desk.folder / "nueva.fielddoc"
    made = slots.create

    def meanwhile(*words: object, **named: object) -> object:
        target.mkdir()
        (target / "mio.txt").write_text("mío")
        return made(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(slots, "create", meanwhile)
    ran = desk.english("vault", "create", target, "--name", "A", "--practice", *desk.secret)
    assert (ran.code, "[target-exists]" in ran.err) == (1, True)
    assert [path.name for path in target.iterdir()] == ["mio.txt"]


# --- the demonstration


def test_the_demonstration_twice_in_the_same_folder(desk: Desk):
    target = desk.folder / "demo"
    target.mkdir()
    (target / "mio.txt").write_text("mío")
    desk.refused("target-exists", "no se reemplaza", "not replaced", "demo", target)
    desk.refused("target-exists", "no se reemplaza", "not replaced", "demo", desk.folder / "frase")
    assert [path.name for path in target.iterdir()] == ["mio.txt"]


def test_the_demonstration_stopped_leaves_nothing(desk: Desk):
    process = desk.start("--lang", "es", "demo", desk.folder / "demo")
    until(lambda: list((desk.folder / "demo").glob("*.fielddoc")), process)
    process.send_signal(2)
    ran = told(process)
    assert (ran.code, "[cancelled]" in ran.err) == (1, True)
    assert not (desk.folder / "demo").exists()
