"""Sealed streams give back what was put in, at any place, and refuse everything else."""

import io
import random
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fielddoc.crypto import seal
from fielddoc.errors import Cancelled, VaultDamaged
from fielddoc.progress import Stoppable

KEY, VAULT, FILE = bytes(range(32)), b"v" * 16, b"f" * 16
CHUNK = seal.CHUNK


def sealed(data: bytes, key: bytes = KEY, vault: bytes = VAULT, file: bytes = FILE) -> bytes:
    target = io.BytesIO()
    result = seal.seal(io.BytesIO(data), target, key, vault, file)
    assert result == seal.Sealed(len(data), sha256(data).hexdigest())
    return target.getvalue()


def reader(
    stream: bytes, key: bytes = KEY, vault: bytes = VAULT, file: bytes = FILE
) -> seal.Reader:
    return seal.Reader(io.BytesIO(stream), key, vault, file)


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def rewritten(stream: bytes, chunks: list[int]) -> bytes:
    """The stream with only these of its chunks, in this order."""
    whole = CHUNK + seal.TAG_SIZE
    body = stream[seal.HEADER_SIZE :]
    pieces = [body[at : at + whole] for at in range(0, len(body), whole)]
    return stream[: seal.HEADER_SIZE] + b"".join(pieces[n] for n in chunks)


BORDERS = [0, 1, seal.LEAST - 8, seal.LEAST - 7, CHUNK - 9, CHUNK - 8, CHUNK - 7, CHUNK, CHUNK + 1]


@pytest.mark.parametrize("size", [*BORDERS, 3 * CHUNK, 5 * CHUNK + 12345, 40 * CHUNK - 8])
def test_every_size_comes_back(size):
    data = noise(size)
    stream = sealed(data)
    with reader(stream) as opened:
        assert opened.size == size
        assert opened.read() == data
        assert opened.read() == b""


@given(size=st.integers(0, 2**50))
def test_padding_is_small_and_stable(size):
    length = seal.padded(size)
    assert size <= length <= max(seal.LEAST, size * 1.12)
    assert seal.padded(length) == length


def test_neighbouring_sizes_look_alike():
    assert len({len(sealed(noise(size))) for size in range(5_000_000, 5_040_000, 8_000)}) == 1


def test_the_same_content_twice_has_nothing_in_common():
    one, two = sealed(bytes(9000)), sealed(bytes(9000))
    assert one[: len(seal.MAGIC)] == two[: len(seal.MAGIC)]
    assert one[seal.HEADER_SIZE :][:64] != two[seal.HEADER_SIZE :][:64]


STREAM_DATA = noise(3 * CHUNK + 777)
STREAM = sealed(STREAM_DATA)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(STREAM_DATA) + 9), st.integers(0, 2 * CHUNK + 9))))
def test_reading_anywhere(steps):
    opened, plain = reader(STREAM), io.BytesIO(STREAM_DATA)
    buffered = io.BufferedReader(reader(STREAM), 10_000)
    for at, size in steps:
        assert opened.seek(at) == plain.seek(at) == buffered.seek(at)
        assert opened.read(size) == (expected := plain.read(size)) == buffered.read(size)
        assert opened.tell() == plain.tell() or not expected
    assert opened.seek(-5, io.SEEK_END) == len(STREAM_DATA) - 5
    assert opened.read() == STREAM_DATA[-5:]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, CHUNK + 1), max_size=6))
def test_writing_in_any_pieces(sizes):
    data, target = noise(sum(sizes)), io.BytesIO()
    with seal.Writer(target, KEY, VAULT, FILE) as writer:
        at = 0
        for size in sizes:
            assert writer.write(data[at : at + size]) == size
            at += size
    assert reader(target.getvalue()).read() == data


def test_wrong_key_vault_or_file():
    for wrong in ({"key": bytes(32)}, {"vault": b"w" * 16}, {"file": b"g" * 16}):
        with pytest.raises(VaultDamaged):
            reader(STREAM, **wrong)
    with pytest.raises(VaultDamaged):
        reader(STREAM, vault=VAULT + FILE[:1], file=FILE[1:])


@pytest.mark.parametrize("cut", [1, 16, 17, CHUNK // 2, CHUNK + 16, 2 * CHUNK, len(STREAM) - 60])
def test_truncation(cut):
    with pytest.raises(VaultDamaged):
        reader(STREAM[:-cut])


@pytest.mark.parametrize("more", [1, 16, 4096, CHUNK + 16])
def test_something_behind_the_end(more):
    with pytest.raises(VaultDamaged):
        reader(STREAM + bytes(more))


@pytest.mark.parametrize("order", [[1, 0, 2, 3], [0, 0, 2, 3], [0, 2, 1, 3], [0, 1, 2], [0, 1, 3]])
def test_chunks_moved_or_dropped(order):
    with pytest.raises(VaultDamaged):
        reader(rewritten(STREAM, order)).read()


def test_chunk_of_another_stream_with_the_same_key():
    other = sealed(STREAM_DATA)
    mixed = other[: seal.HEADER_SIZE + CHUNK + 16] + STREAM[seal.HEADER_SIZE + CHUNK + 16 :]
    with pytest.raises(VaultDamaged):
        reader(mixed).read()


def test_any_flipped_bit_is_found():
    places = random.Random(1).sample(range(len(STREAM)), 80)
    for at in [*range(0, seal.HEADER_SIZE, 5), *places, len(STREAM) - 1]:
        broken = bytearray(STREAM)
        broken[at] ^= 1 << at % 8
        with pytest.raises(VaultDamaged) as caught:
            every_chunk(reader(bytes(broken)))
        assert caught.value.facts == {"what": FILE.hex()}


def every_chunk(opened: seal.Reader) -> None:
    """Read all, and the padding too, which content never needs."""
    opened.read()
    for index in range(opened._last + 1):
        opened._hold(index)


def test_a_damaged_chunk_spoils_only_itself():
    broken = bytearray(STREAM)
    broken[seal.HEADER_SIZE + CHUNK + 500] ^= 1
    opened = reader(bytes(broken))
    assert opened.read(CHUNK) == STREAM_DATA[:CHUNK]
    with pytest.raises(VaultDamaged):
        opened.read(1)
    opened.seek(2 * CHUNK)
    assert opened.read() == STREAM_DATA[2 * CHUNK :]


def test_a_writer_left_by_an_exception_makes_no_stream():
    target = io.BytesIO()
    writer = seal.Writer(target, KEY, VAULT, FILE)

    def interrupted() -> None:
        with writer:
            writer.write(noise(2 * CHUNK))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    with pytest.raises(VaultDamaged):
        reader(target.getvalue())
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"x")


def test_stopping_on_the_way():
    target, stop = io.BytesIO(), Stoppable()

    def at_two(at: int, of: int) -> None:
        assert of == len(STREAM_DATA)
        if at >= 2 * CHUNK:
            stop.stop()
        stop(at, of)

    with pytest.raises(Cancelled):
        seal.seal(io.BytesIO(STREAM_DATA), target, KEY, VAULT, FILE, at_two)
    with pytest.raises(VaultDamaged):
        reader(target.getvalue())


def test_a_closed_reader_holds_nothing():
    opened = reader(STREAM)
    opened.read(10)
    opened.close()
    assert not any(opened._chunk)
    with pytest.raises(ValueError, match="closed"):
        opened.read(1)


def test_a_source_and_target_that_give_and_take_little():
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, 70_001))

        def write(self, data: object) -> int:
            return super().write(memoryview(data)[:50_000])  # type: ignore[arg-type]

    target = Slow()
    seal.seal(Slow(STREAM_DATA), target, KEY, VAULT, FILE)
    assert seal.Reader(Slow(target.getvalue()), KEY, VAULT, FILE).readall() == STREAM_DATA


def test_a_full_disk_ends_the_writer():
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            if self.tell() > CHUNK:
                raise OSError(28, "No space left on device")
            return super().write(data)  # type: ignore[arg-type]

    target = Full()
    writer = seal.Writer(target, KEY, VAULT, FILE)
    with pytest.raises(OSError, match="No space"):
        writer.write(STREAM_DATA)
    assert writer.closed
    writer.close()
    with pytest.raises(VaultDamaged):
        reader(target.getvalue())
