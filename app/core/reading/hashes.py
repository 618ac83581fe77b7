"""Hashes of pictures: a perceptual one that survives edits, and one of the exact pixels that proves a duplicate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import PIL
from numpy.typing import NDArray
from PIL import Image

from app.core.reading.files import BadImage, content_hash, opened
from app.core.reading.images import decoded
from app.core.records import BoolArray
from app.core.searching.hash_index import near_pairs, products

DECODER = f"Pillow {PIL.__version__}"  # pixel hashes compare only within one decoder version
ALIKE_BITS = 4
_SIDE, _KEPT = 32, 8
_COSINES = 2 * np.cos(np.pi * np.outer(np.arange(_KEPT), 2 * np.arange(_SIDE) + 1) / (2 * _SIDE))


def perceptual_hash(image: Image.Image) -> int:
    """The 64-bit DCT hash: which of the 8 x 8 lowest frequencies of 32 x 32 grey pixels exceed their median.

    Equal to imagehash.phash, which would load scipy into every decoder. First bit most significant.
    """
    pixels = np.asarray(image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS), np.float64)
    # Rounded, so that the noise of a flat picture does not become bits.
    low = np.round(_COSINES @ pixels @ _COSINES.T, 6)
    return int.from_bytes(np.packbits(low > np.median(low)).tobytes(), "big")


def pixel_hash(path: str, content: str = "") -> str | None:
    """sha256 over the size and the oriented 8-bit RGBA pixels, before any colour management.

    "" if the file cannot be decoded; None if it is not there, or holds other content than the one with this hash.
    """
    try:
        with opened(Path(path)) as file:
            if content and content_hash(file) != content:
                return None
            return _hash_of(file)
    except BadImage:
        return None


def _hash_of(file: BinaryIO) -> str:
    try:
        picture = decoded(file, keep_alpha=True)[1]
    except BadImage:
        return ""
    digest = hashlib.sha256(f"{picture.width}x{picture.height}:".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def pixel_hash_of(task: tuple[str, str]) -> str | None:
    """In a decoder: `pixel_hash` of one (path, content hash)."""
    return pixel_hash(*task)


def alike(sizes: Sequence[tuple[int, int]], hashes: NDArray[np.uint64]) -> BoolArray:
    """Which pictures (n,) have another one of the same size whose perceptual hash is within ALIKE_BITS bits."""
    found = np.zeros(len(hashes), np.bool_)
    if not len(hashes):
        return found
    _, size = np.unique(np.array(sizes, np.int64), axis=0, return_inverse=True)
    table = np.stack([hashes, size.reshape(-1).astype(np.uint64)], axis=1)
    keys, member, count = np.unique(table, axis=0, return_inverse=True, return_counts=True)
    close = count > 1
    distinct, place = np.unique(keys[:, 0], return_inverse=True)
    starts = np.searchsorted(place, np.arange(len(distinct) + 1))  # the sizes of one hash stand after one another
    near = near_pairs(distinct, ALIKE_BITS)
    pair, first, second = products(np.diff(starts)[near.left], np.diff(starts)[near.right])
    one, other = starts[near.left[pair]] + first, starts[near.right[pair]] + second
    same_size = keys[one, 1] == keys[other, 1]
    close[one[same_size]] = close[other[same_size]] = True
    found[:] = close[member.reshape(-1)]
    return found
