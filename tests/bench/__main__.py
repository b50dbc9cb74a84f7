"""`make bench`: measure, print the table, write build/bench.json.

    python -m tests.bench [--only attach,save] [--scale 0.01] [--ground DIR]

Vaults of full size take minutes to make; they stay in the ground folder for the next run.
Exit code 1 when a figure misses its aim.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import figures, harness, likeness, paper, streams, window
from tests.bench.ground import Ground

MEASURES: dict[str, Callable[[Ground], harness.Figure]] = {
    "attach": streams.attach,
    "pack": streams.pack,
    "unlock_list": figures.unlock_list,
    "search": figures.search,
    "save": figures.save,
    "import": figures.absorb,
    "dossier": paper.dossier,
    "start": window.start,
    "advice": likeness.advice,
}


def main() -> int:
    """Run the chosen measures and tell."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default=",".join(MEASURES), help="figures, by comma")
    parser.add_argument("--scale", type=float, default=1.0, help="part of the full sizes")
    parser.add_argument("--ground", type=Path, default=Path("build/bench"))
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"))
    asked = parser.parse_args()
    tools = Path("build/tools/bin").resolve()
    os.environ["PATH"] = f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"
    ground = Ground(asked.ground.resolve(), asked.scale)
    found: dict[str, harness.Figure] = {}
    for name in asked.only.split(","):
        print(f"{name} …", file=sys.stderr)
        try:
            found[name] = MEASURES[name](ground)
        except harness.Unmeasured as reason:
            found[name] = harness.Figure(None, None, None, "–", "–", None, str(reason))
        harness.keep(found, asked.json)
    print(harness.table(found))
    return 1 if any(figure.holds is False for figure in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
