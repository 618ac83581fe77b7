"""Recorded: what is written of two image files: sizes, bytes, quality, time, camera. Never a name or a folder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.core.mining.image_facts import seconds
from app.core.records import Image, IntArray

NAMES = ("area_ratio", "aspect_gap", "aspect_gap_turned", "same_size", "bytes_ratio", "packing_ratio", "quality_gap",
         "quality_low", "same_format", "seconds_apart", "same_camera", "times_known")  # fmt: skip

Table = NDArray[np.float64]


def recorded(images: Sequence[Image], left: IntArray, right: IntArray) -> Table:
    """The columns NAMES (n, 12) of pairs of places in `images`; NaN where nothing is recorded of either.

    Ratios and times are natural logarithms; either way round the same.
    """
    size = np.array([(image.width, image.height) for image in images], np.float64).reshape(-1, 2)
    area, aspect = np.log(size.prod(1)), np.log(size[:, 0] / size[:, 1])
    weight = np.log(np.maximum(_column([image.bytes for image in images]), 1.0))
    quality = _column([np.nan if image.quality is None else image.quality for image in images])
    taken = _column([seconds(image.taken_at) for image in images])
    camera, format_ = _codes([image.camera for image in images]), _codes([image.format for image in images])
    one, other = left, right
    return np.column_stack((
        np.abs(area[one] - area[other]), np.abs(aspect[one] - aspect[other]), np.abs(aspect[one] + aspect[other]),
        (size[one] == size[other]).all(1), np.abs(weight[one] - weight[other]),
        np.abs((weight - area)[one] - (weight - area)[other]),
        np.abs(quality[one] - quality[other]), np.minimum(quality[one], quality[other]),
        _same(format_, one, other), np.log1p(np.abs(taken[one] - taken[other])), _same(camera, one, other),
        np.isfinite(taken[one]).astype(np.float64) + np.isfinite(taken[other]),
    ))  # fmt: skip


def _column(values: Sequence[float]) -> Table:
    return np.array(values, np.float64)


def _codes(texts: Sequence[str | None]) -> Table:
    """A number for every text, NaN for none."""
    numbers = {text: number for number, text in enumerate(sorted({text for text in texts if text}))}
    return _column([numbers[text] if text else np.nan for text in texts])


def _same(codes: Table, left: IntArray, right: IntArray) -> Table:
    """1 where both are the same, 0 where they differ, NaN where one is missing."""
    known = np.isfinite(codes[left]) & np.isfinite(codes[right])
    return np.where(known, codes[left] == codes[right], np.nan)
