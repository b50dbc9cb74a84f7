"""What came in a bundle: sealed in the vault's quarantine, before anybody decides about it."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from fielddoc.bundle import layout, lines
from fielddoc.bundle.opened import Member, Signed, check, payload
from fielddoc.bundle.tar import Reader
from fielddoc.crypto.identity import Certificate
from fielddoc.errors import BundleHostile
from fielddoc.model.entry import Header, SignedEntry
from fielddoc.vault import Quarantine, StoredFile, Vault

STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Arrived:
    """The payload of one bundle. Discarded, nothing of it stays."""

    room: Quarantine
    entries: StoredFile
    files: tuple[StoredFile, ...]
    certificates: Mapping[str, Certificate]

    def lines(self) -> Iterator[tuple[Header, SignedEntry]]:
        """Read the entries. Raises `BundleHostile`, `EntryRefused`."""
        for data in self._split():
            yield lines.read_line(data)

    def surveyed(self) -> Iterator[SignedEntry]:
        """Read the entries again, after `lines` went through to the end."""
        for data in self._split():
            yield lines.parse(data)

    def _split(self) -> Iterator[bytes]:
        with self.room.open(self.entries) as reader:
            yield from lines.split(iter(lambda: reader.read(STEP), b""))

    def discard(self) -> None:
        """Take everything off the disk that the vault has not taken in."""
        self.room.discard()


def receive(vault: Vault, archive: Reader, signed: Signed) -> Arrived:
    """Read the payload into quarantine, to the verified end of the bundle.

    Raises `BundleHostile`, `BundleAltered`, `BundleCut`, `DiskFull`; nothing is then left.
    """
    room = vault.quarantine()
    kept: dict[str, StoredFile] = {}
    certificates: dict[str, Certificate] = {}
    try:
        for member in payload(archive, signed):
            author = layout.CERTIFICATE.fullmatch(member.path)
            if author is not None:
                certificates[author[1]] = _certificate(member, author[1], signed)
            elif member.path == layout.README:
                check(member.path, sha256(member.read_all()).hexdigest(), signed.hashes)
            else:
                kept[member.path] = _seal(room, member)
                check(member.path, kept[member.path].sha256, signed.hashes)
    except BaseException:
        room.discard()
        raise
    entries = kept.pop(layout.ENTRIES)
    return Arrived(room, entries, tuple(kept.values()), certificates)


def _seal(room: Quarantine, member: Member) -> StoredFile:
    with room.write(member.path.rpartition("/")[2]) as place:
        while chunk := member.read(STEP):
            place.write(chunk)
    stored = place.stored
    assert stored is not None  # noqa: S101 (set when the block above ended)
    return stored


def _certificate(member: Member, author: str, signed: Signed) -> Certificate:
    data = member.read_all()
    check(member.path, sha256(data).hexdigest(), signed.hashes)
    certificate = read_certificate(data)
    if certificate.fingerprint != author:
        raise BundleHostile(reason="certificate")
    return certificate


def read_certificate(pem: bytes) -> Certificate:
    """Read an author's certificate. Raises `BundleHostile` unless it is one PEM, as we write it."""
    body = pem.strip().split(b"\n")[1:-1]
    try:
        certificate = Certificate(base64.b64decode(b"".join(body), validate=True))
        same = certificate.pem == pem
    except ValueError as error:
        raise BundleHostile(reason="certificate") from error
    if not same:
        raise BundleHostile(reason="certificate")
    return certificate
