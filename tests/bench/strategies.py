"""Whose answers teach most: what a verifier finds on groups never seen, by query strategy and number of answers.

The truth of nd_dev answers pairs of the training side as each strategy asks them. After 100, 200, 400 and 1,000 answers
a verifier is fitted to them, which takes seconds and is the same for all, and puts the pairs of the evaluation side in
order. Told is the share found of those positives that the whitened start misses at the same false positive rate: what
is found without any learning is 0 by definition. Folds and seeds as in the learning curve; components are redrawn, the
same ones for everybody. Strategies are compared with pairs at random from the same candidates.

`--keep FILE` keeps what is finished, and a run goes on from there; `--quick` is one fold and one number of answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from app.core.records import Cut
from app.core.settings import Settings
from app.core.store.project import Project
from app.core.strategies import STRATEGIES
from models.errors import UserError
from tests.bench import learning_curve_figures as figures
from tests.bench import learning_curve_project as made
from tests.bench.learning_curve import FOLDS, RATES, SEEDS, found_by, rows_of
from tests.bench.learning_curve_verifier import Examination
from tests.bench.options import Options, kept

ANSWERS = (100, 200, 400, 1000)
BESIDE = "random"  # what the others are compared with
AGAIN = ("likely_errors", "contradictions", "repeats")  # ask about graded pairs only


def run(options: Options) -> dict[str, Any]:
    """By number of answers and strategy: answers given, the share found, and how much more than at random."""
    keep = options.keep or kept() / "strategies.jsonl"
    names = [BESIDE, *sorted(entry.name for entry in STRATEGIES if entry.name not in (BESIDE, *AGAIN))]
    counts, seeds = (ANSWERS[-1:], range(1)) if options.quick else (ANSWERS, range(SEEDS))
    with made.base_project(options) as base:
        truth = figures.Truth.read(base)
        done = list(rows_of(keep))
        for seed, fold in product(seeds, range(1 if options.quick else FOLDS)):
            there = {(one["strategy"], one["asked"]) for one in done if (one["seed"], one["fold"]) == (seed, fold)}
            missing = [name for name in names if any((name, count) not in there for count in counts)]
            for one in _fold(base, truth, (seed, fold), missing, counts, options):
                done.append(one)
                with keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(one) + "\n")
    done = [one for one in done if one["seed"] in seeds]
    return {"seeds": len(seeds), "answers": {
        str(count): _told(truth, names, [one for one in done if one["asked"] == count]) for count in counts
    }}  # fmt: skip


def _fold(
    base: Project, truth: figures.Truth, place: tuple[int, int], names: Sequence[str], counts: Sequence[int],
    options: Options,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """What every strategy's answers taught, number by number."""
    seed, fold = place
    evaluation = truth.fold(seed, fold, FOLDS)
    examination = None
    for name in names:
        options.say(f"seed {seed}, fold {fold}, {name}")
        settings = Settings(made.FIXED | {"batch.strategy": name})
        with made.asked(base, evaluation, settings, seed) as (project, ask):
            row = project.rounds.embedders()[0]
            examination = examination or Examination(project, row, evaluation)
            before = figures.products(made.vectors(project, row.fingerprint, evaluation))
            for count in counts:
                answers = ask(count)
                try:
                    after = examination.judged(project, settings, seed)[""]
                except UserError:  # too few of a grade: nothing is learned, so nothing is found
                    after = dict.fromkeys(Cut, before)
                yield {"seed": seed, "fold": fold, "strategy": name, "asked": count, "answers": answers,
                       "found": found_by(truth, evaluation, before, after)}  # fmt: skip


def _told(truth: figures.Truth, names: Sequence[str], done: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """By strategy: the mean number of answers by grade, and the two shares by cut and rate."""
    by_name = {name: [one for one in done if one["strategy"] == name] for name in names}
    return {
        name: {
            "answers": {grade: float(np.mean([one["answers"].get(grade, 0) for one in rows]))
                        for grade in sorted({grade for one in rows for grade in one["answers"]})},
            "found": {key: cell["found"] for key, cell in figures.table(truth, rows, RATES).items()},
            "more_than_at_random": figures.more(truth, rows, by_name[BESIDE], RATES),
        }
        for name, rows in by_name.items() if rows
    }  # fmt: skip
