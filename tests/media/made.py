"""Files made on the spot for the tests: honest ones and hostile ones. Nobody is in them."""

import io
import struct
import zlib

import numpy as np
import pikepdf
from PIL import Image, ImageDraw
from reportlab.pdfgen import canvas

LATITUDE, LONGITUDE = (17.0, 33.0, 9.0), (99.0, 30.0, 18.0)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def pattern(width: int = 240, height: int = 160) -> Image.Image:
    """No two places alike, so that anything left of it is recognised."""
    grains = np.random.default_rng(5).integers(0, 256, (height, width), dtype=np.uint8)
    noise = Image.fromarray(grains)
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (noise, across, down))


def corners(width: int = 60, height: int = 40) -> Image.Image:
    """Red top left, green top right, blue bottom left, white bottom right."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 2 - 1, height // 2 - 1), "red")
    pen.rectangle((width // 2, 0, width, height // 2 - 1), "green")
    pen.rectangle((0, height // 2, width // 2 - 1, height), "blue")
    return image


def exif(orientation: int = 1, ns: str = "N", ew: str = "W") -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = "Fabricante\x00"
    made[0x0110] = "Modelo 3"
    made[0x0131] = "programa"
    made[0x010E] = "SECRETOEXIF"
    made.get_ifd(0x8769)[0x9003] = "2026:05:04 03:02:01"
    made.get_ifd(0x8825).update(
        {1: ns, 2: LATITUDE, 3: ew, 4: LONGITUDE, 5: b"\x00", 6: 1250.5,
         7: (9.0, 5.0, 1.0), 29: "2026:05:04"}
    )  # fmt: skip
    return made


def loaded_jpeg(image: Image.Image | None = None) -> bytes:
    """A photograph with everything that tells where it comes from."""
    return encoded(
        image or pattern(), "JPEG", quality=95, exif=exif(), comment=b"SECRETOCOMENTARIO",
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRETOXMP</x:xmpmeta>",
        icc_profile=b"SECRETOICC" + bytes(200),
    )  # fmt: skip


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes, *more: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", data)
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + body + chunk(b"IEND", b"")


def zeros(size: int) -> bytes:
    """Compressed zeros: a thousand times smaller than what comes out."""
    packer = zlib.compressobj(9)
    piece = bytes(1024 * 1024)
    whole = b"".join(packer.compress(piece) for _ in range(size // len(piece)))
    return whole + packer.flush()


def pdf(pages: int = 3, words: str = "SECRETOTEXTO") -> bytes:
    target = io.BytesIO()
    made = canvas.Canvas(target, invariant=True, pageCompression=0)
    made.setTitle("SECRETOTITULO")
    for page in range(pages):
        made.setFont("Helvetica", 28)
        made.drawString(72, 700, f"{words} {page}")
        made.rect(72, 300, 300, 200, fill=1)
        made.showPage()
    made.save()
    return target.getvalue()


def locked_pdf() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(1))) as made:
        made.save(target, encryption=pikepdf.Encryption(owner="una", user="otra"))
    return target.getvalue()


def pdf_with(content: bytes, box: str = "0 0 100 100", resources: bytes = b"<< >>") -> bytes:
    """A document of one page, written by hand, without a table of its parts."""
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n",
            b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n",
            f"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [{box}]".encode(),
            b" /Resources " + resources + b" /Contents 4 0 R >> endobj\n",
            content,
            b"\ntrailer << /Root 1 0 R >>\n%%EOF\n",
        )
    )


def stream(data: bytes, more: bytes = b"") -> bytes:
    return (
        b"4 0 obj << /Length %d %s >> stream\n" % (len(data), more) + data + b"\nendstream endobj"
    )
