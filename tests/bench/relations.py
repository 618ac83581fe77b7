"""Relations: one grade more or less among 100,000 labels, and which slip stands first in the contradictions it makes.

The labels are of a made collection: scenes of source pictures of copies, nine of ten pairs between neighbours. Slips
are planted in 20,000 such pairs, far enough apart to be told from one another; ranking has no evidence but chains.
"""

from __future__ import annotations

import random
import time
from typing import Any

import numpy as np

from app.core.grading.relations import Relations
from tests.bench.options import Options
from tests.unit.test_relations import answer, collection, contradicts, first_are_slips, planted, true_grade


def run(options: Options) -> dict[str, Any]:
    """Microseconds to put and to remove an answer (p50, p99), to ask what follows; how many slips are listed, first."""
    images, count, acts = (6_000, 20_000, 2_000) if options.quick else (30_000, 100_000, 20_000)
    truth, answers = collection(0, images, count)
    began = time.perf_counter()
    relations = Relations(answers.values())
    seconds = {"build_s": time.perf_counter() - began}
    rng = random.Random(1)
    took: dict[str, list[float]] = {"remove_us": [], "put_us": [], "inferred_us": []}
    listed = rng.sample(sorted(answers), acts)
    for pair in listed:
        for name, act in (
            ("remove_us", lambda pair=pair: relations.remove(*pair)),
            ("inferred_us", lambda pair=pair: relations.grade(*pair)),
            ("put_us", lambda pair=pair: relations.put(answer(*pair, true_grade(truth, *pair)))),
        ):
            start = time.perf_counter()
            act()
            took[name].append(1e6 * (time.perf_counter() - start))
    figures = {f"{name}_p{q}": float(np.percentile(values, q)) for name, values in took.items() for q in (50, 99)}
    return {"labels": count, "seconds": seconds, "bytes": {}} | figures | _slips(5)


def _slips(seeds: int) -> dict[str, Any]:
    """Of the slips that contradict something, the share that is in a chain; of contradictions, that show one first."""
    making = shown = contradictions = 0
    first = chance = 0.0
    for seed in range(seeds):
        truth, answers = collection(seed)
        slips = planted(answers, truth, random.Random(seed), count=120)
        relations = Relations(answers.values())
        told = relations.contradictions
        wrong = {pair for pair in slips if contradicts(answers, truth, slips, pair)}
        making += len(wrong)
        shown += len(wrong & {pair for found in told for pair in found.pairs})
        contradictions += len(told)
        first += first_are_slips(relations, slips) * len(told)
        chance += sum(1 / len(found.pairs) for found in told)
    return {"slips": making, "slips_in_chains": shown, "contradictions": contradictions,
            "slip_first_share": first / contradictions, "slip_first_by_chance": chance / contradictions}  # fmt: skip
