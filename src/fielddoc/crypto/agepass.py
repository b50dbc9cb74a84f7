"""An age file under a passphrase, in armor: how a secret key leaves the program.

The passphrase is taken in NFC, which is what stock `age` gets from a terminal, and not in NFKC
as for slots: that would make o of º, and `age` would not.
"""

import io
import re
import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fielddoc.crypto import ageheader
from fielddoc.crypto.ageheader import COLUMNS, Stanza, altered
from fielddoc.crypto.agekeys import BODY_SIZE, FILE_KEY_SIZE, NONCE
from fielddoc.crypto.agestream import StreamReader, StreamWriter
from fielddoc.crypto.keys import normalised, wipe
from fielddoc.errors import BundleNotForUs, NotABundle, WrongPassphrase

WORK = 18
"""Base-two logarithm of scrypt's cost, as `age` chooses it: 256 MiB, about a second."""
MOST_WORK = 22
_SALT_SIZE = 16
_BEGIN, _END = "-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"


def encrypt_passphrase(data: bytes, passphrase: bytearray) -> str:
    """Return `data` as an armored age file under a passphrase; the caller wipes that."""
    file_key, salt = secrets.token_bytes(FILE_KEY_SIZE), secrets.token_bytes(_SALT_SIZE)
    body = ChaCha20Poly1305(_stretch(passphrase, salt, WORK)).encrypt(NONCE, file_key, None)
    stanza = Stanza(("scrypt", ageheader.encode(salt), str(WORK)), body)
    target = io.BytesIO(ageheader.write((stanza,), file_key))
    target.seek(0, io.SEEK_END)
    with StreamWriter(target, file_key) as writer:
        writer.write(data)
    text = b64encode(target.getvalue()).decode("ascii")
    lines = [text[at : at + COLUMNS] for at in range(0, len(text), COLUMNS)]
    return "\n".join([_BEGIN, *lines, _END, ""])


def decrypt_passphrase(text: str, passphrase: bytearray) -> bytes:
    """Return what `encrypt_passphrase`, or `age -p -a`, put under the passphrase.

    Raises:
        NotABundle: it is not armored age.
        BundleNotForUs: it is not under a passphrase.
        WrongPassphrase: it is under another one.
        BundleAltered, BundleCut, BundleNewer: as for any age file.
    """
    return decrypt_binary(unarmor(text), passphrase)


def decrypt_binary(data: bytes, passphrase: bytearray) -> bytes:
    """Do as `decrypt_passphrase` for a file without armor."""
    source = io.BytesIO(data)
    header = ageheader.read(source)
    file_key = _unwrap(header.stanzas, passphrase)
    header.check(file_key)
    with StreamReader(source, file_key) as reader:
        return reader.readall() or b""


def unarmor(text: str) -> bytes:
    """Read strict PEM (RFC 7468, figure 3) with LF or CRLF, and white space only around it."""
    lines = text.strip(" \t\r\n").replace("\r\n", "\n").split("\n")
    if len(lines) < 2 or (lines[0], lines[-1]) != (_BEGIN, _END):
        raise NotABundle
    body = lines[1:-1]
    short = body[-1:] if body else []
    if any(len(line) != COLUMNS for line in body[:-1]) or any(
        not 0 < len(line) <= COLUMNS for line in short
    ):
        raise altered("armor")
    joined = "".join(body)
    try:
        data = b64decode(joined, validate=True)
    except ValueError as error:
        raise altered("armor") from error
    if b64encode(data).decode("ascii") != joined:
        raise altered("armor")
    return data


def _unwrap(stanzas: tuple[Stanza, ...], passphrase: bytearray) -> bytes:
    if all(stanza.arguments[0] != "scrypt" for stanza in stanzas):
        raise BundleNotForUs
    stanza = stanzas[0]
    if len(stanzas) != 1 or len(stanza.arguments) != 3 or len(stanza.body) != BODY_SIZE:
        raise altered()
    salt, work = ageheader.decode(stanza.arguments[1]), stanza.arguments[2]
    if len(salt) != _SALT_SIZE or not re.fullmatch("[1-9][0-9]?", work) or int(work) > MOST_WORK:
        raise altered()
    try:
        key = _stretch(passphrase, salt, int(work))
        return ChaCha20Poly1305(key).decrypt(NONCE, stanza.body, None)
    except InvalidTag as error:
        raise WrongPassphrase(wait=0) from error


def _stretch(passphrase: bytearray, salt: bytes, work: int) -> bytes:
    typed = normalised(passphrase, "NFC")
    try:
        scrypt = Scrypt(
            salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work, r=8, p=1
        )
        return scrypt.derive(typed)
    finally:
        wipe(typed)
