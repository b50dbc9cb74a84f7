"""Large files are durable at the end, and a disk that fails on the way is told."""

import errno
import os
from pathlib import Path

import pytest

from fielddoc.vault import lasting
from fielddoc.vault.lasting import Lasting

PIECE = b"\x01" * 1000


def test_all_is_forced_to_disk_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting, "STEP", 3 * len(PIECE))
    forced: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        forced.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "fsync", fsync)
    with (tmp_path / "f").open("xb", buffering=0) as stream, Lasting(stream) as whole:
        for _ in range(10):
            whole.write(PIECE)
        whole.finish()
    assert forced[-1] == 10 * len(PIECE)
    assert len(forced) > 1, "the disk was asked to begin before the end"


def test_an_error_on_the_way_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting, "STEP", len(PIECE))
    failures = [OSError(errno.EIO, "the disk")]

    def fsync(_descriptor: int) -> None:
        if failures:
            raise failures.pop()

    monkeypatch.setattr(os, "fsync", fsync)
    with (tmp_path / "f").open("xb") as stream, Lasting(stream) as whole:
        whole.write(PIECE)
        with pytest.raises(OSError, match="the disk"):
            whole.finish()
