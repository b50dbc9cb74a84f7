"""What earlier versions wrote still opens, with nothing but these values and the files."""

import hmac
import io
import json
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

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


def test_sealed_file_by_its_specification():
    """Only what docs/formats/sealed.md says, and none of our code."""
    stream = (DATA / "sealed-1.bin").read_bytes()
    assert stream[:16] == b"fielddoc seal 1\n"
    key = HKDF(SHA256(), 32, stream[16:48], b"fielddoc seal 1").derive(bytes(range(32)))
    place = b"\0\x10" + b"\1" * 16 + b"\0\x10" + b"\2" * 16 + bytes(8) + b"\1"
    content = AESGCM(key).decrypt(bytes(12), stream[48:], place)
    size = int.from_bytes(content[-8:])
    assert content[:size] == b"Vector of a sealed file, version 1.\n"
    assert not any(content[size:-8])


def test_slots_by_their_specification():
    """Only what docs/formats/slots.md says, and none of our code."""
    document = json.loads((DATA / "slots-1.json").read_bytes())
    slot = document["slots"][0]
    salt, nonce, wrapped = (bytes.fromhex(slot[name]) for name in ("salt", "nonce", "wrapped"))
    key = Argon2id(salt=salt, length=32, iterations=slot["passes"], lanes=slot["lanes"],
                   memory_cost=slot["memory"]).derive("contraseña número 1".encode())  # fmt: skip
    del slot["wrapped"]
    bound = b"fielddoc slot 1\n" + canonical(slot)
    vault_key = AESGCM(key).decrypt(nonce, wrapped, bound)
    assert vault_key.hex() == KEY
    slot["wrapped"] = wrapped.hex()
    mac = bytes.fromhex(document.pop("mac"))
    mac_key = HKDF(SHA256(), 32, None, b"fielddoc slots mac 1").derive(vault_key)
    assert hmac.digest(mac_key, canonical(document), sha256) == mac


def canonical(data: object) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()
