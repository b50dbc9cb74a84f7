"""One file as its viewer sees it. Every answer of a helper is checked here before it is used."""

import io
from collections.abc import Sequence
from typing import Any, BinaryIO, Self

from fielddoc.errors import MediaRefused
from fielddoc.media import limits
from fielddoc.media.helper import Answer, Helper
from fielddoc.media.rows import Box, Copy, Fact, Facts, Pixels, Step, Text, step_to_json
from fielddoc.progress import Progress, silent

FACES_WIDTH = 1280
"""Pixels of the picture in which faces are looked for."""
_COPIES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
_MOST = {"text": limits.LARGEST_TEXT + 1, "sound": limits.SOUND_HEAD}
_DECODED = ("image", "pdf")


class Document:
    """A file that a helper has open: asked page by page, closed when nobody looks any more.

    `source` is read from its start and stays the caller's to close; `viewer` is what
    `viewer_of` said. One thread at a time, any thread. Every method raises `MediaRefused`
    (`reason`) and, when `progress` says so, `Cancelled`; both leave the program as it was.
    """

    def __init__(self, source: BinaryIO, viewer: str, *, seconds: float = limits.SILENCE) -> None:
        self._source = source
        self._viewer = viewer
        self._seconds = seconds
        self._helper = Helper(viewer, source, most=_MOST.get(viewer), seconds=seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the helper."""
        self._helper.close()

    def facts(self, progress: Progress = silent) -> Facts:
        """What the file says of itself; of a video or an unknown kind nothing is read."""
        if self._viewer not in (*_DECODED, "sound", "text"):
            return Facts()
        return _facts(self._helper.ask({"do": "facts"}, 0, progress))

    def picture(self, width: int, page: int = 0, progress: Progress = silent) -> Pixels:
        """A page upright, at most `width` pixels wide, never larger than it is.

        Documents are drawn at that width, whatever size their paper has.
        """
        self._only(_DECODED)
        question = {"do": "picture", "width": max(1, min(width, 16_000)), "page": page}
        return _pixels(self._helper.ask(question, limits.LARGEST_VIEW * 4, progress))

    def text(self, progress: Progress = silent) -> Text:
        """A text file's words; bytes that mean nothing in its encoding become `�`."""
        self._only(("text",))
        return _text(self._helper.ask({"do": "text"}, limits.LARGEST_TEXT * 4, progress))

    def faces(self, page: int = 0, progress: Progress = silent) -> tuple[Box, ...]:
        """Where faces seem to be, a little enlarged: a help to find them, for a person to judge.

        The finder gets decoded pixels, not the file.
        """
        seen = self.picture(FACES_WIDTH, page, progress)
        helper = Helper("faces", io.BytesIO(seen.data), seconds=self._seconds)
        try:
            question = {"do": "faces", "width": seen.width, "height": seen.height}
            return _boxes(helper.ask(question, 0, progress))
        finally:
            helper.close()

    def copy(self, steps: Sequence[Step], progress: Progress = silent) -> Copy:
        """A new file of the pixels alone, after `steps`: no metadata, no text, no layers.

        A picture becomes a JPEG (or PNG where the original has no loss either), a document a
        PDF of pictures of its pages. The same file and steps give the same bytes.
        """
        self._only(_DECODED)
        if len(steps) > limits.MOST_STEPS:
            raise MediaRefused(reason="steps")
        helper = Helper(f"{self._viewer}-copy", self._source, seconds=self._seconds * 4)
        try:
            question = {"do": "copy", "steps": [step_to_json(step) for step in steps]}
            return _copy(helper.ask(question, limits.LARGEST_COPY, progress))
        finally:
            helper.close()

    def _only(self, viewers: tuple[str, ...]) -> None:
        if self._viewer not in viewers:
            raise MediaRefused(reason="kind")


def _facts(answer: Answer) -> Facts:
    done, _ = answer
    rows = done.get("rows")
    seconds = done.get("seconds")
    if not isinstance(rows, list) or len(rows) > limits.MOST_FACTS:
        raise _broken()
    if seconds is not None and not (type(seconds) is float and 0 <= seconds < 1e9):
        raise _broken()
    return Facts(
        _int(done, "pages", 0, 10**9),
        _int(done, "width", 0, 10**9),
        _int(done, "height", 0, 10**9),
        seconds,
        tuple(_fact(row) for row in rows),
    )


def _fact(row: Any) -> Fact:
    match row:
        case [str(key), str(value)] if len(key) <= 100 and len(value) <= limits.LONGEST_VALUE + 1:
            return Fact(key, value)
    raise _broken()


def _pixels(answer: Answer) -> Pixels:
    done, data = answer
    width, height = _int(done, "width", 1, 10**6), _int(done, "height", 1, 10**6)
    if len(data) != width * height * 4:
        raise _broken()
    return Pixels(width, height, width * 4, bytes(data))


def _text(answer: Answer) -> Text:
    match answer:
        case ({"encoding": str(encoding), "cut": bool(cut)}, data) if len(encoding) < 30:
            return Text(data.decode("utf-8", "replace"), encoding, cut)
    raise _broken()


def _boxes(answer: Answer) -> tuple[Box, ...]:
    done, _ = answer
    rows = done.get("boxes")
    if not isinstance(rows, list) or len(rows) > 1000:
        raise _broken()
    try:
        return tuple(Box(*(float(part) for part in row)) for row in rows)
    except (TypeError, ValueError) as error:
        raise _broken() from error


def _copy(answer: Answer) -> Copy:
    done, data = answer
    media = done.get("media")
    if not isinstance(media, str) or media not in _COPIES or not data:
        raise _broken()
    return Copy(bytes(data), media, _COPIES[media])


def _int(done: dict[str, Any], name: str, least: int, most: int) -> int:
    found = done.get(name)
    if type(found) is not int or not least <= found <= most:
        raise _broken()
    return found


def _broken() -> MediaRefused:
    """A helper that answers what it should not is no better than one that crashed."""
    return MediaRefused(reason="crashed")
