"""Random identifiers that say nothing about person, machine or time."""

import re
import secrets

_ID = re.compile("[0-9a-f]{32}")


def new_id() -> str:
    """Return 128 random bits as 32 lower-case hexadecimal digits."""
    return secrets.token_hex(16)


def is_id(text: object) -> bool:
    """Say whether `text` has the form that `new_id` gives."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None
