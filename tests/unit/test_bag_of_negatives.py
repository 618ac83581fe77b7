"""The online hash: its directions, its bins, and the batches drawn from them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import subspace_angles  # noqa: TID253

from models.samplers.bag_of_negatives import BagOfNegatives, build
from models.samplers.bins import UNSEEN, Bins
from models.samplers.sign_bits import SignBits
from tests.vectors import unit


@pytest.mark.parametrize("encoder", ["oja", "autoencoder"])
@pytest.mark.parametrize("scale", [0.01, 1.0, 30.0])
def test_the_directions_come_to_the_principal_components(encoder: str, scale: float) -> None:
    rng = np.random.default_rng(0)
    spread = np.concatenate([[4, 3.5, 3, 2.5, 2], np.linspace(1, 0.1, 27)])
    turn = np.linalg.qr(rng.standard_normal((32, 32)))[0]
    made = SignBits(5, encoder)
    for _ in range(1500):
        rows = rng.standard_normal((64, 32)) * spread
        made.follow((scale * (rows @ turn + 7)).astype(np.float32))
    angles = np.degrees(subspace_angles(made.directions.T, turn[:5].T))
    assert angles.max() < 5
    bits = made.project((scale * ((rng.standard_normal((4000, 32)) * spread) @ turn + 7)).astype(np.float32)) > 0
    assert (np.abs(bits.mean(axis=0) - 0.5) < 0.06).all(), "the mean is taken off, so each bit is one half of the time"


def test_the_directions_follow_what_changes() -> None:
    rng, made = np.random.default_rng(0), SignBits(2, "oja")
    for axes in ((0, 1), (4, 5)):
        for _ in range(800):
            rows = 0.3 * rng.standard_normal((32, 8))
            rows[:, axes] *= 10
            made.follow(rows.astype(np.float32))
        assert np.degrees(subspace_angles(made.directions.T, np.eye(8)[:, axes])).max() < 10


@pytest.mark.parametrize("seed", range(5))
def test_a_direction_keeps_its_side_from_step_to_step(seed: int) -> None:
    rng, made = np.random.default_rng(seed), SignBits(3, "oja")
    rows = (rng.standard_normal((256, 12)) * np.geomspace(8, 0.5, 12)).astype(np.float32)
    made.follow(rows)
    before = made.codes(made.project(rows))
    for _ in range(20):
        made.follow(rows[rng.choice(256, 64)])
        assert (made.codes(made.project(rows)) == before).mean() > 0.7


def test_fewer_images_or_dimensions_than_bits_do_no_harm() -> None:
    made = SignBits(6, "oja")
    made.follow(np.array([[1.0, 0, 0], [0, 1, 0]], np.float32))
    assert made.bits == 3 and np.isfinite(made.project(np.eye(3, dtype=np.float32))).all()


def test_every_image_is_in_exactly_one_bin_through_a_hundred_thousand_moves() -> None:
    rng = np.random.default_rng(0)
    images = rng.permutation(1500)[:1000]
    bins, expected = Bins(images, 1500), dict.fromkeys(images.tolist(), UNSEEN)
    order, codes = rng.integers(0, 1500, 100_000), rng.integers(0, 64, 100_000) ** 2 // 64
    for number, (image, code) in enumerate(zip(order.tolist(), codes.tolist(), strict=True)):
        bins.move(image, code)
        if image in expected:
            expected[image] = code
        if number % 20_000 == 0 or number == 99_999:
            held = bins.members()
            assert sorted(one for bin_ in held.values() for one in bin_) == sorted(expected)
            assert all(expected[one] == code == bins.of(one) for code, bin_ in held.items() for one in bin_)
            counts = np.array([len(bin_) for bin_ in held.values()])
            share = counts / 1000
            assert counts.min() > 0 and bins.entropy() == pytest.approx(-(share * np.log2(share)).sum(), abs=1e-6)
            assert bins.occupied() == len(counts) - (UNSEEN in held)


def test_a_draw_from_a_bin_is_of_its_images_each_once() -> None:
    rng, bins = np.random.default_rng(0), Bins(np.arange(100), 100)
    for image in range(30):
        bins.move(image, 5)
    drawn = [bins.draw(5, 10, rng) for _ in range(600)]
    assert all(len(set(one.tolist())) == 10 and one.max() < 30 for one in drawn)
    counts = np.bincount(np.concatenate(drawn), minlength=30)
    assert np.abs(counts - 200).max() < 60  # 200 +- 4.5 standard deviations
    assert len(bins.draw(5, 99, rng)) == 30 and len(bins.draw(6, 10, rng)) == 0


def on_a_grid(per_corner: int) -> tuple[BagOfNegatives, np.ndarray, np.ndarray]:
    """Three bits by construction: groups at the eight corners of a box of unequal sides, which the axes are."""
    corners = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T * [0.5, 0.4, 0.3]
    group = np.repeat(np.arange(8 * per_corner), 2)
    corner = group // per_corner
    rng = np.random.default_rng(0)
    vectors = (corners[corner] + 0.01 * rng.standard_normal((len(group), 3))).astype(np.float32)
    made = build(group, per_group=2, choose="random_triplets", bag=2 * per_corner, encoder="oja")
    made.see(np.arange(len(group)), vectors)
    return made, group, corner


def test_a_batch_is_of_one_bin_where_that_has_groups_enough() -> None:
    made, _, corner = on_a_grid(10)
    rng, seen = np.random.default_rng(0), []
    for _ in range(200):
        drawn = made.draw(16, rng)
        assert len(drawn) == 16 and len(np.unique(corner[drawn])) == 1
        seen.append(corner[drawn[0]])
    assert np.bincount(seen, minlength=8).min() > 8, "bins are drawn by the number of their images"
    assert made.figures()["filled_at_random"] == 0
    assert made.figures()["occupancy"] == 1 and made.figures()["entropy"] == pytest.approx(3)


def test_a_small_bin_is_extended_by_the_bin_across_the_bit_nearest_to_changing() -> None:
    made, _, corner = on_a_grid(3)
    rng = np.random.default_rng(0)
    for _ in range(100):
        drawn = made.draw(10, rng)  # five groups: three of the bin and two of the next
        corners, counts = np.unique(corner[drawn], return_counts=True)
        assert sorted(counts.tolist()) == [4, 6]
        # The box is narrowest along its third axis: of the corners, the one bit that meshgrid turns fastest.
        assert corners[0] ^ corners[1] == 1


def test_where_all_bins_are_too_small_the_rest_is_random_and_told() -> None:
    made, group, _ = on_a_grid(1)
    drawn = made.draw(16, np.random.default_rng(0))  # a bin and three neighbours have four of the eight groups
    assert len(np.unique(group[drawn])) >= 7
    assert made.figures()["filled_at_random"] == pytest.approx(0.5)


def test_the_age_of_the_codes_is_the_mean_over_all_images() -> None:
    group = np.repeat(np.arange(10), 3)
    made, rng, last = build(group, per_group=2, choose="batch_hard", bag=5, encoder="oja"), np.random.default_rng(0), {}
    for step in range(1, 30):
        batch = rng.choice(30, 6, replace=False)
        made.see(batch, unit(rng.standard_normal((6, 8))))
        last |= dict.fromkeys(batch.tolist(), step)
        assert made.figures()["age"] == pytest.approx(np.mean([step - last.get(image, 0) for image in range(30)]))


def test_more_images_take_more_bits() -> None:
    bits = [
        build(np.arange(n) // 2, per_group=2, choose="batch_hard", bag=64, encoder="oja").figures()["bits"]
        for n in (100, 20_000, 640_000)
    ]
    assert bits == [1, 8, 13]
