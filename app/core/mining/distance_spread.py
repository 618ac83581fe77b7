"""Distance spread: how far apart random pairs of a collection are, beside the pairs that a miner proposed.

Computed by the mining job and kept in its report, so that a window can draw it without touching a vector.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.mining.known import Known
from app.core.records import Candidates, Embeddings
from app.core.searching.distances import measure

PAIRS = 50_000  # random pairs looked at: the 0.1 % closest still are 50
BINS = 80
QUANTILE = 0.001
Distances = NDArray[np.float64]


def spread(embeddings: Embeddings, candidates: Candidates, known: Known, seed: int) -> dict[str, Any]:
    """Counts over common bins from 0 to 2: {"edges", "candidates", "random", "random_pairs", "closest_random"}.

    `closest_random`: the distance that 0.1 % of the random pairs stay below; None where there are no such pairs.
    """
    edges = np.linspace(0, 2, BINS + 1)
    distances = random_distances(embeddings, known, np.random.default_rng([seed, 7]))
    closest = round(float(np.quantile(distances, QUANTILE)), 6) if len(distances) else None
    return {
        "edges": edges.round(6).tolist(),
        "candidates": np.histogram(np.minimum(candidates.distance, 2), edges)[0].tolist(),
        "random": np.histogram(np.minimum(distances, 2), edges)[0].tolist(),
        "random_pairs": len(distances),
        "closest_random": closest,
    }


def random_distances(embeddings: Embeddings, known: Known, rng: np.random.Generator) -> Distances:
    """Distances of PAIRS random pairs, of all pairs where there are no more; without those known to match."""
    size = len(embeddings.ids)
    if size * (size - 1) // 2 <= PAIRS:
        rows = np.stack(np.triu_indices(size, 1))
    else:
        rows = rng.integers(size, size=(2, PAIRS))
        rows = rows[:, rows[0] != rows[1]]
    rows = rows[:, ~known.matches(embeddings.ids[rows[0]], embeddings.ids[rows[1]])]
    return measure(embeddings.vectors, embeddings.vectors, rows[0], rows[1])
