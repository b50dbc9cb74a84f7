"""Blocks onto pages: nothing lost, nothing overlapping, the same bytes each time."""

import csv
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from fielddoc.dossier import blocks as b
from fielddoc.dossier import fonts
from fielddoc.dossier.layout import draw
from fielddoc.errors import Cancelled

SHARED = Path(__file__).parents[3] / "shared" / "domain" / "lenguas_inali.csv"
LETTERS = (
    "áéíóúüñÁÉÍÓÚÜÑ àèìòù äëïöüÄËÏÖÜ âêîôû ãẽĩõũỹ āēīōū ǎěǐǒǔ ąęįǫų ɨƗʉɄəɛɔŋŊłŁđøœæßçšžčʃʒɬ"
    " ꞌꞋʼʹ’‘'´` ʔˀʰʷʲⁿ ḻḏṯṉḥ ñ̃ n̈ xʷ"
)
MARKS = [chr(code) for code in (0x300, 0x301, 0x302, 0x303, 0x304, 0x308, 0x30C, 0x323, 0x328,
                                0x330, 0x331, 0x332)]  # fmt: skip


def document(*parts: b.Block) -> b.Document:
    return b.Document(
        "Título", "es", "Xilonen", "Asunto", "Cabeza", "Pie", "página {page} de {pages}", parts
    )


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def text(data: bytes) -> str:
    return " ".join(" ".join(pages(data)).split())


def field(label: str, *values: str) -> b.Field:
    return b.Field(label, tuple(b.Said(value) for value in values))


def test_same_blocks_same_bytes():
    parts = (b.Cover("De", "Título", (field("a", "b"),), ("n",)), b.Contents("Índice"),
             b.Heading("Uno"), field("l", "v"), b.Narrative("Palabras. " * 400))  # fmt: skip
    assert draw(document(*parts)).data == draw(document(*parts)).data


def test_contents_name_the_right_pages():
    sections = [
        part
        for number in range(30)
        for part in (b.Heading(f"Sección {number}"), b.Paragraph("Texto seguido. " * 90))
    ]
    drawn = draw(document(b.Contents("Contenido"), *sections))
    found = pages(drawn.data)
    assert drawn.pages == len(found)
    contents = found[0].split()
    for number in range(30):
        at = contents.index(f"{number}", contents.index("Sección") + 2 * number)
        said = next(int(word) for word in contents[at + 1 :] if word.isdigit())
        assert f"Sección {number}\r\n" in found[said - 1], number
    for number, page in enumerate(found, 1):
        assert f"página {number} de" in page
        assert page.split()[-1] == str(len(found)) or f"de\r\n{len(found)}" in page


def test_bookmarks_follow_the_headings():
    parts = (b.Heading("Uno"), b.Heading("Uno a", 2), b.Paragraph("x"), b.Heading("Dos"),
             b.Paragraph("y"))  # fmt: skip
    with pikepdf.open(BytesIO(draw(document(*parts)).data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Uno", "Dos"]
        assert [item.title for item in outline.root[0].children] == ["Uno a"]


def test_no_heading_ends_a_page():
    parts: list[b.Block] = []
    for number in range(60):
        parts += [b.Heading(f"Encabezado {number}", 2), b.Heading("Sección", 3),
                  *(field("l", "v") for _ in range(number % 7 + 1))]  # fmt: skip
    for page in pages(draw(document(*parts)).data):
        body = page.split("Pie")[0].split()
        assert "Encabezado" not in body[-3:]
        assert "Sección" not in body[-1:]


def test_a_long_word_and_a_huge_field_lose_nothing():
    words = [f"palabra{number}" for number in range(60_000)]
    started = time.perf_counter()
    drawn = draw(document(field("Relato", " ".join(words)), field("Clave", "Z" * 5000)))
    assert time.perf_counter() - started < 20
    found = text(drawn.data)
    assert not set(words) - set(found.split())
    assert found.count("Z") == 5000


def test_testimony_is_hyphenated_and_field_values_are_not():
    long = "extraordinaria desproporción en la comunidad " * 60
    assert set("\ufffe-") & set(text(draw(document(b.Narrative(long))).data))
    assert not set("\ufffe-") & set(text(draw(document(field("Dato", long))).data))


def test_the_head_of_a_table_comes_again_on_each_page():
    rows = tuple((str(number), "abc", "f" * 16) for number in range(200))
    drawn = draw(document(b.Table(("Número", "Nombre", "Huella"), rows, (1, 2, 2), (2,))))
    found = pages(drawn.data)
    assert len(found) > 3
    assert all("Huella" in page for page in found)
    assert all(f" {number} abc " in " ".join(" ".join(found).split()) for number in range(200))


@pytest.mark.parametrize("font", [fonts.SERIF, fonts.SERIF_ITALIC, fonts.SANS])
def test_letters_of_mexican_languages(font):
    known = fonts.letters()
    for char in LETTERS.replace(" ", ""):
        assert "[U+" not in known.plain(char, font) or known.runs(char, font)[0][0] != font, char
        assert "[U+" not in "".join(part for _, part in known.runs(char, font)), char
    for vowel in "aeiouɨʉənm":
        for mark in MARKS:
            assert [name for name, _ in known.runs(vowel + mark, font)] == [font], (vowel, mark)


@pytest.mark.skipif(not SHARED.exists(), reason="the list of languages is not beside the checkout")
def test_names_of_all_languages_are_drawn_as_written():
    with SHARED.open(encoding="utf-8", newline="") as stream:
        names = [name for row in csv.DictReader(stream)
                 for name in (row["agrupacion"], row["otros_nombres"]) if name]  # fmt: skip
    assert len(names) > 68
    found = text(draw(document(*(field("Lengua", name) for name in names))).data)
    for name in names:
        assert " ".join(name.split()) in found


def test_a_letter_nobody_has_is_said_by_its_number():
    found = text(draw(document(field("Dato", "hola 🫠 \u202eotra\u202c ✓ 漢"))).data)
    assert "hola [U+1FAE0]" in found
    assert "✓" in found
    assert "[U+6F22]" in found
    assert "\u202e" not in found


def test_work_can_be_stopped():
    def stop(at: int, of: int) -> None:
        if at == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        draw(document(*(b.Paragraph("x") for _ in range(9))), stop)
