"""Threshold: the distance up to which a pair is called a near-duplicate, chosen on one half and reported on the other.

A threshold judged on the pairs it was chosen on looks better than it is. So the groups are dealt into two halves;
one chooses, the other reports. Groups, not pairs, for the pairs of one group stand or fall together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.measuring.metrics import Interval, Pairs, Ranked, draws, interval, ranked
from app.core.records import IntArray
from models.errors import UserError

Floats = NDArray[np.float64]

FEWEST = 5  # positives, and negatives, that each half must hold
UNREPRESENTATIVE = ("these negatives are hard by choice and do not stand for the collection; grade the frozen "
                    "pairs, or import groups")  # fmt: skip
KINDS = ("specificity", "precision", "false-alarms")


@dataclass(frozen=True)
class Target:
    """What the threshold shall keep: `specificity` or `precision` at least, or `false-alarms` at most, `value`."""

    kind: str
    value: float

    @classmethod
    def parse(cls, text: str) -> Target:
        """From `precision=0.99`, `specificity=0.9999` or `false-alarms=20`; UserError otherwise."""
        kind, equals, number = text.partition("=")
        try:
            value = float(number)
        except ValueError:
            value = np.nan
        most = np.inf if kind == "false-alarms" else 1.0
        if kind not in KINDS or not equals or not 0 <= value <= most:
            raise UserError("{text!r} is no target; write precision=0.99, specificity=0.9999 or false-alarms=20",
                            text=text)  # fmt: skip
        return cls(kind, value)

    def __str__(self) -> str:
        return f"{self.kind}={self.value:g}"


@dataclass(frozen=True)
class Threshold:
    """A threshold and what the other half says of it; figures as (value, 95 % low, high), None where nothing is left.

    `distance` is None when no threshold keeps the target. `false_alarms` are expected in all pairs of the collection.
    """

    target: Target
    distance: float | None
    tpr: Interval | None
    fpr: Interval | None
    precision: Interval | None
    false_alarms: Interval | None
    pairs: tuple[int, int]  # in the half that chose, in the half that reports
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told = {name: getattr(self, name) for name in ("tpr", "fpr", "precision", "false_alarms")}
        figures = {name: None if value is None else [float(f"{v:.6g}") for v in value] for name, value in told.items()}
        rest = {"distance": self.distance, "pairs": list(self.pairs), "reason": self.reason}
        return {"target": str(self.target)} | figures | rest

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Threshold:
        """What `as_dict` made."""
        chose, reports = told["pairs"]
        tpr, fpr, precision, alarms = (_interval(told[name]) for name in ("tpr", "fpr", "precision", "false_alarms"))
        target, distance = Target.parse(told["target"]), told["distance"]
        return cls(target, distance, tpr, fpr, precision, alarms, (chose, reports), told["reason"])


def choose(
    positive: Pairs, negative: Pairs, target: Target, collection_pairs: int | None, resamples: int, rng: Generator
) -> Threshold:
    """The largest threshold that keeps `target` on one half of the groups, and its figures on the other half.

    `collection_pairs`: n (n - 1) / 2 of the collection, for the false alarms; None where the negatives were picked
    because they are hard, and so do not stand for the collection. Pairs across the halves serve neither half.
    """
    groups = int(max(positive.left.max(initial=-1), positive.right.max(initial=-1),
                     negative.left.max(initial=-1), negative.right.max(initial=-1))) + 1  # fmt: skip
    chooses = _deal(positive, groups, rng)
    halves = [(_within(positive, side), _within(negative, side)) for side in (chooses, ~chooses)]
    counts = tuple(len(near) + len(far) for near, far in halves)
    if any(min(len(near), len(far)) < FEWEST for near, far in halves):
        reason = f"each half of the groups needs {FEWEST} positive and {FEWEST} negative pairs"
        return Threshold(target, None, None, None, None, None, (counts[0], counts[1]), reason)
    if collection_pairs is None and target.kind == "false-alarms":
        return Threshold(target, None, None, None, None, None, (counts[0], counts[1]), UNREPRESENTATIVE)
    distance = _largest(ranked(*halves[0]), target, collection_pairs)
    if distance is None:
        reason = f"no threshold keeps {target} on these pairs"
        return Threshold(target, None, None, None, None, None, (counts[0], counts[1]), reason)
    found = _reported(*halves[1], distance, groups, resamples, rng)
    fpr = found["fpr"]
    alarms = None
    if fpr is not None and collection_pairs is not None:
        alarms = (fpr[0] * collection_pairs, fpr[1] * collection_pairs, fpr[2] * collection_pairs)
    return Threshold(target, distance, found["tpr"], fpr, found["precision"], alarms, (counts[0], counts[1]))


def _interval(told: Sequence[float] | None) -> Interval | None:
    return None if told is None else (told[0], told[1], told[2])


def _deal(positive: Pairs, groups: int, rng: Generator) -> NDArray[np.bool_]:
    """Which groups choose: half of those with positives, half of the others, so that both halves have something."""
    rich = np.unique(np.concatenate((positive.left, positive.right)))
    chooses = np.zeros(groups, np.bool_)
    for part in (rich, np.setdiff1d(np.arange(groups), rich)):
        chooses[rng.permutation(part)[: (len(part) + 1) // 2]] = True
    return chooses


def _within(pairs: Pairs, side: NDArray[np.bool_]) -> Pairs:
    return pairs.take(np.flatnonzero(side[pairs.left] & side[pairs.right]))


def _largest(pairs: Ranked, target: Target, collection_pairs: int | None) -> float | None:
    """The largest distance of a positive at which the target holds: beyond it nothing is won."""
    false = np.concatenate(([0.0], np.cumsum(pairs.negative.weight)))[pairs.before]
    true = np.cumsum(pairs.positive.weight)
    fpr = false / pairs.negative.weight.sum()
    kept = {
        "specificity": 1 - fpr >= target.value - 1e-12,
        "precision": true / (true + false) >= target.value - 1e-12,
        "false-alarms": fpr * (collection_pairs or 0) <= target.value + 1e-9,
    }[target.kind]
    # Of equally far positives the last one speaks: all of them are accepted together.
    last = np.append(np.diff(pairs.positive.distance) > 0, True)
    places = np.flatnonzero(kept & last)
    return float(pairs.positive.distance[places[-1]]) if len(places) else None


def _reported(
    positive: Pairs, negative: Pairs, distance: float, groups: int, resamples: int, rng: Generator
) -> Mapping[str, Interval | None]:
    """TPR, FPR and precision of the accepted pairs, with intervals over redrawn groups; None where none is left."""
    seen = np.unique(np.concatenate((positive.left, positive.right, negative.left, negative.right)))
    counts = np.zeros((resamples + 1, groups), np.int64)
    counts[0, seen] = 1  # the sample itself
    counts[1:, seen] = draws(len(seen), resamples, rng)
    near, far = _accepted(positive, counts, distance), _accepted(negative, counts, distance)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = {"tpr": near[0] / near[1], "fpr": far[0] / far[1], "precision": near[0] / (near[0] + far[0])}
    # Where no false positive is seen, the rule of three counts couples of groups: they, not pairs, are independent.
    ends = np.sort(np.stack((negative.left, negative.right)), axis=0)
    units = {"fpr": len(np.unique(ends, axis=1).T)}
    return {name: None if np.isnan(value[0]) else interval(float(value[0]), value[1:], units.get(name, len(seen)))
            for name, value in values.items()}  # fmt: skip


def _accepted(pairs: Pairs, counts: IntArray, distance: float) -> tuple[Floats, Floats]:
    """Weight of the accepted pairs and of all, for every row of counts."""
    inside = pairs.distance <= distance
    parts = [pairs.drawn(rows) for rows in np.array_split(counts, max(1, len(counts) * len(pairs) // 2_000_000))]
    return (np.concatenate([part[:, inside].sum(axis=1) for part in parts]),
            np.concatenate([part.sum(axis=1) for part in parts]))  # fmt: skip
