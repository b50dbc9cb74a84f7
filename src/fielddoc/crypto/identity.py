"""Who signs: one P-256 key for a person and machine, in a certificate that says a pseudonym.

The same key signs journal entries, bundles and dossiers. P-256 and not Ed25519, because PDF
readers do not take the latter. The certificate names nothing but the pseudonym: no machine, no
organisation, no place, and as time only the year.
"""

import datetime
import os
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from hashlib import sha256
from itertools import islice

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import NameOID

from fielddoc.errors import ValueRefused

YEARS = 20
_ALGORITHM = ec.ECDSA(SHA256())
_BATCH = 256
_NOT_READ = (UnsupportedAlgorithm, x509.InvalidVersion, TypeError, CryptographyDeprecationWarning)
"""What the parser raises, beside ValueError, for what a stranger may have put in a certificate."""


class Certificate:
    """A certificate for P-256 that verifies quickly, as its public key is read only once."""

    def __init__(self, der: bytes) -> None:
        """Read a DER certificate.

        Raises:
            ValueError: it is no certificate, or not for a P-256 key.
        """
        self.der = der
        self.name: str
        """The common name, or nothing where there is none."""
        try:
            self.x509 = x509.load_der_x509_certificate(der)
            public = self.x509.public_key()
            positive = self.x509.serial_number > 0
            self.name = _common_name(self.x509)
        except _NOT_READ as error:
            raise ValueError(error) from error
        if not isinstance(public, ec.EllipticCurvePublicKey) or public.curve.name != "secp256r1":
            msg = "not a P-256 certificate"
            raise ValueError(msg)
        if not positive:
            msg = "a serial number is positive (RFC 5280, section 4.1.2.2)"
            raise ValueError(msg)
        self._public = public

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the DER certificate, in hexadecimal digits: how authors are told apart."""
        return sha256(self.der).hexdigest()

    @property
    def pem(self) -> bytes:
        """The certificate in PEM."""
        return self.x509.public_bytes(Encoding.PEM)

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Say whether `signature` (DER, ECDSA with SHA-256) is this key's over `data`."""
        try:
            self._public.verify(signature, data, _ALGORITHM)
        except InvalidSignature:
            return False
        return True


def _common_name(certificate: x509.Certificate) -> str:
    """Return the common name without what reorders or hides when it is shown; "" if none."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return "".join(filter(str.isprintable, str(names[0].value))) if names else ""


class Identity:
    """A private key with its certificate."""

    def __init__(self, private_key: ec.EllipticCurvePrivateKey, certificate: bytes) -> None:
        """Join the two.

        Raises:
            ValueError: they do not belong together.
        """
        self.private_key = private_key
        self.certificate = certificate
        self._read = Certificate(certificate)
        if self._read.x509.public_key() != private_key.public_key():
            msg = "key and certificate do not belong together"
            raise ValueError(msg)

    @classmethod
    def new(cls, pseudonym: str) -> "Identity":
        """Make a new key and its self-signed certificate.

        Raises:
            ValueRefused: the pseudonym is empty or over 64 bytes (X.520 upper bound), or has
                what hides or reorders when it is shown.
        """
        name = pseudonym.strip()
        if not name.isprintable():
            raise ValueRefused(kind="identity", field="pseudonym", reason="name")
        if not 1 <= len(name.encode()) <= 64:
            raise ValueRefused(kind="identity", field="pseudonym", reason="length")
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(key, _self_signed(key, name).public_bytes(Encoding.DER))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the DER certificate, in hexadecimal digits."""
        return self._read.fingerprint

    @property
    def pseudonym(self) -> str:
        """What the certificate calls the person."""
        return self._read.name

    def sign(self, data: bytes) -> bytes:
        """Return the signature over `data`: DER, ECDSA P-256 with SHA-256."""
        return self.private_key.sign(data, _ALGORITHM)

    def to_bytes(self) -> bytes:
        """Return key and certificate, to be kept only inside what is encrypted."""
        key = self.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return len(key).to_bytes(4) + key + self.certificate

    @classmethod
    def from_bytes(cls, data: bytes) -> "Identity":
        """Read what `to_bytes` gave.

        Raises:
            ValueError: it is not that.
        """
        end = 4 + int.from_bytes(data[:4])
        key = load_der_private_key(data[4:end], None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            msg = "not an elliptic curve key"
            raise ValueError(msg)
        return cls(key, data[end:])


def verify_many(signed: Iterable[tuple[Certificate, bytes, bytes]]) -> Generator[bool]:
    """Say for each (certificate, signature, data), in their order, whether it holds.

    The work is spread over threads, which gains because OpenSSL runs without the interpreter
    lock (1.8 times as many in a second on two cores). `signed` is read in the caller's thread
    and only a few batches ahead, so it may be endless.
    """
    source = iter(signed)
    workers = os.cpu_count() or 1
    ahead: deque[Future[list[bool]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            while batch := list(islice(source, _BATCH)):
                ahead.append(pool.submit(_verify_batch, batch))
                if len(ahead) > 2 * workers:
                    yield from ahead.popleft().result()
            while ahead:
                yield from ahead.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _verify_batch(batch: list[tuple[Certificate, bytes, bytes]]) -> list[bool]:
    return [certificate.verify(signature, data) for certificate, signature, data in batch]


def _self_signed(key: ec.EllipticCurvePrivateKey, name: str) -> x509.Certificate:
    """Make the certificate: valid from the first day of last year, so that a skewed clock fits."""
    year = datetime.datetime.now(datetime.UTC).year - 1
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(year, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(year + YEARS, 12, 31, tzinfo=datetime.UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .sign(key, SHA256())
    )


def _signing_only() -> x509.KeyUsage:
    """Digital signature and content commitment (RFC 5280, section 4.2.1.3), nothing else."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
