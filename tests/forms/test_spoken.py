"""Dates, hours and numbers in words: the doubt is said, and nothing is lost."""

import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.errors import DateRefused
from fielddoc.forms.spoken import date_in_words, number_in_words, time_in_words
from fielddoc.model.dates import parse
from fielddoc.text import Catalogue

DATES = [
    ("1979-08-14", "14 de agosto de 1979", "14 August 1979"),
    ("1979-08-14~", "alrededor del 14 de agosto de 1979", "about 14 August 1979"),
    ("1979-08~", "alrededor de agosto de 1979", "about August 1979"),
    ("1979?", "1979, con duda", "1979, uncertain"),
    ("1979-08%", "alrededor de agosto de 1979, con duda", "about August 1979, uncertain"),
    ("2014-09-XX", "algún día de septiembre de 2014", "some day in September 2014"),
    ("2014-XX-XX", "algún día de 2014", "some day in 2014"),
    ("2014-XX", "algún mes de 2014", "some month of 2014"),
    ("201X", "años 2010 (201X)", "the 2010s (201X)"),
    ("2009-21", "primavera de 2009", "spring 2009"),
    (
        "1998-05-02/1998-05-04",
        "desde el 2 de mayo de 1998 hasta el 4 de mayo de 1998",
        "from 2 May 1998 to 4 May 1998",
    ),
    ("2006-01/2006-04", "desde enero de 2006 hasta abril de 2006",
     "from January 2006 to April 2006"),
    ("1979-08-14/..", "desde el 14 de agosto de 1979 en adelante", "from 14 August 1979 onwards"),
    ("2010/", "desde 2010, término desconocido", "from 2010, end unknown"),
    ("/2014-09", "hasta septiembre de 2014, inicio desconocido",
     "until September 2014, start unknown"),
    ("../2014", "hasta 2014, inicio abierto", "until 2014, open start"),
    (
        "2001-05-06?/2001-05-07",
        "desde el 6 de mayo de 2001, con duda hasta el 7 de mayo de 2001 (2001-05-06?/2001-05-07)",
        "from 6 May 2001, uncertain to 7 May 2001 (2001-05-06?/2001-05-07)",
    ),
    ("el martes", "el martes", "el martes"),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "es", "en"), DATES)
def test_a_date_is_said_with_its_doubt(
    edtf: str, es: str, en: str, spanish: Catalogue, english: Catalogue
) -> None:
    assert date_in_words(edtf, spanish) == es
    assert date_in_words(edtf, english) == en


@pytest.mark.parametrize(
    ("text", "es", "en"),
    [
        ("15:00", "15:00", "15:00"),
        ("~15:00", "alrededor de las 15:00", "about 15:00"),
        ("9:00/~11:00", "de 9:00 a alrededor de las 11:00", "9:00 to about 11:00"),
        ("15:00?", "15:00, con duda", "15:00, uncertain"),
        ("de tarde", "de tarde", "de tarde"),
    ],
)
def test_an_hour(text: str, es: str, en: str, spanish: Catalogue, english: Catalogue) -> None:
    assert (time_in_words(text, spanish), time_in_words(text, english)) == (es, en)


@pytest.mark.parametrize(
    ("text", "es", "en"),
    [
        ("43", "43", "43"),
        ("~11 (3 dentro)", "alrededor de 11 (3 dentro)", "about 11 (3 dentro)"),
        ("8..10", "entre 8 y 10", "between 8 and 10"),
        (">1,500", "más de 1,500", "more than 1,500"),
        ("<5", "menos de 5", "fewer than 5"),
        (">=3", "3 o más", "3 or more"),
        ("<=3?", "3 o menos, con duda", "3 or fewer, uncertain"),
        ("muchos", "muchos", "muchos"),
    ],
)
def test_a_number(text: str, es: str, en: str, spanish: Catalogue, english: Catalogue) -> None:
    assert (number_in_words(text, spanish), number_in_words(text, english)) == (es, en)


POINT = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
    st.dates().map(lambda day: day.isoformat()[:8] + "XX"),
    st.dates().map(lambda day: day.isoformat()[:3] + "X"),
)
DOUBTFUL = st.tuples(POINT, st.sampled_from(["", "~", "?", "%"])).map("".join)


@given(st.one_of(DOUBTFUL, DOUBTFUL.map(lambda date: f"{date}/.."), DOUBTFUL.map("/{}".format)))
def test_no_two_dates_sound_the_same(edtf: str) -> None:
    """Doubt is never dropped: a date with doubt is not said like the same date without."""
    spanish = Catalogue("es", gettext.NullTranslations())
    try:
        parse(edtf)
    except DateRefused:
        return
    plain = edtf.rstrip("~?%/.").lstrip("/").rstrip("~?%")
    if plain != edtf:
        assert date_in_words(edtf, spanish) != date_in_words(plain, spanish)
    year = plain[:4].replace("X", "0")
    assert str(int(year)) in date_in_words(edtf, spanish)
