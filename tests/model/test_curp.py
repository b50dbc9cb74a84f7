"""The CURP: the published samples, and what a key tells. Samples are of reference 9.3."""

import datetime

import pytest

from fielddoc.model import curp

HOLD = (
    "HEGG560427MVZRRL04", "SABC560626MDFLRN01", "PEGJ900512HJCRRS04", "BEML920313HMCLNS09",
    "MAAR790213HMNRLF03", "LOOA531113HTCPBN07", "BOXW310820HNERXN09",
)  # fmt: skip
TODAY = datetime.date(2026, 1, 1)


@pytest.mark.parametrize("key", HOLD)
def test_published_keys_hold(key: str):
    read = curp.read(key, TODAY)
    assert read.holds
    assert curp.check_digit(key) == key[17]
    assert read.birth is not None
    assert f"{read.birth:%y%m%d}" == key[4:10]


@pytest.mark.parametrize(("key", "due"), [("OEAF771012HMCRGR09", "8"), ("BADD110313HCMLNS09", "6")])
def test_a_wrong_check_digit_is_noted_with_the_one_that_was_due(key: str, due: str):
    (note,) = curp.read(key).notes
    assert (note.code, note.facts) == ("curp-check-digit", {"due": due, "found": "9"})


def test_what_a_key_tells():
    read = curp.read(" hegg-560427 mvzrrl04 ")
    assert (read.birth, read.sex, read.entity) == (datetime.date(1956, 4, 27), "mujer", "30")
    assert curp.read(HOLD[6]).entity == "NE"


def _signed(start: str) -> str:
    return start + curp.check_digit(start)


def test_a_letter_at_place_17_means_born_from_2000():
    assert curp.read(_signed("XEXX040229HDFXXXA")).birth == datetime.date(2004, 2, 29)
    assert curp.read(_signed("XEXX040229HDFXXX0")).birth == datetime.date(1904, 2, 29)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("HEGG", "curp-length"),
        ("", "curp-length"),
        ("1EGG560427MVZRRL04", "curp-form"),
        (_signed("XEXX010229HDFXXX0"), "curp-date"),
        (_signed("XEXX990101HDFXXXA"), "curp-date"),
        (_signed("XEXX900101HZZXXX0"), "curp-entity"),
    ],
)
def test_what_does_not_hold_is_a_note(key: str, code: str):
    read = curp.read(key, TODAY)
    assert [note.code for note in read.notes] == [code]
    assert not read.holds


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Gloria", "Hernández", "García"), ("HEGG", "RRL")),
        (("María Elena", "Ñandú", ""), ("XAXE", "NXL")),
        (("José Luis", "de la Cruz", "Peña"), ("CUPL", "RXS")),
        (("Ma. Itzel", "Ek", "Uc"), ("EXUI", "KCT")),
    ],
)
def test_the_letters_that_names_give(names: tuple[str, str, str], letters: tuple[str, str]):
    assert curp.letters(*names) == letters
    body = f"{letters[0]}900101MDF{letters[1]}0"
    assert curp.fits(_signed(body), *names)
    assert curp.fits(_signed(f"{letters[0][0]}X{body[2:]}"), *names), "a word the register avoids"


def test_other_names_do_not_fit():
    assert not curp.fits(HOLD[0], "Gloria", "Torres", "García")
