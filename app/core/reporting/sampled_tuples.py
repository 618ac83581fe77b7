"""Sampled tuples: how far away the negatives are that each training sampler draws from this project's own grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.embedding import embed
from app.core.jobs import NULL_JOB, Job
from app.core.learning import trainset
from app.core.records import EmbedderRow
from app.core.searching.index import between
from app.core.settings import Settings
from models.sampler import PairPool
from models.samplers import SAMPLERS

if TYPE_CHECKING:
    from app.core.store.project import Project

DRAWS = 2000
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def sampled_tuples(
    project: Project, row: EmbedderRow, settings: Settings, *, seed: int, device: str, threads: int,
    job: Job = NULL_JOB,
) -> dict[str, list[float]]:  # fmt: skip
    """By training sampler, the QUANTILES of the distances of the negatives it draws; empty while nothing can be drawn.

    Only samplers of labelled pairs; distances are those of the embedder `row`.
    """
    drawn = trainset.training_set(project, settings, seed=seed, job=job).pairs
    vectors = embed.embeddings(project, row, device, threads, job)
    known = np.isin(drawn.left, vectors.ids) & np.isin(drawn.right, vectors.ids) & ~drawn.validation
    target = drawn.target[known]
    if not (target == 1).any() or not (target == 0).any():
        return {}
    distance = between(vectors, drawn.left[known], drawn.right[known])
    positive = target == 1
    pool = PairPool(positive, np.where(positive, 2, 0), drawn.left[known], drawn.right[known])
    made = {}
    for entry in SAMPLERS:
        if entry.needs == "pairs":
            sampler = entry.load()(pool, **settings.of_entry("sampler", entry))
            sampler.see(np.arange(len(positive)), distance.astype(np.float32))
            rows = sampler.draw(DRAWS, np.random.default_rng(seed))
            made[entry.name] = [round(float(value), 6) for value in _negatives(distance[rows], positive[rows])]
    return made


def _negatives(distance: NDArray[np.floating], positive: NDArray[np.bool_]) -> NDArray[np.floating]:
    return np.asarray(np.quantile(distance[~positive], QUANTILES))
