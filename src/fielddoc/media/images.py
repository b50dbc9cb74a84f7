"""Pictures, inside the helper: decoded, turned upright, scaled, told of, copied."""

import math
from collections.abc import Callable
from io import BytesIO
from typing import Any

from fielddoc.errors import MediaRefused
from fielddoc.media import limits
from fielddoc.media.cover import apply, encoded
from fielddoc.media.exif import orientation, rows
from fielddoc.media.pillow import FORMATS, Image
from fielddoc.media.rows import Drop, step_from_json

_LOSSY = ("AVIF", "JPEG", "JPEG2000", "MPO", "WEBP")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Reply = tuple[dict[str, Any], bytes]


def opened(
    content: bytes, _report: Callable[[int, int], None]
) -> dict[str, Callable[[dict[str, Any]], Reply]]:
    """Answer questions about one picture."""
    picture = _Picture(content)
    return {"facts": picture.facts, "picture": picture.show, "copy": picture.copy}


class _Picture:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def facts(self, _question: dict[str, Any]) -> Reply:
        image = self._open(0)
        pages = min(getattr(image, "n_frames", 1), limits.MOST_PAGES)
        told = rows(image)
        width, height = _upright_size(image)
        return {"pages": pages if image.format == "TIFF" else 1, "width": width, "height": height,
                "rows": told}, b""  # fmt: skip

    def show(self, question: dict[str, Any]) -> Reply:
        image = self._open(question["page"])
        width, height = _upright_size(image)
        scale = min(1.0, question["width"] / width, math.sqrt(limits.LARGEST_VIEW / width / height))
        size = max(1, int(width * scale)), max(1, int(height * scale))
        raw = size[::-1] if orientation(image) >= 5 else size
        image.draft(None, raw)
        small = plain(_loaded(image))
        if small.size != raw:
            small = small.resize(raw, Image.Resampling.LANCZOS, reducing_gap=3.0)
        shown = _upright(small, orientation(image)).convert("RGBA")
        return {"width": shown.width, "height": shown.height}, shown.tobytes()

    def copy(self, question: dict[str, Any]) -> Reply:
        steps = [step_from_json(step) for step in question["steps"]]
        pages = {step.page for step in steps} or {0}
        if len(pages) > 1 or any(isinstance(step, Drop) for step in steps):
            raise MediaRefused(reason="steps")
        image = self._open(pages.pop())
        lossy = image.format in _LOSSY
        flat = on_white(_upright(plain(_loaded(image)), orientation(image)))
        done = apply(flat, steps)
        data = encoded(done, "JPEG" if lossy else "PNG")
        return {"media": "image/jpeg" if lossy else "image/png"}, data

    def _open(self, page: int) -> Image.Image:
        """Read the header. Raises `MediaRefused` for too many pixels and for no such page."""
        try:
            image = Image.open(BytesIO(self._content), formats=FORMATS)
            if page and image.format != "TIFF":
                raise MediaRefused(reason="page")
            if page:
                image.seek(page)
        except Image.DecompressionBombError as error:
            raise MediaRefused(reason="too-large") from error
        except EOFError as error:
            raise MediaRefused(reason="page") from error
        if image.format == "TIFF":
            return _loaded(_small_enough(image))  # which turns it upright
        return _small_enough(image)


def _small_enough(image: Image.Image) -> Image.Image:
    if image.width * image.height > limits.LARGEST_PICTURE:
        raise MediaRefused(reason="too-large")
    return image


def _loaded(image: Image.Image) -> Image.Image:
    """Decode; some formats only say here how large they are."""
    try:
        image.load()
    except Image.DecompressionBombError as error:
        raise MediaRefused(reason="too-large") from error
    return _small_enough(image)


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    return (height, width) if orientation(image) >= 5 else (width, height)


def _upright(image: Image.Image, turn: int) -> Image.Image:
    return image.transpose(_TURNS[turn]) if turn in _TURNS else image


def plain(image: Image.Image) -> Image.Image:
    """Eight bits a channel; what has more or other numbers is spread over its own range."""
    if image.mode in ("L", "RGB", "RGBA", "LA"):
        return image.convert("RGBA") if "transparency" in image.info else image
    if image.mode.startswith(("I", "F")):
        numbers = image.convert("F")
        most = 65535.0 if image.mode.startswith("I") else 1.0
        low, high = numbers.getextrema()
        least, most = min(0.0, float(low)), max(most, float(high))  # type: ignore[arg-type]
        factor = 255.0 / (most - least)
        return numbers.point(lambda value: value * factor - least * factor).convert("L")
    return image.convert("RGBA")


def on_white(image: Image.Image) -> Image.Image:
    """Only the pixels, on white where the original is transparent; nothing else comes along."""
    flat = Image.new("RGB", image.size, "white")
    if image.mode in ("RGBA", "LA"):
        colour = image.convert("RGBA")
        flat.paste(colour, mask=colour.getchannel("A"))
    else:
        flat.paste(image.convert("RGB"))
    return flat
