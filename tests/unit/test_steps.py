"""Steps: only what is known to match is pulled together, only what may differ is pushed apart, gradients count once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch  # noqa: TID253

from models.finetune import Recipe, Training
from models.loss import GroupBatch, LossValue, PairBatch, Start, TripletBatch
from models.material import Material, Relations, keys
from models.sampler import Remembered, Triplets
from tests.lessons import LEARNED, OPTIONS, lesson, recipe, scenes, student_of, whitened

FIRST = np.arange(12)  # images drawn: six scenes of two


class Told:
    """A loss of any kind that keeps its batches."""

    def __init__(self, _start: Start) -> None:
        self.batches: list[Any] = []

    def __call__(self, batch: Any) -> LossValue:
        self.batches.append(batch)
        parts = [value for value in vars(batch).values() if torch.is_tensor(value) and value.is_floating_point()]
        return LossValue(sum(part.nan_to_num().sum() for part in parts), torch.tensor(1.0))  # type: ignore[arg-type]

    def parameters(self) -> list[Any]:
        return []

    def figures(self) -> dict[str, float]:
        return {}


class Every:
    """A sampler that chooses every triplet of places there is, right or wrong."""

    def __init__(self, _group: Any, memory: np.ndarray | None = None) -> None:
        self.seen: list[np.ndarray] = []
        self._memory = memory

    def draw(self, _size: int, _rng: np.random.Generator) -> np.ndarray:
        return FIRST

    def remembered(self) -> Remembered:
        if self._memory is None:
            return Remembered(np.empty((0, 0), np.float32), np.empty(0, np.int64))
        return Remembered(whitened(scenes()).apply(scenes())[self._memory], self._memory)

    def choose(self, _vectors: Any, images: np.ndarray, _rng: np.random.Generator) -> Triplets:
        grid = np.array(np.meshgrid(*(np.arange(len(images)),) * 3, indexing="ij")).reshape(3, -1)
        grid = grid[:, grid[0] < len(FIRST)]
        return Triplets(*grid)

    def see(self, images: np.ndarray, _vectors: Any) -> None:
        self.seen.append(images)

    def figures(self) -> dict[str, float]:
        return {}


def one_step(
    needs: str, material: Material, *, memory: np.ndarray | None = None, hard: np.ndarray | None = None,
    suspect: float = 0.0,
) -> tuple[Any, Training]:  # fmt: skip
    sampler: Callable[..., Every] = lambda group: Every(group, memory)  # noqa: E731
    made = Recipe(Told, needs, sampler, "groups")
    options = replace(OPTIONS, steps=1, suspect=suspect, pairs_per_step=8, hard_share=0.5)
    training = Training(student_of(scenes()), material, made, options, np.random.default_rng(0), hard)
    next(training.run())
    return training.loss.batches[-1], training  # type: ignore[attr-defined]


def changed(**relations: Any) -> Material:
    """The made lesson, nothing known of images of different scenes but what is said here."""
    material = lesson()
    known = replace(material.relations, apart=np.zeros(material.images, np.bool_), **relations)
    return replace(material, relations=known)


def pairs_of(batch: PairBatch) -> dict[bool, set[tuple[int, int]]]:
    found: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}
    for a, b, positive in zip(batch.left.tolist(), batch.right.tolist(), batch.positive.tolist(), strict=True):
        found[positive].add((min(a, b), max(a, b)))
    return found


def test_triplets_become_pairs_in_the_sense_in_which_they_are_known() -> None:
    """2 and 3 match by their scene but were graded NND; nobody could say whether 0 and 4 match."""
    same = np.arange(2 * 120)
    links, ranks = keys(np.array([0, 2, 4, 6, 8, 10]), np.array([1, 3, 5, 7, 9, 11])), np.array([2, 0, 2, 1, 2, 2])
    material = changed(same=same, links=links, ranks=ranks, unsettled=keys(np.array([0]), np.array([4])))
    found = pairs_of(one_step("pairs", material)[0])
    assert found[True] == {(0, 1), (4, 5), (6, 7), (8, 9), (10, 11)}
    across = {(a, b) for a in range(12) for b in range(a + 1, 12) if a // 2 != b // 2 and (a, b) != (0, 4)}
    # As negatives of an anchor that has a positive; 2 and 3 are such of nothing but each other's scene.
    assert found[False] <= across and {(1, 4), (0, 5)} <= found[False]
    batch = one_step("pairs", material)[0]
    ranks_of = dict(zip(zip(batch.left.tolist(), batch.right.tolist(), strict=True), batch.rank.tolist(), strict=True))
    assert ranks_of[6, 7] == 1 and ranks_of[0, 1] == 2 and ranks_of[0, 6] == 0 and ranks_of.get((2, 3), 0) == 0


def test_negatives_too_close_are_noted_and_not_learned() -> None:
    material = changed()
    vectors = whitened(scenes()).apply(scenes())
    batch, training = one_step("pairs", material, suspect=0.9)
    learned = material.positive & ~material.validation
    bound = np.quantile(np.linalg.norm(vectors[material.left[learned]] - vectors[material.right[learned]], axis=1), 0.9)
    assert training.scene.suspect == pytest.approx(bound, abs=1e-5)
    open_ = [(a, b) for a in range(12) for b in range(a + 1, 12) if a // 2 != b // 2]
    close = {edge for edge in open_ if np.linalg.norm(vectors[edge[0]] - vectors[edge[1]]) < bound}
    assert close and close.isdisjoint(pairs_of(batch)[False])
    assert {(key >> 32, key & 0xFFFFFFFF) for key in training.scene.suspects} == close
    # What is known to be different is learned from however close it is.
    known = replace(material, relations=replace(material.relations, apart=np.ones(material.images, np.bool_)))
    batch, training = one_step("pairs", known, suspect=0.9)
    assert close <= pairs_of(batch)[False] and not training.scene.suspects


def test_an_image_is_no_positive_of_its_own_remembered_copy() -> None:
    memory = np.array([0, 1, 20, 21])
    batch: TripletBatch = one_step("triplets", changed(), memory=memory)[0]
    assert (batch.near > 1e-3).all() and len(batch.near) == len(batch.far) == len(batch.anchor) > 0
    assert set(batch.anchor.tolist()) == set(FIRST.tolist())


def test_group_losses_see_the_memory_last_and_without_copies() -> None:
    memory = np.array([0, 20, 21])
    batch: GroupBatch = one_step("groups", changed(), memory=memory)[0]
    assert batch.memory == 2 and len(batch.vectors) == 14
    assert batch.group.tolist() == [image // 2 for image in (*FIRST, 20, 21)]


def test_group_losses_lose_one_end_of_what_may_not_be_compared() -> None:
    unsettled = keys(np.array([0]), np.array([4]))
    batch: GroupBatch = one_step("groups", changed(unsettled=unsettled))[0]
    assert batch.group.tolist() == [0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5]  # image 4 is gone
    component = lesson().relations.component.copy()
    component[6] = component[7] = component[0]  # a perceptual hash joins scenes 0 and 3: nothing may be said
    batch = one_step("groups", changed(component=component))[0]
    assert 3 not in batch.group.tolist() and batch.group.tolist().count(0) == 2


@pytest.mark.parametrize("needs", ["pairs", "triplets", "groups"])
def test_mined_negatives_come_with_their_groups(needs: str) -> None:
    hard = np.array([(30, 41), (30, 51), (60, 71), (80, 91)])
    batch, training = one_step(needs, changed(), hard=hard)
    seen = set(training.sampler.seen[-1].tolist())
    assert set(range(12)) | {30, 31, 40, 41} <= seen
    if needs == "pairs":
        assert {(30, 41), (30, 51), (60, 71), (80, 91)} <= pairs_of(batch)[False]
        assert {(30, 31), (40, 41)} <= pairs_of(batch)[True]
    elif needs == "triplets":
        assert {30, 41, 51, 60, 71} <= set(batch.anchor.tolist())
    else:
        assert {15, 20, 25, 30, 35} <= set(batch.group.tolist())


def test_mined_negatives_without_a_match_are_still_pairs() -> None:
    material = changed(group=np.where(np.arange(240) < 100, np.arange(240) // 2, 1000 + np.arange(240)))
    hard = np.array([(101, 120), (130, 141), (30, 151)])
    found = pairs_of(one_step("pairs", material, hard=hard)[0])
    assert {(101, 120), (130, 141), (30, 151)} <= found[False]
    assert (30, 31) in found[True] and (100, 101) not in found[True]


def test_mined_negatives_are_a_stated_share_of_graded_pairs() -> None:
    hard = np.array([(0, 3), (4, 9)])
    seen: list[PairBatch] = []

    class Noting(Told):
        def __call__(self, batch: Any) -> LossValue:
            seen.append(batch)
            return super().__call__(batch)

    options = replace(OPTIONS, steps=1, pairs_per_step=40, hard_share=0.25)
    plain = recipe()
    list(Training(student_of(scenes()), lesson(), replace(plain, build_loss=Noting), options,
                  np.random.default_rng(0), hard).run())  # fmt: skip
    assert len(seen[0].distance) == 40 and seen[0].positive.sum() == 15
    mined = [(a, b) for a, b in zip(seen[0].left.tolist(), seen[0].right.tolist(), strict=True)][-10:]
    assert set(mined) == {(0, 3), (4, 9)} and seen[0].rank[-10:].sum() == 0 and seen[0].degree.isnan().all()


def test_a_gradient_counts_once() -> None:
    """With a rate of 0 and all pairs in every step, every step has the gradient of the first."""
    material = lesson()
    count = int((~material.validation).sum())
    options = replace(OPTIONS, steps=4, learning_rate=0.0, pairs_per_step=count)
    training = Training(student_of(scenes()), material, recipe(sampler="random"), options, np.random.default_rng(0))
    norms = [stats.gradient for stats in training.run()][:-1]
    assert norms[0] > 0 and np.allclose(norms, norms[0], rtol=1e-5)


def test_relations_of_held_back_images_reach_no_sampler() -> None:
    material = lesson()
    pool, rows = material.pool()
    assert len(material.groups()) == LEARNED and max(pool.left.max(), pool.right.max()) < LEARNED
    assert np.array_equal(material.left[rows], pool.left) and not material.validation[rows].any()
    assert isinstance(material.relations, Relations)
