"""A detached signature over bytes: CMS SignedData (RFC 5652), DER, one signer, P-256, SHA-256.

`openssl cms -verify -binary -inform DER -content FILE -CAfile CERTIFICATE` verifies it.
"""

import hmac
from hashlib import sha256
from typing import Any

from asn1crypto import cms, tsp, x509

from fielddoc.crypto.identity import Certificate, Identity
from fielddoc.errors import BundleAltered

MOST_BYTES = 16 * 1024
_SHA256 = {"algorithm": "sha256"}
_ECDSA = {"algorithm": "sha256_ecdsa"}
_ATTRIBUTES = ["content_type", "message_digest", "signing_certificate_v2"]


def sign(identity: Identity, data: bytes) -> bytes:
    """Return a signature over `data` with the identity's certificate in it.

    Signed with it: that the content is plain data, its SHA-256, and which certificate signs
    (RFC 5035), so that no other certificate for the same key can take its place.
    """
    certificate = x509.Certificate.load(identity.certificate)
    attributes = _attributes(data, identity.certificate)
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": _sid(certificate),
            "digest_algorithm": _SHA256,
            "signed_attrs": attributes,
            "signature_algorithm": _ECDSA,
            "signature": identity.sign(attributes.dump()),
        }
    )
    return _wrapped(certificate, signer)


def verify(signature: bytes, data: bytes) -> Certificate:
    """Return the certificate whose key signed `data`; whether to trust it is the caller's affair.

    Exactly what `sign` makes is taken, byte for byte, for any P-256 certificate: the signature
    is rebuilt from the certificate and the signature value it carries, and must be the same.

    Raises:
        BundleAltered: anything else (`where` is "signature").
    """
    try:
        holds = _verified(signature, data)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise BundleAltered(where="signature") from error
    if holds is None:
        raise BundleAltered(where="signature")
    return holds


def _verified(signature: bytes, data: bytes) -> Certificate | None:
    if len(signature) > MOST_BYTES:
        return None
    signed = cms.ContentInfo.load(signature, strict=True)["content"]
    der = signed["certificates"][0].chosen.dump()
    value = signed["signer_infos"][0]["signature"].native
    attributes = _attributes(data, der)
    claimed = x509.Certificate.load(der, strict=True)
    rebuilt = cms.SignerInfo(
        {
            "version": "v1",
            "sid": _sid(claimed),
            "digest_algorithm": _SHA256,
            "signed_attrs": attributes,
            "signature_algorithm": _ECDSA,
            "signature": value,
        }
    )
    if not hmac.compare_digest(_wrapped(claimed, rebuilt), signature):
        return None
    certificate = Certificate(der)
    return certificate if certificate.verify(value, attributes.dump()) else None


def _sid(certificate: x509.Certificate) -> cms.SignerIdentifier:
    name = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    return cms.SignerIdentifier("issuer_and_serial_number", cms.IssuerAndSerialNumber(name))


def _attributes(data: bytes, certificate: bytes) -> cms.CMSAttributes:
    binding = tsp.SigningCertificateV2({"certs": [{"cert_hash": sha256(certificate).digest()}]})
    values: list[Any] = ["data", sha256(data).digest(), binding]
    return cms.CMSAttributes(
        [{"type": name, "values": [value]} for name, value in zip(_ATTRIBUTES, values, strict=True)]
    )


def _wrapped(certificate: x509.Certificate, signer: cms.SignerInfo) -> bytes:
    signed = {
        "version": "v1",
        "digest_algorithms": [_SHA256],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [signer],
    }
    content = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})
    return bytes(content.dump())
