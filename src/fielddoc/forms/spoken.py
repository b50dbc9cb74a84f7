"""Dates, hours and numbers with their doubt, in words a person reads."""

import re

from fielddoc.errors import DateRefused
from fielddoc.model.dates import parse
from fielddoc.text import N_, Catalogue

MONTHS = (
    N_("enero"), N_("febrero"), N_("marzo"), N_("abril"), N_("mayo"), N_("junio"), N_("julio"),
    N_("agosto"), N_("septiembre"), N_("octubre"), N_("noviembre"), N_("diciembre"),
)  # fmt: skip
_SEASONS = {
    "21": N_("primavera de {year}"),
    "22": N_("verano de {year}"),
    "23": N_("otoño de {year}"),
    "24": N_("invierno de {year}"),
}
TIME = re.compile(
    r"(~?)((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:/(~?)((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?))?(\?)?"
)
_COUNT = r"\d+(?:[ ,]\d{3})*(?:\.\d+)?"
NUMBER = re.compile(rf"(~|>=|<=|>|<)?({_COUNT})(?:\.\.({_COUNT}))?(\?)?(?: *(\(.+\)))?")


def date_in_words(text: str, say: Catalogue) -> str:
    """Say an EDTF date; the EDTF itself follows in brackets where words would lose some of it.

    Text that is no EDTF date is returned as it is: nothing is ever hidden.
    """
    try:
        parse(text)
    except DateRefused:
        return text
    start, slash, end = text.partition("/")
    if not slash:
        return _point(text, say)
    words = _interval(start, end, say)
    return f"{words} ({text})" if "?" in text or "%" in text else words


def _interval(start: str, end: str, say: Catalogue) -> str:
    if start in ("", ".."):
        if start:
            return say("hasta {end}, inicio abierto", end=_point(end, say, whole=False))
        return say("hasta {end}, inicio desconocido", end=_point(end, say, whole=False))
    if end == "..":
        return say("desde {start} en adelante", start=_point(start, say, whole=False))
    if end == "":
        return say("desde {start}, término desconocido", start=_point(start, say, whole=False))
    return say(
        "desde {start} hasta {end}",
        start=_point(start, say, whole=False),
        end=_point(end, say, whole=False),
    )


def _point(text: str, say: Catalogue, *, whole: bool = True) -> str:
    """Say one date. `whole` False: inside an interval, where a full day takes its article."""
    bare = text.rstrip("?~%")
    words, lossy = _bare(bare, say)
    full = re.fullmatch(r"\d{4}-\d\d-\d\d", bare) is not None
    approximate, uncertain = text[-1:] in "~%" and text != bare, text[-1:] in "?%" and text != bare
    if approximate:
        about = say("alrededor del {date}", date=words)
        words = about if full else say("alrededor de {date}", date=words)
    elif full and not whole:
        words = say("el {date}", date=words)
    if uncertain:
        words = say("{date}, con duda", date=words)
    return f"{words} ({text})" if lossy else words


def _bare(text: str, say: Catalogue) -> tuple[str, bool]:
    """Return the words for a date without qualifier, and whether they lose something."""
    year, _, rest = text.partition("-") if not text.startswith(("-", "Y")) else (text, "", "")
    month, _, day = rest.partition("-")
    if year.endswith("X"):
        return say("años {year}", year=year.replace("X", "0")), True
    if not month:
        return year, not year.isdigit()
    if month in _SEASONS:
        return say(_SEASONS[month], year=year), False
    if "X" in month:
        return (say("algún día de {year}", year=year) if day else
                say("algún mes de {year}", year=year)), False  # fmt: skip
    name = say(MONTHS[int(month) - 1])
    if not day:
        return say("{month} de {year}", month=name, year=year), False
    if day == "XX":
        return say("algún día de {month} de {year}", month=name, year=year), False
    if "X" in day:
        return say("{month} de {year}", month=name, year=year), True
    return say("{day} de {month} de {year}", day=int(day), month=name, year=year), False


def time_in_words(text: str, say: Catalogue) -> str:
    """Say a local clock time, `~15:00` or `15:00/16:30`; other text is returned as it is."""
    found = TIME.fullmatch(text)
    if found is None:
        return text
    about, start, about_end, end, doubt = found.groups()
    words = say("alrededor de las {time}", time=start) if about else start
    if end:
        until = say("alrededor de las {time}", time=end) if about_end else end
        words = say("de {start} a {end}", start=words, end=until)
    return say("{date}, con duda", date=words) if doubt else words


def number_in_words(text: str, say: Catalogue) -> str:
    """Say a number with its doubt: `~11`, `8..10`, `>40`; other text is returned as it is."""
    found = NUMBER.fullmatch(text)
    if found is None:
        return text
    about, first, last, doubt, remark = found.groups()
    words = first
    if last:
        words = say("entre {first} y {last}", first=first, last=last)
    if about:
        words = {
            "~": say("alrededor de {number}", number=words),
            ">": say("más de {number}", number=words),
            "<": say("menos de {number}", number=words),
            ">=": say("{number} o más", number=words),
            "<=": say("{number} o menos", number=words),
        }[about]
    if doubt:
        words = say("{date}, con duda", date=words)
    return f"{words} {remark}" if remark else words
