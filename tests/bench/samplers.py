"""Training samplers: what a step costs by size of batch and collection, in one thread, for vectors of 64 numbers.

For samplers of groups a step is draw, choose and see, told apart; what the network takes is not in it. `draw_ratio`:
the slowest over the fastest draw among the sizes of the collection, which of bag_of_negatives should stay near 1.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.sampler import GroupSampler, PairPool, PairSampler
from models.samplers import SAMPLERS
from tests.bench.options import Options

COLLECTIONS = (1_000, 10_000, 100_000, 1_000_000)
BATCHES = (64, 128, 512)
USUAL_BATCH, USUAL_COLLECTION = 128, 10_000
DIM, A_GROUP = 64, 4
_REPEATS, _WARM = 60, 30  # the memory is in use after 20 steps

Times = dict[str, float]


def run(options: Options) -> dict[str, Any]:
    """Milliseconds (median) of a draw and of a step by sampler, collection and batch; ratios over the collections."""
    from threadpoolctl import threadpool_limits

    collections = COLLECTIONS[:2] if options.quick else COLLECTIONS
    found: dict[str, Any] = {}
    with threadpool_limits(1):
        for size in collections:
            options.say(f"{size} images")
            _add(found, f"collection_{size}", size, USUAL_BATCH)
        for batch in BATCHES:
            _add(found, f"batch_{batch}", USUAL_COLLECTION, batch)
    ratios = {
        f"{name}_draw_ratio": _ratio([times[f"collection_{size}"]["draw_ms"] for size in collections])
        for name, times in found.items()
    }
    return {"milliseconds": found, "draw_ratio": ratios, "bag_of_negatives_draw_ratio":
            ratios["bag_of_negatives_draw_ratio"]}  # fmt: skip


def _ratio(values: list[float]) -> float:
    return round(max(values) / min(values), 2)


def _add(found: dict[str, Any], key: str, size: int, batch: int) -> None:
    rng = np.random.default_rng(0)
    group = np.arange(size) // A_GROUP
    vectors = rng.standard_normal((size, DIM), dtype=np.float32) + 2 * rng.standard_normal(
        (len(np.unique(group)), DIM), dtype=np.float32)[group]  # fmt: skip
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    pool = PairPool(np.arange(size) % 3 == 0, np.where(np.arange(size) % 3 == 0, 2, 0), group, group)
    for entry in SAMPLERS:
        defaults = {setting.key: setting.default for setting in entry.settings}
        made: Any = entry.load()(pool if entry.needs == "pairs" else group, **defaults)
        times = _of_pairs(made, batch, rng, size) if entry.needs == "pairs" else _of_groups(made, vectors, batch, rng)
        found.setdefault(entry.name, {})[key] = times


def _of_pairs(made: PairSampler, batch: int, rng: np.random.Generator, size: int) -> Times:
    distance = rng.uniform(0, 2, size).astype(np.float32)
    made.see(np.arange(size), distance)
    draws, steps = [], []
    for _ in range(_REPEATS):
        begun = time.perf_counter()
        rows = made.draw(batch, rng)
        drawn = time.perf_counter()
        made.see(rows, distance[rows])
        steps.append(time.perf_counter() - begun)
        draws.append(drawn - begun)
    return {"draw_ms": _ms(draws), "step_ms": _ms(steps)}


def _of_groups(made: GroupSampler, vectors: NDArray[np.float32], batch: int, rng: np.random.Generator) -> Times:
    made.see(np.arange(len(vectors)), vectors)
    times: dict[str, list[float]] = {"draw_ms": [], "choose_ms": [], "see_ms": [], "step_ms": []}
    for repeat in range(_WARM + _REPEATS):
        clock = [time.perf_counter()]
        images = made.draw(batch, rng)
        clock.append(time.perf_counter())
        memory = made.remembered()
        rows = np.concatenate([vectors[images], memory.vectors.reshape(-1, DIM)])
        made.choose(rows, np.concatenate([images, memory.image]), rng)
        clock.append(time.perf_counter())
        made.see(images, vectors[images])
        clock.append(time.perf_counter())
        if repeat >= _WARM:
            for key, spent in zip(times, [*np.diff(clock), clock[-1] - clock[0]], strict=True):
                times[key].append(spent)
    return {key: _ms(values) for key, values in times.items()}


def _ms(seconds: list[float]) -> float:
    return round(float(np.median(seconds)) * 1e3, 4)
