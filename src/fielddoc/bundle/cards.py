"""Contact cards: what somebody must know to seal bundles to us and to know ours again.

A card is two lines of text: a JSON object, and the signature over the first line's bytes by
the key of the certificate inside (base64 of DER). The signature shows that the card is whole;
that it is the right person's is shown by comparing `spoken` aloud.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from fielddoc.crypto.identity import Certificate, Identity
from fielddoc.errors import ContactRefused

FORMAT = 1
KIND = "fielddoc-contact"
MAX_SIZE = 64 * 1024
MAX_RECIPIENTS = 8
_KEYS = {"v", "kind", "name", "organisation", "practice", "recipients", "certificate"}
_LONGEST_NAME = 200
_GROUPS, _DIGITS = 8, 5


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. `recipients` are age's; `data` is the card itself, as it was signed."""

    fingerprint: str
    name: str
    organisation: str
    recipients: tuple[str, ...]
    certificate: bytes
    practice: bool
    data: bytes

    @property
    def spoken(self) -> str:
        """The fingerprint as two people compare it aloud."""
        return spoken(self.fingerprint)


def spoken(fingerprint: str) -> str:
    """Return a fingerprint as eight groups of five digits, to compare aloud.

    Each group is four bytes of the fingerprint modulo 100,000: together 132 bits, too many to
    find a second key for.
    """
    raw = bytes.fromhex(fingerprint)
    parts = (int.from_bytes(raw[at : at + 4]) for at in range(0, 4 * _GROUPS, 4))
    return " ".join(f"{part % 10**_DIGITS:0{_DIGITS}}" for part in parts)


def make(
    identity: Identity,
    recipients: Sequence[str],
    *,
    name: str | None = None,
    organisation: str = "",
    practice: bool = False,
) -> bytes:
    """Return the card of `identity`, called `name` or else by its pseudonym.

    Raises `ContactRefused` when it would be one that `read` refuses.
    """
    body = {
        "v": FORMAT,
        "kind": KIND,
        "name": " ".join((name or identity.pseudonym).split()),
        "organisation": " ".join(organisation.split()),
        "practice": practice,
        "recipients": list(recipients),
        "certificate": base64.b64encode(identity.certificate).decode("ascii"),
    }
    text = _text(body)
    data = text + b"\n" + base64.b64encode(identity.sign(text)) + b"\n"
    read(data)
    return data


def read(data: bytes) -> Card:
    """Read a card. Raises `ContactRefused` unless it is whole and in the one way it is written."""
    text, newline, rest = data.partition(b"\n")
    if len(data) > MAX_SIZE or not newline or not rest.endswith(b"\n"):
        raise ContactRefused(reason="form")
    try:
        body = json.loads(text)
        if not isinstance(body, dict) or body.get("kind") != KIND:
            raise ContactRefused(reason="form")
        if body.get("v") != FORMAT:
            raise ContactRefused(reason="version")
        if set(body) != _KEYS or _text(body) != text:
            raise ContactRefused(reason="form")
        certificate = Certificate(base64.b64decode(body["certificate"], validate=True))
        signature = base64.b64decode(rest[:-1], validate=True)
    except (ValueError, TypeError, RecursionError) as error:
        raise ContactRefused(reason="form") from error
    _check_facts(body)
    if base64.b64encode(signature) + b"\n" != rest or not certificate.verify(signature, text):
        raise ContactRefused(reason="signature")
    return Card(
        certificate.fingerprint,
        body["name"],
        body["organisation"],
        tuple(body["recipients"]),
        certificate.der,
        body["practice"],
        data,
    )


def _check_facts(body: dict[str, object]) -> None:
    names = (body["name"], body["organisation"])
    recipients = body["recipients"]
    for name in names:
        if not isinstance(name, str) or len(name) > _LONGEST_NAME or not _plain(name):
            raise ContactRefused(reason="name")
    if not body["name"] or not isinstance(body["practice"], bool):
        raise ContactRefused(reason="name" if not body["name"] else "form")
    if not isinstance(recipients, list) or not 1 <= len(recipients) <= MAX_RECIPIENTS:
        raise ContactRefused(reason="recipients")
    if len(set(map(str, recipients))) != len(recipients) or not all(map(_is_recipient, recipients)):
        raise ContactRefused(reason="recipients")


def _plain(text: str) -> bool:
    """Whether a name shows as it is: printable, so without marks that reorder what is shown."""
    return text.isprintable() and text == " ".join(text.split())


def _is_recipient(text: object) -> bool:
    return isinstance(text, str) and text.startswith("age1") and text.isascii() and text.isalnum()


def _text(body: dict[str, object]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
