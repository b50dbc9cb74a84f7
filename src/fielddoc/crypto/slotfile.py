"""The text of `slots.json`: read strictly, written in one form only.

It is read before anything is known to be true, perhaps after somebody else had the disk in
hand: whatever is not exactly as we write it is refused, above all a key derivation that was
made cheap to guess or too dear to finish.
"""

import json
from dataclasses import dataclass
from typing import Any

from fielddoc.crypto.keys import KEY_SIZE
from fielddoc.errors import SlotRefused, VaultNewer
from fielddoc.model.ids import is_id

FORMAT = "fielddoc-slots"
VERSION = 1
MOST_SLOTS = 16
MOST_BYTES = 64 * 1024
KINDS = ("passphrase", "recovery")
TAG_SIZE = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id is asked for: memory in KiB, passes over it, lanes side by side."""

    memory: int
    passes: int
    lanes: int


FLOOR = Cost(memory=64 * 1024, passes=3, lanes=1)
CEILING = Cost(memory=1024 * 1024, passes=64, lanes=16)


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapping of the vault key."""

    id: str
    kind: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class SlotList:
    """The slots, the number of times they were written, and the MAC over both."""

    generation: int
    slots: tuple[Slot, ...]
    mac: bytes = b""


def parameters(slot: Slot) -> bytes:
    """Return all of a slot but its wrapped key: the associated data of the wrapping."""
    fields = _slot_fields(slot)
    del fields["wrapped"]
    return b"fielddoc slot 1\n" + _canonical(fields)


def listing(listed: SlotList) -> bytes:
    """Return all of the list but its MAC: what the MAC is over."""
    return _canonical(_list_fields(listed))


def write(listed: SlotList) -> bytes:
    """Return the text of the file."""
    fields = {**_list_fields(listed), "mac": listed.mac.hex()}
    return (json.dumps(fields, indent=1) + "\n").encode("ascii")


def parse(document: bytes) -> SlotList:
    """Read the text of the file, or refuse it.

    Raises:
        SlotRefused: anything is not exactly as the specification says (`reason`).
        VaultNewer: it is a list of slots of a later version.
    """
    if len(document) > MOST_BYTES:
        raise SlotRefused(reason="size")
    try:
        data = json.loads(document.decode("ascii"), object_pairs_hook=_no_twins)
    except (ValueError, RecursionError) as error:
        raise SlotRefused(reason="json") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise SlotRefused(reason="format")
    version = data.get("version")
    if type(version) is int and version > VERSION:
        raise VaultNewer(found=version, known=VERSION)
    _keys(data, "format", "version", "generation", "slots", "mac")
    if type(version) is not int or version != VERSION:
        raise SlotRefused(reason="version")
    slots = data["slots"]
    if not isinstance(slots, list) or not 1 <= len(slots) <= MOST_SLOTS:
        raise SlotRefused(reason="slots")
    read = tuple(_slot(slot) for slot in slots)
    if len({slot.id for slot in read}) != len(read):
        raise SlotRefused(reason="id")
    generation = _whole(data["generation"], "generation", 1, 2**53)
    return SlotList(generation, read, _hex(data["mac"], "mac", 32))


def _slot(data: object) -> Slot:
    if not isinstance(data, dict):
        raise SlotRefused(reason="slot")
    _keys(data, "id", "kind", "kdf", "memory", "passes", "lanes", "salt", "nonce", "wrapped")
    if not is_id(data["id"]):
        raise SlotRefused(reason="id")
    if data["kind"] not in KINDS:
        raise SlotRefused(reason="kind")
    if data["kdf"] != "argon2id":
        raise SlotRefused(reason="kdf")
    cost = Cost(
        memory=_whole(data["memory"], "memory", FLOOR.memory, CEILING.memory),
        passes=_whole(data["passes"], "passes", FLOOR.passes, CEILING.passes),
        lanes=_whole(data["lanes"], "lanes", FLOOR.lanes, CEILING.lanes),
    )
    return Slot(
        id=data["id"],
        kind=data["kind"],
        cost=cost,
        salt=_hex(data["salt"], "salt", 16),
        nonce=_hex(data["nonce"], "nonce", 12),
        wrapped=_hex(data["wrapped"], "wrapped", KEY_SIZE + TAG_SIZE),
    )


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        msg = "a key twice"
        raise ValueError(msg)
    return data


def _keys(data: dict[str, Any], *names: str) -> None:
    if set(data) != set(names):
        raise SlotRefused(reason="keys")


def _whole(value: object, name: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise SlotRefused(reason=name)
    return value


def _hex(value: object, name: str, size: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size or set(value) - set("0123456789abcdef"):
        raise SlotRefused(reason=name)
    return bytes.fromhex(value)


def _canonical(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii")


def _slot_fields(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "kind": slot.kind,
        "kdf": "argon2id",
        "memory": slot.cost.memory,
        "passes": slot.cost.passes,
        "lanes": slot.cost.lanes,
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def _list_fields(listed: SlotList) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "generation": listed.generation,
        "slots": [_slot_fields(slot) for slot in listed.slots],
    }
