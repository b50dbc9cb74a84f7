"""Detached signatures: what openssl verifies, and nothing that was changed."""

import shutil
import subprocess
from collections.abc import Callable

import pytest
from asn1crypto import cms as asn1
from asn1crypto import x509

from fielddoc.crypto import cms
from fielddoc.crypto.identity import Certificate, Identity
from fielddoc.errors import BundleAltered

ME, OTHER = Identity.new("Ceiba"), Identity.new("Ahuehuete")
DATA = b"0123  data/entries.jsonl\nline\r\n\x1a\0"
SIGNED = cms.sign(ME, DATA)


def test_the_signer_is_named():
    assert cms.verify(SIGNED, DATA).fingerprint == ME.fingerprint
    assert cms.verify(cms.sign(OTHER, b""), b"").name == "Ahuehuete"


@pytest.mark.parametrize("data", [b"", DATA[:-1], DATA + b"\n", DATA.replace(b"\r\n", b"\n")])
def test_other_content(data):
    with pytest.raises(BundleAltered):
        cms.verify(SIGNED, data)


def test_every_changed_byte_is_found():
    for at in range(len(SIGNED)):
        for bit in (1, 0x80):
            broken = SIGNED[:at] + bytes([SIGNED[at] ^ bit]) + SIGNED[at + 1 :]
            with pytest.raises(BundleAltered):
                cms.verify(broken, DATA)


def test_cut_lengthened_or_nothing_of_the_kind():
    for broken in (b"", b"0\x80", SIGNED[:-1], SIGNED + b"\0", b"0" * 20_000, ME.certificate):
        with pytest.raises(BundleAltered):
            cms.verify(broken, DATA)


def altered(change: Callable[[asn1.SignedData], None]) -> bytes:
    info = asn1.ContentInfo.load(SIGNED)
    change(info["content"])
    return bytes(info.dump(force=True))


def test_a_signature_in_another_shape():
    twice = asn1.ContentInfo.load(SIGNED)["content"]["signer_infos"][0]
    stranger = asn1.CertificateChoices("certificate", der_of(OTHER))

    def second_signer(signed):
        signed["signer_infos"].append(twice.copy())

    def other_certificate(signed):
        signed["certificates"] = [stranger]

    def two_certificates(signed):
        signed["certificates"].append(stranger)

    def inside(signed):
        signed["encap_content_info"]["content"] = DATA

    def unsigned(signed):
        signed["signer_infos"][0]["unsigned_attrs"] = [{"type": "content_type", "values": ["data"]}]

    def bare(signed):
        signed["signer_infos"][0]["signed_attrs"] = None
        signed["signer_infos"][0]["signature"] = ME.sign(DATA)

    changes = (second_signer, other_certificate, two_certificates, inside, unsigned, bare)
    assert altered(lambda signed: None) == SIGNED
    for change in changes:
        with pytest.raises(BundleAltered):
            cms.verify(altered(change), DATA)


def der_of(identity: Identity):
    return x509.Certificate.load(identity.certificate)


@pytest.mark.interop
@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl on PATH")
def test_openssl_verifies_it(tmp_path):
    paths = {name: tmp_path / name for name in ("signature", "content", "certificate")}
    paths["signature"].write_bytes(SIGNED)
    paths["content"].write_bytes(DATA)
    paths["certificate"].write_bytes(Certificate(ME.certificate).pem)
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", paths["signature"],
               "-content", paths["content"], "-CAfile", paths["certificate"]]  # fmt: skip
    done = subprocess.run(command, capture_output=True)
    assert (done.returncode, done.stdout) == (0, DATA), done.stderr
    paths["content"].write_bytes(DATA + b"x")
    assert subprocess.run(command, capture_output=True).returncode != 0
