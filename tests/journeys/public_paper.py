"""Whether facts stand on paper: in the text extracted from the PDF, in their own place.

A fact's place is its field, under its record's heading. Compared is with all white space taken
out, for lines end wherever the page does; without marks that nobody sees, and with accents
composed. Nothing else is forgiven. What is expected is worked out from the file, never from
the vault that the paper was made of.
"""

import re
import unicodedata
from collections.abc import Callable
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

    Such a letter is printed as its number, `[U+1F54A]`.
    """
    told = re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda found: chr(int(found[1], 16)), text)
    told = unicodedata.normalize("NFC", told)
    return "".join(c for c in told if c in "\n\t" or unicodedata.category(c) not in ("Cf", "Cc"))


def missing_on_paper(loaded: Loaded, text: str, known: Forms, name_of: NameOf) -> dict[Key, str]:
    """The facts of a case that the paper does not show in their place, and why."""
    sections = _sections(loaded, text, known, name_of)
    seen: dict[Key, str] = {}
    for page in loaded.pages:
        section = sections.get(page.record)
        regions = _regions(page, section, known) if section is not None else {}
        for spot in page.spots:
            key = key_of(spot.fact)
            reason = "its record is not on paper"
            if section is not None:
                reason = _why_not(page, spot, regions.get(spot.field), known, name_of)
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


def _regions(page: Page, section: str, known: Forms) -> dict[str, str]:
    """The text beside each label, labels taken in the form's order."""
    form = known.kinds[page.kind]
    marks: list[tuple[int, int, str]] = []
    at = 0
    parts = [
        (part, [field for field in part.fields if field.name in page.fields])
        for part in form.sections
    ]
    several = sum(1 for _, filled in parts if filled) > 1
    for part, filled in parts:
        heading = _find(forms.label(part.labels, "es"), section, at, alone=True)
        if filled and several and heading is not None:
            marks.append((heading.start(), heading.end(), ""))
            at = heading.end()
        for field in filled:
            match = _find(forms.label(field.labels, "es"), section, at)
            if match is not None:
                marks.append((match.start(), match.end(), field.name))
                at = match.end()
    ends = [start for start, _, _ in marks[1:]] + [len(section)]
    return {name: section[begin:end] for (_, begin, name), end in zip(marks, ends, strict=True)}


def _find(label: str, text: str, at: int, *, alone: bool = False) -> re.Match[str] | None:
    """A label at the start of a line; a heading is alone on it."""
    end = r"$" if alone else r"(?=\s)"
    return re.compile(rf"^{_loose(label)}{end}", re.MULTILINE).search(text, at)


def _why_not(page: Page, spot: Spot, region: str | None, known: Forms, name_of: NameOf) -> str:
    if region is None:
        return f"no field {spot.field} in its section"
    field = known.kinds[page.kind].fields[spot.field]
    value = page.fields[spot.field]
    given = _bare(region)
    if spot.field == NOTES:
        note = f"{spot.fact.path}{_doubt(spot)}Valor:{spot.fact.text}"
        return "" if _bare(f"Dato: {note}") in given else "its source note does not say it"
    if spot.row is not None and spot.part:
        inner = field.fields[spot.part]
        line = f"{forms.label(inner.labels, 'es')}: {_words(known, inner, spot.expected, name_of)}"
        return "" if _bare(line + _doubt(spot)) in given else f"{spot.field}: not so in its row"
    if spot.how == "confidence":
        sure = forms.doubt(Value(None, None, spot.expected), "es")
        return "" if _bare(sure).lower() in given.lower() else f"{spot.field}: no confidence"
    whole = _words(known, field, value.v, name_of)
    told = forms.doubt(value, "es")
    expected = _bare(whole + told[:1].upper() + told[1:])
    if given != expected:
        return f"{spot.field}: reads otherwise"
    part = _bare(_part(known, field, spot, name_of))
    return "" if part in _bare(whole) else f"{spot.field}: not among what is said"


def _part(known: Forms, field: Field, spot: Spot, name_of: NameOf) -> str:
    """What of a value the fact alone says: a part of a place, one of a list."""
    if field.type == "place":
        return forms.show(known, field, Value({spot.part: spot.expected}), "es", name_of).strip(
            "()"
        )
    return _words(known, field, spot.expected, name_of)


def _words(known: Forms, field: Field, v: Json, name_of: NameOf) -> str:
    """A value as the paper writes it; a date with its EDTF text behind."""
    shown = forms.show(known, field, Value(v), "es", name_of)
    return f"{shown} [{v}]" if field.type == "date" and str(v) not in shown else shown


def _doubt(spot: Spot) -> str:
    told = forms.doubt(Value(None, None, spot.fact.confidence, spot.fact.source), "es")
    return f" [{told}]" if told else ""


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", _letters(text))
