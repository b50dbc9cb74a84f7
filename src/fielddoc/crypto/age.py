"""The age v1 container (c2sp.org/age): written and read as a stream, strictly.

Stock `age` 1.3 opens what is written here, and the other way round. `docs/formats/age.md` says
what of age is used, and what is refused.
"""

import secrets
from collections.abc import Iterable, Sequence
from random import SystemRandom
from typing import BinaryIO

from fielddoc.crypto import ageheader
from fielddoc.crypto.agekeys import FILE_KEY_SIZE, Identity, Recipient
from fielddoc.crypto.agepass import decrypt_passphrase, encrypt_passphrase, unarmor
from fielddoc.crypto.agestream import StreamReader, StreamWriter
from fielddoc.errors import BundleNotForUs, ContactRefused

__all__ = [
    "Identity",
    "Reader",
    "Recipient",
    "Writer",
    "decrypt_passphrase",
    "encrypt_passphrase",
    "fillers_for",
    "unarmor",
]

LEAST_STANZAS = 4
MOST_RECIPIENTS = 128


def fillers_for(recipients: int) -> int:
    """Return how many fillers make 4, 8, 16, … stanzas of so many recipients."""
    wanted = LEAST_STANZAS
    while wanted < recipients:
        wanted *= 2
    return wanted - recipients


class Writer(StreamWriter):
    """Seals what is written to it to `recipients`; `close` finishes."""

    def __init__(
        self, target: BinaryIO, recipients: Sequence[str], fillers: int | None = None
    ) -> None:
        """Write the header.

        `fillers` stanzas that nobody can open, as many as `fillers_for` says where it is not
        given, hide how many can.

        Raises:
            ContactRefused: a recipient is malformed, there is none, or too many, or their
                kinds differ (`reason`).
        """
        known = tuple(Recipient.read(text) for text in dict.fromkeys(recipients))
        if not known or len(known) > MOST_RECIPIENTS:
            raise ContactRefused(reason="number")
        kind = known[0].kind
        if any(recipient.kind != kind for recipient in known):
            raise ContactRefused(reason="mixed")
        file_key = secrets.token_bytes(FILE_KEY_SIZE)
        stanzas = [recipient.wrap(file_key) for recipient in known]
        for _ in range(fillers_for(len(known)) if fillers is None else fillers):
            nobody = Recipient.read(Identity.new(kind).recipient)
            stanzas.append(nobody.wrap(secrets.token_bytes(FILE_KEY_SIZE)))
        SystemRandom().shuffle(stanzas)
        target.write(ageheader.write(tuple(stanzas), file_key))
        super().__init__(target, file_key)


class Reader(StreamReader):
    """Gives what was sealed to one of `identities`."""

    def __init__(self, source: BinaryIO, identities: Iterable[Identity]) -> None:
        """Read and verify the header.

        Raises:
            NotABundle: the file is not age's at all; BundleNewer: it is of a later version.
            BundleNotForUs: none of `identities` opens it.
            BundleCut: it ends too early; BundleAltered: its header was changed (`where`).
        """
        header = ageheader.read(source)
        if any(stanza.arguments[0] == "scrypt" for stanza in header.stanzas[1:]):
            raise ageheader.altered()
        for identity in identities:
            file_key = identity.unwrap(header.stanzas)
            if file_key is not None:
                header.check(file_key)
                super().__init__(source, file_key)
                return
        raise BundleNotForUs
