"""Working copies of documents, inside the helper: pictures of the pages in a new PDF."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream
from PIL import Image

from fielddoc.errors import MediaRefused
from fielddoc.media import limits
from fielddoc.media.cover import apply, encoded
from fielddoc.media.pages import Pages
from fielddoc.media.rows import Drop, Step, step_from_json

DOTS = 150
"""Pixels an inch: small print stays readable, a page takes some 200 KiB."""
_POINTS = 72
_QUALITY = 80
Reply = tuple[dict[str, Any], bytes]


def opened(
    content: bytes, report: Callable[[int, int], None]
) -> dict[str, Callable[[dict[str, Any]], Reply]]:
    """Answer the question for a copy."""
    copies = _Copies(content, report)
    return {"copy": copies.copy}


class _Copies:
    def __init__(self, content: bytes, report: Callable[[int, int], None]) -> None:
        self._pages = Pages(content)
        self._report = report

    def copy(self, question: dict[str, Any]) -> Reply:
        steps = [step_from_json(step) for step in question["steps"]]
        count = self._pages.count
        gone = {step.page for step in steps if isinstance(step, Drop)}
        if any(step.page >= count for step in steps) or len(gone) == count:
            raise MediaRefused(reason="steps")
        if count > limits.MOST_PAGES:
            raise MediaRefused(reason="too-large")
        target = BytesIO()
        with pikepdf.new() as made:
            for page in range(count):
                if page not in gone:
                    self._add(made, page, [step for step in steps if step.page == page])
                self._report(page + 1, count)
            made.save(target, deterministic_id=True)
        return {"media": "application/pdf"}, target.getvalue()

    def _add(self, made: pikepdf.Pdf, page: int, steps: list[Step]) -> None:
        dots = min(DOTS / _POINTS, limits.LONGEST_PAGE / max(self._pages.size(page)))
        drawn = apply(self._pages.draw(page, dots), steps)
        width, height = drawn.width / dots, drawn.height / dots
        picture = _picture(made, drawn)
        sheet = made.add_blank_page(page_size=(width, height))
        sheet.obj.Resources = Dictionary(XObject=Dictionary(Page=picture))
        sheet.obj.Contents = Stream(made, f"{width:.4f} 0 0 {height:.4f} 0 0 cm /Page Do".encode())


def _picture(made: pikepdf.Pdf, drawn: Image.Image) -> Stream:
    return Stream(
        made,
        encoded(drawn, "JPEG", _QUALITY),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=drawn.width,
        Height=drawn.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
