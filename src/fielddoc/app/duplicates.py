"""Advice that two descriptions may be one person; links that say so, or say no.

Advice only ever warns. Nothing is merged: a link is a record of its own, beside two records
that stay as their sources told them, and goes when it is removed. `docs/people.md` has the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc.app import records
from fielddoc.app.likeness_words import Reason, reasons
from fielddoc.app.naming import Names
from fielddoc.app.people import FIELDS, Link, People, Reader, lexicon, spans
from fielddoc.errors import ValueRefused
from fielddoc.model.likeness import LIKELY
from fielddoc.model.likeness.index import Index
from fielddoc.model.values import Value
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from fielddoc.app.rows import Changes
    from fielddoc.app.session import Session
    from fielddoc.model.likeness.index import Pair

PERSON = "person"
RELATION = "relation"
SAME, DIFFERENT = "misma_persona", "persona_distinta"
"""Terms of the vocabulary `parentesco` that say what somebody decided about two people."""
CERTAINTY = ("1", "2", "3", "4", "5")
_WORDS = {"low": "2", "medium": "3", "high": "5"}
_LINK_FIELDS = ("from", "to", "kind", "certainty", "told")
_TYPING = "typing"
_AT_ONCE = 500
"""People read between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A person who may be the one asked about. `score` 0..1 orders, it is no chance."""

    record: str
    title: str
    case: str | None
    score: float
    likely: bool
    reasons: tuple[Reason, ...]
    linked: bool = False


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two people of the vault who may be one."""

    one: str
    other: str
    titles: tuple[str, str]
    cases: tuple[str | None, str | None]
    score: float
    likely: bool
    reasons: tuple[Reason, ...]


def prepare(session: Session, progress: Progress = silent) -> int:
    """Read all people into memory, or those changed since; return how many there are.

    Advice does this by itself; a window calls it beforehand, when nobody waits, and may stop it
    when somebody does: what was read is kept, and the next call goes on from there.
    """
    return len(_people(session, progress).index)


def advice(
    session: Session,
    values: Mapping[str, Value],
    *,
    case: str | None = None,
    leave_out: Collection[str] = (),
    limit: int = 5,
) -> tuple[Likeness, ...]:
    """Who in the vault may be the person being typed, likeliest first.

    `leave_out` are records not to name: the one being edited, and those it was compared with.
    Those of whom somebody said that they are other people than any of `leave_out` stay away too.
    """
    known = _people(session, silent)
    typed = known.reader.person(_TYPING, values, case)
    away, linked = set(leave_out), set[str]()
    for found in _decisions(known):
        for mine, theirs in ((found.one, found.other), (found.other, found.one)):
            if mine in leave_out:
                (linked if found.same else away).add(theirs)
    naming = Names(session)
    pairs = known.index.similar(typed, away, limit)
    return tuple(_likeness(session, naming, pair, pair.other in linked) for pair in pairs)


def listing(session: Session, progress: Progress = silent) -> list[PairRow]:
    """All pairs of people in the vault who may be one and about whom nobody decided yet."""
    known = _people(session, progress)
    decided = {frozenset((found.one, found.other)) for found in _decisions(known)}
    naming = Names(session)
    cases = {id_: case for id_, case, _ in session.vault.columns(PERSON, ())}
    rows = [
        PairRow(
            pair.one,
            pair.other,
            (naming.name_of(pair.one), naming.name_of(pair.other)),
            (cases.get(pair.one), cases.get(pair.other)),
            pair.likeness.score,
            pair.likeness.score >= LIKELY,
            reasons(session, pair.likeness.findings),
        )
        for pair in known.index.pairs(progress=progress)
        if frozenset((pair.one, pair.other)) not in decided
    ]
    return sorted(rows, key=lambda row: (-row.score, row.titles, row.one, row.other))


def link(session: Session, one: str, other: str, certainty: int | str, reason: str) -> Changes:
    """Say that two records are the same person, as sure as 1 (a guess) to 5 (certain).

    "low", "medium" and "high" are 2, 3 and 5. Makes one record; `records.remove` undoes it.
    Raises `ValueRefused` for another certainty, the same record twice, or no person.
    """
    return _decide(session, SAME, one, other, certainty, reason)


def apart(session: Session, one: str, other: str, reason: str, certainty: int | str = 5) -> Changes:
    """Say that two records are different people, so that the pair is not offered again."""
    return _decide(session, DIFFERENT, one, other, certainty, reason)


def links(session: Session, record: str | None = None) -> list[Link]:
    """What was decided about people, or about one of them, and not taken back."""
    decided = _decisions(_people(session, silent))
    return [found for found in decided if record in (None, found.one, found.other)]


def _decisions(known: People) -> list[Link]:
    return [found for some in known.links.values() for found in some]


def _links(session: Session, ids: Collection[str] | None) -> Iterator[tuple[str, tuple[Link, ...]]]:
    for id_, _, values in session.vault.columns(RELATION, _LINK_FIELDS, ids):
        plain = {name: value.v for name, value in values.items()}
        to = plain.get("to")
        if plain.get("kind") in (SAME, DIFFERENT) and isinstance(to, list):
            one, same = str(plain.get("from")), plain["kind"] == SAME
            told = str(plain.get("certainty") or ""), str(plain.get("told") or "")
            yield id_, tuple(Link(id_, one, other, same, *told) for other in to)


def _decide(
    session: Session, kind: str, one: str, other: str, certainty: int | str, reason: str
) -> Changes:
    level = _WORDS.get(str(certainty), str(certainty))
    if level not in CERTAINTY:
        raise ValueRefused(kind=RELATION, field="certainty", reason="unknown-term")
    found = [session.vault.record(id_) for id_ in (one, other)]
    if one == other or any(record.kind != PERSON for record in found):
        raise ValueRefused(kind=RELATION, field="to", reason="duplicate")
    cases = {record.case for record in found}
    fields = {
        "from": Value(one),
        "kind": Value(kind),
        "to": Value([other]),
        "certainty": Value(level),
        "told": Value(reason),
    }
    # Of two cases the link belongs to neither: neither's bundle may speak of the other.
    case = cases.pop() if len(cases) == 1 else None
    return records.save(session, case, None, RELATION, fields, reason=reason)


def _people(session: Session, progress: Progress) -> People:
    """The session's index, brought up to what the vault has now; work that was stopped goes on."""
    known = session.people
    mark, changed = session.vault.changed_since(known.mark if known else (0, 0))
    if known is None or changed is None:
        reader = Reader(lexicon(), spans(session.vault, session.forms))
        ids = [id_ for id_, _, _ in session.vault.columns(PERSON, ())]
        known = People(reader, Index(reader.lexicon), mark, dict(_links(session, None)), ids)
        session.people = known
    elif changed:
        for id_ in changed:
            known.index.drop(id_)
            known.links.pop(id_, None)
        _read(session, known, changed)
        known.links.update(_links(session, changed))
    known.mark = mark
    done = len(known.index)
    while known.missing:
        progress(done, done + len(known.missing))
        some = known.missing[-_AT_ONCE:]
        _read(session, known, some)
        del known.missing[-_AT_ONCE:]
        done += len(some)
    return known


def _read(session: Session, known: People, ids: Collection[str]) -> None:
    for id_, case, values in session.vault.columns(PERSON, FIELDS, ids):
        known.index.put(known.reader.person(id_, values, case))


def _likeness(session: Session, naming: Names, pair: Pair, linked: bool) -> Likeness:
    found = session.vault.record(pair.other)
    return Likeness(
        pair.other,
        naming.title_of(found),
        found.case,
        pair.likeness.score,
        pair.likeness.score >= LIKELY,
        reasons(session, pair.likeness.findings),
        linked,
    )
