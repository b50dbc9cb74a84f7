"""Where things are: in the checkout, installed, or frozen. Nothing here creates a folder."""

import os
import sys
from functools import cache
from pathlib import Path

import platformdirs


@cache
def resources() -> Path:
    """The folder of forms, vocabularies, texts, fonts, icons and drawings.

    Frozen programs carry it beside them, wheels inside the package, a checkout at its top.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).parent
    places = [package / "resources", package.parent.parent / "resources"]
    if frozen is not None:
        places.insert(0, Path(frozen, "resources"))
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError("resources")


def state() -> Path:
    """The user's folder for anchors and window state: nothing in it is case content.

    `FIELDDOC_STATE` names another folder, for tests and for programs on a stick.
    Somebody without a home has no such folder: then it is a place where nothing can be kept.
    """
    named = os.environ.get("FIELDDOC_STATE")
    if named:
        return Path(named)
    usual = Path(platformdirs.user_state_dir("fielddoc", appauthor=False))
    return usual if usual.is_absolute() else Path(os.devnull, "fielddoc")
