"""Pack: chosen cases, sealed to contacts, written front to back in one stream.

The manifest comes before what it lists. The hashes of attachments are known since their
intake, and the seal of the vault guarantees the bytes; the entries are written to a sealed
spool first. So nothing is read twice, and nothing lies on the disk in plain text.
"""

import contextlib
import datetime
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fielddoc import __version__
from fielddoc.bundle import bag, cards, consent, layout, tar
from fielddoc.bundle.selection import Known, Selection, handed_to, known_to
from fielddoc.crypto import age, cms
from fielddoc.crypto.identity import Certificate
from fielddoc.crypto.seal import Bytes
from fielddoc.errors import (
    BundleTooLarge,
    ConsentMissing,
    ContactRefused,
    PracticeVault,
    TargetExists,
)
from fielddoc.model.ids import new_id
from fielddoc.paths import resources
from fielddoc.progress import Progress, silent
from fielddoc.system import sync_folder
from fielddoc.vault import Bundle, Contact, Quarantine, StoredFile, Vault
from fielddoc.vault.folder import telling

STEP = 1 << 20
_POST_QUANTUM = "age1pq1"


@dataclass(frozen=True, slots=True)
class Packed:
    """A bundle that was written.

    `entries` counts those with content. `left_out` says why a case did not travel (see
    `consent`), `missing` names attachments (SHA-256) whose content is not in this vault.
    `sha256` is the digest by which the next bundle names this one.
    """

    path: Path
    id: str
    sha256: str
    entries: int
    files: int
    size: int
    cases: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Payload:
    """What goes into `data/`: small texts, the entries, and attachments by size."""

    texts: Mapping[str, bytes]
    entries: StoredFile
    files: Mapping[str, int]
    room: Quarantine

    def sizes(self) -> dict[str, int]:
        sizes = {path: len(data) for path, data in self.texts.items()}
        sizes[layout.ENTRIES] = self.entries.size
        sizes.update((layout.file(name), size) for name, size in self.files.items())
        return sizes

    def hashes(self) -> dict[str, str]:
        hashes = {path: sha256(data).hexdigest() for path, data in self.texts.items()}
        hashes[layout.ENTRIES] = self.entries.sha256
        hashes.update((layout.file(name), name) for name in self.files)
        return hashes


def pack(
    vault: Vault,
    cases: Sequence[str],
    contacts: Sequence[Contact],
    target: Path,
    progress: Progress = silent,
    *,
    allows: consent.Rule = consent.team,
) -> Packed:
    """Seal what the contacts do not have yet of `cases` into the file `target`.

    Without cases the bundle only says which bundles we took in. `allows` decides about
    consent; a case that may not travel is left out, except that its consents still go where
    every contact was sent the case or sent it to us, so that a withdrawal reaches them.

    Raises:
        ConsentMissing: of the cases asked for none may travel.
        PracticeVault: a contact is for practice and the vault is not, or the reverse.
        ContactRefused: no kind of age recipient is common to the contacts.
        TargetExists: there is a file already. BundleTooLarge: more than a bundle can hold.
    """
    if target.exists():
        raise TargetExists(path=target)
    recipients = _recipients(vault, contacts)
    bundles = list(vault.bundles())
    known = [known_to(contact.fingerprint, bundles) for contact in contacts]
    left_out = _left_out(vault, cases, allows)
    chosen = [case for case in dict.fromkeys(cases) if case not in left_out]
    handed = [handed_to(contact.fingerprint, bundles) for contact in contacts]
    told = [case for case in left_out if all(case in cases_of for cases_of in handed)]
    if cases and not chosen and not told:
        raise ConsentMissing
    selection = Selection(vault, chosen, told, known)
    with vault.quarantine() as room:
        entries = _spooled(room, selection)
        found, missing = _files(vault, selection.mentions)
        payload = _Payload(_texts(vault, selection.found.links), entries, found, room)
        info = _label(vault, payload, recipients, contacts, bundles, selection)
        tags = _tags(vault, info, payload)
        digest = sha256(tags[layout.TAG_MANIFEST]).hexdigest()
        size = _write(vault, target, tags, payload, list(recipients.values()), progress)
    _note(vault, info.id, digest, contacts, selection.found)
    return Packed(
        target,
        info.id,
        digest,
        selection.entries,
        len(found),
        size,
        tuple(chosen),
        tuple(left_out.items()),
        missing,
    )


def _note(
    vault: Vault, bundle: str, digest: str, contacts: Sequence[Contact], found: Known
) -> None:
    """Remember what was sent to whom, for when they acknowledge it."""
    at = datetime.datetime.now(datetime.UTC).isoformat()
    facts = {**found.to_facts(), "received": ""}
    heads = {author: numbers.last for author, numbers in found.links.items()}
    for contact in contacts:
        vault.add_bundle(Bundle("out", bundle, contact.fingerprint, at, digest, heads, facts))


def _recipients(vault: Vault, contacts: Sequence[Contact]) -> dict[str, str]:
    """Return contact → age recipient: post-quantum if everybody has one, never mixed."""
    if not contacts:
        raise ContactRefused(reason="number")
    for contact in contacts:
        if cards.read(contact.card).practice != vault.practice:
            raise PracticeVault
    for post_quantum in (True, False):
        found = {
            contact.fingerprint: one
            for contact in contacts
            for one in contact.recipients
            if one.startswith(_POST_QUANTUM) == post_quantum
        }
        if len(found) == len({contact.fingerprint for contact in contacts}):
            return found
    raise ContactRefused(reason="mixed")


def _left_out(vault: Vault, cases: Sequence[str], allows: consent.Rule) -> dict[str, str]:
    reasons = {case: allows(vault.records(case=case)) for case in dict.fromkeys(cases)}
    return {case: reason for case, reason in reasons.items() if reason is not None}


def _spooled(room: Quarantine, selection: Selection) -> StoredFile:
    """Write the entries to a sealed file, as their hash comes before them."""
    with room.write("entries") as place:
        for line in selection.lines():
            place.write(line)
    stored = place.stored
    assert stored is not None  # noqa: S101 (set when the block above ended)
    return stored


def _files(vault: Vault, mentions: Collection[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    here = {name: vault.file_facts(name).size for name in mentions if vault.has_file(name)}
    for name, size in here.items():
        if size > layout.MAX_FILE:
            raise BundleTooLarge(what=name)
    return here, tuple(sorted(set(mentions) - set(here)))


def _texts(vault: Vault, authors: Collection[str]) -> dict[str, bytes]:
    """Return the README and the certificates of the sender and of everybody whose entries go."""
    texts = {layout.README: (resources() / "bundle" / "README.txt").read_bytes()}
    for author in {vault.identity.fingerprint, *authors}:
        if author == vault.identity.fingerprint:
            der = vault.identity.certificate
        else:
            der = vault.author(author).certificate
        texts[layout.certificate(author)] = Certificate(der).pem
    return texts


def _label(
    vault: Vault,
    payload: _Payload,
    recipients: Mapping[str, str],
    contacts: Sequence[Contact],
    bundles: Sequence[Bundle],
    selection: Selection,
) -> bag.BagInfo:
    sizes = payload.sizes()
    if len(sizes) > layout.MAX_MEMBERS:
        raise BundleTooLarge(what="files")
    peers = {contact.fingerprint for contact in contacts}
    before = {one.peer: one.sha256 for one in bundles if one.direction == "out"}
    found = selection.found
    return bag.BagInfo(
        id=new_id(),
        sender=vault.identity.fingerprint,
        sender_name=vault.identity.pseudonym or bag.NOBODY,
        octets=sum(sizes.values()),
        members=len(sizes),
        practice=vault.practice,
        date=datetime.datetime.now().astimezone().date().isoformat(),
        agent=f"FieldDoc {__version__}",
        recipients={
            bag.recipient_hash(recipient): before.get(peer, bag.NO_BUNDLE)
            for peer, recipient in recipients.items()
        },
        cases=tuple(sorted(found.cases)),
        entries=found.links,
        received=tuple(
            sorted({one.id for one in bundles if one.direction == "in" and one.peer in peers})
        ),
    )


def _tags(vault: Vault, info: bag.BagInfo, payload: _Payload) -> dict[str, bytes]:
    """Return the five first files, in their order."""
    label, listed = info.to_bytes(), bag.manifest(payload.hashes())
    signed = bag.tag_manifest(label, listed)
    tags = (bag.DECLARATION, signed, cms.sign(vault.identity, signed), label, listed)
    found = dict(zip(layout.TAGS, tags, strict=True))
    for path, data in found.items():
        if len(data) > layout.MAX_TAG[path]:
            raise BundleTooLarge(what=path)
    return found


def _write(
    vault: Vault,
    target: Path,
    tags: Mapping[str, bytes],
    payload: _Payload,
    recipients: Sequence[str],
    progress: Progress,
) -> int:
    """Write beside the target, make it last, and only then give it its name."""
    sizes = payload.sizes()
    total = tar.padme(tar.archive_size([*map(len, tags.values()), *sizes.values()]))
    part = target.with_name(f"{target.name}.{new_id()[:8]}.part")
    try:
        with telling(target.parent):
            with part.open("xb") as stream:
                with age.Writer(stream, recipients) as sealed:
                    writer = tar.Writer(sealed, progress, total)
                    for path, data in tags.items():
                        writer.member(f"{layout.FOLDER}/{path}", len(data), [data])
                    for path in sorted(sizes):
                        content = _content(vault, payload, path)
                        writer.member(f"{layout.FOLDER}/{path}", sizes[path], content)
                    writer.finish()
                stream.flush()
                os.fsync(stream.fileno())
                size = stream.tell()
            if target.exists():
                raise TargetExists(path=target)
            part.replace(target)
            sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):  # what went wrong first is what to tell
            part.unlink(missing_ok=True)
        raise
    return size


def _content(vault: Vault, payload: _Payload, path: str) -> Iterator[Bytes]:
    """Yield a file's content; a chunk is only good until the next is asked for."""
    if path in payload.texts:
        yield payload.texts[path]
        return
    match = layout.FILE.fullmatch(path)
    opened = payload.room.open(payload.entries) if match is None else vault.file(match[1])
    buffer = memoryview(bytearray(STEP))
    with opened as reader:
        while size := reader.readinto(buffer):
            yield buffer[:size]
