"""Measure and ink of a dossier. All lengths in points (1/72 inch); the sheet is US Letter.

Letter and not A4, because Mexican courts and printers use it (*tamaño carta*).
"""

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle

from fielddoc.dossier.fonts import MONO, SANS, SANS_BOLD, SERIF, SERIF_BOLD, SERIF_ITALIC

WIDTH, HEIGHT = 612.0, 792.0
LEFT, RIGHT, TOP, BOTTOM = 68.0, 68.0, 78.0, 70.0
LINE = WIDTH - LEFT - RIGHT
LABEL = 128.0
"""Width of the column of labels; values stand right of it."""
GAP = 12.0

INK: Color = HexColor(0x1B1F24)
ACCENT: Color = HexColor(0x22405A)
QUIET: Color = HexColor(0x565F69)
HAIR: Color = HexColor(0xC8CDD3)
TINT: Color = HexColor(0xF3F5F7)


def _style(name: str, font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    given: dict[str, object] = {"textColor": INK, "alignment": TA_LEFT, "splitLongWords": 1}
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, **(given | more))


OVER = _style("over", SANS, 9, 12, textColor=QUIET)
TITLE = _style("title", SERIF_BOLD, 25, 31, textColor=ACCENT)
HEADINGS = {
    1: _style("h1", SERIF_BOLD, 17, 22, textColor=ACCENT, spaceBefore=24, spaceAfter=9),
    2: _style("h2", SERIF_BOLD, 12.5, 17, spaceBefore=17, spaceAfter=4),
    3: _style("h3", SANS_BOLD, 8.5, 12, textColor=ACCENT, spaceBefore=8, spaceAfter=2),
}
BODY = _style("body", SERIF, 10.5, 15.2, spaceAfter=6)
SMALL = _style("small", SERIF, 9, 12.8, textColor=QUIET, spaceAfter=5)
NARRATIVE = {
    language: _style(
        f"narrative-{language}", SERIF, 11, 16.4, alignment=TA_JUSTIFY, spaceAfter=6,
        leftIndent=14, rightIndent=14, hyphenationLang=language, hyphenationMinWordLength=6,
    )
    for language in ("es", "en")
}  # fmt: skip
LABEL_STYLE = _style("label", SANS, 8.2, 13, textColor=QUIET)
VALUE = _style("value", SERIF, 10.5, 14)
FIXED = _style("fixed", MONO, 7.4, 12)
NOTE = _style("note", SERIF_ITALIC, 8.8, 12, textColor=QUIET)
CELL = _style("cell", SERIF, 9.2, 12.2)
CELL_FIXED = _style("cell-fixed", MONO, 7.2, 12.2)
CELL_HEAD = _style("cell-head", SANS_BOLD, 7.6, 11, textColor=ACCENT)
BULLET = _style("bullet", SERIF, 10.5, 15, leftIndent=14, firstLineIndent=-9)
COMMAND = _style("command", MONO, 7.8, 12.5)
NOTICE_TITLE = _style("notice-title", SANS_BOLD, 8.8, 13, textColor=ACCENT)
NOTICE_TEXT = _style("notice-text", SERIF, 10, 14.2)
CAPTION = _style("caption", SANS, 7.8, 11, textColor=QUIET)
CONTENTS = {
    1: _style("contents-1", SERIF_BOLD, 10.5, 18),
    2: _style("contents-2", SERIF, 9.8, 14.5, leftIndent=14),
}
EDGE = _style("edge", SANS, 7.4, 10, textColor=QUIET)
