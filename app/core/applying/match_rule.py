"""Match rule: how close is close enough, for pictures that nobody has graded; and in words why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from app.core.applying.operating_points import OperatingPoint, kept
from app.core.mining.distance_spread import QUANTILE, random_distances
from app.core.mining.known import Known
from app.core.records import Cut, EmbedderRow, Embeddings

if TYPE_CHECKING:
    from app.core.store.project import Project


@dataclass(frozen=True)
class Rule:
    """Up to which distance a pair is a match, by cut where that was measured, and in words why."""

    points: Mapping[Cut, OperatingPoint] = field(default_factory=dict)
    distance: float = 0.0
    words: str = ""

    def predicted(self, distance: float) -> str:
        """What a pair at this distance is taken for."""
        for cut, code in ((Cut.STRICT, "ND"), (Cut.LENIENT, "near-ND")):
            if cut in self.points and distance <= self.points[cut].distance:
                return code
        return "match" if distance <= self.distance else "no match"


def _words(points: Sequence[OperatingPoint]) -> str:
    """One sentence for each number of points: a translator cannot put pieces together."""
    one, other = points[0], points[-1]
    if len(points) == 1:
        return f"up to {one.distance:.3f} by {one.basis}"
    return f"up to {one.distance:.3f} by {one.basis}; up to {other.distance:.3f} by {other.basis}"


def rule_of(project: Project, row: EmbedderRow, collection: Embeddings, at: float | None) -> Rule:
    """The distance asked for (`at`), else the measured operating points, else closer than 99.9 % of random pairs."""
    if at is not None:
        return Rule({}, at, f"at most {at:g} apart, as asked for")
    points = kept(project, row.fingerprint)
    if points:
        cut = max(points, key=lambda cut: points[cut].distance)
        return Rule(points, points[cut].distance, _words(list(points.values())))
    # Always the same pairs: the threshold must not move between two calls.
    distances = random_distances(collection, Known.of(project), np.random.default_rng(0))
    distance = float(np.quantile(distances, QUANTILE)) if len(distances) else 0.0
    return Rule({}, distance, f"closer than 99.9 % of random pairs of the collection ({distance:.3f}); "
                "`nearpair protocol` measures a better threshold once there are grades")  # fmt: skip
