"""Folders and camera cards: every file is told of, and none holds up the others."""

import os
import sys
from pathlib import Path

import pytest

from fielddoc.app import intake, records
from fielddoc.app.session import Session
from fielddoc.errors import Cancelled, DiskFull
from fielddoc.model.values import Value
from fielddoc.progress import Stoppable


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "NIKON"
    (folder / "DCIM" / "100").mkdir(parents=True)
    (folder / "DCIM" / "101").mkdir()
    (folder / "DCIM" / "100" / "a.jpg").write_bytes(b"\xff\xd8\xff uno")
    (folder / "DCIM" / "100" / "b.jpg").write_bytes(b"\xff\xd8\xff dos")
    (folder / "DCIM" / "101" / "a.jpg").write_bytes(b"\xff\xd8\xff tres")
    (folder / "DCIM" / "101" / "otra vez.jpg").write_bytes(b"\xff\xd8\xff uno")
    (folder / "DCIM" / "Thumbs.db").write_bytes(b"x")
    (folder / "vacio.txt").touch()
    return folder


def states(done: intake.Intake) -> dict[str, tuple[str, str]]:
    return {row.path: (row.state, row.reason) for row in done.rows}


def evidence(session: Session, case: str):
    return {record.id: record for record in session.vault.records(case=case, kind="evidence")}


def sealed(session: Session) -> int:
    return sum(path.is_file() for path in (session.vault.folder / "files").rglob("*"))


def test_a_card_is_taken_whole_and_the_same_twice_is_said(session, case, card):
    done = intake.take(session, case, [card])
    assert states(done) == {
        "NIKON/DCIM/100/a.jpg": ("new", ""),
        "NIKON/DCIM/100/b.jpg": ("new", ""),
        "NIKON/DCIM/101/a.jpg": ("new", ""),
        "NIKON/DCIM/101/otra vez.jpg": ("here", ""),
        "NIKON/DCIM/Thumbs.db": ("refused", "litter"),
        "NIKON/vacio.txt": ("new", ""),
    }
    made = evidence(session, case)
    assert set(made) == done.changes.records
    rows = {row.path: row for row in done.rows}
    assert rows["NIKON/DCIM/101/otra vez.jpg"].record == rows["NIKON/DCIM/100/a.jpg"].record
    second = made[rows["NIKON/DCIM/101/a.jpg"].record]
    assert second.get("file")["name"] == "a.jpg"
    assert second.get("custody")[-1]["note"] == {"v": "NIKON/DCIM/101/a.jpg"}
    assert sealed(session) == 4

    again = intake.take(session, case, [card])
    assert again.count("new") == 0
    assert again.count("here") == 5
    assert not again.changes.records
    assert sealed(session) == 4
    assert evidence(session, case).keys() == made.keys()


def test_another_case_gets_its_own_record_of_the_same_file(session, case, card):
    intake.take(session, case, [card])
    other = records.save(session, None, None, "case", {"name": Value("Otro")}).case or ""
    done = intake.take(session, other, [card / "DCIM" / "100"])
    assert done.count("new") == 2
    assert len(evidence(session, other)) == 2
    assert sealed(session) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="no links without rights, no pipes in folders")
def test_links_pipes_and_the_unreadable_are_told_of_and_not_followed(session, case, card):
    (card / "a").symlink_to(card, target_is_directory=True)
    (card / "b").symlink_to("/etc/hostname")
    os.mkfifo(card / "c")
    done = intake.take(session, case, [card, card / "no hay"])
    found = states(done)
    assert found["NIKON/a"] == ("refused", "link")
    assert found["NIKON/b"] == ("refused", "link")
    assert found["NIKON/c"] == ("refused", "special")
    assert found["no hay"] == ("refused", "unreadable")
    assert done.count("new") == 4


def test_a_file_that_goes_away_meanwhile_does_not_hold_up_the_others(
    session, case, card, monkeypatch
):
    store = session.vault.store

    def gone(path, progress):
        if path.name == "b.jpg":
            path.unlink()
        return store(path, progress)

    monkeypatch.setattr(session.vault, "store", gone, raising=False)
    done = intake.take(session, case, [card])
    assert states(done)["NIKON/DCIM/100/b.jpg"] == ("refused", "unreadable")
    assert done.count("new") == 3


def test_stopping_leaves_nothing_behind(session, case, card):
    stop = Stoppable()

    def progress(at, of):
        if at:
            stop.stop()
        stop(at, of)

    with pytest.raises(Cancelled):
        intake.take(session, case, [card], progress=progress)
    assert evidence(session, case) == {}
    assert sealed(session) == 0


def test_a_full_disk_leaves_nothing_behind(session, case, card, monkeypatch):
    store, calls = session.vault.store, []

    def full(path, progress):
        calls.append(path)
        if len(calls) == 3:
            raise DiskFull
        return store(path, progress)

    monkeypatch.setattr(session.vault, "store", full, raising=False)
    with pytest.raises(DiskFull):
        intake.take(session, case, [card])
    assert evidence(session, case) == {}
    assert sealed(session) == 0


def test_a_large_card_becomes_several_entries(session, case, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "AT_ONCE", 3)
    for number in range(8):
        (tmp_path / "x").mkdir(exist_ok=True)
        (tmp_path / "x" / f"{number}.txt").write_text(str(number))
    before = sum(1 for _ in session.vault.entries(case=case))
    done = intake.take(session, case, [tmp_path / "x"], {"received_from": Value("una vecina")})
    assert sum(1 for _ in session.vault.entries(case=case)) - before == 3
    assert len(done.changes.records) == 8
    assert {r.get("received_from") for r in evidence(session, case).values()} == {"una vecina"}
