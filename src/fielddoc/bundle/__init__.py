"""What a colleague receives: pack, inspect, take, verify, and the cards of contacts.

`docs/bundle.md` is the specification. Every journal entry travels as it was signed; taking a
bundle in is the same function as a local save.
"""

from fielddoc.bundle import cards, consent
from fielddoc.bundle.inspect import AuthorSeen, Preview, inspect, take
from fielddoc.bundle.pack import Packed, pack
from fielddoc.bundle.preview import CaseSeen, ConsentSeen, Contents
from fielddoc.bundle.verify import Verdict, verify

__all__ = [
    "AuthorSeen",
    "CaseSeen",
    "ConsentSeen",
    "Contents",
    "Packed",
    "Preview",
    "Verdict",
    "cards",
    "consent",
    "inspect",
    "pack",
    "take",
    "verify",
]
