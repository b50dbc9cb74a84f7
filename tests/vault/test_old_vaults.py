"""A vault of each format so far: it opens, and says what it said when it was made.

`python -m tests.vault.test_old_vaults FOLDER` makes the one of today's format; do so before a
migration is written, put it into `tests/data/` and never make it anew.
"""

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from fielddoc import vault
from fielddoc.model.entry import Content, read_header
from fielddoc.vault import Vault
from fielddoc.vault.migrate import shipped
from tests.vault.house import change
from tests.vault.test_files import named

DATA = Path(__file__).parent.parent / "data"
KEY = bytearray(range(32))
CASE, PERSON = "c" * 32, "d" * 32


def make(folder: Path) -> None:
    """Write a small vault with an edit, a conflict, an erasure, a file and a draft."""
    with vault.create(folder, b"{}", KEY, "Vieja", state=folder.parent / "state") as made:
        made.append("save", CASE, Content((change(CASE, "Caso", kind="case", field="name"),)))
        first = made.append("save", CASE, Content((change(PERSON, "Ñandú"),)))
        over = [read_header(first.header).id]
        for name in ("Itzel", "Ixchel"):
            made.append("save", CASE, Content((change(PERSON, name, over),)))
        made.append("erase", CASE, Content(erases=tuple(over)))
        stored = made.store_stream(io.BytesIO(b"photograph"), "a.jpg")
        made.append("attach", CASE, named(stored), [stored])
        made.save_draft("page", b"typed")
        (folder / "said.json").write_text(json.dumps(said(made), indent=1), "utf-8")
    for empty in ("backups", "quarantine"):
        (folder / empty).rmdir()
    (folder / "lock").unlink()


def said(of: Vault) -> dict[str, object]:
    """What a vault says that must be the same for ever."""
    person = of.record(PERSON)
    (evidence,) = of.records(kind="evidence")
    return {
        "id": of.id,
        "author": of.identity.fingerprint,
        "names": sorted(held.value.v for held in person.held("given")),
        "entries": [[entry.hash, entry.content is None] for entry in of.entries()],
        "file": of.file(evidence.get("file")["sha256"]).read().decode(),
        "found": [hit.record for hit in of.search("ixchel")],
        "cases": of.case_count(),
        "drafts": {key: data.decode() for key, data in of.drafts().items()},
    }


@pytest.mark.parametrize("number", sorted(shipped()))
def test_an_old_vault_says_what_it_said(tmp_path, number):
    folder = tmp_path / "Old.fielddoc"
    shutil.copytree(DATA / f"vault-{number}.fielddoc", folder)
    with vault.open_vault(folder, KEY, state=tmp_path / "state") as old:
        assert said(old) == json.loads((folder / "said.json").read_text("utf-8"))
        assert old.check().problems == ()
        assert old.backup().is_dir()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
