"""Compiles the catalogues of sentences before a wheel is built."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """The build hook that hatchling looks for by this name."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the catalogues of the checkout that is being built."""
        subprocess.run([sys.executable, Path(self.root, "packaging", "texts.py")], check=True)
