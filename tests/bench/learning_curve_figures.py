"""What the learning curve counts: positives found at a false positive rate, and the share of those missed before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from app.core.asking.oracle import read_truth
from app.core.mining.known import keys
from app.core.records import BoolArray, Cut, Embeddings, IntArray
from app.core.store.project import Project
from tests.bench.options import data

RESAMPLES = 2000

Closeness = NDArray[np.float64]
Counts = NDArray[np.float64]
Rows = Sequence[dict[str, Any]]  # what tests/bench/learning_curve.py keeps of a fold


@dataclass(frozen=True)
class Truth:
    """The true pairs (n,) by image id, rank and strictness; by image: component, groups, whether groups are apart."""

    left: IntArray
    right: IntArray
    rank: IntArray
    strict: BoolArray
    component: dict[int, int]
    group: dict[int, str]
    left_out: IntArray

    @classmethod
    def read(cls, project: Project) -> Self:
        """The truth of nd_dev for this project; components join groups and every true match."""
        folder = data()
        assert folder is not None
        truth = read_truth(project, *(folder / "nd_dev" / f"{name}.csv" for name in ("pairs", "groups", "ambiguous")))
        left, right = truth.pairs >> 32, truth.pairs & 0xFFFFFFFF
        ids = [image.id for image in project.images.all()]
        up = {image: image for image in ids}

        def root(image: int) -> int:
            while up[image] != image:
                image = up[image] = up[up[image]]
            return image

        first: dict[str, int] = {}
        for image, names in truth.groups.items():
            for name in names:
                up[root(image)] = root(first.setdefault(name, image))
        for a, b in zip(left[truth.ranks > 0].tolist(), right[truth.ranks > 0].tolist(), strict=True):
            up[root(a)] = root(b)
        number = {image: place for place, image in enumerate(sorted({root(image) for image in ids}))}
        group = {image: min(names) for image, names in truth.groups.items() if image in truth.apart}
        return cls(left, right, truth.ranks, truth.strict, {image: number[root(image)] for image in ids}, group,
                   np.union1d(truth.pairs, truth.ignored))  # fmt: skip

    def fold(self, seed: int, fold: int, folds: int) -> IntArray:
        """The images, ascending, of one of so many parts of the components."""
        count = max(self.component.values()) + 1
        part = np.random.default_rng(seed).permutation(count) % folds
        return np.array(sorted(i for i, component in self.component.items() if part[component] == fold), np.int64)

    def found(self, ids: IntArray, closeness: Closeness, cut: Cut, rate: float) -> list[list[int]]:
        """[component, found] of every positive among these images, at the threshold that lets `rate` of their
        negatives pass: judged pairs, and all pairs of different groups that are known to be apart. `closeness` (n, n):
        of every two of the images `ids` (n,), ascending."""
        there = np.isin(self.left, ids) & np.isin(self.right, ids)
        matching = there & (self.rank >= (2 if cut is Cut.STRICT else 1))
        # A pair that may be ND or near-ND serves neither side of the strict cut.
        other = there & (self.rank < (2 if cut is Cut.STRICT else 1)) & (self.strict | (self.rank == 0))
        near, far = (closeness[tuple(np.searchsorted(ids, np.stack((self.left, self.right))[:, kind]))]
                     for kind in (matching, other))  # fmt: skip
        negatives = np.sort(np.concatenate((far, self._across(ids, closeness))))[::-1]
        bound = negatives[int(rate * len(negatives) * (1 + 1e-9))]
        components = [self.component[image] for image in self.left[matching].tolist()]
        return [[c, int(f)] for c, f in zip(components, (near > bound).tolist(), strict=True)]

    def _across(self, ids: IntArray, closeness: Closeness) -> Closeness:
        known = np.array([image in self.group for image in ids.tolist()])
        names = np.array([self.group.get(image, "") for image in ids.tolist()])
        first, second = np.triu_indices(len(ids), 1)
        usable = known[first] & known[second] & (names[first] != names[second])
        first, second = first[usable], second[usable]
        usable = ~np.isin(keys(ids[first], ids[second]), self.left_out)
        return np.asarray(closeness[first[usable], second[usable]])


def products(embeddings: Embeddings) -> Closeness:
    """How close any two of these unit vectors are (n, n)."""
    exact = embeddings.vectors.astype(np.float64)
    return np.asarray(exact @ exact.T)


def table(truth: Truth, done: Rows, rates: Sequence[float]) -> dict[str, Any]:
    """By cut and rate: positives, missed by the start, missed by the trained, and the share found of what was missed
    with its 95 % interval over components; means over seeds."""
    return {key: _figures(truth, done, key) for key in _keys(rates)}


def more(truth: Truth, done: Rows, beside: Rows, rates: Sequence[float]) -> dict[str, list[float] | None]:
    """By cut and rate: how much more of what the start misses is found than `beside`, a share with its interval."""
    found = {}
    for key in _keys(rates):
        (start, missed), (_, theirs) = _missed(truth, done, key), _missed(truth, beside, key)
        found[key] = _share(start, missed, theirs)
    return found


def _keys(rates: Sequence[float]) -> list[str]:
    return [f"{cut.value} {rate:g}" for cut in Cut for rate in rates]


def _figures(truth: Truth, done: Rows, key: str) -> dict[str, Any]:
    start, trained = _missed(truth, done, key)
    positives = sum(len(one["found"][key][0]) for one in done) / len({one["seed"] for one in done})
    return {"positives": positives, "missed_start": start.sum(), "missed_trained": trained.sum(),
            "found": _share(start, trained, start)}  # fmt: skip


def _missed(truth: Truth, done: Rows, key: str) -> Counts:
    """Missed before and after, by component (2, c), a seed."""
    missed = np.zeros((2, max(truth.component.values()) + 1))
    for one in done:
        for kind, rows in enumerate(one["found"][key]):
            np.add.at(missed[kind], [c for c, _ in rows], [1 - f for _, f in rows])
    return np.asarray(missed / max(1, len({one["seed"] for one in done})))


def _share(start: Counts, missed: Counts, beside: Counts) -> list[float] | None:
    """(beside - missed) / start with its interval; None where nothing was missed at the start."""
    count = len(start)
    draws = np.random.default_rng(0).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (draws @ (beside - missed)) / (draws @ start)
    told = share[np.isfinite(share)]  # a resample without anything missed says nothing
    if not start.sum() or not len(told):
        return None
    value = float((beside - missed).sum() / start.sum())
    return [value, *np.percentile(told, (2.5, 97.5)).tolist()]
