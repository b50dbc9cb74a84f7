"""What only shows in a real terminal: echo, progress, Ctrl-C."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fielddoc.app import records
from fielddoc.app.session import open_session
from fielddoc.app.vaults import unlock
from fielddoc.cli.terminal import language
from tests.cli.conftest import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.mark.parametrize(
    ("named", "spoken"),
    [("C.UTF-8", "es"), ("en_GB.UTF-8", "en"), ("es_MX.UTF-8", "es"), ("fr_FR", "es"), ("", "es")],
)
def test_the_machine_language_is_spoken_and_spanish_otherwise(
    named: str, spoken: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", named)
    assert language() == spoken


class Terminal:
    """A program on a pseudo-terminal: what it shows is what a person would see."""

    def __init__(self, *words: object) -> None:
        self.shown = b""
        master, slave = pty.openpty()
        self.master = master
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fielddoc", *(str(word) for word in words)],
            stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "LANG": "es_MX.UTF-8"},
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def until(self, wanted: bytes) -> None:
        """Read until that is shown."""
        while wanted not in self.shown:
            self.shown += os.read(self.master, 4096)

    def type(self, text: bytes) -> None:
        os.write(self.master, text)

    def end(self) -> int:
        try:
            while data := os.read(self.master, 4096):
                self.shown += data
        except OSError:  # the other end is closed: the program is done
            self.shown += b""
        os.close(self.master)
        return self.process.wait()


def test_a_passphrase_is_typed_without_echo(vault: tuple[Path, str]):
    terminal = Terminal("--lang", "es", "case", "list", vault[0])
    terminal.until(b"Frase de acceso")
    terminal.type(PASSPHRASE + b"\n")
    assert terminal.end() == 0
    assert b"Caso inventado" in terminal.shown
    assert PASSPHRASE not in terminal.shown


def test_progress_is_shown_where_somebody_watches(
    vault: tuple[Path, str], secret: Path, tmp_path: Path
):
    file = tmp_path / "f.bin"
    file.write_bytes(os.urandom(3 << 20))
    terminal = Terminal("attach", vault[0], vault[1], file, "--passphrase-file", secret)
    assert terminal.end() == 0
    assert b"%" in terminal.shown


def test_ctrl_c_while_asked_ends_with_a_sentence(vault: tuple[Path, str]):
    terminal = Terminal("--lang", "es", "case", "list", vault[0])
    terminal.until(b"Frase de acceso")
    os.killpg(terminal.process.pid, signal.SIGINT)
    assert terminal.end() == 1
    assert b"[cancelled]" in terminal.shown
    assert b"Traceback" not in terminal.shown


def test_ctrl_c_in_the_middle_leaves_nothing_half_done(
    vault: tuple[Path, str], secret: Path, tmp_path: Path
):
    folder, case = vault
    file = tmp_path / "big.bin"
    with file.open("wb") as stream:
        stream.truncate(2 << 30)
    terminal = Terminal("attach", folder, case, file, "--passphrase-file", secret)
    terminal.until(b" 1 %")
    os.killpg(terminal.process.pid, signal.SIGINT)
    began = time.monotonic()
    assert terminal.end() == 1
    assert time.monotonic() - began < 10
    assert b"[cancelled]" in terminal.shown
    assert not [path for path in (folder / "files").rglob("*") if path.is_file()]
    with open_session(folder, unlock(folder, bytearray(PASSPHRASE))) as session:
        assert records.rows(session, case=case, kind="evidence") == []
