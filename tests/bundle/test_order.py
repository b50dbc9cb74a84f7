"""Bundles in any order, twice, and with gaps: the same records in the end."""

import itertools
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fielddoc import bundle
from fielddoc.vault import Gap, Vault
from tests.bundle.people import contact, fold, make_case, meet, person, save

Arrived = tuple[list[object], Mapping[str, int], list[Gap]]


@pytest.fixture(scope="module")
def post(tmp_path_factory):
    """Two colleagues who edit the same two cases apart, and all bundles they sent to a third."""
    folder = tmp_path_factory.mktemp("post")
    chance = random.Random(7)
    with person(folder, "Ruda") as ruda, person(folder, "Saga") as saga:
        third = person(folder, "Tercera")
        for mine, theirs in itertools.combinations((ruda, saga, third), 2):
            meet(mine, theirs)
        one, two = make_case(ruda, "Uno"), make_case(ruda, "Dos")
        bundle.pack(ruda, [one, two], [contact(saga)], folder / "start")
        bundle.take(saga, bundle.inspect(saga, folder / "start"))
        notes = [save(ruda, case, "note", {"text": "0"}) for case in (one, two)]
        sent = []
        for turn in range(6):
            vault, case = (ruda, saga)[turn % 2], (one, two)[turn // 2 % 2]
            for _ in range(chance.randint(1, 4)):
                note = chance.choice(notes) if vault is ruda else None
                held = vault.record(note).held("text") if note else ()
                over = {"text": tuple(seen.entry for seen in held)} if note else None
                here = (one, two)[notes.index(note)] if note is not None else case
                save(vault, here, "note", {"text": str(chance.random())}, note, over)
            if turn == 3:
                bundle.pack(ruda, [one, two], [contact(saga)], folder / "middle")
                bundle.take(saga, bundle.inspect(saga, folder / "middle"))
                for note, here in zip(notes, (one, two), strict=True):
                    save(ruda, here, "note", {"text": "both"}, note)
                    save(saga, here, "note", {"text": "saga"}, note)
            path = folder / f"{turn}.fdb.age"
            bundle.pack(vault, [case], [contact(third)], path)
            sent.append(path)
        for number, vault in enumerate((ruda, saga)):
            path = folder / f"last{number}.fdb.age"
            bundle.pack(vault, [one, two], [contact(third)], path)
            sent.append(path)
        yield third, sent, (one, two)


def arrived(vault: Vault, paths: Iterable[Path], cases: Iterable[str]) -> Arrived:
    for path in paths:
        bundle.take(vault, bundle.inspect(vault, path))
    return [fold(vault, case) for case in cases], dict(vault.heads()), vault.gaps()


@pytest.fixture(scope="module")
def straight(post):
    """What the third person has after all bundles in the order they were sent."""
    third, sent, cases = post
    result = arrived(third, sent, cases)
    assert any(record.conflicts for case in cases for record in third.records(case=case))
    yield result
    third.close()


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_order_does_not_matter(post, straight, data, tmp_path_factory):
    third, sent, cases = post
    order = data.draw(st.permutations([*sent, *data.draw(st.lists(st.sampled_from(sent)))]))
    with person(tmp_path_factory.mktemp("other"), "Tercera") as other:
        other.age_identities = third.age_identities
        for known in third.contacts():
            other.add_contact(known)
        result = arrived(other, order, cases)
        assert result[0] == straight[0]
        assert not result[2]
        assert not other.check().problems


def test_gaps_are_listed_and_closed(post, straight, tmp_path):
    third, sent, cases = post
    with person(tmp_path, "Tercera") as other:
        other.age_identities = third.age_identities
        for known in third.contacts():
            other.add_contact(known)
        late = sent[-2:]
        for path in late:
            bundle.take(other, bundle.inspect(other, path))
        assert [fold(other, case) for case in cases] == straight[0]
