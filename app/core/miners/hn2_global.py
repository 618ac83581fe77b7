"""hn2 over all rows: the n closest pairs that are not known to match, wherever they are.

These are the hardest negatives there are, and a few images that are near to everything supply most of them: look at
the hubs in the report before trusting their variety.
"""

from __future__ import annotations

import numpy as np

from app.core.mining.candidates import chosen, rounded
from app.core.mining.known import keys
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates, unmatched
from app.core.mining.why import Whys
from app.core.records import Candidates

FIRST_WIDTH = 8


def mine(data: MiningInput, n: int) -> Candidates:
    """The `n` closest open pairs of all (0: five per image).

    Rows are widened only where their last open neighbour is still as close as the n-th pair: everything beyond the
    end of the other rows is farther, so nothing closer is missed.
    """
    n = n or 5 * len(data.ids)
    found, waiting, width = [Proposals.joined([])], data.ids, FIRST_WIDTH
    while len(waiting):
        rows = unmatched(data, width, anchors=waiting)
        found = [*(part.take(~np.isin(part.anchor, waiting)) for part in found), rows]
        reach = _nth(found, n)
        last = rows.take(rows.place == width)  # shorter rows have come to the end of the collection
        waiting = np.sort(last.anchor[rounded(last.distance) <= reach])
        width *= 2
    proposals = Proposals.joined(found)
    pairs = candidates(
        data, proposals, "hn2_global", lambda row, _back: Whys.of("hn2_global", n=n, rank=proposals.rank[row])
    )
    return chosen(pairs, np.arange(min(n, len(pairs))))


def _nth(found: list[Proposals], n: int) -> float:
    """The distance of the n-th closest of the different pairs found; infinite where there are fewer."""
    rows = Proposals.joined(found)
    _, first = np.unique(keys(rows.anchor, rows.other), return_index=True)
    if len(first) < n:
        return float("inf")
    return float(np.partition(rounded(rows.distance[first]), n - 1)[n - 1])
