"""One entry of the journal: what somebody did, signed and never edited.

Header and content are UTF-8 JSON, stored, sent and verified exactly as they were signed, so
no canonical form is needed. The signature covers the header; the header carries the SHA-256
of the content, and the content begins with a random salt, so that a header alone, as it stays
after an erasure, tells nothing about what was erased.
"""

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fielddoc.errors import EntryRefused
from fielddoc.model.ids import is_id
from fielddoc.model.values import Value

FORMAT = 1
HEADER_KEYS = {
    "v", "id", "author", "n", "prev", "at", "mono", "clock", "case", "command", "program",
    "content",
}  # fmt: skip
CLOCKS = ("unchecked", "set-back", "certain")
"""What is known of the wall clock: nobody checked it; it ran backwards since the author's
previous entry; a trusted time confirmed it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record gets one value, replacing the values of the entries in `over`."""

    record: str
    kind: str
    field: str
    value: Value
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What stays of an entry for ever, even after its content was erased.

    `n` counts the author's entries from 1; `prev` is the SHA-256 (hex) of the author's
    previous header, `None` for the first. `at` is the laptop's wall clock in ISO 8601 with
    zone, `mono` nanoseconds of a counter that never runs back while the machine is on.
    """

    id: str
    author: str
    n: int
    prev: str | None
    at: str
    mono: int
    clock: str
    case: str | None
    command: str
    program: str
    content: str

    def to_bytes(self) -> bytes:
        """Return the bytes to sign and store."""
        data: dict[str, Any] = {"v": FORMAT}
        data.update((name, getattr(self, name)) for name in self.__slots__)
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Content:
    """What was done: changes to fields, and records that were only read or exported.

    `about` names records concerned without a change (opened, exported); `facts` holds plain
    details of the command, such as an exported file's hash and its recipient. `erases` names
    entries whose content is to be erased here and wherever this entry arrives.
    """

    changes: tuple[Change, ...] = ()
    reason: str | None = None
    about: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    erases: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the bytes whose hash goes into the header, with a fresh salt."""
        data: dict[str, Any] = {
            "salt": secrets.token_hex(16),
            "changes": [
                {
                    "record": change.record,
                    "kind": change.kind,
                    "field": change.field,
                    "value": change.value.to_json(),
                    "over": list(change.over),
                }
                for change in self.changes
            ],
        }
        if self.reason is not None:
            data["reason"] = self.reason
        if self.about:
            data["about"] = list(self.about)
        if self.facts:
            data["facts"] = dict(self.facts)
        if self.erases:
            data["erases"] = list(self.erases)
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class SignedEntry:
    """An entry as it is stored and travels: three byte strings. `content` None means erased."""

    header: bytes
    signature: bytes
    content: bytes | None

    @property
    def hash(self) -> str:
        """SHA-256 of the header in hex: what the author's next entry names as `prev`."""
        return sha256(self.header).hexdigest()


def read_header(data: bytes) -> Header:
    """Parse a header; raise `EntryRefused` unless it has exactly the keys of this format."""
    try:
        raw = json.loads(data.decode())
        if not isinstance(raw, dict) or set(raw) != HEADER_KEYS or raw.pop("v") != FORMAT:
            raise EntryRefused(reason="header")
        header = Header(**raw)
    except (ValueError, TypeError, RecursionError) as error:
        raise EntryRefused(reason="header") from error
    texts = (header.author, header.at, header.command, header.program, header.content)
    if (
        not all(isinstance(text, str) for text in texts)
        or not is_id(header.id)
        or type(header.n) is not int
        or header.n < 1
        or type(header.mono) is not int
        or (header.prev is None) != (header.n == 1)
        or not isinstance(header.prev, str | None)
        or header.clock not in CLOCKS
        or not (header.case is None or is_id(header.case))
    ):
        raise EntryRefused(reason="header")
    return header


def read_content(header: Header, data: bytes) -> Content:
    """Parse a content whose hash the header names; raise `EntryRefused` if anything is off."""
    if sha256(data).hexdigest() != header.content:
        raise EntryRefused(reason="content-hash")
    try:
        raw = json.loads(data.decode())
        if set(raw) - {"salt", "changes", "reason", "about", "facts", "erases"}:
            raise EntryRefused(reason="content")
        changes = tuple(
            Change(
                item["record"],
                item["kind"],
                item["field"],
                Value.from_json(item["value"]),
                tuple(item["over"]),
            )
            for item in raw["changes"]
        )
        for change in changes:
            if not (
                is_id(change.record)
                and isinstance(change.kind, str)
                and isinstance(change.field, str)
                and all(is_id(entry) for entry in change.over)
            ):
                raise EntryRefused(reason="content")
        if len({(change.record, change.field) for change in changes}) != len(changes):
            raise EntryRefused(reason="content")
        return Content(
            changes,
            raw.get("reason"),
            tuple(raw.get("about", ())),
            tuple(raw.get("facts", {}).items()),
            tuple(raw.get("erases", ())),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise EntryRefused(reason="content") from error
