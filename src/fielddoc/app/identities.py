"""Our own keys, for the day after us: reading bundles with stock `age`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc.app.exporting import target_free, write_down, write_new
from fielddoc.crypto import age
from fielddoc.text import N_

if TYPE_CHECKING:
    from pathlib import Path

    from fielddoc.app.session import Session

WARNING = N_(
    "Quien tenga este archivo y su frase de acceso podrá leer todos los paquetes que se han "
    "sellado y se sellarán para usted, también sin este programa. Guárdelo lejos de este equipo."
)


def export(session: Session, target: Path, passphrase: bytearray) -> None:
    """Write our age identities, in age's own key-file form, sealed under `passphrase`.

    Whoever has the file and the passphrase reads every bundle ever sealed to us: the caller
    says so (`WARNING`) before asking for the passphrase. The export is written down.
    """
    target_free(target)
    lines = []
    for identity in session.vault.age_identities:
        lines += [f"# public key: {identity.recipient}", identity.text]
    sealed = age.encrypt_passphrase("\n".join([*lines, ""]).encode(), passphrase)
    write_new(target, sealed.encode())
    try:
        write_down(session, "identity", (), {"file": target.name})
    except BaseException:
        target.unlink(missing_ok=True)  # nothing leaves that the journal does not tell
        raise
