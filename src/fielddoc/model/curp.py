"""The CURP, Mexico's population register key: what it tells, and what does not hold in it.

Nothing here refuses a key: every finding is a code for a note (art. 85 I Bis LGMDFP: the search
may never depend on it). Structure and check digit: DOF, "Instructivo normativo para la
asignación de la CURP"; the alphabet of the check digit has 37 signs, Ñ after N.
"""

import datetime
import re
from dataclasses import dataclass, field

from fielddoc.model.names import fold

LENGTH = 18
_FORM = re.compile(r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d")
_ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_PARTICLES = frozenset({
    "da", "das", "de", "del", "der", "di", "die", "dd", "el", "la", "los", "las", "le", "les",
    "mac", "mc", "van", "von", "y", "e",
})  # fmt: skip
_SKIPPED = frozenset({"maria", "ma", "jose", "j", "m"})
"""First of several given names that the key does not use."""

SEX = {"H": "hombre", "M": "mujer", "X": "no_binario"}
ENTITIES = {
    "AS": "01", "BC": "02", "BS": "03", "CC": "04", "CL": "05", "CM": "06", "CS": "07",
    "CH": "08", "DF": "09", "DG": "10", "GT": "11", "GR": "12", "HG": "13", "JC": "14",
    "MC": "15", "MN": "16", "MS": "17", "NT": "18", "NL": "19", "OC": "20", "PL": "21",
    "QT": "22", "QR": "23", "SP": "24", "SL": "25", "SR": "26", "TC": "27", "TS": "28",
    "TL": "29", "VZ": "30", "YN": "31", "ZS": "32", "NE": "NE",
}  # fmt: skip
"""Letters of the key → id of the entity in the vocabulary `entidades`."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to look at: a stable code and the facts its sentence needs."""

    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Curp:
    """A key as it was read. Parts that cannot be read are None; `notes` say what does not hold."""

    text: str
    birth: datetime.date | None = None
    sex: str | None = None
    entity: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether form, check digit, date and entity are as they should be."""
        return not self.notes


def check_digit(key: str) -> str:
    """The last sign that the first seventeen call for. Raises `ValueError` for other signs."""
    total = sum(_ALPHABET.index(sign) * (LENGTH - at) for at, sign in enumerate(key[:17]))
    return str((10 - total % 10) % 10)


def read(text: str, today: datetime.date | None = None) -> Curp:
    """Read a key as typed: case, spaces and hyphens do not matter.

    A date of birth after `today` does not hold.
    """
    key = re.sub(r"[\s\-.]", "", text).upper()
    if len(key) != LENGTH:
        return Curp(key, notes=(Note("curp-length", {"found": str(len(key))}),))
    if not _FORM.fullmatch(key):
        return Curp(key, notes=(Note("curp-form"),))
    notes = []
    if (due := check_digit(key)) != key[17]:
        notes.append(Note("curp-check-digit", {"due": due, "found": key[17]}))
    birth = _birth(key)
    if birth is None or (today is not None and birth > today):
        birth = None
        notes.append(Note("curp-date", {"found": key[4:10]}))
    entity = ENTITIES.get(key[11:13])
    if entity is None:
        notes.append(Note("curp-entity", {"found": key[11:13]}))
    return Curp(key, birth, SEX[key[10]], entity, tuple(notes))


def _birth(key: str) -> datetime.date | None:
    """The day of birth: a digit at place 17 says 19.., a letter 20.. (reference 9.3)."""
    century = 1900 if key[16].isdigit() else 2000
    try:
        return datetime.date(century + int(key[4:6]), int(key[6:8]), int(key[8:10]))
    except ValueError:
        return None


def letters(given: str, surname1: str, surname2: str) -> tuple[str, str]:
    """The four first letters and the three consonants that these names give.

    First letter and first inner vowel of the first surname, first letter of the second (X when
    there is none) and of the given name; then the first inner consonant of each. Particles do
    not count, nor María and José before another name; Ñ and other signs become X. Words that
    the register avoids get an X in second place; `fits` allows for that.
    """
    names = [word for word in _plain(given) if word not in _PARTICLES] or [""]
    if len(names) > 1 and names[0] in _SKIPPED:
        names = names[1:]
    one, two = _surname(surname1), _surname(surname2)
    name = names[0].upper()
    vowel = next((sign for sign in one[1:] if sign in "AEIOU"), "X")
    first = _first(one) + vowel + _first(two) + _first(name)
    return first, "".join(_consonant(word) for word in (one, two, name))


def fits(key: str, given: str, surname1: str, surname2: str) -> bool:
    """Whether a key may be of somebody with these names."""
    first, inner = letters(given, surname1, surname2)
    same_start = key[:4] == first or key[:4] == f"{first[0]}X{first[2:]}"
    return same_start and key[13:16] == inner


def _plain(name: str) -> list[str]:
    marked = name.casefold().replace("ñ", "\x01").replace("n\u0303", "\x01")
    return re.split(r"[\s.\-/]+", fold(marked).strip(" ."))


def _surname(name: str) -> str:
    words = [word for word in _plain(name) if word]
    kept = [word for word in words if word not in _PARTICLES] or words
    return kept[0].upper() if kept else ""


def _first(word: str) -> str:
    return word[0] if word and word[0].isascii() and word[0].isalpha() else "X"


def _consonant(word: str) -> str:
    for sign in word[1:]:
        if sign == "\x01":
            return "X"
        if sign.isalpha() and sign not in "AEIOU":
            return sign if sign.isascii() else "X"
    return "X"
