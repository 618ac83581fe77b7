"""across_folders: every image with the nearest ones that lie in another folder."""

from __future__ import annotations

import numpy as np

from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import BoolArray, Candidates, FloatArray, IntArray


def mine(data: MiningInput, k: int) -> Candidates:
    """Of every image the `k` nearest open, unmatched ones of other folders; none where all are in one."""
    folder = data.facts().folder

    def elsewhere(anchor: IntArray, other: IntArray, _distance: FloatArray) -> BoolArray:
        apart: BoolArray = folder[np.searchsorted(data.ids, anchor)] != folder[np.searchsorted(data.ids, other)]
        return apart

    several = len(np.unique(folder)) > 1
    rows = unmatched(data, k, anchors=data.ids if several else data.ids[:0], rule=elsewhere)
    return candidates(
        data,
        rows,
        "across_folders",
        lambda row, _back: Whys.of("across_folders", place=rows.place[row], k=k, rank=rows.rank[row]),
    )
