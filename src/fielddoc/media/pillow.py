"""Pillow inside the helper: everything it would load when first needed is loaded here.

Once a helper is confined nothing can be loaded any more; which picture formats there are is
therefore decided when it starts.
"""

import warnings

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageColor,
    ImageFile,
    ImageFilter,
    ImageOps,
    ImagePalette,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
)

from fielddoc.media.limits import LARGEST_PICTURE

__all__ = [
    "FORMATS", "AvifImagePlugin", "BmpImagePlugin", "GifImagePlugin", "Image", "ImageCms",
    "ImageColor", "ImageFile", "ImageFilter", "ImageOps", "ImagePalette",
    "JpegImagePlugin", "MpoImagePlugin", "PngImagePlugin", "PpmImagePlugin", "TiffImagePlugin",
]  # fmt: skip

_KNOWN = (
    "AVIF", "BMP", "DIB", "GIF", "ICO", "JPEG", "JPEG2000", "PCX", "PNG", "PPM", "TGA", "TIFF",
    "WEBP",
)  # fmt: skip
"""What cameras, telephones, scanners and screens make. Others have decoders that run programs
(EPS) or that nobody looks after."""

Image.init()
Image.MAX_IMAGE_PIXELS = LARGEST_PICTURE
AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # a confined process starts no threads
warnings.simplefilter("ignore")
FORMATS = tuple(name for name in _KNOWN if name in Image.OPEN)
"""The formats that this build of Pillow decodes."""
