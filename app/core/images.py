"""Files into pictures: find them, decode them oriented and in RGB, say what is wrong with the others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, UnidentifiedImageError

from app.core.jobs import NULL_JOB, Job
from models.errors import UserError

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif"})
# Only these decoders see a file, whatever its name: Pillow knows others that start foreign programs. (JPEG reads MPO.)
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "DIB", "GIF")
GROUND = (128, 128, 128)  # under transparency: dark and light drawings both stay visible
GIANT = 10_000.0

Image.MAX_IMAGE_PIXELS = None  # the header is checked here, against the user's limit

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class BadImage(UserError):
    """A file that is no usable image; `code` is what is stored: unreadable, truncated, too-large, empty, changed."""

    @property
    def code(self) -> str:
        """The short code of the problem."""
        return str(self.values["code"])


@dataclass(frozen=True)
class Found:
    """A file that looks like an image: its path relative to the scanned folder, with forward slashes."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Header:
    """What a file says of itself before it is decoded; width and height are after orientation."""

    format: str
    mode: str
    width: int
    height: int
    orientation: int
    taken_at: str | None
    camera: str | None


def scan(folder: Path, job: Job = NULL_JOB) -> list[Found]:
    """Every file below `folder` with the suffix of an image, by path. Hidden ones and projects are passed over.

    Links to folders are followed, each folder once. A folder that cannot be listed is a warning.
    """
    found: list[Found] = []
    waiting = [(folder, "")]
    seen: set[str] = set()
    while waiting:
        place, prefix = waiting.pop()
        real = os.path.realpath(place)
        if real in seen:
            continue
        seen.add(real)
        job.report(f"Looking into {place.name}", len(found))
        for entry in _entries(place, job):
            path = prefix + entry.name
            if entry.name.startswith(".") or entry.name.endswith(".nearpair"):
                continue
            if entry.is_dir():
                waiting.append((Path(entry.path), f"{path}/"))
            elif Path(entry.name).suffix.lower() in SUFFIXES and entry.is_file():
                found += _found(entry, path, job)
    return sorted(found, key=lambda file: file.path)


def _entries(place: Path, job: Job) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as entries:
            return list(entries)
    except OSError as error:
        job.warn(f"{place} cannot be listed: {error.strerror}")
        return []


def _found(entry: os.DirEntry[str], path: str, job: Job) -> list[Found]:
    if not is_text(path):
        job.warn(f"{path.encode(errors='replace').decode()} is left out: its name is not valid text")
        return []
    try:
        stat = entry.stat()
    except OSError as error:
        job.warn(f"{entry.path} is left out: {error.strerror}")
    else:
        return [Found(path, stat.st_size, stat.st_mtime_ns)]
    return []


def is_text(name: str) -> bool:
    """Whether a name can be stored and written: on Linux a file's name may be any bytes, read as lone surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def read_image(path: Path, *, short_side: int = 0, max_megapixels: float = GIANT) -> Image.Image:
    """The picture as people see it: oriented, RGB, transparency over grey; BadImage when it cannot be had.

    With `short_side` a JPEG may come reduced, its shorter side not below that many pixels.
    """
    with opened(path) as file:
        return decoded(file, max_megapixels, short_side=short_side)[1]


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """The file, open for reading; BadImage when it is empty or cannot be read."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadImage("the file cannot be opened: {error}", code="unreadable", error=error.strerror) from error
    with file:
        if not file.read(1):
            raise BadImage("the file is empty", code="empty")
        file.seek(0)
        yield file


def decoded(
    file: BufferedReader,
    max_megapixels: float = GIANT,
    *,
    short_side: int = 0,
    long_side: int = 0,
    keep_alpha: bool = False,
) -> tuple[Header, Image.Image]:
    """Header and oriented 8-bit picture of an open file: RGB, or RGBA with `keep_alpha`; BadImage otherwise.

    With `short_side` or `long_side` a JPEG may come reduced, that side not below that many pixels.
    """
    try:
        with Image.open(file, formats=FORMATS) as image:
            header = _header(image)
            _check_size(header, max_megapixels)
            factor = min(image.size) // short_side if short_side else max(image.size) // (long_side or max(image.size))
            if factor > 1:
                image.draft(None, (-(-image.width // factor), -(-image.height // factor)))
            image.load()
            picture = _rgba(image) if keep_alpha else _rgb(image)
    except BadImage:
        raise
    except Exception as error:  # hostile files make decoders raise whatever they like
        raise _bad(error) from error
    # Pillow turns TIFF files itself while it decodes them.
    turn = _TURNS.get(header.orientation) if header.format != "TIFF" else None
    return header, picture if turn is None else picture.transpose(turn)


def count_frames(file: BufferedReader) -> int:
    """How many pictures the file holds; 1 where that cannot be told. The first is the one that counts."""
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as image:
            return int(getattr(image, "n_frames", 1))
    except Exception:  # noqa: BLE001 - counting walks through the rest of the file, which may be broken
        return 1


def _check_size(header: Header, max_megapixels: float) -> None:
    if header.width * header.height > max_megapixels * 1e6:
        raise BadImage(
            "the header states {width} x {height} pixels, the limit is {limit} megapixels",
            code="too-large",
            width=header.width,
            height=header.height,
            limit=f"{max_megapixels:g}",
        )


def _bad(error: Exception) -> BadImage:
    text = str(error)
    if isinstance(error, UnidentifiedImageError):
        return BadImage("this is not an image of a known format", code="unreadable")
    if isinstance(error, MemoryError):
        return BadImage("there is not enough memory to decode it", code="too-large")
    if "truncated" in text.lower() or "not enough image data" in text:
        return BadImage("the data ends early ({text})", code="truncated", text=text)
    return BadImage("it cannot be decoded ({text})", code="unreadable", text=text or type(error).__name__)


def _header(image: Image.Image) -> Header:
    width, height = image.size
    try:
        exif = image.getexif()
        stated = exif.get(ExifTags.Base.Orientation, 1)
        details = exif.get_ifd(ExifTags.IFD.Exif)
        taken = _text(details.get(ExifTags.Base.DateTimeOriginal))
        fraction = _text(details.get(ExifTags.Base.SubsecTimeOriginal))
        camera = " ".join(filter(None, (_text(exif.get(ExifTags.Base.Make)), _text(exif.get(ExifTags.Base.Model)))))
    except Exception:  # noqa: BLE001 - a broken EXIF block raises anything and must not cost the picture
        stated, taken, fraction, camera = 1, "", "", ""
    orientation = stated if stated in _TURNS else 1
    if orientation >= 5 and image.format != "TIFF":
        width, height = height, width
    when = f"{taken}.{fraction}" if taken and fraction else taken
    return Header(image.format or "", image.mode, width, height, orientation, when or None, camera or None)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.replace("\0", " ").strip()[:100] if isinstance(value, str) else ""


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if not image.has_transparency_data:
        return _eight_bit(image).convert("RGB")
    ground = Image.new("RGBA", image.size, (*GROUND, 255))
    return Image.alpha_composite(ground, _rgba(image)).convert("RGB")


def _rgba(image: Image.Image) -> Image.Image:
    if image.mode in ("La", "PA"):
        return image.convert("LA" if image.mode == "La" else "RGBA").convert("RGBA")
    return _eight_bit(image).convert("RGBA")


def _eight_bit(image: Image.Image) -> Image.Image:
    """The picture in a mode that converts to RGB without loss of range."""
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    if image.mode in ("I", "F"):
        return Image.fromarray(_stretched(np.asarray(image, np.float64)))
    if image.mode == "LAB":
        from PIL import ImageCms

        profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        converted = ImageCms.applyTransform(image, ImageCms.buildTransform(*profiles, "LAB", "RGB"))
        assert converted is not None
        return converted
    return image


def _stretched(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Values of no fixed range (32-bit integers, floats) from darkest to brightest."""
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = values.min(), values.max()
    stretched: NDArray[np.uint8] = np.rint((values - low) * (255 / (high - low) if high > low else 0)).astype(np.uint8)
    return stretched


def content_hash(file: BufferedReader) -> str:
    """sha256 of the whole file, hex; the file is at its start again afterwards."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest
