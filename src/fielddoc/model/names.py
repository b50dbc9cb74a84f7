"""Names and other words as they are compared: folded for search, keyed for sorting."""

import re
import unicodedata

_DROPPED = dict.fromkeys(
    map(
        ord,
        "'’‘ʼʹꞋꞌ`´ʔˀ\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    )
)
_MAPPED = str.maketrans(
    {
        "ı": "i",
        "ɨ": "i",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ʉ": "u",
        "ŋ": "n",
    }
)
_COMMON_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""The combining diacritical marks: most words are plain ASCII without them."""


def fold(text: str) -> str:
    """Return `text` as it is searched: no case, accents, apostrophes or glottal marks.

    Letters of Mexican languages that have no decomposition (ɨ, ʉ, ŋ …) are mapped to the key
    a person would press. ñ becomes n here and stays apart in `sort_key` (reference 12.14).
    """
    plain = unicodedata.normalize("NFKD", text.replace("\0", " ")).casefold()
    if not plain.isascii():
        plain = _COMMON_MARKS.sub("", plain)
    if plain.isascii():
        return " ".join(plain.replace("'", "").replace("`", "").split())
    plain = plain.translate(_DROPPED).translate(_MAPPED)
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(kept.split())


def sound(text: str) -> str:
    """Return `text` with what is no character shown as U+FFFD, so that the rest can be kept.

    Halves of a pair come from broken keyboards and half-pasted emoji, and Python gives such
    for bytes in the name of a file that are not UTF-8. Two halves that belong together are
    joined. Everything else stays as it is.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def sort_key(text: str) -> str:
    """Return a key that sorts like a Spanish dictionary: ñ after n, accents ignored."""
    marked = unicodedata.normalize("NFC", text).casefold().replace("ñ", "n\uffff")
    return fold_keeping(marked)


def fold_keeping(text: str) -> str:
    """Fold accents away but leave the private mark that `sort_key` put behind n."""
    return "".join(
        char
        for char in unicodedata.normalize("NFKD", text).translate(_DROPPED).translate(_MAPPED)
        if not unicodedata.combining(char)
    )


def full_name(given: str | None, surname1: str | None, surname2: str | None) -> str:
    """Join what is known of a name in the Mexican order; unknown parts leave no trace."""
    return " ".join(part for part in (given, surname1, surname2) if part)
