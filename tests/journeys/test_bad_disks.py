"""Disks that are full or may not be written, and machines without a home: nothing is lost."""

import contextlib
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.clumsy import Desk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")


@pytest.fixture
def small(desk: Desk) -> Iterator[Path]:
    """A file system of a few megabytes, or a skip where none may be mounted."""
    place = desk.folder / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True).returncode:  # fmt: skip # noqa: E501
        pytest.skip("may not mount")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while stream.write(bytes(4096)):
            pass
    assert shutil.disk_usage(place).free == 0
    return filler


def test_a_read_only_vault_says_so(desk: Desk, small: Path):
    vault = small / "uno.fielddoc"
    shutil.copytree(desk.uno, vault)
    subprocess.run(["mount", "-o", "remount,ro", small], check=True)
    desk.refused(
        "vault-read-only", "donde no se puede escribir", "cannot be written",
        "case", "list", vault, *desk.secret,
    )  # fmt: skip


def test_writing_to_a_read_only_folder(desk: Desk, small: Path):
    subprocess.run(["mount", "-o", "remount,ro", small], check=True)
    export = ("--export-passphrase-file", desk.folder / "frase")
    for words in (
        ("dossier", desk.uno, desk.case, "--for", "court", "-o", small / "x.pdf", *desk.secret),
        ("bundle", "pack", desk.uno, desk.case, "--to", "Dos", "-o", small / "x.age", *desk.secret),
        ("contact", "card", desk.uno, "-o", small / "x.card", *desk.secret),
        ("identity", "export", desk.uno, "-o", small / "k", *export, *desk.secret),
        ("vault", "create", small / "n", "--name", "A", "--practice", *desk.secret),
        ("vault", "restore", desk.uno, small / "n"),
        ("demo", small / "d"),
    ):
        ran = desk.english(*words)
        assert (ran.code, "[not-writable]" in ran.err, str(small) in ran.err) == (1, True, True), (
            ran
        )
    spanish = desk.run("demo", small / "d")
    assert "No se puede escribir en" in spanish.err
    desk.whole()


def test_a_vault_on_a_full_disk(desk: Desk, small: Path):
    vault = small / "uno.fielddoc"
    shutil.copytree(desk.uno, vault)
    filler = fill(small)
    words = ("case", "list", vault, *desk.secret)
    for ran, said in (
        (desk.run(*words), "No queda espacio en el disco. Lo que ya estaba guardado sigue intacto"),
        (desk.english(*words), "The disk is full. What was saved before is untouched"),
    ):
        assert (ran.code, "[disk-full]" in ran.err, said in ran.err) == (1, True, True), ran
    filler.unlink()
    big = desk.folder / "big"
    big.write_bytes(os.urandom(4 << 20))
    for command in (("attach", vault, desk.case, big), ("vault", "backup", vault)):
        if command[0] == "vault":
            fill(small)
            os.truncate(filler, filler.stat().st_size - (64 << 10))
        ran = desk.english(*command, *desk.secret)
        assert (ran.code, "[disk-full]" in ran.err) == (1, True), ran
    filler.unlink()
    with desk.open(vault) as session:
        assert session.vault.check(lambda at, of: None).problems == ()
        assert [entry.hash for entry in session.vault.entries()] == desk.before["uno.fielddoc"][0]
    assert not [path for path in vault.rglob("*") if path.suffix in (".new", ".part")]


def test_writing_to_a_full_disk(desk: Desk, small: Path):
    filler = fill(small)
    export = ("--export-passphrase-file", desk.folder / "frase")
    for words in (
        ("dossier", desk.uno, desk.case, "--for", "court", "-o", small / "x.pdf", *desk.secret),
        ("bundle", "pack", desk.uno, desk.case, "--to", "Dos", "-o", small / "x.age", *desk.secret),
        ("contact", "card", desk.uno, "-o", small / "x.card", *desk.secret),
        ("identity", "export", desk.uno, "-o", small / "k", *export, *desk.secret),
        ("vault", "create", small / "n", "--name", "A", "--practice", *desk.secret),
        ("vault", "restore", desk.uno, small / "n"),
    ):
        ran = desk.english(*words)
        assert (ran.code, "[disk-full]" in ran.err) == (1, True), ran
    assert list(small.iterdir()) == [filler]
    desk.whole()


def test_a_limit_on_the_size_of_files_is_a_full_disk(desk: Desk):
    big = desk.folder / "big"
    big.write_bytes(os.urandom(8 << 20))
    ran = desk.run(
        "attach", desk.uno, desk.case, big, *desk.secret,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, 4 << 20)),
    )  # fmt: skip
    assert (ran.code, "[disk-full]" in ran.err) == (1, True), ran
    desk.whole()


# --- home and state


@pytest.mark.parametrize("place", ["/proc/nada", "/etc/passwd"])
def test_without_a_place_for_state_work_goes_on(desk: Desk, place: str):
    wrong = desk.folder / "otra"
    wrong.write_bytes(b"no es esta")
    env = {"FIELDDOC_STATE": place}
    ran = desk.run("case", "list", desk.uno, "--passphrase-file", wrong, env=env)
    assert (ran.code, "[wrong-passphrase]" in ran.err) == (1, True)
    ran = desk.run("attach", desk.uno, desk.case, desk.folder / "nota.txt", *desk.secret, env=env)
    assert (ran.code, ran.err) == (0, "")
    with desk.open() as session:
        assert session.vault.check(lambda at, of: None).problems == ()


def test_without_a_home_nothing_is_written_where_one_stands(desk: Desk):
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("cannot become somebody without a home")
    code = "from fielddoc.paths import state; print(state())"
    env = {k: v for k, v in desk.env.items() if k not in ("HOME", "FIELDDOC_STATE")}
    env.pop("XDG_STATE_HOME", None)
    nobody = ["setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups"]
    done = subprocess.run(
        [*nobody, sys.executable, "-c", code], env=env, capture_output=True, text=True, cwd="/"
    )
    if "fielddoc" not in done.stdout:
        pytest.skip("the program cannot be read by others here")
    assert done.stdout.strip().startswith(os.devnull)
    done = subprocess.run(
        [*nobody, sys.executable, "-m", "fielddoc", "demo"],
        env=env, capture_output=True, text=True, cwd="/",
    )  # fmt: skip
    assert (done.returncode, "no hay carpeta personal" in done.stderr) == (2, True)
