"""Texts in the encoding they most likely have; how long a recording says it is."""

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.media import Document
from fielddoc.media.limits import LARGEST_TEXT
from fielddoc.media.texts import decoded


def test_a_text_comes_through_the_helper():
    with Document(io.BytesIO("Año: niñez\r\nꞌ".encode()), "text") as document:
        found = document.text()
    assert (found.text, found.encoding, found.cut) == ("Año: niñez\nꞌ", "utf-8", False)


def test_a_long_text_is_cut_and_says_so():
    data = "ñ".encode() * LARGEST_TEXT
    with Document(io.BytesIO(data), "text") as document:
        found = document.text()
    assert found.cut
    assert found.encoding == "utf-8"
    assert set(found.text) == {"ñ"}


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"\xef\xbb\xbfs\xc3\xad", "sí", "utf-8"),
        (b"\xff\xfes\0\xed\0", "sí", "utf-16-le"),
        (b"\xfe\xff\0s\0\xed", "sí", "utf-16-be"),
        ("señor «él» – “así”".encode("cp1252"), "señor «él» – “así”", "windows-1252"),
        (b"ma\xf1ana \x81", "mañana \ufffd", "windows-1252"),
        (b"a\0b", "a\ufffdb", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_encodings(data, text, encoding):
    assert decoded(data) == (text, encoding)


@given(st.binary(max_size=200))
def test_any_bytes_are_some_text(data):
    text, _ = decoded(data)
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\0" not in text


def sound(seconds: float, rate: int = 8000) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(rate)
        made.writeframes(struct.pack("<h", 0) * int(seconds * rate))
    return target.getvalue()


def test_the_length_of_a_recording_is_read_from_its_head():
    data = sound(120)
    assert len(data) > 1024 * 1024
    with Document(io.BytesIO(data), "sound") as document:
        assert document.facts().seconds == pytest.approx(120)
    with Document(io.BytesIO(b"OggS" + bytes(100)), "sound") as document:
        assert document.facts().seconds is None
    with Document(io.BytesIO(b"\0\0\0\x18ftypisom"), "video") as document:
        assert document.facts().seconds is None
