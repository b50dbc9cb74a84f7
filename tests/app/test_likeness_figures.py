"""Floors for what advice finds and how much of it is right, on invented people with known truth.

`python -m tests.bench.likeness` prints the whole table; these floors lie below it, so that they
fail when something breaks and not when a weight is tuned.
"""

import pytest

from tests.bench import likeness
from tests.bench.people import World, world


@pytest.fixture(scope="module")
def made() -> World:
    return world(1200, seed=11)


def test_the_list_finds_most_pairs_and_is_mostly_right(made: World):
    _, index = likeness.filled(made.told)
    lines = {line.name: line for line in likeness.ours(index, made.truth)}
    advised, likely = lines["score ≥ 0.25 (advised)"], lines["score ≥ 0.95 (likely)"]
    assert advised.truth > 100
    assert advised.recall >= 0.8
    assert advised.precision >= 0.65
    assert likely.precision >= 0.85
    assert likely.recall >= 0.55


def test_it_does_better_than_comparing_whole_names(made: World):
    _, index = likeness.filled(made.told)
    ours = max(line.f1 for line in likeness.ours(index, made.truth))
    plain = max(line.f1 for line in likeness.plain(made))
    assert ours >= plain + 0.15


def test_typing_shows_the_person_among_the_first_five(made: World):
    reader, index = likeness.filled(made.told)
    hits, of = likeness.typing(made, reader, index)["any"]
    assert hits / of >= 0.85


def test_the_world_is_the_same_for_the_same_seed_and_no_two_people_are_one():
    one, again = world(300, seed=3), world(300, seed=3)
    assert [told.fields for told in one.told] == [told.fields for told in again.told]
    by_id = {told.id: told.of for told in one.told}
    assert all(len({by_id[id_] for id_ in pair}) == 1 for pair in one.truth)
