"""What this machine saw last of a vault, kept outside it: how a restored vault is noticed.

SQLCipher notices neither a replayed page nor a swapped file. The anchor is advice, never a
lock: where it is missing nothing is said.
"""

import contextlib
import hmac
import json
import os
from hashlib import sha256
from pathlib import Path

from fielddoc.crypto.keys import derive
from fielddoc.system import sync_folder


class Anchor:
    """The file that remembers the number and the hash of the last entry."""

    def __init__(self, state: Path, vault: bytes, key: bytes | bytearray) -> None:
        """Derive the anchor's own key; its name tells nothing about the vault."""
        self._key = derive(key, b"fielddoc anchor 1")
        name = hmac.digest(self._key, vault, "sha256").hex()[:32]
        self._path = state / "anchors" / f"{name}.json"

    def seen(self) -> tuple[int, bytes] | None:
        """Return number and hash of the last entry seen, if there is an anchor that holds."""
        try:
            data = json.loads(self._path.read_bytes())
            number, head, mac = int(data["sequence"]), str(data["head"]), str(data["mac"])
        except (OSError, ValueError, KeyError, TypeError):
            return None  # not there, or where it cannot be read: nothing is known
        if not hmac.compare_digest(mac, self._mac(number, head)):
            return None
        return number, bytes.fromhex(head)

    def remember(self, number: int, head: bytes, *, lasting: bool = False) -> None:
        """Replace the anchor. Only a `lasting` one is forced to disk; a lost one does no harm.

        Where it cannot be kept (no home, a full disk) the older one stays: what it says of the
        vault is still true, and what was just saved must not be called lost.
        """
        with contextlib.suppress(OSError):
            self._write(number, head, lasting=lasting)

    def _write(self, number: int, head: bytes, *, lasting: bool) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        data = {"sequence": number, "head": head.hex(), "mac": self._mac(number, head.hex())}
        new = self._path.with_suffix(".new")
        with new.open("w", encoding="ascii") as stream:
            json.dump(data, stream)
            if lasting:
                stream.flush()
                os.fsync(stream.fileno())
        new.replace(self._path)
        if lasting:
            sync_folder(self._path.parent)

    def _mac(self, number: int, head: str) -> str:
        return hmac.new(self._key, f"{number} {head}".encode(), sha256).hexdigest()
