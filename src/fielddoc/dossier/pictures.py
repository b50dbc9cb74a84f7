"""Photographs for the paper: decoded and encoded anew, so that no metadata comes along.

Position, camera, thumbnails and comments of the original stay in the vault; what is printed is
a new JPEG of the pixels alone, small enough for a page. The original, which a stranger may have
made, is decoded behind the wall of `media`; here there are only pixels.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from fielddoc.errors import MediaRefused
from fielddoc.media import Document
from fielddoc.progress import Progress, silent

LONGEST = 1600
"""Pixels of the longer side on paper: 300 dots an inch over 13 cm."""
QUALITY = 85


@dataclass(frozen=True, slots=True)
class Printed:
    """A JPEG without metadata."""

    data: bytes
    width: int
    height: int


def reencode(source: BinaryIO, progress: Progress = silent) -> Printed | None:
    """Return the picture in `source`, or `None` when it is none that can be read."""
    try:
        with Document(source, "image") as opened:
            seen = opened.picture(LONGEST, progress=progress)
    except MediaRefused:
        return None
    colour = Image.frombuffer(
        "RGBA", (seen.width, seen.height), seen.data, "raw", "RGBA", seen.stride, 1
    )
    plain = Image.new("RGB", colour.size, "white")  # where the original is transparent
    plain.paste(colour, mask=colour.getchannel("A"))
    plain.thumbnail((LONGEST, LONGEST))
    target = BytesIO()
    plain.save(target, "JPEG", quality=QUALITY)
    return Printed(target.getvalue(), plain.width, plain.height)
