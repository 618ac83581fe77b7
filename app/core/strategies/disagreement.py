"""disagreement: pairs on which two ways of seeing them differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.asking.batches import REST, Draw
from app.core.asking.shares import share
from app.core.asking.situation import NO_HASH, Situation
from app.core.records import AGAIN, IntArray


def draw(situation: Situation, size: int, rng: Generator) -> Sequence[Draw]:
    """In equal parts: pairs that annotators graded differently, that this and the former embedding and that hash and
    embedding rank most differently among the candidates. What one part cannot give the others do."""
    distance = _place(situation.candidates.distance)
    former = situation.former_distance
    gaps = {
        "embedding against former": None if former is None else np.abs(_place(former) - distance),
        "hash against embedding": np.where(
            situation.bits < NO_HASH, np.abs(_place(situation.bits) - distance), np.nan
        ),
    }
    ranked = {name: _largest(gap) for name, gap in gaps.items() if gap is not None}
    disputed = np.flatnonzero(situation.graded.disputed)
    counts = share(min(size, len(situation) + len(disputed)), [len(disputed), *map(len, ranked.values())])
    draws = [Draw(f"{AGAIN}annotators differ", disputed[: counts[0]], len(disputed), 0.0)] if len(disputed) else []
    taken = np.zeros(len(situation), np.bool_)
    for (name, rows), count in zip(ranked.items(), counts[1:], strict=True):
        chosen = np.sort(rows[~taken[rows]][:count])
        taken[chosen] = True
        draws.append(Draw(name, chosen, len(chosen), 1.0))
    return [*draws, Draw(REST, np.empty(0, np.int64), int((~taken).sum()), 0.0)]


def _place(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """The place of each value among all, in [0, 1]; equal values share one, nan has none."""
    _, which, count = np.unique(values, return_inverse=True, return_counts=True)
    place = (np.cumsum(count) - (count + 1) / 2) / max(1, len(values) - 1)
    found: NDArray[np.float64] = place[which]
    return np.where(np.isnan(values.astype(np.float64)), np.nan, found)


def _largest(gap: NDArray[np.float64]) -> IntArray:
    """Rows by falling gap, without those that have none."""
    order = np.argsort(-gap, kind="stable")  # nan comes last
    return order[: int(np.isfinite(gap).sum())]
