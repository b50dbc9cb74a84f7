"""Duplicate advice measured on invented people of whom it is known who is who.

    python -m tests.bench.likeness [--people 5000] [--seed 1] [--speed 100000]

Prints precision and recall of the list of pairs at several thresholds, beside the plain way
(rapidfuzz over whole names, no order), recall of the advice while typing by sort of slip, and the
time of one advice among `--speed` people as a ratio to rapidfuzz over the same names.
"""

import argparse
import statistics
import sys
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec

from rapidfuzz import fuzz, process

from fielddoc.app.people import Reader, lexicon
from fielddoc.model.likeness import ADVISED, LIKELY
from fielddoc.model.likeness.index import Index, Pair
from fielddoc.model.names import fold
from tests.bench import harness
from tests.bench.ground import Ground
from tests.bench.people import Told, World, world

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One line of the table: `found` pairs, of which `right` are of one person."""

    name: str
    found: int
    right: int
    truth: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.truth if self.truth else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def filled(told: list[Told]) -> tuple[Reader, Index]:
    """An index of all descriptions, as the program makes it."""
    reader = Reader(lexicon())
    index = Index(reader.lexicon)
    for one in told:
        index.put(reader.person(one.id, one.values))
    return reader, index


def line(name: str, found: set[frozenset[str]], truth: set[frozenset[str]]) -> Line:
    return Line(name, len(found), len(found & truth), len(truth))


def ours(index: Index, truth: set[frozenset[str]]) -> list[Line]:
    """Our list of pairs at several thresholds; `ADVISED` is the program's."""
    pairs: list[Pair] = list(index.pairs(least=0.1))
    lines = []
    for least in (0.1, ADVISED, 0.5, 0.75, LIKELY):
        found = {frozenset((p.one, p.other)) for p in pairs if p.likeness.score >= least}
        mark = {ADVISED: " (advised)", LIKELY: " (likely)"}.get(least, "")
        lines.append(line(f"score ≥ {least}{mark}", found, truth))
    return lines


def plain(made: World) -> list[Line]:
    """The same with rapidfuzz over the whole folded names and nothing else."""
    names = [_name(one) for one in made.told]
    scored: list[tuple[float, frozenset[str]]] = []
    for at, name in enumerate(names):
        close = process.extract(
            name, names[:at], scorer=fuzz.token_sort_ratio, score_cutoff=80, limit=None
        )
        scored += [
            (score, frozenset((made.told[at].id, made.told[other].id))) for _, score, other in close
        ]
    return [
        line(f"rapidfuzz ≥ {cut}", {pair for score, pair in scored if score >= cut}, made.truth)
        for cut in (80, 85, 90, 95, 100)
    ]


def typing(made: World, reader: Reader, index: Index) -> dict[str, tuple[int, int]]:
    """By sort of slip: how often the same person is among the first five, of how many."""
    same: dict[int, set[str]] = defaultdict(set)
    for one in made.told:
        same[one.of].add(one.id)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in made.told:
        others = same[one.of] - {one.id}
        slips = made.slips[one.id]
        if not others or not slips:
            continue
        found = index.similar(reader.person(one.id, one.values), limit=SHOWN)
        hit = bool(others & {pair.other for pair in found})
        for name in (*slips, "any", f"{len(slips)} at once"):
            counts[name][0] += hit
            counts[name][1] += 1
    return {name: (hits, of) for name, (hits, of) in sorted(counts.items())}


def advice(ground: Ground) -> harness.Figure:
    """Advice on one new name among 100,000 people v. rapidfuzz over the same names."""
    return speed(ground.size(100_000))


def speed(people: int, seed: int = 2, asked: int = 60) -> harness.Figure:
    """Median seconds of one advice v. rapidfuzz over the same names, run in turn."""
    made = world(people + asked, seed)
    known, fresh = made.told[asked:], made.told[:asked]
    building = harness.seconds(filled, known)
    reader, index = filled(known)
    names = [_name(one) for one in known]
    mine, peer = [], []
    for one in fresh:
        values = one.values
        mine.append(
            harness.seconds(lambda values=values: index.similar(reader.person("new", values)))
        )
        peer.append(harness.seconds(_plain_advice, _name(one), names))
    slowest = max(mine)
    peer_name = "cdist" if find_spec("numpy") else "extract"
    note = (
        f"{people} people, {peer_name}; slowest {slowest * 1000:.0f} ms; read in {building:.1f} s"
    )
    return harness.slower(
        statistics.median(mine) * 1000, statistics.median(peer) * 1000, "ms", 2.0, note
    )


def _plain_advice(name: str, names: list[str]) -> None:
    """What rapidfuzz does over the same names: `cdist` where there is numpy for it."""
    if find_spec("numpy"):
        process.cdist([name], names, scorer=fuzz.token_sort_ratio)
    else:
        process.extract(name, names, scorer=fuzz.token_sort_ratio, limit=SHOWN)


def _name(one: Told) -> str:
    parts = ("full_name", "given_names", "surname1", "surname2")
    return fold(" ".join(one.fields.get(part) or "" for part in parts))


def table(lines: list[Line]) -> str:
    head = f"{'':24}{'pairs':>8}{'right':>8}{'precision':>11}{'recall':>8}{'F1':>7}"
    rows = [
        f"{one.name:24}{one.found:>8}{one.right:>8}{one.precision:>11.3f}{one.recall:>8.3f}"
        f"{one.f1:>7.3f}"
        for one in lines
    ]
    return "\n".join([head, *rows])


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.likeness", description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--speed", type=int, default=100_000)
    asked = parser.parse_args()
    made = world(asked.people, asked.seed)
    reader, index = filled(made.told)
    print(f"{len(made.told)} descriptions, {len(made.truth)} pairs of one person\n")
    print(table([*ours(index, made.truth), *plain(made)]))
    print(f"\nAdvice while typing: the same person among the first {SHOWN}")
    for name, (hits, of) in typing(made, reader, index).items():
        print(f"  {name:22}{hits:>6} of {of:<6}{hits / of:.3f}")
    if asked.speed:
        print()
        print(harness.table({"advice": speed(asked.speed)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
