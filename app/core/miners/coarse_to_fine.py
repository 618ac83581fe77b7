"""coarse_to_fine: the global vector proposes, local features choose (after Zhou et al. 2020, Mathematics 8).

Of every image the `top` nearest by embedding are compared part by part, and the `k` that fit best are proposed:
first those whose keypoints agree on one projection, by how many agree, then the others by the likeness of their
regions. What the first stage misses the second cannot find; the run's report says how often that is so where
matches are known.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.mining.known import keys
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import Candidates, IntArray
from app.core.verifying.local_features import LocalStore, folder_of
from app.core.verifying.verify import region_similarity, verify

WARM = 200  # pairs between two reports


def mine(data: MiningInput, top: int, k: int, pairs: int) -> Candidates:
    """Of every image the `k` of its `top` nearest open ones that fit best; at most the closest `pairs` are compared."""
    _count_missed(data, top)
    rows = unmatched(data, top)
    key, first = np.unique(keys(rows.anchor, rows.other), return_index=True)
    closest = first[np.lexsort((key, rows.distance[first]))]
    if len(closest) > pairs:
        data.left_out["beyond_the_closest"] += len(closest) - pairs
    chosen = np.sort(keys(rows.anchor, rows.other)[closest[:pairs]])
    inliers, percent = _compared(data, chosen)
    rows = rows.take(np.isin(keys(rows.anchor, rows.other), chosen))
    pair = np.searchsorted(chosen, keys(rows.anchor, rows.other))
    best = _best(rows.anchor, inliers[pair], percent[pair], rows.rank, k)
    rows, pair = rows.take(best), pair[best]
    return candidates(
        data,
        rows,
        "coarse_to_fine",
        lambda row, _back: Whys.of(
            "coarse_to_fine", rank=rows.rank[row], top=top, inliers=inliers[pair[row]], percent=percent[pair[row]]
        ),
    )


def _compared(data: MiningInput, chosen: IntArray) -> tuple[IntArray, IntArray]:
    """Of every pair (by key) its inliers, 0 where no projection holds, and its region likeness in percent, 0 to 100."""
    left, right = chosen >> 32, chosen & 0xFFFFFFFF
    ids = np.union1d(left, right)
    store = LocalStore(None if data.folder is None else folder_of(data.folder), data.images(ids))
    _, unread = store.compute(ids.tolist(), job=data.job)
    if unread:
        data.left_out["images_without_local_features"] += unread
    inliers, percent = np.zeros(len(chosen), np.int64), np.zeros(len(chosen), np.int64)
    for number, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if number % WARM == 0:
            data.job.report("Comparing parts of pictures", number, len(chosen))
        if store.has(one) and store.has(other):
            ours, theirs = store.of(one), store.of(other)
            inliers[number] = verify(ours, theirs).inliers
            percent[number] = round(100 * max(0.0, region_similarity(ours, theirs)))
    return inliers, percent


def _best(anchor: IntArray, inliers: IntArray, percent: IntArray, rank: IntArray, k: int) -> NDArray[np.int64]:
    """The rows of the `k` best of each anchor: most inliers, then most alike, then nearest."""
    order = np.lexsort((rank, -percent, -inliers, anchor))
    ordered = anchor[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))[: len(order)]
    place = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    return np.sort(order[place < k])


def _count_missed(data: MiningInput, top: int) -> None:
    """Tell how many pairs known to match there are, and how many of them the first stage would not have found.

    A pair counts as found when either image is among the `top` nearest of the other.
    """
    left, right = data.known.judged >> 32, data.known.judged & 0xFFFFFFFF
    there = data.known.matches(left, right) & np.isin(left, data.ids) & np.isin(right, data.ids)
    left, right = left[there], right[there]
    ends = np.union1d(left, right)
    if not len(ends):
        return
    rows = data.neighbours(top, ends)
    found = [(rows.others[np.searchsorted(ends, one)] == other[:, None]).any(axis=1)
             for one, other in ((left, right), (right, left))]  # fmt: skip
    data.left_out["known_matches"] += len(left)
    data.left_out["known_matches_missed_by_the_first_stage"] += int((~(found[0] | found[1])).sum())
