"""The best scores of every row so far, while products come in piece by piece."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.records import FloatArray, IntArray

PENDING = 8  # places a row may wait for on average before they are sorted in


class RunningBest:
    """The `keep` highest scores of `rows` rows; `floor` (rows,) is what a score must exceed to enter."""

    def __init__(self, rows: int, keep: int) -> None:
        self._keep = keep
        self._limit = rows * (keep + PENDING)
        self._waiting: list[tuple[IntArray, IntArray, FloatArray]] = []
        self._count = 0
        self.floor = np.full(rows, -np.inf, np.float32)

    def add(self, row: IntArray, column: IntArray, score: FloatArray) -> None:
        """Take places found above the floor; each (row, column) at most once over all calls."""
        if len(row):
            self._waiting.append((row, column, score))
            self._count += len(row)
            if self._count > self._limit:
                self.settle()

    def settle(self) -> tuple[IntArray, IntArray, FloatArray]:
        """Sort in what waits, raise the floor; row, column and score of all places kept, best first in each row."""
        none = np.empty(0, np.int64)
        parts = self._waiting or [(none, none, np.empty(0, np.float32))]
        row, column, score = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.argsort(_keys(row, score))
        row = row[order]
        begin = np.searchsorted(row, np.arange(len(self.floor)))
        place = np.arange(len(row)) - np.repeat(begin, np.diff(begin, append=len(row)))
        order, row = order[place < self._keep], row[place < self._keep]
        found = row, column[order], score[order]
        last = np.flatnonzero(place[place < self._keep] == self._keep - 1)
        self.floor[row[last]] = found[2][last]
        self._waiting, self._count = [found], len(row)
        return found


def _keys(row: IntArray, score: FloatArray) -> NDArray[np.uint64]:
    """Whole numbers that order by row, then by falling score: one fast sort instead of a lexical one."""
    bits = np.ascontiguousarray(score, np.float32).view(np.uint32)
    rising = np.where(bits >> 31, ~bits, bits | np.uint32(1 << 31))
    return row.astype(np.uint64) << np.uint64(32) | (~rising).astype(np.uint64)
