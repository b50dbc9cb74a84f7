"""The pieces a page is filled with: each can be measured, drawn, and most can be split.

Text that fits on one line in one font, as most values do, is drawn without reportlab's
paragraph machinery, which is what a long dossier spends its time in.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from fielddoc.dossier import style
from fielddoc.dossier.fonts import Letters

Canvas = Any
PIECE = 3000
"""Longest text, in characters, that is broken into lines in one go: splitting is quadratic."""

WHOLE = 170.0
"""Rows and boxes lower than this, in points, go to the next page whole."""


class Line:
    """One line of one font."""

    def __init__(self, text: str, form: ParagraphStyle) -> None:
        self.text = text
        self.form = form
        self.height = float(form.leading)

    def wrap(self, width: float) -> float:  # noqa: ARG002 (same door as Words)
        """Return the height."""
        return self.height

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw with the upper left corner at `x`, `y`."""
        form = self.form
        canvas.setFont(form.fontName, form.fontSize)
        canvas.setFillColor(form.textColor)
        base = y - form.leading + (form.leading - form.fontSize) * 0.5 + form.fontSize * 0.18
        canvas.drawString(x + form.leftIndent + form.firstLineIndent, base, self.text)

    def split(self, height: float) -> "tuple[Text, Text] | None":  # noqa: ARG002
        """One line cannot be split."""
        return None


class Words:
    """A paragraph of several lines or fonts."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.width = 0.0
        self.height = 0.0

    def wrap(self, width: float) -> float:
        """Break into lines for `width` and return the height."""
        if width != self.width:
            self.width = width
            _, self.height = self.paragraph.wrap(width, 1e6)
        return self.height

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw with the upper left corner at `x`, `y`."""
        self.paragraph.drawOn(canvas, x, y - self.height)

    def split(self, height: float) -> "tuple[Text, Text] | None":
        """Cut at the last line that fits into `height`; `None` when fewer than two lines do."""
        if height < 2 * self.paragraph.style.leading:
            return None
        parts = self.paragraph.split(self.width, height)
        if len(parts) != 2:
            return None
        first, second = Words(parts[0]), Words(parts[1])
        first.wrap(self.width)
        second.wrap(self.width)
        return first, second


Text = Line | Words


def texts(text: str, form: ParagraphStyle, width: float, letters: Letters) -> list[Text]:
    """Return `text` ready to draw: one piece for each line it was written in."""
    made: list[Text] = []
    for part in _pieces(text):
        runs = letters.runs(part, form.fontName)
        room = width - form.leftIndent - form.rightIndent
        if not runs:
            made.append(Line("", form))
        elif (
            len(runs) == 1
            and runs[0][0] == form.fontName
            and stringWidth(runs[0][1], form.fontName, form.fontSize) <= room
        ):
            made.append(Line(runs[0][1], form))
        else:
            made.append(Words(Paragraph(letters.mark_up(part, form.fontName), form)))
    for piece in made:
        piece.wrap(width)
    return made


def _pieces(text: str) -> list[str]:
    """Cut at line breaks, and a paragraph over `PIECE` characters after a sentence."""
    pieces = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        start = 0
        while len(line) - start > PIECE:
            end = line.rfind(". ", start, start + PIECE) + 1
            if end <= start:
                end = line.rfind(" ", start, start + PIECE)
            if end <= start:
                end = start + PIECE
            pieces.append(line[start:end])
            start = end + (line[end] == " ")
        pieces.append(line[start:])
    return pieces


class Piece:
    """Something that fills the line's whole width. `keep`: never alone at a page's foot."""

    before = 0.0
    after = 0.0
    keep = False
    repeat: "Piece | None" = None
    """What is drawn again above this on a new page: a table's head."""

    def height(self) -> float:
        """Return the height in points, spaces before and after not counted."""
        raise NotImplementedError

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw with the upper left corner at `x`, `y`."""
        raise NotImplementedError

    def split(self, height: float) -> "tuple[Piece, Piece] | None":  # noqa: ARG002
        """Cut in two, the first at most `height` high, or say that it cannot be."""
        return None


class Column(Piece):
    """Texts one under the other, beginning `indent` points in."""

    def __init__(
        self, parts: Sequence[Text], after: float = 0.0, before: float = 0.0, indent: float = 0.0
    ) -> None:
        self.parts = list(parts)
        self.before = before
        self.after = after
        self.indent = indent

    def height(self) -> float:
        return sum(part.height for part in self.parts)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        for part in self.parts:
            part.draw(canvas, x + self.indent, y)
            y -= part.height

    def split(self, height: float) -> "tuple[Column, Column] | None":
        first, second = _cut(self.parts, height)
        if not first:
            return None
        return (
            Column(first, 0, self.before, self.indent),
            Column(second, self.after, 0, self.indent),
        )


def _cut(parts: list[Text], height: float) -> tuple[list[Text], list[Text]]:
    for at, part in enumerate(parts):
        if part.height > height:
            halves = part.split(height)
            if halves:
                return [*parts[:at], halves[0]], [halves[1], *parts[at + 1 :]]
            return parts[:at], parts[at:]
        height -= part.height
    return parts, []


class Row(Piece):
    """A label and, right of it, what is said. Short rows are not split."""

    def __init__(self, label: Sequence[Text], values: Sequence[Text]) -> None:
        self.label = Column(label)
        self.values = Column(values)
        self.after = 2.5

    def height(self) -> float:
        return max(self.label.height(), self.values.height())

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        self.label.draw(canvas, x, y)
        self.values.draw(canvas, x + style.LABEL + style.GAP, y)

    def split(self, height: float) -> "tuple[Row, Row] | None":
        if self.height() < WHOLE or self.label.height() > height:
            return None
        halves = self.values.split(height)
        if halves is None:
            return None
        return Row(self.label.parts, halves[0].parts), Row([], halves[1].parts)


class Cells(Piece):
    """A row of a table; the head repeats itself on each page."""

    def __init__(
        self, cells: Sequence[Sequence[Text]], widths: Sequence[float], head: "Cells | None" = None
    ) -> None:
        self.cells = [Column(cell) for cell in cells]
        self.widths = widths
        self.repeat = self.head = head
        self.keep = head is None

    def height(self) -> float:
        return max(cell.height() for cell in self.cells) + 6

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        height = self.height()
        canvas.setStrokeColor(style.ACCENT if self.repeat is None else style.HAIR)
        canvas.setLineWidth(0.8 if self.repeat is None else 0.4)
        canvas.line(x, y - height, x + style.LINE, y - height)
        for cell, width in zip(self.cells, self.widths, strict=True):
            cell.draw(canvas, x, y - 2.5)
            x += width

    def split(self, height: float) -> "tuple[Cells, Cells] | None":
        if self.height() < WHOLE:
            return None
        halves = [_cut(cell.parts, height - 6) for cell in self.cells]
        if not any(first for first, _ in halves):
            return None
        return (
            Cells([first for first, _ in halves], self.widths, self.head),
            Cells([second for _, second in halves], self.widths, self.head),
        )


class Title(Piece):
    """A heading, with what stands at the right end of its line; a rule under level 1."""

    keep = True

    def __init__(self, text: str, level: int, note: str, key: str, letters: Letters) -> None:
        form = style.HEADINGS[level]
        self.text, self.level, self.key = text, level, key
        fixed = style.FIXED
        self.note = letters.plain(note, fixed.fontName)
        taken = stringWidth(self.note, fixed.fontName, fixed.fontSize)
        room = style.LINE - (taken + style.GAP if note else 0)
        self.lines = Column(texts(text, form, room, letters))
        self.before, self.after = form.spaceBefore, form.spaceAfter

    def height(self) -> float:
        return self.lines.height() + (4 if self.level == 1 else 0)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        self.lines.draw(canvas, x, y)
        if self.note:
            form = style.HEADINGS[self.level]
            canvas.setFont(style.FIXED.fontName, style.FIXED.fontSize)
            canvas.setFillColor(style.QUIET)
            canvas.drawRightString(x + style.LINE, y - form.leading + 5, self.note)
        if self.level == 1:
            canvas.setStrokeColor(style.ACCENT)
            canvas.setLineWidth(0.8)
            canvas.line(x, y - self.height(), x + style.LINE, y - self.height())


class Entry(Piece):
    """A line of the contents; the page number is a form drawn when it is known."""

    def __init__(self, text: str, level: int, key: str, letters: Letters) -> None:
        self.form = style.CONTENTS[level]
        self.key = key
        self.line = texts(text, self.form, style.LINE - 40, letters)[0]
        if isinstance(self.line, Words):
            self.line = Line(_shortened(text, self.form, letters), self.form)

    def height(self) -> float:
        return self.line.height

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        self.line.draw(canvas, x, y)
        canvas.saveState()
        canvas.translate(x + style.LINE - 40, y - self.form.leading + 5)
        canvas.doForm(self.key)
        canvas.restoreState()
        box = (x, y - self.form.leading, x + style.LINE, y)
        canvas.linkRect("", self.key, box, relative=0, thickness=0)


def _shortened(text: str, form: ParagraphStyle, letters: Letters) -> str:
    plain = letters.plain(text, form.fontName)
    while plain and stringWidth(plain + "…", form.fontName, form.fontSize) > style.LINE - 60:
        plain = plain[: max(0, len(plain) - 4)]
    return plain + "…"


class Box(Piece):
    """A remark on a tinted ground with a bar at its left."""

    before, after = 8.0, 8.0

    def __init__(self, parts: Sequence[Text]) -> None:
        self.parts = Column(parts)

    def height(self) -> float:
        return self.parts.height() + 16

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        height = self.height()
        canvas.setFillColor(style.TINT)
        canvas.rect(x, y - height, style.LINE, height, stroke=0, fill=1)
        canvas.setFillColor(style.ACCENT)
        canvas.rect(x, y - height, 2.4, height, stroke=0, fill=1)
        self.parts.draw(canvas, x + 14, y - 7)

    def split(self, height: float) -> "tuple[Box, Box] | None":
        halves = self.parts.split(height - 16) if self.height() >= WHOLE else None
        return None if halves is None else (Box(halves[0].parts), Box(halves[1].parts))


class Shown(Piece):
    """A picture at most as wide as the line and half a page high, with its caption."""

    before, after = 8.0, 8.0

    def __init__(self, data: bytes, size: tuple[int, int], caption: Sequence[Text]) -> None:
        self.data = data
        scale = min(style.LINE / size[0], 330 / size[1], 1.0)
        self.size = (size[0] * scale, size[1] * scale)
        self.caption = Column(caption)

    def height(self) -> float:
        return self.size[1] + 4 + self.caption.height()

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        width, height = self.size
        canvas.drawImage(ImageReader(BytesIO(self.data)), x, y - height, width, height)
        self.caption.draw(canvas, x, y - height - 4)


class Frame(Piece):
    """What says who signs, in a frame; where it came to lie is where the signature goes."""

    before, after = 10.0, 10.0

    def __init__(self, title: Column, rows: Sequence[Piece]) -> None:
        self.rows = [title, *rows]

    def height(self) -> float:
        return sum(row.height() + row.after for row in self.rows) + 22

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        canvas.setStrokeColor(style.ACCENT)
        canvas.setLineWidth(0.8)
        canvas.rect(x, y - self.height(), style.LINE, self.height(), stroke=1, fill=0)
        y -= 11
        for row in self.rows:
            row.draw(canvas, x + 12, y)
            y -= row.height() + row.after


class NewPage(Piece):
    """What follows begins on a new page."""

    def height(self) -> float:
        return 0.0

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Nothing to draw."""
