"""Lanes: blocks of images through a module side by side, each block on one thread, forwards and backwards.

Threads that share a layer wait for each other after every layer, and keep their cores busy while they wait: where other
programs want the cores too, a step takes several times as long. Blocks need nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import torch  # noqa: TID253 (only ever imported through SCOPES)
from torch import Tensor  # noqa: TID253

T = TypeVar("T")
R = TypeVar("R")


def in_lanes(module: Any, blocks: Sequence[Tensor], device: str, lanes: int, kept: int) -> Tensor:
    """(n, d): what `module`, which is on `device`, makes of these blocks in their order, `lanes` of them at a time.

    Where gradients are on they reach the module's parameters, once; the inner maps of the first `kept` blocks are held
    for that, those of the others are computed again. The numbers are the same for any count of lanes: gradients of
    blocks are added up last block first, as torch does.
    """
    if torch.is_grad_enabled():
        found: Tensor = _Lanes.apply(module, blocks, device, lanes, kept, *module.parameters())
        return found
    return torch.cat(list(_each(lambda block: _run(module, device, block, False), blocks, lanes)))


class _Lanes(torch.autograd.Function):
    """The module as one operation, whose blocks have graphs of their own."""

    @staticmethod
    def forward(
        ctx: Any, module: Any, blocks: Sequence[Tensor], device: str, lanes: int, kept: int, *weights: Tensor
    ) -> Tensor:
        held = [place < kept for place in range(len(blocks))]
        made = list(_each(lambda part: _run(module, device, *part), zip(blocks, held, strict=True), lanes))
        ctx.module, ctx.device, ctx.lanes, ctx.weights = module, device, lanes, weights
        ctx.parts = [(block, found if hold else None) for block, found, hold in zip(blocks, made, held, strict=True)]
        return torch.cat([found.detach() for found in made])

    @staticmethod
    def backward(ctx: Any, *given: Tensor) -> tuple[Any, ...]:
        module, weights, parts = ctx.module, ctx.weights, ctx.parts
        ctx.parts = None  # the inner maps of a block go when its gradient is known
        back = torch.split(given[0], [len(block) for block, _ in parts])
        work = [(*part, gradient) for part, gradient in zip(parts, back, strict=True)][::-1]
        del parts

        def gradient_of(place: int) -> tuple[Tensor | None, ...]:
            block, found, gradient = work[place]
            work[place] = (block, None, gradient)
            found = _run(module, ctx.device, block, True) if found is None else found
            gradients: tuple[Tensor | None, ...] = torch.autograd.grad(found, weights, gradient, allow_unused=True)
            return gradients

        total: list[Tensor | None] = [None] * len(weights)
        for some in _each(gradient_of, range(len(work)), ctx.lanes):
            total = [one if other is None else other if one is None else one + other
                     for one, other in zip(total, some, strict=True)]  # fmt: skip
        return None, None, None, None, None, *total


def _run(module: Any, device: str, block: Tensor, learning: bool) -> Tensor:
    with torch.set_grad_enabled(learning):  # every thread has a switch of its own
        found: Tensor = module(block.to(device))
        return found


def _each(work: Callable[[T], R], items: Iterable[T], lanes: int) -> Iterator[R]:
    """What `work` gives for the items, in their order."""
    if lanes == 1:
        yield from map(work, items)
        return
    # A new thread would have as many threads of torch as there are cores.
    each = torch.get_num_threads()
    with ThreadPoolExecutor(lanes, "nearpair-lane", torch.set_num_threads, (each,)) as pool:
        yield from pool.map(work, items)
