"""Figures that travel: each is a ratio of ours to a limit or a peer, measured in one run."""

import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `aim` is what the ratio should reach, with its direction.

    Of a figure that could not be measured here all numbers and `holds` are `None`, and `note`
    says why.
    """

    ours: float | None
    limit: float | None
    ratio: float | None
    unit: str
    aim: str
    holds: bool | None
    note: str = ""


class Unmeasured(Exception):
    """A peer that is needed for a figure is not on this machine; the message names it."""


def seconds(work: Callable[..., object], *arguments: object) -> float:
    """Wall-clock seconds that one call of `work` takes."""
    start = time.perf_counter()
    work(*arguments)
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


def keep(figures: Mapping[str, Figure], target: Path) -> None:
    """Write the figures as JSON, merged with those of earlier runs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    known.update({name: asdict(figure) for name, figure in figures.items()})
    target.write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")


def table(figures: Mapping[str, Figure]) -> str:
    """Return the figures as a table."""
    lines = [f"{'':12}{'ours':>11}{'limit':>11}  {'unit':10}{'ratio':>7}  {'aim':8}{'':14}note"]
    lines += [f"{name:12}{_line(figure)}" for name, figure in figures.items()]
    return "\n".join(lines)


def _line(figure: Figure) -> str:
    said = {True: "holds", False: "MISSED", None: "not measured"}[figure.holds]
    numbers = ["–" if number is None else f"{number:.4g}" for number in (figure.ours, figure.limit)]
    ratio = "–" if figure.ratio is None else f"{figure.ratio:.2f}"
    return (
        f"{numbers[0]:>11}{numbers[1]:>11}  {figure.unit:10}{ratio:>7}  {figure.aim:8}{said:14}"
        f"{figure.note}"
    )
