"""Euclidean distances as they are reported: by direct difference in float64, and what a product needs to be one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.records import FloatArray, IntArray

MEASURE_ROWS = 1024  # pairs measured at once: 4 MB of float64 at 512 dimensions
_UP = np.float32(2.0**112)  # the difference of the exponent biases of float32 and float16


def measure(left: NDArray[Any], right: NDArray[Any], row: IntArray, column: IntArray) -> NDArray[np.float64]:
    """Distances of `left[row]` and `right[column]`, (n,): exactly 0 for identical vectors."""
    distances = np.empty(len(row), np.float64)
    for start in range(0, len(row), MEASURE_ROWS):
        part = slice(start, start + MEASURE_ROWS)
        difference = widened(left[row[part]]).astype(np.float64)
        difference -= widened(right[column[part]])
        distances[part] = np.sqrt(np.einsum("ij,ij->i", difference, difference))
    return distances


def half_squares(vectors: NDArray[Any]) -> FloatArray:
    """Half of every squared length: q.x - |x|^2 / 2 orders like the distance, also where |x| is not quite 1."""
    halves = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), MEASURE_ROWS):
        part = widened(vectors[start : start + MEASURE_ROWS])
        halves[start : start + MEASURE_ROWS] = np.einsum("ij,ij->i", part, part) / 2
    return halves


def widened(vectors: NDArray[Any]) -> FloatArray:
    """The same finite numbers as float32; float32 is given back as it is, float16 is read from wherever it lies.

    numpy turns float16 into float32 number by number. Moved to their places, the bits are the number divided by
    2^112, and a product in float32 puts that right for denormal numbers too, several at a time.
    """
    if vectors.dtype != np.float16:
        return np.asarray(vectors, np.float32)
    bits = np.ascontiguousarray(vectors).view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= np.int32(-0x70002000)  # the sign that int32 repeated stays once: 0x8FFFE000
    wide = bits.view(np.float32)
    wide *= _UP
    return wide
