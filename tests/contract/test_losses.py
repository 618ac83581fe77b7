"""What every loss owes, whoever wrote it: it teaches, it forgets nothing, and it is never not a number."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
import torch  # noqa: TID253
from hypothesis import given, settings
from hypothesis import strategies as some
from torch import Tensor  # noqa: TID253

from models.loss import GroupBatch, Loss, LossValue, PairBatch, Start, TripletBatch
from models.losses import LOSSES
from models.losses.comparisons import distances
from tests.batches import random_pairs

DIMENSIONS, COUNT = 16, 48


@dataclass(frozen=True)
class Case:
    """Vectors of images and what is known about them: pairs by rank, or groups."""

    vectors: Tensor
    rank: Tensor  # of pair n, rows 2 n and 2 n + 1: no two pairs have an image in common
    group: Tensor
    memory: int = 0


def case(seed: int = 0) -> Case:
    generator = torch.Generator().manual_seed(seed)
    vectors = torch.randn(2 * COUNT, DIMENSIONS, generator=generator, dtype=torch.float64)
    return Case(vectors, torch.randint(0, 3, (COUNT,), generator=generator), torch.arange(2 * COUNT) // 3)


def build(name: str, start: Start | None = None) -> Loss:
    entry = LOSSES.entry(name)
    begin = start or Start(1.0, 1.3, 1.2, images=2 * COUNT, groups=COUNT)
    return entry.load()(begin, **{setting.key: setting.default for setting in entry.settings})


def value_of(loss: Loss, name: str, vectors: Tensor, of: Case) -> LossValue:
    """The loss of these vectors, scaled to unit length, as the kind of batch it needs."""
    unit = torch.nn.functional.normalize(vectors, dim=1)
    needs = LOSSES.entry(name).needs
    if needs == "groups":
        return loss(GroupBatch(unit, of.group, of.memory))
    if needs == "pairs":
        left, right = torch.arange(len(unit)).view(-1, 2).T
        apart = ((unit[left] - unit[right]).square().sum(dim=1) + 1e-14).sqrt()
        nothing = torch.full((len(left),), torch.nan, dtype=torch.float64)
        return loss(PairBatch(apart, of.rank == 2, of.rank, left, right, nothing))
    return loss(triplets(unit, of))


def triplets(unit: Tensor, of: Case) -> TripletBatch:
    """Every anchor with the next of its group and the first of another; none where there is none."""
    anchors = len(unit) - of.memory
    apart = distances(unit, torch.cat((unit[:anchors], unit[anchors:].detach())))
    found = [(a, p, n) for a in range(anchors)
             for p in [next((i for i in range(a + 1, len(unit)) if of.group[i] == of.group[a]), None)]
             for n in [next((i for i in range(len(unit)) if of.group[i] != of.group[a]), None)]
             if p is not None and n is not None]  # fmt: skip
    anchor, near, far = torch.tensor(found, dtype=torch.int64).view(-1, 3).T
    return TripletBatch(apart[anchor, near], apart[anchor, far], anchor)


@pytest.mark.parametrize("name", LOSSES.names())
def test_a_loss_says_what_it_needs(name: str) -> None:
    assert LOSSES.entry(name).needs in {"pairs", "triplets", "groups"}


@pytest.mark.parametrize("name", LOSSES.names())
def test_ten_steps_on_pairs_without_a_common_image_or_on_groups_teach_something(name: str) -> None:
    of, loss = case(), build(name)
    vectors = of.vectors.clone().requires_grad_()
    learned = [{"params": list(g.parameters), "lr": 0.001 * g.rate} for g in loss.parameters()]
    optimiser = torch.optim.Adam([{"params": [vectors], "lr": 0.02}, *learned])
    course = []
    for _ in range(10):
        optimiser.zero_grad()
        value = value_of(loss, name, vectors, of)
        value.loss.backward()
        optimiser.step()
        course.append(value.loss.item())
    assert course[0] > 0 and value.active > 0
    assert value_of(loss, name, vectors, of).loss.item() < 0.99 * course[0]


@pytest.mark.parametrize("name", LOSSES.names())
def test_what_lies_right_already_costs_nothing_and_pulls_at_nothing(name: str) -> None:
    if name in {"n_pair", "infonce", "ranking_infonce", "lifted_structure"}:
        pytest.skip("all negatives count, however far they are")
    middle = torch.nn.functional.normalize(torch.tensor([[1.0, 0.6], [-1.0, 0.0]], dtype=torch.float64), dim=1)
    # Three ND pairs of identical images, near-ND pairs 0.9 apart, NND pairs at opposite ends.
    apart = torch.tensor([0.0, 0.9, 2.0], dtype=torch.float64)
    angle = 2 * torch.asin(apart / 2)
    if LOSSES.entry(name).needs == "pairs":
        rank = torch.tensor([2, 2, 2, 1, 0, 0]) if name in {"ordinal_margin", "degree"} else torch.tensor([2, 2, 0, 0])
        turn = angle[2 - rank]
        ends = torch.stack((torch.stack((torch.ones_like(turn), torch.zeros_like(turn)), 1),
                            torch.stack((turn.cos(), turn.sin()), 1)), 1)  # fmt: skip
        of = Case(ends.view(-1, 2), rank, torch.zeros(0))
    else:
        of = Case(middle.repeat_interleave(3, 0), torch.zeros(0), torch.tensor([0, 0, 0, 1, 1, 1]))
    vectors = of.vectors.clone().requires_grad_()
    loss = build(name, Start(0.7, 1.1, 1.0, images=len(vectors), groups=2))
    value = value_of(loss, name, vectors, of)
    value.loss.backward()
    assert value.loss.item() == pytest.approx(0, abs=1e-13) and vectors.grad is not None
    assert vectors.grad.abs().max().item() < 1e-6
    assert all(p.grad is not None and not p.grad.any() for g in loss.parameters() for p in g.parameters)


ODD = {
    "one image alone": ([0], []),
    "nothing but groups of one": ([0, 1, 2, 3], [0, 0]),
    "one group alone": ([0, 0, 0, 0], [2, 2]),
    "near-ND alone": ([0, 0, 1, 2], [1, 1]),
    "no positive": ([0, 1, 2, 2], [0, 1]),
}


@pytest.mark.parametrize("identical", [False, True])
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", LOSSES.names())
def test_an_odd_batch_gives_numbers_and_a_gradient(name: str, odd: str, identical: bool) -> None:
    group, rank = ODD[odd]
    needs = LOSSES.entry(name).needs
    count = 2 * len(rank) if needs == "pairs" else len(group)
    rows = torch.ones(count, 4) if identical else torch.randn(count, 4, generator=torch.Generator().manual_seed(1))
    vectors = rows.clone().requires_grad_()
    loss = build(name)
    value = value_of(loss, name, vectors, Case(vectors, torch.tensor(rank, dtype=torch.int64), torch.tensor(group)))
    value.loss.backward()
    assert value.loss.isfinite() and value.loss.item() >= 0 and 0 <= value.active.item() <= 1
    assert vectors.grad is not None and vectors.grad.isfinite().all()
    if value.active.item() == 0:
        assert value.loss.item() == 0 and not vectors.grad.any()
    compares = name in {"triplet", "quadruplet", "histogram", "n_pair", "lifted_structure", "infonce",
                         "ranking_infonce"}
    if compares and odd in {"one image alone", "one group alone"}:
        assert value.loss.item() == 0, "without a negative there is nothing to compare a positive with"


@pytest.mark.parametrize("name", [entry.name for entry in LOSSES if entry.needs == "groups"])
def test_what_is_remembered_is_compared_with_but_carries_no_gradient(name: str) -> None:
    of = replace(case(3), memory=COUNT)
    vectors = of.vectors.clone().requires_grad_()
    value = value_of(build(name), name, vectors, of)
    value.loss.backward()
    assert vectors.grad is not None and vectors.grad[:COUNT].any() and not vectors.grad[COUNT:].any()
    without = value_of(build(name), name, of.vectors[:COUNT], replace(of, group=of.group[:COUNT], memory=0))
    assert value.loss.item() != pytest.approx(without.loss.item())


@pytest.mark.parametrize("name", LOSSES.names())
@settings(max_examples=15, deadline=None)
@given(seed=some.integers(0, 2**31))
def test_the_order_of_a_batch_means_nothing(name: str, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    needs, loss = LOSSES.entry(name).needs, build(name)
    if needs != "groups":
        drawn = random_pairs(seed, 31, images=20)
        order = torch.randperm(31, generator=generator)
        columns = [drawn.distance, 2 - drawn.distance, drawn.left] if needs == "triplets" else [*vars(drawn).values()]
        kind = TripletBatch if needs == "triplets" else PairBatch
        values = [loss(kind(*columns)), loss(kind(*(column[order] for column in columns)))]
    else:
        of = case(seed % 1000)
        unit = torch.nn.functional.normalize(of.vectors, dim=1)
        # N-pair takes the first two of a group: there, the groups change places and their images do not.
        order = (torch.randperm(32, generator=generator)[:, None] * 3 + torch.arange(3)).flatten()
        if name != "n_pair":
            order = torch.randperm(2 * COUNT, generator=generator)
        values = [loss(GroupBatch(unit, of.group)), loss(GroupBatch(unit[order], 100 - of.group[order]))]
    assert values[0].loss.item() == pytest.approx(values[1].loss.item(), rel=1e-9)
    assert values[0].active.item() == pytest.approx(values[1].active.item())


@pytest.mark.parametrize("name", [entry.name for entry in LOSSES if entry.needs == "groups"])
def test_turning_all_vectors_means_nothing(name: str) -> None:
    of = case(4)
    turn = torch.linalg.qr(torch.randn(DIMENSIONS, DIMENSIONS, dtype=torch.float64,
                                       generator=torch.Generator().manual_seed(0)))[0]  # fmt: skip
    values = [value_of(build(name), name, vectors, of).loss.item() for vectors in (of.vectors, of.vectors @ turn)]
    assert values[0] == pytest.approx(values[1], rel=1e-9)
