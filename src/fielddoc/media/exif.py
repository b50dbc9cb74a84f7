"""What a picture says of itself, inside the helper: as rows of text, cut short, never trusted."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import ExifTags, Image

from fielddoc.media import limits

_IFD, _GPS = ExifTags.IFD, ExifTags.GPS
_NAMED = {
    "Make": "camera_make", "Model": "camera_model", "LensModel": "lens", "Software": "software",
    "DateTimeOriginal": "taken", "OffsetTimeOriginal": "taken_zone",
    "DateTimeDigitized": "digitized", "DateTime": "changed", "Artist": "artist",
    "Copyright": "copyright", "ImageDescription": "description", "UserComment": "comment",
    "BodySerialNumber": "serial", "CameraOwnerName": "owner", "Orientation": "orientation",
}  # fmt: skip
"""EXIF 2.32 tags that have a key of their own; the rest are "exif:Name"."""
_NOISE = {"ExifOffset", "GPSInfo", "ExifInteroperabilityOffset", "MakerNote", "StripOffsets",
          "StripByteCounts", "TileOffsets", "TileByteCounts", "XMLPacket", "PrintImageMatching",
          "InterColorProfile", "JPEGTables", "ColorMap"}  # fmt: skip
_MAIN_IFDS = (_IFD.Exif, _IFD.Interop)


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 when it is missing, wrong, or the EXIF data are broken."""
    try:
        found = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 (a broken EXIF block does not hide a picture)
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def rows(image: Image.Image) -> list[tuple[str, str]]:
    """Rows of (key, value), at most `limits.MOST_FACTS`."""
    found = [("format", str(image.format)), ("colours", image.mode)]
    try:
        exif = image.getexif()
        found.extend(_position(exif.get_ifd(_IFD.GPSInfo)))
        for ifd in (exif, *(exif.get_ifd(each) for each in _MAIN_IFDS)):
            found.extend(_tags(ifd, ExifTags.TAGS))
        if exif.get_ifd(_IFD.IFD1):
            found.append(("thumbnail", "1"))
        if exif.get_ifd(_IFD.MakerNote) or ExifTags.Base.MakerNote in exif.get_ifd(_IFD.Exif):
            found.append(("maker_note", "1"))
    except Exception:  # noqa: BLE001 (whatever broken EXIF data raise, the picture is still shown)
        found.append(("broken", "EXIF"))
    found.extend(_other(image))
    return [(key, short(value)) for key, value in dict.fromkeys(found)][: limits.MOST_FACTS]


def short(value: str) -> str:
    """One line without control characters, cut at `limits.LONGEST_VALUE` characters."""
    clean = "".join(char if char.isprintable() else " " for char in value[: limits.LONGEST_VALUE])
    return clean.strip() + ("…" if len(value) > limits.LONGEST_VALUE else "")


def _position(gps: Mapping[int, Any]) -> Iterator[tuple[str, str]]:
    """Where and when the device says it was. South and west are negative (ISO 6709)."""
    if not gps:
        return
    latitude = _degrees(gps.get(_GPS.GPSLatitude), gps.get(_GPS.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(gps.get(_GPS.GPSLongitude), gps.get(_GPS.GPSLongitudeRef), "EW", 180)
    if latitude is not None and longitude is not None:
        yield "position", f"{latitude:.6f}, {longitude:.6f}"
    elif _GPS.GPSLatitude in gps or _GPS.GPSLongitude in gps:
        yield "position_odd", _plain(
            [gps.get(key) for key in (_GPS.GPSLatitudeRef, _GPS.GPSLatitude, _GPS.GPSLongitudeRef,
                                      _GPS.GPSLongitude)])  # fmt: skip
    if (height := _number(gps.get(_GPS.GPSAltitude))) is not None:
        below = gps.get(_GPS.GPSAltitudeRef) in (1, b"\x01")
        yield "altitude", f"{-height if below else height:.1f} m"
    if (heading := _number(gps.get(_GPS.GPSImgDirection))) is not None:
        yield "direction", f"{heading:.1f}°"
    when = gps.get(_GPS.GPSTimeStamp)
    if isinstance(when, tuple) and len(when) == 3:
        clock = [_number(part) for part in when]
        if all(part is not None for part in clock):
            hms = ":".join(f"{int(part or 0):02d}" for part in clock)
            yield "position_time", f"{_plain(gps.get(_GPS.GPSDateStamp, ''))} {hms} UTC".strip()


def _degrees(parts: object, side: object, sides: str, most: int) -> float | None:
    """Decimal degrees, negative on the second of `sides`; nothing unless all of it is sound."""
    word = side.decode("latin-1") if isinstance(side, bytes) else side
    where = word.strip("\0 ").upper() if isinstance(word, str) else ""
    if not isinstance(parts, tuple) or not 1 <= len(parts) <= 3 or where not in (*sides,):
        return None
    numbers = [_number(part) for part in parts]
    if any(part is None or part < 0 for part in numbers):
        return None
    value = math.fsum((part or 0) / 60**power for power, part in enumerate(numbers))
    if value > most:
        return None
    return -value if where == sides[1] else value


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def _tags(ifd: Mapping[int, Any], names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for tag, value in ifd.items():
        name = names.get(tag, f"0x{tag:04x}")
        if name in _NOISE or isinstance(value, dict):
            continue
        told = _plain(value)
        if told.strip():
            yield _NAMED.get(name, f"exif:{name}"), told


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        code, rest = value[:8], value[8:]
        if code in (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", bytes(8)):
            value = rest
        text = value[:2000].decode("utf-8", "replace").strip("\0 ")
        return text if "\ufffd" not in text and text.isprintable() else f"{len(value)} bytes"
    if isinstance(value, tuple | list):
        return ", ".join(_plain(part) for part in value[:16])
    if isinstance(value, float) or hasattr(value, "numerator"):
        number = _number(value)
        return "?" if number is None else f"{number:.6g}"
    return str(value)[:2000]


def _other(image: Image.Image) -> Iterator[tuple[str, str]]:
    """What stands beside EXIF: comments, text chunks of PNG, XMP, IPTC, colour profile."""
    for key, value in list(image.info.items())[: limits.MOST_FACTS]:
        match key, value:
            case "exif" | "Raw profile type exif", _:
                continue
            case "comment", str() | bytes():
                yield "comment", _plain(value)
            case "xmp" | "XML:com.adobe.xmp", str() | bytes():
                yield "xmp", f"{len(value)} bytes"
            case "icc_profile", bytes():
                yield "colour_profile", f"{len(value)} bytes"
            case "photoshop", _:
                yield "photoshop", "1"
            case str(), str() if image.format == "PNG":
                yield f"text:{short(key)[:60]}", value
