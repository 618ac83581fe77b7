"""knn: every image with its k nearest, each pair once, closest first."""

from __future__ import annotations

import numpy as np

from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates
from app.core.mining.why import Whys
from app.core.records import Candidates


def mine(data: MiningInput, k: int) -> Candidates:
    """The pairs of every image with its `k` nearest, without settled ones (which still count as neighbours)."""
    rows = nearest(data, k)
    return candidates(data, rows, "knn", lambda row, back: Whys.of("knn", rank=rows.rank[row], back=back, k=k))


def nearest(data: MiningInput, k: int) -> Proposals:
    """Every image with its `k` nearest, whatever is known of them."""
    rows = data.neighbours(k, data.ids)
    places = np.broadcast_to(np.arange(1, rows.others.shape[1] + 1), rows.others.shape)
    return Proposals.of_rows(rows, rows.others >= 0, places)
