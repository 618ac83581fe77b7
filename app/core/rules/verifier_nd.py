"""verifier_nd: candidates that the newest verifier, judging by all features of a pair, is sure to be ND."""

from __future__ import annotations

from app.core.grading.proposed import Proposal, RuleInput, sure_of
from app.core.records import Grade


def propose(data: RuleInput, sure: float) -> Proposal:
    """ND for candidates that have it with a chance of at least `sure`; none before a verifier was fitted."""
    return sure_of(data, Grade.ND, sure)
