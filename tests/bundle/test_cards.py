"""Contact cards: whole or refused."""

import base64
import json

import pytest

from fielddoc.bundle import cards
from fielddoc.crypto.identity import Identity
from fielddoc.errors import ContactRefused

RECIPIENT = "age1" + "q" * 58


@pytest.fixture(scope="module")
def identity():
    return Identity.new("Ruda")


@pytest.fixture(scope="module")
def card(identity):
    return cards.make(identity, [RECIPIENT], name="Ana  Ejemplo", organisation="Colectivo Ñandú")


def resigned(identity: Identity, **changes: object) -> bytes:
    """A card whose signature holds, over changed facts."""
    body = json.loads(cards.make(identity, [RECIPIENT]).split(b"\n")[0])
    for key, value in changes.items():
        if value is None:
            del body[key]
        else:
            body[key] = value
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b"\n" + base64.b64encode(identity.sign(text)) + b"\n"


def test_a_card_is_read_as_made(identity, card):
    found = cards.read(card)
    assert (found.name, found.organisation) == ("Ana Ejemplo", "Colectivo Ñandú")
    assert found.fingerprint == identity.fingerprint
    assert found.recipients == (RECIPIENT,)
    assert found.certificate == identity.certificate
    assert not found.practice
    assert found.data == card


def test_fingerprints_are_said_in_groups():
    said = cards.spoken("00000001" + "000f4240" + "0" * 48)
    assert said == "00001 00000 00000 00000 00000 00000 00000 00000"
    assert cards.spoken("ff" * 32) == " ".join(["67295"] * 8)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"v": 2}, "version"),
        ({"kind": "other"}, "form"),
        ({"more": 1}, "form"),
        ({"practice": None}, "form"),
        ({"practice": "no"}, "form"),
        ({"name": ""}, "name"),
        ({"name": "Ana\u202eanA"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": 7}, "name"),
        ({"recipients": []}, "recipients"),
        ({"recipients": [RECIPIENT, RECIPIENT]}, "recipients"),
        ({"recipients": ["ssh-rsa AAAA"]}, "recipients"),
        ({"recipients": [f"age1{n}" for n in range(9)]}, "recipients"),
        ({"certificate": "AAAA"}, "form"),
    ],
)
def test_malformed_cards_are_refused_though_signed(identity, changes, reason):
    with pytest.raises(ContactRefused) as caught:
        cards.read(resigned(identity, **changes))
    assert caught.value.facts == {"reason": reason}


def test_a_card_of_another_key_is_refused(card):
    text = card.split(b"\n")[0]
    forged = text + b"\n" + base64.b64encode(Identity.new("Otro").sign(text)) + b"\n"
    with pytest.raises(ContactRefused) as caught:
        cards.read(forged)
    assert caught.value.facts == {"reason": "signature"}


def test_no_byte_may_change_or_lack(card):
    for at in range(0, len(card), 3):
        for broken in (card[:at], card[:at] + bytes([card[at] ^ 1]) + card[at + 1 :]):
            with pytest.raises(ContactRefused):
                cards.read(broken)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"[]\n\n", b"[" * 60_000 + b"\n\n", b"x" * 70_000])
def test_other_files_are_refused(data):
    with pytest.raises(ContactRefused):
        cards.read(data)


def test_a_name_that_nobody_could_read_is_not_made(identity):
    with pytest.raises(ContactRefused):
        cards.make(identity, [RECIPIENT], name="Ana\u200b")
