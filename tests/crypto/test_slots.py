"""Slots open to whom they belong, refuse weakened ones, and notice a changed list."""

import json
from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fielddoc.crypto import recovery, slotfile, slots
from fielddoc.crypto.keys import normalised, wipe
from fielddoc.errors import (
    FieldDocError,
    SlotRefused,
    SlotsAltered,
    VaultNewer,
    WrongPassphrase,
    WrongRecoveryGroup,
)


def phrase(text: str = "caballo pila grapa correcta") -> bytearray:
    return bytearray(text.encode())


MADE = slots.create(phrase(), cost=slots.FAST)


def test_passphrase_and_recovery_code_open():
    assert len(MADE.vault_key) == 32
    assert slots.unlock(MADE.document, phrase()) == MADE.vault_key
    assert slots.recover(MADE.document, MADE.recovery) == MADE.vault_key
    assert slots.recover(MADE.document, MADE.recovery.replace("-", " ")) == MADE.vault_key
    assert slots.create(phrase(), cost=slots.FAST).vault_key != MADE.vault_key


def test_wrong_ones_do_not():
    with pytest.raises(WrongPassphrase):
        slots.unlock(MADE.document, phrase("caballo pila grapa correcto"))
    with pytest.raises(WrongPassphrase):
        slots.unlock(MADE.document, bytearray(MADE.recovery.replace("-", "").encode()))
    with pytest.raises(WrongPassphrase):
        slots.recover(MADE.document, recovery.new())
    groups = MADE.recovery.split("-")
    groups[2] = f"{(int(groups[2]) + 1) % 10**6:06d}"
    with pytest.raises(WrongRecoveryGroup) as caught:
        slots.recover(MADE.document, "-".join(groups))
    assert caught.value.facts == {"groups": (3,)}


def test_what_is_typed_is_left_for_the_caller_to_wipe():
    typed = phrase()
    slots.unlock(MADE.document, typed)
    assert typed == phrase()
    wipe(typed)
    assert typed == bytes(len(typed))


def test_the_document_holds_no_secret():
    for secret in (bytes(phrase()), bytes(MADE.vault_key), MADE.vault_key.hex().encode()):
        assert secret not in MADE.document
    for group in MADE.recovery.split("-"):
        assert f'"{group}'.encode() not in MADE.document


def test_two_ways_of_typing_one_passphrase():
    made = slots.create(phrase(normalize("NFC", "acción º ½ ﬁn")), cost=slots.FAST)
    typed = phrase(normalize("NFD", "acción º ½ ﬁn"))
    assert slots.unlock(made.document, typed) == made.vault_key
    assert normalised(bytearray(b"\xff\xfe")) == b"\xff\xfe"


def test_change_of_passphrase():
    changed = slots.change_passphrase(
        MADE.document, MADE.vault_key, phrase("otra"), cost=slots.FAST
    )
    assert slots.unlock(changed, phrase("otra")) == MADE.vault_key
    assert slots.recover(changed, MADE.recovery) == MADE.vault_key
    assert slots.generation(changed) == slots.generation(MADE.document) + 1
    with pytest.raises(WrongPassphrase):
        slots.unlock(changed, phrase())


def test_a_second_person_comes_and_goes():
    both = slots.add_passphrase(MADE.document, MADE.vault_key, phrase("dos"), cost=slots.FAST)
    opened = slots.open_slot(both, phrase("dos"))
    assert opened.vault_key == slots.unlock(both, phrase()) == MADE.vault_key
    assert [info.kind for info in slots.summary(both)] == ["passphrase", "recovery", "passphrase"]
    assert slots.summary(both)[2].id == opened.slot
    with pytest.raises(ValueError, match="one slot"):
        slots.change_passphrase(both, MADE.vault_key, phrase("tres"), cost=slots.FAST)
    changed = slots.change_passphrase(
        both, MADE.vault_key, phrase("tres"), slot=opened.slot, cost=slots.FAST
    )
    assert slots.unlock(changed, phrase("tres")) == slots.unlock(changed, phrase())
    alone = slots.remove(both, MADE.vault_key, opened.slot)
    with pytest.raises(WrongPassphrase):
        slots.unlock(alone, phrase("dos"))
    for slot in (opened.slot, slots.summary(alone)[0].id):
        with pytest.raises(SlotRefused):
            slots.remove(alone, MADE.vault_key, slot)


def test_a_new_recovery_code_replaces_the_old():
    document, code = slots.renew_recovery(MADE.document, MADE.vault_key)
    assert slots.recover(document, code) == MADE.vault_key
    with pytest.raises(WrongPassphrase):
        slots.recover(document, MADE.recovery)


def test_a_list_changed_without_the_key():
    listed = slotfile.parse(MADE.document)
    both = slotfile.parse(
        slots.add_passphrase(MADE.document, MADE.vault_key, phrase("dos"), cost=slots.FAST)
    )
    forged = (
        replace(listed, slots=listed.slots[:1]),
        replace(listed, slots=listed.slots[::-1]),
        replace(listed, generation=7),
        replace(listed, slots=both.slots),
        replace(listed, mac=bytes(32)),
    )
    for document in map(slotfile.write, forged):
        with pytest.raises(SlotsAltered):
            slots.unlock(document, phrase())
        with pytest.raises(SlotsAltered):
            slots.add_passphrase(document, MADE.vault_key, phrase(), cost=slots.FAST)


def test_a_slot_bound_to_its_parameters():
    listed = slotfile.parse(MADE.document)
    slot = listed.slots[0]
    for other in (replace(slot, id="0" * 32), replace(slot, nonce=bytes(12)),
                  replace(slot, cost=replace(slot.cost, passes=4)), replace(slot, salt=bytes(16)),
                  replace(slot, wrapped=bytes(48))):  # fmt: skip
        with pytest.raises(WrongPassphrase):
            slots.unlock(slotfile.write(replace(listed, slots=(other,))), phrase())


def changed(**facts: object) -> bytes:
    data = json.loads(MADE.document)
    data["slots"][0].update(facts)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    "facts",
    [{"memory": 65535}, {"memory": 8}, {"memory": 2**20 + 1}, {"memory": 2**40}, {"passes": 2},
     {"passes": 0}, {"passes": 65}, {"passes": 2**70}, {"lanes": 0}, {"lanes": 17}, {"lanes": -1},
     {"memory": True}, {"passes": 3.0}, {"passes": "3"}, {"passes": None}, {"kdf": "scrypt"},
     {"kind": "backdoor"}, {"kind": ["passphrase"]}, {"id": "x"}, {"salt": ""}, {"salt": "00" * 15},
     {"salt": "0 " * 16}, {"salt": "AA" * 16}, {"nonce": "00" * 13}, {"wrapped": "00" * 47},
     {"wrapped": 3}, {"comment": "x"}],
)  # fmt: skip
def test_weakened_absurd_or_unknown_is_refused(facts):
    for use in (lambda document: slots.unlock(document, phrase()), slots.summary):
        with pytest.raises(SlotRefused):
            use(changed(**facts))


def other(**facts: object) -> bytes:
    return json.dumps({**json.loads(MADE.document), **facts}).encode()


@pytest.mark.parametrize(
    "document",
    [b"", b"null", b"[]", b"{}", b"{", b"[" * 60_000, b"\xff", MADE.document + b"x",
     MADE.document + b" " * 70_000, other(format="x"), other(version=0), other(version=True),
     other(generation=0), other(generation=2**53 + 1), other(generation="1"), other(slots=[]),
     other(slots={}), other(slots=[1]), other(slots=json.loads(MADE.document)["slots"] * 2),
     other(slots=json.loads(MADE.document)["slots"] * 9), other(mac="00"), other(more=1),
     MADE.document.replace(b'"kdf"', b'"kdf": "argon2id", "kdf"', 1),
     MADE.document.replace(b'"generation": 1', b'"generation": NaN'),
     MADE.document.replace(b'"generation": 1', b'"generation": ' + b"9" * 5000)],
)  # fmt: skip
def test_what_is_no_list_of_slots_is_refused(document):
    with pytest.raises(SlotRefused):
        slots.unlock(document, phrase())


def test_a_later_version_is_called_newer():
    with pytest.raises(VaultNewer):
        slots.unlock(other(version=2, novelty=1), phrase())


def test_no_more_than_sixteen_slots():
    listed = slotfile.parse(MADE.document)
    many = tuple(replace(listed.slots[0], id=f"{n:032x}") for n in range(slotfile.MOST_SLOTS))
    full = slots._document(replace(listed, slots=many), MADE.vault_key)
    with pytest.raises(SlotRefused):
        slots.add_passphrase(full, MADE.vault_key, phrase(), cost=slots.FAST)


@given(st.integers(0, len(MADE.document) - 1), st.integers(1, 255))
def test_any_changed_byte_is_harmless(at, mask):
    """Nothing but our own refusals; a byte that means nothing, as white space, may change."""
    broken = bytearray(MADE.document)
    broken[at] ^= mask
    try:
        slotfile.parse(bytes(broken))
    except FieldDocError:
        return
    listed = slotfile.parse(bytes(broken))
    intact = slotfile.parse(MADE.document)
    assert (listed != intact) == (slotfile.listing(listed) != slotfile.listing(intact)
                                  or listed.mac != intact.mac)  # fmt: skip


def test_calibration_only_raises(monkeypatch):
    cost = slots.calibrate(0.0)
    assert cost == slots.STANDARD
    monkeypatch.setattr(slots, "_stretch", lambda *_: bytearray())
    assert slots.calibrate(10.0).passes == slotfile.CEILING.passes
    assert slots.calibrate(10.0).memory == slots.STANDARD.memory
