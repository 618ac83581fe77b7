"""rank_window: of every image some of those in a window of ranks, past the nearest that may be missed matches."""

from __future__ import annotations

import numpy as np

from app.core.mining.chance import chances
from app.core.mining.known import keys
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import Candidates


def mine(data: MiningInput, first: int, last: int, k: int, pick: str) -> Candidates:
    """Of the open, unmatched neighbours number `first` to `last` of every image `k`: the nearest, or random ones."""
    rows = unmatched(data, max(first, last))
    rows = rows.take(rows.place >= first)
    rows = _drawn(rows, k, data.seed) if pick == "random" else rows.take(rows.place < first + k)
    return candidates(
        data,
        rows,
        "rank_window",
        lambda row, _back: Whys.of("rank_window", place=rows.place[row], first=first, last=last, rank=rows.rank[row]),
    )


def _drawn(rows: Proposals, k: int, seed: int) -> Proposals:
    """`k` rows of every anchor by chance: the same whatever order the rows are in."""
    order = np.lexsort((chances(keys(rows.anchor, rows.other), seed), rows.anchor))
    anchor = rows.anchor[order]
    return rows.take(np.sort(order[np.arange(len(order)) - np.searchsorted(anchor, anchor) < k]))
