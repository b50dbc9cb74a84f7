"""Wrong passphrases make the next try wait longer; nobody is ever locked out.

What is kept, in the user's state folder, is how often and when a try went wrong, by a hash of
the vault folder's place: nothing of the vault, nothing of what was typed. It slows down
somebody sitting at this machine; it cannot slow down who took a copy away (Argon2id does).
"""

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path

from fielddoc.errors import TooSoon
from fielddoc.paths import state

LONGEST = 300
"""Seconds; more would be a lock-out in all but name."""


def allowed(folder: Path) -> None:
    """Raise `TooSoon(wait=seconds)` while the wait after a wrong try is not over."""
    count, last = _load(folder)
    passed = time.time() - last
    left = _delay(count) - (passed if passed >= 0 else 0)
    if count and left > 0:
        raise TooSoon(wait=max(1, round(left)))


def failed(folder: Path) -> int:
    """Write a wrong try down and return the seconds until the next is allowed."""
    count = _load(folder)[0] + 1
    file = _file(folder)
    with contextlib.suppress(OSError):  # nowhere to write it down: it cannot slow anybody here
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps({"count": count, "last": time.time()}), encoding="utf-8")
        draft.replace(file)
    return _delay(count)


def succeeded(folder: Path) -> None:
    """Forget the wrong tries."""
    with contextlib.suppress(OSError):
        _file(folder).unlink(missing_ok=True)


def _delay(count: int) -> int:
    return min(2 ** max(count - 1, 0), LONGEST) if count else 0


def _load(folder: Path) -> tuple[int, float]:
    try:
        raw = json.loads(_file(folder).read_text(encoding="utf-8"))
        return min(int(raw["count"]), 64), float(raw["last"])
    except OSError:
        return 0, 0.0
    except (ValueError, KeyError, TypeError):
        return 1, time.time()  # half-written or meddled with: as after one wrong try


def _file(folder: Path) -> Path:
    named = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return state() / "attempts" / f"{named}.json"
