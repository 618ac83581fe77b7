"""Appearance: what small pictures say of two images: colours, layout, hashes and pixels over the eight views.

Of every image one row of float16, made from its thumbnail once and kept by content hash beside the features.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture

from app.core.embedding import segments
from app.core.jobs import NULL_JOB, Job
from app.core.reading.files import BadImage
from app.core.reading.hashes import perceptual_hash
from app.core.reading.images import read_image
from app.core.reading.thumbnails import SIDE, thumbnail_path
from app.core.records import Image, IntArray
from models.views import AS_IT_IS, VIEWS, turn

FOLDER = "appearance-1"  # one more when what a row holds changes
GREY, TILES, LEVELS = 32, 8, 4  # side of the grey picture, of the colour tiles, levels of a colour in the histogram
PARTS = (GREY**2, 3 * TILES**2, LEVELS**3, 2)  # grey, tiles, histogram, contrast and sharpness
DIM = sum(PARTS)
NAMES = ("hash_bits", "hash_bits_turned", "pixels", "pixels_turned", "colour_mean", "colour_layout",
         "colour_layout_turned", "colour_histogram", "contrast_ratio", "sharpness_ratio")  # fmt: skip
_PAIRS = 2048  # compared at a time
_TURNED = tuple(view for view in VIEWS if view != AS_IT_IS)

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Appearances:
    """Of images: `grey` (m, 32, 32), `tiles` (m, 8, 8, 3), `histogram` (m, 64), `tone` (m, 2), `hashes` (m, 8)."""

    grey: NDArray[np.float32]
    tiles: NDArray[np.float32]
    histogram: NDArray[np.float32]
    tone: NDArray[np.float32]
    hashes: NDArray[np.uint64]


def appearances(
    images: Sequence[Image], features: Path, thumbs: Path, job: Job = NULL_JOB
) -> tuple[NDArray[np.bool_], Appearances]:
    """Which of the images can be seen (m,), and the appearance of those; rows on disk are not made again."""
    folder = features / FOLDER
    keys = segments.keys(image.content_hash for image in images)
    found = segments.find(folder, keys, DIM).found
    missing = [image for image, there in zip(images, found.tolist(), strict=True) if not there]
    if missing:
        with segments.Writer(folder) as writer:
            for image in job.track(missing, len(missing), "Looking at thumbnails"):
                with suppress(BadImage, OSError):
                    writer.add(segments.keys([image.content_hash]), row_of(small_picture(image, thumbs))[None])
    cached = segments.find(folder, keys, DIM)
    return cached.found, unpacked(cached.vectors[:].astype(np.float32))


def small_picture(image: Image, thumbs: Path) -> Picture.Image:
    """A picture of the image about as large as a thumbnail, RGB; BadImage or OSError where it cannot be read."""
    path = thumbnail_path(thumbs, image.content_hash)
    if path.is_file():
        with Picture.open(path) as file:
            return file.convert("RGB")
    picture = read_image(Path(image.root, image.path), short_side=SIDE)
    picture.thumbnail((SIDE, SIDE))
    return picture


def row_of(picture: Picture.Image) -> NDArray[np.float32]:
    """The row (DIM,) of an RGB picture."""
    grey = np.asarray(picture.convert("L").resize((GREY, GREY), Picture.Resampling.LANCZOS), np.float32)
    tiles = np.asarray(picture.resize((TILES, TILES), Picture.Resampling.BOX), np.float32) / 255
    pixels = np.asarray(picture)
    levels = (pixels // (256 // LEVELS)).reshape(-1, 3) @ np.array([LEVELS**2, LEVELS, 1])
    histogram = np.bincount(levels, minlength=LEVELS**3) / len(levels)
    luma = np.asarray(picture.convert("L"), np.float32)
    steps = [np.abs(np.diff(luma, axis=axis)).mean() if luma.shape[axis] > 1 else 0.0 for axis in (0, 1)]
    return np.concatenate((grey.ravel(), tiles.ravel(), histogram, [luma.std(), sum(steps)])).astype(np.float32)


def unpacked(rows: NDArray[np.float32]) -> Appearances:
    """Rows (m, DIM) as arrays, with the perceptual hashes of all views."""
    grey, tiles, histogram, tone = np.split(rows, np.cumsum(PARTS)[:-1], axis=1)
    grey = grey.reshape(-1, GREY, GREY)
    hashes = [[perceptual_hash(Picture.fromarray(turn(one[..., None].astype(np.uint8), view)[..., 0]))
               for view in VIEWS] for one in grey]  # fmt: skip
    return Appearances(grey, tiles.reshape(-1, TILES, TILES, 3), histogram, tone,
                       np.array(hashes, np.uint64).reshape(-1, len(VIEWS)))  # fmt: skip


def compared(seen: Appearances, left: IntArray, right: IntArray) -> Table:
    """The columns NAMES (n, 10) of pairs of places in `seen`; either way round the same."""
    parts = [_compared(seen, left[start : start + _PAIRS], right[start : start + _PAIRS])
             for start in range(0, len(left), _PAIRS)]  # fmt: skip
    return np.concatenate(parts) if parts else np.empty((0, len(NAMES)))


def _compared(seen: Appearances, left: IntArray, right: IntArray) -> Table:
    bits = _bits(seen.hashes, left, right)
    grey = seen.grey.astype(np.float64)
    grey -= grey.mean((1, 2), keepdims=True)
    likeness = _by_view(grey[..., None], left, right, _correlation)
    apart = _by_view(seen.tiles.astype(np.float64), left, right, _mean_gap)
    mean = seen.tiles.mean((1, 2), dtype=np.float64)
    tone = np.log1p(seen.tone.astype(np.float64))
    common = np.minimum(seen.histogram[left], seen.histogram[right]).sum(1)
    return np.column_stack((
        bits[AS_IT_IS], bits[_TURNED,].min(0), likeness[AS_IT_IS], likeness[_TURNED,].max(0),
        np.linalg.norm(mean[left] - mean[right], axis=1), apart[AS_IT_IS], apart[_TURNED,].min(0), 1 - common,
        *np.abs(tone[left] - tone[right]).T,
    ))  # fmt: skip


def _bits(hashes: NDArray[np.uint64], left: IntArray, right: IntArray) -> Table:
    """Differing bits (8, n) by view: the less of turning the one and of turning the other."""
    one = np.bitwise_count(hashes[left, :1] ^ hashes[right])
    other = np.bitwise_count(hashes[left] ^ hashes[right, :1])
    return np.asarray(np.minimum(one, other).T, np.float64)


def _by_view(pictures: Table, left: IntArray, right: IntArray, measure: Callable[[Table, Table], Table]) -> Table:
    """`measure` (8, n) of the left pictures (n, h, w, c) under every view against the right ones as they are."""
    ours, theirs = pictures[left], pictures[right]
    return np.stack([measure(turn(ours, view), theirs) for view in VIEWS])


def _correlation(ours: Table, theirs: Table) -> Table:
    """Of centred pictures; 0 where one is flat."""
    lengths = np.sqrt((ours**2).sum((1, 2, 3)) * (theirs**2).sum((1, 2, 3)))
    return np.asarray((ours * theirs).sum((1, 2, 3)) / np.maximum(lengths, 1e-6))


def _mean_gap(ours: Table, theirs: Table) -> Table:
    return np.asarray(np.abs(ours - theirs).mean((1, 2, 3)))
