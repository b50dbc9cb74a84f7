"""Whether facts stand in a vault: read back from the folded records, never from memory."""

from fielddoc.app.session import Session
from fielddoc.errors import RecordUnknown
from fielddoc.model.values import Json, Value
from tests.journeys.public_facts import Fact
from tests.journeys.public_pages import NOTES, Spot
from tests.journeys.public_records import Loaded

Key = tuple[str, str]


def key_of(fact: Fact) -> Key:
    """What tells facts of a case apart."""
    return fact.path, fact.text


def missing_in_vault(session: Session, loaded: Loaded) -> dict[Key, str]:
    """The facts of a case that the vault does not hold where they were put, and why."""
    seen: dict[Key, str] = {}
    for page in loaded.pages:
        try:
            record = session.vault.record(page.record)
        except RecordUnknown:
            seen.update({key_of(spot.fact): "its record is not there" for spot in page.spots})
            continue
        for spot in page.spots:
            key = key_of(spot.fact)
            reason = _why_not(record.held(spot.field), spot)
            seen[key] = seen.get(key) or reason
    return {
        key_of(fact): seen.get(key_of(fact), "was put nowhere")
        for fact in loaded.facts
        if seen.get(key_of(fact), "was put nowhere")
    }


def _why_not(held: tuple, spot: Spot) -> str:  # type: ignore[type-arg]
    if len(held) != 1:
        return f"{spot.field} holds {len(held)} values"
    value = held[0].value
    try:
        found = _dig(value, spot)
    except (KeyError, IndexError, TypeError, ValueError):
        return f"{spot.field} has no such part"
    if spot.how == "among":
        if spot.expected not in found.v:
            return f"{spot.field} does not name {spot.expected}"
    elif spot.how == "confidence":
        if value.confidence != spot.expected:
            return f"{spot.field} is {value.confidence}"
    elif found.v != spot.expected:
        return f"{spot.field} holds something else"
    return _quality(found, spot)


def _dig(value: Value, spot: Spot) -> Value:
    """The part of a value that the spot means, with the quality that counts for it."""
    if spot.how != "is":
        return value
    content: Json = value.v
    if spot.row is not None:
        content = content[spot.row]
    if spot.part and spot.row is not None:
        return Value.from_json(content[spot.part])
    if spot.part:
        content = content[spot.part]
    return Value(content, None, value.confidence, value.source)


def _quality(value: Value, spot: Spot) -> str:
    """Confidence and source of the fact must have come along."""
    if spot.field == NOTES or spot.how == "confidence":
        return ""
    told = value.source or ""
    sure, source = spot.fact.confidence, spot.fact.source
    if sure and sure != value.confidence and sure not in told:
        return f"{spot.field} lost its confidence"
    if source and source not in told:
        return f"{spot.field} lost its source"
    return ""
