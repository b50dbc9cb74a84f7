"""Certify a dossier: PAdES B-B (ETSI EN 319 142-1) with the vault's own key.

Certified means DocMDP with P=1 (ISO 32000-1, 12.8.2.2): no change at all is allowed after it.
The time in the signature is the machine's clock; nobody vouches for it, and the dossier says
so. The key never leaves memory.
"""

from io import BytesIO
from typing import Any

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from fielddoc.crypto.identity import Identity

FIELD = "FieldDoc"
RESERVED = 8192
"""Hexadecimal digits kept free for the signature (ours needs about 2,600)."""


class _Writer(IncrementalPdfFileWriter):
    """Adds one revision and stays at PDF 1.7, which PDF/A-3 is defined on.

    pyHanko would mark the file as PDF 2.0 because it writes the extension names of ISO/TS
    32002 (elliptic curves) into the catalog; readers do not need either.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Leave the version."""

    def register_extension(self, ext: Any) -> None:
        """Leave the catalog's extensions."""


def sign(
    document: bytes,
    identity: Identity,
    place: tuple[int, tuple[int, int, int, int]] | None = None,
) -> bytes:
    """Return `document` with its certifying signature, at `place` (page from 0, box) if given."""
    page, box = place if place is not None else (0, None)
    writer = _Writer(BytesIO(document))
    target = BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            name=identity.pseudonym,
            certify=True,
            subfilter=SigSeedSubFilter.PADES,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        signer=_signer(identity),
        stamp_style=StaticStampStyle(border_width=0, background=RawContent(b"")),
        new_field_spec=SigFieldSpec(FIELD, on_page=page, box=box),
    ).sign_pdf(writer, output=target, bytes_reserved=RESERVED)
    return target.getvalue()


def _signer(identity: Identity) -> signers.SimpleSigner:
    key = identity.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
