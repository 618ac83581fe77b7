"""Hard: the positive pairs that were farthest and the negative ones that were nearest when they were last seen.

A share of every step is drawn at random, which also brings distances up to date, and a share is drawn again from what
was hard before, so that what was just learned is not forgotten.
"""

from __future__ import annotations

import numpy as np

from models.sampler import FloatArray, IntArray, PairPool, draw

_REPLAYED = 4096  # hard pairs remembered for replay


class Hard:
    """Half of every step positive and half negative; of each half shares of random, replayed and hard pairs."""

    def __init__(self, pool: PairPool, random: float, replay: float, top: float) -> None:
        self._kinds = [rows for rows in (np.flatnonzero(pool.positive), np.flatnonzero(~pool.positive)) if len(rows)]
        self._hardness = np.where(pool.positive, 1, -1).astype(np.float32)
        self._last = np.full(len(pool.positive), np.nan, np.float32)
        self._random, self._replay, self._top = random, replay, top
        self._earlier = [np.empty(0, np.int64) for _ in self._kinds]
        self._unseen = len(pool.positive)
        self._hard = 0.0

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """(size,) rows of the pool."""
        sizes = [size // 2, size - size // 2] if len(self._kinds) == 2 else [size]
        self._hard = 0.0
        return np.concatenate([self._of_kind(kind, count, rng) for kind, count in enumerate(sizes)])

    def _of_kind(self, kind: int, size: int, rng: np.random.Generator) -> IntArray:
        rows = self._kinds[kind]
        earlier = self._earlier[kind]
        replayed = rng.choice(earlier, min(len(earlier), int(size * self._replay)), replace=False)
        hardest = self._hardest(rows)
        wanted = size - int(size * self._random) - len(replayed)
        hard = rng.choice(hardest, min(len(hardest), max(wanted, 0)), replace=False)
        self._hard += len(hard)
        fresh = hard[~np.isin(hard, earlier)]
        self._earlier[kind] = np.concatenate([earlier, fresh])[-_REPLAYED:]
        return np.concatenate([hard, replayed, draw(rows, size - len(hard) - len(replayed), rng)])

    def _hardest(self, rows: IntArray) -> IntArray:
        """The `top` share of the pairs of a kind that were seen, by how hard they were."""
        seen = rows[np.isfinite(self._last[rows])]
        count = int(np.ceil(len(seen) * self._top))
        if count in {0, len(seen)}:
            return seen
        return seen[np.argpartition(-self._hardness[seen] * self._last[seen], count - 1)[:count]]

    def see(self, rows: IntArray, distance: FloatArray) -> None:
        """Note how far apart these pairs are now."""
        self._unseen -= len(np.unique(rows[np.isnan(self._last[rows])]))
        self._last[rows] = distance

    def figures(self) -> dict[str, float]:
        """Share of pairs whose distance is known, and number of hard pairs in the last step."""
        return {"known": 1 - self._unseen / max(len(self._last), 1), "hard": self._hard}


def build(pool: PairPool, *, random: float, replay: float, top: float) -> Hard:
    """Shares of a step: `random` at random, `replay` of earlier hard ones; `top`: of a kind, what counts as hard."""
    return Hard(pool, random, replay, top)
