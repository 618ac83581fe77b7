"""mix: several query strategies in one batch, each with its share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import REST, Draw
from app.core.asking.shares import in_proportion
from app.core.asking.situation import Situation
from app.core.records import IntArray
from app.core.settings import Settings
from app.core.strategies import STRATEGIES
from models.errors import UserError

RANDOM = "random"  # of a registry entry: all it draws are random strata


def draw(situation: Situation, size: int, rng: Generator, **shares: float) -> Sequence[Draw]:
    """The parts in proportion to `shares`, by name of the strategy; what one cannot give the next ones do.

    First come the parts that pick, each from what the ones before left over. The rest is dealt at random into one
    frame for every part that draws, as large as its share, and each draws from its frame: so the strata are disjoint,
    add up to all the candidates, and every probability is exact.
    """
    wanted = {name: share for name, share in shares.items() if share > 0}
    if not wanted:
        raise UserError("every share of the mix is 0; give at least one strategy a share")
    counts = dict(zip(wanted, in_proportion(size, list(wanted.values())), strict=True))
    certain = {name: n for name, n in counts.items() if STRATEGIES.entry(name).needs != RANDOM}
    drawing = {name: n for name, n in counts.items() if name not in certain}
    draws: list[Draw] = []
    left, owed = np.arange(len(situation)), 0
    for name, count in certain.items():
        for part in _part(situation, left, name, count + owed, rng):
            draws.append(part)
            left = left if part.again else np.setdiff1d(left, part.rows, assume_unique=True)
            owed -= len(part.rows)
        owed += count
    drawing = {name: n for name, n in _raised(drawing, owed).items() if n > 0}
    if not drawing:
        return [*_distinct(draws), Draw(REST, np.empty(0, np.int64), len(left), 0.0)]
    return _distinct(draws) + list(_framed(situation, left, drawing, rng))


def _part(situation: Situation, rows: IntArray, name: str, size: int, rng: Generator) -> Iterator[Draw]:
    """What a strategy picks of these candidates, without what it leaves over; pairs asked again by their own rows."""
    entry = STRATEGIES.entry(name)
    drawn = entry.load()(situation.only(rows), size, rng, **Settings().of_entry("strategy", entry)) if size > 0 else ()
    for part in drawn:
        if part.again:
            yield part
        elif len(part.rows) or entry.needs == RANDOM:
            yield replace(part, stratum=f"{name}: {part.stratum}", rows=rows[part.rows])


def _framed(situation: Situation, rows: IntArray, counts: Mapping[str, int], rng: Generator) -> Iterator[Draw]:
    """Deal these candidates into a frame for each strategy and let it draw there."""
    dealt = rng.permutation(rows)
    ends = np.cumsum(in_proportion(len(rows), list(counts.values())))
    for (name, count), frame in zip(counts.items(), np.split(dealt, ends[:-1]), strict=True):
        yield from _part(situation, np.sort(frame), name, count, rng)


def _raised(counts: Mapping[str, int], owed: int) -> dict[str, int]:
    """The counts with what is owed added to the last one."""
    return {name: count + (owed if name == list(counts)[-1] else 0) for name, count in counts.items()}


def _distinct(draws: Sequence[Draw]) -> list[Draw]:
    """The draws without pairs asked again for two reasons: the first one counts."""
    seen: set[int] = set()
    kept = []
    for part in draws:
        if part.again:
            rows = np.array([row for row in part.rows.tolist() if row not in seen], np.int64)
            seen.update(rows.tolist())
            part = replace(part, rows=rows)
        kept.append(part)
    return kept
