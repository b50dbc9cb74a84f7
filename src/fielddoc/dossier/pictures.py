"""Photographs for the paper: decoded and encoded anew, so that no metadata comes along.

Position, camera, thumbnails and comments of the original stay in the vault; what is printed is
a new JPEG of the pixels alone, small enough for a page.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST = 1600
"""Pixels of the longer side on paper: 300 dots an inch over 13 cm."""
LARGEST = 120_000_000
"""Pixels of an original that we are willing to decode."""
QUALITY = 85


@dataclass(frozen=True, slots=True)
class Printed:
    """A JPEG without metadata."""

    data: bytes
    width: int
    height: int


def reencode(source: BinaryIO) -> Printed | None:
    """Return the picture in `source`, or `None` when it is none that can be read."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(source) as opened:
            if opened.width * opened.height > LARGEST:
                return None
            opened.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(opened)
            plain = _flat(upright)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    plain.thumbnail((LONGEST, LONGEST))
    target = BytesIO()
    plain.save(target, "JPEG", quality=QUALITY)
    return Printed(target.getvalue(), plain.width, plain.height)


def _flat(image: Image.Image) -> Image.Image:
    """Only the pixels, on white where the original is transparent."""
    colour = image.convert("RGBA")
    flat = Image.new("RGB", colour.size, "white")
    flat.paste(colour, mask=colour.getchannel("A"))
    return flat
