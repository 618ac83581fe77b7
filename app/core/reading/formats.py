"""Formats: which files are taken for images, and which decoders may see them.

A file counts as an image by its suffix. Any other plain file counts if its first 32 bytes are those of an image, so
that pictures without a suffix or under a wrong one are found; files inside zip files go by suffix alone.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

RAW_SUFFIXES = frozenset({
    ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dng", ".erf", ".fff", ".iiq", ".kdc", ".mef", ".mos", ".mrw", ".nef",
    ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
})  # fmt: skip
SUFFIXES = RAW_SUFFIXES | frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".avif", ".avifs", ".heic", ".heif",
    ".heics", ".heifs", ".hif", ".tif", ".tiff", ".bmp", ".dib", ".gif", ".pbm", ".pgm", ".ppm", ".pnm", ".jp2",
    ".j2k", ".jpf", ".jpx", ".jpc", ".j2c", ".psd", ".ico", ".qoi", ".sgi", ".rgb", ".bw", ".tga", ".pcx", ".dds",
    ".blp", ".fli",
})  # fmt: skip
# Only these decoders see a file, whatever its name: Pillow knows others that start foreign programs. (JPEG reads MPO;
# HEIF joins them where a file starts like one.)
FORMATS = (
    "JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "DIB", "AVIF", "JPEG2000", "PPM", "PSD", "ICO", "QOI", "SGI",
    "TGA", "PCX", "DDS", "BLP", "FLI",
)  # fmt: skip
START = 32  # bytes looked at
_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
_MAGIC = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+",
    b"\0\0\0\x0cjP  \r\n", b"\xff\x4f\xff\x51", b"8BPS\0\1", b"qoif", b"DDS |", b"BLP1", b"BLP2",
    b"\x01\xda\0\1", b"\x01\xda\1\1", b"\x01\xda\0\2", b"\x01\xda\1\2",
)  # fmt: skip
_RAW_MAGIC = (b"FUJIFILMCCD-RAW", b"IIU\0", b"IIRO", b"IIRS", b"MMOR", b"FOVb")
_PORTABLE = re.compile(rb"P[1-6][ \t\r\n]+[#\d]")


def has_image_suffix(name: str) -> bool:
    """Whether a file of this name is taken for an image without looking into it."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def starts_like_image(start: bytes) -> bool:
    """Whether these first bytes are those of an image; formats without a telling start go by suffix alone."""
    if start.startswith(_MAGIC) or start.startswith(_RAW_MAGIC) or _PORTABLE.match(start):
        return True
    if start.startswith(b"BM"):  # two letters are no proof; the reserved bytes of the header are
        return start[6:10] == b"\0\0\0\0"
    return (start[8:12] == b"WEBP" and start.startswith(b"RIFF")) or _brand(start) in _HEIF | _AVIF | {b"crx "}


def is_heif(start: bytes) -> bool:
    """Whether these first bytes are those of a HEIC or HEIF file."""
    return _brand(start) in _HEIF


def is_icon(start: bytes) -> bool:
    """Whether these first bytes are those of an icon."""
    return start.startswith(b"\0\0\1\0")


def is_raw(start: bytes, name: str) -> bool:
    """Whether a file is a camera's raw file: by its own start, or a TIFF file with the suffix of one.

    Most raw files are TIFF files, of which a TIFF decoder would read a thumbnail the size of a stamp.
    """
    if start.startswith(_RAW_MAGIC) or _brand(start) == b"crx ":
        return True
    is_tiff = start.startswith((b"II*\0", b"MM\0*"))
    return PurePosixPath(name).suffix.lower() in RAW_SUFFIXES and (is_tiff or not starts_like_image(start))


def _brand(start: bytes) -> bytes:
    return start[8:12] if start[4:8] == b"ftyp" else b""
