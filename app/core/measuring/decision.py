"""Decision: up to which distance two images of this project are called near-duplicates, and what that costs.

The threshold is chosen for the newest embedder on the evaluation side's graded pairs (threshold.py), or named outright.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator

from app.core.jobs import NULL_JOB, Job
from app.core.measuring.evaluation_pairs import Material, compared, gather
from app.core.measuring.measure import CUTS, FEWEST, ranked_pairs
from app.core.measuring.metrics import Ranked
from app.core.measuring.threshold import Target, Threshold, choose
from app.core.records import Cut, EmbedderRow
from app.core.searching.index import between
from app.core.settings import Settings
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

FARTHEST = 2.0  # no two unit vectors are farther apart


@dataclass(frozen=True)
class Decision:
    """Pairs of `embedder` at most `distance` apart are matches; `threshold` says what is known of that, if anything."""

    embedder: EmbedderRow
    distance: float
    cut: Cut
    threshold: Threshold | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told = self.threshold.as_dict() if self.threshold else {"target": f"distance={self.distance:g}"}
        return {"embedder": self.embedder.name, "cut": self.cut.value, **told, "distance": self.distance}


def decide(
    project: Project,
    settings: Settings,
    at: str,
    cut: Cut,
    *,
    seed: int = 0,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> Decision:
    """The decision for `at`: `precision=0.99`, `specificity=0.9999`, `false-alarms=20` or `distance=0.8`.

    A distance that the newest evaluation states for this embedder comes with the figures that it states.
    UserError when it cannot be read, when no graded pairs can tell, or when no threshold keeps it.
    """
    if at.startswith("distance="):
        newest, distance = list(compared(project).values())[-1], _distance(at)
        return Decision(newest, distance, cut, _stated(project, newest, cut, distance))
    target = Target.parse(at)
    rng = np.random.default_rng(seed)
    material = gather(project, settings, rng, device, threads, job)
    name, row = list(material.rows.items())[-1]
    total = _all_pairs(project)
    threshold = thresholds(material, name, cut, [target], total, settings["evaluate.resamples"], rng)[0]
    if threshold.distance is None:
        raise UserError("{at} cannot be kept by {embedder} under the {cut} cut: {reason}", at=at, embedder=row.name,
                        cut=cut.value, reason=threshold.reason)  # fmt: skip
    return Decision(row, threshold.distance, cut, threshold)


def _stated(project: Project, row: EmbedderRow, cut: Cut, distance: float) -> Threshold | None:
    """What the newest evaluation says of this very distance, None where it says nothing."""
    last = project.rounds.last_evaluation()
    if last is None or not last.embedders or last.embedders[-1] != row.fingerprint:
        return None
    told = last.report.get("thresholds", {}).get(cut.value, ())
    return next((Threshold.from_dict(one) for one in told if one["distance"] == distance), None)


def thresholds(
    material: Material, name: str, cut: Cut, targets: list[Target], total: int, resamples: int, rng: Generator
) -> list[Threshold]:
    """A threshold for every target, for the embedder called `name`; `total`: all pairs of the collection.

    Rests on the pairs that stand for the collection (frozen ones, or all pairs across known groups) if there are
    enough, else on the hard ones; those tell no false alarms.
    """
    origin = _origin(material, name, cut)
    if origin is None:
        reason = f"there are not {FEWEST} positive and {FEWEST} negative pairs"
        return [Threshold(target, None, None, None, None, None, (0, 0), reason) for target in targets]
    pairs = _of_origin(material, name, cut, origin)
    speaks = total if _speaks(material, origin) else None
    return [choose(pairs.positive, pairs.negative, target, speaks, resamples, rng) for target in targets]


def _origin(material: Material, name: str, cut: Cut) -> str | None:
    """The origin whose pairs decide: one that speaks for the collection first, then the one with most negatives."""
    usable = {key: _of_origin(material, name, cut, key) for key, one in material.origins.items() if not one.reason}
    enough = {key: r for key, r in usable.items() if min(len(r.positive), len(r.negative)) >= FEWEST}
    return max(enough, key=lambda key: (_speaks(material, key), enough[key].negative.weight.sum()), default=None)


def _speaks(material: Material, origin: str) -> bool:
    """Whether the negatives of this origin stand for the whole collection."""
    return origin == "frozen" or (origin == material.by_group and bool(material.crossing))


def _of_origin(material: Material, name: str, cut: Cut, origin: str) -> Ranked:
    judged = material.origins[origin].judged()
    distance = between(material.embeddings[name], judged.left, judged.right).astype(np.float64)
    crossing = material.crossing.get(name) if origin == material.by_group else None
    return ranked_pairs(judged, distance, CUTS[cut.value], material.ground, crossing)


def _all_pairs(project: Project) -> int:
    images = project.images.count().images
    return images * (images - 1) // 2


def _distance(at: str) -> float:
    try:
        value = float(at.partition("=")[2])
    except ValueError:
        value = -1.0
    if not 0 <= value <= FARTHEST:
        raise UserError("{at!r} is no distance between 0 and 2", at=at)
    return value
