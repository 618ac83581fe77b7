"""Whitened head: PCA of the collection with the singular values to the power .5; needs no label.

Power 1, which "whitening" usually means, makes all images of a small collection equally far from each other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.head import Head, HeadKind, IntArray, Rows

COMPONENTS = 384  # at most
IMAGES_PER_COMPONENT = 4  # a component needs that many images, or it describes single images
CENTRED_ONLY_BELOW = 40
RAW_BELOW = 3
_ROWS = 4096
_FLAT = 1e-6  # spread over length below which the images count as one point: what is left is rounding


def fit(features: Rows, ids: IntArray) -> Head:
    """The whitened head of a collection: "mean" (d,), "matrix" (d, k), k <= 384 and <= images / 4.

    Under 40 images only centred; under 3, or when all features agree, raw. Deterministic: rows in the order of
    their ids, signs fixed.
    """
    count = len(features)
    if count < RAW_BELOW:
        return Head("whiten")
    mean, covariance = _moments(features, np.argsort(ids, kind="stable"))
    if np.trace(covariance) <= (_FLAT * np.linalg.norm(mean)) ** 2:
        return Head("whiten")
    arrays = {"mean": mean.astype(np.float32)}
    if count >= CENTRED_ONLY_BELOW:
        arrays["matrix"] = _matrix(covariance, min(COMPONENTS, count // IMAGES_PER_COMPONENT))
    return Head("whiten", arrays)


def _moments(features: Rows, order: IntArray) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean (d,) and covariance (d, d) in float64, in two passes over blocks of rows in this order."""
    blocks = [order[start : start + _ROWS] for start in range(0, len(order), _ROWS)]
    total = sum(features[block].sum(axis=0, dtype=np.float64) for block in blocks)
    mean = np.asarray(total, np.float64) / len(features)
    covariance = np.zeros((features.shape[1], features.shape[1]))
    for block in blocks:
        rows = features[block].astype(np.float64) - mean
        covariance += rows.T @ rows
    return mean, covariance / len(features)


def _matrix(covariance: NDArray[np.float64], components: int) -> NDArray[np.float32]:
    """The leading principal axes, each divided by the square root of its singular value."""
    variance, axes = np.linalg.eigh(covariance)  # ascending
    variance, axes = variance[::-1][:components], axes[:, ::-1][:, :components]
    kept = variance > variance[0] * 1e-9  # the rest is rounding: fewer independent images than components
    axes, spread = axes[:, kept], np.sqrt(variance[kept])
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    return np.ascontiguousarray(axes / np.sqrt(spread), np.float32)


HEAD = HeadKind("whiten", fit)
