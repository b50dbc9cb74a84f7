"""The header of an age v1 file (c2sp.org/age): who may open it.

Read strictly: what is not exactly as the specification says is refused, so that one header has
one meaning and one form.
"""

import hmac
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fielddoc.errors import BundleAltered, BundleCut, BundleNewer, NotABundle

INTRO = b"age-encryption.org/"
VERSION = b"v1"
COLUMNS = 64
MOST_STANZAS = 256
_MOST_LINE = 4096
_ARGUMENTS = re.compile(rb"-> [!-~]+(?: [!-~]+)*")
_END = re.compile(rb"--- ([A-Za-z0-9+/]{43})")


@dataclass(frozen=True, slots=True)
class Stanza:
    """The file key, wrapped for one recipient; `arguments[0]` says how."""

    arguments: tuple[str, ...]
    body: bytes

    def to_bytes(self) -> bytes:
        """Return its lines."""
        text = encode(self.body)
        lines = [text[at : at + COLUMNS] for at in range(0, len(text) + 1, COLUMNS)]
        return "".join(f"{line}\n" for line in ["-> " + " ".join(self.arguments), *lines]).encode()


@dataclass(frozen=True, slots=True)
class Header:
    """The stanzas as read, with the bytes that the MAC is over."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes
    mac: bytes

    def check(self, file_key: bytes) -> None:
        """Raise `BundleAltered` unless who wrote the header knew the file key."""
        if not hmac.compare_digest(self.mac, _mac(file_key, self.authenticated)):
            raise altered()


def write(stanzas: tuple[Stanza, ...], file_key: bytes) -> bytes:
    """Return the header's bytes."""
    lines = INTRO + VERSION + b"\n" + b"".join(stanza.to_bytes() for stanza in stanzas) + b"---"
    return lines + f" {encode(_mac(file_key, lines))}\n".encode()


def read(source: BinaryIO) -> Header:
    """Read a header and leave `source` (anything with `readline`) behind it.

    Raises:
        NotABundle: the file is not age's at all.
        BundleNewer: it is a later version of age's.
        BundleCut: it ends inside the header.
        BundleAltered: the header is not well formed.
    """
    _version(source)
    lines = [INTRO + VERSION + b"\n"]
    stanzas: list[Stanza] = []
    while (line := _line(source)).startswith(b"->"):
        if not _ARGUMENTS.fullmatch(line) or len(stanzas) == MOST_STANZAS:
            raise altered()
        lines.append(line + b"\n")
        body: list[bytes] = []
        while len(body) == 0 or len(body[-1]) == COLUMNS:
            body.append(_line(source))
            if len(body[-1]) > COLUMNS or len(body) > COLUMNS:
                raise altered()
            lines.append(body[-1] + b"\n")
        arguments = tuple(line[3:].decode("ascii").split(" "))
        stanzas.append(Stanza(arguments, decode(b"".join(body))))
    end = _END.fullmatch(line)
    if end is None or not stanzas:
        raise altered()
    return Header(tuple(stanzas), b"".join(lines) + b"---", decode(end[1]))


def encode(data: bytes) -> str:
    """Return base64 without padding."""
    return b64encode(data).decode("ascii").rstrip("=")


def decode(text: bytes | str) -> bytes:
    """Read base64 without padding; `BundleAltered` unless `encode` would have written it."""
    wanted = text.encode() if isinstance(text, str) else text
    try:
        data = b64decode(wanted + b"=" * (-len(wanted) % 4), validate=True)
    except ValueError as error:
        raise altered() from error
    if encode(data).encode() != wanted:
        raise altered()
    return data


def hkdf(secret: bytes, salt: bytes, info: str) -> bytes:
    """Return 32 bytes derived as all of age's keys are (HKDF-SHA-256)."""
    return HKDF(SHA256(), 32, salt, info.encode()).derive(secret)


def altered(where: str = "header") -> BundleAltered:
    """Return the failure to raise for a part that is not as it was written."""
    return BundleAltered(where=where)


def _version(source: BinaryIO) -> None:
    line = source.readline(COLUMNS)
    if not line.startswith(INTRO):
        raise BundleCut if line and INTRO.startswith(line) else NotABundle
    if not line.endswith(b"\n"):
        raise BundleCut if len(line) < COLUMNS else altered()
    version = line[len(INTRO) : -1]
    if version == VERSION:
        return
    if re.fullmatch(rb"v[1-9][0-9]*", version):
        raise BundleNewer(found=version.decode(), known=VERSION.decode())
    raise altered()


def _line(source: BinaryIO) -> bytes:
    line = source.readline(_MOST_LINE)
    if line.endswith(b"\n"):
        return line[:-1]
    raise BundleCut if len(line) < _MOST_LINE else altered()


def _mac(file_key: bytes, authenticated: bytes) -> bytes:
    return hmac.digest(hkdf(file_key, b"", "header"), authenticated, sha256)
