"""Bech32 (BIP 173) as age uses it: without a limit of length."""

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK = 6


def encode(prefix: str, data: bytes) -> str:
    """Return `data` behind a lower-case prefix, with a checksum."""
    values = _regroup(data, 8, 5)
    mod = _polymod([*_spread(prefix), *values, *[0] * _CHECK]) ^ 1
    check = [(mod >> 5 * (_CHECK - 1 - n)) & 31 for n in range(_CHECK)]
    return prefix + "1" + "".join(_LETTERS[value] for value in [*values, *check])


def decode(text: str) -> tuple[str, bytes]:
    """Return prefix and data, both as they are in lower case.

    Raises:
        ValueError: letters of both cases, a wrong checksum, or anything not canonical.
    """
    lower = text.lower()
    if text not in (lower, text.upper()) or not text.isascii():
        raise _wrong("case")
    prefix, one, rest = lower.rpartition("1")
    if not one or not prefix or len(rest) < _CHECK or set(rest) - set(_LETTERS):
        raise _wrong("form")
    if any(not 33 <= ord(letter) <= 126 for letter in prefix):
        raise _wrong("prefix")
    values = [_LETTERS.index(letter) for letter in rest]
    if _polymod([*_spread(prefix), *values]) != 1:
        raise _wrong("checksum")
    data = bytes(_regroup(values[:-_CHECK], 5, 8))
    if _regroup(data, 8, 5) != values[:-_CHECK]:
        raise _wrong("padding")
    return prefix, data


def _spread(prefix: str) -> list[int]:
    letters = prefix.encode()
    return [*(letter >> 5 for letter in letters), 0, *(letter & 31 for letter in letters)]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= generator
    return check


def _regroup(values: bytes | list[int], size: int, into: int) -> list[int]:
    """Cut a row of bits anew; what is left over is filled with zeros, or dropped into bytes."""
    held = bits = 0
    out = []
    for value in values:
        held = held << size | value
        bits += size
        while bits >= into:
            bits -= into
            out.append(held >> bits & ((1 << into) - 1))
        held &= (1 << bits) - 1
    if bits and into < size:
        out.append(held << (into - bits))
    return out


def _wrong(what: str) -> ValueError:
    return ValueError(f"not Bech32: {what}")
