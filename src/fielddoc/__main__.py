"""Pick gate, desk or terminal; the only place that knows all of them."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from fielddoc.system import has_screen

_WINDOW = ("--gate", "--desk")


def main(argv: Sequence[str] | None = None) -> int:
    """Without arguments the window opens; with a command, or with no screen, the terminal runs."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["--media"]:  # only a frozen program: others start the helper by its module
        from fielddoc.media.worker import main as helper

        helper(words[1:])
    if words[0] in _WINDOW if words else (has_screen() or "QT_QPA_PLATFORM" in os.environ):
        from fielddoc.ui.process import main as window  # Qt only where a window is wanted

        return window(words)
    from fielddoc.cli.main import main as terminal

    return terminal(words, show_window)


def show_window(folder: Path, key: bytearray) -> int:
    """Open the desk on a practice vault that was just made."""
    from fielddoc.ui.process import show

    return show(folder, key, practice=True)


if __name__ == "__main__":
    sys.exit(main())
