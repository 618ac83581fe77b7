"""hn2 by row: every image with the k nearest ones it is not known to match.

As negatives these are easier than hn1, not harder: within a row the next one is never closer than the one before.
"""

from __future__ import annotations

from app.core.mining import MiningInput, candidates, unmatched
from app.core.records import Candidates
from app.core.why import Whys


def mine(data: MiningInput, k: int) -> Candidates:
    """At most `k` pairs per image."""
    return candidates(
        data,
        unmatched(data, k),
        "hn2_row",
        lambda rank, place, _back: Whys.of("hn2_row", place=place, k=k, rank=rank),
    )
