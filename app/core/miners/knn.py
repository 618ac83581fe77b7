"""knn: every image with its k nearest, each pair once, closest first."""

from __future__ import annotations

import numpy as np

from app.core.mining import MiningInput, Proposals, candidates
from app.core.records import Candidates
from app.core.why import Whys


def mine(data: MiningInput, k: int) -> Candidates:
    """The pairs of every image with its `k` nearest, without settled ones (which still count as neighbours)."""
    found = data.neighbours(k, data.ids)
    row, column = np.nonzero(found.others >= 0)
    proposals = Proposals(
        found.ids[row], found.others[row, column], found.distances[row, column], column + 1, column + 1
    )
    return candidates(
        data, proposals, "knn", lambda rank, _place, back: Whys.of("knn", rank=rank, back=back, k=k)
    )
