"""Identities sign, certificates verify, and neither says more than a pseudonym."""

import datetime
import socket
from collections.abc import Iterator
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from fielddoc.crypto.identity import Certificate, Identity, verify_many
from fielddoc.errors import ValueRefused

ME, OTHER = Identity.new("Ceiba"), Identity.new("Ceiba")


def test_signatures_hold_only_for_their_data_and_key():
    mine, other = Certificate(ME.certificate), Certificate(OTHER.certificate)
    signature = ME.sign(b"header")
    assert mine.verify(signature, b"header")
    assert not mine.verify(signature, b"headex")
    assert not other.verify(signature, b"header")
    for at in range(len(signature)):
        assert not mine.verify(
            signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :], b"header"
        )
    assert not mine.verify(b"", b"header")
    assert not mine.verify(signature + b"\0", b"header")


def test_fingerprint_and_name():
    read = Certificate(ME.certificate)
    assert read.fingerprint == ME.fingerprint == sha256(ME.certificate).hexdigest()
    assert read.name == ME.pseudonym == "Ceiba"
    assert read.pem.startswith(b"-----BEGIN CERTIFICATE-----")
    assert ME.fingerprint != OTHER.fingerprint


def test_the_certificate_tells_nothing_else():
    read = Certificate(ME.certificate).x509
    assert read.subject.rfc4514_string() == read.issuer.rfc4514_string() == "CN=Ceiba"
    assert [extension.oid.dotted_string for extension in read.extensions] == [
        "2.5.29.19",
        "2.5.29.15",
    ]
    usage = read.extensions[1].value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert socket.gethostname().encode() not in ME.certificate
    start, end = read.not_valid_before_utc, read.not_valid_after_utc
    assert (start.month, start.day, start.hour, start.minute, start.second) == (1, 1, 0, 0, 0)
    assert end.year - start.year == 20
    assert start < datetime.datetime.now(datetime.UTC) < end
    read.verify_directly_issued_by(read)


def test_kept_and_read_again():
    again = Identity.from_bytes(ME.to_bytes())
    assert again.fingerprint == ME.fingerprint
    assert Certificate(ME.certificate).verify(again.sign(b"x"), b"x")


def test_what_is_no_identity_is_refused():
    whole = ME.to_bytes()
    ed = ed25519.Ed25519PrivateKey.generate().private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    )
    mixed = len(ed).to_bytes(4) + ed + ME.certificate
    for data in (b"", whole[:-1], whole + b"x", whole[4:], mixed):
        with pytest.raises(ValueError):  # noqa: PT011  # the parsers below word it differently
            Identity.from_bytes(data)
    with pytest.raises(ValueError, match="belong together"):
        Identity(ME.private_key, OTHER.certificate)
    with pytest.raises(ValueError):  # noqa: PT011
        Certificate(b"0")


@pytest.mark.parametrize("name", ["", "  ", "x" * 65, "ñ" * 33])
def test_pseudonyms_of_an_impossible_length(name):
    with pytest.raises(ValueRefused):
        Identity.new(name)


def test_pseudonyms_in_any_letters():
    for name in ("Ñandú", "Ꞌa ‘x’ ɨ ä", "鶴", "x" * 64):
        assert Certificate(Identity.new(name).certificate).name == name


def test_other_curves_are_refused():
    key = ec.generate_private_key(ec.SECP384R1())
    with pytest.raises(ValueError, match="belong together"):
        Identity(key, ME.certificate)


@pytest.mark.parametrize("number", [0, 1, 255, 256, 257, 3000])
def test_many_at_once_keep_their_order(number):
    read, signature = Certificate(ME.certificate), ME.sign(b"x")
    wrong = {0, 100, 256, 999, 2999}
    triples = ((read, signature, b"y" if n in wrong else b"x") for n in range(number))
    assert list(verify_many(triples)) == [n not in wrong for n in range(number)]


def test_many_at_once_reads_only_a_little_ahead():
    read, signature, taken = Certificate(ME.certificate), ME.sign(b"x"), 0

    def endless() -> Iterator[tuple[Certificate, bytes, bytes]]:
        nonlocal taken
        while True:
            taken += 1
            yield read, signature, b"x"

    verified = verify_many(endless())
    assert next(verified)
    verified.close()
    assert taken < 100_000


@pytest.mark.filterwarnings("ignore:Parsed a serial", "ignore:Attribute's length")
def test_a_changed_certificate_is_refused_or_another():
    for at in range(len(ME.certificate)):
        for mask in (1, 2, 15, 0x80, 0xFF):
            broken = bytearray(ME.certificate)
            broken[at] ^= mask
            try:
                read = Certificate(bytes(broken))
            except ValueError:
                continue
            assert read.fingerprint != ME.fingerprint
            assert read.name.isprintable()
