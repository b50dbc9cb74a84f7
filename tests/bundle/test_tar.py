"""The archive: what we write stock tar reads, and what we would not write we refuse."""

import io
import tarfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.bundle import tar
from fielddoc.errors import BundleHostile, SourceVanished

FILES = {"bundle/a.txt": b"one", "bundle/data/b": b"", "bundle/data/c": bytes(range(256)) * 5}


def archive(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    writer = tar.Writer(target)
    for name, data in files.items():
        writer.member(name, len(data), [data])
    writer.finish()
    return target.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    reader = tar.Reader(io.BytesIO(data))
    found = {}
    while (member := reader.next()) is not None:
        found[member[0]] = reader.read_all()
    reader.finish()
    return found


def test_what_is_written_is_read():
    assert unpack(archive(FILES)) == FILES


def test_the_size_is_known_beforehand():
    sizes = [len(data) for data in FILES.values()]
    assert len(archive(FILES)) == tar.padme(tar.archive_size(sizes))


def test_tarfile_reads_the_same():
    with tarfile.open(fileobj=io.BytesIO(archive(FILES)), mode="r:") as stock:
        found = {}
        for member in stock:
            content = stock.extractfile(member)
            assert content is not None
            assert (member.isreg(), member.mtime, member.mode) == (True, 0, 0o644)
            found[member.name] = content.read()
    assert found == FILES


@given(st.integers(0, 2**42))
def test_padme_adds_at_most_an_eighth(size):
    assert size <= tar.padme(size) <= max(size * 1.12, tar.SMALLEST)
    assert tar.padme(size) % tar.BLOCK == 0
    assert tar.padme(tar.padme(size)) == tar.padme(size)


@pytest.mark.parametrize("chunks", [[b"abc"], [b"ab", b"cde"], []])
def test_a_source_of_another_size_is_refused(chunks):
    with pytest.raises(SourceVanished):
        tar.Writer(io.BytesIO()).member("bundle/a", 4, chunks)


@pytest.mark.parametrize("name", ["", "x" * 100, "é"])
def test_names_that_do_not_fit_are_not_written(name):
    with pytest.raises(ValueError, match=r"no such header|ascii"):
        tar.header(name, 0)


def stock(
    kind: bytes, name: str = "bundle/a.txt", form: int = tarfile.USTAR_FORMAT, **facts: Any
) -> bytes:
    """An archive with one member of any kind, written by Python's tarfile."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archived:
        info = tarfile.TarInfo(name)
        info.type = kind
        for fact, value in facts.items():
            setattr(info, fact, value)
        archived.addfile(info, io.BytesIO(bytes(info.size)))
    return target.getvalue()


def checksummed(block: bytes) -> bytes:
    block = block[:148] + b" " * 8 + block[156:]
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def changed(at: int, data: bytes) -> bytes:
    """A right archive with some bytes of its first header changed, and the checksum mended."""
    whole = archive(FILES)
    block = whole[:at] + data + whole[at + len(data) : 512]
    return checksummed(block) + whole[512:]


HOSTILE = {
    "hard link": (stock(tarfile.LNKTYPE, linkname="etc/passwd"), "link"),
    "symbolic link": (stock(tarfile.SYMTYPE, linkname="/etc/passwd"), "link"),
    "folder": (stock(tarfile.DIRTYPE, "bundle"), "folder"),
    "device": (stock(tarfile.CHRTYPE), "device"),
    "pipe": (stock(tarfile.FIFOTYPE), "pipe"),
    "sparse": (stock(tarfile.GNUTYPE_SPARSE), "sparse"),
    "long name of gnu": (stock(b"0", "x" * 200, form=tarfile.GNU_FORMAT), "gnu-name"),
    "pax header": (stock(b"0", "ñ" * 90, form=tarfile.PAX_FORMAT), "pax"),
    "pax global header": (changed(156, b"g"), "pax"),
    "old type byte": (changed(156, b"\0"), "type"),
    "size in base 256": (changed(124, b"\x80" + bytes(11)), "header"),
    "negative size": (changed(124, b"-0000000001\0"), "header"),
    "size with spaces": (changed(124, b"         03\0"), "header"),
    "someone's clock": (changed(136, b"14000000000\0"), "header"),
    "an owner": (changed(108, b"0001750\0"), "header"),
    "executable": (changed(100, b"0000755\0"), "header"),
    "a user's name": (changed(265, b"root"), "header"),
    "a name in two parts": (changed(345, b"../.."), "header"),
    "bytes after the name": (changed(50, b"x"), "header"),
    "a link name on a file": (changed(157, b"/etc/passwd"), "header"),
    "gnu magic": (changed(257, b"ustar  \0"), "header"),
    "wrong checksum": (archive(FILES)[:148] + b"000000\0 " + archive(FILES)[156:], "header"),
    "data in the fill": (archive(FILES)[:520] + b"x" + archive(FILES)[521:], "fill"),
    "one block as end mark": (archive({})[:512] + b"x" * 512, "end-mark"),
    "data in the padding": (archive(FILES)[:-1] + b"x", "padding"),
    "data after the padding": (archive(FILES) + b"x", "trailing-data"),
    "zeros after the padding": (archive(FILES) + bytes(512), "trailing-data"),
    "padding too short": (archive(FILES)[:-512], "archive-cut"),
    "size that lies upwards": (changed(124, b"77777777777\0"), "archive-cut"),
    "empty": (b"", "archive-cut"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives_are_named(name):
    data, reason = HOSTILE[name]
    with pytest.raises(BundleHostile) as caught:
        unpack(data)
    assert caught.value.facts == {"reason": reason}


def test_every_cut_is_refused():
    whole = archive(FILES)
    for end in [*range(0, 3000, 7), *range(3000, len(whole), 511)]:
        with pytest.raises(BundleHostile):
            unpack(whole[:end])


@given(st.integers(0, 8 * 2200))
def test_any_flipped_bit_changes_content_or_is_refused(bit):
    whole = bytearray(archive(FILES))
    whole[bit // 8] ^= 1 << bit % 8
    try:
        found = unpack(bytes(whole))
    except BundleHostile:
        return
    assert found != FILES


def test_the_next_file_waits_for_the_end_of_this_one():
    reader = tar.Reader(io.BytesIO(archive(FILES)))
    assert reader.next() == ("bundle/a.txt", 3)
    assert reader.read(2) == b"on"
    with pytest.raises(BundleHostile):
        reader.next()
