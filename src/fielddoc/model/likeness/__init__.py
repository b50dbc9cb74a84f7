"""How alike two descriptions of a person are, and why. Nothing here decides: people do.

`docs/people.md` states the rules, the weights and their limits.
"""

import math
from dataclasses import dataclass

from fielddoc.model.likeness.facts import compare_facts
from fielddoc.model.likeness.names import FORM, Finding, Share, compare_names
from fielddoc.model.likeness.person import Name, Person, Place, Span, born, born_by_age
from fielddoc.model.likeness.sound import sound
from fielddoc.model.likeness.words import ANY, FIRST, GIVEN, SECOND, Lexicon, Word

__all__ = [
    "ADVISED",
    "ANY",
    "FIRST",
    "GIVEN",
    "LIKELY",
    "SECOND",
    "TYPED",
    "Finding",
    "Lexicon",
    "Likeness",
    "Name",
    "Person",
    "Place",
    "Share",
    "Span",
    "Word",
    "born",
    "born_by_age",
    "compare", "needed_bits",
    "sound",
]  # fmt: skip

TYPED = 0.1
"""Score from which somebody is named while a person is being typed: a few, each soon dismissed."""
ADVISED = 0.25
"""Score from which a pair stands in the list of those worth a look."""
LIKELY = 0.95
_WITHOUT_NAME = ("same-curp", "same-paper")
"""What is enough where one of the two has no name at all."""
_ALIAS_BITS = 4.0
_FEWEST = 256
"""Vaults with fewer people are reckoned as if they had so many."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` from 0 to 1, and the findings behind it, weightiest first."""

    score: float
    findings: tuple[Finding, ...]

    @property
    def advised(self) -> bool:
        """Whether a person should look at the pair."""
        return self.score >= ADVISED


def compare(one: Person, other: Person, share: Share, people: int) -> Likeness:
    """Compare two descriptions, of `people` in all; `share` says how common a name is (0..1).

    The bits of all findings are added to how unlikely it was beforehand that two of so many
    people are one; the score is the probability that this gives, if the findings were
    independent. They are not quite, so read it as an order, not as a chance.
    """
    named, told = _names(one, other, share), list(compare_facts(one, other))
    if not named and not any(finding.code in _WITHOUT_NAME for finding in told):
        return Likeness(0.0, ())
    findings = [*named, *told]
    bits = sum(finding.bits for finding in findings) - math.log2(max(people, _FEWEST))
    score = 1 / (1 + 2.0 ** -max(-60.0, min(60.0, bits)))
    findings.sort(key=lambda finding: -abs(finding.bits))
    return Likeness(score, tuple(findings))


def needed_bits(score: float, people: int) -> float:
    """The bits that findings must add up to for a score, among `people` in all."""
    return math.log2(max(people, _FEWEST)) + math.log2(score / (1 - score))


def _names(one: Person, other: Person, share: Share) -> list[Finding]:
    """The findings on the two of all their names that agree best, and on their nicknames."""
    best: list[Finding] = []
    most, other_name = -math.inf, False
    for mine in one.names:
        for theirs in other.names:
            found = compare_names(mine, theirs, share)
            bits = sum(finding.bits for finding in found)
            if found and bits > most:
                best, most = found, bits
                other_name = mine is not one.names[0] or theirs is not other.names[0]
    if best and other_name:
        best = [*best, Finding("other-name", 0.0)]
    return [*best, *_aliases(one, other)]


def _aliases(one: Person, other: Person) -> list[Finding]:
    """A nickname both have, or a nickname of one that stands for a given name of the other."""
    found = []
    for alias in one.aliases:
        for theirs in other.aliases:
            if alias.sound == theirs.sound:
                found.append(Finding("same-alias", _ALIAS_BITS, alias.shown, theirs.shown))
    for here, there in ((one, other), (other, one)):
        for alias in here.aliases:
            for word in {
                word for name in there.names for word in name if word.part in (GIVEN, ANY)
            }:
                if alias.formal & word.formal:
                    found.append(Finding(f"given-{FORM}", _ALIAS_BITS / 2, alias.shown, word.shown))
    return found[:1]
