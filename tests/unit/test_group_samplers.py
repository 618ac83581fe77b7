"""What every sampler of groups owes: valid batches, no negative of the anchor's group, and the same for a seed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.sampler import GroupSampler, Triplets
from models.samplers import SAMPLERS
from models.samplers.composition import Composition
from tests.vectors import unit

GROUPS = [entry.name for entry in SAMPLERS if entry.needs == "groups"]
VARIANTS: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in GROUPS),
    ("semi_hard", {"variant": "argmin"}),
    *(("distance_weighted", {"density": density}) for density in ("analytic", "histogram")),
    ("distance_weighted", {"cutoffs": "distances", "near": 0.5, "far": 1.4, "closer": "clamp"}),
    ("cross_batch", {"choose": "distance_weighted", "warm_up": 0, "size": 7}),
    ("cross_batch", {"choose": "batch_hard", "warm_up": 1}),
    ("bag_of_negatives", {"encoder": "autoencoder", "bag": 2, "choose": "softhard"}),
    ("cluster_restricted", {"cell": 8, "refresh": 1, "choose": "batch_hard"}),
]


def sampler(name: str, group: np.ndarray, **changed: Any) -> GroupSampler:
    entry = SAMPLERS.entry(name)
    built = entry.load()(group, **{setting.key: setting.default for setting in entry.settings} | changed)
    assert not isinstance(built, tuple) and hasattr(built, "choose")
    return built  # type: ignore[return-value]


def step(
    made: GroupSampler, vectors: np.ndarray, size: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, Triplets]:
    """One step as the training loop makes it: the images drawn, all that were looked at, and the triplets."""
    drawn = made.draw(size, rng)
    memory = made.remembered()
    images = np.concatenate([drawn, memory.image])
    rows = np.concatenate([vectors[drawn], memory.vectors]) if len(memory.image) else vectors[drawn]
    triplets = made.choose(rows, images, rng)
    made.see(drawn, vectors[drawn])
    return drawn, images, triplets


sizes = st.lists(st.integers(1, 6), min_size=3, max_size=12).filter(lambda s: sum(n > 1 for n in s) > 1)


@pytest.mark.parametrize(("name", "changed"), VARIANTS, ids=str)
@settings(max_examples=25, deadline=None)
@given(counts=sizes, size=st.integers(4, 24), dim=st.integers(2, 6), seed=st.integers(0, 99), twins=st.booleans())
def test_batches_and_triplets_are_valid_and_repeat_themselves(
    name: str, changed: dict[str, Any], counts: list[int], size: int, dim: int, seed: int, twins: bool
) -> None:
    """Also with images at one and the same place, which are positives or negatives by their group alone."""
    shuffled = np.random.default_rng(seed)
    group = shuffled.permutation(np.repeat(np.arange(len(counts)) * 3 + 5, counts))
    vectors = unit(shuffled.standard_normal((len(group), dim)))
    if twins:
        vectors[: len(group) // 2] = vectors[0]
    runs = []
    for _ in range(2):
        made, rng = sampler(name, group, **changed), np.random.default_rng(seed)
        runs.append([step(made, vectors, size, rng) for _ in range(4)])
        assert all(np.isfinite(value) for value in made.figures().values())
    for (drawn, images, triplets), (again, _, same) in zip(*runs, strict=True):
        assert np.array_equal(drawn, again) and np.array_equal(triplets.negative, same.negative)
        assert len(np.unique(images)) == len(images), "an image is drawn twice, or remembered while it is drawn"
        assert np.bincount(group[drawn])[np.unique(group[drawn])].min() >= 2
        assert len(np.unique(group[drawn])) >= 2
        anchor, positive, negative = (images[rows] for rows in (triplets.anchor, triplets.positive, triplets.negative))
        assert (group[anchor] != group[negative]).all()
        assert (group[anchor] == group[positive]).all() and (anchor != positive).all()
        assert (triplets.anchor < len(drawn)).all()


@pytest.mark.parametrize("dim", [2, 64, 512, 2048])
@pytest.mark.parametrize(("name", "changed"), VARIANTS, ids=str)
def test_every_number_of_dimensions_gives_triplets(name: str, changed: dict[str, Any], dim: int) -> None:
    rng = np.random.default_rng(dim)
    group = np.arange(60) // 4
    vectors = unit(rng.standard_normal((60, dim)))
    made = sampler(name, group, **changed)
    triplets = [step(made, vectors, 40, rng)[2] for _ in range(3)]
    if changed.get("cutoffs") != "distances":  # absolute cutoffs may well leave nothing
        assert all(len(t.anchor) for t in triplets)
    assert all(np.isfinite(value) for value in made.figures().values())


@pytest.mark.parametrize("name", GROUPS)
def test_a_collection_without_two_groups_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(UserError, match="there are 1 groups of two images or more, and learning from groups needs 2"):
        sampler(name, np.array([0, 0, 1, 2, 3]))


@pytest.mark.parametrize("name", ["bag_of_negatives", "cluster_restricted"])
def test_batches_of_near_images_have_nearer_negatives_than_random_ones_and_farther_ones_than_the_nearest(
    name: str,
) -> None:
    rng = np.random.default_rng(0)
    group = np.repeat(np.arange(500), 4)
    centres = np.repeat(rng.standard_normal((500, 16)), 4, axis=0)
    vectors = unit(centres + 0.3 * rng.standard_normal((2000, 16)))
    apart = np.sqrt(np.maximum(2 - 2 * vectors @ vectors.T, 0))
    apart[group[:, None] == group] = np.inf
    made, plain = sampler(name, group), sampler("random_triplets", group)
    made.see(np.arange(2000), vectors)
    mean = {}
    for key, one in (("near", made), ("random", plain)):
        batches = [one.draw(64, rng) for _ in range(40)]
        mean[key] = np.mean([apart[np.ix_(b, b)][np.isfinite(apart[np.ix_(b, b)])].mean() for b in batches])
    assert apart.min(axis=1).mean() + 0.1 < mean["near"] < mean["random"] - 0.1


@given(counts=sizes, per_group=st.integers(2, 5), size=st.integers(2, 30), seed=st.integers(0, 50))
def test_a_composition_has_its_number_of_groups_and_of_images(
    counts: list[int], per_group: int, size: int, seed: int
) -> None:
    group = np.repeat(np.arange(len(counts)), counts)
    made, rng = Composition(group, per_group), np.random.default_rng(seed)
    for drawn in (made.draw(size, rng), made.complete(rng.permutation(made.images), size, rng)):
        assert len(np.unique(drawn)) == len(drawn)
        found, times = np.unique(group[drawn], return_counts=True)
        assert len(found) == made.groups_of(size)
        assert all(n == min(per_group, counts[g]) for g, n in zip(found, times, strict=True))


def test_every_group_and_every_image_of_it_is_equally_likely() -> None:
    group = np.repeat([0, 1, 2, 3, 4], [2, 3, 4, 7, 1])
    made, rng, draws = Composition(group, 3), np.random.default_rng(0), 6000
    counts = np.zeros(17)
    for _ in range(draws):
        counts[made.draw(6, rng)] += 1
    share = made.groups_of(6) / 4
    expected = draws * share * np.repeat([1, 1, 3 / 4, 3 / 7, 0], [2, 3, 4, 7, 1])
    spread = np.sqrt(expected * (1 - expected / draws))
    assert (np.abs(counts - expected) <= 4.5 * spread).all()


def test_a_batch_made_of_a_bag_has_its_groups_in_their_order_and_its_images_first() -> None:
    group = np.repeat(np.arange(5), 4)
    made = Composition(group, 2)
    drawn = made.complete(np.array([9, 17, 10, 0, 19]), 6, np.random.default_rng(0))
    assert group[drawn].tolist() == [2, 2, 4, 4, 0, 0]
    assert drawn[:5].tolist() == [9, 10, 17, 19, 0] and drawn[5] in {1, 2, 3}
