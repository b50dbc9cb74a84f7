"""Kill a working program at random instants; nothing it acknowledged may be lost."""

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from fielddoc import vault
from fielddoc.crypto.identity import Identity
from fielddoc.model.entry import Content, read_header
from fielddoc.model.ids import new_id
from fielddoc.vault import Vault
from tests.vault.house import Writer, change

ROOT = Path(__file__).parent.parent.parent
INCOMING = 400
KILLS = 20
"""How often one vault is killed before the next is made: checks of a big one take long."""


@dataclass
class Ground:
    """One vault, killed again and again, and all that was acknowledged about it."""

    folder: Path
    key: bytearray = field(default_factory=lambda: bytearray(os.urandom(32)))
    entries: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    draft: int = 0

    @property
    def vault(self) -> Path:
        return self.folder / "A.fielddoc"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def prepare(self) -> None:
        """Make the vault, and the entries of somebody else that will be imported."""
        self.folder.mkdir(parents=True, exist_ok=True)
        vault.create(self.vault, b"{}", self.key, "A", state=self.state).close()
        writer = Writer(Identity.new("otra"))
        entries = [
            writer.write(Content((change(new_id(), f"nombre {number}"),)))
            for number in range(INCOMING)
        ]
        parts = [
            [entry.header.hex(), entry.signature.hex(), (entry.content or b"").hex()]
            for entry in entries
        ]
        data = {"certificate": writer.identity.certificate.hex(), "entries": parts}
        (self.folder / "incoming.json").write_text(json.dumps(data), "utf-8")

    def kill(self, after: float) -> None:
        """Start the child, kill it `after` seconds from when it has the vault open."""
        child = subprocess.Popen(
            [
                sys.executable, "-m", "tests.crash.child", str(self.vault), str(self.state),
                self.key.hex(), str(self.folder / "incoming.json"),
            ],
            stdout=subprocess.PIPE, cwd=ROOT, text=True,
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(after)  # the instant of the kill, not a wait for something
        child.kill()
        said, _ = child.communicate()
        whole = said[: said.rfind("\n") + 1]
        for line in whole.splitlines():
            what, which = line.split()
            if what == "entry":
                self.entries.add(which)
            elif what == "file":
                self.files.add(which)
            else:
                self.draft = int(which)

    def look(self) -> list[str]:
        """Open the vault as the next start of the program does, and say what is wrong."""
        with vault.open_vault(self.vault, self.key, state=self.state) as opened:
            return [*self._lost(opened), *opened.check().problems]

    def _lost(self, opened: Vault) -> list[str]:
        here = {read_header(entry.header).id for entry in opened.entries()}
        here |= {row[0].hex() for row in opened._database.rows("SELECT id FROM waiting")}
        lost = [f"lost entry {id_}" for id_ in self.entries - here]
        lost += [f"lost file {name}" for name in self.files if not opened.has_file(name)]
        if opened.rolled_back is not None:
            lost.append(f"rolled back: {opened.rolled_back}")
        kept = int(opened.drafts().get("page", b"0"))
        if kept < self.draft:
            lost.append(f"lost draft {self.draft}, found {kept}")
        sealed = {row[0].hex() for row in opened._database.rows("SELECT sealed FROM file")}
        on_disk = {path.name for path in (self.vault / "files").glob("*/*")}
        if on_disk != sealed:
            lost.append(f"{len(on_disk - sealed)} orphans, {len(sealed - on_disk)} files missing")
        return lost


@dataclass
class Tally:
    """What all kills together were acknowledged, and the first thing found wrong."""

    kills: int = 0
    entries: int = 0
    files: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, ground: Ground, entries: int, files: int) -> None:
        """Add what the last kill of `ground` brought."""
        self.kills += 1
        self.entries += len(ground.entries) - entries
        self.files += len(ground.files) - files


def run(folder: Path, runs: int, seed: int) -> Tally:
    """Kill `runs` times, look after each; stop at the first thing wrong."""
    chance = random.Random(seed)
    kills = Tally()
    for number in range(runs):
        if number % KILLS == 0:
            ground = Ground(folder / str(number))
            ground.prepare()
        before = len(ground.entries), len(ground.files)
        ground.kill(chance.random() * 0.4)
        kills.count(ground, *before)
        kills.wrong = ground.look()
        if kills.wrong:
            break
    return kills
