"""The inside of an opened bundle, read front to back: first what is signed, then the payload.

Nothing of the payload is looked at before the sender's signature over the tag manifest was
verified, and no limit is taken from anything that is not signed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from fielddoc.bundle import bag, layout
from fielddoc.bundle.tar import Reader
from fielddoc.crypto import cms
from fielddoc.crypto.identity import Certificate
from fielddoc.errors import BundleAltered, BundleHostile

_PREFIX = f"{layout.FOLDER}/"


@dataclass(frozen=True, slots=True)
class Signed:
    """What the sender signed. `sha256` is the bundle's digest, `hashes` the payload by path."""

    info: bag.BagInfo
    sender: Certificate
    sha256: str
    hashes: Mapping[str, str]


def read_signed(archive: Reader) -> Signed:
    """Read the five first files and verify the signature.

    Raises:
        BundleHostile: they are not those files, or not as they are written (`reason`).
        BundleAltered: the signature does not hold, or a file is not the signed one (`where`).
        BundleNewer: the format is one of a later program.
    """
    declaration = _tag(archive, layout.BAGIT)
    if declaration != bag.DECLARATION:
        raise BundleHostile(reason="declaration")
    signed = _tag(archive, layout.TAG_MANIFEST)
    sender = cms.verify(_tag(archive, layout.SIGNATURE), signed)
    tags = bag.read_manifest(signed)
    if set(tags) != {layout.BAGIT, layout.BAG_INFO, layout.MANIFEST}:
        raise BundleHostile(reason="tag-manifest")
    label = _tag(archive, layout.BAG_INFO)
    check(layout.BAG_INFO, sha256(label).hexdigest(), tags)
    check(layout.BAGIT, sha256(declaration).hexdigest(), tags)
    info = bag.read_bag_info(label)
    if info.sender != sender.fingerprint:
        raise BundleAltered(where="sender")
    listed = _tag(archive, layout.MANIFEST)
    check(layout.MANIFEST, sha256(listed).hexdigest(), tags)
    hashes = bag.read_manifest(listed)
    _check_listed(hashes, info)
    return Signed(info, sender, sha256(signed).hexdigest(), hashes)


def check(path: str, found: str, hashes: Mapping[str, str]) -> None:
    """Raise `BundleAltered` unless `found` is the signed SHA-256 of the file at `path`."""
    if hashes[path] != found:
        raise BundleAltered(where=path)


def _tag(archive: Reader, path: str) -> bytes:
    member = archive.next()
    if member is None or member[0] != _PREFIX + path:
        raise BundleHostile(reason="order")
    if member[1] > layout.MAX_TAG[path]:
        raise BundleHostile(reason="too-large")
    return archive.read_all()


def _check_listed(hashes: Mapping[str, str], info: bag.BagInfo) -> None:
    """Refuse a manifest that lists what no bundle has, or lacks what every bundle has."""
    wanted = {layout.ENTRIES, layout.README}
    wanted |= {layout.certificate(author) for author in (info.sender, *info.entries)}
    others = set(hashes) - wanted
    if len(hashes) != info.members or len(others) + len(wanted) != len(hashes):
        raise BundleHostile(reason="manifest")
    for path in others:
        match = layout.FILE.fullmatch(path)
        if match is None or match[1] != hashes[path]:
            raise BundleHostile(reason="manifest")


class Member:
    """One file of the payload, to be read to its end before the next is asked for."""

    def __init__(self, archive: Reader, path: str, size: int) -> None:
        """Stand before the content of the file at `path`."""
        self._archive = archive
        self.path = path
        self.size = size

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, nothing at the end."""
        return self._archive.read(size)

    def read_all(self) -> bytes:
        """Return all: for files whose cap is small."""
        return self._archive.read_all()


def payload(archive: Reader, signed: Signed) -> Iterator[Member]:
    """Yield the files of the payload and, after the last, verify that the bundle ends there.

    Whoever reads a file compares its hash (`check`). Raises `BundleHostile`, and at the end
    whatever the age stream raises: until this iterator is exhausted, nothing counts.
    """
    left = signed.info.octets
    for path in sorted(signed.hashes):
        found = archive.next()
        if found is None or found[0] != _PREFIX + path:
            raise BundleHostile(reason="order")
        size = found[1]
        left -= size
        if size > layout.cap(path) or left < 0:
            raise BundleHostile(reason="too-large")
        yield Member(archive, path, size)
    if archive.next() is not None:
        raise BundleHostile(reason="unlisted")
    if left:
        raise BundleHostile(reason="payload-size")
    archive.finish()
