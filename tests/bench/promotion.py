"""Promotion: how often 'better' is said of 500 simulated projects in which something, or nothing, improved.

Each has 400 frozen pairs under an old and a new embedding whose distances go together as those of a head and its start
do; the true gain is in the share of positives found at a false positive rate of 0.1. The whole way is gone: vectors,
origins, cuts, redrawn groups, verdict.
"""

from __future__ import annotations

import time
from typing import Any

from tests.bench.options import Options
from tests.unit.test_promotion import verdicts

GAINS = (0.0, 0.1)


def run(options: Options) -> dict[str, Any]:
    """Shares of the answers by gain, over 500 projects each (20 with --quick)."""
    projects, shares, started = 20 if options.quick else 500, {}, time.perf_counter()
    for seed, gain in enumerate(GAINS):
        told = verdicts(gain, projects, seed)
        shares[f"gain_{gain:g}"] = {answer: told[answer] / projects for answer in ("better", "worse", "cannot tell")}
    return {"projects": projects, **shares, "seconds": {"all": time.perf_counter() - started}}
