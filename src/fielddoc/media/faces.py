"""Where faces seem to be, inside the helper. It finds; a person confirms.

OpenCV's cascades (Viola and Jones 2001) come with the library and need no network. They miss
faces that are turned away, dark or small, and see some where there are none: that is said to
whoever uses them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from cv2.data import haarcascades

from fielddoc.errors import MediaRefused

_SMALLEST = 1 / 32
"""Of the longer side: smaller ones are mostly noise."""
_GROWN = 0.2
"""Of its size, added on each side: hair, ears and chin are a face too."""
_MOST = 500
_SAME = 0.3
Reply = tuple[dict[str, Any], bytes]
Found = tuple[int, int, int, int]

cv2.setNumThreads(1)
_FRONT, _SIDE = (
    cv2.CascadeClassifier(str(Path(haarcascades, f"haarcascade_{name}.xml")))
    for name in ("frontalface_default", "profileface")
)


def opened(
    content: bytes, _report: Callable[[int, int], None]
) -> dict[str, Callable[[dict[str, Any]], Reply]]:
    """Answer the question for faces in RGBA pixels."""

    def faces(question: dict[str, Any]) -> Reply:
        width, height = question["width"], question["height"]
        if width * height * 4 != len(content):
            raise MediaRefused(reason="damaged")
        pixels = np.frombuffer(content, np.uint8).reshape(height, width, 4)
        return {"boxes": [_grown(box, width, height) for box in _find(pixels)]}, b""

    return {"faces": faces}


def _find(pixels: "np.ndarray[Any, Any]") -> list[Found]:
    """Boxes in pixels: seen from the front, from one side, and in the mirror from the other."""
    grey = cv2.equalizeHist(cv2.cvtColor(pixels, cv2.COLOR_RGBA2GRAY))
    height, width = grey.shape
    least = max(20, int(max(width, height) * _SMALLEST))
    found: list[Found] = []
    mirrored = cv2.flip(grey, 1)
    for cascade, image, flipped in (
        (_FRONT, grey, False), (_SIDE, grey, False), (_SIDE, mirrored, True),
    ):  # fmt: skip
        for x, y, w, h in cascade.detectMultiScale(image, 1.1, 5, minSize=(least, least)):
            box = (int(width - x - w) if flipped else int(x), int(y), int(w), int(h))
            if not any(_shared(box, other) > _SAME for other in found):
                found.append(box)
    return sorted(found)[:_MOST]


def _shared(one: Found, two: Found) -> float:
    """How much of the smaller box lies in the other."""
    across = min(one[0] + one[2], two[0] + two[2]) - max(one[0], two[0])
    down = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
    return max(0, across) * max(0, down) / min(one[2] * one[3], two[2] * two[3])


def _grown(box: Found, width: int, height: int) -> tuple[float, float, float, float]:
    x, y, w, h = box
    left, top = max(0.0, x - w * _GROWN), max(0.0, y - h * _GROWN)
    right, bottom = (
        min(float(width), x + w * (1 + _GROWN)),
        min(float(height), y + h * (1 + _GROWN)),
    )
    return left / width, top / height, (right - left) / width, (bottom - top) / height
