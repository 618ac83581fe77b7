"""Sources: how much of the false alarms a single source makes, and what the figures are when none may make too many.

A source is a group of images (a component of the split). One flat scan or one hub that looks like everything can own
all the false alarms a rate allows; then the rate says how often that source occurs, not how good the embedder is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.measuring import metrics
from app.core.measuring.metrics import Pairs, Ranked

FEWEST = 5  # false alarms, below which a share of them says nothing


def by_source(ranked: Ranked, cap: float) -> dict[str, Any]:
    """By rate that is carried: `largest`, the share of the false alarms there that one source has a hand in, and
    `tpr`, the TPR when of each source only `cap` (0 to 1) of the rate's false alarms count."""
    negative, total = ranked.negative, float(ranked.negative.weight.sum())
    before = _before_by_source(negative)
    shown: dict[str, Any] = {}
    for rate in metrics.carried(ranked):
        budget = rate * total * (1 + 1e-9)
        within = np.cumsum(negative.weight) <= budget
        if np.count_nonzero(within) < FEWEST:
            continue
        counted = (before < cap * budget).all(axis=0)  # a pair counts while neither of its sources is used up
        false = np.concatenate(([0.0], np.cumsum(negative.weight * counted)))[ranked.before]
        found = ranked.positive.weight[false <= budget].sum() / ranked.positive.weight.sum()
        shown[f"{rate:g}"] = {"largest": round(_largest(negative, within), 6), "tpr": round(float(found), 6)}
    return shown


def _before_by_source(pairs: Pairs) -> NDArray[np.float64]:
    """(2, n): the weight of the closer pairs of each pair's left and right source."""
    ends = np.concatenate((pairs.left, pairs.right))
    weight, place = np.tile(pairs.weight, 2), np.tile(np.arange(len(pairs)), 2)
    inside = np.concatenate((np.zeros(len(pairs), np.bool_), pairs.left == pairs.right))
    weight = np.where(inside, 0.0, weight)  # a pair within one source counts for it once
    order = np.lexsort((place, ends))
    sums = np.cumsum(weight[order]) - weight[order]
    first = np.flatnonzero(np.diff(ends[order], prepend=-1))
    starts = np.repeat(sums[first], np.diff(np.append(first, len(order))))
    before = np.empty(2 * len(pairs))
    before[order] = sums - starts
    return before.reshape(2, -1)


def _largest(pairs: Pairs, within: NDArray[np.bool_]) -> float:
    """The largest share of the weight of these pairs that one source has a hand in."""
    rows = np.flatnonzero(within)
    weight = pairs.weight[rows]
    held = np.bincount(pairs.left[rows], weight, minlength=int(max(pairs.left.max(), pairs.right.max())) + 1)
    other = np.where(pairs.left[rows] == pairs.right[rows], 0.0, weight)
    held += np.bincount(pairs.right[rows], other, minlength=len(held))
    return float(held.max() / weight.sum())
