"""Accepted: which graded pairs lie within a threshold, for every threshold of a grid, so that one can be tried out.

These are the pairs themselves and not a half that was kept apart: a threshold found by looking at them is to be
stated by threshold.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.measuring.metrics import Pairs, Ranked

STEPS = 400
STEP = 2 / STEPS  # of distance; 2 is the farthest two unit vectors can be
GRID = np.arange(STEPS + 1) / (STEPS / 2)


@dataclass(frozen=True)
class Accepted:
    """What a threshold at `distance` does: rates among the graded pairs, None where there is nothing to divide by.

    `pairs`: how many positives and negatives lie within (of weighted pairs the sum of weights).
    """

    distance: float
    tpr: float | None
    fpr: float | None
    precision: float | None
    pairs: tuple[float, float]


def accepted(pairs: Ranked) -> dict[str, list[float]]:
    """For the report: weight of the positives and of the negatives within every distance of GRID, cumulated."""
    return {"positive": _within(pairs.positive), "negative": _within(pairs.negative)}


def at(counts: Mapping[str, Sequence[float]], distance: float) -> Accepted:
    """The figures at the nearest distance of GRID."""
    place = nearest(distance)
    (near, all_near), (far, all_far) = ((counts[kind][place], counts[kind][-1]) for kind in ("positive", "negative"))
    return Accepted(
        float(GRID[place]),
        near / all_near if all_near else None,
        far / all_far if all_far else None,
        near / (near + far) if near + far else None,
        (near, far),
    )


def nearest(distance: float) -> int:
    """The place in GRID that is nearest to `distance`."""
    return int(np.clip(round(distance / STEP), 0, STEPS))


def _within(pairs: Pairs) -> list[float]:
    """Ascending; the last is the weight of all, whatever rounding did to a distance of 2."""
    sums = np.concatenate(([0.0], np.cumsum(pairs.weight)))
    within: Any = sums[np.searchsorted(pairs.distance, GRID, side="right")]
    within[-1] = sums[-1]
    return [round(value, 3) for value in within.tolist()]
