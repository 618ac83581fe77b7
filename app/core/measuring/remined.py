"""Re-mined pairs: every embedder's own hardest negatives, and both embedders measured on all of them.

Frozen pairs were drawn before anything was learned, so a new embedder may have hard negatives that are not among them.
The figures here may fall while the embedder gets better: its negatives get harder. Both are shown, apart.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

from app.core.jobs import NULL_JOB, Job
from app.core.measuring.evaluation_pairs import Material
from app.core.measuring.measure import Judged, measure
from app.core.mining.known import keys
from app.core.records import Embeddings, IntArray
from app.core.searching.index import between


def remined(material: Material, resamples: int, rng: Generator, job: Job = NULL_JOB) -> dict[str, Any]:
    """The `embedders` of a report (models by name, then cut) on all positives and the union of the hn1 lists.

    hn1: of every image the nearest that is known not to match, by a grade or by its group. Empty without negatives.
    """
    judged = [origin.judged() for origin in material.origins.values()]
    ends = np.concatenate([np.stack((one.left, one.right)) for one in judged], axis=1)
    rank = np.concatenate([one.rank for one in judged])
    places = np.unique(keys(*ends), return_index=True)[1]  # a pair may have been asked in two ways
    ends, rank = ends[:, places], rank[places]
    across = [np.stack((found.left, found.right)) for found in material.crossing.values()]
    pool = np.concatenate((ends[:, rank == 0], *across), axis=1)
    if not pool.shape[1]:
        return {}
    pool = pool[:, np.unique(keys(*pool), return_index=True)[1]]
    hard = np.unique(np.concatenate([nearest_of_each(e, pool) for e in material.embeddings.values()]))
    left, right = np.concatenate((ends[:, rank > 0], pool[:, hard]), axis=1)
    ranks = np.concatenate((rank[rank > 0], np.zeros(len(hard), np.int64)))
    pairs = Judged(left, right, ranks, np.ones(len(left)))
    found: dict[str, Any] = measure(material.embeddings, pairs, material.ground, {}, resamples, rng, job)["embedders"]
    return found


def nearest_of_each(embeddings: Embeddings, pairs: IntArray) -> IntArray:
    """Places in `pairs` (2, m) of the closest pair of every image that is in one; of equally close ones the first."""
    distance = between(embeddings, *pairs)
    images, place = pairs.ravel(), np.tile(np.arange(pairs.shape[1]), 2)
    order = np.lexsort((place, distance[place], images))
    first = np.concatenate(([True], np.diff(images[order]) != 0))
    return np.unique(place[order[first]])
