"""Compiles the catalogues of sentences (`.po` to `.mo`) that are newer than their result."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder: Path) -> int:
    """Write a `.mo` beside every changed `.po` below `folder`; return how many were written."""
    done = 0
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parent.name)
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        done += 1
    return done


if __name__ == "__main__":
    compile_catalogues(Path(__file__).resolve().parent.parent / "resources" / "i18n")
