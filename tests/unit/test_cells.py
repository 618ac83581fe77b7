"""Cells: deterministic, none empty, and the nearest cells of a vector against comparing it with all of them."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.jobs import Cancelled, Job
from app.core.searching.cells import Cells, assign, best_columns, count_for, learn
from app.core.searching.sieves import sieve_on
from tests.vectors import DEVICES, blobs, present


@pytest.mark.parametrize("device", DEVICES)
def test_every_vector_finds_its_nearest_cells(device: str) -> None:
    present(device)
    vectors, sieve = blobs(np.random.default_rng(0), 6000).vectors, sieve_on(device)
    cells = learn(vectors, 100, 0, sieve)
    found = assign(vectors, cells, 8, sieve)
    apart = ((vectors[:, None, :].astype(np.float64) - cells.centres[None]) ** 2).sum(axis=2)
    truth = np.argsort(apart, axis=1)[:, :8]
    assert (found == truth).mean() > 0.999
    own = np.take_along_axis(apart, found.astype(np.int64), axis=1)
    assert (np.diff(own, axis=1) > -1e-5).all()  # nearest first
    assert (np.diff(np.sort(found, axis=1), axis=1) > 0).all()  # each once


def test_cells_are_of_use_and_none_is_left_out() -> None:
    vectors, sieve = blobs(np.random.default_rng(1), 5000).vectors, sieve_on("cpu")
    cells = learn(vectors, 64, 0, sieve)
    home = assign(vectors, cells, 1, sieve)[:, 0]
    assert cells.centres.shape == (64, 32)
    assert np.array_equal(np.unique(cells.group), np.arange(cells.group[-1] + 1))
    assert (np.diff(cells.group) >= 0).all()
    spread = np.mean(((vectors - cells.centres[home]) ** 2).sum(axis=1))
    drawn = vectors[np.random.default_rng(0).choice(5000, 64, replace=False)]
    by_chance = np.mean(((vectors[:, None] - drawn) ** 2).sum(axis=2).min(axis=1))
    assert spread < 0.8 * by_chance
    assert spread < 0.8 * np.mean(((vectors - vectors.mean(axis=0)) ** 2).sum(axis=1))
    assert np.bincount(home, minlength=64).max() < 12 * 5000 / 64


def test_the_same_seed_gives_the_same_cells_and_another_seed_others() -> None:
    vectors, sieve = blobs(np.random.default_rng(2), 2000).vectors, sieve_on("cpu")
    one, two, other = (learn(vectors, 20, seed, sieve).centres for seed in (5, 5, 6))
    assert one.tobytes() == two.tobytes()
    assert not np.array_equal(one, other)


def test_identical_vectors_and_hardly_any_vectors_have_cells() -> None:
    sieve = sieve_on("cpu")
    for vectors in (np.ones((500, 4), np.float16), np.ones((1, 4), np.float32), np.eye(3, dtype=np.float32)):
        cells = learn(vectors, 10, 0, sieve)
        assert len(cells.centres) <= min(10, len(vectors))
        assert np.isfinite(cells.centres).all()
        assert assign(vectors, cells, 16, sieve).shape == (len(vectors), min(16, len(cells.centres)))


def test_best_columns_equal_sorting() -> None:
    rng = np.random.default_rng(3)
    rows, base = (rng.standard_normal((n, 9)).astype(np.float32) for n in (70, 41))
    half = (base**2).sum(axis=1) / 2
    columns, scores = best_columns(rows, base, half, 6, sieve_on("cpu"))
    everything = rows @ base.T - half
    assert np.array_equal(columns, np.argsort(-everything, axis=1)[:, :6])
    assert np.allclose(scores, -np.sort(-everything, axis=1)[:, :6], atol=1e-5)


def test_how_many_cells_a_collection_has() -> None:
    assert [count_for(n) for n in (0, 1, 1000, 1_000_000, 10**9)] == [1, 1, 3, 3906, 16_384]


def test_learning_and_sorting_can_be_cancelled() -> None:
    vectors, sieve = blobs(np.random.default_rng(4), 500).vectors, sieve_on("cpu")
    stop = Job(is_cancelled=lambda: True)
    with pytest.raises(Cancelled):
        learn(vectors, 5, 0, sieve, job=stop)
    with pytest.raises(Cancelled):
        assign(vectors, Cells(vectors[:5], np.zeros(5, np.int64)), 2, sieve, job=stop)
