"""How a passphrase for a new vault would stand up, and what to do about it."""

from dataclasses import dataclass

from zxcvbn import zxcvbn

from fielddoc.text import N_, Catalogue

ENOUGH = 12.0
"""Guesses, as a power of ten: at the slots' 256 MiB of memory and one second a guess this is
beyond anybody's machines; below, a short or known phrase would give the vault away."""

_LONGEST = 72
"""Characters that zxcvbn takes; what comes after only makes a passphrase stronger."""

_ADVICE = {
    "dictionary": N_("Contiene palabras, nombres o claves muy comunes; agregue palabras al azar."),
    "spatial": N_("Evite teclas vecinas del teclado, como «qwerty»."),
    "repeat": N_("Evite repetir letras o palabras."),
    "sequence": N_("Evite series como «abc» o «1234»."),
    "regex": N_("Evite años y otros números fáciles de adivinar."),
    "date": N_("Evite fechas, sobre todo de personas cercanas."),
}
_SHORT = N_("Hágala más larga: seis palabras al azar que no formen una frase conocida.")


@dataclass(frozen=True, slots=True)
class Strength:
    """How a passphrase would stand up: `score` 0 to 4, `enough` for a vault, advice to show."""

    score: int
    enough: bool
    advice: tuple[str, ...]


def judge(passphrase: str, say: Catalogue) -> Strength:
    """Judge a passphrase for a new vault."""
    if not passphrase:
        return Strength(0, False, (say(_SHORT),))
    found = zxcvbn(passphrase[:_LONGEST])
    guesses = float(found["guesses_log10"])
    enough = guesses >= ENOUGH
    patterns = dict.fromkeys(str(part["pattern"]) for part in found["sequence"])
    advice = [say(_ADVICE[pattern]) for pattern in patterns if pattern in _ADVICE]
    score = 4 if enough else min(int(guesses / ENOUGH * 4), 3)
    return Strength(score, enough, () if enough else (say(_SHORT), *advice))
