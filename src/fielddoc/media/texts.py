"""Texts, inside the helper: decoded as what they most likely are, so far as they are shown."""

import codecs
from collections.abc import Callable
from typing import Any

from fielddoc.media.limits import LARGEST_TEXT

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
Reply = tuple[dict[str, Any], bytes]


def opened(
    content: bytes, _report: Callable[[int, int], None]
) -> dict[str, Callable[[dict[str, Any]], Reply]]:
    """Answer questions about one text."""
    text, encoding = decoded(content[:LARGEST_TEXT])
    cut = len(content) > LARGEST_TEXT

    def facts(_question: dict[str, Any]) -> Reply:
        return {"pages": 1, "width": 0, "height": 0, "rows": [("encoding", encoding)]}, b""

    def show(_question: dict[str, Any]) -> Reply:
        return {"encoding": encoding, "cut": cut}, text.encode("utf-8", "replace")

    return {"facts": facts, "text": show}


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding: a byte order mark decides, then UTF-8, then Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _seen(content[len(mark) :].decode(encoding, "replace")), encoding
    try:  # a character cut off at the end is no reason to call it something else
        return _seen(codecs.getincrementaldecoder("utf-8")().decode(content)), "utf-8"
    except UnicodeDecodeError:
        return _seen(content.decode("cp1252", "replace")), "windows-1252"


def _seen(text: str) -> str:
    return text.replace("\0", "\ufffd").replace("\r\n", "\n")
