"""The recall of an approximate search: what it means, that close neighbours weigh, that a bad index shows."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.records import Embeddings, Neighbours
from app.core.searching.index import nearest
from app.core.searching.recall import measured
from tests.vectors import blobs


def rows(base: Embeddings, k: int = 5) -> Neighbours:
    return nearest(base, base, k)


def test_the_exact_answer_has_recall_one_and_an_honest_lower_bound() -> None:
    base = blobs(np.random.default_rng(0), 3000)
    told = measured(rows(base), base, size=200)
    assert (told.recall, told.first, told.sample) == (1.0, 1.0, 200)
    assert 0.97 < told.low < 1.0
    assert sum(band["images"] for band in told.bands) == 3000
    assert sum(band["sample"] for band in told.bands) == 200


def test_the_figure_is_the_true_share_within_its_interval() -> None:
    base, rng = blobs(np.random.default_rng(1), 2000), np.random.default_rng(2)
    found = rows(base)
    lost = rng.random(found.others.shape) < 0.3
    lost[:, 0] = rng.random(2000) < 0.1
    damaged = Neighbours(found.ids, np.where(lost, -1, found.others), np.where(lost, np.inf, found.distances))
    told = measured(damaged, base, size=500)
    assert told.recall == pytest.approx(1 - lost.mean(), abs=0.03)
    assert told.first == pytest.approx(0.9, abs=0.04)
    assert told.low < 1 - lost.mean()


def test_images_with_a_close_neighbour_are_sampled_far_beyond_their_share() -> None:
    base = blobs(np.random.default_rng(3), 4000)
    told = measured(rows(base), base, size=200)
    close = [band for band in told.bands if band["from"] < 0.3]
    share = sum(band["images"] for band in close) / 4000
    assert sum(band["sample"] for band in close) / 200 > 1.5 * share


def test_an_index_that_loses_only_close_neighbours_shows_it() -> None:
    base = blobs(np.random.default_rng(4), 3000)
    found = rows(base)
    close = found.distances < 0.3
    assert 0 < close.mean() < 0.1
    lost = Neighbours(found.ids, np.where(close, -1, found.others), np.where(close, np.inf, found.distances))
    order = np.argsort(lost.distances, axis=1, kind="stable")
    lost = Neighbours(lost.ids, *(np.take_along_axis(a, order, axis=1) for a in (lost.others, lost.distances)))
    told = measured(lost, base, size=300)
    assert told.recall < 0.99
    assert told.first < 0.9


def test_distances_written_in_an_index_are_not_believed() -> None:
    base = blobs(np.random.default_rng(5), 1000)
    found = rows(base)
    strangers = np.random.default_rng(6).permutation(found.others)
    assert measured(Neighbours(found.ids, strangers, found.distances), base, size=200).recall < 0.1


@pytest.mark.parametrize("entry", ["itself", "the last one again", "an image of no collection"])
def test_an_entry_that_is_no_neighbour_is_no_hit(entry: str) -> None:
    base = blobs(np.random.default_rng(5), 600)
    found = rows(base)
    others = found.others.copy()
    others[:, 0] = {"itself": found.ids, "the last one again": others[:, -1]}.get(entry, 10**9)
    told = measured(Neighbours(found.ids, others, found.distances), base, size=200)
    assert told.recall == pytest.approx(0.8) and told.first < 0.05


def test_copies_at_the_same_distance_count_whichever_was_found() -> None:
    base = Embeddings(np.arange(50), np.eye(1, 8, dtype=np.float32).repeat(50, axis=0))
    found = rows(base, 3)
    other = Neighbours(found.ids, (found.ids[:, None] + np.array([7, 8, 9])) % 50, found.distances)
    assert measured(other, base).recall == 1.0


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_images(count: int) -> None:
    base = blobs(np.random.default_rng(7), count)
    assert measured(rows(base), base).recall == 1.0


def test_the_same_seed_draws_the_same_sample() -> None:
    base = blobs(np.random.default_rng(8), 1000)
    found = rows(base)
    strangers = Neighbours(found.ids, np.random.default_rng(9).permutation(found.others), found.distances)
    assert measured(strangers, base, seed=3, size=99) == measured(strangers, base, seed=3, size=99)
