"""Comparison: distance alone, and a verifier with and without what is recorded and geometry, on the same pairs.

All order the same pairs and are redrawn by the same groups, so what the pairs have in common cancels out of their
differences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.judging.verifier import Chances
from app.core.measuring import metrics
from app.core.measuring.cross_pairs import CrossPairs
from app.core.measuring.measure import CUTS, Ground, Judged, Measured, ranked_pairs
from app.core.measuring.metrics import RATES
from app.core.records import Cut

CELLS = ("strict", "lenient", "nd_vs_near")
SHOWN = (1e-2, 1e-3)
BINS = 10
_LEVEL = (2.5, 97.5)

Floats = NDArray[np.float64]


def gap(found: Chances, cell: str) -> Floats:
    """What takes the place of a distance: the less, the more certainly positive under this cut of the grades."""
    if cell == "nd_vs_near":
        return -found.same
    return -found.order(Cut(cell))


def compare(
    judged: Judged, crossing: CrossPairs | None, gaps: Mapping[str, Mapping[str, Floats]], ground: Ground,
    resamples: int, rng: Generator, job: Job = NULL_JOB,
) -> dict[str, Any]:  # fmt: skip
    """Figures by cut and name; by cut the `differences` of the other names from the first, and of the last from those
    between them (`worth`: of what those lack). All with 95 % intervals.

    `gaps` (by name, then cut): of the judged pairs and then of `crossing`. AUC and TPR at SHOWN, where the pairs carry
    the rate.
    """
    groups = int(ground.group.max(initial=0)) + 1
    counts = metrics.draws(groups, resamples, rng)
    cuts, differences, worth = {}, {}, {}
    for cell in CELLS:
        measured = {name: _measured(judged, crossing, gaps[name][cell], cell, ground, counts, job) for name in gaps}
        told = {name: _figures(one) for name, one in measured.items()}
        first, *between, last = told
        cuts[cell] = {name: {key: _interval(value) for key, value in one.items()} for name, one in told.items()}
        differences[cell] = {name: _more(told[name], told[first]) for name in (*between, last)}
        worth[cell] = {name: _more(told[last], told[name]) for name in between}
    return {"pairs": len(judged), "crossing": 0 if crossing is None else len(crossing.left), "cuts": cuts,
            "differences": differences, "worth": worth}  # fmt: skip


def _more(one: Mapping[str, Floats], than: Mapping[str, Floats]) -> dict[str, list[float]]:
    return {key: _interval(one[key] - than[key]) for key in one.keys() & than.keys()}


def _measured(
    judged: Judged, crossing: CrossPairs | None, gaps: Floats, cell: str, ground: Ground, counts: NDArray[np.int64],
    job: Job,
) -> Measured:  # fmt: skip
    across = None
    if crossing is not None:
        across = CrossPairs(crossing.left, crossing.right, gaps[len(judged) :], crossing.weight)
    return Measured.of(ranked_pairs(judged, gaps[: len(judged)], CUTS[cell], ground, across), counts, job)


def _figures(one: Measured) -> dict[str, Floats]:
    """By measure its value, then that of every resample; empty with too few pairs."""
    if one.point is None or one.resampled is None:
        return {}
    carried = metrics.carried(one.ranked)
    told = {"auc": np.append(one.point.auc, one.resampled.auc)}
    for place, rate in enumerate(RATES):
        if rate in SHOWN and rate in carried:
            told[f"tpr_{rate:g}"] = np.append(one.point.tpr[:, place], one.resampled.tpr[:, place])
    return told


def _interval(values: Floats) -> list[float]:
    """Value, low, high."""
    return [round(float(value), 6) for value in (values[0], *np.nanpercentile(values[1:], _LEVEL))]


def expected_error(chance: Floats, match: NDArray[np.bool_]) -> float:
    """The mean gap between chance and observed share over bins of equally many pairs (expected calibration error)."""
    order = np.argsort(chance, kind="stable")
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    return float(sum(abs(chance[part].mean() - match[part].mean()) * len(part) for part in bins) / max(1, len(chance)))
