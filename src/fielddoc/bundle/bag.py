"""The bag (BagIt 1.0, RFC 8493) inside a bundle: its manifests and what its label says.

Each text has one way to be written; what is read is written anew and compared, so nothing that
two programs could read differently is accepted.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from fielddoc.bundle import layout
from fielddoc.bundle.ranges import Ranges
from fielddoc.errors import BundleHostile, BundleNewer
from fielddoc.model.ids import is_id

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
NOBODY = "-"
"""The name of a sender whose pseudonym has no letter that can be shown."""
NO_BUNDLE = "-"
_LINE = re.compile(r"([0-9a-f]{64})  ([!-~]{1,200})")
_OXUM = re.compile(r"([0-9]{1,15})\.([0-9]{1,9})")
_HASH = re.compile(r"[0-9a-f]{64}")
_LABEL = re.compile(r"([A-Za-z-]{1,40}): ([^\x00-\x1f\x7f]{1,4000000})")
_ONCE = (
    "Bag-Software-Agent",
    "Bagging-Date",
    "Contact-Name",
    "External-Identifier",
    "Payload-Oxum",
    "FieldDoc-Format",
    "FieldDoc-Practice",
    "FieldDoc-Sender",
)
_MANY = ("FieldDoc-Recipient", "FieldDoc-Case", "FieldDoc-Entries", "FieldDoc-Received")


def manifest(hashes: Mapping[str, str]) -> bytes:
    """Return a manifest of path → SHA-256 in the form of `sha256sum`, sorted by path."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode("ascii")


def read_manifest(data: bytes) -> dict[str, str]:
    """Read what `manifest` gave. Raises `BundleHostile`."""
    hashes: dict[str, str] = {}
    if data.count(b"\n") > layout.MAX_MEMBERS or not data.isascii():
        raise BundleHostile(reason="manifest")
    for line in data.decode("ascii").split("\n")[:-1]:
        match = _LINE.fullmatch(line)
        if match is None:
            raise BundleHostile(reason="manifest")
        hashes[match[2]] = match[1]
    if manifest(hashes) != data:
        raise BundleHostile(reason="manifest")
    return hashes


def tag_manifest(bag_info: bytes, payload: bytes) -> bytes:
    """Return the tag manifest over the declaration, `bag-info.txt` and the payload manifest."""
    tags = {layout.BAGIT: DECLARATION, layout.BAG_INFO: bag_info, layout.MANIFEST: payload}
    return manifest({path: sha256(data).hexdigest() for path, data in tags.items()})


def recipient_hash(recipient: str) -> str:
    """Return how `bag-info.txt` names an age recipient: the SHA-256 of its text."""
    return sha256(recipient.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class BagInfo:
    """What a bundle says of itself, signed by its sender.

    `recipients` maps the hash of each age recipient to the digest (the tag manifest's SHA-256)
    of the bundle that was sent to it before this one, or `NO_BUNDLE`. `entries` says which of
    each author's entries are inside, `received` which bundles the sender took in.
    """

    id: str
    sender: str
    sender_name: str
    octets: int
    members: int
    practice: bool
    date: str
    agent: str
    recipients: Mapping[str, str]
    cases: tuple[str, ...] = ()
    entries: Mapping[str, Ranges] = field(default_factory=dict)
    received: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the text of `bag-info.txt`."""
        rows = [
            ("Bag-Software-Agent", self.agent),
            ("Bagging-Date", self.date),
            ("Contact-Name", self.sender_name),
            ("External-Identifier", self.id),
            ("Payload-Oxum", f"{self.octets}.{self.members}"),
            ("FieldDoc-Format", str(layout.FORMAT)),
            ("FieldDoc-Practice", "yes" if self.practice else "no"),
            ("FieldDoc-Sender", self.sender),
        ]
        rows += [
            ("FieldDoc-Recipient", f"{name} {self.recipients[name]}")
            for name in sorted(self.recipients)
        ]
        rows += [("FieldDoc-Case", case) for case in sorted(self.cases)]
        rows += [
            ("FieldDoc-Entries", f"{author} {self.entries[author]}")
            for author in sorted(self.entries)
        ]
        rows += [("FieldDoc-Received", bundle) for bundle in sorted(self.received)]
        return "".join(f"{label}: {value}\n" for label, value in rows).encode()


def read_bag_info(data: bytes) -> BagInfo:
    """Read what `BagInfo.to_bytes` gave. Raises `BundleHostile`, `BundleNewer`."""
    try:
        rows = _rows(data.decode())
        _check_format(rows)
        info = _info(rows)
    except (ValueError, KeyError) as error:
        raise BundleHostile(reason="bag-info") from error
    if info.to_bytes() != data:
        raise BundleHostile(reason="bag-info")
    return info


def _rows(text: str) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for line in text.split("\n")[:-1]:
        match = _LABEL.fullmatch(line)
        if match is None:
            raise ValueError(line[:40])
        rows.setdefault(match[1], []).append(match[2])
    return rows


def _check_format(rows: Mapping[str, list[str]]) -> None:
    """Tell a newer format from nonsense before anything else is looked at."""
    (number,) = rows["FieldDoc-Format"]
    if not re.fullmatch(r"[1-9][0-9]{0,5}", number):
        raise ValueError(number)
    if int(number) > layout.FORMAT:
        raise BundleNewer(found=int(number), known=layout.FORMAT)


def _info(rows: Mapping[str, list[str]]) -> BagInfo:
    if set(rows) - {*_ONCE, *_MANY} or any(len(rows[label]) != 1 for label in _ONCE):
        raise ValueError("labels")
    once = {label: rows[label][0] for label in _ONCE}
    recipients = dict(_pair(value) for value in rows.get("FieldDoc-Recipient", ()))
    entries = dict(_pair(value) for value in rows.get("FieldDoc-Entries", ()))
    hashes = [once["FieldDoc-Sender"], *recipients, *entries]
    hashes += [digest for digest in recipients.values() if digest != NO_BUNDLE]
    ids = [once["External-Identifier"], *rows.get("FieldDoc-Case", ())]
    ids += rows.get("FieldDoc-Received", [])
    if not (recipients and all(map(_HASH.fullmatch, hashes)) and all(map(is_id, ids))):
        raise ValueError("ids")
    oxum = _OXUM.fullmatch(once["Payload-Oxum"])
    if oxum is None:
        raise ValueError("oxum")
    return BagInfo(
        id=once["External-Identifier"],
        sender=once["FieldDoc-Sender"],
        sender_name=once["Contact-Name"],
        octets=int(oxum[1]),
        members=int(oxum[2]),
        practice=once["FieldDoc-Practice"] == "yes",
        date=datetime.date.fromisoformat(once["Bagging-Date"]).isoformat(),
        agent=once["Bag-Software-Agent"],
        recipients=recipients,
        cases=tuple(rows.get("FieldDoc-Case", ())),
        entries={author: Ranges.parse(text) for author, text in entries.items()},
        received=tuple(rows.get("FieldDoc-Received", ())),
    )


def _pair(value: str) -> tuple[str, str]:
    name, _, rest = value.partition(" ")
    return name, rest
