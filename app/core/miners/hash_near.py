"""hash_near: pairs whose perceptual hashes differ in few bits, whatever the embedding says of them."""

from __future__ import annotations

import numpy as np

from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates
from app.core.mining.why import Whys
from app.core.records import Candidates
from app.core.searching.hash_index import hash_pairs


def mine(data: MiningInput, radius: int) -> Candidates:
    """All pairs at most `radius` bits apart; flat hashes tell nothing and are counted instead."""
    facts = data.facts()
    rows = np.flatnonzero(facts.hashed)
    near = hash_pairs(facts.phash[rows], radius, data.job)
    data.left_out.update({name: count for name, count in near.left_out.items() if count})
    proposals = Proposals.of_pairs(data, data.ids[rows[near.left]], data.ids[rows[near.right]])
    return candidates(
        data, proposals, "hash_near", lambda row, _back: Whys.of("hash_near", bits=near.bits[row], radius=radius)
    )
