"""The shape of a loss: what one pair costs by its distance, and how hard it is pulled. Measured on the loss itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch  # noqa: TID253 (only ever imported to draw losses)
from numpy.typing import NDArray
from torch import Tensor  # noqa: TID253

from models.loss import GroupBatch, Loss, PairBatch, Start, TripletBatch
from models.registry import Entry

Floats = NDArray[np.float64]

STRICT, LENIENT = 0.7, 1.1  # where the grades part in the drawings
OPPOSITE = 0.9  # distance of what a loss of comparisons compares with
_OPPOSITES = torch.linspace(OPPOSITE - 0.5, OPPOSITE + 0.5, 101, dtype=torch.float64)  # where it needs many


@dataclass(frozen=True)
class Curve:
    """`loss` and `slope` (its derivative by the distance: above 0 pulls together), (n,) each."""

    loss: Floats
    slope: Floats


def shapes(entry: Entry[Any], values: Mapping[str, Any], distance: Floats) -> dict[str, Curve]:
    """By grade (ND, NND, and near-ND where it differs from both) the curve over `distance` (n,) in [0, 2].

    `values`: the settings of the loss. A loss of triplets or groups is shown with its other distance at OPPOSITE, a
    loss of pairs that is 0 for a single one against many of the other kind around it.
    """
    loss = entry.load()(Start(STRICT, LENIENT, OPPOSITE, images=2 * len(_OPPOSITES) + 2, groups=1), **values)
    if entry.needs != "pairs":
        batch = _triplet if entry.needs == "triplets" else _group
        return {grade: _curve(loss, partial(batch, rank=rank), distance) for grade, rank in (("ND", 2), ("NND", 0))}
    found = {}
    for grade, rank in (("ND", 2), ("NND", 0), ("near-ND", 1)):
        found[grade] = _curve(loss, partial(_pair, rank=rank, compared=False), distance)
        if not found[grade].loss.any():
            found[grade] = _curve(loss, partial(_pair, rank=rank, compared=True), distance)
    near = found["near-ND"].loss
    if any(np.allclose(near, found[grade].loss) for grade in ("ND", "NND")):
        del found["near-ND"]
    return found


def _curve(loss: Loss[Any], batch: Callable[[float], Any], distance: Floats) -> Curve:
    with torch.no_grad():
        values = np.array([loss(batch(at)).loss.item() for at in distance.tolist()])
    return Curve(values, np.gradient(values, distance))


def _pair(at: float, *, rank: int, compared: bool) -> PairBatch:
    """The pair alone or, to be compared, with many of the other kind."""
    distance = torch.tensor([at], dtype=torch.float64)
    distance = torch.cat((distance, _OPPOSITES)) if compared else distance
    ranks = torch.full((len(distance),), 0 if rank == 2 else 2)
    ranks[0] = rank
    number = torch.arange(len(ranks))
    nothing = torch.full_like(distance, torch.nan)
    return PairBatch(distance, ranks == 2, ranks, number, number + len(ranks), nothing)


def _triplet(at: float, *, rank: int) -> TripletBatch:
    ends = [torch.tensor([place], dtype=torch.float64) for place in _places(at, rank)]
    return TripletBatch(ends[0], ends[1], torch.zeros(1, dtype=torch.int64))


def _group(at: float, *, rank: int) -> GroupBatch:
    """One anchor; one image of its group and one of another in directions of their own, both remembered."""
    rows = torch.eye(3, dtype=torch.float64)
    near, far = (_turned(rows[0], rows[n + 1], place) for n, place in enumerate(_places(at, rank)))
    return GroupBatch(torch.stack((rows[0], near, far)), torch.tensor([0, 0, 1]), memory=2)


def _places(at: float, rank: int) -> tuple[float, float]:
    """Distances of the positive and of the negative."""
    return (at, OPPOSITE) if rank == 2 else (OPPOSITE, at)


def _turned(row: Tensor, towards: Tensor, at: float) -> Tensor:
    """The unit vector at this distance from `row`."""
    cosine = 1 - at**2 / 2
    return cosine * row + math.sqrt(max(0.0, 1 - cosine**2)) * towards
