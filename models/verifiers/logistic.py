"""logistic: one weight a feature; the plainest verifier, and hard to beat with few grades."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.verifier import Arrays, Flags, Floats, Scale, Scorer, VerifierKind


@dataclass(frozen=True)
class _Logistic:
    scale: Scale
    weights: Floats  # (1 + f + h,), the constant first

    def __call__(self, table: Floats) -> Floats:
        return np.asarray(self.weights[0] + self.scale(table) @ self.weights[1:])

    def arrays(self) -> Arrays:
        return {**self.scale.arrays(), "weights": self.weights}


def fit(table: Floats, target: Flags, seed: int, *, pull: float) -> Scorer:
    """Log loss + `pull` / 2 * |weights|^2, the constant free; there is one optimum, so no seed has a say."""
    from sklearn.linear_model import LogisticRegression

    scale = Scale.fit(table)
    found = LogisticRegression(C=1 / pull, tol=1e-8, max_iter=1000, solver="newton-cholesky").fit(scale(table), target)
    return _Logistic(scale, np.concatenate((found.intercept_, found.coef_[0])).astype(np.float64))


def load(arrays: Arrays) -> Scorer:
    """From plain arrays."""
    return _Logistic(Scale.load(arrays), arrays["weights"])


KIND = VerifierKind(fit, load)
