"""Verify what was handed over, without knowing beforehand what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fielddoc.app.session import Session


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for one file, and the sentence that says so.

    `kind` is dossier, bundle, original or other; `state` a stable word such as
    "intact-known", "intact-unknown", "altered", "not-ours"; `holds` what the exit code says.
    """

    path: Path
    kind: str
    holds: bool
    state: str
    sentence: str
    signer: str = ""
    details: tuple[tuple[str, str], ...] = ()


def verify(
    paths: Sequence[Path], session: Session | None = None, language: str = "es"
) -> list[Verdict]:
    """Say of each file whether it holds. Other files are looked up in a given dossier's index.

    With a session the signers are known by the contacts' names, and bundles sealed to us are
    opened; without one a bundle's inside stays closed and the verdict says so.
    """
    raise NotImplementedError
