"""All people of a vault in memory, found by any word of their names, however it is written."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from fielddoc.model.likeness import ADVISED, TYPED, Likeness, compare, needed_bits
from fielddoc.model.likeness.names import how_alike, worth
from fielddoc.model.likeness.person import Person
from fielddoc.model.likeness.words import Lexicon, Word
from fielddoc.progress import Progress, silent

_PRIOR_PEOPLE = 1000
"""How many people the shares of the lexicon weigh as much as, beside those in the vault."""
_RARE = 0.0002
"""Share of a name that the lexicon does not list."""
_LOOKED_AT = 200
"""Candidates that are compared in full for one name; `_LISTED` when all pairs are sought."""
_LISTED = 40
_FACT_BITS = 9.0
"""Bits that an equal birth, CURP or paper is reckoned to tell when candidates are looked for."""
_SLACK_BITS = 3.0
"""Bits that initials and nicknames may add beyond what candidates are looked for by."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people that may be one."""

    one: str
    other: str
    likeness: Likeness


class Index:
    """People by the words of their names. Used by one thread; nothing of it is ever written."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._people: list[Person | None] = []
        self._numbers: dict[str, int] = {}
        self._count = 0
        self._texts: list[str] = []
        self._words: dict[str, Word] = {}
        self._bearers: dict[str, list[int]] = {}
        self._sounds: dict[str, list[str]] = {}
        self._forms: dict[str, list[str]] = {}
        self._facts: dict[object, list[int]] = {}
        self._alike: dict[str, tuple[tuple[str, float], ...]] = {}

    def __len__(self) -> int:
        return self._count

    def __contains__(self, id_: str) -> bool:
        return id_ in self._numbers

    def put(self, person: Person) -> None:
        """Add a person, or take a new description in place of the one with the same id."""
        self.drop(person.id)
        number = len(self._people)
        self._people.append(person)
        self._numbers[person.id] = number
        self._count += 1
        for word in {word.text: word for word in person.words}.values():
            if len(word.text) > 1:
                self._bearers.setdefault(word.text, []).append(number)
                self._learn(word)
        for fact in _facts(person):
            self._facts.setdefault(fact, []).append(number)

    def drop(self, id_: str) -> None:
        """Forget a person."""
        number = self._numbers.pop(id_, None)
        if number is not None:
            person = self._people[number]
            self._people[number] = None
            self._count -= 1
            for text in {word.text for word in person.words} if person else ():
                if text in self._bearers:
                    self._bearers[text].remove(number)

    def share(self, text: str) -> float:
        """The share of people who bear a name: of the vault and the lexicon together."""
        expected = self.lexicon.common.get(text, _RARE)
        here = len(self._bearers.get(text, ()))
        return (here + expected * _PRIOR_PEOPLE) / (self._count + _PRIOR_PEOPLE)

    def compare(self, one: Person, other: Person) -> Likeness:
        """Compare two people as this vault's size and names have it."""
        return compare(one, other, self.share, self._count)

    def similar(
        self, person: Person, leave_out: Iterable[str] = (), limit: int = 5, least: float = TYPED
    ) -> list[Pair]:
        """The people most like `person` (itself not among them), best first."""
        out = {person.id, *leave_out}
        found = []
        for number in self._candidates(person, _LOOKED_AT):
            other = self._people[number]
            if other is not None and other.id not in out:
                likeness = self.compare(person, other)
                if likeness.score >= least:
                    found.append(Pair(person.id, other.id, likeness))
        found.sort(key=lambda pair: (-pair.likeness.score, -_told(pair.likeness), pair.other))
        return found[:limit]

    def pairs(self, least: float = ADVISED, progress: Progress = silent) -> Iterator[Pair]:
        """Every pair of people that is worth a look, each once, as they were added."""
        needed = needed_bits(least, self._count)
        for number, person in enumerate(self._people):
            progress(number, len(self._people))
            if person is None:
                continue
            floor = needed - _more_than_names(person)
            for candidate in self._candidates(person, _LISTED, floor, number):
                other = self._people[candidate]
                if other is not None:
                    likeness = self.compare(person, other)
                    if likeness.score >= least:
                        yield Pair(other.id, person.id, likeness)

    def _learn(self, word: Word) -> None:
        if word.text in self._words:
            if word.formal - self._words[word.text].formal:
                self._file_forms(word)
                self._words[word.text] = word
                self._alike.clear()
            return
        self._words[word.text] = word
        self._texts.append(word.text)
        self._sounds.setdefault(word.sound, []).append(word.text)
        self._file_forms(word)
        self._alike.clear()

    def _file_forms(self, word: Word) -> None:
        for form in word.formal:
            same = self._forms.setdefault(form, [])
            if word.text not in same:
                same.append(word.text)

    def _candidates(
        self, person: Person, most: int, floor: float = 0.0, before: int | None = None
    ) -> list[int]:
        """Numbers of the people who share most with `person`, counted in bits.

        `before`: only people with a smaller number, so that each pair is met once.
        """
        alike = [self._alike_words(word) for word in {w.text: w for w in person.words}.values()]
        alike.sort(key=_best, reverse=True)
        rest = sum(map(_best, alike))
        bits: dict[int, float] = {}
        for fact in _facts(person):
            for number in self._facts.get(fact, ()):
                bits[number] = bits.get(number, 0.0) + _FACT_BITS
        for words in alike:
            if rest < floor:  # who shares only these common words is no candidate
                break
            rest -= _best(words)
            for text, told in words:
                bearers = self._bearers[text]  # in the order of their numbers
                if before is not None:
                    bearers = bearers[: bisect_left(bearers, before)]
                for number in bearers:
                    bits[number] = bits.get(number, 0.0) + told
        found: Mapping[int, float] = bits
        if before is not None:
            least = min(floor, _FACT_BITS)
            found = {n: told for n, told in bits.items() if n < before and told >= least}
        return nlargest(most, found, key=found.__getitem__)

    def _alike_words(self, word: Word) -> tuple[tuple[str, float], ...]:
        """The words in this vault that agree with `word`, and the bits that tells."""
        if len(word.text) < 2:
            return ()
        key = f"{word.part} {word.text}"
        if key not in self._alike:
            texts = {word.text, *self._sounds.get(word.sound, ())}
            texts.update(text for form in word.formal for text in self._forms.get(form, ()))
            most = 2 if len(word.text) >= 8 else 1
            close = process.extract(
                word.text, self._texts, scorer=OSA.distance, score_cutoff=most, limit=None
            )
            texts.update(text for text, _, _ in close)
            self._alike[key] = tuple(self._worths(word, texts))
        return self._alike[key]

    def _worths(self, word: Word, texts: Iterable[str]) -> Iterator[tuple[str, float]]:
        for text in sorted(texts):
            other = self._words.get(text)
            how = how_alike(word, other) if other else None
            if other and how:
                yield text, worth(word, other, how, self.share)


def _more_than_names(person: Person) -> float:
    """The bits that facts about `person` may add at most, an equal birth, CURP or paper apart."""
    places = 4.0 * bool(person.birth_place) + 2.5 * bool(person.residence)
    papers = 6.0 * bool(person.birth) + 8.0 * bool(person.curp)
    return _SLACK_BITS + bool(person.sex) + places + papers


def _best(words: tuple[tuple[str, float], ...]) -> float:
    return max((told for _, told in words), default=0.0)


def _facts(person: Person) -> Iterator[object]:
    """Facts by which two people meet even when their names do not."""
    if person.birth and person.birth.exact:
        yield person.birth.first
    if person.curp and person.curp.text:
        yield person.curp.text
    yield from person.papers


def _told(likeness: Likeness) -> float:
    return sum(finding.bits for finding in likeness.findings)
