"""distance_band: of every image the nearest ones in a band of distances."""

from __future__ import annotations

from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import Candidates


def mine(data: MiningInput, low: float, high: float, k: int) -> Candidates:
    """Of every image the `k` nearest open, unmatched ones at a distance from `low` to `high`."""
    rows = unmatched(data, k, rule=lambda _anchor, _other, distance: distance >= low, reach=high)
    return candidates(
        data,
        rows,
        "distance_band",
        lambda row, _back: Whys.of(
            "distance_band", place=rows.place[row], low=f"{low:g}", high=f"{high:g}", rank=rows.rank[row]
        ),
    )
