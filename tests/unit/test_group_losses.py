"""Losses of groups: values by hand, slow oracles, finite differences, duplicates, and what is only remembered."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import torch  # noqa: TID253
from torch import Tensor  # noqa: TID253

from models.loss import GroupBatch, Loss
from models.losses.comparisons import distances
from models.losses.infonce import InfoNCE
from models.losses.lifted_structure import LiftedStructure
from models.losses.n_pair import NPair
from models.losses.range import Range
from models.losses.ranking_infonce import RankingInfoNCE
from tests.batches import START, assert_close, groups, slopes

Oracle = Callable[[np.ndarray, list[int], int], float]
GROUP = [3, 1, 1, 3, 2, 3, 7, 1, 2, 3, 1, 7, 8]  # 8 is alone; the last may be remembered


def some(seed: int = 0, memory: int = 0) -> GroupBatch:
    generator = torch.Generator().manual_seed(seed)
    batch = groups(torch.randn(len(GROUP), 5, generator=generator, dtype=torch.float64), GROUP, memory)
    return replace(batch, rank=lambda: ranks(len(GROUP) - memory))


def ranks(anchors: int) -> Tensor:
    table = torch.full((anchors, anchors), -1)
    for (i, j), rank in by_grade(list(range(anchors))).items():
        table[i, j] = rank
    return table


def far(x: np.ndarray, i: int, j: int) -> float:
    return float(np.linalg.norm(x[i] - x[j]))


def lifted_oracle(x: np.ndarray, group: list[int], anchors: int) -> float:
    terms = []
    for i, j in combinations(range(len(x)), 2):
        if i < anchors and group[i] == group[j]:
            ends = [i, j] if j < anchors else [i]
            total = sum(math.exp(1 - far(x, e, k)) for e in ends for k in range(len(x)) if group[k] != group[e])
            terms.append(max(0.0, math.log(total) + far(x, i, j)) ** 2 / 2)
    return sum(terms) / len(terms)


def generalised_oracle(x: np.ndarray, group: list[int], anchors: int) -> float:
    terms = []
    for i in range(anchors):
        near = sum(math.exp(far(x, i, j)) for j in range(len(x)) if j != i and group[j] == group[i])
        away = sum(math.exp(1 - far(x, i, j)) for j in range(len(x)) if group[j] != group[i])
        terms += [max(0.0, math.log(near) + math.log(away))] if near else []
    return sum(terms) / len(terms)


def n_pair_oracle(x: np.ndarray, group: list[int], anchors: int) -> float:
    chosen = {}
    for number in set(group):
        members = [i for i, g in enumerate(group) if g == number]
        if len(members) > 1 and members[0] < anchors:
            chosen[number] = members[:2]
    terms = []
    for number, (anchor, positive) in chosen.items():
        others = {p for n, (_, p) in chosen.items() if n != number}
        others |= {i for i in range(anchors, len(x)) if group[i] != number}
        terms.append(math.log(1 + sum(math.exp(4 * (x[anchor] @ x[k] - x[anchor] @ x[positive])) for k in others)))
    return sum(terms) / len(terms)


def infonce_oracle(x: np.ndarray, group: list[int], anchors: int) -> float:
    matching, entropy = [], []
    for i in range(anchors):
        strangers = [k for k in range(len(x)) if group[k] != group[i]]
        nearest = max(x[i] @ x[k] for k in strangers)
        entropy.append(-math.log(math.sqrt(2 - 2 * nearest) / 2))
        for j in range(len(x)):
            if j != i and group[j] == group[i]:
                own = math.exp(x[i] @ x[j] / 0.2)
                matching.append(-math.log(own / (own + sum(math.exp(x[i] @ x[k] / 0.2) for k in strangers))))
    return sum(matching) / len(matching) + 3 * sum(entropy) / len(entropy)


def by_grade(images: list[int]) -> dict[tuple[int, int], int]:
    """Grades by hand for pairs of GROUP: an ND and a near-ND of group 1; one of each, and an NND, of group 3."""
    said = {(1, 2): 2, (2, 7): 1, (0, 3): 2, (3, 9): 1, (5, 9): 0}
    return {pair: rank for (i, j), rank in said.items() for pair in ((i, j), (j, i)) if {i, j} <= set(images)}


def ranking_oracle(x: np.ndarray, group: list[int], anchors: int) -> float:
    told = by_grade(list(range(anchors)))

    def stands_out(i: int, j: int, others: list[int]) -> float:
        own = math.exp(x[i] @ x[j] / 0.2)
        return -math.log(own / (own + sum(math.exp(x[i] @ x[k] / 0.2) for k in others)))

    matching, strict = [], []
    for i in range(anchors):
        strangers = [k for k in range(len(x)) if group[k] != group[i]]
        less = [k for k in range(len(x)) if group[k] == group[i] and told.get((i, k)) in (0, 1)]
        for j in range(len(x)):
            if j != i and group[j] == group[i]:
                matching.append(stands_out(i, j, strangers))
                if told.get((i, j)) == 2:
                    strict.append(stands_out(i, j, strangers + less))
    return sum(matching) / len(matching) + 0.7 * (sum(strict) / len(strict) if strict else 0)


def range_oracle(x: np.ndarray, group: list[int], anchors: int) -> float:
    within, centres = [], {}
    for number in set(group):
        members = [i for i, g in enumerate(group) if g == number]
        centres[number] = (x[members].mean(axis=0), members[0] < anchors)
        apart = sorted((far(x, i, j) for i, j in combinations(members, 2) if i < anchors), reverse=True)[:2]
        within += [len(apart) / sum(1 / d for d in apart)] if apart else []
    closest = min(float(np.linalg.norm(a - b)) for (a, one), (b, two) in combinations(centres.values(), 2)
                  if one or two)  # fmt: skip
    return 0.5 * sum(within) / len(within) + 0.25 * max(0.0, 1.5 - closest)


CASES: dict[str, tuple[Loss[GroupBatch], Oracle]] = {
    "lifted_structure": (LiftedStructure(START, margin=1, generalised=False), lifted_oracle),
    "generalised": (LiftedStructure(START, margin=1, generalised=True), generalised_oracle),
    "n_pair": (NPair(START, scale=4), n_pair_oracle),
    "infonce": (InfoNCE(START, temperature=0.2, entropy_weight=3), infonce_oracle),
    "ranking_infonce": (RankingInfoNCE(START, temperature=0.2, strict_weight=0.7), ranking_oracle),
    "range": (Range(START, farthest=2, margin=1.5, within_weight=0.5, between_weight=0.25), range_oracle),
}


@pytest.mark.parametrize("memory", [0, 3, 6])
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", CASES)
def test_value_and_gradient_match_the_slow_oracle_and_finite_differences(name: str, seed: int, memory: int) -> None:
    loss, oracle = CASES[name]
    batch, anchors = some(seed, memory), len(GROUP) - memory
    vectors = batch.vectors.clone().requires_grad_()
    value = loss(replace(batch, vectors=vectors))
    value.loss.backward()
    assert value.loss.item() == pytest.approx(oracle(batch.vectors.numpy(), GROUP, anchors), rel=1e-9)
    assert value.loss.item() > 0 and 0 < value.active.item() <= 1
    expected = slopes(lambda x: oracle(x.numpy(), GROUP, anchors), batch.vectors)
    expected[anchors:] = 0  # what is remembered has no gradient
    assert_close(vectors.grad, expected)


def line(*places: float) -> Tensor:
    return torch.tensor([[place, 0.0] for place in places], dtype=torch.float64)


def test_range_by_hand_on_a_line() -> None:
    loss = Range(START, farthest=2, margin=5, within_weight=0.5, between_weight=0.5)
    vectors = torch.cat((line(0, 1, 3), line(7, 8))).requires_grad_()
    value = loss(GroupBatch(vectors, torch.tensor([0, 0, 0, 1, 1])))
    # group 0: distances 1, 2, 3, the two greatest 2 / (1/3 + 1/2) = 2.4; group 1: 1; centres 4/3 and 7.5
    assert value.loss.item() == pytest.approx(0.5 * (2.4 + 1) / 2, abs=1e-7)  # farther apart than 5
    near = Range(START, farthest=2, margin=7, within_weight=0.5, between_weight=0.5)
    assert near(GroupBatch(vectors, torch.tensor([0, 0, 0, 1, 1]))).loss.item() == pytest.approx(
        0.85 + 0.5 * (7 - (7.5 - 4 / 3)), abs=1e-7
    )


def test_range_pulls_only_the_farthest_and_parts_only_the_closest_centres() -> None:
    generator = torch.Generator().manual_seed(5)
    vectors = torch.nn.functional.normalize(torch.randn(12, 6, generator=generator, dtype=torch.float64), dim=1)
    vectors.requires_grad_()
    group = torch.arange(12) // 4
    Range(START, farthest=1, margin=0, within_weight=1, between_weight=1)(GroupBatch(vectors, group)).loss.backward()
    assert vectors.grad is not None
    touched = vectors.grad.abs().sum(dim=1) > 0
    assert touched.view(3, 4).sum(dim=1).tolist() == [2, 2, 2]  # both ends of one distance a group
    vectors.grad = None
    Range(START, farthest=1, margin=2, within_weight=0, between_weight=1)(GroupBatch(vectors, group)).loss.backward()
    assert (vectors.grad.abs().sum(dim=1) > 0).view(3, 4).all(dim=1).sum().item() == 2  # two centres of three


def test_range_is_not_blinded_by_duplicates() -> None:
    loss = Range(START, farthest=3, margin=0, within_weight=1, between_weight=0)
    vectors = line(0, 0, 1).requires_grad_()
    value = loss(GroupBatch(vectors, torch.tensor([4, 4, 4])))
    value.loss.backward()
    assert value.loss.item() == pytest.approx(1)  # two distances of 1; the duplicates' 0 does not count
    assert vectors.grad is not None and vectors.grad[2].norm().item() == pytest.approx(1)


def test_lifted_structure_by_hand() -> None:
    batch = GroupBatch(line(0, 0.5, 1.5), torch.tensor([0, 0, 1]))
    value = LiftedStructure(START, margin=1, generalised=False)(batch)
    j = math.log(math.exp(1 - 1.5) + math.exp(1 - 1.0)) + 0.5
    assert value.loss.item() == pytest.approx(j**2 / 2)
    value = LiftedStructure(START, margin=1, generalised=True)(batch)
    assert value.loss.item() == pytest.approx(((0.5 - 0.5) + (0.5 - 0.0)) / 2) and value.active.item() == 0.5


def test_n_pair_by_hand() -> None:
    x = torch.tensor([[1, 0], [0.6, 0.8], [0, 1], [0.8, 0.6]], dtype=torch.float64)
    value = NPair(START, scale=2)(GroupBatch(x, torch.tensor([0, 0, 1, 1])))
    by_hand = (math.log(1 + math.exp(2 * (0.8 - 0.6))) + math.log(1 + math.exp(2 * (0.8 - 0.6)))) / 2
    assert value.loss.item() == pytest.approx(by_hand)


@pytest.mark.parametrize(("group", "nearest"), [([0, 1, 2, 3], [1, 0, 1, 2]), ([0, 0, 2, 3], [2, 2, 1, 2])])
def test_koleo_touches_each_image_and_its_nearest_stranger_only(group: list[int], nearest: list[int]) -> None:
    x = torch.nn.functional.normalize(
        torch.tensor([[1, 0], [0.99, 0.1], [0.9, 0.4], [-1, 0.1]], dtype=torch.float64), dim=1
    ).requires_grad_()
    batch = GroupBatch(x, torch.tensor(group))
    entropy = (InfoNCE(START, temperature=0.05, entropy_weight=1)(batch).loss
               - InfoNCE(START, temperature=0.05, entropy_weight=0)(batch).loss)  # fmt: skip
    entropy.backward()  # type: ignore[no-untyped-call]
    apart = torch.stack([(x[i] - x[j]).norm() for i, j in enumerate(nearest)])
    assert entropy.item() == pytest.approx(-(apart / 2).log().mean().item())
    expected = torch.zeros(4, 2, dtype=torch.float64)
    for i, j in enumerate(nearest):  # -log D / 4 with D^2 = 2 - 2 x_i.x_j: 1 / D^2 along the other end
        expected[i] += x[j].detach() / apart[i].item() ** 2 / 4
        expected[j] += x[i].detach() / apart[i].item() ** 2 / 4
    assert_close(x.grad, expected)


def test_strangers_that_are_identical_give_no_infinite_push() -> None:
    x = torch.ones(4, 3, dtype=torch.float64) / math.sqrt(3)
    x.requires_grad_()
    value = InfoNCE(START, temperature=0.05, entropy_weight=30)(GroupBatch(x, torch.tensor([0, 0, 1, 1])))
    value.loss.backward()
    assert value.loss.item() < 30 * 8 and x.grad is not None and x.grad.isfinite().all()


def test_more_entropy_drives_the_nearest_strangers_apart() -> None:
    start = torch.nn.functional.normalize(1 + 0.3 * torch.randn(24, 8, generator=torch.Generator().manual_seed(0)))
    group = torch.arange(24) // 2
    apart = []
    for weight in (0.0, 1.0, 10.0):
        x = start.clone().requires_grad_()
        optimiser = torch.optim.SGD([x], lr=0.05)
        for _ in range(20):
            optimiser.zero_grad()
            unit = torch.nn.functional.normalize(x, dim=1)
            InfoNCE(START, temperature=0.5, entropy_weight=weight)(GroupBatch(unit, group)).loss.backward()
            optimiser.step()
        unit = torch.nn.functional.normalize(x.detach(), dim=1)
        between = distances(unit, unit).masked_fill(group[:, None] == group, 9)
        apart.append(between.min(dim=1).values.mean().item())
    assert apart[0] < apart[1] < apart[2]


def test_distances_of_identical_rows_are_nearly_none_also_in_single_precision() -> None:
    rows = torch.nn.functional.normalize(torch.randn(50, 512, generator=torch.Generator().manual_seed(0)))
    found = distances(rows, rows)
    assert found.dtype == torch.float32 and found.diagonal().max().item() < 1e-6
    slow = (rows[:, None].double() - rows[None].double()).square().sum(dim=2).sqrt()
    assert (found - slow).abs().max().item() < 1e-6
