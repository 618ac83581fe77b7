"""Protocol: the hn1 / hn2 benchmark of Morra and Lamberti 2019 on the user's own collection.

Draws K queries and a compact set of M images in which no query has a known match, so that each of the K x M pairs is a
negative by construction; mines hn1, hn2_row and hn2_global; and says what the known positive pairs make of them.
Several embedders are measured on the same draws: each on its own lists, and all on the union of their hn1 lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator

from app.core.benchmark.false_alarms import RATES, Floats, Space, auc, carried, held_out, lacking, point, resampled
from app.core.benchmark.hard_negatives import LISTS, ROW, NegativeList, hard_negatives
from app.core.benchmark.positives import PositivePairs, Positives
from app.core.grading.relations import UnionFind
from app.core.jobs import NULL_JOB, Job
from app.core.records import Embeddings, IntArray
from app.core.searching.index import between
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

SHARE = 4  # at most one image in so many becomes a query: more would leave too few without a match among them
Vectors = Callable[[str, IntArray], Embeddings]  # (embedder, ascending ids) -> their unit vectors


@dataclass(frozen=True)
class Drawn:
    """One draw: `queries` (K,) and `compact` (M,), ascending image ids; no pair of the two is known to match."""

    queries: IntArray
    compact: IntArray

    @property
    def space(self) -> Space:
        """K x M."""
        return Space(len(self.queries), len(self.compact))


@dataclass(frozen=True)
class Ground:
    """What all embedders and draws share: the positive pairs, their ND group (0 ...), and how often to resample."""

    positive: PositivePairs
    group: IntArray
    images: int
    resamples: int
    seed: int

    @classmethod
    def of(cls, positive: PositivePairs, images: int, resamples: int, seed: int) -> Ground:
        """Positive pairs that share an image stand or fall together."""
        edges = list(zip(positive.left.tolist(), positive.right.tolist(), strict=True))
        joined = UnionFind(edges)
        _, group = np.unique([joined.root(left) for left, _ in edges], return_inverse=True)
        return cls(positive, group.astype(np.int64), images, resamples, seed)

    @property
    def in_collection(self) -> float:
        """How many pairs the whole collection has: n (n - 1) / 2."""
        return self.images * (self.images - 1) / 2


@dataclass
class Measured:
    """One embedder on one draw: its lists, the distances of the positives (ascending), and the figures."""

    lists: Mapping[str, NegativeList]
    positive: Floats
    figures: dict[str, Any]


def draw(ids: IntArray, known: Positives, queries: int, compact: int, rng: Generator) -> Drawn:
    """K queries and M images that match none of them; both are less where `ids` (ascending) do not suffice.

    UserError when even one query leaves no image.
    """
    size = min(queries, max(1, len(ids) // SHARE))
    order = rng.permutation(ids)
    while size:
        chosen = order[:size]
        rest = order[size:]
        free = rest[~np.isin(rest, np.array(sorted(known.partners(chosen)), np.int64))]
        if len(free) >= min(compact, size):
            return Drawn(np.sort(chosen), np.sort(free[:compact]))
        size //= 2  # most of what is left matches a query: fewer queries leave more
    raise UserError("no image is left that is not known to match a query; the protocol needs images that do not match")


def draw_all(
    ids: IntArray, known: Positives, queries: int, compact: int, draws: int, seed: int
) -> list[Drawn]:  # fmt: skip
    """`draws` draws of one size, the smallest that every one of them allows."""
    drawn = [draw(ids, known, queries, compact, np.random.default_rng([seed, n])) for n in range(draws)]
    k, m = min(len(d.queries) for d in drawn), min(len(d.compact) for d in drawn)
    cut = []
    for number, one in enumerate(drawn):
        rng = np.random.default_rng([seed, draws + number])
        cut.append(Drawn(np.sort(rng.permutation(one.queries)[:k]), np.sort(rng.permutation(one.compact)[:m])))
    return cut


def measure_all(
    names: Sequence[str], vectors: Vectors, drawn: Sequence[Drawn], ground: Ground, device: str, job: Job = NULL_JOB
) -> list[dict[str, Measured]]:
    """Every embedder on every draw, with the same random pairs and the same resamples for all of them."""
    ends = np.union1d(ground.positive.left, ground.positive.right)
    measured: list[dict[str, Measured]] = []
    distance = {}
    for name in names:
        found = between(vectors(name, ends), ground.positive.left, ground.positive.right)
        distance[name] = found.astype(np.float64)
    for number, one in enumerate(drawn):
        here: dict[str, Measured] = {}
        for name in names:
            job.report(f"Draw {number + 1}, {name}", number, len(drawn))
            queries, compact = vectors(name, one.queries), vectors(name, one.compact)
            lists = hard_negatives(queries, compact, device=device, job=job)
            lists = {**lists, "random": _random(queries, compact, np.random.default_rng([ground.seed, number]))}
            here[name] = _measure(lists, distance[name], one.space, ground, number, job)
        _add_union(here, vectors, one, ground)
        measured.append(here)
    return measured


def _random(queries: Embeddings, compact: Embeddings, rng: Generator) -> NegativeList:
    """As many random pairs of query and compact image as hn2 has: the easy negatives most papers measure on."""
    count = ROW * len(queries.ids)
    row, column = rng.integers(len(queries.ids), size=count), rng.integers(len(compact.ids), size=count)
    difference = queries.vectors[row].astype(np.float64) - compact.vectors[column]
    distance = np.sqrt(np.einsum("ij,ij->i", difference, difference))
    order = np.lexsort((column, row, distance))
    return NegativeList(row[order], compact.ids[column[order]], distance[order], np.zeros(len(queries.ids)))


def _measure(
    lists: Mapping[str, NegativeList], positive: Floats, space: Space, ground: Ground, number: int, job: Job
) -> Measured:
    order = np.argsort(positive, kind="stable")
    positive, group = positive[order], ground.group[order]
    figures: dict[str, Any] = {"auc": {name: auc(found.distance, positive) for name, found in lists.items()}}
    for name in LISTS:
        job.report(f"Resampling {name}")
        figures[name] = _points(
            lists[name], positive, group, space, ground, np.random.default_rng([ground.seed, number])
        )
    exact = lists["hn2_global"]
    figures["hubs"] = exact.hubs()
    figures["held_out"] = {
        f"{rate:g}": found
        for rate in RATES
        if (found := held_out(exact, positive, space, rate, np.random.default_rng([ground.seed, number])))
    }
    return Measured(lists, positive, figures)


def _points(
    found: NegativeList, positive: Floats, group: IntArray, space: Space, ground: Ground, rng: Generator
) -> dict[str, dict[str, Any]]:
    """By rate: the point of this list with the spread of its resamples, or the reason why there is none."""
    rates = carried(space, found)
    allowed = np.array([space.allowed(rate) for rate in rates], np.int64)
    spread = resampled(found, positive, group, allowed, ground.resamples, rng) if len(allowed) else np.empty((0, 0))
    shown: dict[str, dict[str, Any]] = {}
    for rate in RATES:
        if rate not in rates:
            shown[f"{rate:g}"] = {"reason": lacking(space, found, rate)}
            continue
        there = point(found, positive, space.allowed(rate))
        assert there is not None
        fpr = there.false / space.pairs
        shown[f"{rate:g}"] = {
            "tpr": there.tpr,
            "resampled": spread[:, rates.index(rate)],
            "threshold": there.distance,
            "false": there.false,
            "fpr": fpr,
            "fpr_of_list": there.false / len(found),
            "saturated_rows": there.saturated,
            "lower_bound": bool(there.saturated),
            "false_alarms": fpr * ground.in_collection,
        }
    return shown


def _add_union(here: dict[str, Measured], vectors: Vectors, one: Drawn, ground: Ground) -> None:
    """AUC of every embedder on the union of all hn1 lists of this draw; nothing where there is only one embedder."""
    if len(here) < 2:
        return
    edges = {pair for m in here.values() for pair in zip(m.lists["hn1"].query.tolist(), m.lists["hn1"].other.tolist(),
                                                         strict=True)}  # fmt: skip
    table = np.array(sorted(edges), np.int64)
    left, right = one.queries[table[:, 0]], table[:, 1]
    for name, measured in here.items():
        found = np.sort(between(vectors(name, np.union1d(left, right)), left, right).astype(np.float64))
        measured.figures["union"] = {"pairs": len(found), "auc": auc(found, measured.positive)}


def positives_of(project: Project, known: Positives, ids: IntArray, seed: int) -> PositivePairs:
    """The known positive pairs of the project; UserError when there are none."""
    found = known.pairs(ids, np.random.default_rng(seed))
    if not len(found.left):
        raise UserError(
            "{project} has no known positive pair under the {cut} cut; grade pairs, or import labels or groups",
            project=project.name,
            cut=known.cut.value,
        )
    return found
