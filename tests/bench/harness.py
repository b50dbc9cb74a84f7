"""Figures that travel: each is a ratio of ours to a limit or a peer, measured in turn in one run."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One line of the table. `aim` is what the ratio should reach, with its direction."""

    ours: float
    limit: float
    ratio: float
    unit: str
    aim: str
    holds: bool
    note: str = ""


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that one call of `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(
    ours: Callable[[], object], peer: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Median seconds of both, run alternately so that a drifting machine hits both alike."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def slower(ours: float, limit: float, unit: str, at_most: float, note: str = "") -> Figure:
    """A figure where less is better: ratio ours/limit."""
    ratio = ours / limit
    return Figure(ours, limit, ratio, unit, f"≤ {at_most:g}", ratio <= at_most, note)


def faster(ours: float, limit: float, unit: str, at_least: float, note: str = "") -> Figure:
    """A figure where more is better (a speed): ratio ours/limit."""
    ratio = ours / limit
    return Figure(ours, limit, ratio, unit, f"≥ {at_least:g}", ratio >= at_least, note)


def report(figures: dict[str, Figure], target: Path) -> str:
    """Write the figures as JSON, merged with those of earlier runs, and return them as a table."""
    target.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(target.read_text()) if target.exists() else {}
    known.update({name: asdict(figure) for name, figure in figures.items()})
    target.write_text(json.dumps(known, indent=1, ensure_ascii=False))
    lines = [f"{'':12}{'ours':>12}{'limit':>12}{'ratio':>8}  {'aim':8}{'':6}note"]
    for name, figure in figures.items():
        lines.append(
            f"{name:12}{figure.ours:>12.4g}{figure.limit:>12.4g}{figure.ratio:>8.2f}  "
            f"{figure.aim:8}{'holds' if figure.holds else 'MISSED':6} {figure.unit} {figure.note}"
        )
    return "\n".join(lines)
