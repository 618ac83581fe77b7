"""Hashes of pictures: a perceptual one that survives edits, and one of the exact pixels that proves a duplicate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import PIL
from numpy.typing import NDArray
from PIL import Image

from app.core.images import BadImage, content_hash, decoded, opened
from app.core.records import BoolArray, IntArray

DECODER = f"Pillow {PIL.__version__}"  # pixel hashes compare only within one decoder version
ALIKE_BITS = 4
_BLOCKS = ((0, 13), (13, 13), (26, 13), (39, 13), (52, 12))  # one more than ALIKE_BITS can spoil
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


def pixel_hash(path: str, content: str = "") -> str:
    """sha256 over the size and the oriented 8-bit RGBA pixels, before any colour management.

    "" if the file is unreadable, or holds other content than the one with this hash.
    """
    try:
        with opened(Path(path)) as file:
            if content and content_hash(file) != content:
                return ""
            picture = decoded(file, keep_alpha=True)[1]
    except BadImage:
        return ""
    digest = hashlib.sha256(f"{picture.width}x{picture.height}:".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def pixel_hash_of(task: tuple[str, str]) -> str:
    """In a decoder: `pixel_hash` of one (path, content hash)."""
    return pixel_hash(*task)


def alike(sizes: Sequence[tuple[int, int]], hashes: NDArray[np.uint64]) -> BoolArray:
    """Which pictures (n,) have another one of the same size whose perceptual hash is within ALIKE_BITS bits."""
    found = np.zeros(len(hashes), np.bool_)
    if not len(hashes):
        return found
    _, size = np.unique(np.array(sizes, np.int64), axis=0, return_inverse=True)
    keys, member, count = np.unique(
        np.stack([size.reshape(-1).astype(np.uint64), hashes], axis=1), axis=0, return_inverse=True, return_counts=True
    )
    member = member.reshape(-1)
    close = count > 1
    # Hashes that differ in at most 4 bits agree in one of five blocks; only those that share one are compared.
    for start, width in _BLOCKS:
        block = (keys[:, 1] >> np.uint64(start)) & np.uint64((1 << width) - 1)
        close |= _near_in_block((keys[:, 0] << np.uint64(13)) | block, keys[:, 1])
    found[:] = close[member]
    return found


def _near_in_block(block: NDArray[np.uint64], hashes: NDArray[np.uint64]) -> BoolArray:
    close = np.zeros(len(hashes), np.bool_)
    order: IntArray = np.argsort(block, kind="stable")
    block, hashes = block[order], hashes[order]
    step = 1
    while step < len(order) and (shared := np.flatnonzero(block[step:] == block[:-step])).size:
        near = shared[np.bitwise_count(hashes[shared] ^ hashes[shared + step]) <= ALIKE_BITS]
        close[order[near]] = True
        close[order[near + step]] = True
        step += 1
    return close
