"""Which entries go into a bundle: those of the chosen cases that the receivers do not have yet.

An entry counts only when its author's entries before it are there. So a bundle carries for
each author also what lies between, as bare links: header and signature without the content.
A link says when its author did something, in which case (a random id), and no more.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fielddoc.bundle.lines import line
from fielddoc.bundle.ranges import Ranges
from fielddoc.model.entry import SignedEntry, read_content, read_header
from fielddoc.vault import Bundle, Vault

CONSENT = "consent"
_MENTION = re.compile(rb'"sha256": ?"([0-9a-f]{64})"')
_NONE = Ranges()


@dataclass(frozen=True, slots=True)
class Known:
    """What a colleague is known to have: entries whole, entries at least as links, cases."""

    whole: Mapping[str, Ranges] = field(default_factory=dict)
    links: Mapping[str, Ranges] = field(default_factory=dict)
    cases: frozenset[str] = frozenset()

    def __or__(self, other: "Known") -> "Known":
        return Known(
            _joined(self.whole, other.whole),
            _joined(self.links, other.links),
            self.cases | other.cases,
        )

    def to_facts(self) -> dict[str, str]:
        """Return what the vault keeps with a bundle that was sent or received."""
        return {
            "whole": json.dumps({author: str(one) for author, one in self.whole.items()}),
            "links": json.dumps({author: str(one) for author, one in self.links.items()}),
            "cases": ",".join(sorted(self.cases)),
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, str]) -> "Known":
        """Read what `to_facts` gave."""
        return cls(
            {author: Ranges.parse(text) for author, text in json.loads(facts["whole"]).items()},
            {author: Ranges.parse(text) for author, text in json.loads(facts["links"]).items()},
            frozenset(filter(None, facts["cases"].split(","))),
        )


def mentions(content: bytes) -> set[str]:
    """Return the SHA-256 of each attached file that a content names."""
    if b'"sha256"' not in content:
        return set()
    return {found.decode() for found in _MENTION.findall(content)}


def _joined(one: Mapping[str, Ranges], two: Mapping[str, Ranges]) -> dict[str, Ranges]:
    authors = {*one, *two}
    return {author: one.get(author, _NONE) | two.get(author, _NONE) for author in authors}


def known_to(peer: str, bundles: Collection[Bundle]) -> Known:
    """Say what `peer` has: what they sent us, and those of our bundles they say they took in."""
    received = [one for one in bundles if one.direction == "in" and one.peer == peer]
    taken = {name for one in received for name in one.facts["received"].split(",")}
    sent = [one for one in bundles if one.direction == "out" and one.peer == peer]
    known = Known()
    for one in [*received, *(one for one in sent if one.id in taken)]:
        known |= Known.from_facts(one.facts)
    return known


def handed_to(peer: str, bundles: Collection[Bundle]) -> frozenset[str]:
    """Say which cases went between us and `peer`, acknowledged or not: who may have them."""
    between = (Known.from_facts(one.facts).cases for one in bundles if one.peer == peer)
    return frozenset().union(*between)


class Selection:
    """Picks and writes the lines of a bundle; what it found is there after `lines` has ended."""

    def __init__(
        self,
        vault: Vault,
        cases: Collection[str],
        consents_of: Collection[str],
        known: Sequence[Known],
    ) -> None:
        """Pick from `cases` everything, from `consents_of` the consents, less what all know."""
        self._vault = vault
        self._cases = frozenset(cases)
        self._consents_of = frozenset(consents_of)
        self._known = known
        self._forked = frozenset(author for author, _ in vault.forks())
        self._whole: dict[str, list[int]] = {}
        self._links: dict[str, list[int]] = {}
        self.mentions: set[str] = set()
        self.entries = 0

    def lines(self) -> Iterator[bytes]:
        """Yield the lines in the journal's order."""
        needed = self._needed()
        if not needed:
            return
        for entry in self._vault.entries():
            header = read_header(entry.header)
            author, n = header.author, header.n
            if n > needed.get(author, 0):
                continue
            if self._goes(header.case, entry) and not self._have_whole(author, n):
                self._whole.setdefault(author, []).append(n)
                self._links.setdefault(author, []).append(n)
                self.mentions |= mentions(entry.content or b"")
                self.entries += 1
                yield line(entry)
            elif not self._have_link(author, n):
                self._links.setdefault(author, []).append(n)
                yield line(SignedEntry(entry.header, entry.signature, None))

    @property
    def found(self) -> Known:
        """What a receiver of these lines will have."""
        return Known(
            {author: Ranges.of(numbers) for author, numbers in self._whole.items()},
            {author: Ranges.of(numbers) for author, numbers in self._links.items()},
            self._cases | self._consents_of,
        )

    def _needed(self) -> dict[str, int]:
        """Return for each author the last entry that goes out whole."""
        needed: dict[str, int] = {}
        for case in sorted(self._cases | self._consents_of):
            for entry in self._vault.entries(case=case):
                header = read_header(entry.header)
                bare = entry.content is None and self._have_link(header.author, header.n)
                if not bare and not self._have_whole(header.author, header.n):
                    needed[header.author] = max(header.n, needed.get(header.author, 0))
        return needed

    def _goes(self, case: str | None, entry: SignedEntry) -> bool:
        if entry.content is None or case is None:
            return False
        if case in self._cases:
            return True
        return case in self._consents_of and _only_consents(entry)

    def _have_whole(self, author: str, n: int) -> bool:
        return author not in self._forked and all(
            n in known.whole.get(author, _NONE) for known in self._known
        )

    def _have_link(self, author: str, n: int) -> bool:
        return author not in self._forked and all(
            n in known.links.get(author, _NONE) for known in self._known
        )


def _only_consents(entry: SignedEntry) -> bool:
    """Whether an entry does nothing but change consents, or erase."""
    assert entry.content is not None  # noqa: S101 (asked by the caller)
    content = read_content(read_header(entry.header), entry.content)
    kinds = {change.kind for change in content.changes}
    return kinds == {CONSENT} or (not kinds and bool(content.erases))
