"""Verifier: answers one yes-or-no question about pairs from a table of pair features.

Three questions make a grade (is it a match, is it the same picture, does it look alike), and each is learned by itself,
so a kind of verifier knows of no grade. It is stored as plain arrays, or made again from the table it learned from:
never as a pickle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Arrays: TypeAlias = Mapping[str, NDArray[Any]]


class Scorer(Protocol):
    """What was learned of one question."""

    def __call__(self, table: Floats) -> Floats:
        """Log-odds (n,) of yes for the rows of a table (n, f) with the columns it learned from; NaN is missing."""
        ...

    def arrays(self) -> Arrays:
        """All it takes to make it again, float64; empty where it is fitted again instead."""
        ...


@dataclass(frozen=True)
class VerifierKind:
    """A way to learn a question.

    `fit(table (n, f), target (n,), seed, **settings)`: both answers occur; the same every time. `load(arrays)` makes
    what was fitted from its arrays; None where it is fitted again.
    """

    fit: Callable[..., Scorer]
    load: Callable[[Arrays], Scorer] | None = None


@dataclass(frozen=True)
class Scale:
    """Columns on one scale: (x - mean) / spread, missing ones 0 with a flag in a column of its own.

    `mean` and `spread` (f,) over what is there; `holed` (h,) the columns that had holes when it was fitted.
    """

    mean: Floats
    spread: Floats
    holed: NDArray[np.int64]

    @classmethod
    def fit(cls, table: Floats) -> Scale:
        """From a training table; a column that is constant or all missing says nothing and becomes 0."""
        there = np.isfinite(table)
        count = np.maximum(there.sum(0), 1)
        mean = np.where(there, table, 0.0).sum(0) / count
        spread = np.sqrt((np.where(there, table - mean, 0.0) ** 2).sum(0) / count)
        return cls(mean, np.where(spread > 1e-9, spread, np.inf), np.flatnonzero((~there).any(0) & there.any(0)))

    def __call__(self, table: Floats) -> Floats:
        """The scaled columns and the flags (n, f + h); what lies far outside the training table is cut at 10."""
        there = np.isfinite(table)
        scaled = np.where(there, (np.where(there, table, 0.0) - self.mean) / self.spread, 0.0)
        return np.column_stack((np.clip(scaled, -10, 10), ~there[:, self.holed]))

    def arrays(self) -> Arrays:
        """For storage."""
        return {"mean": self.mean, "spread": self.spread, "holed": self.holed.astype(np.float64)}

    @classmethod
    def load(cls, arrays: Arrays) -> Scale:
        """From `arrays()`."""
        return cls(arrays["mean"], arrays["spread"], arrays["holed"].astype(np.int64))
