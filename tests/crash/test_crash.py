"""A few kills on each run of the tests; `make crash` makes two hundred."""

from tests.crash.harness import run


def test_nothing_acknowledged_is_lost(tmp_path):
    ground, wrong = run(tmp_path, 4, 7)
    assert wrong == []
    assert ground.entries
    assert ground.draft


def test_a_loss_would_be_seen(tmp_path):
    ground, _ = run(tmp_path, 1, 3)
    ground.entries.add("f" * 32)
    ground.draft += 1
    wrong = ground.look()
    assert [each.split()[:2] for each in wrong] == [["lost", "entry"], ["lost", "draft"]]
