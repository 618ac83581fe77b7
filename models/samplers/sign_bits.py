"""Sign bits: an online hash of unit vectors. A linear encoder follows the directions in which the vectors differ most,
a running mean is taken off first, and the signs are the code.

The encoder is either the best subspace by Oja's rule with orthogonal directions, or a linear autoencoder with tied
weights by gradient steps; on data that stay the same both come to the subspace of the principal components.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.sampler import FloatArray, IntArray

MEAN_EASE = 0.99  # of the running mean
SLOWEST = 0.02  # the rate at which the encoder still follows what moves, after the first steps
_FEW = 1e-12
_MOST = 4096  # vectors that one step of the encoder is made on; more say nothing new


class SignBits:
    """`bits` directions of vectors of any dimension, told by the first batch. `encoder`: "oja" or "autoencoder"."""

    def __init__(self, bits: int, encoder: str) -> None:
        self.bits = bits
        self._oja = encoder == "oja"
        self._steps = 0
        self._mean: NDArray[np.float64] = np.empty(0)
        self.directions: NDArray[np.float64] = np.empty((0, 0))  # (bits, d), rows

    def follow(self, vectors: FloatArray) -> None:
        """One step of the running mean and of the encoder on these vectors (n, d), or on some from all over them."""
        x = vectors[:: -(-len(vectors) // _MOST)].astype(np.float64)
        if self.directions.shape[1:] != x.shape[1:]:
            self._begin(x)
            return
        self._steps += 1
        ease = min(MEAN_EASE, self._steps / (self._steps + 1))
        self._mean = ease * self._mean + (1 - ease) * x.mean(axis=0)
        x = x - self._mean
        z = x @ self.directions.T
        # In units of the largest variance, so that one rate fits every scale.
        rate = max(1 / (self._steps + 1), SLOWEST) / max(float(np.square(z).mean(axis=0).max()), _FEW)
        if self._oja:
            self._set(self.directions + rate * (z.T @ x) / len(x))
        else:  # descent on |x - z W|^2, z = x W'
            wrong = x - z @ self.directions
            slope = z.T @ wrong + (wrong @ self.directions.T).T @ x
            self.directions = self.directions + rate / 2 * slope / len(x)

    def project(self, vectors: FloatArray) -> FloatArray:
        """(n, bits): what the signs are taken of."""
        return ((vectors - self._mean) @ self.directions.T).astype(np.float32)

    def codes(self, projected: FloatArray) -> IntArray:
        """(n,): the signs as a number, bit i that of direction i."""
        return (projected > 0) @ (1 << np.arange(self.bits))

    def _begin(self, x: NDArray[np.float64]) -> None:
        """The principal components of the first batch, and anything orthogonal where it has too few."""
        self._steps, self._mean = 0, x.mean(axis=0)
        dim = x.shape[1]
        self.bits = min(self.bits, dim)
        fill = np.random.default_rng(0).standard_normal((self.bits, dim)) * _FEW
        axes = np.linalg.svd(np.vstack([x - self._mean, fill]), full_matrices=False)[2]
        self.directions = axes[: self.bits]

    def _set(self, directions: NDArray[np.float64]) -> None:
        """Orthogonal rows along these, each on the side it was on: a change of sign would move every image."""
        q, r = np.linalg.qr(directions.T)
        self.directions = (q * np.where(np.diag(r) < 0, -1, 1)).T
