"""Names as they are searched and sorted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.model.names import fold, full_name, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ñañez  Íñigo", "nanez inigo"),
        ("me'phaa", "mephaa"),
        ("me’phaa", "mephaa"),
        ("tuꞌun savi", "tuun savi"),
        ("ɨ ʉ ł", "i u l"),
        ("STRASSE straße", "strasse strasse"),
        ("a\u0331 ä e\u0303", "a a e"),
        ("\u202eabc\u202c", "abc"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_spanish_order():
    words = ["nube", "ñandú", "Nandú", "oso", "Ándale", "nz", "Ñuu"]
    assert sorted(words, key=sort_key) == ["Ándale", "Nandú", "nube", "nz", "ñandú", "Ñuu", "oso"]


def test_unknown_parts_leave_no_trace():
    assert full_name("Aurelia", None, "") == "Aurelia"
    assert full_name("Aurelia", "Tepetate", "Roca") == "Aurelia Tepetate Roca"
