"""mlp: one hidden layer, fitted by L-BFGS (scikit-learn), kept as plain arrays."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from models.verifier import Arrays, Flags, Floats, Scale, Scorer, VerifierKind

STEPS = 60  # more only learns single grades by heart


@dataclass(frozen=True)
class _Network:
    scale: Scale
    first: Floats  # (1 + f + h, hidden), the constants in the first row
    last: Floats  # (1 + hidden,)

    def __call__(self, table: Floats) -> Floats:
        hidden = np.tanh(self.first[0] + self.scale(table) @ self.first[1:])
        return np.asarray(self.last[0] + hidden @ self.last[1:])

    def arrays(self) -> Arrays:
        return {**self.scale.arrays(), "first": self.first, "last": self.last}


def fit(table: Floats, target: Flags, seed: int, *, hidden: int, pull: float) -> Scorer:
    """`hidden` units, weights drawn by `seed`."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    scale = Scale.fit(table)
    network = MLPClassifier((hidden,), activation="tanh", solver="lbfgs", alpha=pull, max_iter=STEPS, random_state=seed)
    with warnings.catch_warnings():  # that it stops at STEPS is meant
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(scale(table), target)
    first, last = (np.vstack((constant, weights)).astype(np.float64)
                   for constant, weights in zip(network.intercepts_, network.coefs_, strict=True))  # fmt: skip
    return _Network(scale, first, last[:, 0])


def load(arrays: Arrays) -> Scorer:
    """From plain arrays."""
    return _Network(Scale.load(arrays), arrays["first"], arrays["last"])


KIND = VerifierKind(fit, load)
