"""Distances in float64, and float16 read as float32 without numpy's own conversion."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.searching.distances import half_squares, measure, widened


def test_every_finite_float16_is_widened_to_the_same_number() -> None:
    every = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    every = every[np.isfinite(every)]
    wide = widened(every)
    assert wide.dtype == np.float32
    assert np.array_equal(wide.view(np.int32), every.astype(np.float32).view(np.int32))  # signs of zero too


def test_strided_and_two_dimensional_float16_is_widened_and_float32_is_left_alone() -> None:
    some = np.random.default_rng(0).standard_normal((6, 8)).astype(np.float16)
    assert np.array_equal(widened(some[::2, ::-1]), some[::2, ::-1].astype(np.float32))
    exact = np.zeros((2, 2), np.float32)
    assert widened(exact) is exact


@pytest.mark.parametrize("kind", [np.float16, np.float32])
def test_distances_are_those_of_float64(kind: type) -> None:
    rng = np.random.default_rng(1)
    left, right = (rng.standard_normal((2500, 40)).astype(kind) for _ in range(2))
    right[:9] = left[:9]
    rows = np.arange(2500)
    expected = np.linalg.norm(left.astype(np.float64) - right.astype(np.float64), axis=1)
    found = measure(left, right, rows, rows)
    assert np.allclose(found, expected, rtol=1e-14, atol=0)
    assert not found[:9].any()


def test_half_squares() -> None:
    some = np.random.default_rng(2).standard_normal((2100, 30)).astype(np.float16)
    assert np.allclose(half_squares(some), (some.astype(np.float64) ** 2).sum(axis=1) / 2, rtol=3e-6)
