"""Entries are read exactly as they were signed, and anything else is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.errors import EntryRefused
from fielddoc.model.entry import Change, Content, Header, read_content, read_header
from fielddoc.model.ids import new_id
from fielddoc.model.values import Nothing, Value

CHANGE = Change(new_id(), "person", "given_names", Value("Aurelia"), (new_id(),))


def header_of(content: bytes, **over: object) -> Header:
    from hashlib import sha256

    facts = {
        "id": new_id(),
        "author": "ab" * 32,
        "n": 1,
        "prev": None,
        "at": "2026-11-22T05:36:33.123-06:00",
        "mono": 12,
        "clock": "unchecked",
        "case": None,
        "command": "save",
        "program": "0.1.0",
        "content": sha256(content).hexdigest(),
    }
    return Header(**{**facts, **over})  # type: ignore[arg-type]


def test_round_trip():
    content = Content((CHANGE,), "corrige", (new_id(),), (("sha256", "00"),), (new_id(),))
    data = content.to_bytes()
    header = header_of(data)
    assert read_header(header.to_bytes()) == header
    assert read_content(header, data) == content


def test_the_salt_makes_equal_contents_differ():
    assert Content((CHANGE,)).to_bytes() != Content((CHANGE,)).to_bytes()


@pytest.mark.parametrize(
    "over",
    [
        {"n": 0},
        {"n": True},
        {"n": 2},
        {"prev": "aa"},
        {"id": "x"},
        {"clock": "fine"},
        {"case": "C01"},
        {"mono": 1.5},
        {"author": None},
    ],
)
def test_malformed_headers_are_refused(over):
    with pytest.raises(EntryRefused):
        read_header(header_of(b"{}", **over).to_bytes())


def test_unknown_keys_are_refused():
    raw = json.loads(header_of(b"{}").to_bytes())
    raw["more"] = 1
    with pytest.raises(EntryRefused):
        read_header(json.dumps(raw).encode())


def test_content_of_another_hash_is_refused():
    data = Content((CHANGE,)).to_bytes()
    with pytest.raises(EntryRefused):
        read_content(header_of(b"other"), data)


def test_one_field_changes_once_per_entry():
    data = Content((CHANGE, CHANGE)).to_bytes()
    with pytest.raises(EntryRefused):
        read_content(header_of(data), data)


@given(st.binary(max_size=300))
def test_noise_is_refused_and_never_crashes(noise):
    with pytest.raises(EntryRefused):
        read_header(noise)
    with pytest.raises(EntryRefused):
        read_content(header_of(noise), noise)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(json_values, st.none() | st.sampled_from(["high", "medium", "low"]), st.none() | st.text())
def test_values_round_trip(v, confidence, source):
    value = Value(v, None, confidence, source)
    assert Value.from_json(json.loads(json.dumps(value.to_json()))) == value


@pytest.mark.parametrize("nothing", list(Nothing))
def test_nothing_round_trips(nothing):
    assert Value.from_json(Value(nothing=nothing).to_json()) == Value(nothing=nothing)


@pytest.mark.parametrize("data", [{}, {"v": 1, "nothing": "unknown"}, {"v": 1, "x": 2}])
def test_other_objects_are_no_values(data):
    with pytest.raises(ValueError, match="not a value"):
        Value.from_json(data)
