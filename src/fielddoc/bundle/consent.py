"""Which cases may travel to a colleague: a rule over records, without any vault.

A journal travels whole, case by case, as entries are signed and cannot be cut. So a case goes
to a colleague only if its people agreed to "share with the organisation's team"
(`compartir_equipo`), by these rules, in the order of `REASONS`:

1. nobody in the case answered that purpose with anything but yes, or withdrew it. A limit
   counts as a no, for the program cannot keep a limit that is said in words; of two
   contradicting values the one that forbids wins;
2. everybody who was interviewed in the case said yes. A missing answer counts as no;
3. at least one person or group said yes.

So a disappeared or an accused person, whom nobody could ask, does not hold a case back, and a
case about which nobody was asked does not travel. Records that were removed do not count.
"""

from collections.abc import Callable, Iterable

from fielddoc.model.record import Record

PURPOSE = "compartir_equipo"
REFUSED, UNASKED, MISSING = "refused", "unasked", "missing"
REASONS = (REFUSED, UNASKED, MISSING)

_LIMITS = ("limit", "hide", "recipients", "recipient_name", "withdrawn_date")
"""Fields that must be empty for a yes to be a whole yes."""

Rule = Callable[[Iterable[Record]], str | None]
"""Given the records of a case, why it may not travel, or `None` when it may."""


def team(records: Iterable[Record]) -> str | None:
    """Say why a case may not go to a colleague, or `None` when it may."""
    kept = [record for record in records if not record.removed]
    agreed: set[str] = set()
    for record in kept:
        if record.kind != "consent" or not _about(record, PURPOSE):
            continue
        if not _yes(record):
            return REFUSED
        agreed |= _named(record, "person")
    interviewed: set[str] = set()
    for record in kept:
        if record.kind == "interview":
            interviewed |= _named(record, "people")
    if interviewed - agreed:
        return UNASKED
    return None if agreed else MISSING


def _about(record: Record, purpose: str) -> bool:
    return any(held.value.v == purpose for held in record.held("purpose"))


def _yes(record: Record) -> bool:
    answers = record.held("answer")
    return (
        bool(answers)
        and all(held.value.v == "si" for held in answers)
        and all(held.value.empty or held.value.v == "no" for held in record.held("withdrawn"))
        and all(held.value.empty for name in _LIMITS for held in record.held(name))
    )


def _named(record: Record, field: str) -> set[str]:
    """Ids of the records that a field names, in any of its held values."""
    found: set[str] = set()
    for held in record.held(field):
        value = held.value.v
        found.update([value] if isinstance(value, str) else value or ())
    return found
