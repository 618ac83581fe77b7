"""Similarity of local vectors and mutual matches, against the sentences that define them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.verifying.matching import mutual, similarity
from app.core.verifying.regions import MOST, Regions, regions


def unit(rng: np.random.Generator, count: int, dim: int = 8) -> np.ndarray:
    vectors = rng.standard_normal((count, dim)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def slow_similarity(one: np.ndarray, other: np.ndarray) -> float:
    forth = [max(float(a @ b) for b in other) for a in one]
    back = [max(float(a @ b) for a in one) for b in other]
    return (sum(forth) / len(forth) + sum(back) / len(back)) / 2


sizes = st.integers(1, 9)


@given(sizes, sizes, st.integers(0, 2**32 - 1))
def test_similarity_is_the_mean_of_the_best_both_ways(a: int, b: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = unit(rng, a), unit(rng, b)
    value = similarity(one, other)
    assert value == pytest.approx(slow_similarity(one, other), abs=1e-5)
    assert value == pytest.approx(similarity(other, one), abs=1e-6)
    assert value == pytest.approx(similarity(one[rng.permutation(a)], other[rng.permutation(b)]), abs=1e-6)
    assert similarity(one, one) == pytest.approx(1, abs=1e-5) and value <= 1 + 1e-5


def test_nothing_is_like_nothing() -> None:
    none = np.empty((0, 8), np.float32)
    assert similarity(none, unit(np.random.default_rng(0), 3)) == 0.0
    assert mutual(none, none).shape == (0, 2)


@given(sizes, sizes, st.integers(0, 2**32 - 1))
def test_mutual_matches_are_each_others_nearest(a: int, b: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = unit(rng, a), unit(rng, b)
    table = one @ other.T
    wanted = {(i, j) for i in range(a) for j in range(b) if table[i].argmax() == j and table[:, j].argmax() == i}
    found = mutual(one, other)
    assert {tuple(pair) for pair in found.tolist()} == wanted
    values = [table[i, j] for i, j in found]
    assert values == sorted(values, reverse=True)


def test_the_ratio_drops_what_repeats_in_the_other_picture() -> None:
    window = np.float32([1, 0, 0])
    other = np.float32([[1, 0, 0], [0.999, 0.0447, 0], [0, 0, 1]])
    assert mutual(np.stack([window, np.float32([0, 0, 1])]), other, 0.8).tolist() == [[0, 0], [1, 2]]
    slightly = np.float32([[0.9998, 0.02, 0], [0, 0, 1]])  # between the two alike ones: which is it?
    assert mutual(slightly, other, 0.8).tolist() == [[1, 2]]


def a_map(seed: int = 0, side: int = 28, channels: int = 112) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((side, side, channels)).astype(np.float32)


def test_regions_are_unit_vectors_of_distinct_places() -> None:
    found = regions(a_map())
    assert len(found) == MOST and len(np.unique(found.points, axis=0)) == MOST
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)
    assert found.points.min() > 0 and found.points.max() < 1


def test_a_region_lies_where_the_map_is_strongest_and_sums_its_patch() -> None:
    cells = np.zeros((28, 28, 4), np.float32)
    cells[5, 20] = [9, 0, 0, 0]
    cells[6, 20] = [0, 3, 0, 0]
    found: Regions = regions(cells, patch=3)
    assert found.points[0].tolist() == pytest.approx([20.5 / 28, 5.5 / 28])
    mean = cells.mean((0, 1))
    patch = (cells[4:7, 19:22] - mean).sum((0, 1))
    assert found.vectors[0] == pytest.approx(patch / np.linalg.norm(patch), abs=1e-5)


def test_with_a_crop_no_region_lies_outside_of_it() -> None:
    found = regions(a_map(), crop=0.5)
    low, high = 0.5 - 0.5**0.5 / 2, 0.5 + 0.5**0.5 / 2
    assert found.points.min() >= low - 0.02 and found.points.max() <= high + 0.02
    assert len(regions(a_map())) == MOST and found.points.min() > 0.1


def test_a_flat_map_has_no_regions() -> None:
    assert len(regions(np.full((28, 28, 112), 3, np.float32))) == 0
