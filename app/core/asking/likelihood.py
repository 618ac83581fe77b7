"""How likely an open pair is ND or near-ND, judged by the answers so far.

A logistic regression over what can be said of a pair without looking at it: its distance as such and against the
distances around its two images, ranks, bits between the hashes, neighbours in common, what was answered about the
images themselves (a picture that was asked about in vain is left alone, two matches of one picture probably match),
and where in the collection the pair lies, since some kinds of picture have more near-duplicates than others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.asking import logistic
from app.core.asking.situation import NO_GRADE, Situation, bits_between, measured
from app.core.mining.known import keys
from app.core.records import Embeddings, IntArray

Table = NDArray[np.float64]
NEAREST = 10  # edges of an image that describe its surroundings
PLACES = 16  # principal directions that say where a pair lies
FEWEST = 10  # answers before there is anything to fit
MOST_ANSWERS = 20_000  # learned from: of more, every second or third one says the same
SAMPLE = 4096  # images the principal directions are taken from


@dataclass(frozen=True)
class Edges:
    """Pairs as edges between images: `left`, `right` are places in `images` (ids, ascending); `rank` an answer's.

    `answered` (n,) says which were asked; of those a rank of NO_GRADE is an answer without a grade.
    """

    images: IntArray
    left: IntArray
    right: IntArray
    distance: Table
    bits: IntArray
    answered: NDArray[np.bool_]
    rank: IntArray


def likely(situation: Situation, rows: IntArray) -> Table | None:
    """The chance that each of these candidates is ND or near-ND; None while there is too little to learn from."""
    graded = situation.graded
    usable = ~graded.disputed
    positive = graded.rank[usable] > 0
    if len(positive) < FEWEST or positive.all() or not positive.any():
        return None
    edges = _edges(situation, rows)
    features = np.column_stack(
        (_around(edges), _answers(edges, situation), _midpoints(edges, situation.embeddings))
    )
    features = (features - features.mean(0)) / np.where(features.std(0) > 1e-9, features.std(0), 1.0)
    learned = np.flatnonzero(edges.answered)
    weights = logistic.fit(features[learned], edges.rank[learned] > 0)
    return logistic.chance(features[: len(rows)], weights)


def _edges(situation: Situation, rows: IntArray) -> Edges:
    """The candidates in question, the answered pairs, and what else was mined, which makes ranks and surroundings."""
    found, closed, graded = situation.candidates, situation.closed, situation.graded
    use = np.flatnonzero(~graded.disputed)
    distance = measured(situation.embeddings, graded.left[use], graded.right[use])
    kept = np.flatnonzero(np.isfinite(distance))
    kept = kept[:: 1 + len(kept) // MOST_ANSWERS]
    use, distance = use[kept], distance[kept]
    answered = keys(graded.left[use], graded.right[use])
    also = np.flatnonzero(~np.isin(keys(closed.left, closed.right), answered))
    left = np.concatenate((found.left[rows], graded.left[use], closed.left[also]))
    right = np.concatenate((found.right[rows], graded.right[use], closed.right[also]))
    images = np.union1d(left, right)
    mark = np.zeros(len(left), np.bool_)
    mark[len(rows) : len(rows) + len(use)] = True
    rank = np.full(len(left), NO_GRADE, np.int64)
    rank[mark] = graded.rank[use]
    return Edges(
        images,
        np.searchsorted(images, left),
        np.searchsorted(images, right),
        np.concatenate((found.distance[rows], distance, closed.distance[also])).astype(np.float64),
        bits_between(*situation.hashes(), left, right),
        mark,
        rank,
    )


def _around(edges: Edges) -> Table:
    """Distance, also against the surroundings of the images; ranks from both ends; hash bits; common neighbours."""
    count = len(edges.left)
    ends = np.concatenate((edges.left, edges.right))
    others = np.concatenate((edges.right, edges.left))
    distance = np.concatenate((edges.distance, edges.distance))
    order = np.lexsort((distance, ends))
    start = np.searchsorted(ends[order], np.arange(len(edges.images)))
    rank = np.empty(2 * count, np.int64)
    rank[order] = np.arange(2 * count) - start[ends[order]]
    near = np.full((len(edges.images), NEAREST), -1, np.int64)
    reach = np.zeros(len(edges.images))
    first = rank < NEAREST
    near[ends[first], rank[first]] = others[first]
    np.maximum.at(reach, ends[first], distance[first])
    closest = np.full(len(edges.images), np.inf)
    np.minimum.at(closest, ends, distance)
    one, other, d = edges.left, edges.right, edges.distance
    ranks = np.log1p(np.stack((rank[:count], rank[count:])))
    return np.column_stack((
        d, np.minimum(d / np.maximum(np.sqrt(reach[one] * reach[other]), 1e-9), 10.0),
        d - np.minimum(closest[one], closest[other]), d - np.maximum(closest[one], closest[other]),
        ranks.min(0), ranks.max(0), edges.bits / 32, np.minimum(edges.bits, 12) / 12,
        *(_in_common(near[one, :k], near[other, :k]) for k in (3, 5, NEAREST)),
    ))  # fmt: skip


def _in_common(one: IntArray, other: IntArray) -> IntArray:
    """How many images each row of `one` shares with the same row of `other`; -1 pads."""
    shared = np.zeros(len(one), np.int64)
    for column in range(one.shape[1]):
        place = one[:, column, None]
        shared += ((other == place) & (place >= 0)).any(1)
    return shared


def _answers(edges: Edges, situation: Situation) -> Table:
    """What the other answers about the two images say: matches in common, one's match that is none of the other's,
    how many matches and misses each has, and misses that are closer than this pair."""
    asked = np.flatnonzero(edges.answered)
    missed = asked[edges.rank[asked] <= 0]
    matches = _matches(edges, situation)
    misses = _sets((edges.left[missed], edges.right[missed]))
    none: set[int] = set()
    pairs = list(zip(edges.left.tolist(), edges.right.tolist(), strict=True))
    found = np.array([
        (len(matches.get(a, none) & matches.get(b, none)),
         len(matches.get(a, none) & misses.get(b, none)) + len(misses.get(a, none) & matches.get(b, none)),
         len(matches.get(a, none) - {b}), len(matches.get(b, none) - {a}),
         len(misses.get(a, none) - {b}), len(misses.get(b, none) - {a}))
        for a, b in pairs
    ], np.float64).reshape(-1, 6)  # fmt: skip
    closer = _closer(edges, missed)
    return np.column_stack((
        np.minimum(found[:, :2], 3), found[:, :2] > 0,
        np.log1p(found[:, 2]) + np.log1p(found[:, 3]), np.log1p(found[:, 4]) + np.log1p(found[:, 5]),
        np.minimum(closer, 5).sum(0), (closer > 0).sum(0),
    ))  # fmt: skip


def _matches(edges: Edges, situation: Situation) -> Mapping[int, set[int]]:
    """By image the images it is known to match: its ND group, and the groups it is near-ND with."""
    implied = situation.implied
    members: dict[int, set[int]] = defaultdict(set)
    for place, root in enumerate(implied.same.root(edges.images).tolist()):
        members[root].add(place)
    near = implied.links[implied.ranks == 1]
    linked = _sets((near >> 32, near & 0xFFFFFFFF))
    found: dict[int, set[int]] = {}
    for root, own in members.items():
        around = set[int]().union(own, *(members.get(other, ()) for other in linked.get(root, ())))
        if len(around) > 1:
            found |= {place: around - {place} for place in own}
    return found


def _sets(ends: tuple[IntArray, IntArray]) -> dict[int, set[int]]:
    table: dict[int, set[int]] = defaultdict(set)
    pairs: Iterable[tuple[int, int]] = zip(ends[0].tolist(), ends[1].tolist(), strict=True)
    for one, other in pairs:
        table[one].add(other)
        table[other].add(one)
    return table


def _closer(edges: Edges, missed: IntArray) -> Table:
    """Of each end (2, n), how many misses of that image are closer than this pair."""
    ends = np.concatenate((edges.left[missed], edges.right[missed])).astype(np.float64)
    # One ascending number for image and distance: a distance is at most 2.
    placed = np.sort(4 * ends + np.concatenate((edges.distance[missed], edges.distance[missed])))
    return np.stack([
        np.searchsorted(placed, 4.0 * end + edges.distance) - np.searchsorted(placed, 4.0 * end - 1)
        for end in (edges.left, edges.right)
    ]).astype(np.float64)  # fmt: skip


def _midpoints(edges: Edges, found: Embeddings) -> Table:
    """Where each pair lies: its two vectors' mean along the principal directions of the collection."""
    sample = found.vectors[:: max(1, len(found.ids) // SAMPLE)].astype(np.float64)
    mean = sample.mean(0)
    _, directions = np.linalg.eigh((sample - mean).T @ (sample - mean))
    there = np.isin(edges.images, found.ids)
    places = np.zeros((len(edges.images), min(PLACES, directions.shape[1])))
    rows = np.searchsorted(found.ids, edges.images[there])
    places[there] = (found.vectors[rows] - mean) @ directions[:, : -PLACES - 1 : -1]
    return np.asarray((places[edges.left] + places[edges.right]) / 2)
