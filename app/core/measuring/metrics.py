"""Metrics: how well distances tell positive from negative pairs, with intervals that respect groups. numpy only.

A pair is accepted when its distance is at most a threshold, so a positive counts only together with all negatives
that are at most as far: ties are read in the worst way. Images of one group (a component of the split) stand or
fall together, so the bootstrap redraws groups, not pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import IntArray

Floats = NDArray[np.float64]
Interval = tuple[float, float, float]  # value, low, high

RATES = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)  # false positive rates; shown where carried
COMPARED = RATES[:4]  # those a comparison may rest on: below, a handful of pairs decides
FEWEST_FALSE = 3  # a rate is carried when it allows for at least so many false positives
_LEVEL = (2.5, 97.5)
_CELLS = 2_000_000  # weights held at a time while resampling


@dataclass(frozen=True)
class Pairs:
    """Pairs of one kind under one embedder: `distance`, `weight` (n,) and the groups (0 ...) of both ends."""

    distance: Floats
    weight: Floats
    left: IntArray
    right: IntArray

    def __len__(self) -> int:
        return len(self.distance)

    def take(self, rows: IntArray) -> Pairs:
        """These rows."""
        return Pairs(self.distance[rows], self.weight[rows], self.left[rows], self.right[rows])

    def drawn(self, counts: IntArray) -> Floats:
        """The weights (r, n) when group g is drawn `counts[r, g]` times.

        A pair across two groups is drawn the product of their counts, one within a group as often as the group.
        """
        left = counts[:, self.left]
        times = np.where(self.left == self.right, left, left * counts[:, self.right])
        return np.asarray(times * self.weight, np.float64)


@dataclass(frozen=True)
class Ranked:
    """Positives and negatives in the order of distance; `before` (p,): how many negatives are at most as far."""

    positive: Pairs
    negative: Pairs
    before: IntArray


@dataclass(frozen=True)
class Figures:
    """AUC and AP (r,), TPR (r, len(RATES)); one row is the sample itself or one resample. NaN where nothing is left.

    AP is the average precision over all pairs with one threshold (micro-AP), ties in the worst order.
    """

    auc: Floats
    ap: Floats
    tpr: Floats


def joined(one: Pairs, other: Pairs) -> Pairs:
    """The pairs of both."""
    names = Pairs.__dataclass_fields__
    return Pairs(*(np.concatenate((getattr(one, name), getattr(other, name))) for name in names))


def ranked(positive: Pairs, negative: Pairs) -> Ranked:
    """Sort both kinds once; every figure, also of every resample, follows from this."""
    positive = positive.take(np.argsort(positive.distance, kind="stable"))
    negative = negative.take(np.argsort(negative.distance, kind="stable"))
    return Ranked(positive, negative, np.searchsorted(negative.distance, positive.distance, side="right"))


def figures(pairs: Ranked) -> Figures:
    """AUC (ties count nothing), AP and TPR at RATES of the sample itself."""
    return _figures(pairs, pairs.positive.weight[None], pairs.negative.weight[None])


def resampled(pairs: Ranked, counts: IntArray, job: Job = NULL_JOB) -> Figures:
    """The same figures for every row of `counts` (r, groups): how often each group was drawn."""
    step = max(1, _CELLS // max(1, len(pairs.positive), len(pairs.negative)))
    parts: list[Figures] = []
    for start in range(0, len(counts), step):
        job.report("Resampling", start, len(counts))
        rows = counts[start : start + step]
        parts.append(_figures(pairs, pairs.positive.drawn(rows), pairs.negative.drawn(rows)))
    names = Figures.__dataclass_fields__
    return Figures(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def draws(groups: int, resamples: int, rng: Generator) -> IntArray:
    """`resamples` times as many groups as there are, with replacement: how often each came up (r, groups)."""
    return rng.multinomial(groups, np.full(groups, 1 / groups), size=resamples)


def carried(pairs: Ranked) -> tuple[float, ...]:
    """The RATES at which at least three negatives fit, largest first; others would rest on one or two pairs.

    Without weights: those of at least 3 / negatives.
    """
    total = pairs.negative.weight.sum()
    share = np.cumsum(pairs.negative.weight) / total if total else np.ones(0)
    return tuple(rate for rate in RATES if np.count_nonzero(share <= rate * (1 + 1e-9)) >= FEWEST_FALSE)


def interval(value: float, resamples: Floats, groups: int) -> Interval:
    """95 % interval by percentiles of the resamples, as value, low, high.

    At exactly 0 or 1 all resamples agree, which proves nothing: there it is widened by the rule of three over the
    `groups` that were seen.
    """
    low, high = np.nanpercentile(resamples, _LEVEL)
    if value == 1:
        low = min(low, max(0.0, 1 - 3 / groups))
    if value == 0:
        high = max(high, min(1.0, 3 / groups))
    return value, float(low), float(high)


def roc(pairs: Ranked, points: int = 200) -> tuple[Floats, Floats]:
    """About `points` corners of the ROC curve as FPR and TPR, (0, 0) and (1, 1) included; every corner if it has fewer.

    Half of them lie evenly over the curve, half over the logarithm of the FPR, and at every carried rate stands the
    TPR that is reached there: a curve of a million pairs is as exact at 1e-6 as at 1e-1.
    """
    false, true = _false_before(pairs, pairs.negative.weight[None])[0], np.cumsum(pairs.positive.weight)
    last = np.flatnonzero(np.append(np.diff(pairs.before) > 0, True))  # the highest TPR of each FPR
    fpr = np.concatenate(([0.0], false[last] / pairs.negative.weight.sum(), [1.0]))
    tpr = np.concatenate(([0.0], true[last] / true[-1], [1.0]))
    if len(fpr) <= points:
        return fpr, tpr
    first = fpr[fpr > 0].min()
    wanted = np.geomspace(first, 1, points // 2)
    even = np.linspace(0, len(fpr) - 1, points // 2).astype(np.int64)
    kept = np.union1d(even, np.searchsorted(fpr, wanted * (1 + 1e-9), side="right") - 1)
    rates = np.array(carried(pairs))
    reached = tpr[np.searchsorted(fpr, rates * (1 + 1e-9), side="right") - 1]
    order = np.lexsort((np.append(tpr[kept], reached), np.append(fpr[kept], rates)))
    return np.append(fpr[kept], rates)[order], np.append(tpr[kept], reached)[order]


def precision_recall(pairs: Ranked, points: int = 200) -> tuple[Floats, Floats]:
    """At most `points` corners of the precision-recall curve, recall ascending; ties in the worst order."""
    false = _false_before(pairs, pairs.negative.weight[None])[0]
    true = np.cumsum(pairs.positive.weight)
    kept = np.unique(np.linspace(0, len(true) - 1, min(points, len(true))).astype(np.int64))
    return true[kept] / true[-1], true[kept] / (true[kept] + false[kept])


def _false_before(pairs: Ranked, weights: Floats) -> Floats:
    """Weight of the negatives accepted along with each positive, (r, p)."""
    sums = np.zeros((len(weights), weights.shape[1] + 1))
    np.cumsum(weights, axis=1, out=sums[:, 1:])
    return sums[:, pairs.before]


def _figures(pairs: Ranked, positive: Floats, negative: Floats) -> Figures:
    false = _false_before(pairs, negative)
    found, wrong = positive.sum(axis=1), negative.sum(axis=1)
    with np.errstate(invalid="ignore"):  # a resample may hold no positive or no negative: NaN
        rate = np.minimum(false / wrong[:, None], 1)  # sums of weights may be off in the last bit
        auc = (positive * (1 - rate)).sum(axis=1) / found
        true = np.cumsum(positive, axis=1)
        ap = np.nansum(positive * true / (true + false), axis=1) / found
        tpr = [(positive * (rate <= r * (1 + 1e-9))).sum(axis=1) / found for r in RATES]
    empty = (found == 0) | (wrong == 0)
    auc, ap = np.where(empty, np.nan, auc), np.where(empty, np.nan, ap)
    return Figures(auc, ap, np.where(empty[:, None], np.nan, np.stack(tpr, axis=1)))
