"""What goes to a helper and what comes back, as frozen rows. Places are fractions of a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions (0 to 1) of the picture as it stands upright, from its top left.

    Parts outside the picture are cut off; raises `ValueError` when nothing inside is left.
    """

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        finite = all(-1e6 < part < 1e6 for part in (self.x, self.y, self.width, self.height))
        inside = self.x < 1 and self.y < 1 and self.x + self.width > 0 and self.y + self.height > 0
        if not (finite and inside and self.width > 0 and self.height > 0):
            msg = "a box lies inside the picture and is not empty"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Rotate:
    """Turn clockwise by 90, 180 or 270 degrees. `page` counts from 0."""

    degrees: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Crop:
    """Keep only what is inside the box."""

    box: Box
    page: int = 0


@dataclass(frozen=True, slots=True)
class Cover:
    """Put one colour over the box: "mean" its own average, "solid" black. Nothing else is left."""

    box: Box
    page: int = 0
    how: str = "mean"


@dataclass(frozen=True, slots=True)
class Drop:
    """Leave a page out."""

    page: int


Step = Rotate | Crop | Cover | Drop


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture to be shown: rows of red, green, blue and opacity, a byte each."""

    width: int
    height: int
    stride: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a file says of itself. `key` is a stable word or "exif:Name", "text:Name"."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself: shown, never trusted. Zero and `None` are "not known".

    `width` and `height` are those of the first page upright: pixels of a picture, points
    (1/72 inch) of a document.
    """

    pages: int = 0
    width: int = 0
    height: int = 0
    seconds: float | None = None
    rows: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text as far as it is shown; `cut` says that more follows."""

    text: str
    encoding: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """A working copy: its bytes, media type, and the ending of its name."""

    data: bytes
    media: str
    ending: str


def step_to_json(step: Step) -> dict[str, Any]:
    """Write a step for the helper."""
    match step:
        case Rotate(degrees, page):
            return {"step": "rotate", "page": page, "degrees": degrees}
        case Crop(box, page):
            return {"step": "crop", "page": page, "box": _plain(box)}
        case Cover(box, page, how):
            return {"step": "cover", "page": page, "box": _plain(box), "how": how}
        case Drop(page):
            return {"step": "drop", "page": page}


def step_from_json(plain: Mapping[str, Any]) -> Step:
    """Read a step. Raises `ValueError`, `KeyError`, `TypeError` for what is none."""
    page = plain["page"]
    if type(page) is not int or page < 0:
        msg = "pages count from 0"
        raise ValueError(msg)
    match plain["step"]:
        case "rotate" if plain["degrees"] in (90, 180, 270):
            return Rotate(plain["degrees"], page)
        case "crop":
            return Crop(Box(*plain["box"]), page)
        case "cover" if plain["how"] in ("mean", "solid"):
            return Cover(Box(*plain["box"]), page, plain["how"])
        case "drop":
            return Drop(page)
    msg = "no such step"
    raise ValueError(msg)


def _plain(box: Box) -> list[float]:
    return [box.x, box.y, box.width, box.height]
