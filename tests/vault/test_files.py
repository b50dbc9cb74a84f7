"""Attached files: sealed in one pass, once, and never left over."""

import io
import os
from pathlib import Path

import pytest

from fielddoc.errors import Cancelled, FileMissing, SourceVanished, VaultDamaged
from fielddoc.model.entry import Content, read_header
from fielddoc.model.ids import new_id
from fielddoc.progress import Stoppable
from fielddoc.vault import StoredFile, Vault
from tests.vault.house import Writer, change


def named(stored: StoredFile) -> Content:
    value = {"sha256": stored.sha256, "size": stored.size, "name": stored.name}
    return Content((change(new_id(), value, kind="evidence", field="file"),))


def on_disk(vault: Vault) -> list[Path]:
    return [path for path in (vault.folder / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1, 3_000_000])
def test_a_file_comes_back(house, tmp_path, size):
    vault = house.create()
    source = tmp_path / "foto ñ.jpg"
    source.write_bytes(os.urandom(size))
    stored = vault.store(source)
    assert (stored.name, stored.size) == ("foto ñ.jpg", size)
    with pytest.raises(FileMissing):
        vault.file(stored.sha256)
    vault.append("attach", None, named(stored), [stored])
    vault = house.reopen(vault)
    with vault.file(stored.sha256) as reader:
        assert reader.read() == source.read_bytes()
    assert vault.file_facts(stored.sha256).size == size
    assert vault.has_file(stored.sha256)
    assert not vault.has_file("0" * 64)
    assert source.read_bytes()[:16] not in on_disk(vault)[0].read_bytes() or size < 2


def test_the_same_content_is_kept_once(house):
    vault = house.create()
    for _ in range(3):
        stored = vault.store_stream(io.BytesIO(b"same"), "a.txt")
        vault.append("attach", None, named(stored), [stored])
    first = vault.store_stream(io.BytesIO(b"two at a time"), "b.txt")
    second = vault.store_stream(io.BytesIO(b"two at a time"), "c.txt")
    vault.append("attach", None, named(first), [first, second])
    assert len(on_disk(vault)) == 2
    assert vault.check().files == 2


def test_a_file_that_is_not_there(house, tmp_path):
    with pytest.raises(SourceVanished) as refused:
        house.create().store(tmp_path / "gone.jpg")
    assert refused.value.facts["name"] == "gone.jpg"


@pytest.mark.parametrize("what", ["grow", "shrink"])
def test_a_file_that_changes_while_it_is_read(house, tmp_path, what):
    vault = house.create()
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(3 << 20))

    def meddle(at, of):
        if at == 1 << 20:
            os.truncate(source, 5 << 20 if what == "grow" else 2 << 20)

    with pytest.raises(SourceVanished):
        vault.store(source, meddle)
    assert on_disk(vault) == []


def test_a_file_that_cannot_be_read_to_its_end(house):
    class Broken(io.RawIOBase):
        reads = 0

        def readable(self):
            return True

        def read(self, size=-1):
            self.reads += 1
            if self.reads > 1:
                raise OSError(5, "stick was pulled")
            return bytes(1 << 20)

    vault = house.create()
    with pytest.raises(SourceVanished):
        vault.store_stream(Broken(), "a.bin")
    assert on_disk(vault) == []


def test_stopping_leaves_nothing(house, tmp_path):
    vault = house.create()
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(2 << 20))
    progress = Stoppable()
    progress.stop()
    with pytest.raises(Cancelled):
        vault.store(source, progress)
    assert on_disk(vault) == []


def test_what_was_stored_but_never_named_goes(house):
    vault = house.create()
    vault.store_stream(io.BytesIO(b"a"), "a")
    vault.drop_stored(vault.store_stream(io.BytesIO(b"b"), "b"))
    assert len(on_disk(vault)) == 1
    vault = house.reopen(vault)
    assert on_disk(vault) == []


def test_orphans_of_a_crash_are_swept(house):
    vault = house.create()
    kept = vault.store_stream(io.BytesIO(b"kept"), "a")
    vault.append("attach", None, named(kept), [kept])
    vault.close()
    (vault.folder / "files" / "ab").mkdir(exist_ok=True)
    (vault.folder / "files" / "ab" / "ab12.part").write_bytes(b"x")
    (vault.folder / "quarantine" / "cd").write_bytes(b"x")
    (vault.folder / "holder").write_text("{}")
    vault = house.unlock(vault.folder)
    assert len(on_disk(vault)) == 1
    assert not list((vault.folder / "quarantine").iterdir())
    assert vault.has_file(kept.sha256)


def test_damage_and_absence_are_found(house):
    vault = house.create()
    stored = [vault.store_stream(io.BytesIO(bytes([n]) * 5000), "a") for n in range(3)]
    for each in stored:
        vault.append("attach", None, named(each), [each])
    vault._files.path(stored[0].sealed).unlink()
    path = vault._files.path(stored[1].sealed)
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(FileMissing):
        vault.file(stored[0].sha256)
    with pytest.raises(VaultDamaged):
        vault.file(stored[1].sha256).read()
    assert set(vault.check().problems) == {
        f"file:{stored[0].sha256}:missing",
        f"file:{stored[1].sha256}:damaged",
    }


def test_quarantine_keeps_what_is_named_and_forgets_the_rest(house):
    vault, writer = house.create(), Writer()
    with vault.quarantine() as quarantine:
        stored = []
        for data in (b"named", b"not named"):
            with quarantine.write("a.jpg") as place:
                place.write(data)
            assert place.stored is not None
            with quarantine.open(place.stored) as reader:
                assert reader.read() == data
            stored.append(quarantine.keep(place.stored))
        with quarantine.write("left") as place:
            place.write(b"x")
        assert not any(b"named" in path.read_bytes() for path in on_disk(vault))
        entry = writer.write(named(stored[0]))
        vault.absorb([entry], [writer.identity.certificate], stored)
    assert len(on_disk(vault)) == 1
    assert vault.file(stored[0].sha256).read() == b"named"
    assert not list((vault.folder / "quarantine").iterdir())


def test_an_erasure_takes_the_file_with_it(house):
    vault = house.create()
    stored = vault.store_stream(io.BytesIO(b"photograph"), "a.jpg")
    entries = [vault.append("attach", None, named(stored), [stored]) for _ in range(2)]
    ids = [read_header(entry.header).id for entry in entries]
    vault.append("erase", None, Content(erases=(ids[0],)))
    assert vault.has_file(stored.sha256)
    vault.append("erase", None, Content(erases=(ids[1],)))
    assert not vault.has_file(stored.sha256)
    assert on_disk(vault) == []
    again = vault.store_stream(io.BytesIO(b"photograph"), "a.jpg")
    vault.absorb(entries, [], [again])
    assert on_disk(vault) == []


@pytest.mark.slow
def test_five_gigabytes_pass_through(house):
    class Long(io.RawIOBase):
        left = 5 << 30

        def readable(self):
            return True

        def read(self, size=-1):
            step = min(size, self.left)
            self.left -= step
            return bytes(step)

    vault = house.create()
    stored = vault.store_stream(Long(), "video.mp4")
    assert stored.size == 5 << 30
    vault.append("attach", None, named(stored), [stored])
    reader = vault.file(stored.sha256)
    reader.seek(-3, os.SEEK_END)
    assert reader.read() == bytes(3)
