"""The visual language: every pair of colours can be read, and the style sheet says nothing else."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics

from fielddoc.paths import resources
from fielddoc.ui import theme
from fielddoc.ui.theme import DARK, LIGHT, PAIRS, SPACE, TEXT_SIZES, TYPE, Colours, Theme


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_contrast(colours, ink, paper, least):
    assert theme.contrast(getattr(colours, ink), getattr(colours, paper)) >= least


def test_contrast_is_computed_as_wcag_does():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_ink_of_the_style_sheet_is_in_the_pairs():
    """A rule that sets ink and ground together must be a pair whose contrast is known."""
    sheet = Path(resources(), "theme.qss").read_text(encoding="utf-8")
    known = {(ink, paper) for ink, paper, _ in PAIRS}
    names = {field.name for field in fields(Colours)}
    checked = 0
    for rule in re.findall(r"\{([^}]*)\}", sheet):
        ink = re.search(r"(?<![-\w])color: @(\w+)", rule)
        paper = re.search(r"(?<![-\w])background: @(\w+)", rule)
        if ink and paper and "border-color: @line" not in rule:
            assert {ink[1], paper[1]} <= names
            assert (ink[1], paper[1]) in known | {("surface", "ink")}, rule
            checked += 1
    assert checked > 8


def test_style_sheet_is_filled_in_and_unknown_names_are_refused(monkeypatch, tmp_path):
    sheet = theme.style_sheet(Theme(DARK, 150))
    assert "@" not in sheet
    assert DARK.accent in sheet
    assert f"{theme.Theme(DARK, 150).px('base')}px" in sheet
    (tmp_path / "theme.qss").write_text("QLabel { color: @nobody; }", encoding="utf-8")
    monkeypatch.setattr(theme, "resources", lambda: tmp_path)
    with pytest.raises(KeyError):
        theme.style_sheet(Theme())


def test_scales():
    assert all(size % 4 == 0 for size in SPACE.values())
    assert list(TYPE.values()) == sorted(TYPE.values())
    assert [Theme(LIGHT, size).px("base") for size in TEXT_SIZES] == [15, 19, 22, 26, 30]


def test_text_grows_with_the_choice(qapp):
    heights = [QFontMetrics(Theme(LIGHT, size).font()).height() for size in (100, 200)]
    assert heights[1] >= 1.8 * heights[0]


def test_shipped_fonts_are_used(qapp):
    assert theme.families("text")[0] == "Noto Sans"
    assert "Charis" in theme.families("narrative")[0]


def test_icons_take_colour_and_fall_back(qapp):
    red = theme.Theme().pixmap("folder", "danger").toImage()
    inked = {
        red.pixelColor(x, y).name()
        for x in range(red.width())
        for y in range(red.height())
        if red.pixelColor(x, y).alpha() == 255
    }
    assert LIGHT.danger in inked
    unknown = theme.Theme().pixmap("an icon nobody drew").toImage()
    assert unknown == theme.Theme().pixmap("file-text").toImage()


def test_every_form_and_page_finds_its_icon():
    """Names of icons in the forms, and in the program wherever one is asked for by name."""
    there = {file.stem for file in Path(resources(), "icons").glob("*.svg")}
    forms = [
        re.search(r'^icon = "([\w-]+)"', file.read_text(encoding="utf-8"), re.MULTILINE)
        for file in Path(resources(), "forms").glob("*.toml")
    ]
    asked = {found[1] for found in forms if found}
    for file in Path(theme.__file__).parent.rglob("*.py"):
        asked |= set(
            re.findall(
                r'(?:icon_button|\.icon|\.pixmap|EmptyState)\(\s*"([\w-]+)"',
                file.read_text(encoding="utf-8"),
            )
        )
    assert len(asked) > 20
    assert asked <= there, asked - there
