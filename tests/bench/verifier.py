"""Verifier: how long it takes to fit one again to a thousand grades, and to judge twenty thousand candidates with it.

The table is made: 1,000 grades and 1,000 pairs across groups over all pair features, a tenth of each missing, of which
a few say something. Both verifiers of a judge are fitted, with and without geometry: three questions of three folds
and all pairs each. Medians of five; the first fit, which also loads scikit-learn, is told apart.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from app.core.judging import judge as judging
from app.core.judging.pair_features import PLAIN, WITH_GEOMETRY
from app.core.judging.verifier import Lesson
from models.verifiers import VERIFIERS
from tests.bench.options import Options

GRADES, ACROSS, CANDIDATES = 1000, 1000, 20_000


def run(options: Options) -> dict[str, Any]:
    """Seconds by kind: the first fit, a later one and its processor time, and candidates judged without geometry."""
    seconds = {}
    candidates = _lesson(np.random.default_rng(1), CANDIDATES, 0).table[:, : len(PLAIN)].astype(np.float64)
    for entry in VERIFIERS:
        own = {setting.key: setting.default for setting in entry.settings}
        fits, busy, judged = [], [], []
        for seed in range(2 if options.quick else 6):
            options.say(f"{entry.name}, fit {seed + 1}")
            lesson = _lesson(np.random.default_rng([2, seed]), GRADES, ACROSS)
            began, worked = time.perf_counter(), time.process_time()
            found = judging.fit(lesson, entry.name, seed, own)
            between = time.perf_counter()
            busy.append(time.process_time() - worked)
            found.plain(candidates)
            fits.append(between - began)
            judged.append(time.perf_counter() - between)
        later = {"again": fits[1:], "again_processor": busy[1:], "judge": judged}
        seconds[entry.name] = {"first": fits[0], **{name: float(np.median(all_)) for name, all_ in later.items()}}
    return {"grades": GRADES, "across": ACROSS, "candidates": CANDIDATES, "seconds": seconds}


def _lesson(rng: np.random.Generator, grades: int, across: int) -> Lesson:
    """Pairs whose first columns tell matches, ND among them and look-alikes; those across groups are NND."""
    count = grades + across
    table = rng.normal(size=(count, len(WITH_GEOMETRY)))
    drawn = np.arange(count) >= grades
    match = ~drawn & (table[:, 0] + rng.normal(size=count) > 0)
    same = table[:, 1] + rng.normal(size=count) > 0
    alike = ~match & ~drawn & (table[:, 2] + rng.normal(size=count) > 0)
    table[rng.random(table.shape) < 0.1] = np.nan
    none = np.zeros(count, np.bool_)
    return Lesson(table.astype(np.float32), match * (1 + same), alike, none, drawn, rng.integers(0, count // 3, count))
