"""A moment of fuzzing in every test run; `python -m tests.fuzz` does it for longer."""

import random

import pytest

from tests.fuzz.run import run
from tests.fuzz.targets import absorbing, targets

TARGETS = dict(targets())


@pytest.mark.parametrize("name", TARGETS)
def test_only_named_failures_escape(name):
    done = run(TARGETS[name], 0.3, random.Random(1))
    assert not done.escaped, done.escaped
    assert done.refused


def test_a_vault_takes_or_refuses(tmp_path):
    with absorbing(tmp_path) as target:
        done = run(target, 1, random.Random(1))
    assert not done.escaped, done.escaped
    assert done.taken
    assert done.refused


@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"json-depth", "der"}))
def test_the_seeds_are_right(name):
    target = TARGETS[name]
    for seed in target.seeds[-1:]:
        target.call(seed)
