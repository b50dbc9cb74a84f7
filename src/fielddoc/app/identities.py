"""Our own keys, for the day after us: reading bundles with stock `age`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.session import Session


def export(session: Session, target: Path, passphrase: bytearray) -> None:
    """Write our age identities, in age's own key-file form, sealed under `passphrase`.

    Whoever has the file and the passphrase reads every bundle ever sealed to us: the caller
    says so (`WARNING`) before asking for the passphrase. The export is written down.
    """
    raise NotImplementedError
