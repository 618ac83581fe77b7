"""Prediction: from the distance of a pair to its grade, the chance of every grade and a degree with its interval.

The grade follows from the learned boundaries; the chances from two isotonic curves, of a match by distance and of ND
among matches by distance, whose product never rises with distance either. The degree of a pair is the mean of what the
grades stand for (ND 1, near-ND one half, NND 0), its interval that of curves fitted to redrawn groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.asking import boundaries
from app.core.asking.boundaries import Boundaries
from app.core.measuring.calibration import FEWEST, Isotonic
from app.core.measuring.metrics import Pairs, draws
from app.core.records import BoolArray, Grade, IntArray

if TYPE_CHECKING:
    from app.core.store.project import Project

RESAMPLES = 200
POINTS = 41  # distances between 0 and 2 at which the interval is kept
GRADES = (Grade.NND, Grade.NEAR_ND, Grade.ND)  # by rank
_LEVEL = (2.5, 97.5)
_VALUE = "grade_curve"  # of the project's own values

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Prediction:
    """What a distance says: the `grade`, the chance of each, the `degree` in [0, 1] and its 95 % interval."""

    grade: Grade
    probabilities: Mapping[Grade, float]
    degree: float
    low: float
    high: float


@dataclass(frozen=True)
class Graded:
    """Graded pairs (n,) under one embedder: `distance`, `rank` 0 to 2, the groups (0 ...) of both ends; near-ND by
    `policy` says nothing of ND."""

    distance: Floats
    rank: IntArray
    policy: BoolArray
    left: IntArray
    right: IntArray


@dataclass(frozen=True)
class GradeCurve:
    """Fitted to `pairs` graded pairs: boundaries, chance of a `match`, of `same` given a match, and of the degree the
    `low` and `high` ends (POINTS,) between distance 0 and 2."""

    boundaries: Boundaries
    match: Isotonic
    same: Isotonic
    low: Floats
    high: Floats
    pairs: int

    def chances(self, distance: Floats) -> Floats:
        """The chance (n, 3) of NND, near-ND and ND at these distances."""
        match = self.match(distance)
        same = match * self.same(distance)
        return np.column_stack((1 - match, match - same, same))

    def degree(self, distance: Floats) -> Floats:
        """The degree (n,)."""
        return np.asarray(self.chances(distance) @ [0.0, 0.5, 1.0])

    def at(self, distance: float) -> Prediction:
        """What this distance says of a pair."""
        there = np.array([distance], np.float64)
        chances, degree = self.chances(there)[0].tolist(), float(self.degree(there)[0])
        low, high = (float(np.interp(distance, _GRID, ends)) for ends in (self.low, self.high))
        grade = GRADES[int(self.boundaries.rank(there)[0])]
        return Prediction(grade, dict(zip(GRADES, chances, strict=True)), degree, min(low, degree), max(high, degree))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        curves = {name: [getattr(self, name).distance.tolist(), getattr(self, name).probability.tolist()]
                  for name in ("match", "same")}  # fmt: skip
        return {"boundaries": asdict(self.boundaries), **curves, "low": self.low.tolist(), "high": self.high.tolist(),
                "pairs": self.pairs}  # fmt: skip

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> GradeCurve:
        """From `as_dict`."""
        match, same = (Isotonic(*(np.array(part, np.float64) for part in told[name])) for name in ("match", "same"))
        low, high = (np.array(told[name], np.float64) for name in ("low", "high"))
        return cls(Boundaries(**told["boundaries"]), match, same, low, high, told["pairs"])


_GRID = np.linspace(0, 2, POINTS)


def store(project: Project, embedder: str, curve: GradeCurve | None) -> None:
    """Keep the newest curve, and whose it is (the embedder's fingerprint)."""
    project.set(_VALUE, None if curve is None else {"embedder": embedder, **curve.as_dict()})


def stored(project: Project, embedder: str | None) -> GradeCurve | None:
    """The curve of this embedder (fingerprint), None where there is none yet."""
    told = project.get(_VALUE)
    return GradeCurve.from_dict(told) if told is not None and told["embedder"] == embedder else None


def fit(graded: Graded, start: Boundaries, rng: Generator, resamples: int = RESAMPLES) -> GradeCurve | None:
    """The curve of these pairs; None with fewer than FEWEST matches or others. `start`: boundaries without grades.

    Without ND or without near-ND enough, the share of ND among matches stands for every distance.
    """
    matches = int((graded.rank > 0).sum())
    if min(matches, len(graded.rank) - matches) < FEWEST:
        return None
    found = boundaries.fitted(graded.distance, graded.rank, start)
    counts = draws(int(max(graded.left.max(), graded.right.max())) + 1, resamples, rng)
    times = Pairs(graded.distance, np.ones(len(graded.rank)), graded.left, graded.right).drawn(counts)
    degrees = []
    for weight in times:
        if _enough(graded, weight):
            match, same = _curves(graded, weight)
            degrees.append(match(_GRID) * (0.5 + 0.5 * same(_GRID)))
    match, same = _curves(graded, np.ones(len(graded.rank)))
    ends = np.percentile(degrees, _LEVEL, axis=0) if degrees else np.tile([[0.0], [1.0]], POINTS)
    return GradeCurve(found, match, same, ends[0], ends[1], len(graded.rank))


def _enough(graded: Graded, weight: Floats) -> bool:
    return bool(weight[graded.rank > 0].any() and weight[graded.rank == 0].any())


def _curves(graded: Graded, weight: Floats) -> tuple[Isotonic, Isotonic]:
    """The chance of a match, and of ND among matches that are not graded by policy."""
    here = weight > 0
    match = Isotonic.fit(graded.distance[here], graded.rank[here] > 0, weight[here])
    telling = here & (graded.rank > 0) & ~graded.policy
    same = graded.rank[telling] > 1
    if min(same.sum(), (~same).sum()) < FEWEST:
        share = (weight[telling] @ same + 0.5) / (weight[telling].sum() + 1)
        return match, Isotonic(np.zeros(1), np.array([float(share)]))
    return match, Isotonic.fit(graded.distance[telling], same, weight[telling])
