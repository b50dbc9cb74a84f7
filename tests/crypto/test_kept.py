"""What earlier versions wrote still opens, with nothing but these values and the files."""

import io
from hashlib import sha256
from pathlib import Path

from fielddoc.crypto import seal, slots

DATA = Path(__file__).parents[1] / "data"
KEY = "9a74b83d76da120a7734cc0e7e98f2bc563f19fbd909113465e919de53d8a71c"
CODE = "340912-630905-589589-864655-103092-179465-997546-111518"


def test_slots_of_version_1():
    document = (DATA / "slots-1.json").read_bytes()
    assert slots.unlock(document, bytearray("contraseña número 1".encode())).hex() == KEY
    assert slots.recover(document, CODE).hex() == KEY


def test_sealed_file_of_version_1():
    stream = (DATA / "sealed-1.bin").read_bytes()
    assert len(stream) == seal.HEADER_SIZE + 4096 + seal.TAG_SIZE
    with seal.Reader(io.BytesIO(stream), bytes(range(32)), b"\1" * 16, b"\2" * 16) as opened:
        assert sha256(opened.read()).hexdigest() == (
            "0f8cf9e8d79f2e6ce8e4f56cdbc9e280678a013da1e08e9d231c37c4c4eed4d5"
        )
