"""The program that gets killed: works on a vault and says on a pipe what was acknowledged.

Run as `python -m tests.crash.child FOLDER STATE KEY INCOMING`. A line on standard output means:
the function that does it has returned.
"""

import io
import json
import random
import sys
from pathlib import Path

from fielddoc import vault
from fielddoc.model.entry import Change, Content, SignedEntry, read_header
from fielddoc.model.ids import new_id
from fielddoc.model.values import Value
from fielddoc.vault import Vault

BATCH = 20


def say(*words: str) -> None:
    """Acknowledge something."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def save(work: Vault, case: str) -> None:
    """Save a page as one entry."""
    value = Value("ñandú " * random.randrange(1, 400))
    entry = work.append("save", case, Content((Change(new_id(), "person", "given", value),)))
    say("entry", read_header(entry.header).id)


def attach(work: Vault, case: str) -> None:
    """Take a file in, with the entry that names it."""
    data = random.randbytes(random.randrange(200_000))
    stored = work.store_stream(io.BytesIO(data), "foto.jpg")
    value = Value({"sha256": stored.sha256, "size": stored.size})
    content = Content((Change(new_id(), "evidence", "file", value),))
    entry = work.append("attach", case, content, [stored])
    say("file", stored.sha256)
    say("entry", read_header(entry.header).id)


def draft(work: Vault, number: int) -> None:
    """Keep what is being typed."""
    work.save_draft("page", str(number).encode())
    say("draft", str(number))


def take(work: Vault, entries: list[SignedEntry], certificate: bytes) -> None:
    """Import a batch."""
    found = work.absorb(entries, [certificate])
    if found.new:
        for entry in entries:
            say("entry", read_header(entry.header).id)


def main() -> None:
    """Open the vault and work until killed."""
    folder, state, key, incoming = sys.argv[1:]
    data = json.loads(Path(incoming).read_text("utf-8"))
    certificate = bytes.fromhex(data["certificate"])
    entries = [SignedEntry(*(bytes.fromhex(part) for part in entry)) for entry in data["entries"]]
    work = vault.open_vault(Path(folder), bytearray.fromhex(key), state=Path(state))
    say("open")
    case, number = new_id(), 0
    drafts = work.drafts()
    number = int(drafts["page"]) if drafts else 0
    while True:
        number += 1
        draft(work, number)
        random.choice((save, attach))(work, case)
        if random.random() < 0.3:
            start = random.randrange(0, len(entries), BATCH)
            take(work, entries[start : start + BATCH], certificate)


if __name__ == "__main__":
    main()
