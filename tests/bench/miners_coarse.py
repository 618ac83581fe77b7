"""coarse_to_fine beside knn: what the fine stage adds, what the coarse one misses, and the time of doing without it.

Comparing all pairs part by part is measured on pairs drawn at random from all pairs and multiplied by their number;
local features of the images, which both ways need, are told apart.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np

from app.core.miners import MINERS
from app.core.miners.random import drawn
from app.core.mining.known import keys
from app.core.mining.mine import propose
from app.core.mining.mining_input import MiningInput
from app.core.mining.why import parts
from app.core.records import Candidates, IntArray
from app.core.settings import Settings
from app.core.verifying.fine_stage import compare
from app.core.verifying.local_features import LocalStore, folder_of
from tests.bench.miners_data import Truth

TOPS = (1, 5, 10, 20, 50, 100)
SAMPLE = 1000  # pairs compared to learn what one costs
NAMED = 60  # missed pairs told by name


def against(base: MiningInput, truth: Truth, seconds: dict[str, float]) -> dict[str, Any]:
    """What points that agree say, recall of the coarse stage and what it misses, seconds of every part.

    `seconds`: of the local features of all images and of the mining run, as they were measured.
    """
    top = Settings()["miner.coarse_to_fine.top"]
    found = propose(base, MINERS.entry("coarse_to_fine"), Settings()).candidates  # compared before, so at once
    recall, missed = _first_stage(base, truth, top)
    pair = _seconds_of_a_pair(base)
    everything = pair * len(base.ids) * (len(base.ids) - 1) / 2
    told = {"seconds_features": seconds["features"], "seconds_mined": seconds["mined"],
            "ms_a_random_pair": round(1000 * pair, 2), "seconds_all_pairs": round(everything),
            "times_faster": round(everything / seconds["mined"], 1),
            "times_faster_with_features": round(
                (everything + seconds["features"]) / (seconds["mined"] + seconds["features"]), 1)}  # fmt: skip
    return {"pairs": len(found), "top": top, "by_inliers": _by_inliers(found, truth), "first_stage": recall,
            "first_stage_missed": missed} | told  # fmt: skip


def seconds_of_features(base: MiningInput) -> float:
    """Of computing the local features of every image that has none yet."""
    assert base.folder is not None
    began = time.perf_counter()
    LocalStore(folder_of(base.folder), base.images(base.ids)).compute(base.ids.tolist())
    return round(time.perf_counter() - began, 1)


def _seconds_of_a_pair(base: MiningInput) -> float:
    """Of comparing two images drawn from all pairs, their features at hand, on all cores as the miner does."""
    left, right = drawn(replace(base, seed=time.time_ns() % 2**32), SAMPLE)  # new ones: what was compared is kept
    began = time.perf_counter()
    compare(base.folder, base.images(base.ids), left, right)
    return (time.perf_counter() - began) / len(left)


def _by_inliers(found: Candidates, truth: Truth) -> dict[str, Any]:
    """Of the proposed pairs by how many points agree: how many the truth decides, and how many of these are true."""
    listed = keys(found.left, found.right)
    true = np.isin(listed, np.concatenate(list(truth.pairs.values())))
    decided = np.isin(listed, truth.decided)
    inliers = np.array([int(parts(text)[1]["inliers"]) for text in found.why])
    told = {}
    for low, high in ((0, 0), (1, 19), (20, 59), (60, 1 << 20)):
        rows = (inliers >= low) & (inliers <= high) & decided
        told[f"{low} to {high}" if high < 1 << 20 else f"{low} and more"] = {
            "decided": int(rows.sum()), "true": round(float(true[rows].mean()), 3) if rows.any() else None,
        }  # fmt: skip
    return told


def _first_stage(base: MiningInput, truth: Truth, top: int) -> tuple[dict[str, Any], list[str]]:
    """The share of the true pairs of which either image is among the nearest of the other, by how many are looked at;
    and the pairs that the `top` nearest miss, by name.
    """
    rows = base.neighbours(max(TOPS), base.ids)
    told: dict[str, Any] = {}
    for count in TOPS:
        told[str(count)] = {grade: round(float(_within(rows.others, base.ids, pairs, count).mean()), 4)
                            for grade, pairs in truth.pairs.items()}  # fmt: skip
    missed = [f"{grade}: {truth.names[key >> 32]} {truth.names[key & 0xFFFFFFFF]}"
              for grade, pairs in truth.pairs.items()
              for key in pairs[~_within(rows.others, base.ids, pairs, top)].tolist()]  # fmt: skip
    return told, missed[:NAMED]


def _within(others: IntArray, ids: IntArray, pairs: IntArray, count: int) -> Any:
    ends = pairs >> 32, pairs & 0xFFFFFFFF
    found = np.zeros(len(pairs), np.bool_)
    for one, other in (ends, ends[::-1]):
        found |= (others[np.searchsorted(ids, one), :count] == other[:, None]).any(axis=1)
    return found
