"""Terms that people wrote because no list had them: gathered, so that a list can grow."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import forms
from fielddoc.app.naming import field_of
from fielddoc.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fielddoc.app.session import Session
    from fielddoc.forms import Field
    from fielddoc.model.values import Json


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term that a list lacks. `text` as it was written most often, `spellings` in all ways.

    `count` is how often it stands in answers, `records` in which records.
    """

    vocabulary: str
    label: str
    text: str
    count: int
    records: tuple[str, ...]
    spellings: tuple[str, ...] = ()


def proposals(session: Session) -> tuple[Proposal, ...]:
    """Every proposal in the vault, by list, the most frequent first.

    Spellings that differ in case, accents or spaces are one. Removed records do not count;
    every version of an answer that people do not agree on does.
    """
    spelt: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    where: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for record in session.vault.records():
        form = session.forms.kinds.get(record.kind)
        for name, rows in record.fields.items():
            field = field_of(form, name)
            for held in rows if field is not None else ():
                for vocabulary, text in _proposed(field, held.value.v):
                    key = vocabulary, fold(text)
                    spelt[key][text] += 1
                    where[key][record.id] = None
    found = [_row(session, key[0], spelt[key], tuple(where[key])) for key in spelt]
    return tuple(sorted(found, key=lambda row: (row.label, -row.count, fold(row.text))))


def _row(
    session: Session, vocabulary: str, spelt: Counter[str], records: tuple[str, ...]
) -> Proposal:
    label = forms.label(session.forms.vocabularies[vocabulary].labels, session.language)
    texts = tuple(text for text, _ in spelt.most_common())
    return Proposal(vocabulary, label, texts[0], spelt.total(), records, texts)


def _proposed(field: Field | None, plain: Json) -> Iterator[tuple[str, str]]:
    """Yield the vocabulary and the text of each proposal in an answer, in groups too."""
    if field is None or plain is None:
        return
    items = plain if isinstance(plain, list) else [plain]
    if field.vocabulary is not None:
        for item in items:
            if isinstance(item, dict) and isinstance(item.get("text"), str) and item["text"]:
                yield field.vocabulary, item["text"]
    elif field.type == "group":
        for row in items:
            for name, said in row.items() if isinstance(row, dict) else ():
                if isinstance(said, dict):
                    yield from _proposed(field.inner(name), said.get("v"))
