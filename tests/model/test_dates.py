"""EDTF level 1, with the first and last day that may be meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.errors import DateRefused
from fielddoc.model.dates import _by_grammar, parse


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2014-09-26", date(2014, 9, 26), date(2014, 9, 26)),
        ("2014-09", date(2014, 9, 1), date(2014, 9, 30)),
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-09-XX", date(2014, 9, 1), date(2014, 9, 30)),
        ("2014-XX-XX", date(2014, 1, 1), date(2014, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2009-21", date(2009, 3, 1), date(2009, 5, 31)),
        ("2004-02/2005", date(2004, 2, 1), date(2005, 12, 31)),
        ("2014-09-26/..", date(2014, 9, 26), None),
        ("/2014-09", None, date(2014, 9, 30)),
        ("../2014-09", None, date(2014, 9, 30)),
        ("2014-09-26/2014-09-28", date(2014, 9, 26), date(2014, 9, 28)),
    ],
)
def test_span(text, earliest, latest):
    found = parse(text)
    assert (found.text, found.earliest, found.latest) == (text, earliest, latest)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1984?", False, True),
        ("1979-08~", True, False),
        ("2004-06%", True, True),
        ("2004", False, False),
    ],
)
def test_doubt(text, approximate, uncertain):
    found = parse(text)
    assert (found.approximate, found.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ayer",
        "2014-9-26",
        "2014-02-30",
        "2014-13",
        "2014-XX-26",
        "[2014,2015]",
        "2014-09-26T10:00:00",
        "/",
        "../..",
        "2015/2014",
        "2014/2015/2016",
        "26/09/2014",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(DateRefused):
        parse(text)


@given(st.dates(date(1500, 1, 1)), st.dates(date(1500, 1, 1)))
def test_intervals_span_both_ends(one, other):
    first, last = sorted((one, other))
    found = parse(f"{first.isoformat()}/{last.isoformat()}")
    assert (found.earliest, found.latest) == (first, last)


@given(st.text(max_size=12))
def test_noise_is_refused_or_has_a_sound_span(text):
    try:
        found = parse(text)
    except DateRefused:
        return
    if found.earliest and found.latest:
        assert found.earliest <= found.latest


@given(
    st.builds(
        "{:04}{}{}{}".format,
        st.integers(1, 9999),
        st.sampled_from(["", *(f"-{month:02}" for month in range(20))]),
        st.sampled_from(["", *(f"-{day:02}" for day in range(40))]),
        st.sampled_from(["", "?", "~", "%"]),
    )
)
def test_the_short_way_for_plain_dates_says_what_the_grammar_says(text):
    try:
        expected = _by_grammar(text)
    except DateRefused:
        with pytest.raises(DateRefused):
            parse(text)
    else:
        assert parse(text) == expected
