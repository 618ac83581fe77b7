"""Looking: where the images of a training are now, and how well that tells matches from the rest."""

from __future__ import annotations

import numpy as np
import torch  # noqa: TID253 (only ever imported by the training stage)
from numpy.typing import NDArray
from torch import Tensor  # noqa: TID253

from models.head import FloatArray, IntArray
from models.student import Student

COLLAPSED = 1.5  # directions the vectors still spread over: fewer means that they lie in one or two points
_POINT = 0.01  # mean squared distance from the centre below which everything is in one point
_BLOCK = 1024  # images at a time
_EPSILON = 1e-14  # inside the square root: its gradient stays finite at 0, and identical vectors are 1e-7 apart


def pair_distances(left: Tensor, right: Tensor) -> Tensor:
    """Distance of row i of `left` to row i of `right`, (n,); a matrix product would put identical rows 1e-3 apart."""
    return ((left - right).square().sum(dim=1) + _EPSILON).sqrt()


def vectors_of(student: Student, images: IntArray, device: str) -> FloatArray:
    """Unit vectors (n, d) of these images as the student stands."""
    found: FloatArray = seen(student, images, device).float().cpu().numpy()
    return found


def seen(student: Student, images: IntArray, device: str) -> Tensor:
    """The same as a tensor where the student is."""
    student.train(False)
    with torch.no_grad():
        blocks = (images[first : first + _BLOCK] for first in range(0, len(images), _BLOCK))
        return torch.cat([student(torch.from_numpy(block).to(device)) for block in blocks])


def directions(vectors: Tensor) -> float:
    """Over how many directions vectors spread: (sum of variances)^2 / sum of their squares; 0 in one point."""
    apart = (vectors - vectors.mean(dim=0)).double()
    small = apart if apart.shape[0] < apart.shape[1] else apart.T
    products = small @ small.T / len(apart)
    total = products.trace().item()
    return float(total**2 / products.square().sum().item()) if total > _POINT else 0.0


def told_apart(distances: FloatArray, positive: NDArray[np.bool_]) -> float:
    """Mean over positives of 1 - log(1 + k) / log(1 + n), k of n negatives being at most as far.

    The area under the ROC curve over a logarithmic axis: what counts is to have few negatives before it.
    """
    near, far = distances[positive], np.sort(distances[~positive])
    before = np.searchsorted(far, near, side="right")
    return float(1 - np.mean(np.log1p(before)) / np.log1p(len(far)))
