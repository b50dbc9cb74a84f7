"""Whether facts stand on paper: in the text extracted from the PDF, in their own place.

A fact's place is its field, under its record's heading. Compared is with all white space taken
out, for lines end wherever the page does; without marks that nobody sees, and with accents
composed. Nothing else is forgiven. What is expected is worked out from the file, never from
the vault that the paper was made of.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2

from fielddoc import forms
from fielddoc.forms import Field, Forms
from fielddoc.model.values import Json, Value
from tests.journeys.public_pages import NOTES, Page, Spot
from tests.journeys.public_records import Loaded
from tests.journeys.public_vault import Key, key_of

NameOf = Callable[[str], str]
_FOOT = re.compile(r"^Sello del contenido: [0-9a-f]+")
_END = "\nÍndice de evidencias\n"
_NUMBER = re.compile(r"\d+\.")
_JOINED = re.compile("[\ufb00-\ufb06]")
_SELECTORS = re.compile("[\ufe00-\ufe0f]")
SHORT = 8


def text_of_pdf(path: Path) -> str:
    """The paper's words, page after page, without what stands at the edge of every page."""
    pages = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            lines = page.get_textpage().get_text_bounded().replace("\r\n", "\n").split("\n")
            if lines and _FOOT.match(lines[-1]):
                lines = lines[:-2]
            pages.append("\n".join(lines))
    return _letters("\n".join([*pages, ""]))


def _letters(text: str) -> str:
    """The text without marks that nobody sees, and with the letters that the paper's fonts lack.

    Such a letter is printed as its number, `[U+1F54A]`. Joined letters (`ﬁ`) are read apart, as
    PDF readers give them, and the selectors of a letter's variant are such marks, too.
    """
    told = re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda found: chr(int(found[1], 16)), text)
    told = _JOINED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), told)
    told = unicodedata.normalize("NFC", _SELECTORS.sub("", told))
    return "".join(c for c in told if c in "\n\t" or unicodedata.category(c) not in ("Cf", "Cc"))


def missing_on_paper(loaded: Loaded, text: str, known: Forms, name_of: NameOf) -> dict[Key, str]:
    """The facts of a case that the paper does not show in their place, and why."""
    sections = _sections(loaded, text, known, name_of)
    seen: dict[Key, str] = {}
    for page in loaded.pages:
        section = sections.get(page.record)
        wrong = None if section is None else _Reading(page, section, known, name_of).wrong()
        for spot in page.spots:
            key = key_of(spot.fact)
            reason = "its record is not on paper" if wrong is None else wrong.get(spot, "")
            seen[key] = seen.get(key) or reason
    return {
        key_of(fact): seen.get(key_of(fact), "was put nowhere")
        for fact in loaded.facts
        if seen.get(key_of(fact), "was put nowhere")
    }


def _sections(loaded: Loaded, text: str, known: Forms, name_of: NameOf) -> dict[str, str]:
    """What stands under each record's heading, up to the next heading."""
    found: list[tuple[int, int, str]] = []
    for page in loaded.pages:
        form = known.kinds[page.kind]
        kind, plural = forms.label(form.labels, "es"), forms.label(form.plural, "es")
        heading = f"{name_of(page.record)} {kind} · {page.record[:SHORT]}"
        match = re.search(rf"^(?:(?:{plural}|{kind})\n)?{_broken(heading)}\n", text, re.MULTILINE)
        if match is not None:
            found.append((match.start(), match.end(), page.record))
    end = text.rfind(_END)
    stops = sorted([*(start for start, _, _ in found), end if end >= 0 else len(text)])
    return {
        record: text[begin : next(stop for stop in stops if stop >= begin)]
        for _, begin, record in found
    }


def _loose(words: str) -> str:
    """A pattern for words between which a line may end."""
    return r"\s*" + r"\s+".join(re.escape(word) for word in _letters(words).split())


def _broken(words: str) -> str:
    """As `_loose`, for words too long for their line, which may break anywhere."""
    return r"\s*" + r"\s*".join(re.escape(char) for char in _bare(words))


class _Reading:
    """Reads what stands under one record's heading, field after field in the form's order.

    A value counts when it stands whole right behind its label, and another label or nothing
    follows; a row's part when it stands behind its own label after the group's.
    """

    def __init__(self, page: Page, section: str, known: Forms, name_of: NameOf) -> None:
        self.page = page
        self.known = known
        self.name_of = name_of
        self.text = _bare(section)
        self.at = 0
        form = known.kinds[page.kind]
        self.stops = {_bare(forms.label(part.labels, "es")) for part in form.sections}
        self.stops |= {_bare(forms.label(field.labels, "es")) for field in form.fields.values()}
        self.fields = [
            field for part in form.sections for field in part.fields if field.name in page.fields
        ]

    def wrong(self) -> dict[Spot, str]:
        """The facts that do not stand there, and why."""
        found: dict[Spot, str] = {}
        for field in self.fields:
            spots = [spot for spot in self.page.spots if spot.field == field.name]
            read = self._rows if field.type == "group" else self._value
            found.update({spot: reason for spot, reason in read(field, spots) if reason})
        return found

    def _value(self, field: Field, spots: list[Spot]) -> Iterator[tuple[Spot, str]]:
        value = self.page.fields[field.name]
        whole, told = self._words(field, value.v), forms.doubt(value, "es")
        label = _bare(forms.label(field.labels, "es"))
        stands = self._pass(label + _bare(whole + told[:1].upper() + told[1:]), self.stops)
        for spot in spots:
            if not stands:
                yield spot, f"{field.name}: not there, or reads otherwise"
            elif spot.how == "confidence":
                sure = forms.doubt(Value(None, None, spot.expected), "es")
                yield spot, "" if sure.lower() in told.lower() else "its confidence is not told"
            else:
                part = _bare(self._part(field, spot))
                yield spot, "" if part in _bare(whole) else "not among what is said"

    def _rows(self, field: Field, spots: list[Spot]) -> Iterator[tuple[Spot, str]]:
        if not self._pass(_bare(forms.label(field.labels, "es")), None):
            yield from ((spot, f"{field.name}: not there") for spot in spots)
            return
        parts = {_bare(forms.label(inner.labels, "es")) + ":" for inner in field.fields.values()}
        stops = self.stops | parts
        begin, furthest = self.at, self.at
        for spot in spots:
            self.at = begin
            stands = self._pass(_bare(self._line(field, spot)), stops)
            furthest = max(furthest, self.at)
            yield spot, "" if stands else f"{field.name}: not so in any row"
        self.at = furthest

    def _line(self, field: Field, spot: Spot) -> str:
        """What a row says of a fact: its part's label and words; a note's key before its value."""
        told = forms.doubt(Value(None, None, spot.fact.confidence, spot.fact.source), "es")
        sure = f" [{told}]" if told else ""
        inner = field.fields[spot.part]
        label = forms.label(inner.labels, "es")
        if field.name == NOTES:
            return f"Dato: {spot.fact.path}{sure}{label}: {spot.fact.text}"
        return f"{label}: {self._words(inner, spot.expected)}{sure}"

    def _pass(self, expected: str, stops: set[str] | None) -> bool:
        """Find the words from here on, go behind them, and say whether they were there."""
        found = self.text.find(expected, self.at)
        while found >= 0:
            end = found + len(expected)
            if stops is None or self._ends(end, stops):
                self.at = end
                return True
            found = self.text.find(expected, found + 1)
        return False

    def _ends(self, at: int, stops: set[str]) -> bool:
        """Whether a label, a numbered row or nothing follows."""
        number = _NUMBER.match(self.text, at)
        at = number.end() if number else at
        return at == len(self.text) or any(self.text.startswith(stop, at) for stop in stops)

    def _part(self, field: Field, spot: Spot) -> str:
        """What of a value the fact alone says: a part of a place, one of a list."""
        if field.type == "place":
            v = {spot.part: spot.expected}
            return forms.show(self.known, field, Value(v), "es", self.name_of).strip("()")
        return self._words(field, spot.expected)

    def _words(self, field: Field, v: Json) -> str:
        """A value as the paper writes it; a date, time or number with its notation behind."""
        shown = forms.show(self.known, field, Value(v), "es", self.name_of)
        exact = field.type in ("date", "time", "number")
        return f"{shown} [{v}]" if exact and str(v) not in shown else shown


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", _letters(text))
