"""Files made to break whoever opens them: each is refused or shown, and the program lives on."""

import io
import random
import struct

import pytest
from PIL import Image

from fielddoc.errors import MediaRefused
from fielddoc.media import Document
from tests.media import made

GOOD_JPEG = made.loaded_jpeg()
GOOD_PNG = made.encoded(made.pattern(), "PNG")
GOOD_PDF = made.pdf()


def tiff(width: int, height: int) -> bytes:
    """A TIFF that promises much and holds nothing."""
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1),
            (273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, 10)]  # fmt: skip
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + body + bytes(4)


def endless_tiff() -> bytes:
    """Its directory names itself as the next one."""
    plain = bytearray(made.encoded(Image.new("L", (8, 8)), "TIFF"))
    at = struct.unpack_from("<I", plain, 4)[0]
    count = struct.unpack_from("<H", plain, at)[0]
    struct.pack_into("<I", plain, at + 2 + 12 * count, at)
    return bytes(plain)


PICTURES = {
    "nothing": (b"", "damaged"),
    "noise": (random.Random(1).randbytes(5000), "damaged"),
    "only a head": (b"\xff\xd8\xff\xe0", "damaged"),
    "cut jpeg": (GOOD_JPEG[: len(GOOD_JPEG) // 2], "damaged"),
    "cut png": (GOOD_PNG[:-400], "damaged"),
    "png of 100000 by 100000": (made.png(100_000, 100_000, made.zeros(10**6)), "too-large"),
    "png of 20000 by 20000": (made.png(20_000, 20_000, made.zeros(400 * 10**6)), "too-large"),
    "png of no size": (made.png(0, 10, b""), "damaged"),
    "png with a lying crc": (GOOD_PNG[:20] + b"\xff" + GOOD_PNG[21:], "damaged"),
    "png with a bomb of text": (
        made.png(1, 1, made.zeros(1024 * 1024),
                 made.chunk(b"zTXt", b"k\0\0" + made.zeros(80 * 1024 * 1024))),
        "damaged",
    ),
    "gif that claims 65535 by 65535": (
        b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;", "too-large"),
    "tiff of 100000 by 100000": (tiff(100_000, 100_000), "too-large"),
    "tiff of 5000 by 5000 without pixels": (tiff(5000, 5000), "damaged"),
    "bmp with a negative size": (
        b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, -50000, -50000, 1, 24, 0, 0, 0,
                            0, 0, 0), "too-large"),
    "eps, which would run a program": (
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n", "damaged"),
    "svg with a script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "damaged"),
    "a pdf called a picture": (GOOD_PDF, "damaged"),
}  # fmt: skip

DOCUMENTS = {
    "nothing": (b"", "damaged"),
    "noise": (random.Random(2).randbytes(5000), "damaged"),
    "only a head": (b"%PDF-1.7\n", "damaged"),
    "cut": (GOOD_PDF[: len(GOOD_PDF) // 3], "damaged"),
    "locked": (made.locked_pdf(), "locked"),
    "a page without size": (made.pdf_with(made.stream(b""), "0 0 0 0"), None),
    "a page as large as a country": (made.pdf_with(made.stream(b""), "0 0 1e30 1e30"), None),
    "a page as thin as nothing": (made.pdf_with(made.stream(b""), "0 0 0.001 14400"), None),
    "a bomb of a page": (
        made.pdf_with(made.stream(made.zeros(900 * 1024 * 1024), b"/Filter /FlateDecode")), None),
    "a picture of 60000 by 60000": (
        made.pdf_with(
            made.stream(b"q 100 0 0 100 0 0 cm /X Do Q")
            + b"\n5 0 obj << /Type /XObject /Subtype /Image /Width 60000 /Height 60000"
            b" /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length 10 >>"
            b" stream\n0123456789\nendstream endobj",
            resources=b"<< /XObject << /X 5 0 R >> >>"), None),
    "pages that are their own parents": (
        (b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] /Count 2147483647 >> endobj\n"
        b"trailer << /Root 1 0 R >>\n%%EOF\n"), None),
    "a form that draws itself": (
        made.pdf_with(
            made.stream(b"/F Do")
            + b"\n5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources"
            b" << /XObject << /F 5 0 R >> >> /Length 11 >> stream\n/F Do /F Do\nendstream endobj",
            resources=b"<< /XObject << /F 5 0 R >> >>"), None),
    "a jpeg called a pdf": (GOOD_JPEG, "damaged"),
}  # fmt: skip


def shown_or_refused(data: bytes, viewer: str) -> str:
    """Ask for everything; return the reason of the refusal of the picture, or nothing."""
    reasons: list[str] = []
    with Document(io.BytesIO(data), viewer, seconds=20) as document:
        for ask in (document.facts, lambda: document.copy([]), lambda: document.picture(300)):
            try:
                ask()
                reasons.append("")
            except MediaRefused as error:
                reasons.append(str(error.facts["reason"]))
    assert "time" not in reasons, "limits came too late"
    return reasons[-1]


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_pictures(name):
    data, reason = PICTURES[name]
    found = shown_or_refused(data, "image")
    assert reason is None or found == reason


SLOW = ("a bomb of a page", "a form that draws itself")


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.slow] if name in SLOW else []) for name in DOCUMENTS],
)
def test_hostile_documents(name):
    data, reason = DOCUMENTS[name]
    found = shown_or_refused(data, "pdf")
    assert reason is None or found == reason


def test_a_polyglot_is_a_picture_and_its_copy_carries_nothing_else():
    data = made.encoded(made.pattern(), "PNG") + b"PK\x03\x04SECRETOZIP" + made.pdf()
    with Document(io.BytesIO(data), "image") as document:
        assert document.picture(100).width == 100
        copy = document.copy([])
    assert b"SECRETO" not in copy.data
    assert b"%PDF" not in copy.data


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF\xff\xff\xff\xffWAVEfmt ",
        b"RIFF",
        b"",
        bytes(100),
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\2\0\x10\0data\xff\xff\xff\xff",
    ],
)
def test_hostile_sounds(data):
    reason = ""
    with Document(io.BytesIO(data), "sound") as document:
        try:
            assert document.facts().seconds is None
        except MediaRefused as error:
            reason = str(error.facts["reason"])
    assert reason in ("", "damaged")


@pytest.mark.parametrize("seed", range(12))
def test_a_good_file_with_altered_bytes_is_shown_or_refused(seed):
    chance = random.Random(seed)
    source, viewer = [(GOOD_JPEG, "image"), (GOOD_PNG, "image"), (GOOD_PDF, "pdf")][seed % 3]
    data = bytearray(source)
    for _ in range(1 + seed * 3):
        data[chance.randrange(len(data))] = chance.randrange(256)
    shown_or_refused(bytes(data), viewer)


def test_a_file_larger_than_anything_we_open_is_refused_unread():
    class Endless(io.RawIOBase):
        def seek(self, _offset, whence=0):
            return 10**12 if whence == io.SEEK_END else 0

        def read(self, _size=-1):
            raise AssertionError("read")

    with (
        Document(Endless(), "image") as document,  # type: ignore[arg-type]
        pytest.raises(MediaRefused, match="too-large"),
    ):
        document.facts()
