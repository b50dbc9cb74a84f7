"""Narrowed search: both ways to the answer give the same, and the fold keeps what it needs."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from fielddoc import vault
from fielddoc.model.entry import Content
from fielddoc.model.values import Value
from fielddoc.vault import Facets, Naming, Narrow, Vault, Wanted, finding
from tests.vault.house import change

CASE = "c" * 32
KEY = bytearray(range(32))


def facets(kind: str, record: str, values: Mapping[str, Sequence[Value]]) -> Facets:
    """Narrow by the first letter of what is written, and by its length as a day."""
    del record
    words = [one.v for held in values.values() for one in held if isinstance(one.v, str)]
    pairs = {("letter", word[0]) for word in words} | {("kind", kind)}
    return Facets(frozenset(pairs), frozenset((len(word), len(word) + 1) for word in words))


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Vault]:
    naming = Naming(version="1", facets=facets)
    folder = tmp_path / "Many.fielddoc"
    state = tmp_path / "state"
    with vault.create(folder, b"{}", KEY, "Ana", state=state, naming=naming) as made:
        made.append("save", CASE, Content((change(CASE, "caso", kind="case", field="name"),)))
        for at in range(40):
            name = f"{'abcd'[at % 4]}{'x' * (at % 5)} molino {at}"
            made.append("save", CASE, Content((change(f"{at:032x}", name),)))
        yield made


NARROWS = [
    Narrow(),
    Narrow(kinds=("person",)),
    Narrow(facets=(Wanted("letter", "a"),)),
    Narrow(facets=(Wanted("letter", "a"), Wanted("kind", "person"))),
    Narrow(facets=(Wanted("letter", "b", "kind"),)),
    Narrow(days=(11, 11)),
    Narrow(kinds=("case",), days=(1, 3)),
    Narrow(case=CASE, days=(12, 40), facets=(Wanted("letter", "c"),)),
    Narrow(facets=(Wanted("letter", "z"),)),
]


@pytest.mark.parametrize("narrow", NARROWS)
@pytest.mark.parametrize("text", ["", "molino", "lino 1", "mo 7", "caso", "%"])
def test_reading_and_looking_up_find_the_same(
    many: Vault, monkeypatch: pytest.MonkeyPatch, text: str, narrow: Narrow
) -> None:
    read = many.find(text, narrow, limit=100)
    monkeypatch.setattr(finding, "FEW", -1)
    assert many.find(text, narrow, limit=100) == read
    monkeypatch.setattr(finding, "WIDE", 5)
    assert many.find(text, narrow, limit=100) == read
    monkeypatch.setattr(finding, "FEW", 10)
    assert many.find(text, narrow, limit=100) == read


def test_the_days_overlap(many: Vault) -> None:
    assert many.find("", Narrow(kinds=("case",), days=(4, 4))).total == 1
    assert many.find("", Narrow(kinds=("case",), days=(5, 90))).total == 1
    assert many.find("", Narrow(kinds=("case",), days=(6, 90))).total == 0
    assert many.find("", Narrow(kinds=("case",), days=(1, 3))).total == 0


def test_counting_ends(many: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "COUNTED", 10)
    found = many.find("molino", limit=4)
    assert (len(found.hits), found.total, found.more) == (4, 10, True)
    assert len(many.find("molino", limit=30, offset=20).hits) == 20


def test_an_edit_and_a_rebuild_keep_facets_in_step(many: Vault) -> None:
    first = many.record("0" * 32)
    over = [first.held("given")[0].entry]
    many.append("save", CASE, Content((change(first.id, "zorro", over),)))
    assert [hit.record for hit in many.find("", Narrow(facets=(Wanted("letter", "z"),))).hits] == [
        first.id
    ]
    assert many.check().problems == ()
    assert many.rebuild().differences == ()


def test_a_facet_that_is_wrong_is_seen_by_the_check(many: Vault) -> None:
    many._database.run("DELETE FROM facet WHERE record = 2")
    assert many.check().problems
    assert many.rebuild().differences
    assert many.check().problems == ()


def test_another_naming_makes_them_anew(many: Vault) -> None:
    many.name(Naming(version="2"))
    assert many.find("", Narrow(facets=(Wanted("letter", "a"),))).total == 0
    many.name(Naming(version="3", facets=facets))
    assert many.find("", Narrow(facets=(Wanted("letter", "a"),))).total == 10
