"""far_apart: candidates that the embedding puts far beyond the boundary between near-ND and NND."""

from __future__ import annotations

import numpy as np

from app.core.grading.proposed import Proposal, RuleInput
from app.core.mining.why import Whys
from app.core.records import Grade


def propose(data: RuleInput, beyond: float) -> Proposal:
    """NND for candidates farther than b2 + `beyond`."""
    limit = data.situation.boundaries.b2 + beyond
    rows = np.flatnonzero(data.situation.candidates.distance > limit)
    return Proposal(Grade.NND, rows, Whys.of("rule_far", limit=np.full(len(rows), limit)))
