"""Working copies: what was covered is gone, what told on its maker is gone, the rest is there."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from fielddoc.errors import MediaRefused
from fielddoc.media import Box, Copy, Cover, Crop, Document, Drop, Rotate, Step
from tests.media import made

FACE = Box(0.25, 0.25, 0.25, 0.5)


def copy(data: bytes, *steps: Step, viewer: str = "image") -> Copy:
    with Document(io.BytesIO(data), viewer) as document:
        return document.copy(steps)


def opened(found: Copy) -> Image.Image:
    return Image.open(io.BytesIO(found.data)).convert("RGB")


def region(image: Image.Image, box: Box) -> "np.ndarray":
    left, top = int(box.x * image.width), int(box.y * image.height)
    right, bottom = left + int(box.width * image.width), top + int(box.height * image.height)
    return np.asarray(image.convert("RGB"), dtype=float)[top:bottom, left:right]


def likeness(one: "np.ndarray", two: "np.ndarray") -> float:
    """Pearson's correlation; of a place of one colour there is none at all."""
    a, b = one.ravel() - one.mean(), two.ravel() - two.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return abs(float((a * b).sum())) / size if size else 0.0


@pytest.mark.parametrize("how", ["mean", "solid"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_nothing_of_what_was_covered_is_left(how, kind):
    original = made.pattern()
    found = opened(copy(made.encoded(original, kind), Cover(FACE, how=how)))
    covered, before = region(found, FACE), region(original, FACE)
    assert likeness(covered.mean(axis=2), before.mean(axis=2)) < (0.02 if kind == "PNG" else 0.1)
    inside = covered[16:-16, 16:-16].reshape(-1, 3)  # a JPEG smears its edges over two blocks
    assert (inside.max(axis=0) - inside.min(axis=0) <= (0 if kind == "PNG" else 1)).all()
    if how == "solid":
        assert inside.max() <= 1
    else:
        assert abs(inside.mean(axis=0) - before.reshape(-1, 3).mean(axis=0)).max() < 2


@pytest.mark.parametrize("how", ["mean", "solid"])
@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True})])
def test_two_originals_that_differ_where_it_is_covered_give_the_same_copy(how, kind, options):
    """So nothing but the average of a covered place can have come along: not one bit."""
    one = made.pattern()
    two = one.copy()
    place = (60, 40, 120, 120)
    two.paste(one.crop(place).transpose(Image.Transpose.ROTATE_180), place)
    assert one.tobytes() != two.tobytes()
    first, second = (copy(made.encoded(each, kind, **options), Cover(FACE, how=how))
                     for each in (one, two))  # fmt: skip
    assert first.data == second.data


def test_the_measure_of_likeness_can_fail():
    """A soft blur, which is not offered, keeps what this test looks for."""
    from PIL import ImageFilter

    original = made.pattern()
    soft = original.filter(ImageFilter.GaussianBlur(3))
    assert likeness(region(soft, FACE), region(original, FACE)) > 0.5


def test_around_what_was_covered_every_pixel_is_kept():
    original = made.pattern()
    found = opened(copy(made.encoded(original, "PNG"), Cover(FACE)))
    left, top, right, bottom = ImageChops.difference(found, original).getbbox() or (0, 0, 0, 0)
    assert (left, top, right, bottom) == (60, 40, 120, 120)


def test_a_box_covers_every_pixel_it_touches():
    original = Image.new("RGB", (10, 10), "white")
    data = made.encoded(original, "PNG")
    found = opened(copy(data, Cover(Box(0.19, 0.31, 0.02, 0.02), how="solid")))
    assert [found.getpixel((x, 3)) for x in (0, 1, 2, 3)] == [
        (255, 255, 255), (0, 0, 0), (0, 0, 0), (255, 255, 255)]  # fmt: skip
    whole = opened(copy(data, Cover(Box(-1, -1, 5, 5), how="solid")))
    assert whole.getextrema() == ((0, 0), (0, 0), (0, 0))


def test_steps_are_measured_on_what_the_steps_before_left():
    data = made.encoded(made.corners(), "PNG")
    turned = opened(copy(data, Rotate(90)))
    assert turned.size == (40, 60)
    assert turned.getpixel((35, 5)) == (255, 0, 0)  # what was top left is top right
    cut = opened(copy(data, Rotate(90), Crop(Box(0.5, 0, 0.5, 0.5))))
    assert cut.size == (20, 30)
    assert cut.getcolors() == [(600, (255, 0, 0))]
    assert opened(copy(data, Rotate(270), Rotate(90))).tobytes() == made.corners().tobytes()


def test_a_copy_is_made_upright():
    stored = made.corners().transpose(Image.Transpose.ROTATE_90)
    data = made.encoded(stored, "JPEG", quality=95, exif=made.exif(orientation=6))
    found = opened(copy(data, Cover(Box(0, 0, 0.5, 0.5), how="solid")))
    assert found.size == (60, 40)
    assert region(found, Box(0.1, 0.1, 0.2, 0.2)).max() < 5
    assert region(found, Box(0.7, 0.7, 0.2, 0.2)).min() > 240


def chunks(png: bytes) -> list[bytes]:
    """The names of all parts of a PNG; nothing may follow the last."""
    found, at = [], 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        found.append(png[at + 4 : at + 8])
        at += size + 12
    assert at == len(png)
    return found


def segments(jpeg: bytes) -> list[int]:
    """The markers of a JPEG up to its pixels; nothing may follow the end of the picture."""
    found: list[int] = []
    at = 2
    while not found or found[-1] != 0xDA:
        assert jpeg[at] == 0xFF
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    rest = jpeg[at:]
    marks = {rest[n + 1] for n in range(len(rest) - 1) if rest[n] == 0xFF} - {0}
    assert marks == {0xD9}
    assert rest.endswith(b"\xff\xd9")
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_nothing_that_tells_comes_along(kind):
    options = {"comment": b"SECRETOCOMENTARIO"} if kind == "JPEG" else {}
    data = made.encoded(made.pattern(), kind, exif=made.exif(), xmp=b"<x>SECRETOXMP</x>",
                        icc_profile=b"SECRETOICC" + bytes(200), **options)  # fmt: skip
    assert b"SECRETO" in data
    found = copy(data)
    assert b"SECRETO" not in found.data
    assert b"Fabricante" not in found.data
    if found.media == "image/png":
        assert set(chunks(found.data)) == {b"IHDR", b"IDAT", b"IEND"}
    else:
        assert set(segments(found.data)) == {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}  # JFIF, tables, pixels
    image = Image.open(io.BytesIO(found.data))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_same_steps_give_the_same_bytes():
    data, steps = made.loaded_jpeg(), (Cover(FACE), Rotate(90))
    assert copy(data, *steps).data == copy(data, *steps).data
    assert copy(data, *steps).data != copy(data).data
    paper = made.pdf()
    assert copy(paper, viewer="pdf").data == copy(paper, viewer="pdf").data


def drawn(data: bytes, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        image: Image.Image = document[page].render(scale=1).to_pil().convert("RGB")
        return image
    finally:
        document.close()


def test_pages_are_pictures_without_words_and_what_was_covered_is_black():
    words = Box(0.05, 0.1, 0.9, 0.12)
    data = made.pdf(3)
    assert b"SECRETO" in data
    found = copy(data, Cover(words, 1, "solid"), Drop(0), viewer="pdf")
    assert found.media == "application/pdf"
    assert b"SECRETO" not in found.data
    with pikepdf.open(io.BytesIO(found.data)) as document:
        assert len(document.pages) == 2
        assert not dict(document.docinfo)
        assert "/Metadata" not in document.Root
        for page in document.pages:
            assert list(page.obj.Resources.keys()) == ["/XObject"]
            assert b"Tj" not in page.obj.Contents.read_bytes()
    reader = pypdfium2.PdfDocument(found.data)
    assert [reader[number].get_textpage().get_text_range() for number in (0, 1)] == ["", ""]
    reader.close()
    before, covered, other = drawn(data, 1), drawn(found.data, 0), drawn(found.data, 1)
    assert abs(covered.width - before.width) <= 1
    assert region(covered, Box(0.07, 0.12, 0.86, 0.08)).max() <= 2
    assert region(other, words).min() < 100  # the words of the page that was not covered
    assert likeness(region(other, words), region(drawn(data, 2), words)) > 0.9


@pytest.mark.parametrize(
    ("steps", "viewer"),
    [
        ([Drop(0)], "image"),
        ([Rotate(90, 0), Rotate(90, 1)], "image"),
        ([Cover(FACE, 9)], "pdf"),
        ([Drop(0), Drop(1), Drop(2)], "pdf"),
        ([Rotate(90)] * 5001, "image"),
    ],
)
def test_steps_that_cannot_be_done_are_refused(steps, viewer):
    with pytest.raises(MediaRefused, match="steps"):
        copy(made.pdf() if viewer == "pdf" else made.loaded_jpeg(), *steps, viewer=viewer)


@pytest.mark.parametrize("box", [(1.0, 0, 1, 1), (0, 0, 0, 1), (-2, 0, 1, 1), (float("nan"),) * 4])
def test_a_box_outside_is_no_box(box):
    with pytest.raises(ValueError, match="box"):
        Box(*box)
