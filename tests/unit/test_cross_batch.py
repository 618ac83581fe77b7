"""The cross-batch memory: with vectors that stay where they are it is one big batch, and images are told by number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch  # noqa: TID253
from hypothesis import given, settings
from hypothesis import strategies as st

from models.loss import GroupBatch, PairBatch, TripletBatch
from models.losses import LOSSES
from models.sampler import Triplets
from models.samplers.batch_hard import BatchHard
from models.samplers.cross_batch import CrossBatch, build
from models.samplers.surroundings import surroundings
from tests.batches import START
from tests.unit.test_group_samplers import sampler
from tests.vectors import unit

RNG = np.random.default_rng(0)
GROUP = np.repeat(np.arange(40), 5)
VECTORS = unit(RNG.standard_normal((200, 8)) + RNG.standard_normal((40, 8))[GROUP])


def memory(size: int = 1000, warm_up: int = 0, choose: str = "batch_hard") -> CrossBatch:
    return build(GROUP, per_group=3, choose=choose, size=size, warm_up=warm_up)


def fed(made: CrossBatch, batches: list[np.ndarray]) -> CrossBatch:
    for batch in batches:
        made.see(batch, VECTORS[batch])
    return made


def loss(name: str, vectors: np.ndarray, images: np.ndarray, anchors: int, triplets: Triplets) -> float:
    """The loss called `name` of one step over `images`, of which the first `anchors` were drawn."""
    entry = LOSSES.entry(name)
    built = entry.load()(START, **{setting.key: setting.default for setting in entry.settings})
    rows = torch.from_numpy(vectors).double()
    if entry.needs == "groups":
        batch: Any = GroupBatch(rows, torch.from_numpy(GROUP[images]), len(images) - anchors)
        return float(built(batch).loss)
    near, far = (
        (rows[triplets.anchor] - rows[other]).norm(dim=1) for other in (triplets.positive, triplets.negative)
    )
    if entry.needs == "triplets":
        return float(built(TripletBatch(near, far, torch.from_numpy(images[triplets.anchor]))).loss)
    ends = torch.from_numpy(images)
    left = ends[np.concatenate([triplets.anchor] * 2)]
    right = ends[np.concatenate([triplets.positive, triplets.negative])]
    positive = torch.arange(len(left)) < len(near)
    given = PairBatch(torch.cat([near, far]), positive, 2 * positive.long(), left, right, torch.full_like(left, np.nan,
                      dtype=torch.float64))  # fmt: skip
    return float(built(given).loss)


@pytest.mark.parametrize("name", ["contrastive", "triplet", "lifted_structure"])
def test_with_vectors_that_stay_the_memory_is_one_big_batch_and_without_it_is_not(name: str) -> None:
    order = np.random.default_rng(1).permutation(200)
    made = fed(memory(), np.split(order, 10))
    drawn = made.draw(12, np.random.default_rng(2))
    others = order[~np.isin(order, drawn)]
    all_images, all_vectors = np.concatenate([drawn, others]), VECTORS[np.concatenate([drawn, others])]
    everything = surroundings(all_vectors, all_images, GROUP, len(drawn))
    wanted = loss(name, all_vectors, all_images, len(drawn), BatchHard()(everything, RNG))

    def of_step() -> float:
        kept = made.remembered()
        images = np.concatenate([drawn, kept.image])
        vectors = np.concatenate([VECTORS[drawn], kept.vectors.reshape(-1, 8)])
        return loss(name, vectors, images, len(drawn), made.choose(vectors, images, RNG))

    assert of_step() == pytest.approx(wanted, rel=1e-12)
    made.forget(order)
    assert abs(of_step() - wanted) > 1e-3 * abs(wanted)


def test_a_memory_of_nothing_is_no_memory() -> None:
    plain, made = sampler("batch_hard", GROUP, per_group=3), memory(warm_up=10)
    rngs = np.random.default_rng(3), np.random.default_rng(3)
    drawn, same = plain.draw(12, rngs[0]), made.draw(12, rngs[1])
    assert np.array_equal(drawn, same) and len(made.remembered().image) == 0
    one, other = plain.choose(VECTORS[drawn], drawn, rngs[0]), made.choose(VECTORS[drawn], drawn, rngs[1])
    assert np.array_equal(one.positive, other.positive) and np.array_equal(one.negative, other.negative)


@settings(max_examples=40, deadline=None)
@given(size=st.integers(1, 30), seed=st.integers(0, 1000), steps=st.integers(1, 25))
def test_it_keeps_the_latest_vector_of_the_last_images_oldest_first(size: int, seed: int, steps: int) -> None:
    """Against a plain list, through forgetting and closing up."""
    rng, made, expected = np.random.default_rng(seed), memory(size), []
    for step in range(steps):
        batch = rng.choice(200, rng.integers(1, min(size, 12) + 1), replace=False)
        vectors = np.full((len(batch), 2), step, np.float32)
        made.see(batch, vectors)
        expected = ([one for one in expected if one[0] not in batch] + [(int(i), step) for i in batch])[-size:]
        if rng.random() < 0.3:
            gone = rng.choice(200, 20, replace=False)
            made.forget(gone)
            expected = [one for one in expected if one[0] not in gone]
        kept = made.remembered()
        assert list(zip(kept.image.tolist(), kept.vectors[:, 0].tolist(), strict=True)) == expected
        assert made.figures()["remembered"] == len(expected)


def test_what_is_drawn_is_not_remembered_beside_itself_but_a_duplicate_of_it_is() -> None:
    twins = VECTORS.copy()
    twins[1] = twins[0]  # of one group
    made = memory()
    made.see(np.arange(200), twins)
    for seed in range(50):
        drawn = made.draw(12, np.random.default_rng(seed))
        kept = made.remembered()
        assert not np.isin(kept.image, drawn).any() and len(kept.image) == 200 - len(drawn)
        if 0 in drawn and 1 not in drawn:
            images = np.concatenate([drawn, kept.image])
            around = surroundings(np.concatenate([twins[drawn], kept.vectors]), images, GROUP, len(drawn))
            place = np.flatnonzero(images == 1)[0]
            assert around.positive[drawn.tolist().index(0), place]
            return
    raise AssertionError("no batch had image 0 without its duplicate")


def test_the_collection_shown_at_the_start_fills_the_memory_from_everywhere() -> None:
    made = memory(size=20)
    made.see(np.arange(200), VECTORS)
    assert len(np.unique(GROUP[made.remembered().image] // 4)) == 10


def test_another_number_of_dimensions_empties_it() -> None:
    made = fed(memory(), [np.arange(10)])
    made.see(np.arange(5), np.ones((5, 3), np.float32))
    assert made.remembered().image.tolist() == [0, 1, 2, 3, 4]


def test_the_drift_is_how_far_images_moved_since_they_were_remembered() -> None:
    made = memory()
    for step in range(12):
        made.see(np.arange(3), np.array([[step * 0.1, 0]] * 3, np.float32))
    made.see(np.array([9]), np.zeros((1, 2), np.float32))
    assert made.figures()["drift_10"] == pytest.approx(0.1)
    for _ in range(100):
        made.see(np.array([50]), np.zeros((1, 2), np.float32))
    made.see(np.array([9]), np.array([[0, 3]], np.float32))
    assert made.figures()["drift_100"] == pytest.approx(3) and "drift_1000" not in made.figures()


def test_the_warm_up_is_counted_in_steps() -> None:
    made = memory(warm_up=3)
    for step in range(5):
        made.draw(12, RNG)
        assert (len(made.remembered().image) > 0) == (step >= 3)
        made.see(np.arange(150 + step, 155 + step), VECTORS[150 + step : 155 + step])
