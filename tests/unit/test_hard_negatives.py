"""hn1, hn2_row and hn2_global against brute force; the theorem that hn2 by row is the easier list."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.core.benchmark import hard_negatives as module
from app.core.benchmark.hard_negatives import LISTS, ROW, NegativeList, hard_negatives
from app.core.records import Embeddings
from app.core.searching.index import nearest

Pair = tuple[float, int, int]


def units(rng: np.random.Generator, ids: NDArray[np.int64], dim: int = 12) -> Embeddings:
    vectors = rng.standard_normal((len(ids), dim)).astype(np.float32)
    return Embeddings(ids, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def clusters(rng: np.random.Generator, ids: NDArray[np.int64], middles: int) -> Embeddings:
    """Images crowded around a few points, so that some queries are hubs."""
    centres = rng.standard_normal((middles, 12))
    vectors = centres[rng.integers(middles, size=len(ids)) ** 2 % middles] + 0.2 * rng.standard_normal((len(ids), 12))
    return Embeddings(ids, (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32))


def every_pair(queries: Embeddings, compact: Embeddings) -> list[list[Pair]]:
    """By query all its pairs as (distance, query, image), closest first."""
    difference = queries.vectors[:, None].astype(np.float64) - compact.vectors[None].astype(np.float64)
    table = np.sqrt((difference**2).sum(axis=2)).astype(np.float32).astype(np.float64)
    return [sorted(zip(row.tolist(), [n] * len(row), compact.ids.tolist(), strict=True)) for n, row in enumerate(table)]


def oracle(queries: Embeddings, compact: Embeddings) -> dict[str, list[Pair]]:
    rows = every_pair(queries, compact)
    everything = sorted(pair for row in rows for pair in row)
    return {
        "hn1": sorted(row[0] for row in rows),
        "hn2_row": sorted(pair for row in rows for pair in row[:ROW]),
        "hn2_global": everything[: ROW * len(rows)],
    }


def listed(found: NegativeList) -> list[Pair]:
    return list(zip(found.distance.tolist(), found.query.tolist(), found.other.tolist(), strict=True))


@pytest.mark.parametrize("make", ["spread", "hubs"])
def test_all_three_lists_equal_brute_force_on_500_images(make: str) -> None:
    rng = np.random.default_rng(4)
    ids = rng.permutation(np.arange(1, 501))
    drawn = units(rng, np.sort(ids)) if make == "spread" else clusters(rng, np.sort(ids), 7)
    chosen = np.isin(drawn.ids, ids[:80])
    queries = Embeddings(drawn.ids[chosen], drawn.vectors[chosen])
    compact = Embeddings(drawn.ids[~chosen], drawn.vectors[~chosen])
    found = hard_negatives(queries, compact)
    for name, wanted in oracle(queries, compact).items():
        assert listed(found[name]) == wanted, name
    rows = every_pair(queries, compact)
    assert found["hn1"].bound.tolist() == [row[1][0] for row in rows]  # more than one pair below it: too few counted
    assert found["hn2_row"].bound.tolist() == [row[ROW - 1][0] for row in rows]  # all five below it
    if make == "hubs":  # the list came from rows that had to be searched again
        assert found["hn2_global"].hubs()["most_per_query"] > module.FIRST


@pytest.mark.parametrize("block", [(1, 3), (7, 64), (500, 500)])
def test_the_block_size_changes_nothing(block: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    queries, compact = clusters(rng, np.arange(1, 41), 5), clusters(rng, np.arange(100, 300), 5)
    whole = hard_negatives(queries, compact)
    monkeypatch.setattr(module, "nearest", lambda *given, **named: nearest(*given, **named, block=block))
    for name, found in hard_negatives(queries, compact).items():
        assert listed(found) == listed(whole[name])
        assert np.array_equal(found.bound, whole[name].bound)


@given(seed=st.integers(0, 10_000), total=st.integers(1, 12), size=st.integers(1, 20), middles=st.integers(1, 4))
def test_at_every_threshold_hn2_row_has_more_false_positives_and_the_lower_rate(
    seed: int, total: int, size: int, middles: int
) -> None:
    rng = np.random.default_rng(seed)
    queries, compact = clusters(rng, np.arange(total), middles), clusters(rng, np.arange(100, 100 + size), middles)
    found = hard_negatives(queries, compact)
    assert {name: len(found[name]) for name in LISTS} == {
        "hn1": total, "hn2_row": total * min(ROW, size), "hn2_global": total * min(ROW, size)
    }  # fmt: skip
    everything = np.sort([pair[0] for row in every_pair(queries, compact) for pair in row])
    for threshold in np.concatenate((everything, everything + 1e-9)):
        false = {name: int((found[name].distance <= threshold).sum()) for name in LISTS}
        assert false["hn2_row"] >= false["hn1"]
        assert false["hn2_row"] / len(found["hn2_row"]) <= false["hn1"] / len(found["hn1"])
        # A list counts exactly while no row is beyond its bound, and never too many.
        count = int((everything <= threshold).sum())
        for name in LISTS:
            assert false[name] <= count
            if not (found[name].bound <= threshold).any():
                assert false[name] == count


def test_hn2_global_is_the_hardest_list() -> None:
    rng = np.random.default_rng(6)
    found = hard_negatives(clusters(rng, np.arange(1, 101), 9), clusters(rng, np.arange(200, 900), 9))
    means = {name: found[name].distance.mean() for name in LISTS}
    assert means["hn2_global"] <= means["hn1"] <= means["hn2_row"]
    assert found["hn2_global"].hubs()["queries"] < 100 == found["hn1"].hubs()["queries"]


def test_ties_are_ordered_by_query_and_image_and_do_not_widen_forever() -> None:
    same = np.tile(np.eye(1, 4, dtype=np.float32), (60, 1))
    queries, compact = Embeddings(np.arange(1, 11), same[:10]), Embeddings(np.arange(50, 100), same[:50])
    found = hard_negatives(queries, compact)
    assert listed(found["hn1"]) == [(0.0, n, 50) for n in range(10)]
    assert not found["hn2_global"].distance.any() and len(found["hn2_global"]) == 50
    assert not found["hn2_row"].bound.any()
