"""Verify: do two pictures show the same parts in the same places? Fine similarity, matches, and the projection.

The second stage of coarse-to-fine (Zhou et al. 2020): a global vector proposes pairs, local features decide what is
a near-duplicate. Regions of a convolutional map say how alike the parts are; keypoints say where they lie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.core.records import BoolArray, FloatArray
from app.core.verifying.geometry import Fit, Matrix, Refusal, fit, view_of
from app.core.verifying.keypoints import Keypoints, flipped, keypoints, working_size
from app.core.verifying.matching import mutual, similarity
from app.core.verifying.regions import SIDE, STRIDE, Regions, regions
from models.views import AS_IT_IS

RATIO = 0.8  # of Lowe (2004): nearest against second nearest
CERTAIN = 60  # inliers that no accident gives: things with an axis of their own match their mirror image by a few
MIRROR = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]])

MapOf = Callable[[NDArray[np.uint8]], FloatArray]


@dataclass(frozen=True)
class LocalFeatures:
    """What one picture is compared by: its working `size` (width, height), keypoints, and regions where asked for."""

    size: tuple[int, int]
    keypoints: Keypoints
    regions: Regions | None = None


@dataclass(frozen=True)
class Verification:
    """How two pictures fit: matched points (n, 2) of both in 0 to 1, which of them agree, and the projection.

    `matrix` takes points of the right picture to the left one; None, with a `refusal`, where the pictures are not
    aligned. `view` is the dihedral view of the right one that the projection comes closest to.
    """

    left: FloatArray
    right: FloatArray
    agreeing: BoolArray
    matrix: Matrix | None
    overlap: float
    view: int
    refusal: Refusal | None

    @property
    def inliers(self) -> int:
        """How many matched points agree on a believed projection; 0 where there is none."""
        return int(self.agreeing.sum()) if self.matrix is not None else 0


def local_features(image: Image.Image, map_of: MapOf | None = None) -> LocalFeatures:
    """The local features of an oriented RGB picture of any size; regions only with `map_of`, a network's maps.

    The network sees the picture squashed to a square; points are in 0 to 1 of the picture all the same.
    """
    size = working_size(*image.size)
    luma = np.asarray(image.convert("L").resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0))
    found = None
    if map_of is not None:
        square = image.resize((SIDE, SIDE), Image.Resampling.BILINEAR, reducing_gap=3.0)
        found = regions(map_of(np.asarray(square)[None])[0])
    return LocalFeatures(size, keypoints(luma), found)


def open_map(device: str = "cpu", threads: int = 0) -> MapOf:
    """The map that regions are taken from: EfficientNet-Lite0 at stride 16."""
    from models.backbones.efficientnet_lite0_maps import open_maps

    return open_maps(device, threads, STRIDE)


def verify(left: LocalFeatures, right: LocalFeatures, *, mirrored: bool = True) -> Verification:
    """Match keypoints and fit a projection, also with the right picture mirrored; the one that more points support.

    Quarter turns need no extra try: keypoints turn with the picture.
    """
    plain = _verified(left, right, right.keypoints)
    if plain.inliers >= CERTAIN or not mirrored:
        return plain
    other = _verified(left, right, right.keypoints.mirrored())
    if other.inliers <= plain.inliers:
        return plain
    matrix = other.matrix @ MIRROR
    return replace(other, right=flipped(other.right), matrix=matrix, view=view_of(matrix, left.size, right.size))


def _verified(left: LocalFeatures, right: LocalFeatures, points: Keypoints) -> Verification:
    pairs = mutual(left.keypoints.vectors, points.vectors, RATIO)
    ours, theirs = left.keypoints.points[pairs[:, 0]], points.points[pairs[:, 1]]
    found: Fit = fit(ours, theirs, left.size, right.size)
    view = AS_IT_IS if found.matrix is None else view_of(found.matrix, left.size, right.size)
    return Verification(ours, theirs, found.inliers, found.matrix, found.overlap, view, found.refusal)


def region_similarity(left: LocalFeatures, right: LocalFeatures) -> float:
    """How alike the regions of two pictures are, -1 to 1; symmetric, 1 for a picture with itself."""
    if left.regions is None or right.regions is None:
        raise ValueError("local features were made without regions")
    return similarity(left.regions.vectors, right.regions.vectors)
