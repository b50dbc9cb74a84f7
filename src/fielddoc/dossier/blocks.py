"""What a dossier is made of: frozen blocks of content, before anybody draws them.

`content` makes them from records, `layout` draws them. A block holds plain text as it was
written: no mark-up, no font, no measure, so that the same blocks can be tested, redacted and
drawn by another hand.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: what this is, of which case, by whom."""

    over: str
    """A line above the title: the kind of document."""
    title: str
    rows: tuple["Field", ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: every heading of level 1 and 2 that follows it."""

    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `note` stands at the right end of its line (a record's short id)."""

    text: str
    level: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of the program: an explanation. `small` for remarks beside the matter."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """A person's own words: every line break kept, words hyphenated in `language`.

    That is the language of the words, Spanish as a rule, not of the paper.
    """

    text: str
    language: str = "es"


@dataclass(frozen=True, slots=True)
class Said:
    """One value as a person reads it, and how sure it is and where it comes from, in words."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A label and the values beside it: more than one is a conflict nobody has settled."""

    label: str
    values: tuple[Said, ...]
    fixed: bool = False
    """Letters of one width: hashes, fingerprints, commands."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of short texts under a head that is repeated on each page.

    `widths` are shares of the line; `fixed` names columns in letters of one width.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of remarks."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commands:
    """Lines to type in a terminal, exactly as written."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image already re-encoded without metadata (JPEG or PNG), and what is written under it."""

    data: bytes
    width: int
    height: int
    caption: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark in a frame, which nobody should overlook."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A frame that says who signs; the signature field of the PDF lies over it."""

    title: str
    rows: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Cover
    | Contents
    | Heading
    | Paragraph
    | Narrative
    | Field
    | Table
    | Bullets
    | Commands
    | Picture
    | Notice
    | Signature
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order, and what stands on every page."""

    title: str
    language: str
    author: str
    subject: str
    head: str
    """At the top of every page: which case."""
    foot: str
    """At the bottom of every page: the seal of the content (start of its SHA-256)."""
    page_of: str
    """How a page number is said, with `{page}` and `{pages}`."""
    blocks: tuple[Block, ...]
