"""Regions: the parts of a picture that a convolutional map finds striking, one vector each.

After the fine stage of Zhou et al. (2020, Mathematics 8): patches of L x L cells around the strongest points, sum
pooled. Where they search a saliency map (GBVS) for further points, the maxima of the map summed over its channels
are taken: defined in one line, and a hundred times faster. Their central crop is off by default, since
near-duplicates are cropped off their centre. Each vector is taken from its picture's mean, which their rectified
maps do not need: these maps have both signs, and what every cell shares says nothing of any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.records import FloatArray, IntArray

SIDE = 448  # pixels of the squashed picture: 28 x 28 cells at stride 16
STRIDE = 16
CHANNELS = 112
MOST = 60  # regions of a picture
PATCH = 3
SMALLEST = 1e-6  # a cell that says nothing: a flat picture has the same vector everywhere


@dataclass(frozen=True)
class Regions:
    """`points` (m, 2) are centres (u, v) in 0 to 1 of the whole picture, `vectors` (m, c) unit length; m <= MOST."""

    points: FloatArray
    vectors: FloatArray

    def __len__(self) -> int:
        return len(self.points)


def regions(cells: NDArray[np.float32], *, patch: int = PATCH, most: int = MOST, crop: float = 1.0) -> Regions:
    """The `most` most striking regions of a map (h, w, c), strongest first within each kind.

    First the local maxima of the summed map, then the points where single channels are strongest. `crop` is the
    share of the area around the centre that is looked at (Zhou et al.: .5).
    """
    cells = _cropped(cells.astype(np.float32), crop)
    high, wide, channels = cells.shape
    centred = cells - cells.mean((0, 1))
    chosen = _striking(cells, centred)[:most]
    vectors = _patch_sums(centred, patch).reshape(-1, channels)[chosen]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    telling = lengths[:, 0] > SMALLEST
    rows, columns = np.divmod(chosen[telling], wide)
    share = crop**0.5
    points = (np.stack([(columns + 0.5) / wide, (rows + 0.5) / high], axis=1) - 0.5) * share + 0.5
    return Regions(points.astype(np.float32), vectors[telling] / lengths[telling])


def _cropped(cells: FloatArray, crop: float) -> FloatArray:
    if crop >= 1:
        return cells
    high, wide = (max(1, round(side * crop**0.5)) for side in cells.shape[:2])
    top, left = (cells.shape[0] - high) // 2, (cells.shape[1] - wide) // 2
    return cells[top : top + high, left : left + wide]


def _striking(cells: FloatArray, centred: FloatArray) -> IntArray:
    """Cell numbers, each once: maxima of the summed map by height, then the best cell of each channel by height."""
    high, wide, channels = cells.shape
    summed = np.maximum(cells, 0).sum(axis=2)
    walled = np.pad(summed, 1, constant_values=-np.inf)
    around = np.max([walled[y : y + high, x : x + wide] for y in range(3) for x in range(3)], axis=0)
    peaks = np.flatnonzero(summed >= around)
    peaks = peaks[np.argsort(-summed.ravel()[peaks], kind="stable")]
    flat = centred.reshape(-1, channels)
    best = flat.argmax(axis=0)[np.argsort(-flat.max(axis=0), kind="stable")]
    both = np.concatenate([peaks, best])
    return both[np.sort(np.unique(both, return_index=True)[1])]


def _patch_sums(cells: FloatArray, patch: int) -> FloatArray:
    """Of every cell the sum over the `patch` x `patch` cells around it; beyond the border there is nothing."""
    reach = patch // 2
    padded = np.pad(cells, ((reach, reach), (reach, reach), (0, 0)))
    high, wide = cells.shape[:2]
    total = np.zeros_like(cells)
    for y in range(patch):
        for x in range(patch):
            total += padded[y : y + high, x : x + wide]
    return total
