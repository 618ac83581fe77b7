"""open_triples: A and B are graded ND, B and C are graded ND, and nobody has seen A beside C."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates
from app.core.mining.why import Whys
from app.core.records import Candidates

MOST = 200  # partners of one image that are combined: beyond, one image would bring tens of thousands of pairs


def mine(data: MiningInput) -> Candidates:
    """The open third sides of triples; a slip in one of the two grades shows there."""
    partners: defaultdict[int, list[int]] = defaultdict(list)
    for left, right in data.known.nd.tolist():
        partners[left].append(right)
        partners[right].append(left)
    data.left_out["partners"] += sum(max(0, len(some) - MOST) for some in partners.values())
    ends: Counter[tuple[int, int]] = Counter()
    for some in partners.values():
        ends.update(combinations(sorted(some)[:MOST], 2))
    table = np.array([(*pair, through) for pair, through in sorted(ends.items())], np.int64).reshape(-1, 3)
    table = table[np.isin(table[:, :2], data.ids).all(axis=1)]
    proposals = Proposals.of_pairs(data, table[:, 0], table[:, 1])
    return candidates(
        data, proposals, "open_triples", lambda row, _back: Whys.of("open_triples", through=table[row, 2])
    )
