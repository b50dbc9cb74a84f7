"""Where veraPDF is, and what it says of a file."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_FETCHED = Path(__file__).parents[2] / "build" / "tools" / "verapdf.jar"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def command() -> list[str]:
    """How to call veraPDF: FIELDDOC_VERAPDF names its jar or program; else what was fetched.

    Skips the test, saying why, where there is none.
    """
    named = os.environ.get("FIELDDOC_VERAPDF")
    found = Path(named) if named else _FETCHED
    if not found.is_file():
        pytest.skip("veraPDF is not here: set FIELDDOC_VERAPDF or run packaging/foreign-tools.sh")
    if found.suffix != ".jar":
        return [str(found)]
    if shutil.which("java") is None:
        pytest.skip("veraPDF needs Java, which is not on this machine")
    return ["java", "-cp", str(found), _MAIN]


def refused(paths: list[Path]) -> str:
    """Return what veraPDF has against the files as PDF/A-3b; empty when all pass."""
    args = [*command(), "-f", "3b", "--format", "text", "-v", *map(str, paths)]
    said = subprocess.run(args, capture_output=True, text=True, check=False).stdout
    lines = [line for line in said.splitlines() if line.strip()]
    passed = [line for line in lines if line.startswith("PASS ")]
    return "" if len(passed) == len(lines) == len(paths) else said or "veraPDF said nothing"
