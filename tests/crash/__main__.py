"""`make crash`: kill -9 during save, attach and import, at random instants.

python -m tests.crash [--runs 200] [--seed 1] [--folder DIR]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.crash.harness import run


def main() -> int:
    """Run, print what was found, and exit 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="make crash", description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="on the disk to try; a temporary one else")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        found = run(Path(folder), asked.runs, asked.seed)
    for each in found.wrong:
        print(each)
    print(
        f"{found.kills} kills, {found.entries} entries and {found.files} files"
        f" acknowledged, {'LOST SOMETHING' if found.wrong else 'none lost, every check clean'}"
    )
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
