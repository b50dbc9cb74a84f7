"""Photographs on paper: new pixels, decoded behind the wall."""

from io import BytesIO

import pytest
from PIL import Image

from fielddoc.dossier import pictures
from tests.dossier.builder import POSITION, photograph


def test_a_strangers_picture_is_not_decoded_in_the_program(monkeypatch):
    def opened(*_: object, **__: object) -> None:
        pytest.fail("a stranger's file was parsed in the program")

    monkeypatch.setattr(Image, "open", opened)
    printed = pictures.reencode(BytesIO(photograph()))
    assert printed is not None
    assert (printed.width, printed.height) == (320, 200)
    assert POSITION not in printed.data


def test_what_is_no_picture_is_not_printed():
    assert pictures.reencode(BytesIO(photograph()[:200])) is None
    assert pictures.reencode(BytesIO(b"")) is None


@pytest.mark.parametrize("size", [(3000, 1000), (500, 2500)])
def test_the_longer_side_fits_the_paper(size):
    source = BytesIO()
    Image.new("RGBA", size, (0, 0, 0, 0)).save(source, "PNG")
    source.seek(0)
    printed = pictures.reencode(source)
    assert printed is not None
    assert max(printed.width, printed.height) == pictures.LONGEST
    with Image.open(BytesIO(printed.data)) as made:
        assert made.getpixel((1, 1)) == (255, 255, 255)
