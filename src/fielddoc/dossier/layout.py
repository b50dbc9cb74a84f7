"""Blocks onto pages: fills Letter sheets in one pass and returns the PDF.

Page numbers that are not known yet (in the contents, and the total in "page x of y") are
drawn as empty forms whose content is written at the end, so nothing is laid out twice. The
bytes depend on the blocks alone (`invariant`), which the seal and the tests rely on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from fielddoc.dossier import blocks, flow, style
from fielddoc.dossier.fonts import Letters, letters
from fielddoc.progress import Progress, silent

LISTED = 400
"""With more headings than this, the contents list level 1 only; bookmarks list them all."""
FLOOR = 46.0
"""Points that must be free under a heading for what follows it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF, its number of pages, and where on which page (from 0) the signature belongs."""

    data: bytes
    pages: int
    place: tuple[int, tuple[int, int, int, int]] | None


def draw(document: blocks.Document, progress: Progress = silent) -> Drawn:
    """Return the PDF. `progress` counts blocks and may stop the work."""
    known = letters()
    sheet = _Sheet(document, known)
    headings = [
        (at, block) for at, block in enumerate(document.blocks) if isinstance(block, blocks.Heading)
    ]
    deepest = 2 if sum(block.level <= 2 for _, block in headings) <= LISTED else 1
    for at, block in enumerate(document.blocks):
        progress(at, len(document.blocks))
        if isinstance(block, blocks.Contents):
            for piece in _contents(block, [h for h in headings if h[0] > at], deepest, known):
                sheet.put(piece)
        elif isinstance(block, blocks.Heading):
            sheet.put(flow.Title(block.text, block.level, block.note, f"h{at}", known))
        else:
            for piece in pieces(block, known):
                sheet.put(piece)
    return Drawn(sheet.finish(), sheet.page, sheet.place)


def _contents(
    block: blocks.Contents,
    headings: list[tuple[int, blocks.Heading]],
    deepest: int,
    known: Letters,
) -> Iterator[flow.Piece]:
    yield flow.NewPage()
    form = style.HEADINGS[1]
    yield flow.Column(flow.texts(block.title, form, style.LINE, known), after=10)
    for at, heading in headings:
        if heading.level <= deepest:
            yield flow.Entry(heading.text, heading.level, f"h{at}", known)
    yield flow.NewPage()


class _Sheet:
    """The page being filled: where the next piece goes, and what every page carries."""

    def __init__(self, document: blocks.Document, known: Letters) -> None:
        self.document = document
        self.letters = known
        self.target = BytesIO()
        self.canvas = Canvas(
            self.target,
            pagesize=(style.WIDTH, style.HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang="es-MX" if document.language == "es" else "en",
            initialFontName=style.EDGE.fontName,
        )
        self.canvas.setTitle(document.title)
        self.canvas.setAuthor(document.author)
        self.canvas.setSubject(document.subject)
        self.canvas.setCreator("FieldDoc")
        self.canvas.setProducer("FieldDoc (reportlab, pikepdf, pyHanko)")
        self.page = 1
        self.y = style.HEIGHT - style.TOP
        self.empty = True
        self.waiting: list[flow.Piece] = []
        self.section = ""
        self.numbers: dict[str, int] = {}
        self.depth = -1
        self.place: tuple[int, tuple[int, int, int, int]] | None = None

    def put(self, piece: flow.Piece) -> None:
        """Place a piece; headings wait for what follows, so that none ends a page alone."""
        if isinstance(piece, flow.NewPage):
            self._let_go()
            if not self.empty:
                self._turn()
            return
        if piece.keep:
            self.waiting.append(piece)
            return
        if self.waiting:
            need = sum(held.before + held.height() + held.after for held in self.waiting)
            need += min(piece.height(), FLOOR)
            if self.y - need < style.BOTTOM and not self.empty:
                self._turn()
            self._let_go()
        self._place(piece)

    def _let_go(self) -> None:
        for held in self.waiting:
            self._place(held)
        self.waiting.clear()

    def _place(self, piece: flow.Piece) -> None:
        rest: flow.Piece | None = piece
        while rest is not None:
            gap = 0.0 if self.empty else rest.before
            room = self.y - gap - style.BOTTOM
            if rest.height() <= room:
                self._draw(rest, gap)
                return
            halves = rest.split(room)
            if halves is not None:
                self._draw(halves[0], gap)
                rest = halves[1]
            elif self.empty:
                self._draw(rest, gap)
                return
            self._turn()
            if rest.repeat is not None:
                self._draw(rest.repeat, 0.0)

    def _draw(self, piece: flow.Piece, gap: float) -> None:
        self.y -= gap
        if isinstance(piece, flow.Title):
            self._mark(piece)
        if isinstance(piece, flow.Frame):
            left, low = int(style.LEFT), int(self.y - piece.height())
            self.place = (self.page - 1, (left, low, left + int(style.LINE), int(self.y)))
        piece.draw(self.canvas, style.LEFT, self.y)
        self.y -= piece.height() + piece.after
        self.empty = False

    def _mark(self, title: flow.Title) -> None:
        """Make a heading a bookmark, and remember its page for the contents."""
        self.numbers[title.key] = self.page
        self.canvas.bookmarkHorizontal(title.key, 0, self.y + 14)
        level = min(title.level - 1, self.depth + 1)
        if title.level <= 2:
            self.canvas.addOutlineEntry(title.text, title.key, level, closed=level > 0)
            self.depth = level
        if title.level == 1:
            self.section = title.text

    def _turn(self) -> None:
        self._edges()
        self.canvas.showPage()
        self.page += 1
        self.y = style.HEIGHT - style.TOP
        self.empty = True

    def _edges(self) -> None:
        """Draw head and foot; the cover carries only the foot."""
        canvas, form = self.canvas, style.EDGE
        canvas.setFont(form.fontName, form.fontSize)
        canvas.setFillColor(form.textColor)
        canvas.setStrokeColor(style.HAIR)
        canvas.setLineWidth(0.4)
        right = style.WIDTH - style.RIGHT
        if self.page > 1:
            canvas.drawString(style.LEFT, style.HEIGHT - 48, self._fit(self.document.head, 300))
            canvas.drawRightString(right, style.HEIGHT - 48, self._fit(self.section, 165))
            canvas.line(style.LEFT, style.HEIGHT - 54, right, style.HEIGHT - 54)
        canvas.drawString(style.LEFT, 40, self._fit(self.document.foot, 330))
        before = self.document.page_of.partition("{pages}")[0].format(page=self.page)
        canvas.drawRightString(right - 18, 40, self.letters.plain(before, form.fontName).rstrip())
        canvas.saveState()
        canvas.translate(right - 16, 40)
        canvas.doForm("pages")
        canvas.restoreState()

    def _fit(self, text: str, width: float) -> str:
        form = style.EDGE
        plain = self.letters.plain(text, form.fontName)
        if stringWidth(plain, form.fontName, form.fontSize) <= width:
            return plain
        while plain and stringWidth(plain + "…", form.fontName, form.fontSize) > width:
            plain = plain[:-1]
        return plain + "…"

    def finish(self) -> bytes:
        """Draw what waited for the last page number and return the PDF."""
        self._let_go()
        self._edges()
        self.canvas.showPage()
        self._late("pages", str(self.page), style.EDGE.fontSize, right=False)
        for key, page in self.numbers.items():
            self._late(key, str(page), style.CONTENTS[2].fontSize, right=True)
        self.canvas.save()
        return self.target.getvalue()

    def _late(self, key: str, text: str, size: float, *, right: bool) -> None:
        self.canvas.beginForm(key, 0, -4, 40, 14)
        self.canvas.setFont(style.EDGE.fontName, size)
        self.canvas.setFillColor(style.EDGE.textColor)
        if right:
            self.canvas.drawRightString(40, 0, text)
        else:
            self.canvas.drawString(0, 0, text)
        self.canvas.endForm()


@singledispatch
def pieces(block: object, known: Letters) -> Iterator[flow.Piece]:  # noqa: ARG001
    """Return what a block is drawn with."""
    raise TypeError(type(block))


@pieces.register
def _(block: blocks.Cover, known: Letters) -> Iterator[flow.Piece]:
    yield flow.Column(flow.texts(block.over, style.OVER, style.LINE, known), after=14)
    yield flow.Column(flow.texts(block.title, style.TITLE, style.LINE, known), after=26)
    for row in block.rows:
        yield from pieces(row, known)
    for at, notice in enumerate(block.notices):
        words = flow.texts(notice, style.SMALL, style.LINE, known)
        yield flow.Column(words, before=22 if at == 0 else 0, after=5)
    yield flow.NewPage()


@pieces.register
def _(block: blocks.Paragraph, known: Letters) -> Iterator[flow.Piece]:
    form = style.SMALL if block.small else style.BODY
    yield flow.Column(flow.texts(block.text, form, style.LINE, known), after=form.spaceAfter)


@pieces.register
def _(block: blocks.Narrative, known: Letters) -> Iterator[flow.Piece]:
    form = style.NARRATIVE.get(block.language, style.NARRATIVE["es"])
    for text in flow.texts(block.text, form, style.LINE, known):
        yield flow.Column([text], after=form.spaceAfter)


@pieces.register
def _(block: blocks.Field, known: Letters) -> Iterator[flow.Piece]:
    yield _row(block, known, style.LINE)


def _row(block: blocks.Field, known: Letters, width: float) -> flow.Row:
    room = width - style.LABEL - style.GAP
    form = style.FIXED if block.fixed else style.VALUE
    values: list[flow.Text] = []
    for said in block.values:
        values += flow.texts(said.text, form, room, known)
        if said.note:
            values += flow.texts(said.note, style.NOTE, room, known)
    return flow.Row(flow.texts(block.label, style.LABEL_STYLE, style.LABEL, known), values)


@pieces.register
def _(block: blocks.Table, known: Letters) -> Iterator[flow.Piece]:
    whole = sum(block.widths)
    widths = [style.LINE * width / whole for width in block.widths]

    def row(
        texts: tuple[str, ...], forms: list[ParagraphStyle], top: flow.Cells | None
    ) -> flow.Cells:
        cells = [
            flow.texts(text, form, width - 8, known)
            for text, form, width in zip(texts, forms, widths, strict=True)
        ]
        return flow.Cells(cells, widths, top)

    head = row(block.head, [style.CELL_HEAD] * len(widths), None)
    yield head
    forms = [style.CELL_FIXED if at in block.fixed else style.CELL for at in range(len(widths))]
    for texts in block.rows:
        yield row(texts, forms, head)
    yield flow.Column([], after=8)


@pieces.register
def _(block: blocks.Bullets, known: Letters) -> Iterator[flow.Piece]:
    for item in block.items:
        yield flow.Column(flow.texts(f"• {item}", style.BULLET, style.LINE, known), after=2)


@pieces.register
def _(block: blocks.Commands, known: Letters) -> Iterator[flow.Piece]:
    yield flow.Box(
        [
            text
            for line in block.lines
            for text in flow.texts(line, style.COMMAND, style.LINE - 28, known)
        ]
    )


@pieces.register
def _(block: blocks.Notice, known: Letters) -> Iterator[flow.Piece]:
    yield flow.Box(
        flow.texts(block.title, style.NOTICE_TITLE, style.LINE - 28, known)
        + flow.texts(block.text, style.NOTICE_TEXT, style.LINE - 28, known)
    )


@pieces.register
def _(block: blocks.Picture, known: Letters) -> Iterator[flow.Piece]:
    caption = flow.texts(block.caption, style.CAPTION, style.LINE, known)
    yield flow.Shown(block.data, (block.width, block.height), caption)


@pieces.register
def _(block: blocks.Signature, known: Letters) -> Iterator[flow.Piece]:
    title = flow.texts(block.title, style.NOTICE_TITLE, style.LINE - 24, known)
    rows = [_row(row, known, style.LINE - 24) for row in block.rows]
    yield flow.Frame(flow.Column(title, after=4), rows)


@pieces.register
def _(block: blocks.PageBreak, known: Letters) -> Iterator[flow.Piece]:  # noqa: ARG001
    yield flow.NewPage()
