"""coarse_to_fine: the global vector proposes, local features choose (after Zhou et al. 2020, Mathematics 8).

Of every image the `top` nearest by embedding are compared part by part. Proposed are those whose keypoints agree on one
projection, and those without such points (small, smooth or blurred pictures) whose regions are alike; of each image
the `k` that fit best. Look-alike products, with the same print in the same place, pass this test too. What the first
stage misses the second cannot find; the run's report says how often that is so where matches are known.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.mining.known import keys
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import Candidates, IntArray
from app.core.verifying.fine_stage import compare


def mine(data: MiningInput, top: int, k: int, pairs: int, alike: int) -> Candidates:
    """Of every image the `k` best of its `top` nearest open ones that fit; at most the closest `pairs` are compared."""
    _count_missed(data, top)
    rows = unmatched(data, top)
    key, first = np.unique(keys(rows.anchor, rows.other), return_index=True)
    closest = first[np.lexsort((key, rows.distance[first]))]
    if len(closest) > pairs:
        data.left_out["beyond_the_closest"] += len(closest) - pairs
    chosen = np.sort(keys(rows.anchor, rows.other)[closest[:pairs]])
    left, right = chosen >> 32, chosen & 0xFFFFFFFF
    fine = compare(data.folder, data.images(np.union1d(left, right)), left, right, data.job)
    fits = (fine.inliers > 0) | (fine.percent >= alike)
    data.left_out["images_without_local_features"] += fine.unread
    data.left_out["do_not_fit"] += int((~fits).sum())
    rows = rows.take(np.isin(keys(rows.anchor, rows.other), chosen[fits]))
    pair = np.searchsorted(chosen, keys(rows.anchor, rows.other))
    inliers, percent = fine.inliers[pair], fine.percent[pair]
    best = _best(rows.anchor, inliers, percent, rows.rank, k)
    rows, inliers, percent = rows.take(best), inliers[best], percent[best]
    return candidates(
        data,
        rows,
        "coarse_to_fine",
        lambda row, _back: Whys.of(
            "coarse_to_fine", rank=rows.rank[row], top=top, inliers=inliers[row], percent=percent[row]
        ),
    )


def _best(anchor: IntArray, inliers: IntArray, percent: IntArray, rank: IntArray, k: int) -> NDArray[np.int64]:
    """The rows of the `k` best of each anchor: most inliers, then most alike, then nearest."""
    order = np.lexsort((rank, -percent, -inliers, anchor))
    ordered = anchor[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))[: len(order)]
    place = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    return np.sort(order[place < k])


def _count_missed(data: MiningInput, top: int) -> None:
    """Tell how many pairs are graded as matches, and how many of them the first stage would not have found.

    A pair counts as found when either image comes, among the neighbours of the other, before `top` open ones have
    gone by: pairs that are left out take nobody's place, here as in the first stage.
    """
    left, right = data.known.judged >> 32, data.known.judged & 0xFFFFFFFF
    there = data.known.matches(left, right) & np.isin(left, data.ids) & np.isin(right, data.ids)
    left, right = left[there], right[there]
    if not len(left):
        return
    found = np.isin(keys(left, right), _in_reach(data, np.union1d(left, right), top))
    data.left_out["known_matches"] += len(left)
    data.left_out["known_matches_missed_by_the_first_stage"] += int((~found).sum())


def _in_reach(data: MiningInput, anchors: IntArray, top: int) -> IntArray:
    """Keys of the pairs of each anchor with its neighbours, up to its `top`-th open one."""
    found, waiting, width, end = [np.empty(0, np.int64)], anchors, 2 * top + 8, len(data.ids) - 1
    while len(waiting):
        rows = data.neighbours(min(width, end), waiting)
        anchor = np.broadcast_to(rows.ids[:, None], rows.others.shape)
        there = rows.others >= 0
        free = there.copy()
        free[there] = ~data.closed(anchor[there], rows.others[there])
        before: IntArray = np.cumsum(free, axis=1) - free
        done = (free.sum(axis=1) >= top) | (width >= end)
        reached = there & (before < top) & done[:, None]
        found.append(keys(anchor[reached], rows.others[reached]))
        waiting, width = rows.ids[~done], 2 * width
    return np.concatenate(found)
