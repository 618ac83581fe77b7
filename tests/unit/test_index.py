"""Exact neighbours against a float64 oracle: near-duplicates 1e-6 apart, ties, every block size, self and padding."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.jobs import Cancelled, Job
from app.core.records import Embeddings, FloatArray, IntArray
from app.core.searching.index import between, nearest
from tests.vectors import DEVICES, clusters, halved, oracle, present, unit


@pytest.fixture(scope="module")
def crowd() -> tuple[Embeddings, IntArray, FloatArray]:
    base = clusters(np.random.default_rng(5))
    return base, *oracle(base, base, 10)


BLOCKS = [None, (1024, 8192), (5000, 5000), (70, 4999), (999, 100), (64, 1000), (5001, 23)]


@pytest.mark.parametrize("block", BLOCKS)
def test_answers_equal_a_float64_brute_force_whatever_the_blocks(
    crowd: tuple[Embeddings, IntArray, FloatArray], block: tuple[int, int] | None
) -> None:
    base, others, distances = crowd
    found = nearest(base, base, 10, block=block)
    assert np.array_equal(found.others, others)
    assert np.array_equal(found.distances, distances)


@pytest.mark.parametrize("device", DEVICES[1:])
def test_torch_gives_the_same_answers(crowd: tuple[Embeddings, IntArray, FloatArray], device: str) -> None:
    present(device)
    base, others, distances = crowd
    for block in (None, (700, 900)):
        found = nearest(base, base, 10, device=device, block=block)
        assert np.array_equal(found.others, others)
        assert np.array_equal(found.distances, distances)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(crowd: tuple[Embeddings, IntArray, FloatArray], threads: int) -> None:
    base, others, distances = crowd
    found = nearest(base, base, 10, block=(400, 700), threads=threads)
    assert np.array_equal(found.others, others)
    assert np.array_equal(found.distances, distances)


@pytest.mark.parametrize("device", DEVICES[1:])
def test_products_in_float16_only_sift(crowd: tuple[Embeddings, IntArray, FloatArray], device: str) -> None:
    present(device)
    base, others, distances = crowd
    for block in (None, (700, 900)):
        found = nearest(base, base, 10, device=device, half=True, block=block)
        assert np.array_equal(found.others, others)
        assert np.array_equal(found.distances, distances)


@pytest.mark.parametrize("device", DEVICES)
def test_a_mapped_float16_base_is_searched_as_it_is(device: str, tmp_path: Path) -> None:
    present(device)
    base = halved(clusters(np.random.default_rng(8), 1500))
    np.save(tmp_path / "vectors.npy", base.vectors)
    mapped = Embeddings(base.ids, np.load(tmp_path / "vectors.npy", mmap_mode="r"))
    others, distances = oracle(base, base, 6)
    found = nearest(mapped, mapped, 6, device=device, block=(400, 333))
    assert np.array_equal(found.others, others)
    assert np.array_equal(found.distances, distances)


@pytest.mark.parametrize("n", [1, 2, 17, 40])
@pytest.mark.parametrize("device", DEVICES)
def test_more_neighbours_than_images_are_asked_for(device: str, n: int) -> None:
    present(device)
    base = clusters(np.random.default_rng(n), n, 8)
    found = nearest(base, base, 50, device=device)
    others, distances = oracle(base, base, 50)
    assert np.array_equal(found.others, others)
    assert np.array_equal(found.distances, distances)
    assert (found.others[:, n - 1 :] == -1).all()


def test_a_cluster_far_larger_than_what_is_kept_is_still_exact() -> None:
    rng = np.random.default_rng(1)
    middle = unit(rng.standard_normal((1, 64)))
    crowd = middle + 1e-6 * rng.permutation(700)[:, None] * unit(rng.standard_normal((1, 64)))
    base = Embeddings(np.arange(1000), unit(np.concatenate((crowd, rng.standard_normal((300, 64))))))
    others, distances = oracle(base, base, 5)
    found = nearest(base, base, 5)
    assert np.array_equal(found.others, others)
    assert np.array_equal(found.distances, distances)


def test_identical_vectors_are_at_zero_and_ordered_by_id() -> None:
    same = unit(np.random.default_rng(0).standard_normal((1, 1280)).repeat(200, axis=0))
    ids = np.arange(100, 300)
    found = nearest(Embeddings(ids, same), Embeddings(ids, same), 3)
    assert not found.distances.any()
    assert found.others[0].tolist() == [101, 102, 103]
    assert found.others[-1].tolist() == [100, 101, 102]


def test_only_the_same_id_is_left_out_and_short_rows_are_padded() -> None:
    rng = np.random.default_rng(2)
    base = Embeddings(np.array([3, 5, 9]), unit(rng.standard_normal((3, 8))))
    queries = Embeddings(np.array([5, 70]), unit(rng.standard_normal((2, 8))))
    found = nearest(queries, base, 4)
    assert sorted(found.others[0, :2].tolist()) == [3, 9]
    assert found.others[0, 2:].tolist() == [-1, -1]
    assert np.isinf(found.distances[0, 2:]).all()
    assert sorted(found.others[1, :3].tolist()) == [3, 5, 9]
    assert found.others[1, 3] == -1


@pytest.mark.parametrize(("queries", "base"), [(0, 4), (4, 0), (0, 0), (1, 1)])
def test_nothing_to_find_gives_empty_rows(queries: int, base: int) -> None:
    def some(count: int) -> Embeddings:
        return Embeddings(np.arange(count), np.eye(count, 6, dtype=np.float32))

    found = nearest(some(queries), some(base), 2)
    assert found.others.shape == (queries, 2)
    assert (found.others == -1).all()


@pytest.mark.parametrize("device", DEVICES)
def test_vectors_that_are_not_of_unit_length_are_ordered_by_distance_too(device: str) -> None:
    present(device)
    rng = np.random.default_rng(3)
    vectors = (unit(rng.standard_normal((300, 16))) * rng.uniform(0, 3, (300, 1))).astype(np.float32)
    base = Embeddings(np.arange(300), vectors)
    assert np.array_equal(nearest(base, base, 7, device=device, block=(50, 40)).others, oracle(base, base, 7)[0])


def test_distances_of_given_pairs_are_those_of_the_search() -> None:
    base = clusters(np.random.default_rng(4), 300)
    found = nearest(base, base, 4)
    rows = np.repeat(base.ids, 4)
    assert np.array_equal(between(base, rows, found.others.ravel()), found.distances.ravel())


def test_cancelling_stops_between_tiles() -> None:
    base = clusters(np.random.default_rng(6), 200)
    asked: list[int] = []
    job = Job(is_cancelled=lambda: bool(asked.append(1)) or len(asked) > 3)
    with pytest.raises(Cancelled):
        nearest(base, base, 2, block=(200, 10), job=job)
    assert len(asked) == 4
