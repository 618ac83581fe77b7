"""Logistic regression with a pull to zero, by Newton's method: small enough to be fitted anew for every batch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
STEPS = 50
STEEPEST = 30.0  # of the linear part: beyond it the chance is 0 or 1 in double precision


def fit(features: Table, target: NDArray[np.bool_], *, pull: float = 1.0) -> Table:
    """Weights (1 + d,), the constant first, that minimise log loss + pull / 2 * |weights|^2; the constant is free."""
    table = _with_constant(features)
    penalty = np.full(table.shape[1], pull)
    penalty[0] = 1e-6  # all answers alike would drive it to infinity
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = _sigmoid(table @ weights)
        slope = table.T @ (chance - target) + penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step / max(1.0, np.abs(step).max() / 5)  # damped: far from the optimum a full step overshoots
        if np.abs(step).max() < 1e-8:
            break
    return weights


def chance(features: Table, weights: Table) -> Table:
    """The chance of the target for each row of features (n, d)."""
    return _sigmoid(_with_constant(features) @ weights)


def _with_constant(features: Table) -> Table:
    return np.column_stack((np.ones(len(features)), features))


def _sigmoid(linear: Table) -> Table:
    return np.asarray(1 / (1 + np.exp(-np.clip(linear, -STEEPEST, STEEPEST))))
