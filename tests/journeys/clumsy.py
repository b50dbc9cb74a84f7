"""Two people with vaults, a terminal each, and everything that can go wrong before them."""

import contextlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fielddoc.app import drafts
from fielddoc.app.session import Session, open_session
from fielddoc.cli.main import main
from fielddoc.vault.rebuild import pictures

PASSPHRASE = b"practica de pruebas"
DRAFT = "lo que estaba escribiendo, sin guardar"


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str


@dataclass
class Desk:
    """A folder with two practice vaults that know each other, and a case in the first."""

    folder: Path
    keys: dict[str, bytearray]
    case: str
    env: dict[str, str]
    before: dict[str, tuple[Any, ...]]

    @property
    def uno(self) -> Path:
        """The vault with the case."""
        return self.folder / "uno.fielddoc"

    @property
    def dos(self) -> Path:
        """The colleague's vault."""
        return self.folder / "dos.fielddoc"

    @property
    def secret(self) -> tuple[str, Path]:
        """The words that give the passphrase."""
        return ("--passphrase-file", self.folder / "frase")

    def command(self, words: Sequence[object]) -> list[str]:
        """The command line as a person types it."""
        return [sys.executable, "-m", "fielddoc", *map(str, words)]

    def run(self, *words: object, **named: Any) -> Ran:
        """Run a command as a process of its own, in Spanish, and let no traceback through."""
        env = {**self.env, **named.pop("env", {})}
        done = subprocess.run(
            self.command(words), env=env, cwd=self.folder, capture_output=True, check=False,
            stdin=subprocess.DEVNULL, timeout=120, **named,
        )  # fmt: skip
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.err, ran.err
        return ran

    def start(self, *words: object) -> "subprocess.Popen[bytes]":
        """Start a command that something will happen to."""
        return subprocess.Popen(
            self.command(words), env=self.env, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def english(self, *words: object) -> Ran:
        """Run a command in this process, in English."""
        out, err = io.StringIO(), io.StringIO()
        told = [str(word) for word in ("--lang", "en", *words)]
        here = Path.cwd()
        os.chdir(self.folder)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main(told)
        finally:
            os.chdir(here)
        return Ran(code, out.getvalue(), err.getvalue())

    def refused(self, code: str, spanish: str, english: str, *words: object, ends: int = 1) -> None:
        """Both languages say that sentence, with that code, and nothing was lost by it."""
        for ran, said in ((self.run(*words), spanish), (self.english(*words), english)):
            assert (ran.code, f"[{code}]" in ran.err) == (ends, True), ran
            assert said in ran.err, ran.err
        self.whole()

    def open(self, folder: Path | None = None) -> Session:
        """Open a vault (the first, if none is named)."""
        folder = folder or self.uno
        return open_session(folder, self.keys.get(folder.name, self.keys["uno.fielddoc"]))

    def picture(self, folder: Path) -> tuple[Any, ...]:
        """All that a vault holds: entries, folded records, drafts, and the files on disk."""
        with self.open(folder) as session:
            assert session.vault.check(lambda at, of: None).problems == ()
            found = (
                [entry.hash for entry in session.vault.entries()],
                pictures(session.vault._database),
                [draft.fields for draft in drafts.pending(session)],
            )
        return (
            *found,
            sorted(str(path) for path in (folder / "files").rglob("*") if path.is_file()),
        )

    def whole(self, *folders: Path) -> None:
        """Both vaults (or those named) are as they were, with no part of a file left behind."""
        for folder in folders or (self.uno, self.dos):
            assert self.picture(folder) == self.before[folder.name]
            assert not list((folder / "quarantine").iterdir())
            assert folder == self.dos or DRAFT in str(self.before[folder.name][2])
        assert not [path for path in self.folder.rglob("*") if path.suffix in (".part", ".new")]


def until(true: Callable[[], object], process: "subprocess.Popen[bytes]") -> None:
    """Wait for a condition while a process runs."""
    end = time.monotonic() + 60
    while not true():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.001)


def told(process: "subprocess.Popen[bytes]") -> Ran:
    """What a started command gave in the end."""
    out, err = process.communicate(timeout=60)
    ran = Ran(process.returncode, out.decode(), err.decode())
    assert "Traceback" not in ran.err, ran.err
    return ran
