"""Make a drawn PDF a PDF/A-3b (ISO 19005-3): described, coloured by a profile, data enclosed.

reportlab embeds the fonts; what it leaves out is added here: XMP metadata that agree with the
document information, an sRGB output intent, print flags on links, and `dossier.json` as an
associated file. The same input gives the same bytes: the document id is made from the content.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import pikepdf
from PIL import ImageCms

ENCLOSED = "dossier.json"
PRODUCER = "FieldDoc (reportlab, pikepdf, pyHanko)"
_PRINT = 4
"""Annotation flag "Print", which ISO 19005-3, 6.3.2 asks for on every annotation."""


@dataclass(frozen=True, slots=True)
class Described:
    """What the metadata say of the document."""

    title: str
    author: str
    subject: str
    language: str
    at: datetime.datetime


def conform(drawn: bytes, described: Described, enclosed: bytes) -> bytes:
    """Return `drawn` as PDF/A-3b with `enclosed` as its file `dossier.json`."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        _describe(pdf, described)
        _colour(pdf)
        _enclose(pdf, described, enclosed)
        for page in pdf.pages:
            for link in page.obj.get("/Annots", []):
                link.F = _PRINT
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        target = BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
        )
    return target.getvalue()


def _describe(pdf: pikepdf.Pdf, described: Described) -> None:
    """Write document information and XMP so that they say the same."""
    moment = described.at.isoformat(timespec="seconds")
    date = _pdf_date(described.at)
    pdf.docinfo = pdf.make_indirect(
        pikepdf.Dictionary(
            Title=described.title,
            Author=described.author,
            Subject=described.subject,
            Creator="FieldDoc",
            Producer=PRODUCER,
            CreationDate=date,
            ModDate=date,
        )
    )
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = described.title
        xmp["dc:creator"] = [described.author]
        xmp["dc:description"] = described.subject
        xmp["dc:language"] = {described.language}
        xmp["pdf:Producer"] = PRODUCER
        xmp["xmp:CreatorTool"] = "FieldDoc"
        xmp["xmp:CreateDate"] = moment
        xmp["xmp:ModifyDate"] = moment
        xmp["pdfaid:part"] = "3"
        xmp["pdfaid:conformance"] = "B"


def _pdf_date(moment: datetime.datetime) -> str:
    """The date as ISO 32000-1, 7.9.4 writes it."""
    zone = moment.strftime("%z") or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


def _colour(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(_srgb())
    profile.N = 3
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """The sRGB profile, with a fixed date where the library writes today's (ICC.1, 7.2.8)."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(data)


def _enclose(pdf: pikepdf.Pdf, described: Described, enclosed: bytes) -> None:
    date = _pdf_date(described.at)
    spec = pikepdf.AttachedFileSpec(
        pdf,
        enclosed,
        filename=ENCLOSED,
        description="FieldDoc",
        mime_type="application/json",
        creation_date=date,
        mod_date=date,
    )
    spec.relationship = pikepdf.Name.Data
    pdf.attachments[ENCLOSED] = spec
    pdf.Root.AF = pikepdf.Array([pdf.attachments[ENCLOSED].obj])
