"""turned_copy: a picture that was found mirrored or turned, and whose hash says so too."""

from __future__ import annotations

import numpy as np

from app.core.grading.proposed import Proposal, RuleInput, limit_of
from app.core.mining.why import Whys
from app.core.records import Grade
from models.views import AS_IT_IS


def propose(data: RuleInput, bits: int, distance: float) -> Proposal:
    """ND for candidates found under another view and closer than `distance` (0: a quarter of b1), hashes within `bits`.

    The hash of the right picture is taken anew from its thumbnail under that view.
    """
    found = data.situation.candidates
    limit = limit_of(data.situation, distance)
    views = np.zeros(len(found), np.int64) if found.view is None else found.view
    rows, apart = [], []
    for row in np.flatnonzero((views != AS_IT_IS) & (found.distance < limit)).tolist():
        hashes = data.hash_of(int(found.left[row]), AS_IT_IS), data.hash_of(int(found.right[row]), int(views[row]))
        if hashes[0] is not None and hashes[1] is not None and (hashes[0] ^ hashes[1]).bit_count() <= bits:
            rows.append(row)
            apart.append((hashes[0] ^ hashes[1]).bit_count())
    whys = Whys.of("rule_hash", bits=np.array(apart, np.int64), radius=bits, limit=f"{limit:.3f}")
    chosen = np.array(rows, np.int64)
    return Proposal(Grade.ND, chosen, whys.seen_under(views[chosen]))
