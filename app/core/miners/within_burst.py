"""within_burst: pictures taken within seconds of each other, by the times their files state."""

from __future__ import annotations

import numpy as np

from app.core.mining.bursts import close_in_time
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates
from app.core.mining.why import Whys
from app.core.records import Candidates, IntArray


def mine(data: MiningInput, seconds: float, k: int) -> Candidates:
    """Of every image the next `k` taken at most `seconds` later, by the same camera where both state one."""
    taken = data.facts().taken
    first, second, number = close_in_time(data.facts(), seconds, k)
    proposals = Proposals.of_pairs(data, data.ids[first], data.ids[second])

    def whys(row: IntArray, _back: IntArray) -> Whys:
        apart = np.rint(1000 * (taken[second[row]] - taken[first[row]])).astype(np.int64)
        return Whys.of("within_burst", milliseconds=apart, place=number[row], k=k)

    return candidates(data, proposals, "within_burst", whys)
