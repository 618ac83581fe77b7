"""mutual: pairs in which each image is among the k nearest of the other, so that hubs lose their one-sided pairs."""

from __future__ import annotations

import numpy as np

from app.core.miners.knn import nearest
from app.core.mining.candidates import chosen
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import candidates
from app.core.mining.why import Whys
from app.core.records import Candidates, IntArray


def mine(data: MiningInput, k: int) -> Candidates:
    """The reciprocal pairs of the `k` nearest neighbours."""
    rows = nearest(data, k)
    both: list[IntArray] = []

    def whys(row: IntArray, back: IntArray) -> Whys:
        both.append(np.flatnonzero(back > 0))
        return Whys.of("mutual", rank=rows.rank[row], back=back, k=k)

    found = candidates(data, rows, "mutual", whys)
    return chosen(found, both[0])
