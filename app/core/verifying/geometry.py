"""Geometry: the plane projection that lays one picture over another, and when not to believe it.

Matrices (3, 3) take points (u, v) in 0 to 1 of the right picture to points of the left one. Fitting happens in
pixels of the working size, where a circle is a circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.core.records import BoolArray, FloatArray
from models.views import VIEWS

Matrix = NDArray[np.float64]

LEAST_INLIERS = 10
REACH = 4.0  # pixels an inlier may be off
LARGEST_SCALE = 10.0  # between the two pictures at working size
MOST_STRETCH = 4.0  # one direction against the other
SMALLEST_SPREAD = 0.01  # share of the smaller picture that the inliers must span: a shared logo aligns no pictures
MOST_TILT = 6.0  # depth of the farthest corner against the nearest

CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)


class Refusal(StrEnum):
    """Why two pictures are not aligned."""

    FEW = "few"  # too few points agree
    FOLDED = "folded"  # the projection turns part of the picture inside out, or tilts it beyond any camera
    SCALE = "scale"  # one picture would be a dot on the other, or a stripe
    CLUSTERED = "clustered"  # the points that agree lie in one small spot


@dataclass(frozen=True)
class Fit:
    """What a fit gave: `inliers` (n,) among the matches; `matrix` None and a `refusal` where it is not believed."""

    matrix: Matrix | None
    inliers: BoolArray
    overlap: float = 0.0  # share of the left picture that the right one covers
    refusal: Refusal | None = None


def fit(left: FloatArray, right: FloatArray, left_size: tuple[int, int], right_size: tuple[int, int]) -> Fit:
    """The projection that most of the matched points (n, 2) of right and left agree on; the same every time.

    Sizes are (width, height) at the working size. MAGSAC++ (Barath et al. 2020) by OpenCV's USAC with its own seed.
    """
    count = len(left)
    nothing = Fit(None, np.zeros(count, np.bool_), refusal=Refusal.FEW)
    if count < LEAST_INLIERS:
        return nothing
    to, origin = np.array(left_size, np.float64), np.array(right_size, np.float64)
    found, inliers = _projection(left.astype(np.float64) * to, right.astype(np.float64) * origin)
    if found is None or inliers.sum() < LEAST_INLIERS:
        return Fit(None, inliers, refusal=Refusal.FEW)
    matrix: Matrix = np.diag(np.append(1 / to, 1)) @ found @ np.diag(np.append(origin, 1))
    matrix /= matrix[2, 2] if abs(matrix[2, 2]) > 1e-12 else 1.0
    refusal = refused(matrix, left_size, right_size) or _clustered(left[inliers], right[inliers])
    if refusal is not None:
        return Fit(None, inliers, refusal=refusal)
    return Fit(matrix, inliers, overlap(matrix))


def _projection(left: Matrix, right: Matrix) -> tuple[Matrix | None, BoolArray]:
    import cv2

    how = cv2.UsacParams()
    how.threshold, how.confidence, how.maxIterations = REACH, 0.999, 3000
    how.randomGeneratorState, how.isParallel = 0, False
    how.score, how.sampler = cv2.SCORE_METHOD_MAGSAC, cv2.SAMPLING_UNIFORM
    nothing = None, np.zeros(len(left), np.bool_)
    try:
        matrix, mask = cv2.findHomography(right, left, how)
    except cv2.error:  # all points on one line, or in one place
        return nothing
    if matrix is None or mask is None or not np.isfinite(matrix).all():
        return nothing
    return np.asarray(matrix, np.float64), mask.ravel().astype(np.bool_)


def refused(matrix: Matrix, left_size: tuple[int, int], right_size: tuple[int, int]) -> Refusal | None:
    """Why no camera and no editor makes this projection; None where one might."""
    depth = CORNERS @ matrix[2, :2] + matrix[2, 2]
    if depth.min() <= 0 or depth.max() > MOST_TILT * depth.min() or abs(np.linalg.det(matrix)) < 1e-12:
        return Refusal.FOLDED
    across = _across(matrix, left_size, right_size)
    if np.linalg.det(across) <= 0:  # a mirror image, which its own keypoints would have to show
        return Refusal.FOLDED
    large, small = np.linalg.svd(across, compute_uv=False)
    if large > LARGEST_SCALE or small < 1 / LARGEST_SCALE or large > MOST_STRETCH * small:
        return Refusal.SCALE
    return None


def slope(matrix: Matrix, u: float = 0.5, v: float = 0.5) -> Matrix:
    """The (2, 2) derivative of the projection at a point: how a small step on the right goes on the left."""
    x, y, depth = matrix @ [u, v, 1]
    return (matrix[:2, :2] - np.outer([x / depth, y / depth], matrix[2, :2])) / depth  # type: ignore[no-any-return]


def _across(matrix: Matrix, left_size: tuple[int, int], right_size: tuple[int, int]) -> Matrix:
    """The slope in the middle, in pixels of the working sizes."""
    return np.diag(np.array(left_size, np.float64)) @ slope(matrix) @ np.diag(1 / np.array(right_size, np.float64))


def _clustered(left: FloatArray, right: FloatArray) -> Refusal | None:
    import cv2

    spans = [cv2.contourArea(cv2.convexHull(points.astype(np.float32))) for points in (left, right)]
    return Refusal.CLUSTERED if max(spans) < SMALLEST_SPREAD else None


def project(matrix: Matrix, points: NDArray[np.floating]) -> Matrix:
    """Points (n, 2) of the right picture on the left one."""
    flat = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return flat[:, :2] / flat[:, 2:]


def overlap(matrix: Matrix) -> float:
    """The share of the left picture that the right one covers: its outline clipped by four sides, one at a time.

    (Sutherland and Hodgman 1974; OpenCV's own loses a corner where two outlines almost coincide.)
    """
    outline = project(matrix, CORNERS)
    for axis, side, sign in ((0, 0.0, 1), (0, 1.0, -1), (1, 0.0, 1), (1, 1.0, -1)):
        inside = sign * (outline[:, axis] - side)
        kept: list[Matrix] = []
        for place, (here, there) in enumerate(zip(inside, np.roll(inside, -1), strict=True)):
            start, end = outline[place], outline[(place + 1) % len(outline)]
            if here >= 0:
                kept.append(start)
            if (here < 0) != (there < 0):
                kept.append(start + (end - start) * here / (here - there))
        if len(kept) < 3:
            return 0.0
        outline = np.array(kept)
    x, y = outline.T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def view_of(matrix: Matrix, left_size: tuple[int, int], right_size: tuple[int, int]) -> int:
    """The dihedral view of the right picture that comes closest to this projection (models/views.py)."""
    across = _across(matrix, left_size, right_size)
    return max(VIEWS, key=lambda view: float((across * turning(view)).sum()))


def turning(view: int) -> Matrix:
    """The (2, 2) matrix that a view does to steps (right, down): mirrored first, then quarters to the left."""
    mirrored, quarters = divmod(view, 4)
    left = np.array([[0.0, 1.0], [-1.0, 0.0]])  # a step to the right becomes one upwards, one down one to the right
    return np.linalg.matrix_power(left, quarters) @ np.diag([-1.0 if mirrored else 1.0, 1.0])


def of_view(view: int) -> Matrix:
    """The matrix that lays the right picture over the left one when it matches under this view alone."""
    matrix = np.eye(3)
    matrix[:2, :2] = turning(view)
    matrix[:2, 2] = 0.5 - matrix[:2, :2] @ [0.5, 0.5]
    return matrix
