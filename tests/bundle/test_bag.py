"""Manifests, the label and ranges: one way to write each, everything else refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.bundle import bag
from fielddoc.bundle.ranges import Ranges
from fielddoc.errors import BundleHostile, BundleNewer

A, B = "a" * 64, "b" * 64
INFO = bag.BagInfo(
    id="1" * 32,
    sender=A,
    sender_name="Ruda",
    octets=1234,
    members=5,
    practice=False,
    date="2026-03-01",
    agent="FieldDoc 0.1.0",
    recipients={B: bag.NO_BUNDLE, A: B},
    cases=("2" * 32,),
    entries={A: Ranges([(1, 4), (7, 7)])},
    received=("3" * 32, "4" * 32),
)


def test_the_label_is_read_as_written():
    assert bag.read_bag_info(INFO.to_bytes()) == INFO


def test_a_label_without_entries_is_read_too():
    bare = replace(INFO, cases=(), entries={}, received=(), practice=True)
    assert bag.read_bag_info(bare.to_bytes()) == bare


def test_a_newer_format_is_named_even_with_unknown_labels():
    data = INFO.to_bytes().replace(b"Format: 1\n", b"Format: 2\nFieldDoc-New: yes\n")
    with pytest.raises(BundleNewer) as caught:
        bag.read_bag_info(data)
    assert caught.value.facts == {"found": 2, "known": 1}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Format: 1", b"Format: 01"),
        (b"Format: 1", b"Format: 0"),
        (b"Practice: no", b"Practice: No"),
        (b"Oxum: 1234.5", b"Oxum: 1234"),
        (b"Oxum: 1234.5", b"Oxum: -1.5"),
        (b"Oxum: 1234.5", b"Oxum: " + b"9" * 5000 + b".5"),
        (b"Date: 2026-03-01", b"Date: 20260301"),
        (b"Date: 2026-03-01", b"Date: yesterday"),
        (b" 1-4,7", b" 1-4,6-5"),
        (b" 1-4,7", b" 1-4,5"),
        (b" 1-4,7", b" "),
        (b"Contact-Name: Ruda", b"Contact-Name: Ru\x00da"),
        (b"Contact-Name: Ruda\n", b""),
        (b"Contact-Name: Ruda\n", b"Contact-Name: Ruda\nContact-Name: Ruda\n"),
        (b"Contact-Name: Ruda\n", b"Contact-Name: Ruda\n Ruda\n"),
        (b"Contact-Name: Ruda\n", b"Contact-Name: Ruda\nUnknown: x\n"),
        (b"Contact-Name: Ruda\n", b"Contact-Name: Ruda\r\n"),
        (b"Contact-Name: Ruda", b"Contact-Name: \xff"),
        (b"2" * 32, b"2" * 31),
        (b"3" * 32 + b"\n", b"3" * 32),
    ],
)
def test_other_labels_are_refused(old, new):
    data = INFO.to_bytes()
    assert old in data
    with pytest.raises(BundleHostile):
        bag.read_bag_info(data.replace(old, new, 1))


def test_a_manifest_is_read_as_written():
    hashes = {"data/entries.jsonl": A, "data/README.txt": B}
    assert bag.read_manifest(bag.manifest(hashes)) == hashes


@pytest.mark.parametrize(
    "data",
    [
        f"{A} data/x\n",
        f"{A} *data/x\n",
        f"{A}  data/x",
        f"{A}  data/x\n{A}  data/x\n",
        f"{A}  data/y\n{A}  data/x\n",
        f"{A.upper()}  data/x\n",
        f"{A}  data/é\n",
        "\n",
        f"{A}  data/x\r\n",
    ],
)
def test_other_manifests_are_refused(data):
    with pytest.raises(BundleHostile):
        bag.read_manifest(data.encode())


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)))
def test_ranges_are_sets(one, two):
    joined = Ranges.of(one) | Ranges.of(two)
    assert {number for number in range(70) if number in joined} == one | two
    if one | two:
        assert Ranges.parse(str(joined)) == joined


@pytest.mark.parametrize("text", ["", "0", "1,1", "1,2", "2-1", "1-1", "01", "1-", "9" * 17, "x"])
def test_other_ranges_are_refused(text):
    with pytest.raises(ValueError, match="ranges"):
        Ranges.parse(text)
