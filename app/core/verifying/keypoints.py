"""Keypoints: SIFT (Lowe 2004) with root-normalised descriptors (Arandjelovic and Zisserman 2012), for geometry.

The cells of a convolutional map are 16 pixels wide, too coarse to lay one picture over another; keypoints are
placed to a fraction of a pixel. Their descriptors turn with the picture, and `mirrored` reorders them into those
of the mirror image, so that all eight views of a picture cost one detection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.records import FloatArray

LONGEST = 640  # pixels: larger pictures are reduced
SHORTEST = 256  # smaller ones are enlarged: an edge of a thumbnail is less than one of SIFT's steps
MOST = 512
CONTRAST = 0.02  # half of the usual, for blurred and dark pictures
DIM = 128

Luma = NDArray[np.uint8]


@dataclass(frozen=True)
class Keypoints:
    """`points` (m, 2) are (u, v) in 0 to 1 of the whole picture, `vectors` (m, 128) unit length."""

    points: FloatArray
    vectors: FloatArray

    def __len__(self) -> int:
        return len(self.points)

    def mirrored(self) -> Keypoints:
        """Those of the picture mirrored left to right.

        A descriptor is 4 rows x 4 columns x 8 directions in the frame of its keypoint's direction; mirrored, what
        was on the one side of that direction is on the other, and the directions turn the other way round.
        """
        table = self.vectors.reshape(-1, 4, 4, 8)[:, ::-1]
        turned = np.roll(table[..., ::-1], 1, axis=3).reshape(-1, DIM)
        return Keypoints(flipped(self.points), turned)


def flipped(points: FloatArray) -> FloatArray:
    """Points (n, 2) in 0 to 1 of the picture mirrored left to right."""
    return np.column_stack([1 - points[:, 0], points[:, 1]]).astype(np.float32)


def working_size(width: int, height: int) -> tuple[int, int]:
    """The size a picture is looked at: its longer side between SHORTEST and LONGEST, neither below one pixel."""
    longer = max(width, height)
    scale = min(max(longer, SHORTEST), LONGEST) / longer
    return max(1, round(width * scale)), max(1, round(height * scale))


def keypoints(luma: Luma) -> Keypoints:
    """The strongest keypoints of a picture (h, w) of working size; none where it is flat or a few pixels wide."""
    import cv2

    sift: Any = cv2.SIFT_create(nfeatures=MOST, contrastThreshold=CONTRAST)  # type: ignore[attr-defined]
    found, vectors = sift.detectAndCompute(luma, None)
    if vectors is None or not len(found):
        return Keypoints(np.empty((0, 2), np.float32), np.empty((0, DIM), np.float32))
    places = np.array([point.pt for point in found], np.float32)
    strength = np.array([point.response for point in found], np.float32)
    order = np.lexsort((places[:, 1], places[:, 0], -strength))[:MOST]  # more come where strengths are equal
    root = np.sqrt(vectors[order] / np.maximum(vectors[order].sum(axis=1, keepdims=True), 1e-9))
    height, width = luma.shape
    points = (places[order] + 0.5) / np.array([width, height], np.float32)
    return Keypoints(np.asarray(points, np.float32), root.astype(np.float32))
