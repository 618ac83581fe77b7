"""trees: boosted decision trees by histograms (Friedman 2001; scikit-learn), which take missing values as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.verifier import Arrays, Flags, Floats, Scorer, VerifierKind

BINS = 31  # of a feature: a thousand grades do not fill more
LEAST = 10  # grades in a leaf


@dataclass(frozen=True)
class _Trees:
    found: Any  # scikit-learn's; its own file format is a pickle, so it is never stored
    columns: NDArray[np.int64]

    def __call__(self, table: Floats) -> Floats:
        return np.asarray(self.found.decision_function(table[:, self.columns]), np.float64)

    def arrays(self) -> Arrays:
        return {}


def fit(table: Floats, target: Flags, seed: int, *, rounds: int, leaves: int, rate: float) -> Scorer:
    """`rounds` trees; no early stopping, which would hold grades back."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    trees = HistGradientBoostingClassifier(
        max_iter=rounds, max_leaf_nodes=leaves, learning_rate=rate, max_bins=BINS, min_samples_leaf=LEAST,
        l2_regularization=1.0, early_stopping=False, random_state=seed,
    )  # fmt: skip
    columns = np.flatnonzero(np.isfinite(table).any(0))  # scikit-learn fails on one without a single value
    return _Trees(trees.fit(table[:, columns], target), columns)


KIND = VerifierKind(fit)
