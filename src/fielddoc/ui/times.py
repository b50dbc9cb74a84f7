"""Moments in words: when something was written down, as a person says it."""

import datetime

from fielddoc.text import Catalogue

_MONTHS = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def day(moment: str, say: Catalogue) -> str:
    """The day of an ISO 8601 moment, in this laptop's zone: "5 mar 2026"; "" stays ""."""
    if not moment:
        return ""
    at = datetime.datetime.fromisoformat(moment).astimezone()
    months = _MONTHS[say.language]
    return f"{at.day} {months[at.month - 1]} {at.year}"


def minute(moment: str, say: Catalogue) -> str:
    """Day and minute of an ISO 8601 moment: "5 mar 2026, 14:07"."""
    if not moment:
        return ""
    at = datetime.datetime.fromisoformat(moment).astimezone()
    return f"{day(moment, say)}, {at:%H:%M}"


def bytes_(size: int) -> str:
    """A number of bytes as people speak of files, in thousands: "3.2 MB"."""
    amount = float(size)
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError(size)
