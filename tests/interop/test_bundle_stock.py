"""Stock tools open a bundle with exactly the lines that `docs/bundle.md` gives."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fielddoc import bundle
from tests.bundle.people import contact, journal, make_case, meet, person

TOP = Path(__file__).parent.parent.parent
BLOCKS = re.findall(r"```sh\n(.*?)```", (TOP / "docs/bundle.md").read_text("utf-8"), re.DOTALL)

pytestmark = pytest.mark.interop


def environment() -> dict[str, str]:
    """PATH with `age` (or the folder of FIELDDOC_AGE) and the scripts beside this Python."""
    named = os.environ.get("FIELDDOC_AGE")
    folders = [str(Path(named).parent)] if named else []
    folders += [str(Path(sys.executable).parent), os.environ["PATH"]]
    return {**os.environ, "PATH": os.pathsep.join(folders), "LC_ALL": "C"}


def need(*tools: str) -> None:
    path = environment()["PATH"]
    for tool in tools:
        if shutil.which(tool, path=path) is None:
            pytest.skip(f"{tool} is not on this machine")
    if "age" in tools:
        said = run("age --version", TOP).stdout
        if not re.search(r"v?1\.[3-9]|v?[2-9]\.", said):
            pytest.skip(f"age {said.strip()} does not know post-quantum recipients")


def run(lines: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-e", "-x", "-c", lines],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.fixture(params=["pq", "x25519"])
def packed(request, tmp_path):
    """A folder with a bundle and the key that opens it, as the doc names them."""
    with person(tmp_path, "Ruda") as ruda, person(tmp_path, "Saga") as saga:
        meet(ruda, saga)
        case = make_case(ruda)
        post_quantum = request.param == "pq"
        identity = next(
            one
            for one in saga.age_identities
            if one.recipient.startswith("age1pq1") == post_quantum
        )
        receiver = replace(contact(saga), recipients=(identity.recipient,))
        folder = tmp_path / "desk"
        folder.mkdir()
        bundle.pack(ruda, [case], [receiver], folder / "case.fdb.age")
        keys = "".join(f"{one.text}\n" for one in saga.age_identities)  # as an export holds them
        (folder / "key.txt").write_text(keys)
        yield folder, ruda, case


def test_the_lines_of_the_doc(packed):
    need("age", "tar", "openssl", "sha256sum", "bagit.py")
    folder, ruda, case = packed
    done = run(BLOCKS[0], folder)
    assert done.returncode == 0, done.stderr
    assert ruda.identity.fingerprint.upper() in done.stdout.replace(":", "")
    assert "tagmanifest" not in done.stdout
    assert done.stdout.count(": OK") == 3 + 4
    info = (folder / "bundle/bag-info.txt").read_text("utf-8")
    assert f"FieldDoc-Sender: {ruda.identity.fingerprint}\n" in info
    told = (folder / "bundle/data/entries.jsonl").read_text("utf-8")
    assert len(told.splitlines()) == len(journal(ruda, case))
    assert sorted(path.name for path in folder.iterdir()) == [
        "bundle", "bundle.tar", "case.fdb.age", "key.txt", "sender.pem",
    ]  # fmt: skip


def test_the_recipient_is_named(packed):
    need("age", "age-keygen", "tar", "sha256sum")
    folder, _, _ = packed
    assert run("\n".join(BLOCKS[0].splitlines()[:2]), folder).returncode == 0
    done = run(BLOCKS[1], folder / "bundle")
    assert done.returncode == 0, done.stderr
    info = (folder / "bundle/bag-info.txt").read_text("utf-8")
    own = [line.split()[0] for line in done.stdout.splitlines()]
    assert len(own) == 2
    assert sum(f"FieldDoc-Recipient: {one} " in info for one in own) == 1


def test_the_lines_notice_a_changed_file(packed):
    need("age", "tar", "openssl", "sha256sum", "bagit.py")
    folder, _, _ = packed
    lines = BLOCKS[0].splitlines()
    for path in ("data/entries.jsonl", "bag-info.txt", "manifest-sha256.txt"):
        change = f"printf x >> {path}"
        spoiled = "\n".join([*lines[:3], change, *lines[3:]])
        assert run(spoiled, folder).returncode != 0, path
        shutil.rmtree(folder / "bundle")
        (folder / "bundle.tar").unlink()
        (folder / "sender.pem").unlink()


def test_the_readme_gives_the_same_lines():
    readme = (TOP / "resources/bundle/README.txt").read_text("utf-8")
    told = [line.strip() for line in readme.splitlines() if line.startswith("    ")]
    assert "sha256sum --strict -c tagmanifest-sha256.txt" in told
    assert "sha256sum --strict -c manifest-sha256.txt" in told
    assert any(
        line.startswith("openssl cms -verify -noverify -binary -inform DER") for line in told
    )
