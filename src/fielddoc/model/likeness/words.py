"""The words of a name, ready to be compared: folded, sounded, and with the forms they stand for."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from fielddoc.model.likeness.sound import sound
from fielddoc.model.names import fold

GIVEN, FIRST, SECOND, ANY = "given", "first", "second", "any"
"""The part a word has in a name: given name, first or second surname, not known."""

PARTICLES = frozenset(
    {"de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "vda", "viuda"}
)
"""Words that come and go between two papers of one person; never compared."""

_SEPARATORS = re.compile(r"[^\w]+|_", re.UNICODE)
_DIMINUTIVE = re.compile(r"(?:c?it|ill)([oa])s?$")
_ENYE = "\x01"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name. `formal` are the names it may stand for, itself among them; `known`
    says that it is a name by itself, so no slip of the pen for another.
    """

    text: str
    part: str
    sound: str
    formal: frozenset[str]
    shown: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of names: short forms, abbreviations, and how common a name is.

    `nicknames`: familiar form → the names it may stand for; `abbreviations`: written short form
    → the word; `common`: given name or surname → the share of people who bear it (rounded).
    All keys are folded with ñ kept.
    """

    nicknames: Mapping[str, frozenset[str]] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    common: Mapping[str, float] = field(default_factory=dict)
    _read: dict[tuple[str, str], tuple[Word, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def _word(self, shown: str, part: str) -> Word:
        """Prepare one word; `shown` is how it was written."""
        text = folded(shown)
        text = self.abbreviations.get(text, text)
        forms = self.formal(text) if part in (GIVEN, ANY) else frozenset({text})
        return Word(text, part, sound(text), forms, shown, text in self.common)

    def formal(self, text: str) -> frozenset[str]:
        """The names that a given name may stand for: of Paquito those of Paco, of Juanita Juana."""
        known = self.nicknames.get(text)
        if known is not None:
            return known | {text}
        found = _DIMINUTIVE.search(text)
        if found is None or found.start() < 3:
            return frozenset({text})
        stem, ending = text[: found.start()], found[1]
        stems = {stem, stem + ending}
        if stem.endswith("qu"):
            stems.add(f"{stem[:-2]}c{ending}")
        forms = {formal for one in stems for formal in self.nicknames.get(one, ())}
        return frozenset({text, *stems, *forms})

    def words(self, name: str | None, part: str) -> tuple[Word, ...]:
        """The words of a part of a name, in their order, without particles."""
        if not name:
            return ()
        if (name, part) not in self._read:
            pieces = [piece for piece in _SEPARATORS.split(composed(name)) if piece]
            self._read[name, part] = tuple(
                self._word(piece, part) for piece in pieces if folded(piece) not in PARTICLES
            )
        return self._read[name, part]


def composed(name: str) -> str:
    """Return `name` in one spelling of its letters, marks inside words (glottal stops) removed."""
    return re.sub(r"(?<=\w)['’‘ʼʹꞋꞌ`´ʔˀ](?=\w)", "", unicodedata.normalize("NFC", name))


def folded(word: str) -> str:
    """Return a word without case and accents; ñ stays itself (reference 9.2)."""
    kept = unicodedata.normalize("NFC", word).casefold().replace("ñ", _ENYE)
    return fold(kept).replace(_ENYE, "ñ")
