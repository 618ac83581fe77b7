"""Header: what a file says of itself before it is decoded, and of the picture in it: when, where, by what camera."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from app.core.reading import colour

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
TURNED = frozenset({"TIFF", "HEIF"})  # their decoders turn the picture themselves
# The luminance table of ITU-T T.81, annex K.1, from which encoders scale theirs (Independent JPEG Group).
_LUMINANCE = np.array(
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Header:
    """What a file says of itself; width and height are after orientation, the place is in degrees."""

    format: str
    mode: str
    width: int
    height: int
    orientation: int
    taken_at: str | None = None
    camera: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    quality: int | None = None
    profile: str | None = None


def header_of(image: Image.Image) -> Header:
    """The header of an open picture whose size was found acceptable: reading EXIF may decode a PNG file."""
    facts: dict[str, Any] = {}
    stated = 1
    try:
        exif = image.getexif()
        stated = exif.get(ExifTags.Base.Orientation, 1)
        facts = _taken(exif) | _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # noqa: BLE001 - a broken EXIF block raises anything and must not cost the picture
        pass
    orientation = stated if stated in TURNS else 1
    width, height = image.size
    if orientation >= 5 and image.format not in TURNED:
        width, height = height, width
    tables = getattr(image, "quantization", None)
    facts["quality"] = quality(tables[0]) if tables and 0 in tables else None
    facts["profile"] = colour.profile_name(image)
    return Header(image.format or "", image.mode, width, height, orientation, **facts)


def quality(table: list[int]) -> int | None:
    """The quality (1 to 100) whose luminance table is nearest to this one of 64 numbers; None for another length."""
    if len(table) != 64:
        return None
    return int(np.abs(_tables() - np.sort(table)).sum(1).argmin()) + 1


@cache
def _tables() -> NDArray[np.int64]:
    """(100, 64) the tables of the qualities 1 to 100, each in order of size: the order in files is not told."""
    qualities = np.arange(1, 101)[:, None]
    scale = np.where(qualities < 50, 5000 // qualities, 200 - 2 * qualities)
    return np.sort(np.clip((_LUMINANCE * scale + 50) // 100, 1, 255), 1)


def _taken(exif: Image.Exif) -> dict[str, str | None]:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    taken = _text(details.get(ExifTags.Base.DateTimeOriginal))
    fraction = _text(details.get(ExifTags.Base.SubsecTimeOriginal))
    camera = " ".join(filter(None, (_text(exif.get(ExifTags.Base.Make)), _text(exif.get(ExifTags.Base.Model)))))
    return {"taken_at": (f"{taken}.{fraction}" if taken and fraction else taken) or None, "camera": camera or None}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.replace("\0", " ").strip()[:100] if isinstance(value, str) else ""


def _place(gps: Mapping[int, Any]) -> dict[str, float | None]:
    """Latitude and longitude in degrees, both or none; cameras without a fix write zeros."""
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return {}
    return {"latitude": latitude, "longitude": longitude}


def _degrees(parts: Any, side: object, negative: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not (math.isfinite(value) and 0 <= value <= most):
        return None
    return round(-value if _text(side).upper().startswith(negative) else value, 7)
