"""Compiles the catalogues of sentences before the package is built."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(folder: Path) -> int:
    """Write a `.mo` beside every `.po` below `folder`; return how many were written."""
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


class CustomBuildHook(BuildHookInterface[Any]):
    """The build hook that hatchling looks for by this name."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the catalogues of the checkout that is being built."""
        compile_catalogues(Path(self.root, "resources", "i18n"))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).resolve().parent.parent / "resources" / "i18n")
