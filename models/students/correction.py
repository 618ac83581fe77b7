"""Correction: a linear head that learns, `start @ (I + D)`. D begins at zero and weight decay pulls it back there."""

from __future__ import annotations

import numpy as np
import torch  # noqa: TID253 (only ever imported through SCOPES)
from torch import Tensor  # noqa: TID253

from models.head import Head


class Correction:
    """From features (n, d) with gradients to unit vectors; D is all it learns."""

    def __init__(self, start: Head, width: int, device: str) -> None:
        self._start = start
        self._arrays = {name: torch.from_numpy(array).to(device) for name, array in start.arrays.items()}
        size = start.dim(width)
        self.matrix = torch.zeros(size, size, device=device, requires_grad=True)

    def __call__(self, features: Tensor) -> Tensor:
        """Unit vectors (n, dim)."""
        if "mean" in self._arrays:
            features = features - self._arrays["mean"]
        if "matrix" in self._arrays:
            features = features @ self._arrays["matrix"]
        return torch.nn.functional.normalize(features + features @ self.matrix, dim=-1)

    def head(self) -> Head:
        """The start with the correction folded in."""
        return folded(self._start, self.matrix)


def folded(start: Head, correction: Tensor) -> Head:
    """The head `start @ (I + correction)` as one matrix."""
    factor = np.eye(len(correction)) + correction.detach().cpu().numpy().astype(np.float64)
    arrays = dict(start.arrays)
    matrix = arrays["matrix"] @ factor if "matrix" in arrays else factor
    return Head("linear", arrays | {"matrix": np.ascontiguousarray(matrix, np.float32)})
