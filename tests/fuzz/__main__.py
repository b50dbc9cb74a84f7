"""Run the fuzzers: `python -m tests.fuzz --seconds 60 [--only NAME] [--seed N]`."""

import argparse
import base64
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.run import Done, run
from tests.fuzz.targets import Target, absorbing, targets


def main() -> int:
    """Fuzz every target for its share of the time; return 1 if anything escaped."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only")
    parser.add_argument("--seed", type=int, default=time.time_ns())
    asked = parser.parse_args()
    every: list[tuple[str, Target | None]] = [*targets(), ("vault", None)]
    chosen = [(name, target) for name, target in every if asked.only in (None, name)]
    if not chosen:
        parser.error(f"no target {asked.only}")
    chance = random.Random(asked.seed)
    print(f"seed {asked.seed}")
    escaped = 0
    share = asked.seconds / len(chosen)
    for name, target in chosen:
        if target is not None:
            escaped += tell(name, run(target, share, chance))
        else:
            with TemporaryDirectory() as folder, absorbing(Path(folder)) as vault:
                escaped += tell(name, run(vault, share, chance))
    return 1 if escaped else 0


def tell(name: str, done: Done) -> int:
    """Print what happened; return how much escaped."""
    print(f"{name:12} {done.tries:8} tries, {done.taken:6} taken, {done.refused} refused")
    for error, data in done.escaped:
        print(f"  ESCAPED {error!r}\n  {base64.b64encode(data[:4000]).decode()}")
    return len(done.escaped)


if __name__ == "__main__":
    sys.exit(main())
