import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.model.dates import parse
from fielddoc.ui.forms.doubt import KINDS, Composed, Point, give, take

years = st.integers(1900, 2030).map(str)
points = st.builds(
    Point, years, st.sampled_from(["", "01", "12"]), st.just(""), st.booleans(), st.booleans()
)


@given(st.text(max_size=30) | st.from_regex(r"[0-9X./~?%\-]{0,24}", fullmatch=True))
def test_no_text_changes_by_being_shown(text):
    assert give(take(text.strip())) == text.strip()


@given(st.sampled_from([kind for kind in KINDS if kind != "edtf"]), points, points)
def test_what_is_composed_is_a_date_and_shown_as_it_was_composed(kind, first, second):
    text = give(Composed(kind, first, second))
    if kind == "between" and second.year < first.year:
        return
    if kind != "between" or parse_ok(text):
        parse(text)
        assert give(take(text)) == text


def parse_ok(text):
    try:
        parse(text)
    except Exception:  # noqa: BLE001 (whatever parse refuses)
        return False
    return True


@pytest.mark.parametrize(
    ("composed", "text"),
    [
        (Composed("day", Point("1974", "8", "5")), "1974-08-05"),
        (Composed("day", Point("1974", "8")), "1974-08"),
        (Composed("day", Point("1974")), "1974"),
        (Composed("month", Point("1974", "8", "5", approximate=True)), "1974-08~"),
        (Composed("year", Point("1974", "8", "5", uncertain=True)), "1974?"),
        (Composed("between", Point("1974"), Point("1976", "1")), "1974/1976-01"),
        (Composed("since", Point("1974", "8", "25")), "1974-08-25/.."),
        (Composed("until", Point("1974", approximate=True, uncertain=True)), "../1974%"),
        (Composed("day", Point("", "8", "5")), "XXXX-08-05"),
        (Composed("day"), ""),
        (Composed("edtf", typed=" 197X "), "197X"),
    ],
)
def test_composing(composed, text):
    assert give(composed) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1974-08-25", "day"), ("1974-08~", "month"), ("1974?", "year"), ("1974/1976", "between"),
        ("1974/..", "since"), ("../1974", "until"), ("197X", "edtf"), ("1974-21", "edtf"),
        ("1974-XX-XX", "edtf"), ("/1974", "edtf"), ("no sé", "edtf"),
    ],
)  # fmt: skip
def test_the_chooser_shows_the_kind(text, kind):
    assert take(text).kind == kind
