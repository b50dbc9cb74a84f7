"""The harness tells what it measured, and what it could not measure."""

import json
from pathlib import Path

from tests.bench import harness
from tests.bench.harness import Figure


def test_a_speed_and_a_time_are_held_against_their_aims() -> None:
    assert harness.faster(80, 100, "MiB/s", 0.75).holds
    assert not harness.faster(70, 100, "MiB/s", 0.75).holds
    assert harness.slower(2, 1, "s", 2.0).holds
    assert not harness.slower(2.1, 1, "s", 2.0).holds


def test_figures_of_earlier_runs_stay_in_the_file(tmp_path: Path) -> None:
    target = tmp_path / "build" / "bench.json"
    harness.keep({"save": harness.slower(4, 8, "ms", 1.0)}, target)
    harness.keep({"start": harness.slower(3, 1, "s", 2.0)}, target)
    kept = json.loads(target.read_text(encoding="utf-8"))
    assert list(kept) == ["save", "start"]
    assert kept["save"]["ratio"] == 0.5
    assert {"ours", "limit", "ratio", "unit"} <= set(kept["start"])


def test_what_could_not_be_measured_says_why(tmp_path: Path) -> None:
    missing = Figure(None, None, None, "–", "–", None, "age is not installed")
    harness.keep({"pack": missing}, tmp_path / "bench.json")
    kept = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert kept["pack"]["ratio"] is None
    line = harness.table({"pack": missing}).splitlines()[1]
    assert "not measured" in line
    assert line.endswith("age is not installed")
