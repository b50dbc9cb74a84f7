"""Verify a bundle without keeping anything of it: what `fielddoc verify` says."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fielddoc.bundle import opened
from fielddoc.bundle.arrived import STEP
from fielddoc.bundle.bag import recipient_hash
from fielddoc.bundle.tar import Reader
from fielddoc.crypto import age
from fielddoc.errors import (
    BundleAltered,
    BundleCut,
    BundleHostile,
    BundleNotForUs,
    NotABundle,
    SourceVanished,
)
from fielddoc.progress import Progress, silent
from fielddoc.vault import Vault


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for one file.

    `state` is "intact-known" (whole, sender among the known), "intact-unknown" (whole, sender
    not known), "altered" (`details` has ("where", …)), "sealed" (not for this vault: nobody
    here can say) or "not-ours". A bundle that somebody sealed anew for us is altered, with
    ("where", "recipients").
    """

    path: Path
    kind: str
    holds: bool
    state: str
    signer: str = ""
    fingerprint: str = ""
    details: tuple[tuple[str, str], ...] = ()


def verify(
    vault: Vault, path: Path, known: Mapping[str, str], progress: Progress = silent
) -> Verdict:
    """Say whether the bundle at `path` holds; `known` maps fingerprints to names.

    Raises `BundleNewer`, `SourceVanished`.
    """
    try:
        signed = _read(vault, path, progress)
    except BundleNotForUs:
        return Verdict(path, "bundle", holds=False, state="sealed")
    except NotABundle:
        return Verdict(path, "other", holds=False, state="not-ours")
    except BundleCut:
        return _altered(path, "cut")
    except BundleAltered as error:
        return _altered(path, str(error.facts["where"]))
    except BundleHostile as error:
        return _altered(path, str(error.facts["reason"]))
    info, fingerprint = signed.info, signed.sender.fingerprint
    ours = {recipient_hash(identity.recipient) for identity in vault.age_identities}
    details = (("id", info.id), ("date", info.date), ("sha256", signed.sha256))
    if not ours & set(info.recipients):
        where = (("where", "recipients"), *details)
        signer = known.get(fingerprint, signed.sender.name)
        return Verdict(path, "bundle", False, "altered", signer, fingerprint, where)
    if fingerprint in known:
        return Verdict(
            path, "bundle", True, "intact-known", known[fingerprint], fingerprint, details
        )
    return Verdict(path, "bundle", True, "intact-unknown", signed.sender.name, fingerprint, details)


def _altered(path: Path, where: str) -> Verdict:
    return Verdict(path, "bundle", holds=False, state="altered", details=(("where", where),))


def _read(vault: Vault, path: Path, progress: Progress) -> opened.Signed:
    """Read all of it, comparing every hash and keeping nothing."""
    try:
        with path.open("rb") as stream, age.Reader(stream, vault.age_identities) as plain:
            archive = Reader(plain, progress)
            signed = opened.read_signed(archive)
            for member in opened.payload(archive, signed):
                digest = sha256()
                while chunk := member.read(STEP):
                    digest.update(chunk)
                opened.check(member.path, digest.hexdigest(), signed.hashes)
            return signed
    except OSError as error:
        raise SourceVanished(name=path.name) from error
