"""Working copies, inside the helper: pixels turned, cut and covered, and encoded alone.

A covered place keeps one colour: its own average, or black. Softer blurs and mosaics are not
offered, because faces have been recognised and rebuilt from them (McPherson, Shokri and
Shmatikov, "Defeating image obfuscation with deep learning", 2016); from an average of many
pixels nobody learns a face.
"""

import math
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageStat

from fielddoc.errors import MediaRefused
from fielddoc.media.rows import Box, Cover, Crop, Rotate, Step

_TURNS = {
    90: Image.Transpose.ROTATE_270,  # Pillow counts the other way round
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_BLACK = (0, 0, 0)
_QUALITY = 90
_EFFORT = 3
"""Of 9: more takes many times as long and saves a few parts in a hundred."""


def apply(image: Image.Image, steps: Sequence[Step]) -> Image.Image:
    """Do the steps in order; each box is measured on the picture as the steps before left it."""
    for step in steps:
        match step:
            case Rotate(degrees):
                image = image.transpose(_TURNS[degrees])
            case Crop(box):
                image = image.crop(_pixels(box, image))
            case Cover(box, _, how):
                place = _pixels(box, image)
                image.paste(_BLACK if how == "solid" else _mean(image.crop(place)), place)
            case _:
                raise MediaRefused(reason="steps")
    return image


def encoded(image: Image.Image, kind: str, quality: int = _QUALITY) -> bytes:
    """The pixels of an RGB picture and nothing else, as JPEG or PNG."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    target = BytesIO()
    if kind == "JPEG":
        bare.save(target, kind, quality=quality)
    else:
        bare.save(target, kind, compress_level=_EFFORT)
    return target.getvalue()


def _pixels(box: Box, image: Image.Image) -> tuple[int, int, int, int]:
    """Every pixel the box touches, and at least one."""
    width, height = image.size
    left = min(max(0, math.floor(box.x * width)), width - 1)
    top = min(max(0, math.floor(box.y * height)), height - 1)
    right = max(left + 1, min(width, math.ceil((box.x + box.width) * width)))
    bottom = max(top + 1, min(height, math.ceil((box.y + box.height) * height)))
    return left, top, right, bottom


def _mean(image: Image.Image) -> tuple[int, int, int]:
    red, green, blue = (round(value) for value in ImageStat.Stat(image).mean)
    return red, green, blue
