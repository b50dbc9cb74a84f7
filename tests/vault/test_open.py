"""Opening a vault that is not as it should be: each case says what is the matter."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fielddoc import vault
from fielddoc.errors import (
    DiskFull,
    EngineUnfit,
    NotAVault,
    TargetExists,
    VaultBusy,
    VaultDamaged,
    VaultIncomplete,
    VaultNewer,
    VaultReadOnly,
)
from fielddoc.model.entry import Content
from fielddoc.model.ids import new_id
from fielddoc.vault import Vault
from fielddoc.vault import database as engine
from fielddoc.vault.migrate import shipped
from tests.vault.house import change

MEGABYTES = 3


def fill(work: Vault, count: int = 30) -> None:
    case = new_id()
    for number in range(count):
        changes = (change(new_id(), f"persona {number} " * 300),)
        work.append("save", case, Content(changes))


def test_a_new_vault_has_its_parts_and_nothing_plain(house):
    made = house.create()
    made.append("save", None, Content((change(new_id(), "Itzel Tepetate"),)))
    made.save_draft("page", b"Itzel Tepetate")
    made.close()
    names = {path.name for path in made.folder.iterdir()}
    assert names == {"slots.json", "vault.db", "files", "backups", "quarantine", "lock"}
    for path in house.folder.rglob("*"):
        if path.is_file():
            assert b"Itzel" not in path.read_bytes()
    assert len(made.id) == 32
    assert [each.recipient.split("1")[0] for each in made.age_identities] == ["age", "age"]


def test_nothing_is_made_where_something_is(house, tmp_path):
    (tmp_path / "A.fielddoc").mkdir()
    (tmp_path / "A.fielddoc" / "mine.txt").write_text("mine")
    with pytest.raises(TargetExists):
        house.create()
    assert (tmp_path / "A.fielddoc" / "mine.txt").read_text() == "mine"


def test_no_vault(house, tmp_path):
    with pytest.raises(NotAVault):
        vault.open_vault(tmp_path, bytearray(32), state=tmp_path)
    with pytest.raises(NotAVault):
        vault.slots_document(tmp_path / "nowhere")


@pytest.mark.parametrize("part", ["slots.json", "vault.db", "files"])
def test_a_part_that_was_not_copied_is_named(house, part):
    made = house.create()
    made.close()
    path = made.folder / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(VaultIncomplete) as refused:
        house.unlock(made.folder)
    assert refused.value.facts["part"] == part


@pytest.mark.parametrize("share", [0, 0.3, 0.61])
def test_half_a_database_is_incomplete(house, share):
    made = house.create()
    fill(made)
    made.close()
    path = made.folder / "vault.db"
    os.truncate(path, int(path.stat().st_size * share))
    with pytest.raises(VaultIncomplete):
        house.unlock(made.folder)


def test_half_a_database_cut_between_pages_is_incomplete(house):
    made = house.create()
    fill(made)
    made.close()
    path = made.folder / "vault.db"
    os.truncate(path, path.stat().st_size // 8192 * 4096)
    with pytest.raises(VaultIncomplete):
        house.unlock(made.folder)


def test_a_wrong_key_or_another_file_is_damage(house, tmp_path):
    made = house.create()
    made.close()
    with pytest.raises(VaultDamaged):
        vault.open_vault(made.folder, bytearray(32), state=tmp_path)
    path = made.folder / "vault.db"
    path.write_bytes(os.urandom(path.stat().st_size))
    with pytest.raises(VaultDamaged):
        house.unlock(made.folder)


def test_an_altered_page_is_found(house):
    made = house.create()
    fill(made)
    made.close()
    with (made.folder / "vault.db").open("rb+") as stream:
        stream.seek(-6000, os.SEEK_END)
        stream.write(b"x" * 20)
    found: list[str] = []
    try:
        found = list(house.unlock(made.folder).check().problems)
    except VaultDamaged:
        found = ["refused"]
    assert found


def test_a_second_program_is_told_who_holds_it(house):
    made = house.create()
    with pytest.raises(VaultBusy) as refused:
        house.unlock(made.folder)
    assert str(refused.value.facts["holder"]).split()[0] == str(os.getpid())
    code = (
        "import sys; from pathlib import Path; from fielddoc import vault, errors\n"
        "try: vault.open_vault(Path(sys.argv[1]), bytearray(32), state=Path(sys.argv[2]))\n"
        "except errors.VaultBusy as error: print(error.facts['holder'].split()[0])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, made.folder, house.folder / "x"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == str(os.getpid())
    made.close()
    house.unlock(made.folder)


def test_a_newer_vault_is_refused_and_left_alone(house):
    made = house.create()
    made._database.run("PRAGMA user_version = 999")
    made.close()
    before = (made.folder / "vault.db").read_bytes()
    with pytest.raises(VaultNewer) as refused:
        house.unlock(made.folder)
    assert refused.value.facts == {"found": 999, "known": max(shipped())}
    assert (made.folder / "vault.db").read_bytes() == before


def test_an_older_vault_is_copied_then_brought_forward(house):
    made = house.create()
    fill(made, 3)
    made.close()
    steps = {**shipped(), 9999: "CREATE TABLE later (a); INSERT INTO later VALUES (7);"}
    state = house.state / "A"
    key = house.keys[made.folder]
    with vault.open_vault(made.folder, key, state=state, steps=steps) as opened:
        assert opened._database.value("SELECT a FROM later") == 7
        assert opened._database.value("PRAGMA user_version") == 9999
    (copy,) = (made.folder / "backups").iterdir()
    vault.restore(copy, house.folder / "old.fielddoc")
    with vault.open_vault(house.folder / "old.fielddoc", key, state=house.folder) as old:
        assert len(list(old.entries())) == 3


def test_a_failing_step_leaves_the_vault_as_it_was(house):
    made = house.create()
    fill(made, 3)
    made.close()
    steps = {**shipped(), 9999: "CREATE TABLE later (a); INSERT INTO nowhere VALUES (7);"}
    with pytest.raises(Exception, match="nowhere"):
        vault.open_vault(made.folder, house.keys[made.folder], state=house.state / "A", steps=steps)
    with house.unlock(made.folder) as opened:
        assert opened._database.value("PRAGMA user_version") == max(shipped())
        assert opened.check().problems == ()


def test_an_old_engine_is_refused(house, monkeypatch):
    monkeypatch.setattr(engine, "OLDEST_ENGINE", (99, 0, 0))
    with pytest.raises(EngineUnfit):
        house.create()


def test_the_engine_is_set_as_the_specification_says(house):
    work = house.create()._database
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "checkpoint_fullfsync": 1,
        "trusted_schema": 0, "cell_size_check": 1, "temp_store": 2, "secure_delete": 2,
    }  # fmt: skip
    assert {name: work.value(f"PRAGMA {name}") for name in wanted} == wanted


def test_an_older_copy_put_back_is_noticed(house):
    made = house.create()
    fill(made, 2)
    made.close()
    shutil.copytree(made.folder, house.folder / "copy")
    with house.unlock(made.folder) as opened:
        fill(opened, 1)
        assert opened.rolled_back is None
    shutil.rmtree(made.folder)
    shutil.move(house.folder / "copy", made.folder)
    (made.folder / "files" / "aa").mkdir()
    stray = made.folder / "files" / "aa" / ("a" * 32)
    stray.write_bytes(b"sealed after the copy was made")
    (made.folder / "holder").write_text("{}")
    with house.unlock(made.folder) as opened:
        assert opened.rolled_back == "seen=3 found=2"
        assert stray.exists()
        fill(opened, 1)
    with house.unlock(made.folder) as opened:
        assert opened.rolled_back is None


def test_a_vault_that_grew_elsewhere_is_not_rolled_back(house):
    made = house.create()
    fill(made, 2)
    made.close()
    key = house.keys[made.folder]
    with vault.open_vault(made.folder, key, state=house.folder / "elsewhere") as opened:
        fill(opened, 2)
    assert house.unlock(made.folder).rolled_back is None


@pytest.fixture
def small(tmp_path):
    """A file system of few megabytes, or a skip where none may be mounted."""
    place = tmp_path / "small"
    place.mkdir()
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("no small file system to be had")
    size = f"size={MEGABYTES}m"
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", place], capture_output=True)
    if done.returncode:
        pytest.skip("may not mount")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_loses_nothing(house, small):
    made = vault.create(small / "A.fielddoc", b"{}", bytearray(32), "A", state=house.state)
    said = []

    def until_full() -> None:
        for _ in range(10_000):
            changes = (change(new_id(), os.urandom(9000).hex()),)
            said.append(made.append("save", None, Content(changes)))

    with pytest.raises(DiskFull):
        until_full()
    assert said
    assert list(made.entries()) == said
    source = house.folder / "big"
    source.write_bytes(os.urandom(MEGABYTES << 20))
    with pytest.raises(DiskFull):
        made.store(source)
    assert not [path for path in (made.folder / "files").rglob("*") if path.is_file()]
    made.close()
    with vault.open_vault(made.folder, bytearray(32), state=house.state) as opened:
        assert list(opened.entries()) == said
    subprocess.run(["mount", "-o", "remount,size=60m", small], check=True)
    with vault.open_vault(made.folder, bytearray(32), state=house.state) as opened:
        opened.append("save", None, Content((change(new_id(), "x"),)))
        assert opened.check().problems == ()


def test_what_may_only_be_read_is_said(house, small):
    made = vault.create(small / "A.fielddoc", b"{}", bytearray(32), "A", state=house.state)
    made.close()
    subprocess.run(["mount", "-o", "remount,ro", small], check=True)
    with pytest.raises(VaultReadOnly):
        vault.open_vault(made.folder, bytearray(32), state=house.state)


def test_opening_leaves_the_callers_key(house):
    made = house.create()
    made.close()
    key = bytearray(house.keys[made.folder])
    with vault.open_vault(made.folder, key, state=house.state) as opened:
        assert key == house.keys[made.folder]
        own = opened._key
    assert own == bytearray(32)


def test_slots_are_replaced_whole(house):
    made = house.create()
    vault.write_slots(made.folder, b"new")
    assert vault.slots_document(made.folder) == b"new"
    assert not list(Path(made.folder).glob("*.new"))
