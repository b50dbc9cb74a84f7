"""The letters of a dossier: which fonts, and which of them has a given letter.

PDF/A wants every font embedded and no missing glyph, so each text is split into runs: the
style's own font where it has the letter, the fallback where only that one has it, and the
code point in brackets where none has (``[U+1F600]``): visible, never a blank box. Letters
written from right to left are told by code point, too: reportlab would set them backwards.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from fielddoc.paths import resources

SERIF, SERIF_BOLD, SERIF_ITALIC = "CharisSIL", "CharisSIL-Bold", "CharisSIL-Italic"
SANS, SANS_BOLD = "NotoSans", "NotoSans-Bold"
MONO = "NotoSansMono"
REST = "DejaVuSans"
_FILES = {
    SERIF: "CharisSIL-Regular.ttf",
    SERIF_BOLD: "CharisSIL-Bold.ttf",
    SERIF_ITALIC: "CharisSIL-Italic.ttf",
    SANS: "NotoSans-Regular.ttf",
    SANS_BOLD: "NotoSans-Bold.ttf",
    MONO: "NotoSansMono-Regular.ttf",
    REST: "DejaVuSans.ttf",
}
_FALLBACKS = (SANS, REST)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Characters without a shape of their own: controls, direction marks, lone surrogates."""

_LEFTWARD = {"R", "AL"}
"""Unicode's classes of letters written from right to left (UAX #9)."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Which characters each font has."""

    has: dict[str, frozenset[str]]

    def runs(self, text: str, font: str) -> list[tuple[str, str]]:
        """Split `text` into `(font, part)`; composed first, so that marks sit where they should."""
        text = unicodedata.normalize("NFC", text)
        own = self.has[font]
        if own.issuperset(text):
            return [(font, text)] if text else []
        runs: list[tuple[str, str]] = []
        for char in text:
            found, part = self._one(char, font)
            if not part:
                continue
            if runs and runs[-1][0] == found:
                runs[-1] = (found, runs[-1][1] + part)
            else:
                runs.append((found, part))
        return runs

    def _one(self, char: str, font: str) -> tuple[str, str]:
        if char in "\t\n":
            return font, " "
        kind = unicodedata.category(char)
        if kind in ("Cf", "Zl", "Zp"):
            return font, " " if kind != "Cf" else ""
        if kind not in _UNSEEN and unicodedata.bidirectional(char) not in _LEFTWARD:
            for name in (font, *_FALLBACKS):
                if char in self.has[name]:
                    return name, char
        return font, f"[U+{ord(char):04X}]"

    def mark_up(self, text: str, font: str) -> str:
        """Return `text` in reportlab's paragraph mark-up, every letter in a font that has it."""
        return "".join(
            _escape(part) if name == font else f'<font name="{name}">{_escape(part)}</font>'
            for name, part in self.runs(text, font)
        )

    def plain(self, text: str, font: str) -> str:
        """Return `text` with what `font` itself lacks written as code points, for single lines."""
        own = self.has[font]
        return "".join(
            part if own.issuperset(part) else "".join(f"[U+{ord(c):04X}]" for c in part)
            for _, part in self.runs(text, font)
        )


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=1)
def letters() -> Letters:
    """Make the fonts known to reportlab and set it up, once in a process: both are global to it."""
    rl_config.useA85 = 0  # PDF has long been binary; a picture in text is a quarter larger
    has = {}
    for name, file in _FILES.items():
        font = TTFont(name, str(Path(resources(), "fonts", file)))
        pdfmetrics.registerFont(font)
        has[name] = frozenset(chr(code) for code in font.face.charToGlyph if code >= ord(" "))
    for family, bold, italic in (
        (SERIF, SERIF_BOLD, SERIF_ITALIC),
        (SANS, SANS_BOLD, SANS),
        (MONO, MONO, MONO),
        (REST, REST, REST),
    ):
        addMapping(family, 0, 0, family)
        addMapping(family, 1, 0, bold)
        addMapping(family, 0, 1, italic)
        addMapping(family, 1, 1, bold)
    return Letters(has)
