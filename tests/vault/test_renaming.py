"""Other words for the same records: what lists and search show is what a rebuild gives."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from fielddoc import vault
from fielddoc.errors import Cancelled
from fielddoc.model.entry import Content
from fielddoc.vault import Facets, Naming
from fielddoc.vault.fold import IN
from tests.vault.house import NAMING, change, picture
from tests.vault.test_order import MEMORY, PEOPLE, histories

CASE = "c" * 32
MANY = [f"{number:032x}" for number in range(1, 2 * IN + 2)]


def labels(kind, name, value):
    return (f"{kind} dicho {value.v}",)


def narrowed(kind, record, values):
    pairs = {(name, str(one.v)) for name, held in values.items() for one in held}
    return Facets(frozenset(pairs), frozenset({(len(values), int(record, 16) % 999)}))


OTHER = Naming(
    titles={"case": ("given",), "person": ("surname", "name")},
    references={"person": ("given",)},
    words=labels,
    version="2",
    facets=narrowed,
)


def shown(of):
    """The picture, and what the index of words finds."""
    found = {
        word: of.search(word) for word in ("ñandú", "ocote", "person dicho", "dicho true", "dicho")
    }
    return picture(of), found


def few(kind, name, value):
    return ("dicho",) if value.v == "Ocote" else ()


@settings(max_examples=30, print_blob=False, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_renaming_shows_what_a_rebuild_shows(history):
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, vault.create(
        Path(folder, "A.fielddoc"), b"{}", bytearray(os.urandom(32)), "A",
        state=Path(folder, "state"), naming=NAMING,
    ) as made:  # fmt: skip
        made.absorb(history, [each.certificate for each in PEOPLE])
        first = shown(made)
        for naming in (OTHER, replace(NAMING, words=few, version="3"), NAMING):
            made.name(naming)
            renamed = shown(made)
            assert made.rebuild().differences == ()
            assert shown(made) == renamed
            assert made.check().problems == ()
        assert shown(made) == first


@pytest.fixture
def filled(house):
    made = house.create()
    made.append("save", CASE, Content((change(CASE, "Caso", kind="case", field="name"),)))
    made.append("save", CASE, Content(tuple(change(one, "Ñandú") for one in MANY)))
    return made


def test_names_words_and_facets_follow_without_reading_the_journal(filled):
    asked: list[str] = []
    filled._database._connection.set_trace_callback(asked.append)
    filled.name(OTHER)
    filled._database._connection.set_trace_callback(None)
    assert any("FROM held" in sql for sql in asked)
    assert not [sql for sql in asked if re.search(r"(FROM|JOIN) (entry|waiting)\b", sql)]
    assert len(filled.search("person dicho", limit=2000)) == len(MANY)
    facets = filled._database.value("SELECT count(*) FROM facet WHERE name = 'given'")
    assert facets == len(MANY)
    (case,) = filled.cases()
    assert case.title == ""


def test_few_other_words_change_only_their_place_in_the_index(filled):
    def for_cases(word):
        more = lambda kind, name, value: (word,) if kind == "case" else ()  # noqa: E731
        return replace(NAMING, words=more, version=word)

    for word, gone in (("primera", "segunda"), ("segunda", "primera")):
        filled.name(for_cases(word))
        assert [hit.record for hit in filled.search(word)] == [CASE]
        assert filled.search(gone) == []
        assert len(filled.search("ñandú", limit=2000)) == len(MANY)


def test_the_same_naming_does_nothing(filled):
    filled.name(NAMING, lambda at, of: pytest.fail("made anew"))


def test_progress_counts_records_and_may_stop_it(house, filled):
    steps = []
    before = shown(filled)

    def stop(at, of):
        steps.append((at, of))
        if at > IN:
            raise Cancelled

    with pytest.raises(Cancelled):
        filled.name(OTHER, stop)
    whole = 2 * (len(MANY) + 1)
    assert steps == [(0, whole), (IN, whole), (2 * IN, whole)]
    assert shown(filled) == before
    steps.clear()
    filled.name(OTHER, lambda at, of: steps.append((at, of)))
    assert steps[-1] == (whole, whole)
    assert steps == sorted(steps)
    assert shown(filled) != before


KILLED = """
import os, signal, sys
from pathlib import Path
from fielddoc import vault
from tests.vault.test_renaming import OTHER

def die(at, of):
    if at >= of:
        os.kill(os.getpid(), signal.SIGKILL)

folder, state, key = sys.argv[1:]
vault.open_vault(
    Path(folder), bytearray.fromhex(key), state=Path(state), naming=OTHER, progress=die
)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of Unix")
def test_killed_in_the_middle_it_starts_over(house, filled):
    before = picture(filled)
    key = house.keys[filled.folder]
    filled.close()
    state = house.state / "A"
    died = subprocess.run(
        [sys.executable, "-c", KILLED, filled.folder, state, key.hex()], check=False
    )
    assert died.returncode == -signal.SIGKILL
    with vault.open_vault(filled.folder, key, state=state) as found:
        assert picture(found) == before
    with vault.open_vault(filled.folder, key, state=state, naming=OTHER) as found:
        made = picture(found)
        assert made != before
        assert found.rebuild().differences == ()
        assert picture(found) == made


def test_a_vault_that_does_not_know_its_naming_is_made_from_the_journal(house, filled):
    filled._database.run("DELETE FROM held")
    filled._database.run("DELETE FROM setting WHERE key = 'naming'")
    filled.name(NAMING)
    assert filled.record(MANY[0]).get("given") == "Ñandú"
    assert filled.check().problems == ()
