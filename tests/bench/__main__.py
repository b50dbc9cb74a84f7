"""`make bench`: measure, print the table, write build/bench.json.

    python -m tests.bench [--only attach,save] [--scale 0.01] [--ground DIR]

Vaults of full size take minutes to make; they stay in the ground folder for the next run.
"""

import argparse
import sys
from pathlib import Path

from tests.bench import figures, harness, paper, window

MEASURES = {
    "attach": figures.attach,
    "pack": figures.pack,
    "unlock_list": figures.unlock_list,
    "search": figures.search,
    "save": figures.save,
    "import": figures.absorb,
    "dossier": paper.dossier,
    "start": window.start,
}


def main() -> int:
    """Run the chosen measures; exit 1 when a figure misses its aim."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default=",".join(MEASURES), help="figures, by comma")
    parser.add_argument("--scale", type=float, default=1.0, help="part of the full sizes")
    parser.add_argument("--ground", type=Path, default=Path("build/bench"))
    asked = parser.parse_args()
    ground = figures.Ground(asked.ground.resolve(), asked.scale)
    found: dict[str, harness.Figure] = {}
    for name in asked.only.split(","):
        print(f"{name} …", file=sys.stderr)
        found[name] = MEASURES[name](ground)
    print(harness.report(found, Path("build/bench.json")))
    return 0 if all(figure.holds for figure in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
