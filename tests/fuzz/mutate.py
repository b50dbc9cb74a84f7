"""Spoil bytes in the ways that find bugs: small changes to what was right."""

import random

INTERESTING = (
    *(b"\x00", b"\xff", b"\n", b"\r", b" ", b'"', b"\\", b"{", b"[", b"-", b"0", b"-1"),
    *(b"9" * 40, b"1e999", b"NaN", b"null", b"true", b"[]", b"{}", b"../"),
    *(b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\\ud800", b"\\u0000"),
)


def mutate(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Return `data` changed in one to six places."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at = chance.randrange(len(found) + 1)
        length = min(chance.choice((1, 1, 2, 4, 16, 64, 512)), len(found) - at)
        match chance.randrange(8):
            case 0 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case 1 if at < len(found):
                found[at] = chance.randrange(256)
            case 2:
                del found[at : at + length]
            case 3:
                found[at:at] = found[at : at + length] * chance.choice((1, 2, 50))
            case 4:
                found[at:at] = chance.choice(INTERESTING)
            case 5:
                found[at : at + length] = chance.choice(INTERESTING)
            case 6:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                found[at : at + length] = other[start : start + length]
            case 7:
                del found[at:]
    return bytes(found)
