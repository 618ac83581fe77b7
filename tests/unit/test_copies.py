"""Copies: an image and its copy match, and a copy has every relation of its source."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.copies import Views, with_copies
from models.material import OPEN, Material, Relations, keys


def material(count: int = 6, learnable: int = 4) -> Material:
    """Images 0 1 are ND, 2 3 near-ND, 4 5 held back and ND; of 1 and 2 nothing may be said."""
    relations = Relations(
        group=np.array([0, 0, 1, 1, 2, 2][:count]),
        same=np.array([0, 0, 1, 2, 3, 3][:count]),
        component=np.array([0, 0, 1, 1, 2, 2][:count]),
        apart=np.zeros(count, np.bool_),
        links=keys(np.array([1]), np.array([2])),
        ranks=np.array([1]),
        unsettled=keys(np.array([1]), np.array([2])),
    )
    left, right = np.array([0, 2, 0, 4]), np.array([1, 3, 3, 5])
    return Material(left, right, np.array([2, 1, 0, 2]), np.full(4, np.nan, np.float32),
                    np.array([False, False, False, True]), relations, learnable)  # fmt: skip


def test_a_copy_is_an_nd_pair_of_its_source_on_its_side() -> None:
    made = with_copies(material(), np.array([0, 3, 5]))
    assert made.source.tolist() == [0, 1, 2, 3, 0, 3, 4, 5, 5]
    assert np.flatnonzero(made.copy).tolist() == [4, 5, 8]
    new = made.material
    assert new.learnable == 6 and new.images == 9
    assert list(zip(new.left.tolist(), new.right.tolist(), strict=True)) == [
        (0, 1), (2, 3), (0, 3), (6, 7), (0, 4), (3, 5), (7, 8)]  # fmt: skip
    assert new.rank.tolist() == [2, 1, 0, 2, 2, 2, 2]
    assert new.validation.tolist() == [False, False, False, True, False, False, True]


def test_what_holds_of_images_holds_of_their_copies() -> None:
    before = material()
    made = with_copies(before, np.array([0, 1, 2, 3]))
    first, second = np.triu_indices(made.material.images, 1)
    left, right = made.source[first], made.source[second]
    rank = made.material.relations.rank(first, second)
    expected = np.where(left == right, 2, before.relations.rank(left, right))
    assert rank.tolist() == expected.tolist()
    assert (rank[(np.minimum(left, right) == 1) & (np.maximum(left, right) == 2)] == OPEN).all()
    presumed = made.material.relations.presumable(first, second)
    assert presumed.tolist() == ((left != right) & before.relations.presumable(left, right)).tolist()


@given(st.sets(st.integers(0, 5)))
def test_nothing_of_before_is_lost(sources: set[int]) -> None:
    before = material()
    made = with_copies(before, np.array(sorted(sources), np.int64))
    old = len(before.left)
    for name in ("left", "right"):
        assert made.source[getattr(made.material, name)[:old]].tolist() == getattr(before, name).tolist()
        assert not made.copy[getattr(made.material, name)[:old]].any()
    held = made.source >= before.learnable
    assert (np.flatnonzero(held) >= made.material.learnable).all() and held.sum() == 2 + len(sources & {4, 5})
    made.material.groups()


ROWS = np.arange(2 * 3 * 2, dtype=np.float32).reshape(2, 6)  # two images with three views of two numbers


def views() -> Views:
    """Image 1 has the views of row 0, image 3 those of row 1; 4 is a copy of 3; the others have none."""
    return Views(np.array([-1, 0, -1, 1, 1]), np.array([False, False, False, False, True]), 3, ROWS)


def test_without_a_generator_only_copies_are_altered_and_always_alike() -> None:
    assert views().pick(np.arange(5), 1.0, None).tolist() == [-1, -1, -1, -1, 0]


def test_with_one_a_copy_always_is_and_others_by_chance() -> None:
    rng = np.random.default_rng(0)
    seen = np.stack([views().pick(np.arange(5), 0.25, rng) for _ in range(2000)])
    assert (seen[:, [0, 2]] == -1).all() and set(seen[:, 4].tolist()) == {0, 1, 2}
    assert (seen[:, [1, 3]] >= 0).mean() == pytest.approx(0.25, abs=0.03)
    assert (views().pick(np.arange(4), 0.0, rng) == -1).all()


def test_a_view_takes_the_place_of_its_image() -> None:
    originals = np.full((3, 2), -9.0, np.float32)
    shown = views().read(originals, np.array([4, 0, 1]), np.array([2, -1, 1]))
    assert shown.tolist() == [[10, 11], [-9, -9], [2, 3]]


def test_a_view_that_cannot_be_made_leaves_its_image_as_it_is() -> None:
    def made(rows: np.ndarray, view: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        there = rows != 1
        return there, np.stack((rows, view), axis=1)[there]

    shown = replace(views(), rows=None, made=made)
    originals = np.full((4, 2), -9.0, np.float32)
    assert shown.read(originals, np.array([1, 4, 0, 1]), np.array([2, 1, -1, 0])).tolist() == [
        [0, 2], [-9, -9], [-9, -9], [0, 0]
    ]  # fmt: skip
