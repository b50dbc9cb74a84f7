"""The visual language: colours, type, spacing, icons. Pages use these names and no others.

Calm paper and ink, one accent, generous space. Every page has one primary action. Sizes are in
pixels at 100 % text; `Theme.text` enlarges type, and controls grow with their type because no
height is ever fixed. `PAIRS` lists every ink-on-ground pair in use with the contrast it must
have (WCAG 2.2, 1.4.3 and 1.4.11); a test computes them all.

The style sheet is `resources/theme.qss`, a template in which `@name` stands for a colour or a
size. Widgets choose their look by the dynamic property `look` (see `widgets.py`).
"""

import math
import re
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from fielddoc.paths import resources

SPACE = {"hair": 4, "small": 8, "near": 12, "base": 16, "wide": 24, "far": 32, "vast": 48}
"""Distances: a multiple of 4 px each. Space does not grow with the text."""

TYPE = {"small": 13, "base": 15, "lead": 17, "section": 20, "page": 26, "cover": 32}
"""Type scale in px at 100 %. Nothing is smaller than `small`."""

TEXT_SIZES = (100, 125, 150, 175, 200)
MODES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Colours:
    """What a colour is for. Values are `#rrggbb`."""

    ground: str  # behind everything
    surface: str  # cards, fields, lists
    sunken: str  # navigation, hovered rows
    ink: str
    ink_soft: str  # explanations, secondary facts
    line: str  # separates, says nothing
    edge: str  # borders of what can be used
    accent: str  # primary action, links, selection mark
    accent_strong: str  # hovered and pressed primary action
    on_accent: str
    chosen: str  # ground of a chosen row
    focus: str
    danger: str
    on_danger: str
    danger_ground: str
    warn: str
    warn_ground: str
    good: str
    good_ground: str
    practice: str
    on_practice: str
    cover: str  # the side of the gate
    on_cover: str


LIGHT = Colours(
    ground="#f6f4f0", surface="#ffffff", sunken="#ece8e1", ink="#1e2326", ink_soft="#50585c",
    line="#dcd7ce", edge="#7d8284", accent="#17616a", accent_strong="#0e4a52",
    on_accent="#ffffff", chosen="#dcecec", focus="#0b6bcb", danger="#a3262e",
    on_danger="#ffffff", danger_ground="#fbe9e8", warn="#7a4b00", warn_ground="#fdf0d5",
    good="#22613a", good_ground="#e2f1e6", practice="#f5b700", on_practice="#1e1a00",
    cover="#17616a", on_cover="#ffffff",
)  # fmt: skip
DARK = Colours(
    ground="#15191b", surface="#1d2225", sunken="#252b2e", ink="#eceae6", ink_soft="#b3b9bb",
    line="#333a3e", edge="#848c90", accent="#7cc7cc", accent_strong="#a4dde0",
    on_accent="#08282b", chosen="#1f3d40", focus="#7db8ff", danger="#ff9d98",
    on_danger="#3b0609", danger_ground="#402023", warn="#f2c063", warn_ground="#3b2f17",
    good="#8fd3a5", good_ground="#1b3524", practice="#f5b700", on_practice="#1e1a00",
    cover="#12363b", on_cover="#eceae6",
)  # fmt: skip

PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, paper, 4.5) for ink in ("ink", "ink_soft", "accent")
      for paper in ("ground", "surface", "sunken", "chosen")),
    ("accent_strong", "surface", 4.5), ("accent_strong", "ground", 4.5),
    ("on_accent", "accent", 4.5), ("on_accent", "accent_strong", 4.5),
    ("danger", "surface", 4.5), ("danger", "ground", 4.5), ("on_danger", "danger", 4.5),
    *((mood, paper, 4.5) for mood in ("danger", "warn", "good")
      for paper in (f"{mood}_ground", "surface")),
    *(("ink", f"{mood}_ground", 4.5) for mood in ("danger", "warn", "good")),
    ("on_practice", "practice", 4.5), ("on_cover", "cover", 4.5),
    ("edge", "surface", 3.0), ("edge", "ground", 3.0),
    *(("focus", paper, 3.0) for paper in ("ground", "surface", "sunken", "chosen")),
)  # fmt: skip
"""(ink, ground, least contrast): all that are drawn on one another."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours and text size in force. `text` is in per cent."""

    colours: Colours = LIGHT
    text: int = 100

    @property
    def dark(self) -> bool:
        """Whether the ground is dark."""
        return self.colours is DARK

    def px(self, size: str) -> int:
        """A size of the type scale in pixels at this text size."""
        return round(TYPE[size] * self.text / 100)

    def font(self, size: str = "base", *, bold: bool = False, narrative: bool = False) -> QFont:
        """A font of the type scale. `narrative` is for testimony: a book face, easy for hours."""
        font = QFont(families("narrative" if narrative else "text"))
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def icon(self, name: str, colour: str = "ink_soft", *, gap: int = 0) -> QIcon:
        """An icon of `resources/icons` in a named colour; disabled ones fade.

        `gap` px of air at the right keep it from the words of a button.
        """
        return _icon(name, getattr(self.colours, colour), self.colours.edge, self.px("lead"), gap)

    def pixmap(self, name: str, colour: str = "ink_soft", size: str = "lead") -> QPixmap:
        """An icon as a picture, for labels, as large as text of `size`."""
        return _draw(name, getattr(self.colours, colour), self.px(size))


def current() -> Theme:
    """The theme of the running application (light at 100 % before `apply`)."""
    app = QApplication.instance()
    theme = app.property("fielddoc_theme") if app is not None else None
    return theme if isinstance(theme, Theme) else Theme()


def choose(mode: str, text: int) -> Theme:
    """The theme for the person's choice; `system` follows the desktop's light or dark."""
    scheme = QGuiApplication.styleHints().colorScheme()
    dark = mode == "dark" or (mode == "system" and scheme == Qt.ColorScheme.Dark)
    return Theme(DARK if dark else LIGHT, text)


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the application; widgets that hold icons are made anew by their window."""
    app.setProperty("fielddoc_theme", theme)
    app.setStyle("Fusion")
    app.setPalette(_palette(theme.colours))
    app.setFont(theme.font())
    app.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """The template filled in. An unknown `@name` raises `KeyError`."""
    values: dict[str, str] = {
        field.name: getattr(theme.colours, field.name) for field in fields(theme.colours)
    }
    values.update({f"text_{name}": f"{theme.px(name)}px" for name in TYPE})
    values.update({f"space_{name}": f"{size}px" for name, size in SPACE.items()})
    mark = max(18, theme.px("base")) // 2 * 2
    values |= {"mark": f"{mark}px", "mark_half": f"{mark // 2 + 1}px"}
    values["icons"] = Path(resources(), "icons").as_posix()
    values["shade"] = "dark" if theme.dark else "light"
    template = Path(resources(), "theme.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda found: values[found[1]], template)


def contrast(ink: str, paper: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache
def families(use: str) -> list[str]:
    """Font families for `text` or `narrative`: the shipped ones first, then the system's."""
    shipped = {"text": "NotoSans-", "narrative": "CharisSIL-"}[use]
    found: list[str] = []
    for file in sorted(Path(resources(), "fonts").glob(f"{shipped}*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        found += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    system = {"text": QFontDatabase.SystemFont.GeneralFont,
              "narrative": QFontDatabase.SystemFont.GeneralFont}[use]  # fmt: skip
    return [*dict.fromkeys(found), QFontDatabase.systemFont(system).family()]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in {
        role.Window: colours.ground, role.WindowText: colours.ink, role.Base: colours.surface,
        role.AlternateBase: colours.sunken, role.Text: colours.ink, role.Button: colours.surface,
        role.ButtonText: colours.ink, role.BrightText: colours.danger,
        role.Highlight: colours.accent, role.HighlightedText: colours.on_accent,
        role.Link: colours.accent, role.LinkVisited: colours.accent,
        role.PlaceholderText: colours.ink_soft, role.ToolTipBase: colours.ink,
        role.ToolTipText: colours.surface, role.Mid: colours.edge, role.Accent: colours.accent,
    }.items():  # fmt: skip
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.edge))
    return palette


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, faded: str, size: int, gap: int) -> QIcon:
    scale = math.ceil(_sharpness())
    icon = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faded)):
        pixmap = _draw(name, ink, size * scale, gap * scale)
        pixmap.setDevicePixelRatio(scale)
        icon.addPixmap(pixmap, mode)
    return icon


def _sharpness() -> float:
    """Pixels per point of the sharpest screen."""
    application = QApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QApplication) else 1.0


@lru_cache(maxsize=512)
def _draw(name: str, colour: str, size: int, gap: int = 0) -> QPixmap:
    """Render an icon; a name that is not there (a form from elsewhere) shows a plain sheet."""
    file = Path(resources(), "icons", f"{name}.svg")
    if not file.is_file():
        file = file.with_name("file-text.svg")
    drawing = file.read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(QSize(size + gap, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
