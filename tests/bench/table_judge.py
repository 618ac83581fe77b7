"""Which of two cells of `table` is better: paired over classes that ask and over seeds, corrected for many looks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
LEVEL = 0.05
_T_95 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}


def interval(runs: Sequence[Mapping[str, Any]], key: str) -> tuple[float, float, float]:
    """Mean over the seeds and its 95 % interval (Student's t); recall@1 or MAP@R over all queries."""
    values = np.array([sum(run[key]) / sum(run["queries"]) for run in runs])
    if len(values) < 2:
        return float(values.mean()), math.nan, math.nan
    half = _T_95[min(len(values) - 1, 9)] * values.std(ddof=1) / math.sqrt(len(values))
    return float(values.mean()), float(values.mean() - half), float(values.mean() + half)


def difference(
    one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]], key: str
) -> tuple[float, float, float]:
    """Mean of one minus other, its standard error, and the two-sided p; runs of the same seeds in the same order.

    Classes and seeds are redrawn together, since queries of a class find each other and a seed is a class split.
    """
    counts = np.array(one[0]["queries"], float)
    gaps = np.array([np.array(a[key]) - np.array(b[key]) for a, b in zip(one, other, strict=True)])
    mean = float(gaps.sum() / counts.sum() / len(gaps))
    rng = np.random.default_rng(0)
    classes = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), RESAMPLES)
    seeds = rng.multinomial(len(gaps), np.full(len(gaps), 1 / len(gaps)), RESAMPLES)
    drawn = ((seeds @ gaps) * classes).sum(axis=1) / (classes @ counts) / len(gaps)
    error = float(drawn.std()) * math.sqrt(len(gaps) / max(len(gaps) - 1, 1))  # few seeds redrawn vary too little
    return mean, error, math.erfc(abs(mean) / error / math.sqrt(2)) if error else float(mean == 0)


def significant(p: Sequence[float]) -> NDArray[np.bool_]:
    """Which of these stay below 5 % when all of them were looked at (Holm)."""
    order = np.argsort(p)
    passed = np.zeros(len(p), np.bool_)
    for place, which in enumerate(order):
        if p[which] > LEVEL / (len(p) - place):
            break
        passed[which] = True
    return passed
