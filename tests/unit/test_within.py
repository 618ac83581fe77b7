"""Range search against every pair in float64: once, never with itself, in any blocks, refused when endless."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.jobs import Cancelled, Job
from app.core.records import Embeddings
from app.core.searching.within import within
from models.errors import UserError
from tests.vectors import DEVICES, blobs, clusters, halved, pairs_oracle, present


def found(queries: Embeddings, base: Embeddings, radius: float, **how: Any) -> list[tuple[int, int, float]]:
    blocks = within(queries, base, radius, **how)
    return [row for block in blocks for row in zip(*(part.tolist() for part in block), strict=True)]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", ["float32", "float16"])
@pytest.mark.parametrize("radius", [0.0, 3.5e-6, 0.05, 0.7])
def test_pairs_are_those_of_a_float64_brute_force_whatever_the_blocks(device: str, kind: str, radius: float) -> None:
    present(device)
    base = clusters(np.random.default_rng(1), 700, 12)
    base = halved(base) if kind == "float16" else base
    expected = pairs_oracle(base, radius)
    assert expected
    for block in (None, (64, 50), (13, 701)) if device == "cpu" else (None, (200, 150)):
        rows = found(base, base, radius, device=device, block=block)
        assert len(rows) == len(expected)
        assert {(left, right) for left, right, _ in rows} == expected
        assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)


def test_distances_are_exact_and_none_is_above_the_radius() -> None:
    base = blobs(np.random.default_rng(2), 400)
    rows = found(base, base, 0.6)
    place = {image: row for row, image in enumerate(base.ids.tolist())}
    points = base.vectors.astype(np.float64)
    for left, right, distance in rows:
        assert distance == pytest.approx(np.linalg.norm(points[place[left]] - points[place[right]]), abs=1e-12)
        assert distance <= 0.6


def test_between_two_sets_an_image_in_both_is_not_paired_with_itself() -> None:
    base = blobs(np.random.default_rng(3), 300)
    some = Embeddings(base.ids[100:150], base.vectors[100:150])
    rows = found(some, base, 0.5, block=(20, 70))
    expected = pairs_oracle(base, 0.5)
    mine = set(some.ids.tolist())
    assert {(min(a, b), max(a, b)) for a, b, _ in rows} == {pair for pair in expected if mine & set(pair)}
    assert len(rows) == sum(len(mine & set(pair)) for pair in expected)
    assert all(left in mine and left != right for left, right, _ in rows)


def test_vectors_of_any_length_are_measured() -> None:
    rng = np.random.default_rng(4)
    base = Embeddings(np.arange(200), (rng.standard_normal((200, 6)) * rng.uniform(0, 2, (200, 1))).astype(np.float32))
    assert {row[:2] for row in found(base, base, 1.0, block=(30, 30))} == pairs_oracle(base, 1.0)


@pytest.mark.parametrize("count", [0, 1])
def test_of_nothing_or_one_image_there_are_no_pairs(count: int) -> None:
    base = Embeddings(np.arange(count), np.ones((count, 4), np.float32))
    assert found(base, base, 2.0) == []


def test_too_many_pairs_are_refused_in_a_sentence() -> None:
    base = Embeddings(np.arange(100), np.ones((100, 4), np.float32))
    assert len(found(base, base, 0.1, most=4950)) == 4950
    with pytest.raises(UserError, match=r"more than 4949 pairs are within 0\.1; choose a smaller distance"):
        found(base, base, 0.1, most=4949)


def test_cancelling_stops_between_tiles() -> None:
    base = blobs(np.random.default_rng(5), 200)
    asked: list[int] = []
    job = Job(is_cancelled=lambda: bool(asked.append(1)) or len(asked) > 2)
    with pytest.raises(Cancelled):
        found(base, base, 0.5, block=(200, 20), job=job)
    assert len(asked) == 3
