"""random: open candidates uniformly at random."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.random import Generator

from app.core.asking.batches import Draw
from app.core.asking.situation import Situation


def draw(situation: Situation, size: int, rng: Generator) -> Sequence[Draw]:
    """`size` of the candidates without replacement, each with the same probability, closest first."""
    total = len(situation)
    count = min(size, total)
    rows = rng.choice(total, count, replace=False)
    rows.sort()
    return [Draw("candidates", rows, total, count / max(total, 1))]
