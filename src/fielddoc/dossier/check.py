"""Say whether a dossier holds: signature, and that it covers the whole file, and whose it is.

Readers call a PDF "valid" to which somebody appended a page, because the old signature still
holds for the old bytes. Here the signature must reach from the first to the last byte of the
file, with nothing but its own digits left out. That is decided on the raw bytes, before any
PDF parser sees the file; only what holds is opened, to read `dossier.json`.
"""

import json
import mmap
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import algos, cms, core, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import CMSStructuralError, SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from fielddoc.crypto.identity import Certificate
from fielddoc.dossier.conform import ENCLOSED, PRODUCER
from fielddoc.errors import NotOurs, SourceVanished

LARGEST = 4 << 30
"""Bytes of a file we look at, and of the data enclosed in it once unpacked."""
LARGEST_ENCLOSED = 256 << 20
_RANGE = re.compile(
    rb"/ByteRange\s{0,64}\[\s{0,64}0 {1,64}(\d{1,12}) {1,64}(\d{1,12}) {1,64}(\d{1,12})\s{0,64}\]"
)
_HEX = re.compile(rb"<([0-9A-F]{2,65536})>")
"""Upper case only, as it is written: so that no digit can change without a trace."""
_OURS = b"/Producer (" + PRODUCER.split(" ")[0].encode()
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for one file.

    `state` is "intact-known" (whole, signer among the known), "intact-unknown" (whole, signer
    not known), "altered" or "not-ours". `details` holds `("where", …)` when altered: "unsigned"
    (no signature left), "cut" (bytes missing at the end), "appended" (bytes after the end),
    "revision" (a later revision or second signature), "bytes" (something inside differs),
    "signature" (the signature itself), "signer" (signed by another than the dossier names),
    "enclosed" (the enclosed data do not fit); and `("what", …)` when not ours: "not-pdf",
    "foreign-pdf", "too-large". For what holds: time of making and signing, profile, language.
    """

    path: Path
    kind: str
    holds: bool
    state: str
    signer: str = ""
    fingerprint: str = ""
    details: tuple[tuple[str, str], ...] = ()


class _AlteredAt(Exception):
    """Where it does not hold."""


def verify(path: Path, known: Mapping[str, str]) -> Verdict:
    """Judge the file at `path`; `known` maps fingerprints to the names we know signers by.

    Raises `SourceVanished` when the file cannot be read; whatever is in it gives a verdict.
    """
    try:
        size = path.stat().st_size
        if size == 0 or size > LARGEST:
            return _not_ours(path, "not-pdf" if size == 0 else "too-large")
        with (
            path.open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            return _judge(path, data, known)
    except OSError as error:
        raise SourceVanished(name=path.name) from error


def enclosed(path: Path) -> dict[str, Any]:
    """Return the data enclosed in a dossier; raise `NotOurs` unless they are there and sound."""
    try:
        with pikepdf.open(path) as pdf:
            read = json.loads(_unpacked(pdf))
    except (pikepdf.PdfError, zlib.error, ValueError, KeyError, AttributeError, TypeError) as error:
        raise NotOurs(name=path.name) from error
    except (RecursionError, MemoryError, NotImplementedError) as error:
        raise NotOurs(name=path.name) from error
    if not isinstance(read, dict) or read.get("format") != 1:
        raise NotOurs(name=path.name)
    return read


def evidence(path: Path) -> dict[str, str]:
    """Return SHA-256 → name of every file that the dossier at `path` lists; raise `NotOurs`."""
    listed = enclosed(path).get("evidence")
    if not isinstance(listed, list):
        raise NotOurs(name=path.name)
    found = {}
    for item in listed:
        if not isinstance(item, dict) or not isinstance(item.get("sha256"), str):
            raise NotOurs(name=path.name)
        found[item["sha256"]] = str(item.get("name", ""))
    return found


def _not_ours(path: Path, what: str) -> Verdict:
    return Verdict(path, "other", holds=False, state="not-ours", details=(("what", what),))


def _judge(path: Path, data: mmap.mmap, known: Mapping[str, str]) -> Verdict:
    if data[:5] != b"%PDF-":
        return _not_ours(path, "not-pdf")
    if data.find(_OURS) < 0:
        return _not_ours(path, "foreign-pdf")
    altered = Verdict(path, "dossier", holds=False, state="altered")
    try:
        first, second, digits = _signed_range(data)
        certificate = _signature(data, first, second, digits)
    except _AlteredAt as where:
        return replace(altered, details=(("where", str(where)),))
    try:
        facts = enclosed(path)
    except NotOurs:
        return replace(altered, details=(("where", "enclosed"),))
    signer = facts.get("signer")
    if not isinstance(signer, dict) or signer.get("fingerprint") != certificate.fingerprint:
        return replace(altered, fingerprint=certificate.fingerprint, details=(("where", "signer"),))
    details = tuple((key, str(facts.get(key, ""))) for key in ("made", "profile", "language"))
    name = known.get(certificate.fingerprint)
    return Verdict(
        path,
        "dossier",
        holds=True,
        state="intact-unknown" if name is None else "intact-known",
        signer=certificate.name if name is None else name,
        fingerprint=certificate.fingerprint,
        details=details,
    )


def _signed_range(data: mmap.mmap) -> tuple[int, int, bytes]:
    """Return where the signature's digits begin and end, and what they say.

    The range must leave out exactly one hexadecimal string and reach to the end of the file.
    """
    found = []
    for match in _RANGE.finditer(data):
        first, second, rest = (int(part) for part in match.groups())
        if first < second <= len(data) and data[first : first + 1] == b"<":
            digits = _HEX.fullmatch(data[first : min(second, first + 65_540)])
            if digits:
                found.append((first, second, rest, digits[1]))
    if not found:
        raise _AlteredAt("unsigned" if data.rfind(b"/ByteRange") < 0 else "signature")
    if len(found) > 1:
        raise _AlteredAt("revision")
    first, second, rest, digits_said = found[0]
    end = second + rest
    if end > len(data):
        raise _AlteredAt("cut")
    if end < len(data):
        raise _AlteredAt("revision" if data.find(b"startxref", end) >= 0 else "appended")
    return first, second, bytes.fromhex(digits_said.decode())


def _signature(data: mmap.mmap, first: int, second: int, said: bytes) -> Certificate:
    """Return the certificate whose key signed everything outside `first`..`second`."""
    try:
        info = cms.ContentInfo.load(said)
        length = len(info.dump())
        if said[length:].strip(b"\0") or info["content_type"].native != "signed_data":
            raise _AlteredAt("signature")
        signed = info["content"]
        signers, certificates = signed["signer_infos"], signed["certificates"]
        if (
            len(signers) != 1
            or len(certificates) != 1
            or signed["encap_content_info"]["content"].native is not None
            or signers[0]["digest_algorithm"]["algorithm"].native != "sha256"
            or signers[0]["signed_attrs"] is core.VOID
            or said[:length] != _only_form(certificates[0].chosen, signers[0])
        ):
            raise _AlteredAt("signature")
        certificate = Certificate(certificates[0].chosen.dump())
        intact, valid = validate_sig_integrity(
            signers[0], certificates[0].chosen, "data", _digest(data, first, second)
        )
    except (
        ValueError, TypeError, KeyError, AttributeError, NotImplementedError, PdfError,
        SignatureValidationError, SigningError, CMSStructuralError, RecursionError,
    ) as error:  # fmt: skip
        raise _AlteredAt("signature") from error
    if not valid or not intact:
        raise _AlteredAt("signature" if not valid else "bytes")
    return certificate


def _only_form(certificate: x509.Certificate, signer: cms.SignerInfo) -> bytes:
    """Return the one way in which we write a signature down.

    What a signature covers are the signed attributes alone; comparing with this leaves no byte
    around them that could be changed, added or hidden without a trace.
    """
    algorithm = {"algorithm": "sha256"}
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms((algos.DigestAlgorithm(algorithm),)),
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [
                {
                    "version": "v1",
                    "sid": cms.SignerIdentifier(
                        {
                            "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                                {
                                    "issuer": certificate.issuer,
                                    "serial_number": certificate.serial_number,
                                }
                            )
                        }
                    ),
                    "digest_algorithm": algos.DigestAlgorithm(algorithm),
                    "signature_algorithm": algos.SignedDigestAlgorithm(
                        {"algorithm": "sha256_ecdsa"}
                    ),
                    "signed_attrs": signer["signed_attrs"],
                    "signature": signer["signature"],
                }
            ],
        }
    )
    written: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return written


def _digest(data: mmap.mmap, first: int, second: int) -> bytes:
    digest = sha256()
    for start, end in ((0, first), (second, len(data))):
        for at in range(start, end, _BLOCK):
            digest.update(data[at : min(end, at + _BLOCK)])
    return digest.digest()


def _unpacked(pdf: pikepdf.Pdf) -> bytes:
    """Return the enclosed data, unpacked no further than the limit; `ValueError` beyond it."""
    stream = pdf.attachments[ENCLOSED].obj.EF.F
    raw: bytes = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    if filters is None:
        unpacked = raw
    elif filters == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream:
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(raw, LARGEST_ENCLOSED)
        if not unpacker.eof:
            raise ValueError(ENCLOSED)
    else:
        raise ValueError(ENCLOSED)
    if len(unpacked) > LARGEST_ENCLOSED:
        raise ValueError(ENCLOSED)
    return unpacked
