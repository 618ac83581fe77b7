"""Batches for losses: pairs of given distances, groups of given vectors, and where a loss begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch  # noqa: TID253
from torch import Tensor  # noqa: TID253

from models.loss import GroupBatch, PairBatch, Start

START = Start(strict=0.7, lenient=1.1, boundary=1.0, images=200, groups=50)


def pairs(
    distance: Sequence[float] | Tensor,
    rank: Sequence[int] | Tensor,
    *,
    left: Sequence[int] | None = None,
    right: Sequence[int] | None = None,
    degree: Sequence[float] | None = None,
    lenient: bool = False,
) -> PairBatch:
    """Pairs without a common image unless stated; near-ND is positive under the `lenient` cut only."""
    at = torch.as_tensor(distance)
    ranks = torch.as_tensor(rank)
    count = len(at)
    return PairBatch(
        at,
        ranks >= (1 if lenient else 2),
        ranks,
        torch.arange(count) if left is None else torch.tensor(left),
        torch.arange(count, 2 * count) if right is None else torch.tensor(right),
        torch.full((count,), torch.nan) if degree is None else torch.tensor(degree),
    )


def groups(vectors: Tensor, group: Sequence[int], memory: int = 0) -> GroupBatch:
    """Images of these groups at `vectors`, scaled to unit length."""
    return GroupBatch(torch.nn.functional.normalize(vectors, dim=1), torch.tensor(group), memory)


def random_pairs(seed: int, count: int = 40, images: int | None = None) -> PairBatch:
    """Pairs of all three ranks at random distances, float64, with degrees for most; of few images when stated."""
    generator = torch.Generator().manual_seed(seed)
    rank = torch.randint(0, 3, (count,), generator=generator)
    degree = ((rank + torch.rand(count, generator=generator, dtype=torch.float64)) / 3).clamp(0, 1)
    degree[torch.rand(count, generator=generator) < 0.2] = torch.nan
    ends = torch.randint(0, images, (2, count), generator=generator) if images else torch.arange(2 * count).view(2, -1)
    distance = 0.02 + 1.96 * torch.rand(count, generator=generator, dtype=torch.float64)
    return PairBatch(distance, rank >= 2, rank, ends[0], ends[1], degree)


def slopes(value: Callable[[Tensor], float], at: Tensor, step: float = 1e-6) -> Tensor:
    """Central finite differences of `value` by every number of `at` (float64)."""
    found = torch.zeros_like(at)
    for place in range(at.numel()):
        shift = torch.zeros(at.numel(), dtype=at.dtype)
        shift[place] = step
        shift = shift.view_as(at)
        found.view(-1)[place] = (value(at + shift) - value(at - shift)) / (2 * step)
    return found


def assert_close(found: Tensor | None, expected: Tensor, relative: float = 1e-6) -> None:
    """Equal within `relative` of the greatest of them."""
    assert found is not None
    torch.testing.assert_close(found, expected, rtol=relative, atol=relative * float(expected.abs().max()))
