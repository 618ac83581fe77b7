"""Measure: raw, whitened and trained embeddings on the same graded pairs, as figures with intervals and a verdict.

Pure: embeddings and pairs in, a report out. Where they come from in a project is in evaluate.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job, Sentence
from app.core.measuring import metrics, whole_scale
from app.core.measuring.accepted import accepted
from app.core.measuring.calibration import reliability
from app.core.measuring.cross_pairs import CrossPairs, cross_pairs
from app.core.measuring.metrics import RATES, Figures, Interval, Pairs, Ranked
from app.core.measuring.slices import sliced
from app.core.measuring.sources import by_source
from app.core.measuring.verdict import compare
from app.core.records import BoolArray, Embeddings, Grade, IntArray
from app.core.searching.index import between

FEWEST = 5  # positives, and negatives, without which no figure is shown
BINS = np.linspace(0, 2, 41)
ROC_POINTS = 100
SOURCE_CAP = 0.2  # of a rate's false alarms that one source may make where the figures ask for it


@dataclass(frozen=True)
class Cell:
    """One way to cut the grades in two: ranks of positives and of negatives.

    `crossing`: cross-group pairs are negatives too; `lookalikes`: of the negatives only those so flagged; `parts`: it
    parts ND from near-ND, so near-ND pairs graded by policy (records.POLICY) have no say.
    """

    positive: tuple[int, ...]
    negative: tuple[int, ...]
    crossing: bool
    lookalikes: bool = False
    parts: bool = False


CUTS: Mapping[str, Cell] = {
    "strict": Cell((3, 2), (1, 0), True, parts=True),
    "lenient": Cell((3, 2, 1), (0,), True),
    "nd_vs_near": Cell((3, 2), (1,), False, parts=True),
    "nd_vs_nnd": Cell((3, 2), (0,), True),
    "near_vs_nnd": Cell((1,), (0,), True),
    "vs_lookalikes": Cell((3, 2, 1), (0,), False, lookalikes=True),
}
# Averaged, so that no easy one hides a hard one.
RELATIONS = ("nd_vs_near", "nd_vs_nnd", "near_vs_nnd", "vs_lookalikes")


@dataclass(frozen=True)
class Judged:
    """Graded pairs of one origin: image ids, `rank` of the grade, `weight` (1 / draw probability, or 1).

    `lookalike` (n,) flags NND pairs that look alike, `policy` those graded by policy; None: none is. `slices`: flags
    (n,) of the parts that get figures of their own.
    """

    left: IntArray
    right: IntArray
    rank: IntArray
    weight: NDArray[np.float64]
    lookalike: BoolArray | None = None
    policy: BoolArray | None = None
    slices: Mapping[str, BoolArray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True)
class Ground:
    """What all origins share: `group` of each of `ids` (ascending); `crossing` flags the images of known groups.

    Images of different groups that are both `crossing` are negatives, except the `answered` pairs (known.keys).
    """

    ids: IntArray
    group: IntArray
    crossing: BoolArray
    answered: IntArray

    def groups_of(self, images: IntArray) -> IntArray:
        """The group of each image."""
        return self.group[np.searchsorted(self.ids, images)]


def crossings(
    embeddings: Mapping[str, Embeddings], ground: Ground, rng: Generator, job: Job = NULL_JOB
) -> dict[str, CrossPairs]:
    """The cross-group negatives under every embedder; the vectors must be those of `ground.ids`."""
    flagged = ground.crossing
    seed = int(rng.integers(2**63))  # one sample for all embedders, or their difference would hold its noise
    return {
        name: cross_pairs(
            Embeddings(e.ids[flagged], e.vectors[flagged]), ground.group[flagged], ground.answered,
            np.random.default_rng(seed), job,
        )
        for name, e in embeddings.items()
    }  # fmt: skip


def measure(
    embeddings: Mapping[str, Embeddings],
    judged: Judged,
    ground: Ground,
    crossing: Mapping[str, CrossPairs],
    resamples: int,
    rng: Generator,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """Figures of every embedder under every cut, and the verdict on the last against the one before it.

    All embedders see the same pairs and the same resamples. `crossing` may be empty.
    """
    counts = draw_groups(judged, ground, bool(crossing), resamples, rng)
    grades = {grade.value: int((judged.rank == grade.rank).sum()) for grade in Grade}
    report: dict[str, Any] = {
        "pairs": len(judged),
        "grades": grades,
        "weighted": bool((judged.weight != 1).any()),
        "embedders": {name: {} for name in embeddings},
        "histogram": {},
        "verdicts": {},
    }
    told: dict[str, dict[str, Measured]] = {name: {} for name in embeddings}
    distance = {name: between(e, judged.left, judged.right).astype(np.float64) for name, e in embeddings.items()}
    for cut, cell in CUTS.items():
        measured: dict[str, Measured] = {}
        for name in embeddings:
            ranked = ranked_pairs(judged, distance[name], cell, ground, crossing.get(name))
            measured[name] = Measured.of(ranked, counts, job)
            report["embedders"][name][cut] = measured[name].shown()
            told[name][cut] = measured[name]
        report["verdicts"][cut] = _verdict(measured, len(judged))
    for name in embeddings:
        report["histogram"][name] = histogram(judged, distance[name], crossing.get(name))
    return report | _of_the_scale(judged, distance, ground, counts, told, seed=int(rng.integers(2**63)))


def _of_the_scale(
    judged: Judged,
    distance: Mapping[str, NDArray[np.float64]],
    ground: Ground,
    counts: IntArray,
    told: Mapping[str, Mapping[str, Measured]],
    seed: int,
) -> dict[str, Any]:
    """What the figures of single cuts leave out: their mean, rank statistics, and whether probabilities come true."""
    ends = ground.groups_of(judged.left), ground.groups_of(judged.right)
    groups = len(np.unique(np.concatenate(ends)))
    report: dict[str, Any] = {"macro_auc": {}, "ranks": {}, "reliability": {}, "accepted": {}, "slices": {}}
    for name, away in distance.items():
        cells = [told[name][cut] for cut in RELATIONS]
        aucs = [(m.point.auc[0], m.resampled.auc) for m in cells if m.point is not None and m.resampled is not None]
        report["macro_auc"][name] = whole_scale.mean_auc(aucs, groups)
        pairs = Pairs(away, judged.weight, *ends)
        report["ranks"][name] = whole_scale.ranks(pairs, judged.rank, counts, groups)
        report["accepted"][name] = {cut: accepted(told[name][cut].ranked) for cut in ("strict", "lenient")}
        matches = {cut: np.isin(judged.rank, CUTS[cut].positive) for cut in ("strict", "lenient")}
        report["slices"][name] = {
            cut: sliced(told[name][cut].ranked, pairs, match, judged.slices, counts) for cut, match in matches.items()
        }
        report["reliability"][name] = {
            cut: reliability(away, match, *ends, np.random.default_rng(seed)) for cut, match in matches.items()
        }
    return report


@dataclass(frozen=True)
class Measured:
    """One embedder under one cut: the ranked pairs, the figures and those of every resample (None: too few pairs)."""

    ranked: Ranked
    point: Figures | None
    resampled: Figures | None

    @classmethod
    def of(cls, ranked: Ranked, counts: IntArray, job: Job) -> Measured:
        """Measure, unless there are too few pairs of either kind."""
        if min(len(ranked.positive), len(ranked.negative)) < FEWEST:
            return cls(ranked, None, None)
        return cls(ranked, metrics.figures(ranked), metrics.resampled(ranked, counts, job))

    def shown(self) -> dict[str, Any]:
        """For the report: every figure as [value, low, high], or None with a reason."""
        positive, negative = self.ranked.positive, self.ranked.negative
        groups = len(np.unique(np.concatenate((positive.left, positive.right))))
        shown: dict[str, Any] = {
            "positives": len(positive),
            "negatives": round(negative.weight.sum()),
            "groups": groups,
            "auc": None,
            "ap": None,
            "tpr": {f"{rate:g}": None for rate in RATES},
            "reasons": {},
            "roc": None,
            "precision_recall": None,
            "sources": {},
        }
        if self.point is None or self.resampled is None:
            reason = f"{FEWEST} positive and {FEWEST} negative pairs are needed"
            return shown | {"reasons": dict.fromkeys(("auc", "ap", *shown["tpr"]), reason)}
        shown["auc"] = _rounded(metrics.interval(self.point.auc[0], self.resampled.auc, groups))
        shown["ap"] = _rounded(metrics.interval(self.point.ap[0], self.resampled.ap, groups))
        carried = metrics.carried(self.ranked)
        for place, rate in enumerate(RATES):
            if rate in carried:
                value = metrics.interval(self.point.tpr[0, place], self.resampled.tpr[:, place], groups)
                shown["tpr"][f"{rate:g}"] = _rounded(value)
            else:
                shown["reasons"][f"{rate:g}"] = self._lacking(rate)
        fpr, tpr = metrics.roc(self.ranked, ROC_POINTS)
        recall, precision = metrics.precision_recall(self.ranked, ROC_POINTS)
        return shown | {
            "sources": by_source(self.ranked, SOURCE_CAP),
            "roc": {"fpr": [float(f"{rate:.6g}") for rate in fpr.tolist()], "tpr": _rounded(tpr)},
            "precision_recall": {"recall": _rounded(recall), "precision": _rounded(precision)},
        }

    def _lacking(self, rate: float) -> str:
        """Why there is no figure at this rate; how many negatives would do is only known without weights."""
        if (self.ranked.negative.weight == 1).all():
            negatives = ceil(metrics.FEWEST_FALSE / rate)
            return Sentence("needs {negatives} negatives", negatives=negatives)
        return f"fewer than {metrics.FEWEST_FALSE} of the negatives are that close"


def draw_groups(judged: Judged, ground: Ground, crossing: bool, resamples: int, rng: Generator) -> IntArray:
    """How often each group is drawn in every resample; groups without any pair here are not drawn at all."""
    seen = np.zeros(int(ground.group.max(initial=0)) + 1, np.bool_)
    seen[ground.groups_of(np.concatenate((judged.left, judged.right)))] = True
    if crossing:
        seen[ground.group[ground.crossing]] = True
    counts = np.zeros((resamples, len(seen)), np.int64)
    counts[:, seen] = metrics.draws(int(seen.sum()), resamples, rng)
    return counts


def ranked_pairs(
    judged: Judged, distance: NDArray[np.float64], cell: Cell, ground: Ground, crossing: CrossPairs | None
) -> Ranked:
    """The positives and negatives of one cut, in the order of distance; `crossing`: the cross-group negatives."""
    left, right = ground.groups_of(judged.left), ground.groups_of(judged.right)
    pairs = Pairs(distance, judged.weight, left, right)
    near, far = (np.isin(judged.rank, ranks) for ranks in (cell.positive, cell.negative))
    if cell.lookalikes:
        far &= judged.lookalike if judged.lookalike is not None else False
    if cell.parts and judged.policy is not None:
        near, far = near & ~judged.policy, far & ~judged.policy
    positive, negative = pairs.take(np.flatnonzero(near)), pairs.take(np.flatnonzero(far))
    if cell.crossing and crossing is not None:
        ends = ground.groups_of(crossing.left), ground.groups_of(crossing.right)
        negative = metrics.joined(negative, Pairs(crossing.distance, crossing.weight, *ends))
    return metrics.ranked(positive, negative)


def _verdict(measured: Mapping[str, Measured], grades: int) -> dict[str, Any] | None:
    """The last embedder against the one before it; None when there is nothing to compare."""
    if len(measured) < 2:
        return None
    (old_name, old), (new_name, new) = list(measured.items())[-2:]
    if old.point is None or new.point is None or old.resampled is None or new.resampled is None:
        return None
    both = set(metrics.carried(old.ranked)) & set(metrics.carried(new.ranked))
    rates = tuple(rate for rate in metrics.COMPARED if rate in both)
    verdict = compare((old_name, new_name), (old.point, new.point), (old.resampled, new.resampled), rates, grades)
    return verdict.as_dict()


def histogram(judged: Judged, distance: NDArray[np.float64], crossing: CrossPairs | None) -> dict[str, Any]:
    """Counts of pairs per distance bin, by grade, and of cross-group pairs."""
    counts = {grade.value: np.histogram(distance[judged.rank == grade.rank], BINS)[0].tolist() for grade in Grade}
    if crossing is not None:
        weighted = np.histogram(crossing.distance, BINS, weights=crossing.weight)[0]
        counts["cross-group"] = [round(count) for count in weighted.tolist()]
    return {"edges": _rounded(BINS), "counts": counts}


def _rounded(values: Interval | NDArray[np.float64]) -> list[float]:
    return [round(float(value), 6) for value in values]
