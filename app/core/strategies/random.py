"""random: open candidates uniformly at random."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.random import Generator

from app.core.batches import Draw
from app.core.records import Candidates


def draw(found: Candidates, size: int, rng: Generator) -> Sequence[Draw]:
    """`size` of the candidates without replacement, each with the same probability, closest first."""
    count = min(size, len(found))
    rows = rng.choice(len(found), count, replace=False)
    rows.sort()
    return [Draw("candidates", rows, len(found), count / len(found))]
