"""The program's own sentences by language. Spanish is the source; English is a catalogue.

Nothing here is global: the dossier's language may differ from the window's, so whoever speaks
holds a `Catalogue` and calls it with the Spanish sentence. Words to translate are found by
Babel under the names `say` and `N_` and translated in `resources/i18n/<lang>/fielddoc.po`;
`make texts` compiles them.
"""

import gettext
from functools import lru_cache
from pathlib import Path

from fielddoc.paths import resources

LANGUAGES = ("es", "en")


def N_(sentence: str) -> str:  # noqa: N802 (the name is gettext's)
    """Mark a sentence for translation where it is written, to be said later."""
    return sentence


class Catalogue:
    """Says the program's sentences in one language."""

    def __init__(self, language: str, texts: gettext.NullTranslations) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, sentence: str, **facts: object) -> str:
        """Say the Spanish `sentence` in this language, `{name}` parts filled from `facts`."""
        said = self._texts.gettext(sentence)
        return said.format(**facts) if facts else said


@lru_cache
def catalogue(language: str) -> Catalogue:
    """Return the sentences in `language`, one of `LANGUAGES`; others are spoken in Spanish."""
    if language not in LANGUAGES or language == "es":
        return Catalogue("es", gettext.NullTranslations())
    merged: gettext.NullTranslations | None = None
    for file in sorted(Path(resources(), "i18n", language).glob("*.mo")):
        with file.open("rb") as stream:
            found = gettext.GNUTranslations(stream)
        if merged is not None:
            found.add_fallback(merged)
        merged = found
    return Catalogue(language, merged or gettext.NullTranslations())
