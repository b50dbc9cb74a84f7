"""Pictures as a viewer gets them: upright, at the size asked for, with what they say."""

import io

import pytest
from PIL import Image

from fielddoc.errors import MediaRefused
from fielddoc.media import Document, Pixels, viewer_of
from tests.media import made


def shown(data: bytes, width: int = 60, page: int = 0) -> Pixels:
    with Document(io.BytesIO(data), "image") as document:
        return document.picture(width, page)


def told(data: bytes) -> dict[str, str]:
    with Document(io.BytesIO(data), "image") as document:
        return {row.key: row.value for row in document.facts().rows}


def colour(pixels: Pixels, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place in fractions, each part rounded to none, half or all."""
    at = int(y * pixels.height) * pixels.stride + int(x * pixels.width) * 4
    return tuple(round(part / 127.5) for part in pixels.data[at : at + 4])


RED, GREEN, BLUE, WHITE = (2, 0, 0, 2), (0, 1, 0, 2), (0, 0, 2, 2), (2, 2, 2, 2)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("AVIF", {"quality": 95}), ("BMP", {}), ("GIF", {}), ("ICO", {"sizes": [(60, 40)]}),
        ("JPEG", {"quality": 95}), ("JPEG2000", {}), ("PCX", {}), ("PNG", {}), ("PPM", {}),
        ("TGA", {}), ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}), ("WEBP", {"lossless": True}),
        ("MPO", {"save_all": True, "quality": 95}),
    ],
)  # fmt: skip
def test_every_format_is_decoded_behind_the_wall(kind, options):
    found = shown(made.encoded(made.corners(), kind, **options))
    assert (found.width, found.height, found.stride) == (60, 40, 240)
    corners = [colour(found, x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    assert corners == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_every_orientation_is_shown_upright(turn, kind):
    """The picture is stored turned as EXIF 2.32 tag 0x0112 says, and must come back as it was."""
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = made.corners()
    if turn > 1:
        stored = stored.transpose(Image.Transpose(undo[turn]))
    exif = Image.Exif()
    exif[0x0112] = turn
    options = {"quality": 95} if kind == "JPEG" else {}
    data = made.encoded(stored, kind, exif=exif, **options)
    for width in (60, 30):
        found = shown(data, width)
        assert (found.width, found.height) == (width, width * 2 // 3)
        corners = [colour(found, x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
        assert corners == [RED, GREEN, BLUE, WHITE]


def test_size_is_as_asked_and_never_larger_than_it_is():
    data = made.encoded(made.pattern(1000, 500), "JPEG")
    assert (shown(data, 100).width, shown(data, 100).height) == (100, 50)
    assert shown(data, 5000).width == 1000


def test_what_is_transparent_stays_so():
    data = made.encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "PNG")
    assert shown(data).data[3] == 0


def test_sixteen_bits_are_not_cut_off():
    grey = Image.new("I;16", (20, 20), 30000)
    assert abs(shown(made.encoded(grey, "PNG")).data[0] - 30000 * 255 / 65535) <= 1


def test_pages_of_a_scan_are_turned():
    pages = [Image.new("RGB", (30, 20), name) for name in ("red", "blue")]
    data = made.encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with Document(io.BytesIO(data), "image") as document:
        assert document.facts().pages == 2
        assert colour(document.picture(30, 0), 0.5, 0.5) == RED
        assert colour(document.picture(30, 1), 0.5, 0.5) == BLUE
        with pytest.raises(MediaRefused, match="page"):
            document.picture(30, 2)
        assert colour(document.picture(30, 0), 0.5, 0.5) == RED
    with pytest.raises(MediaRefused, match="page"):
        shown(made.encoded(made.corners(), "PNG"), 30, 1)


def test_what_a_photograph_says_of_itself():
    found = told(made.loaded_jpeg())
    assert found["camera_make"] == "Fabricante"
    assert found["camera_model"] == "Modelo 3"
    assert found["taken"] == "2026:05:04 03:02:01"
    assert found["description"] == "SECRETOEXIF"
    assert found["comment"] == "SECRETOCOMENTARIO"
    assert found["altitude"] == "1250.5 m"
    assert found["position_time"] == "2026:05:04 09:05:01 UTC"
    assert found["xmp"].endswith("bytes")


@pytest.mark.parametrize(
    ("ns", "ew", "position"),
    [
        ("N", "W", "17.552500, -99.505000"),  # Guerrero
        ("S", "E", "-17.552500, 99.505000"),
        ("S", "W", "-17.552500, -99.505000"),
        ("N", "E", "17.552500, 99.505000"),
        ("n", "w\0", "17.552500, -99.505000"),
    ],
)
def test_mexico_is_west(ns, ew, position):
    data = made.encoded(made.corners(), "JPEG", exif=made.exif(ns=ns, ew=ew))
    assert told(data)["position"] == position


@pytest.mark.parametrize(("ns", "ew"), [("", ""), ("W", "N"), ("N", "")])
def test_a_position_without_its_side_is_not_guessed(ns, ew):
    found = told(made.encoded(made.corners(), "JPEG", exif=made.exif(ns=ns, ew=ew)))
    assert "position" not in found
    assert "99" in found["position_odd"]


def test_a_position_off_the_globe_is_no_position():
    exif = made.exif()
    exif.get_ifd(0x8825)[4] = (1234.0, 0.0, 0.0)
    assert "position" not in told(made.encoded(made.corners(), "JPEG", exif=exif))


def test_facts_are_one_line_each_and_short():
    exif = Image.Exif()
    exif[0x010E] = "una\nlínea\x1b[31m" + "x" * 5000
    found = told(made.encoded(made.corners(), "JPEG", exif=exif))["description"]
    assert "\n" not in found
    assert "\x1b" not in found
    assert len(found) <= 501


def test_broken_exif_does_not_hide_the_picture():
    data = made.encoded(made.corners(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert shown(data).width == 60
    assert told(data)["format"] == "JPEG"


@pytest.mark.parametrize(
    ("media", "viewer"),
    [
        ("image/jpeg", "image"), ("application/pdf", "pdf"), ("text/csv", "text"),
        ("audio/ogg", "sound"), ("video/mp4", "video"), ("image/heic", ""), ("image/svg+xml", ""),
        ("application/zip", ""),
    ],
)  # fmt: skip
def test_which_viewer_shows_what(media, viewer):
    assert viewer_of(media) == viewer


def test_what_has_no_viewer_is_said_so_without_a_helper():
    with Document(io.BytesIO(b"x"), "") as document:
        assert document.facts().rows == ()
        for ask in (document.text, lambda: document.picture(10), lambda: document.copy([])):
            with pytest.raises(MediaRefused, match="kind"):
                ask()
