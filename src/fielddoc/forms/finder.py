"""Finding a term by some letters of its present or former names; accents and case do not matter."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from fielddoc.forms.vocabulary import Term
from fielddoc.model.names import fold, sort_key

_WHOLE, _BEGINS, _WORD, _INSIDE = range(4)


@dataclass(frozen=True, slots=True)
class Found:
    """A term, and the former or other name by which it was found, if it was not its own."""

    term: Term
    was: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    names: tuple[tuple[str, str], ...]
    """Each name as it is compared and as it is written; the present ones have no second."""
    above: str
    sort: str


class Finder:
    """The names of a list's terms, folded once."""

    def __init__(self, terms: Iterable[Term], above: Mapping[str, str] | None = None) -> None:
        """`above`: what each group of terms is called, so that its words narrow a search."""
        entries = [_entry(term, above or {}) for term in terms]
        self._entries = sorted(entries, key=lambda entry: entry.sort)

    def find(
        self, text: str, limit: int, fits: Callable[[Term], bool] = lambda _: True
    ) -> tuple[Found, ...]:
        """Return terms with every word of `text` in a name of theirs or of their group.

        Whole names come first, then those that begin so, those with a word that does, and the
        rest; present names before former ones, then as in a dictionary. No text finds all.
        """
        wanted = fold(text)
        words = wanted.split()
        if not words:
            fitting = (Found(entry.term) for entry in self._entries if fits(entry.term))
            return tuple(islice(fitting, limit))
        ranked: list[tuple[int, bool, Found]] = []
        for entry in self._entries:
            best = _best(entry, wanted, words) if fits(entry.term) else None
            if best is not None:
                rank, was = best
                ranked.append((rank, bool(was), Found(entry.term, was)))
        ranked.sort(key=lambda row: row[:2])
        return tuple(found for *_, found in ranked[:limit])


def _entry(term: Term, above: Mapping[str, str]) -> _Entry:
    own = dict.fromkeys(fold(label) for label in term.labels.values())
    names = [(name, "") for name in own]
    names += [(fold(name), name) for name in term.was]
    group = fold(above.get(term.group or "", ""))
    return _Entry(term, tuple(names), group, sort_key(term.labels.get("es", term.id)))


def _best(entry: _Entry, wanted: str, words: list[str]) -> tuple[int, str] | None:
    """Return how well the name that fits best does, and that name if it is a former one."""
    ranks = [
        (rank, bool(was), was)
        for name, was in entry.names
        if (rank := _rank(name, entry.above, wanted, words)) is not None
    ]
    if not ranks:
        return None
    rank, _, was = min(ranks)
    return rank, was


def _rank(name: str, above: str, wanted: str, words: list[str]) -> int | None:
    if not all(word in name or word in above for word in words):
        return None
    if name == wanted:
        return _WHOLE
    if name.startswith(wanted):
        return _BEGINS
    return _WORD if f" {wanted}" in name else _INSIDE
