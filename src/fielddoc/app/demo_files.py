"""The demonstration's evidence: drawn and sounded on the spot, never read from a disk."""

import io
import math
import struct
import wave

from PIL import Image, ImageDraw

_RATE = 16_000
"""Samples a second, as telephones record speech."""


def files() -> dict[str, tuple[str, bytes]]:
    """Key → file name and content, the same in every run."""
    return {
        "photo": ("retrato.jpg", _portrait()),
        "scan": ("certificado.png", _scan()),
        "audio": ("entrevista.wav", _tone()),
    }


def _portrait() -> bytes:
    """A face drawn in a few strokes: nobody's."""
    image = Image.new("RGB", (600, 800), (233, 226, 214))
    pen = ImageDraw.Draw(image)
    pen.ellipse((120, 520, 480, 980), fill=(74, 110, 158))
    pen.rectangle((260, 440, 340, 560), fill=(196, 154, 120))
    pen.ellipse((190, 180, 410, 480), fill=(206, 164, 130))
    pen.pieslice((180, 150, 420, 420), 180, 360, fill=(46, 34, 28))
    for x in (245, 355):
        pen.ellipse((x - 12, 310, x + 12, 334), fill=(40, 30, 26))
    pen.arc((250, 360, 350, 430), 20, 160, fill=(120, 60, 56), width=6)
    pen.line((225, 285, 262, 278), fill=(150, 96, 84), width=5)
    return _encoded(image, "JPEG", quality=85)


def _scan() -> bytes:
    """A sheet with lines where writing would be, slightly askew, as scans are."""
    image = Image.new("L", (850, 1100), 246)
    pen = ImageDraw.Draw(image)
    for line in range(22):
        y = 180 + line * 36
        length = 640 - (line * 83) % 260
        for x in range(100, 100 + length, 11):
            pen.line((x, y, x + 7, y - (x * 7 + line * 5) % 9), fill=60, width=2)
    pen.ellipse((560, 900, 740, 1040), outline=120, width=5)
    return _encoded(image.rotate(0.8, fillcolor=230), "PNG", optimize=True)


def _tone() -> bytes:
    """Three seconds that swell and fade, in the place of a voice."""
    target = io.BytesIO()
    samples = (
        int(9000 * math.sin(math.pi * n / (3 * _RATE)) * math.sin(2 * math.pi * 220 * n / _RATE))
        for n in range(3 * _RATE)
    )
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return target.getvalue()


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
