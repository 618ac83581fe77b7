"""Cross-group negatives: every pair where that fits, an honest sample where it does not."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.measuring import metrics
from app.core.measuring.cross_pairs import CrossPairs, cross_pairs
from app.core.mining.known import keys
from app.core.records import Embeddings


def vectors(count: int, seed: int = 0, dim: int = 8) -> Embeddings:
    rng = np.random.default_rng(seed)
    rows = rng.standard_normal((count, dim)).astype(np.float32)
    return Embeddings(np.arange(count) * 3 + 5, rows / np.linalg.norm(rows, axis=1, keepdims=True))


def made(embeddings: Embeddings, group: np.ndarray, answered: list[tuple[int, int]], **limits: int) -> CrossPairs:
    table = np.array(answered, np.int64).reshape(-1, 2)
    known = np.unique(keys(table[:, 0], table[:, 1]))
    return cross_pairs(embeddings, group, known, np.random.default_rng(0), **limits)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=25), st.sets(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_small_sets_give_every_pair_of_different_groups_without_an_answer(
    groups: list[int], asked: set[tuple[int, int]]
) -> None:
    embeddings, group = vectors(len(groups)), np.array(groups)
    answered = {(min(e) * 3 + 5, max(e) * 3 + 5) for e in asked if e[0] != e[1]}
    found = made(embeddings, group, sorted(answered))
    ids = embeddings.ids.tolist()
    expected = [(a, b) for (i, a), (j, b) in combinations(enumerate(ids), 2) if groups[i] != groups[j]]
    expected = [edge for edge in expected if edge not in answered]
    assert sorted(zip(found.left.tolist(), found.right.tolist(), strict=True)) == expected
    assert (found.weight == 1).all()
    place = {image: row for row, image in enumerate(ids)}
    for a, b, d in zip(found.left.tolist(), found.right.tolist(), found.distance, strict=True):
        assert d == pytest.approx(np.linalg.norm(embeddings.vectors[place[a]] - embeddings.vectors[place[b]]), abs=1e-6)


def test_blocks_of_rows_meet() -> None:
    embeddings = vectors(700, dim=2)
    found = made(embeddings, np.arange(700) // 2, [])
    assert len(found.left) == 700 * 699 // 2 - 350
    assert len(np.unique(keys(found.left, found.right))) == len(found.left)


def test_beyond_the_limit_the_closest_are_all_there_and_the_weights_add_up() -> None:
    embeddings, group = vectors(600), np.arange(600) // 3
    answered = [(5, 14), (5, 17), (5, 8)]  # the last is one within a group
    everything = made(embeddings, group, answered)
    some = made(embeddings, group, answered, limit=1000, closest=2000, sample=20_000)
    assert len(some.left) < 25_000
    assert some.weight.sum() == pytest.approx(len(everything.left))
    single = some.weight == 1
    reach = some.distance[single].max()
    near = everything.distance < reach - 1e-6
    assert 1500 < single.sum() < 2500
    assert set(keys(everything.left[near], everything.right[near])) <= set(keys(some.left[single], some.right[single]))
    assert not set(keys(some.left[single], some.right[single])) & set(keys(some.left[~single], some.right[~single]))


def test_figures_from_the_sample_are_those_of_all_pairs() -> None:
    embeddings, group = vectors(600), np.arange(600) // 3
    positives = np.random.default_rng(1).uniform(0.2, 1.2, 300)
    ones, zeros = np.ones(300), np.zeros(300, np.int64)
    near = metrics.Pairs(positives, ones, zeros, zeros)
    found = []
    for limits in ({}, {"limit": 1000, "closest": 2000, "sample": 40_000}):
        cross = made(embeddings, group, [], **limits)
        places = np.zeros(len(cross.left), np.int64)
        sample = metrics.ranked(near, metrics.Pairs(cross.distance, cross.weight, places, places))
        assert metrics.carried(sample) == metrics.RATES[:4]
        found.append(metrics.figures(sample))
    assert found[1].auc[0] == pytest.approx(found[0].auc[0], abs=0.003)
    assert found[1].tpr[0, 2:].tolist() == found[0].tpr[0, 2:].tolist()  # decided by the closest: exact
    assert np.abs(found[1].tpr - found[0].tpr).max() < 0.02


def test_one_group_has_no_pair_across() -> None:
    assert not len(made(vectors(9), np.zeros(9, np.int64), []).left)
    assert not len(made(vectors(0), np.zeros(0, np.int64), []).left)
