"""What an attacker can do with a bundle: take it apart, change it, sign and seal it anew."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from fielddoc.bundle import bag, layout, tar
from fielddoc.crypto import age, cms
from fielddoc.crypto.identity import Identity
from fielddoc.vault import Vault

Members = list[tuple[str, bytes]]


def archive_of(vault: Vault, path: Path) -> bytes:
    """The decrypted archive, as `vault` can open it."""
    with path.open("rb") as stream, age.Reader(stream, vault.age_identities) as plain:
        return plain.read()


def members_of(archive: bytes) -> Members:
    """The files in an archive."""
    reader = tar.Reader(io.BytesIO(archive))
    found = []
    while (member := reader.next()) is not None:
        found.append((member[0], reader.read_all()))
    return found


def archive(members: Sequence[tuple[str, bytes]]) -> bytes:
    """An archive in our own form."""
    target = io.BytesIO()
    writer = tar.Writer(target)
    for name, data in members:
        writer.member(name, len(data), [data])
    writer.finish()
    return target.getvalue()


def seal(vault: Vault, plain: bytes, path: Path) -> Path:
    """Seal any bytes so that `vault` opens them."""
    recipient = vault.age_identities[0].recipient
    with path.open("wb") as stream, age.Writer(stream, [recipient]) as sealed:
        sealed.write(plain)
    return path


@dataclass
class Forge:
    """A bundle in parts. What is not forced is made to fit, and signed by `signer`."""

    signer: Identity
    info: bag.BagInfo
    payload: dict[str, bytes]
    tags: dict[str, bytes] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    fit: bool = True

    @classmethod
    def of(cls, signer: Identity, archive: bytes) -> "Forge":
        members = {name.removeprefix("bundle/"): data for name, data in members_of(archive)}
        info = bag.read_bag_info(members[layout.BAG_INFO])
        payload = {path: data for path, data in members.items() if path.startswith("data/")}
        return cls(signer, info, payload)

    def members(self) -> Members:
        """All files, signed."""
        sizes = [len(data) for data in self.payload.values()]
        if self.fit:
            self.info = replace(self.info, octets=sum(sizes), members=len(sizes))
        label = self.tags.get(layout.BAG_INFO, self.info.to_bytes())
        hashes = {path: sha256(data).hexdigest() for path, data in self.payload.items()}
        listed = self.tags.get(layout.MANIFEST, bag.manifest({**hashes, **self.hashes}))
        signed = self.tags.get(layout.TAG_MANIFEST, bag.tag_manifest(label, listed))
        signature = self.tags.get(layout.SIGNATURE, cms.sign(self.signer, signed))
        declaration = self.tags.get(layout.BAGIT, bag.DECLARATION)
        tags = (declaration, signed, signature, label, listed)
        found = [*zip(layout.TAGS, tags, strict=True), *sorted(self.payload.items())]
        return [(f"bundle/{path}", data) for path, data in found]

    def archive(self) -> bytes:
        """All files as an archive."""
        return archive(self.members())


def altered(data: bytes, changes: Mapping[int, int]) -> bytes:
    """`data` with the bits of some bytes flipped."""
    found = bytearray(data)
    for at, mask in changes.items():
        found[at] ^= mask
    return bytes(found)
