"""Call one target again and again with spoiled input."""

import random
import time
from dataclasses import dataclass, field

from fielddoc.errors import FieldDocError
from tests.fuzz.mutate import mutate
from tests.fuzz.targets import Target

MOST = 3
"""Different failures are gathered until there are so many."""


@dataclass(slots=True)
class Done:
    """How often a target was called, and what escaped with which input."""

    tries: int = 0
    taken: int = 0
    refused: int = 0
    escaped: list[tuple[BaseException, bytes]] = field(default_factory=list)


def run(target: Target, seconds: float, chance: random.Random) -> Done:
    """Fuzz `target` for a while; inputs that are taken become seeds too."""
    seeds = list(target.seeds)
    done = Done()
    end = time.monotonic() + seconds
    while time.monotonic() < end and len(done.escaped) < MOST:
        data = mutate(chance.choice(seeds), chance, seeds)
        done.tries += 1
        try:
            target.call(data)
        except FieldDocError:
            done.refused += 1
        except Exception as error:  # noqa: BLE001 (that is what is looked for)
            done.escaped.append((error, data))
        else:
            done.taken += 1
            if data and len(seeds) < 50:
                seeds.append(data)
    return done
