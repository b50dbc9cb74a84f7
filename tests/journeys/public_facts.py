"""The facts of a file in the format of `cases-public.yaml`, exactly as its counting tool counts.

A fact is a scalar leaf under `cases`: a mapping with key `v` is one fact for each element of
`v`, its `c` (confidence) and `s` (source) being qualities of that fact; any other scalar is one
fact. Not facts: the keys in `NOT_FACTS`, and nulls.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

NOT_FACTS = {"id", "ref", "exercises", "c", "s"}
CONFIDENCE = {"A": "high", "M": "medium", "B": "low"}
SOURCES = {
    "V": "visto en texto público",
    "G": "conocimiento general de quien compiló",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: where it stands in the file, what it says, and its inherited `c` and `s`.

    `under` are the mapping keys between the node it was looked for in and the fact itself.
    """

    path: str
    value: object
    c: object = None
    s: object = None
    under: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The value as text, as it is kept and as it must be found on paper."""
        return text_of(self.value)

    @property
    def confidence(self) -> str | None:
        """The confidence as the journal says it; None where the file's letter is unknown."""
        return CONFIDENCE.get(str(self.c))

    @property
    def source(self) -> str | None:
        """The source in words; a letter nobody knows is kept as it is."""
        parts = []
        if self.s is not None:
            parts.append(SOURCES.get(str(self.s), text_of(self.s)))
        if self.c is not None and str(self.c) not in CONFIDENCE:
            parts.append(f"c: {text_of(self.c)}")
        return "; ".join(parts) or None


def facts(
    node: object, path: str = "", c: object = None, s: object = None, under: tuple[str, ...] = ()
) -> Iterator[Fact]:
    """Yield every fact below `node`, in file order, with the nearest `c` and `s` above it."""
    if isinstance(node, dict):
        c, s = node.get("c", c), node.get("s", s)
        if "v" in node:
            yield from facts(node["v"], path, c, s, under)
        for key, value in node.items():
            if key != "v" and key not in NOT_FACTS:
                below = f"{path}.{key}" if path else str(key)
                yield from facts(value, below, c, s, (*under, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from facts(value, f"{path}[{index}]", c, s, under)
    elif node is not None:
        yield Fact(path, node, c, s, under)


def text_of(value: object) -> str:
    """Any YAML scalar as text: true/false as YAML writes them, dates in ISO 8601."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if value == "":
        return '""'
    return str(value)
