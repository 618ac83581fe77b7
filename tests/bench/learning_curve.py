"""Whether training finds what the whitened start misses, on near-duplicates of groups it never saw.

The truth of nd_dev answers 1,000 pairs of the training side, drawn by the default strategy or at random from the same
candidates; a scope learns from them with its presets; and the pairs of the evaluation side say which positives are
found at a false positive rate of 1e-3 and 1e-4. The evaluation side goes over all images in five folds of whole
components (groups, joined by every true match), each with its own threshold, and the found positives of all folds are
counted together. The interval is of the share found among those that the start misses: components are redrawn, the
same ones for both, and seeds are averaged.

The arm that is taught learns besides from pairs that nobody answered, where a verifier fitted to the same answers is
sure of them; its seconds hold that fit as well.

`--keep FILE` keeps every finished fold, and a run goes on from there; `--quick` is one fold of one seed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from app.core.records import Cut
from app.core.settings import Settings
from app.core.store.project import Project
from models.errors import UserError
from models.settings import Value
from tests.bench import learning_curve_figures as figures
from tests.bench import learning_curve_project as made
from tests.bench.options import Options, kept

ANSWERS, FOLDS, SEEDS = 1000, 5, 5
ARMS: dict[str, dict[str, Value]] = {
    "last": {"train.scope": "last"},
    "last, random candidates": {"train.scope": "last", "batch.strategy": "random"},
    "head": {"train.scope": "head"},
    "last, taught": {"train.scope": "last", "train.taught": 1000},
}
RATES = (1e-3, 1e-4)


def run(options: Options) -> dict[str, Any]:
    """The figures of every arm that is finished, and how far the run is."""
    keep = options.keep or kept() / "learning_curve.jsonl"
    planned = list(product(range(1 if options.quick else SEEDS), range(1 if options.quick else FOLDS), ARMS))
    with made.base_project(options) as base:
        truth = figures.Truth.read(base)
        if options.prepare:
            return {"images": len(truth.component)}
        done = list(_kept(keep))
        for seed, fold, arm in planned:
            if not any((one["seed"], one["fold"], one["arm"]) == (seed, fold, arm) for one in done):
                options.say(f"seed {seed}, fold {fold}, {arm}")
                done.append(one_fold(base, truth, seed, fold, arm))
                with keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(done[-1]) + "\n")
    done = [one for one in done if (one["seed"], one["fold"], one["arm"]) in planned]
    return {
        "answers": ANSWERS, "folds": FOLDS, "seeds": len({one["seed"] for one in done}),
        "recalibration": "0 by construction: a monotone map of the distance finds nothing more at any rate",
        "seconds": {arm: float(np.median([one["seconds"] for one in done if one["arm"] == arm])) for arm in ARMS
                    if any(one["arm"] == arm for one in done)},
        "found_of_missed": {arm: figures.table(truth, [one for one in done if one["arm"] == arm], RATES)
                            for arm in ARMS if any(one["arm"] == arm for one in done)},
    }  # fmt: skip


def _kept(keep: Path) -> Iterator[dict[str, Any]]:
    if keep.exists():
        yield from map(json.loads, keep.read_text("utf-8").splitlines())


def one_fold(base: Project, truth: figures.Truth, seed: int, fold: int, arm: str, **more: Any) -> dict[str, Any]:
    """Answer, train and look at one evaluation side; which positives are found before and after."""
    evaluation = truth.fold(seed, fold, FOLDS)
    settings = Settings(made.FIXED | ARMS[arm] | more)
    with made.answered(base, evaluation, settings, ANSWERS, seed) as (project, counts):
        started = time.perf_counter()
        start = project.rounds.embedders()[0].fingerprint
        try:
            trained, told = made.trained(project, settings, seed)
        except UserError as error:  # too few positives, say: nothing is learned, so nothing is found
            trained, told = start, {"refused": str(error)}
        seconds = time.perf_counter() - started
        before, after = (made.vectors(project, one, evaluation) for one in (start, trained))
    found = {f"{cut.value} {rate:g}": [truth.found(vectors, cut, rate) for vectors in (before, after)]
             for cut in Cut for rate in RATES}  # fmt: skip
    return {"seed": seed, "fold": fold, "arm": arm, "seconds": round(seconds, 1), "answers": counts,
            "training": told, "found": found}  # fmt: skip
