"""Inspect: open a bundle into sealed quarantine and say what is in it; take: take that in."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from fielddoc.bundle import bag, cards, opened
from fielddoc.bundle.arrived import Arrived, receive
from fielddoc.bundle.preview import Contents, survey
from fielddoc.bundle.tar import Reader
from fielddoc.crypto import age
from fielddoc.errors import (
    BundleHostile,
    BundleReaddressed,
    NotABundle,
    PracticeVault,
    SenderUnknown,
    SourceVanished,
)
from fielddoc.progress import Progress, silent
from fielddoc.vault import Absorbed, Bundle, StoredFile, Vault


@dataclass(frozen=True, slots=True)
class AuthorSeen:
    """Somebody whose entries are in a bundle. `here`: their entries are in our vault already."""

    fingerprint: str
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bundle is and holds. It stays in quarantine until `take` or `discard`.

    `sender_name` is what our contact is called, or what an unknown sender's certificate says.
    `contents` is `None` while the sender is unknown: nothing a stranger made is parsed.
    `replayed`: we took this bundle in before. `gap`: a bundle that the sender sent us before
    this one never came. `date` is the sender's word.
    """

    path: Path
    size: int
    sender: str
    sender_name: str
    sender_known: bool
    replayed: bool
    gap: bool
    authors: tuple[AuthorSeen, ...]
    files: int
    contents: Contents | None
    signed: opened.Signed
    arrived: Arrived

    @property
    def id(self) -> str:
        """The bundle's id."""
        return self.signed.info.id

    @property
    def date(self) -> str:
        """The day on which it was packed, by the sender's clock (ISO 8601)."""
        return self.signed.info.date

    @property
    def spoken(self) -> str:
        """The sender's fingerprint as two people compare it aloud."""
        return cards.spoken(self.sender)

    def discard(self) -> None:
        """Remove it from quarantine."""
        self.arrived.discard()


class _Source:
    """The file's bytes, counted for progress; nothing else can go wrong with a bundle's age."""

    def __init__(self, archive: age.Reader, progress: Progress, size: int) -> None:
        self._archive, self._progress, self._size, self._at = archive, progress, size, 0

    def read(self, size: int, /) -> bytes:
        """Return up to `size` decrypted bytes."""
        data = self._archive.read(size) or b""
        self._at += len(data)
        self._progress(min(self._at, self._size), self._size)
        return data


def inspect(vault: Vault, path: Path, progress: Progress = silent) -> Preview:
    """Open the bundle at `path` and say what it would bring; nothing is imported.

    Raises:
        NotABundle, BundleNotForUs, BundleCut, BundleAltered, BundleHostile, BundleNewer.
        BundleReaddressed: its sender sealed it to others, and one of them to us.
        PracticeVault: it comes from a practice vault into a real one, or the reverse.
        EntryRefused: an entry in it is malformed. DiskFull, SourceVanished.
    """
    size, signed, arrived = _open(vault, path, progress)
    try:
        known = _name_of(vault, signed.sender.fingerprint)
        contents = _contents(vault, signed, arrived) if known is not None else None
    except BaseException:
        arrived.discard()
        raise
    received = vault.bundles(direction="in")
    before = _before(vault, signed.info)
    heads = vault.heads()
    return Preview(
        path=path,
        size=size,
        sender=signed.sender.fingerprint,
        sender_name=known if known is not None else signed.sender.name,
        sender_known=known is not None,
        replayed=any(one.id == signed.info.id for one in received),
        gap=before != bag.NO_BUNDLE and all(one.sha256 != before for one in received),
        authors=tuple(
            AuthorSeen(one.fingerprint, one.name, one.fingerprint in heads)
            for one in arrived.certificates.values()
        ),
        files=len(arrived.files),
        contents=contents,
        signed=signed,
        arrived=arrived,
    )


def take(vault: Vault, preview: Preview, progress: Progress = silent) -> Absorbed:
    """Take a previewed bundle in, all or nothing; a bundle taken before changes nothing.

    Afterwards the preview is spent, also after a failure (but `SenderUnknown`).

    Raises:
        SenderUnknown: the sender is not a contact (`fingerprint`); it stays in quarantine.
        EntryRefused: an entry is malformed or its signature does not hold.
    """
    signed, arrived = preview.signed, preview.arrived
    if _name_of(vault, signed.sender.fingerprint) is None:
        raise SenderUnknown(fingerprint=signed.sender.fingerprint)
    contents = preview.contents or _contents(vault, signed, arrived)
    known, of = contents.carried, contents.new + contents.known + contents.links
    bundle = Bundle(
        "in",
        signed.info.id,
        signed.sender.fingerprint,
        datetime.datetime.now(datetime.UTC).isoformat(),
        signed.sha256,
        {author: numbers.last for author, numbers in known.links.items()},
        {**known.to_facts(), "received": ",".join(signed.info.received)},
    )
    facts = {
        "bundle": signed.info.id,
        "sender": signed.sender.fingerprint,
        "digest": signed.sha256,
    }
    certificates = [certificate.der for certificate in arrived.certificates.values()]
    files: list[StoredFile] = []
    try:
        for stored in arrived.files:
            files.append(arrived.room.keep(stored))
        return vault.absorb(
            arrived.surveyed(),
            certificates,
            files,
            facts=facts,
            bundle=bundle,
            progress=lambda at, _: progress(at, of),
        )
    except BaseException:
        for stored in files:
            vault.drop_stored(stored)
        raise
    finally:
        arrived.discard()


def _open(vault: Vault, path: Path, progress: Progress) -> tuple[int, opened.Signed, Arrived]:
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            with age.Reader(stream, vault.age_identities) as plain:
                archive = Reader(_Source(plain, progress, size))
                signed = opened.read_signed(archive)
                if signed.info.practice != vault.practice:
                    raise PracticeVault
                _before(vault, signed.info)
                return size, signed, receive(vault, archive, signed)
    except (IsADirectoryError, PermissionError) as error:
        raise NotABundle from error
    except OSError as error:
        raise SourceVanished(name=path.name) from error


def _before(vault: Vault, info: bag.BagInfo) -> str:
    """Return the digest of the bundle that we were sent before. Raises `BundleReaddressed`."""
    for identity in vault.age_identities:
        name = bag.recipient_hash(identity.recipient)
        if name in info.recipients:
            return info.recipients[name]
    raise BundleReaddressed


def _name_of(vault: Vault, fingerprint: str) -> str | None:
    """Return what we call the sender, `None` for a stranger."""
    if fingerprint == vault.identity.fingerprint:
        return vault.identity.pseudonym
    names = {contact.fingerprint: contact.name for contact in vault.contacts()}
    return names.get(fingerprint)


def _contents(vault: Vault, signed: opened.Signed, arrived: Arrived) -> Contents:
    """Survey the entries, and compare them with what the sender signed about them."""
    contents = survey(vault, arrived)
    if contents.carried.links != signed.info.entries:
        raise BundleHostile(reason="entries")
    if {stored.name for stored in arrived.files} - contents.mentions:
        raise BundleHostile(reason="unmentioned-file")
    return contents
