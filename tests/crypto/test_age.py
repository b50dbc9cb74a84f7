"""The age container: what is sealed comes back to whom it is for, and to nobody else."""

import io
import os
import random
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fielddoc.crypto import age, bech32
from fielddoc.crypto.agestream import BATCH, CHUNK, SEALED
from fielddoc.crypto.seal import padded
from fielddoc.errors import (
    BundleAltered,
    BundleCut,
    BundleNewer,
    BundleNotForUs,
    ContactRefused,
    NotABundle,
    WrongPassphrase,
)

PQ, OLD = age.Identity.new("pq"), age.Identity.new("x25519")
AGE = os.environ.get("FIELDDOC_AGE") or shutil.which("age") or ""


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def sealed(data: bytes, *recipients: str, fillers: int | None = None) -> bytes:
    target = io.BytesIO()
    with age.Writer(target, recipients or [PQ.recipient], fillers) as writer:
        writer.write(data)
    return target.getvalue()


def opened(stream: bytes, *identities: age.Identity) -> bytes:
    with age.Reader(io.BytesIO(stream), identities or [PQ]) as reader:
        return reader.readall() or b""


def header_size(stream: bytes) -> int:
    return stream.index(b"\n", stream.index(b"\n--- ") + 1) + 1


SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, BATCH * CHUNK - 1, BATCH * CHUNK, BATCH * CHUNK + 1]


@pytest.mark.parametrize("size", [*SIZES, 2 * BATCH * CHUNK, 9 * BATCH * CHUNK + 5])
@pytest.mark.parametrize("identity", [PQ, OLD], ids=["pq", "x25519"])
def test_every_size_comes_back(size, identity):
    data = noise(size)
    assert opened(sealed(data, identity.recipient), identity) == data


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, BATCH * CHUNK + 1), max_size=6), st.integers(1, 200_000))
def test_writing_and_reading_in_any_pieces(sizes, step):
    data, target = noise(sum(sizes)), io.BytesIO()
    with age.Writer(target, [OLD.recipient]) as writer:
        at = 0
        for size in sizes:
            assert writer.write(memoryview(data)[at : at + size]) == size
            at += size
    with age.Reader(io.BytesIO(target.getvalue()), [OLD]) as reader:
        assert b"".join(iter(lambda: reader.read(step), b"")) == data


def test_identities_come_back_from_their_text():
    for identity, public, secret in ((PQ, "age1pq1", "PQ-1"), (OLD, "age1", "KEY-1")):
        again = age.Identity(identity.text)
        assert again.recipient == identity.recipient
        assert again.recipient.startswith(public)
        assert secret in again.text
        assert again.text not in repr(again)


def test_published_identities():
    text = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    wanted = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
    assert age.Identity(text).recipient == wanted
    text = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
    recipient = age.Identity(text).recipient
    assert recipient.startswith("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87p")
    assert recipient.endswith("d6m5hpn3xjstx7tl2szhpr5qe8jj08ydjc4wy2rch2fhuy3pdfjax5awe9j99ly5h"
        "kntzz9fe5zatgjvzdd0kgtxs25njnajyf6ssekp7gelxquusn4pt25czh3scj68kq79wdn5tgm6yvm9nzavrg043x"
        "3msnygf8dweknw5jmqd0uvny6ttsn09508k0c55zfnegrm9efhxpfqdkmhh6gjtqmwze9pyyzk3tlhl53k2ykx3qhe"
        "yty7saeq0d3fzv49zc0k")  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "age1", PQ.recipient[:-1], PQ.recipient.upper(), "Age1" + OLD.recipient[4:], OLD.text,
     OLD.recipient[:-1] + ("q" if OLD.recipient[-1] != "q" else "p"),
     bech32.encode("age", bytes(31)), bech32.encode("age", bytes(32)),
     bech32.encode("age1pq", bytes(1215)), bech32.encode("agf", b"1" * 32), "agé1qqqqqq"],
)  # fmt: skip
def test_malformed_recipients_are_refused(text):
    with pytest.raises(ContactRefused):
        age.Writer(io.BytesIO(), [text])


@pytest.mark.parametrize(
    "text", ["", PQ.text.lower(), PQ.text[:-1], OLD.recipient, PQ.recipient.upper()]
)
def test_malformed_identities_are_refused(text):
    with pytest.raises(ValueError, match="not"):
        age.Identity(text)


def test_kinds_never_mix_and_nobody_is_no_recipient():
    for recipients in ([PQ.recipient, OLD.recipient], []):
        target = io.BytesIO()
        with pytest.raises(ContactRefused):
            age.Writer(target, recipients)
        assert not target.getvalue()


def test_the_number_of_recipients_does_not_show():
    others = [age.Identity.new("pq") for _ in range(5)]
    sizes = {}
    for number in (1, 2, 4, 5):
        stream = sealed(b"", *(other.recipient for other in others[:number]))
        sizes[number] = (stream.count(b"\n-> mlkem768x25519 "), len(stream))
        for other in others[:number]:
            assert opened(stream, PQ, other) == b""
        with pytest.raises(BundleNotForUs):
            opened(stream, PQ, OLD)
    assert sizes[1] == sizes[2] == sizes[4]
    assert sizes[5][0] == 8
    assert sealed(b"", fillers=0).count(b"\n-> ") == 1


def test_not_age_at_all():
    for stream in (b"", b"%PDF-1.7 and so on", b"\0" * 500, b"age-encryption.orb/v1\n"):
        with pytest.raises(NotABundle):
            opened(stream)
    with pytest.raises(BundleNewer):
        opened(b"age-encryption.org/v2\nwhatever")


CONTENT = noise(padded(BATCH * CHUNK + 3 * CHUNK))
STREAM = sealed(CONTENT)
START = header_size(STREAM)


@pytest.mark.parametrize(
    "end",
    [5, 40, START // 2, START - 1, START, START + 3, START + 16, START + 17, START + 30,
     START + 16 + SEALED, START + 16 + SEALED + 1, START + 16 + BATCH * SEALED,
     START + 16 + BATCH * SEALED + 9, len(STREAM) - SEALED, len(STREAM) - 17, len(STREAM) - 1],
)  # fmt: skip
def test_a_cut_is_called_a_cut(end):
    with pytest.raises(BundleCut):
        opened(STREAM[:end])


@pytest.mark.parametrize("more", [1, 16, 17, CHUNK, SEALED, BATCH * SEALED + 1])
def test_something_behind_the_end(more):
    for data in (CONTENT, noise(padded(CHUNK)), noise(padded(30_000))):
        with pytest.raises(BundleAltered):
            opened(sealed(data) + bytes(more))


def pour(reader: age.Reader, out: bytearray) -> None:
    while piece := reader.read(10_000):
        out += piece


def test_any_flipped_bit_is_found():
    for at in [*range(START, len(STREAM), 9973), START + 15, START + 16, len(STREAM) - 1]:
        broken = bytearray(STREAM)
        broken[at] ^= 1 << at % 8
        out = bytearray()
        with pytest.raises(BundleAltered) as caught:
            pour(age.Reader(io.BytesIO(broken), [PQ]), out)
        assert CONTENT.startswith(out)
        assert caught.value.facts["where"] in ("content", "end")


def test_any_flipped_bit_of_the_header_is_found():
    for at in range(0, START, 7):
        broken = bytearray(STREAM)
        broken[at] ^= 1
        with pytest.raises((BundleAltered, BundleNotForUs, BundleCut, NotABundle)):
            opened(bytes(broken))


def test_chunks_moved():
    chunk = [STREAM[START + 16 + n * SEALED :][:SEALED] for n in range(2)]
    rest = STREAM[START + 16 + 2 * SEALED :]
    with pytest.raises(BundleAltered):
        opened(STREAM[: START + 16] + chunk[1] + chunk[0] + rest)


def test_a_writer_left_by_an_exception_makes_no_file():
    target = io.BytesIO()
    writer = age.Writer(target, [PQ.recipient])

    def interrupted() -> None:
        with writer:
            writer.write(noise(3 * BATCH * CHUNK))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    with pytest.raises(BundleCut):
        opened(target.getvalue())
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"x")


def test_a_full_disk_is_heard_of():
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            if self.tell() > 3_000_000:
                raise OSError(28, "No space left on device")
            return super().write(data)  # type: ignore[arg-type]

    writer = age.Writer(Full(), [PQ.recipient])
    with pytest.raises(OSError, match="No space"):
        writer.write(CONTENT * 20)
    assert writer.closed
    writer.close()
    with pytest.raises(OSError, match="No space"), age.Writer(Full(), [PQ.recipient]) as last:
        last.write(noise(3_500_000))


def test_under_a_passphrase():
    text = age.encrypt_passphrase(b"AGE-SECRET-KEY-...", bytearray("contraseña".encode()))
    assert text.startswith("-----BEGIN AGE ENCRYPTED FILE-----\n")
    decomposed = bytearray("contrasen\u0303a".encode())
    assert age.decrypt_passphrase(text, decomposed) == b"AGE-SECRET-KEY-..."
    with pytest.raises(WrongPassphrase):
        age.decrypt_passphrase(text, bytearray(b"contrasena"))
    with pytest.raises(BundleNotForUs):
        age.Reader(io.BytesIO(age.unarmor(text)), [PQ])


needs_age = pytest.mark.skipif(not AGE, reason="no age on PATH, and FIELDDOC_AGE is not set")


@needs_age
@pytest.mark.interop
@pytest.mark.parametrize("identity", [PQ, OLD], ids=["pq", "x25519"])
@pytest.mark.parametrize("size", [0, 1, CHUNK, BATCH * CHUNK, 3 * BATCH * CHUNK + 77])
def test_stock_age_opens_ours_and_we_open_its(identity, size, tmp_path):
    key = tmp_path / "key.txt"
    key.write_text(identity.text + "\n")
    data = noise(size)
    ours = subprocess.run(
        [AGE, "-d", "-i", key], input=sealed(data, identity.recipient), capture_output=True
    )
    assert (ours.returncode, ours.stdout) == (0, data), ours.stderr
    recipients = tmp_path / "recipients.txt"
    recipients.write_text(identity.recipient + "\n")
    its = subprocess.run([AGE, "-e", "-R", recipients], input=data, capture_output=True, check=True)
    assert opened(its.stdout, identity) == data


@needs_age
@pytest.mark.interop
def test_stock_age_refuses_what_we_refuse(tmp_path):
    key = tmp_path / "key.txt"
    key.write_text(PQ.text + "\n")
    for stream in (STREAM[:-1], STREAM + b"x", STREAM[: START - 5] + b"A" + STREAM[START - 4 :]):
        done = subprocess.run([AGE, "-d", "-i", key], input=stream, capture_output=True)
        assert done.returncode != 0
