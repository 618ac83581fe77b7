"""hn1: every image with the single nearest one it is not known to match (Morra and Lamberti 2019)."""

from __future__ import annotations

from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import Candidates


def mine(data: MiningInput) -> Candidates:
    """One pair per image at most: two images that choose each other are one pair."""
    rows = unmatched(data, 1)
    return candidates(data, rows, "hn1", lambda row, _back: Whys.of("hn1", rank=rows.rank[row]))
