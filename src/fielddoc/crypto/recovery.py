"""The recovery code: eight groups of six digits, printed once, typed back once, never stored.

Each group is a multiple of 11, which every single wrong digit and every swap of neighbours
breaks, so that the mistyped group can be named. 90,910 values for a group make 131 bits.
"""

import re
import secrets
from unicodedata import normalize

GROUPS = 8
DIGITS = 6
FACTOR = 11
_VALUES = (10**DIGITS - 1) // FACTOR + 1


def new() -> str:
    """Return a fresh code as it is to be printed: groups with hyphens between them."""
    groups = (secrets.randbelow(_VALUES) * FACTOR for _ in range(GROUPS))
    return "-".join(f"{group:0{DIGITS}d}" for group in groups)


def check(code: str) -> tuple[int, ...]:
    """Return the numbers, from 1, of the groups that are wrong, missing or too many."""
    groups = _groups(code)
    right = {number for number, group in enumerate(groups, 1) if _holds(group)}
    return tuple(n for n in range(1, max(GROUPS, len(groups)) + 1) if n > GROUPS or n not in right)


def secret(code: str) -> bytearray:
    """Return the digits alone of a code that `check` finds nothing wrong with."""
    return bytearray("".join(_groups(code)).encode())


def _groups(code: str) -> list[str]:
    """Split what was typed at what is no letter or digit, or evenly where nothing is typed."""
    groups = [group for group in re.split(r"[\W_]+", normalize("NFKC", code)) if group]
    if len(groups) == 1 and len(groups[0]) == GROUPS * DIGITS:
        whole = groups[0]
        return [whole[at : at + DIGITS] for at in range(0, len(whole), DIGITS)]
    return groups


def _holds(group: str) -> bool:
    return re.fullmatch(rf"[0-9]{{{DIGITS}}}", group) is not None and int(group) % FACTOR == 0
