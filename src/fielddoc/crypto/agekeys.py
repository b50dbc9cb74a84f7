"""Recipients and identities of age: the post-quantum hybrid, and X25519 for older programs.

One file is for one kind only: a stanza that a quantum computer opens one day would undo the
other's protection for everybody (c2sp.org/age, "The MLKEM768-X25519 … recipient type").
"""

import secrets
from dataclasses import dataclass
from hashlib import shake_256
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from fielddoc.crypto import bech32
from fielddoc.crypto.ageheader import Stanza, altered, decode, encode, hkdf
from fielddoc.errors import ContactRefused

Kind = Literal["pq", "x25519"]

FILE_KEY_SIZE = 16
BODY_SIZE = FILE_KEY_SIZE + 16
NONCE = bytes(12)
_SECRET = {"pq": "age-secret-key-pq-", "x25519": "age-secret-key-"}
_PUBLIC: dict[Kind, str] = {"pq": "age1pq", "x25519": "age"}
_NAME = {"pq": "mlkem768x25519", "x25519": "X25519"}
_MLKEM_PUBLIC, _X25519_PUBLIC, _PQ_SHARE = 1184, 32, 1120
_X25519_INFO = "age-encryption.org/v1/X25519"
_PQ_INFO = b"age-encryption.org/mlkem768x25519"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public key that a file can be sealed to."""

    kind: Kind
    key: bytes

    @classmethod
    def read(cls, text: str) -> "Recipient":
        """Read `age1pq1…` or `age1…`.

        Raises:
            ContactRefused: it is neither.
        """
        try:
            prefix, key = bech32.decode(text)
            kind = next(kind for kind, known in _PUBLIC.items() if known == prefix)
            recipient = cls(kind, key)
            recipient.wrap(bytes(FILE_KEY_SIZE))
        except (ValueError, StopIteration) as error:
            raise ContactRefused(reason="recipient") from error
        if text != recipient.text:
            raise ContactRefused(reason="recipient")
        return recipient

    @property
    def text(self) -> str:
        """The key as people exchange it."""
        return bech32.encode(_PUBLIC[self.kind], self.key)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return a stanza that only this key's owner can open."""
        if self.kind == "pq":
            sealed = _suite().encrypt(file_key, _pq_public(self.key), _PQ_INFO)
            return Stanza((_NAME["pq"], encode(sealed[:_PQ_SHARE])), sealed[_PQ_SHARE:])
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.key))
        wrap_key = hkdf(shared, share + self.key, _X25519_INFO)
        body = ChaCha20Poly1305(wrap_key).encrypt(NONCE, file_key, None)
        return Stanza((_NAME["x25519"], encode(share)), body)


class Identity:
    """A secret key that opens what was sealed to its `recipient`."""

    def __init__(self, text: str) -> None:
        """Read `AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…`.

        Raises:
            ValueError: it is neither.
        """
        prefix, secret = bech32.decode(text)
        kinds: list[Kind] = ["pq", "x25519"]
        found = [kind for kind in kinds if _SECRET[kind] == prefix]
        if not found or len(secret) != 32 or text != text.upper():
            msg = "not an age identity"
            raise ValueError(msg)
        self.kind = found[0]
        self.text = text
        self._secret = secret
        seed = shake_256(secret).digest(96) if self.kind == "pq" else secret
        self._x25519 = X25519PrivateKey.from_private_bytes(seed[-32:])
        self._mlkem = MLKEM768PrivateKey.from_seed_bytes(seed[:64]) if self.kind == "pq" else None
        public = self._x25519.public_key().public_bytes_raw()
        if self._mlkem is not None:
            public = self._mlkem.public_key().public_bytes_raw() + public
        self._recipient = Recipient(self.kind, public)

    @classmethod
    def new(cls, kind: Kind = "pq") -> "Identity":
        """Make a new identity."""
        return cls(bech32.encode(_SECRET[kind], secrets.token_bytes(32)).upper())

    @property
    def recipient(self) -> str:
        """The public key, `age1pq1…` or `age1…`."""
        return self._recipient.text

    def __repr__(self) -> str:
        return f"<age identity of {self.kind}>"

    def unwrap(self, stanzas: tuple[Stanza, ...]) -> bytes | None:
        """Return the file key from the first stanza that is for us, `None` when none is.

        Raises:
            BundleAltered: a stanza of our kind is not well formed.
        """
        for stanza in stanzas:
            if stanza.arguments[0] != _NAME[self.kind]:
                continue
            share = self._share(stanza)
            if self._mlkem is None:
                opened = self._open(share, stanza)
            else:
                opened = self._open_pq(self._mlkem, share + stanza.body)
            if opened is not None:
                return opened
        return None

    def _share(self, stanza: Stanza) -> bytes:
        """Check form and sizes before any key is used, against partitioning oracles."""
        if len(stanza.arguments) != 2 or len(stanza.body) != BODY_SIZE:
            raise altered()
        share = decode(stanza.arguments[1])
        if len(share) != (_PQ_SHARE if self.kind == "pq" else _X25519_PUBLIC):
            raise altered()
        return share

    def _open_pq(self, mlkem: MLKEM768PrivateKey, sealed: bytes) -> bytes | None:
        key = hpke.MLKEM768X25519PrivateKey(mlkem, self._x25519)
        try:
            return _suite().decrypt(sealed, key, _PQ_INFO)
        except InvalidTag:
            return None

    def _open(self, share: bytes, stanza: Stanza) -> bytes | None:
        try:
            shared = self._x25519.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError as error:  # the shared secret is all zeros
            raise altered() from error
        wrap_key = hkdf(shared, share + self._recipient.key, _X25519_INFO)
        try:
            return ChaCha20Poly1305(wrap_key).decrypt(NONCE, stanza.body, None)
        except InvalidTag:
            return None


def _pq_public(key: bytes) -> hpke.MLKEM768X25519PublicKey:
    if len(key) != _MLKEM_PUBLIC + _X25519_PUBLIC:
        msg = "wrong length of a public key"
        raise ValueError(msg)
    mlkem = MLKEM768PublicKey.from_public_bytes(key[:_MLKEM_PUBLIC])
    return hpke.MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(key[-32:]))


def _suite() -> hpke.Suite:
    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
