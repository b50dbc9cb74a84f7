"""Secrets in memory, and keys that come from keys."""

from typing import Literal
from unicodedata import normalize

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_SIZE = 32
"""Bytes of every symmetric key of ours."""


def wipe(*secrets: bytearray) -> None:
    """Overwrite secrets with zeros, in place.

    Python may hold copies elsewhere (that is why locking ends the process), but what we can
    empty we empty.
    """
    for secret in secrets:
        secret[:] = bytes(len(secret))


def derive(key: bytes | bytearray, info: bytes, salt: bytes | None = None) -> bytes:
    """Return 32 bytes for one purpose, `info`, from a key (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), KEY_SIZE, salt, info).derive(key)


def normalised(passphrase: bytearray, form: Literal["NFC", "NFKC"] = "NFKC") -> bytearray:
    """Return the passphrase in one Unicode form (Annex 15), anew, for the caller to wipe.

    Keyboards and systems write é as one character or as two, and a full-width digit where
    another types a plain one; all of these must open the vault. Pure ASCII, which has only one
    form, makes no string that cannot be wiped. What is not UTF-8 is taken byte for byte.
    """
    if passphrase.isascii():
        return bytearray(passphrase)
    try:
        return bytearray(normalize(form, passphrase.decode()).encode())
    except UnicodeDecodeError:
        return bytearray(passphrase)
