"""Recovery codes name the group that was mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.crypto import recovery

CODE = recovery.new()


def test_form():
    groups = CODE.split("-")
    assert len(groups) == 8
    assert all(len(group) == 6 and int(group) % 11 == 0 for group in groups)
    assert recovery.new() != CODE


@pytest.mark.parametrize("between", ["-", " ", "", "\n", " – ", ".", "_", "  -  "])
def test_typed_in_many_ways(between):
    typed = between.join(CODE.split("-"))
    assert recovery.check(f" {typed} ") == ()
    assert recovery.secret(typed) == CODE.replace("-", "").encode()


def test_full_width_digits_are_digits():
    assert recovery.check(CODE.translate({ord("0") + n: 0xFF10 + n for n in range(10)})) == ()


@given(st.integers(0, 7), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_named(group, place, by):
    groups = CODE.split("-")
    digit = (int(groups[group][place]) + by) % 10
    groups[group] = groups[group][:place] + str(digit) + groups[group][place + 1 :]
    assert recovery.check("-".join(groups)) == (group + 1,)
    assert recovery.check("".join(groups)) == (group + 1,)


@given(st.integers(0, 7), st.integers(0, 4))
def test_swapped_neighbours_are_named(group, place):
    groups = CODE.split("-")
    old = groups[group]
    groups[group] = old[:place] + old[place + 1] + old[place] + old[place + 2 :]
    assert recovery.check("-".join(groups)) == (() if groups[group] == old else (group + 1,))


def test_missing_short_and_surplus_groups():
    groups = CODE.split("-")
    assert recovery.check("") == tuple(range(1, 9))
    assert recovery.check("-".join(groups[:7])) == (8,)
    assert recovery.check("-".join([*groups, "000000"])) == (9,)
    assert recovery.check("-".join([groups[0][:5], *groups[1:]])) == (1,)
    assert recovery.check("-".join(["O" * 6, *groups[1:]])) == (1,)


@given(st.text(max_size=80))
def test_anything_can_be_typed(text):
    assert recovery.check(text)
