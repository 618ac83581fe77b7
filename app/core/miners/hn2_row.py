"""hn2 by row: every image with the k nearest ones it is not known to match.

As negatives these are easier than hn1, not harder: within a row the next one is never closer than the one before.
"""

from __future__ import annotations

from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import Candidates


def mine(data: MiningInput, k: int) -> Candidates:
    """At most `k` pairs per image."""
    rows = unmatched(data, k)
    return candidates(
        data, rows, "hn2_row", lambda row, _back: Whys.of("hn2_row", place=rows.place[row], k=k, rank=rows.rank[row])
    )
