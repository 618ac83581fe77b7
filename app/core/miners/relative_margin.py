"""relative_margin: negatives less similar than a share of the known match, as NV-Retriever mines them.

Moreira et al. 2024, "NV-Retriever": a negative n of q is kept when s(q, n) <= s(q, p) (1 - margin), s the cosine and
p a known positive. With several positives each allows its own, so the closest one decides. What is closer than that
is more likely a missed match than a negative; `hn1` shows those to a person.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import BoolArray, Candidates, FloatArray, IntArray


def mine(data: MiningInput, margin: float, k: int) -> Candidates:
    """Of every image with a known match the `k` nearest whose cosine is at most (1 - `margin`) of that match's."""
    closest = closest_match(data)
    positive = cosine(closest)

    def less_similar(anchor: IntArray, _other: IntArray, distance: FloatArray) -> BoolArray:
        limit = positive[np.searchsorted(data.ids, anchor)] * (1 - margin)
        return np.asarray(cosine(distance) <= limit)

    anchors = data.ids[np.isfinite(closest)]
    if not len(anchors):
        data.job.warn("relative_margin compares with known matches and none is known yet: grade pairs or import groups")
    rows = unmatched(data, k, anchors=anchors, rule=less_similar)

    def whys(row: IntArray, _back: IntArray) -> Whys:
        match = positive[np.searchsorted(data.ids, rows.anchor[row])]
        percent = f"{100 * (1 - margin):g}"
        return Whys.of("relative_margin", place=rows.place[row], percent=percent, positive=match, rank=rows.rank[row])

    return candidates(data, rows, "relative_margin", whys)


def cosine(distance: FloatArray) -> NDArray[np.float64]:
    """The cosine of unit vectors at these distances."""
    return 1 - distance.astype(np.float64) ** 2 / 2


def closest_match(data: MiningInput) -> FloatArray:
    """By row of `data.ids` the distance to the closest image that is known to match it; infinite where none is."""
    closest = np.full(len(data.ids), np.inf, np.float32)
    for members in data.known.families(data.ids):
        if len(members) > 1:
            rows = np.searchsorted(data.ids, members)
            closest[rows] = np.minimum(closest[rows], data.among(members, 1).distances[:, 0])
    return closest
