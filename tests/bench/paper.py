"""A dossier of a thousand pages v. reportlab drawing the same blocks with its own flowables.

The peer does in one pass what a plain reportlab program would: paragraphs and tables in the same
fonts and styles, head and foot on every page, a list of headings without page numbers. It makes
neither data for machines nor PDF/A nor a signature.
"""

from collections.abc import Iterator
from io import BytesIO
from unittest import mock
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, PageBreak, Paragraph, SimpleDocTemplate

from fielddoc.app import dossiers
from fielddoc.app.session import Session
from fielddoc.dossier import blocks, export, layout, style
from fielddoc.dossier.fonts import letters
from tests.bench import generate, harness
from tests.bench.ground import Ground
from tests.bench.harness import Figure

ROUNDS = 5
PEOPLE = 49
"""So many make a thousand pages."""


def dossier(ground: Ground) -> Figure:
    """Make a dossier of 1,000 pages, from the vault to the signed file, in seconds."""
    people = max(2, round(PEOPLE * ground.scale))
    session = ground.filled(f"paper-{people}", lambda author: generate.big_case(author, people))
    case = session.vault.cases(limit=1)[0].id
    pages: list[int] = []
    drawn = _document(ground, session, case)

    def ours() -> None:
        target = ground.folder / "dossier.pdf"
        target.unlink(missing_ok=True)
        pages.append(dossiers.make(session, case, "court", "es", target).pages)

    others: list[int] = []
    mine, theirs = harness.in_turn(ours, lambda: others.append(_peer(drawn)), ROUNDS)
    session.close()
    note = f"{pages[-1]} pages, the peer's {others[-1]}"
    return harness.slower(mine, theirs, "s", 1.4, note)


def _document(ground: Ground, session: Session, case: str) -> blocks.Document:
    """The blocks that the program itself draws."""
    target = ground.folder / "blocks.pdf"
    target.unlink(missing_ok=True)
    with mock.patch.object(export, "draw", wraps=layout.draw) as draw:
        dossiers.make(session, case, "court", "es", target)
    target.unlink()
    document = draw.call_args.args[0]
    assert isinstance(document, blocks.Document)
    return document


def _peer(document: blocks.Document) -> int:
    """Draw with reportlab alone; return the number of pages."""
    letters()
    target = BytesIO()
    template = SimpleDocTemplate(
        target, pagesize=(style.WIDTH, style.HEIGHT), leftMargin=style.LEFT - 6,
        rightMargin=style.RIGHT - 6, topMargin=style.TOP - 6, bottomMargin=style.BOTTOM - 6,
        title=document.title, author=document.author, pageCompression=1,
    )  # fmt: skip

    def edges(canvas: Canvas, _template: object) -> None:
        canvas.setFont(style.EDGE.fontName, style.EDGE.fontSize)
        canvas.drawString(style.LEFT, style.HEIGHT - 48, document.head)
        canvas.drawString(style.LEFT, 40, document.foot)
        number = document.page_of.format(page=canvas.getPageNumber(), pages="")
        canvas.drawRightString(style.WIDTH - style.RIGHT, 40, number)

    template.build(list(_flowables(document)), onFirstPage=edges, onLaterPages=edges)
    return int(template.page)


def _flowables(document: blocks.Document) -> Iterator[Flowable]:
    rows: list[blocks.Field] = []
    for block in document.blocks:
        if isinstance(block, blocks.Field):
            rows.append(block)
            continue
        yield from _fields(rows)
        rows.clear()
        yield from _flowable(block, document)
    yield from _fields(rows)


def _flowable(block: blocks.Block, document: blocks.Document) -> Iterator[Flowable]:
    match block:
        case blocks.Cover():
            yield _paragraph(block.over, style.OVER)
            yield _paragraph(block.title, style.TITLE)
            yield from _fields(list(block.rows))
            yield from (_paragraph(notice, style.SMALL) for notice in block.notices)
            yield PageBreak()
        case blocks.Contents():
            yield _paragraph(block.title, style.HEADINGS[1])
            for each in document.blocks:
                if isinstance(each, blocks.Heading) and each.level <= 2:
                    yield _paragraph(each.text, style.CONTENTS[each.level])
            yield PageBreak()
        case blocks.Heading():
            yield _paragraph(f"{block.text} {block.note}".strip(), style.HEADINGS[block.level])
        case blocks.Paragraph():
            yield _paragraph(block.text, style.SMALL if block.small else style.BODY)
        case blocks.Narrative():
            form = style.NARRATIVE[block.language]
            yield from (_paragraph(line, form) for line in block.text.split("\n"))
        case blocks.Table():
            yield _table(block)
        case _:
            yield from _remark(block)


def _remark(block: blocks.Block) -> Iterator[Flowable]:
    match block:
        case blocks.Bullets():
            yield from (_paragraph(f"• {item}", style.BULLET) for item in block.items)
        case blocks.Commands():
            yield from (_paragraph(line, style.COMMAND) for line in block.lines)
        case blocks.Notice():
            yield _paragraph(block.title, style.NOTICE_TITLE)
            yield _paragraph(block.text, style.NOTICE_TEXT)
        case blocks.Signature():
            yield _paragraph(block.title, style.NOTICE_TITLE)
            yield from _fields(list(block.rows))
        case _:
            raise TypeError(type(block))


def _table(block: blocks.Table) -> Flowable:
    whole = sum(block.widths)
    forms = [
        style.CELL_FIXED if at in block.fixed else style.CELL for at in range(len(block.widths))
    ]
    return LongTable(
        [[_paragraph(text, style.CELL_HEAD) for text in block.head]]
        + [list(map(_paragraph, row, forms)) for row in block.rows],
        [style.LINE * width / whole for width in block.widths],
        repeatRows=1,
    )


def _fields(rows: list[blocks.Field]) -> Iterator[Flowable]:
    """Fields that follow each other, as one table."""
    if rows:
        yield LongTable(
            [[_paragraph(row.label, style.LABEL_STYLE), _values(row)] for row in rows],
            [style.LABEL + style.GAP, style.LINE - style.LABEL - style.GAP],
        )


def _values(row: blocks.Field) -> list[Flowable]:
    form = style.FIXED if row.fixed else style.VALUE
    return [
        _paragraph(text, kind)
        for said in row.values
        for text, kind in ((said.text, form), (said.note, style.NOTE))
        if text
    ]


def _paragraph(text: str, form: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), form)
