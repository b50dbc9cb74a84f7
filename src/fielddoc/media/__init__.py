"""Looking at what strangers made: pictures, documents and sounds, parsed in a helper process.

The program hands a `Document` the sealed reader of a file; a short-lived process decodes it
within limits and answers with pixels, text or a new file made of pixels. `docs/evidence.md`
is the description.
"""

from fielddoc.media.document import Document
from fielddoc.media.kinds import viewer_of
from fielddoc.media.rows import (
    Box,
    Copy,
    Cover,
    Crop,
    Drop,
    Fact,
    Facts,
    Pixels,
    Rotate,
    Step,
    Text,
)

__all__ = [
    "Box", "Copy", "Cover", "Crop", "Document", "Drop", "Fact", "Facts", "Pixels", "Rotate", "Step",
    "Text", "viewer_of",
]  # fmt: skip
