"""Loss by training sampler on real classes: recall@1 and MAP@R of a learned head on classes it never saw, five seeds.

Images of ml_dev, features of EfficientNet-Lite0, the whitened head as the start, the same number of steps and images a
step for all. Finished runs are appended to the file given by --keep, and a run that was stopped goes on from there.
A cell is called better or worse than its loss with random triplets only where that is significant over classes and
seeds, corrected for all cells (Holm). Beside our rules of choosing triplets the miners of pytorch-metric-learning, in
the same loop and batches; `speed` is of the choice alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from models import combining
from models.losses import LOSSES
from tests.bench.options import Options, kept
from tests.bench.table_data import Classes, classes
from tests.bench.table_judge import difference, interval, significant
from tests.bench.table_pml import COUNTERPARTS, speed
from tests.bench.table_runs import BATCH, RATE, STEPS, Cell, found, run_once, start

LOOKED_AT = ("contrastive", "margin", "histogram", "triplet", "lifted_structure", "n_pair")
WITH_MINERS = ("triplet",)
# Losses of groups compare all images drawn, so rules of choosing triplets are one and the same to them.
COMPOSITIONS = ("random_triplets", "cross_batch", "bag_of_negatives", "cluster_restricted")
BASE = "random_triplets"
SEEDS = 5

Runs = dict[tuple[Cell, int], dict[str, Any]]


def cells() -> Iterator[Cell]:
    """Every loss with every sampler it can be combined with, and with the miners."""
    for loss in LOOKED_AT:
        groups = LOSSES.entry(loss).needs == "groups"
        yield from (Cell(loss, name) for name in combining.fitting(loss) if not groups or name in COMPOSITIONS)
        yield from (Cell(loss, name) for name in COUNTERPARTS if loss in WITH_MINERS)


def run(options: Options) -> dict[str, Any]:
    """The table, what differs significantly, and the speed of the choices."""
    from threadpoolctl import threadpool_limits

    data = classes(options)
    if options.prepare:
        return {"images": len(data.features)}
    seeds = range(2 if options.quick else SEEDS)
    wanted = [(cell, seed) for seed in seeds for cell in cells()]
    if options.quick:
        wanted = [one for one in wanted if one[0].loss == "triplet"]
    path = options.keep or kept() / "table.jsonl"
    with threadpool_limits(1):
        head = start(data)
        runs = _all_runs(wanted, path, data, options)
        untouched = found(data, head)
        times = speed()
    queries = sum(untouched["queries"])
    return {
        "images": f"{int(data.learn.sum())} to learn from, {queries} queries, {int(data.answer.sum())} to find",
        "steps": STEPS, "images_a_step": BATCH, "learning_rate": RATE, "seeds": len(seeds), "kept": str(path),
        "start": {key: round(sum(untouched[key]) / queries, 4) for key in ("recall", "map")},
        "cells": _table(runs, len(seeds)), "against_miners": _miners(runs, len(seeds)), "speed": times,
    }  # fmt: skip


def _all_runs(wanted: list[tuple[Cell, int]], path: Path, data: Classes, options: Options) -> Runs:
    """What is kept in the file, and what is missing, which is made and appended."""
    runs: Runs = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        told = json.loads(line)
        if told["how"] == [STEPS, BATCH, RATE]:
            runs[Cell(told["loss"], told["sampler"]), told["seed"]] = told
    head = start(data)
    missing = [one for one in wanted if one not in runs]
    for number, (cell, seed) in enumerate(missing, 1):
        made = {"loss": cell.loss, "sampler": cell.sampler, "seed": seed, "how": [STEPS, BATCH, RATE]}
        made |= run_once(data, head, cell, seed)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(made) + "\n")
        runs[cell, seed] = made
        options.say(f"{number} of {len(missing)}: {cell.loss} {cell.sampler} {made['step_ms']} ms a step")
    return {one: runs[one] for one in wanted}


def _of(runs: Runs, cell: Cell, seeds: int) -> list[dict[str, Any]]:
    return [runs[cell, seed] for seed in range(seeds)]


def _table(runs: Runs, seeds: int) -> dict[str, Any]:
    """By loss and sampler: both figures with intervals, the difference to random triplets and whether it is one."""
    looked_at = list(dict.fromkeys(cell for cell, _ in runs))
    rows, p = [], []
    for cell in looked_at:
        own, base = _of(runs, cell, seeds), _of(runs, Cell(cell.loss, BASE), seeds)
        row: dict[str, Any] = {key: [round(value, 4) for value in interval(own, key)] for key in ("recall", "map")}
        row["step_ms"] = round(float(np.median([one["step_ms"] for one in own])), 2)
        row["active"] = np.round(np.mean([one["active"] for one in own], axis=0), 3).tolist()
        row["against_random"], error, chance = difference(own, base, "recall")
        row["against_random_map"], _, chance_map = difference(own, base, "map")
        row["error"] = error
        rows.append(row)
        p += [chance, chance_map]
    for row, passed in zip(rows, significant(p).reshape(-1, 2), strict=True):
        for key, differs in zip(("against_random", "against_random_map"), passed, strict=True):
            row[key] = [round(row[key], 4), ("better" if row[key] > 0 else "worse") if differs else "no difference"]
        row["error"] = round(row["error"], 4)
    return {f"{cell.loss} {cell.sampler}": row for cell, row in zip(looked_at, rows, strict=True)}


def _miners(runs: Runs, seeds: int) -> dict[str, Any]:
    """Our rule minus the miner's, with the standard error, for recall@1 and MAP@R."""
    told, p = {}, []
    for loss in WITH_MINERS:
        for miner, (ours, _) in COUNTERPARTS.items():
            if (Cell(loss, miner), 0) in runs:
                pair = _of(runs, Cell(loss, ours), seeds), _of(runs, Cell(loss, miner), seeds)
                by = {key: difference(*pair, key) for key in ("recall", "map")}
                told[f"{loss} {ours}"] = {key: [round(value, 4) for value in by[key][:2]] for key in by}
                p += [by["recall"][2], by["map"][2]]
    for row, passed in zip(told.values(), significant(p).reshape(-1, 2), strict=True):
        row["significant"] = passed.tolist()
    return told
