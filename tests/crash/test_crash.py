"""A few kills on each run of the tests; `make crash` makes two hundred."""

from tests.crash.harness import Ground, run


def test_nothing_acknowledged_is_lost(tmp_path):
    found = run(tmp_path, 4, 7)
    assert found.wrong == []
    assert found.entries


def test_a_loss_would_be_seen(tmp_path):
    ground = Ground(tmp_path)
    ground.prepare()
    ground.kill(0.2)
    assert ground.look() == []
    ground.entries.add("f" * 32)
    ground.draft += 2  # one more may be on disk than was acknowledged before the kill
    wrong = ground.look()
    assert [each.split()[:2] for each in wrong] == [["lost", "entry"], ["lost", "draft"]]
