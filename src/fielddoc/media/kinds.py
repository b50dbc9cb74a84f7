"""Which viewer shows a media type."""

_PICTURES = {
    "image/avif", "image/bmp", "image/gif", "image/jp2", "image/jpeg", "image/png", "image/tiff",
    "image/webp", "image/x-icon", "image/vnd.microsoft.icon", "image/x-portable-anymap",
    "image/x-portable-bitmap", "image/x-portable-graymap", "image/x-portable-pixmap",
    "image/x-ms-bmp", "image/x-pcx", "image/vnd.zbrush.pcx", "image/x-tga",
}  # fmt: skip
_TEXTS = {"application/json", "application/xml", "message/rfc822"}


def viewer_of(media: str) -> str:
    """Return "image", "pdf", "text", "sound" or "video"; nothing for what is only kept.

    HEIC stays unseen: no decoder for it is both well kept and free to ship everywhere.
    """
    if media in _PICTURES:
        return "image"
    if media == "application/pdf":
        return "pdf"
    if media.startswith("text/") or media in _TEXTS:
        return "text"
    family = media.partition("/")[0]
    return {"audio": "sound", "video": "video"}.get(family, "")
