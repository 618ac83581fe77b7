"""Whether training finds what the whitened start misses, on near-duplicates of groups it never saw.

The truth of nd_dev answers 1,000 pairs of the training side, drawn by the default strategy or at random from the same
candidates; a scope learns from them with its presets; and the pairs of the evaluation side say which positives are
found at a false positive rate of 1e-3 and 1e-4. The evaluation side goes over all images in five folds of whole
components (groups, joined by every true match), each with its own threshold, and the found positives of all folds are
counted together. The interval is of the share found among those that the start misses: components are redrawn, the
same ones for both, and seeds are averaged.

The arm that is taught learns besides from pairs that nobody answered, where a verifier fitted to the same answers is
sure of them; its seconds hold that fit as well. In the arms that end in a verifier the same answers fit one, and its
chances put the pairs of the evaluation side in order, in the place of the distance.

`--keep FILE` keeps every finished fold, and a run goes on from there; `--quick` is one fold of one seed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from app.core.records import Cut, IntArray
from app.core.settings import Settings
from app.core.store.project import Project
from models.errors import UserError
from models.settings import Value
from tests.bench import learning_curve_figures as figures
from tests.bench import learning_curve_project as made
from tests.bench.learning_curve_verifier import Examination
from tests.bench.options import Options, kept

ANSWERS, FOLDS, SEEDS = 1000, 5, 5
ARMS: dict[str, dict[str, Value]] = {
    "last": {"train.scope": "last"},
    "last, random candidates": {"train.scope": "last", "batch.strategy": "random"},
    "head": {"train.scope": "head"},
    "last, taught": {"train.scope": "last", "train.taught": 1000},
    "verifier": {},
    "last, then verifier": {"train.scope": "last"},
}
JUDGED = ("verifier", "last, then verifier")  # arms that end in a verifier, which is measured without facts as well
RATES = (1e-3, 1e-4)


def run(options: Options) -> dict[str, Any]:
    """The figures of every arm that is finished, and how far the run is."""
    keep = options.keep or kept() / "learning_curve.jsonl"
    planned = list(product(range(1 if options.quick else SEEDS), range(1 if options.quick else FOLDS), ARMS))
    with made.base_project(options) as base:
        truth = figures.Truth.read(base)
        if options.prepare:
            return {"images": len(truth.component)}
        done = list(rows_of(keep))
        for seed, fold, arm in planned:
            if not any((one["seed"], one["fold"], one["arm"]) == (seed, fold, arm) for one in done):
                options.say(f"seed {seed}, fold {fold}, {arm}")
                new = one_fold(base, truth, seed, fold, arm)
                done += new
                with keep.open("a", encoding="utf-8") as file:
                    file.writelines(json.dumps(one) + "\n" for one in new)
    places = {(seed, fold) for seed, fold, _ in planned}
    by_arm: dict[str, list[dict[str, Any]]] = {}
    for one in done:
        if (one["seed"], one["fold"]) in places:
            by_arm.setdefault(one["arm"], []).append(one)
    return {
        "answers": ANSWERS, "folds": FOLDS, "seeds": len({one["seed"] for one in done}),
        "recalibration": "0 by construction: a monotone map of the distance finds nothing more at any rate",
        "seconds": {arm: float(np.median([one["seconds"] for one in of])) for arm, of in by_arm.items()},
        "found_of_missed": {arm: figures.table(truth, of, RATES) for arm, of in by_arm.items()},
    }  # fmt: skip


def rows_of(keep: Path) -> Iterator[dict[str, Any]]:
    if keep.exists():
        yield from map(json.loads, keep.read_text("utf-8").splitlines())


def one_fold(base: Project, truth: figures.Truth, seed: int, fold: int, arm: str, **more: Any) -> list[dict[str, Any]]:
    """Answer, learn and look at one evaluation side: which positives are found before and after, by arm.

    An arm with a verifier gives two, one of them without what is recorded of the files.
    """
    evaluation = truth.fold(seed, fold, FOLDS)
    settings = Settings(made.FIXED | ARMS[arm] | more)
    with made.answered(base, evaluation, settings, ANSWERS, seed) as (project, counts):
        before = figures.products(made.vectors(project, project.rounds.embedders()[0].fingerprint, evaluation))
        started = time.perf_counter()
        try:
            after, told = _learned(project, settings, evaluation, seed, arm)
        except UserError as error:  # too few positives, say: nothing is learned, so nothing is found
            after, told = {"": dict.fromkeys(Cut, before)}, {"refused": str(error)}
        seconds = time.perf_counter() - started
    return [{"seed": seed, "fold": fold, "arm": arm + name, "seconds": round(seconds, 1), "answers": counts,
             "training": told, "found": found_by(truth, evaluation, before, by_cut)}
            for name, by_cut in after.items()]  # fmt: skip


def _learned(
    project: Project, settings: Settings, evaluation: IntArray, seed: int, arm: str
) -> tuple[dict[str, dict[Cut, figures.Closeness]], dict[str, Any]]:
    """How close any two of the images are by cut after learning, for all that the arm gives; and how it went."""
    row, told = project.rounds.embedders()[0], dict[str, Any]()
    if "train.scope" in ARMS[arm]:
        fingerprint, told = made.trained(project, settings, seed)
        row = project.rounds.embedder(fingerprint)
    if arm in JUDGED:
        return Examination(project, row, evaluation).judged(project, settings, seed), told
    return {"": dict.fromkeys(Cut, figures.products(made.vectors(project, row.fingerprint, evaluation)))}, told


def found_by(
    truth: figures.Truth, ids: IntArray, before: figures.Closeness, after: Mapping[Cut, figures.Closeness]
) -> dict[str, Any]:
    """By cut and rate, the positives of these images before and after with whether they are found."""
    return {f"{cut.value} {rate:g}": [truth.found(ids, one, cut, rate) for one in (before, after[cut])]
            for cut in Cut for rate in RATES}  # fmt: skip
