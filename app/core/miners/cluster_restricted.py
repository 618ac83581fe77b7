"""cluster_restricted: pairs inside one cell of the embedding space, found by k-means.

The idea of Sanakoyeu et al. 2019, "Divide and Conquer the Embedding Space", as a miner: what shares a cell is hard
without being the hardest, so training pairs gain variety.
"""

from __future__ import annotations

import numpy as np

from app.core.mining.chance import chances
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates
from app.core.mining.why import Whys
from app.core.records import Candidates, Embeddings, FloatArray, IntArray

STEPS = 20
SAMPLE = 256  # images per cell that the centres are computed from
IMAGES_PER_CELL = 500
_ROWS = 8192


def mine(data: MiningInput, cells: int, k: int, pick: str) -> Candidates:
    """Of every image `k` others of its cell that are open and unmatched: random ones, or the nearest."""
    count = cells or max(2, round(len(data.ids) / IMAGES_PER_CELL))
    cell = cells_of(data.embeddings, count, data)
    found = [Proposals.joined([])]
    for number in data.job.track(range(count), count, "Looking inside cells"):
        members = data.ids[cell == number]
        found.append(_nearest(data, members, k) if pick == "nearest" else _random(data, members, k))
    rows = Proposals.joined(found)
    return candidates(
        data,
        rows,
        "cluster_restricted",
        lambda row, _back: Whys.of(
            "cluster_restricted",
            place=rows.place[row], k=k, cell=cell[np.searchsorted(data.ids, rows.anchor[row])] + 1, cells=count,
        ),
    )  # fmt: skip


def _nearest(data: MiningInput, members: IntArray, k: int) -> Proposals:
    rows = data.among(members, min(2 * k + 8, max(1, len(members) - 1)))
    anchors = np.broadcast_to(rows.ids[:, None], rows.others.shape)
    free = rows.others >= 0
    free[free] = ~data.closed(anchors[free], rows.others[free])
    places = np.cumsum(free, axis=1, dtype=np.int64)
    return Proposals.of_rows(rows, free & (places <= k), places)


def _random(data: MiningInput, members: IntArray, k: int) -> Proposals:
    """Of every member up to `k` of the next ones around a shuffled circle, which is as good as drawing them."""
    shuffled = members[np.argsort(chances(members, data.seed), kind="stable")]
    reach = min(k, (len(members) - 1) // 2 or len(members) - 1)
    steps = np.arange(1, max(0, reach) + 1)
    place = np.broadcast_to(steps, (len(members), len(steps)))
    other = shuffled[(np.arange(len(members))[:, None] + place) % max(1, len(members))]
    anchor = np.broadcast_to(shuffled[:, None], other.shape)
    free = ~data.closed(anchor, other)
    pairs = Proposals.of_pairs(data, anchor[free], other[free])
    return Proposals(pairs.anchor, pairs.other, pairs.distance, pairs.rank, place[free], pairs.view)


def cells_of(embeddings: Embeddings, count: int, data: MiningInput) -> IntArray:
    """The cell (0 .. count - 1) of every row: Lloyd's k-means from random centres on a sample."""
    rng = data.rng()
    total = len(embeddings.ids)
    if not total:
        return np.empty(0, np.int64)
    some = np.sort(rng.choice(total, min(total, SAMPLE * count), replace=False))
    sample = np.asarray(embeddings.vectors[some], np.float32)
    centres = sample[rng.choice(len(sample), min(count, len(sample)), replace=False)]
    label = np.full(len(sample), -1, np.int64)
    for _ in data.job.track(range(STEPS), STEPS, "Dividing into cells"):
        now = _closest(sample, centres)
        if np.array_equal(now, label):
            break
        label = now
        for cell in range(len(centres)):
            if (members := label == cell).any():  # an empty cell keeps its centre
                centres[cell] = sample[members].mean(axis=0)
    parts = [_closest(embeddings.vectors[n : n + _ROWS], centres) for n in range(0, total, _ROWS)]
    return np.concatenate([np.empty(0, np.int64), *parts])


def _closest(vectors: FloatArray, centres: FloatArray) -> IntArray:
    squares = (centres.astype(np.float64) ** 2).sum(axis=1) / 2
    return np.asarray(np.argmax(np.asarray(vectors, np.float32) @ centres.T - squares, axis=1))
