"""PDF documents, inside the helper: counted, told of, drawn page by page. No script is run."""

import math
from collections.abc import Callable
from typing import Any

import pypdfium2
import pypdfium2.raw

from fielddoc.errors import MediaRefused
from fielddoc.media import limits
from fielddoc.media.exif import short
from fielddoc.media.pillow import Image

_LEAST = 0.01
Reply = tuple[dict[str, Any], bytes]


def opened(
    content: bytes, _report: Callable[[int, int], None]
) -> dict[str, Callable[[dict[str, Any]], Reply]]:
    """Answer questions about one document."""
    pages = Pages(content)
    return {"facts": pages.facts, "picture": pages.show}


class Pages:
    """A document that PDFium has open."""

    def __init__(self, content: bytes) -> None:
        """Open it. Raises `MediaRefused`: "locked" when it wants a password."""
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
            raise MediaRefused(reason="locked" if locked else "damaged") from error
        if self._document.get_formtype():
            self._document.init_forms()  # so that what was filled in is drawn

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def facts(self, _question: dict[str, Any]) -> Reply:
        told = [("format", f"PDF {(self._document.get_version() or 0) / 10:.1f}")]
        for name, value in self._document.get_metadata_dict().items():
            if value.strip():
                told.append((f"pdf:{name}", short(value)))
        if attached := self._document.count_attachments():
            told.append(("attached", str(attached)))
        width, height = self.size(0) if self.count else (0, 0)
        facts = {"width": round(width), "height": round(height), "rows": told}
        return {"pages": self.count, **facts}, b""

    def show(self, question: dict[str, Any]) -> Reply:
        width, height = self.size(question["page"])
        scale = min(
            question["width"] / width, math.sqrt(limits.LARGEST_VIEW / width / height) * 0.99
        )
        shown = self.draw(question["page"], scale).convert("RGBA")
        return {"width": shown.width, "height": shown.height}, shown.tobytes()

    def size(self, page: int) -> tuple[float, float]:
        """A page's width and height in points, as it is to be looked at."""
        if not 0 <= page < self.count:
            raise MediaRefused(reason="page")
        width, height = self._document.get_page_size(page)
        if not (math.isfinite(width) and math.isfinite(height) and min(width, height) > _LEAST):
            raise MediaRefused(reason="damaged")
        return width, height

    def draw(self, page: int, scale: float) -> Image.Image:
        """A page on white at `scale` pixels a point, its longer side at most `LONGEST_PAGE`."""
        scale = min(scale, limits.LONGEST_PAGE / max(self.size(page)))
        found = self._document.get_page(page)
        try:
            drawn: Image.Image = found.render(scale=scale, rev_byteorder=True).to_pil()
            return drawn.convert("RGB")
        finally:
            found.close()
