"""Verify what was handed over, without knowing beforehand what it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import bundle, dossier
from fielddoc.app.reasons import said
from fielddoc.app.sentences import sentence
from fielddoc.errors import FieldDocError, SourceVanished
from fielddoc.text import N_, Catalogue, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from fielddoc.app.session import Session

AGE = b"age-encryption.org/v1\n"
_BLOCK = 1 << 20

SENTENCES = {
    ("dossier", "intact-known"): N_("Expediente íntegro, firmado por {signer}."),
    ("dossier", "intact-unknown"): N_(
        "Expediente íntegro; no conocemos a quien lo firmó ({signer}). Compare la huella."
    ),
    ("dossier", "altered"): N_("Expediente alterado después de firmarse ({where})."),
    ("bundle", "intact-known"): N_("Paquete íntegro, enviado por {signer}."),
    ("bundle", "intact-unknown"): N_(
        "Paquete íntegro; no conocemos a quien lo envía ({signer}). Compare la huella."
    ),
    ("bundle", "altered"): N_("Paquete alterado o incompleto ({where})."),
    ("bundle", "sealed"): N_(
        "Paquete sellado; sin una bóveda a la que esté dirigido no puede saberse si está íntegro."
    ),
    ("original", "listed"): N_("Archivo idéntico al que el expediente enumera como «{name}»."),
    ("original", "not-listed"): N_("Archivo que ningún expediente dado enumera, o que cambió."),
    ("other", "not-ours"): N_("El archivo no es un expediente ni un paquete de FieldDoc."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for one file, and the sentence that says so.

    `kind` is dossier, bundle, original or other; `state` one of the words in `SENTENCES`, or
    the code of the error for which the file could not be judged; `holds` is what the exit code
    says. `signer` is the name we know, or the one it claims.
    """

    path: Path
    kind: str
    holds: bool
    state: str
    sentence: str
    signer: str = ""
    fingerprint: str = ""
    details: tuple[tuple[str, str], ...] = ()


def verify(
    paths: Sequence[Path], session: Session | None = None, language: str = "es"
) -> list[Verdict]:
    """Say of each file whether it holds. Other files are looked up in the given dossiers' index.

    With a session the signers are known by the contacts' names, and bundles sealed to us are
    opened; without one a bundle's inside stays closed and the verdict says so. Only a dossier
    that holds vouches for other files.
    """
    say = session.say if session else catalogue(language)
    known = _known(session)
    found: dict[Path, Verdict] = {}
    index: dict[str, str] = {}
    for path in paths:
        try:
            head = _head(path)
            if head.startswith(b"%PDF-"):
                judged = dossier.verify(path, known)
                found[path] = _said(say, judged)
                if judged.kind == "dossier" and judged.holds:
                    index |= dossier.evidence(path)
            elif head.startswith(AGE):
                found[path] = _bundle(say, path, session, known)
        except FieldDocError as error:
            found[path] = _refused(say, path, error)
    for path in paths:
        if path not in found or (found[path].state == "not-ours" and index):
            found[path] = _original(say, path, index)
    return [found[path] for path in paths]


def _refused(say: Catalogue, path: Path, error: FieldDocError) -> Verdict:
    """One file that cannot be judged keeps nobody from hearing about the others."""
    return Verdict(path, "other", holds=False, state=error.code, sentence=sentence(error, say))


def _known(session: Session | None) -> dict[str, str]:
    if session is None:
        return {}
    known = {contact.fingerprint: contact.name for contact in session.vault.contacts()}
    own = session.vault.identity
    return {**known, own.fingerprint: own.pseudonym}


def _bundle(
    say: Catalogue, path: Path, session: Session | None, known: Mapping[str, str]
) -> Verdict:
    if session is None:
        return _verdict(say, path, "bundle", "sealed", holds=False)
    return _said(say, bundle.verify(session.vault, path, known))


def _original(say: Catalogue, path: Path, index: Mapping[str, str]) -> Verdict:
    if not index:
        return _verdict(say, path, "other", "not-ours", holds=False)
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        return _refused(say, path, SourceVanished(name=path.name, reason=type(error).__name__))
    name = index.get(digest.hexdigest())
    facts = (("sha256", digest.hexdigest()),)
    if name is None:
        return _verdict(say, path, "original", "not-listed", holds=False, details=facts)
    return _verdict(say, path, "original", "listed", holds=True, details=(*facts, ("name", name)))


def _said(say: Catalogue, judged: dossier.Verdict | bundle.Verdict) -> Verdict:
    return _verdict(
        say,
        judged.path,
        judged.kind,
        judged.state,
        holds=judged.holds,
        signer=judged.signer,
        fingerprint=judged.fingerprint,
        details=judged.details,
    )


def _verdict(
    say: Catalogue,
    path: Path,
    kind: str,
    state: str,
    *,
    holds: bool,
    signer: str = "",
    fingerprint: str = "",
    details: tuple[tuple[str, str], ...] = (),
) -> Verdict:
    facts = {"signer": signer or fingerprint[:16], "where": "", "name": "", **dict(details)}
    facts["where"] = said(facts["where"], say)
    sentence = say(SENTENCES[kind, state]).format(**facts)
    return Verdict(path, kind, holds, state, sentence, signer, fingerprint, details)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(len(AGE))
    except OSError as error:
        raise SourceVanished(name=path.name) from error
