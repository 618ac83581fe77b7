"""Figures over the whole graded scale instead of one cut of it, with intervals over redrawn groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.core.measuring.metrics import Floats, Pairs, interval
from app.core.measuring.rank_statistics import rank_statistics
from app.core.records import IntArray

_CELLS = 2_000_000  # weights held at a time


def mean_auc(aucs: Sequence[tuple[float, Floats]], groups: int) -> list[float] | None:
    """The mean AUC of several relations, each (value, resamples) counting the same; None without any."""
    if not aucs:
        return None
    resamples = np.mean([sample for _, sample in aucs], axis=0)
    return _rounded(interval(float(np.mean([value for value, _ in aucs])), resamples, groups))


def ranks(pairs: Pairs, rank: IntArray, counts: IntArray, groups: int) -> dict[str, list[float] | None]:
    """tau_b and c_index of the pairs with these ranks of their grades; None with a single grade or distance.

    `counts` (r, groups): how often each group was drawn in every resample.
    """
    point = rank_statistics(pairs.distance, rank, pairs.weight[None])
    step = max(1, _CELLS // max(1, len(pairs)))
    drawn = [rank_statistics(pairs.distance, rank, pairs.drawn(counts[n : n + step]))
             for n in range(0, len(counts), step)]  # fmt: skip
    made: dict[str, list[float] | None] = {}
    for name in ("tau_b", "c_index"):
        value = float(getattr(point, name)[0])
        resamples = np.concatenate([getattr(part, name) for part in drawn])
        made[name] = None if np.isnan(value) else _rounded(interval(value, resamples, groups))
    return made


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(float(value), 6) for value in values]
