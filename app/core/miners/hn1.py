"""hn1: every image with the single nearest one it is not known to match (Morra and Lamberti 2019)."""

from __future__ import annotations

from app.core.mining_input import MiningInput
from app.core.proposals import candidates, unmatched
from app.core.records import Candidates
from app.core.why import Whys


def mine(data: MiningInput) -> Candidates:
    """One pair per image at most: two images that choose each other are one pair."""
    rows = unmatched(data, 1)
    return candidates(data, rows, "hn1", lambda row, _back: Whys.of("hn1", rank=rows.rank[row]))
