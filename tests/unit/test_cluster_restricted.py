"""Batches out of one k-means cell: the cells, when they are made, and what is drawn from them."""

from __future__ import annotations

import numpy as np
import pytest

from models.samplers.cluster_restricted import ClusterRestricted, build, means, nearest

RNG = np.random.default_rng(0)
GROUP = np.repeat(np.arange(60), 4)
BLOB = GROUP // 10  # six blobs of ten groups
CENTRES = 3 * np.eye(6)
VECTORS = (CENTRES[BLOB] + 0.1 * RNG.standard_normal((240, 6))).astype(np.float32)


def restricted(refresh: int = 5, cell: int = 40) -> ClusterRestricted:
    return build(GROUP, per_group=2, choose="batch_hard", cell=cell, refresh=refresh)


def test_means_is_lloyds_algorithm() -> None:
    rows, centres = RNG.standard_normal((300, 3)).astype(np.float32), RNG.standard_normal((5, 3)).astype(np.float32)
    centres[4] = 100  # stays empty, and where it is
    expected = centres.astype(np.float64)
    for _ in range(10):
        own = [min(range(5), key=lambda c: ((row - expected[c]) ** 2).sum()) for row in rows]
        expected = np.array([
            rows[np.array(own) == c].mean(axis=0) if c in own else expected[c] for c in range(5)
        ])  # fmt: skip
    found = means(rows, centres)
    assert np.allclose(found, expected, atol=1e-4)
    assert nearest(rows, found).tolist() == [min(range(5), key=lambda c: ((row - found[c]) ** 2).sum()) for row in rows]


def test_a_batch_is_of_one_cell_and_of_the_next_ones_only_as_far_as_needed() -> None:
    made, rng = restricted(), np.random.default_rng(1)
    made.see(np.arange(240), VECTORS)
    alone, seen = 0, set()
    for _ in range(60):
        drawn = made.draw(12, rng)
        assert len(drawn) == 12 and len(np.unique(GROUP[drawn])) == 6
        alone += len(np.unique(BLOB[drawn])) == 1
        seen |= set(BLOB[drawn].tolist())
    assert alone > 35 and seen == set(range(6))  # k-means may split one blob and join two
    both = made.draw(40, rng)
    assert len(np.unique(GROUP[both])) == 20 and len(np.unique(BLOB[both])) <= 4


def test_until_half_of_the_images_were_seen_it_draws_at_random() -> None:
    made, rng = restricted(), np.random.default_rng(0)
    made.see(np.arange(0, 240, 3), VECTORS[::3])
    assert np.mean([len(np.unique(BLOB[made.draw(12, rng)])) for _ in range(30)]) > 3
    assert made.figures()["cells"] == 0
    made.see(np.arange(1, 240, 3), VECTORS[1::3])
    assert np.mean([len(np.unique(BLOB[made.draw(12, rng)])) for _ in range(30)]) < 2.5


def test_cells_are_made_anew_after_so_many_steps_and_tell_how_many_images_moved() -> None:
    made, rng = restricted(refresh=3), np.random.default_rng(0)
    made.see(np.arange(240), VECTORS)
    made.draw(12, rng)
    assert made.figures()["moved"] == 0
    turned = np.roll(VECTORS, 40, axis=0)  # every blob where another one was
    for step in range(3):
        made.see(np.arange(240), turned)
        made.draw(12, rng)
        assert made.figures()["moved"] == (0 if step < 2 else pytest.approx(1, abs=0.2))


def test_images_never_seen_can_be_drawn_with_their_group() -> None:
    made, rng = restricted(), np.random.default_rng(0)
    known = np.flatnonzero(np.arange(240) % 4 != 3)
    made.see(known, VECTORS[known])
    drawn = np.concatenate([made.draw(12, rng) for _ in range(100)])
    few = build(GROUP, per_group=4, choose="batch_hard", cell=40, refresh=5)
    few.see(known, VECTORS[known])
    assert (drawn % 4 != 3).mean() > 0.9  # three in four by chance
    assert (few.draw(24, rng) % 4 == 3).mean() == pytest.approx(0.25)
