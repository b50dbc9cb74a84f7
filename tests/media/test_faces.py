"""The finder of faces: what it finds, in which numbers, and that it only sees pixels."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFilter

from fielddoc.errors import MediaRefused
from fielddoc.media import Document
from tests.media import made


def drawn_face(size: int) -> Image.Image:
    """Nobody: an oval in shades of grey with the dark and light places a cascade looks for."""
    image = Image.new("L", (200, 200), 120)
    pen = ImageDraw.Draw(image)
    pen.ellipse((30, 5, 170, 195), fill=205)
    pen.pieslice((25, 0, 175, 130), 180, 360, fill=60)
    pen.rectangle((45, 50, 155, 68), fill=205)
    for x in (72, 128):
        pen.rectangle((x - 22, 68, x + 22, 76), fill=90)
        pen.ellipse((x - 18, 78, x + 18, 96), fill=110)
        pen.ellipse((x - 8, 79, x + 8, 95), fill=40)
    pen.polygon(((100, 85), (112, 130), (88, 130)), fill=222)
    pen.ellipse((86, 124, 96, 132), fill=120)
    pen.ellipse((104, 124, 114, 132), fill=120)
    pen.ellipse((72, 145, 128, 163), fill=110)
    pen.line((74, 153, 126, 153), fill=60, width=3)
    return image.filter(ImageFilter.GaussianBlur(3)).resize((size, size))


def group() -> bytes:
    """Two drawn faces on a plain wall."""
    wall = Image.new("L", (900, 500), 120)
    wall.paste(drawn_face(220), (100, 120))
    wall.paste(drawn_face(180), (600, 200))
    return made.encoded(wall.convert("RGB"), "PNG")


def test_faces_are_found_where_they_are():
    with Document(io.BytesIO(group()), "image") as document:
        found = document.faces()
    assert found
    for x, y in ((210 / 900, 230 / 500), (690 / 900, 290 / 500)):
        hits = [b for b in found if b.x < x < b.x + b.width and b.y < y < b.y + b.height]
        assert hits, found
        assert all(box.width < 0.5 for box in hits)
    with Document(io.BytesIO(group()), "image") as document:
        assert document.faces() == found


def test_a_plain_wall_has_no_faces():
    with Document(io.BytesIO(made.encoded(Image.new("RGB", (300, 200)), "PNG")), "image") as wall:
        assert wall.faces() == ()


def test_the_finder_takes_pixels_and_nothing_else():
    from fielddoc.media import faces

    for content in (b"", made.loaded_jpeg()):
        with pytest.raises(MediaRefused, match="damaged"):
            faces.opened(content, lambda _at, _of: None)["faces"]({"width": 8, "height": 8})
