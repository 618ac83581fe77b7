"""hash_and_embedding: two descriptors that have nothing in common agree that it is one picture."""

from __future__ import annotations

import numpy as np

from app.core.grading.proposed import Proposal, RuleInput, limit_of
from app.core.mining.why import Whys
from app.core.records import Grade


def propose(data: RuleInput, bits: int, distance: float) -> Proposal:
    """ND for candidates with hashes at most `bits` apart and closer than `distance` (0: a quarter of b1)."""
    situation = data.situation
    limit = limit_of(situation, distance)
    rows = np.flatnonzero((situation.bits <= bits) & (situation.candidates.distance < limit))
    whys = Whys.of("rule_hash", bits=situation.bits[rows], radius=bits, limit=f"{limit:.3f}")
    return Proposal(Grade.ND, rows, whys)
