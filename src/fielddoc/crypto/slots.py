"""The slots of a vault: who can open it, and how.

One random 32-byte vault key, wrapped once for each slot by what the slot's owner knows. The
document is the text of `slots.json`; `docs/formats/slots.md` is its specification.
"""

import hmac
import secrets
import time
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fielddoc.crypto import recovery, slotfile
from fielddoc.crypto.keys import KEY_SIZE, derive, normalised, wipe
from fielddoc.crypto.slotfile import CEILING, FLOOR, MOST_SLOTS, Cost, Slot, SlotList
from fielddoc.errors import SlotRefused, SlotsAltered, WrongPassphrase, WrongRecoveryGroup
from fielddoc.model.ids import new_id

STANDARD = Cost(memory=256 * 1024, passes=3, lanes=4)
"""What a new slot asks for at least: 256 MiB, three passes."""
FAST = FLOOR
"""The least that any slot may ask for: for recovery codes (131 random bits) and for tests."""

Kind = Literal["passphrase", "recovery"]


@dataclass(frozen=True, slots=True)
class Created:
    """A new list of slots; the caller wipes `vault_key` and shows `recovery` once."""

    document: bytes
    vault_key: bytearray
    recovery: str


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """What can be said of a slot without opening it."""

    id: str
    kind: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Opened:
    """The vault key, for the caller to wipe, and the id of the slot that gave it."""

    vault_key: bytearray
    slot: str


def calibrate(seconds: float = 1.0) -> Cost:
    """Return `STANDARD` with as many more passes as this machine does in about `seconds`."""
    began = time.perf_counter()
    wipe(_stretch(bytearray(b"calibrate"), bytes(16), STANDARD))
    took = time.perf_counter() - began
    passes = round(STANDARD.passes * seconds / max(took, 0.001))
    return replace(STANDARD, passes=min(max(passes, STANDARD.passes), CEILING.passes))


def create(passphrase: bytearray, *, cost: Cost = STANDARD) -> Created:
    """Make a vault key with a slot for the passphrase and one for a new recovery code.

    The caller wipes `passphrase`.
    """
    vault_key = bytearray(secrets.token_bytes(KEY_SIZE))
    code = recovery.new()
    slots = (
        _wrap("passphrase", passphrase, vault_key, cost),
        _wrap("recovery", recovery.secret(code), vault_key, FAST),
    )
    return Created(_document(SlotList(1, slots), vault_key), vault_key, code)


def unlock(document: bytes, passphrase: bytearray) -> bytearray:
    """Return the vault key; the caller wipes both.

    Raises:
        WrongPassphrase: no slot opens with it.
        SlotRefused: the document is malformed, or asks for less or more than is sane.
        SlotsAltered: a slot opens, but the list is not as its last writer left it.
    """
    return open_slot(document, passphrase).vault_key


def open_slot(document: bytes, passphrase: bytearray) -> Opened:
    """Do as `unlock`, and say which slot it was."""
    return _open(document, "passphrase", passphrase)


def recover(document: bytes, code: str) -> bytearray:
    """Return the vault key for the recovery code; the caller wipes it.

    Raises:
        WrongRecoveryGroup: groups were mistyped; `groups` says which.
        WrongPassphrase: the code is well formed, but no slot opens with it.
        SlotRefused, SlotsAltered: as for `unlock`.
    """
    if groups := recovery.check(code):
        raise WrongRecoveryGroup(groups=groups)
    return _open(document, "recovery", recovery.secret(code)).vault_key


def change_passphrase(
    document: bytes,
    vault_key: bytearray,
    new: bytearray,
    *,
    slot: str | None = None,
    cost: Cost = STANDARD,
) -> bytes:
    """Return the document with another passphrase in `slot` (needed where there are several)."""
    kept = _trusted(document, vault_key)
    mine = [each for each in kept.slots if each.kind == "passphrase" and slot in (None, each.id)]
    if len(mine) != 1:
        msg = "exactly one slot must be meant"
        raise ValueError(msg)
    changed = _wrap("passphrase", new, vault_key, cost)
    return _next(kept, tuple(changed if s is mine[0] else s for s in kept.slots), vault_key)


def add_passphrase(
    document: bytes, vault_key: bytearray, passphrase: bytearray, *, cost: Cost = STANDARD
) -> bytes:
    """Return the document with one more slot, for a second person on this machine.

    Raises:
        SlotRefused: there are as many slots as a list may hold.
    """
    kept = _trusted(document, vault_key)
    if len(kept.slots) >= MOST_SLOTS:
        raise SlotRefused(reason="too many slots")
    return _next(kept, (*kept.slots, _wrap("passphrase", passphrase, vault_key, cost)), vault_key)


def renew_recovery(document: bytes, vault_key: bytearray) -> tuple[bytes, str]:
    """Return the document with a new recovery code in place of every earlier one, and the code."""
    kept = _trusted(document, vault_key)
    code = recovery.new()
    others = tuple(slot for slot in kept.slots if slot.kind != "recovery")
    fresh = _wrap("recovery", recovery.secret(code), vault_key, FAST)
    return _next(kept, (*others, fresh), vault_key), code


def remove(document: bytes, vault_key: bytearray, slot: str) -> bytes:
    """Return the document without a slot.

    It no longer opens *this* document; who kept an older copy of it, or the vault key, is only
    kept out by a new vault key.

    Raises:
        SlotRefused: it is the last passphrase, or there is no such slot.
    """
    kept = _trusted(document, vault_key)
    left = tuple(each for each in kept.slots if each.id != slot)
    if len(left) == len(kept.slots):
        raise SlotRefused(reason="no such slot")
    if all(each.kind != "passphrase" for each in left):
        raise SlotRefused(reason="last passphrase")
    return _next(kept, left, vault_key)


def summary(document: bytes) -> tuple[SlotInfo, ...]:
    """Return what can be said of the slots without a key, in their order (SlotRefused)."""
    return tuple(SlotInfo(s.id, s.kind, s.cost) for s in slotfile.parse(document).slots)


def generation(document: bytes) -> int:
    """Return how many times the list was written; a smaller number than seen is an old copy."""
    return slotfile.parse(document).generation


def verify(document: bytes, vault_key: bytearray) -> None:
    """Raise `SlotsAltered` unless the list is as a holder of the vault key wrote it."""
    _trusted(document, vault_key)


def _stretch(secret: bytearray, salt: bytes, cost: Cost) -> bytearray:
    """Return the wrapping key for a secret (Argon2id, RFC 9106); takes about a second."""
    key = bytearray(KEY_SIZE)
    Argon2id(
        salt=salt,
        length=KEY_SIZE,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive_into(secret, key)  # type: ignore[arg-type]  # takes any buffer, its stub says bytes
    return key


def _wrap(kind: Kind, secret: bytearray, vault_key: bytearray, cost: Cost) -> Slot:
    slot = Slot(new_id(), kind, cost, secrets.token_bytes(16), secrets.token_bytes(12), b"")
    typed = normalised(secret)
    key = _stretch(typed, slot.salt, cost)
    try:
        wrapped = AESGCM(key).encrypt(slot.nonce, vault_key, slotfile.parameters(slot))
    finally:
        wipe(typed, key)
    return replace(slot, wrapped=wrapped)


def _open(document: bytes, kind: Kind, secret: bytearray) -> Opened:
    listed = slotfile.parse(document)
    typed = normalised(secret)
    try:
        for slot in listed.slots:
            if slot.kind == kind and (vault_key := _unwrap(slot, typed)) is not None:
                _check(listed, vault_key)
                return Opened(vault_key, slot.id)
    finally:
        wipe(typed)
    raise WrongPassphrase(wait=0)


def _unwrap(slot: Slot, typed: bytearray) -> bytearray | None:
    key = _stretch(typed, slot.salt, slot.cost)
    vault_key = bytearray(KEY_SIZE)
    try:
        AESGCM(key).decrypt_into(slot.nonce, slot.wrapped, slotfile.parameters(slot), vault_key)
    except InvalidTag:
        return None
    finally:
        wipe(key)
    return vault_key


def _trusted(document: bytes, vault_key: bytearray) -> SlotList:
    listed = slotfile.parse(document)
    _check(listed, vault_key)
    return listed


def _check(listed: SlotList, vault_key: bytearray) -> None:
    if not hmac.compare_digest(listed.mac, _mac(listed, vault_key)):
        raise SlotsAltered


def _mac(listed: SlotList, vault_key: bytearray) -> bytes:
    key = derive(vault_key, b"fielddoc slots mac 1")
    return hmac.digest(key, slotfile.listing(listed), sha256)


def _document(listed: SlotList, vault_key: bytearray) -> bytes:
    return slotfile.write(replace(listed, mac=_mac(listed, vault_key)))


def _next(before: SlotList, slots: tuple[Slot, ...], vault_key: bytearray) -> bytes:
    return _document(SlotList(before.generation + 1, slots), vault_key)
