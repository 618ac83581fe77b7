"""The miners of pytorch-metric-learning as training samplers here, and how long they take for the same batch."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.sampler import Triplets
from models.samplers import SAMPLERS
from models.samplers.composed import Composed
from models.samplers.random_triplets import RandomTriplets

# Its name in the table, and ours with the same rule.
COUNTERPARTS = {
    "pml BatchHardMiner": ("batch_hard", {}),
    "pml TripletMarginMiner semihard": ("semi_hard", {"variant": "band"}),
    "pml DistanceWeightedMiner": ("distance_weighted", {"density": "analytic", "cutoffs": "distances", "near": 0.5,
                                                        "far": 1.4, "closer": "clamp"}),
}  # fmt: skip
BATCHES, DIM, ROUNDS = (64, 128, 256), 128, 30


class Mined(Composed):
    """Our composition of batches, with triplets by a miner of pytorch-metric-learning."""

    def __init__(self, group: NDArray[np.int64], per_group: int, miner: Any) -> None:
        super().__init__(group, per_group, RandomTriplets())
        self.miner = miner

    def choose(
        self, vectors: NDArray[np.float32], images: NDArray[np.int64], rng: np.random.Generator
    ) -> Triplets:
        """What the miner finds."""
        import torch

        mined = self.miner(torch.from_numpy(vectors), torch.from_numpy(self.composition.group[images]))
        return Triplets(*(ends.numpy() for ends in mined))


def _mined(name: str, group: NDArray[np.int64], *, per_group: int) -> Mined:
    from pytorch_metric_learning import miners

    made = {
        "pml BatchHardMiner": miners.BatchHardMiner,
        "pml TripletMarginMiner semihard": partial(miners.TripletMarginMiner, 0.2, "semihard"),
        "pml DistanceWeightedMiner": miners.DistanceWeightedMiner,
    }[name]
    return Mined(group, per_group, made())


MINERS: dict[str, Callable[..., Composed]] = {name: partial(_mined, name) for name in COUNTERPARTS}


def speed() -> dict[str, Any]:
    """Milliseconds (median) that each side takes to choose triplets of the same unit vectors, ours first and then
    theirs and the other way round by turns, one thread; `ratio` is theirs over ours."""
    import torch
    from threadpoolctl import threadpool_limits

    torch.set_num_threads(1)
    found = {}
    with threadpool_limits(1):
        for name, (ours, changed) in COUNTERPARTS.items():
            for batch in BATCHES:
                found[f"{ours} {batch}"] = _both(name, ours, changed, batch)
    return found


def _both(name: str, ours: str, changed: dict[str, Any], batch: int) -> dict[str, float]:
    rng = np.random.default_rng(0)
    group = np.arange(batch) // 4
    vectors = rng.standard_normal((batch, DIM)) + 0.8 * rng.standard_normal((batch // 4, DIM))[group]
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    entry = SAMPLERS.entry(ours)
    defaults = {setting.key: setting.default for setting in entry.settings}
    sides: list[Any] = [entry.load()(group, **(defaults | changed)), MINERS[name](group, per_group=4)]
    spent: list[list[float]] = [[], []]
    for turn in range(2 * ROUNDS):
        for side in (0, 1) if turn % 2 else (1, 0):
            begun = time.perf_counter()
            chosen = sides[side].choose(vectors, np.arange(batch), rng)
            spent[side].append(time.perf_counter() - begun)
            assert len(chosen.anchor)
    ms = [float(np.median(side)) * 1e3 for side in spent]
    return {"ours_ms": round(ms[0], 3), "pml_ms": round(ms[1], 3), "ratio": round(ms[1] / ms[0], 2)}
