"""The hash index against comparing each with each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.jobs import Cancelled, Job
from app.core.searching import hash_index
from app.core.searching.hash_index import hash_pairs, near_pairs, told

Pair = tuple[int, int, int]

hashes_near_each_other = st.tuples(
    st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 63), max_size=14)), max_size=40),
)


def flipped(bases: list[int], flips: list[tuple[int, set[int]]]) -> np.ndarray:
    """Hashes that are some bits away from a few others, so that many are near."""
    table = [*bases, *(bases[base % len(bases)] ^ sum(1 << bit for bit in bits) for base, bits in flips)]
    return np.array(table, np.uint64)


def brute(hashes: np.ndarray, radius: int) -> set[Pair]:
    listed = hashes.tolist()
    every = ((a, b, (listed[a] ^ listed[b]).bit_count()) for a in range(len(listed)) for b in range(a + 1, len(listed)))
    return {(a, b, bits) for a, b, bits in every if bits <= radius}


def listed(found: hash_index.HashPairs) -> list[Pair]:
    return list(zip(found.left.tolist(), found.right.tolist(), found.bits.tolist(), strict=True))


@given(hashes_near_each_other, st.integers(0, 9))
@settings(deadline=None, max_examples=40)
def test_every_near_pair_is_found_once_in_order(
    made: tuple[list[int], list[tuple[int, set[int]]]], radius: int
) -> None:
    hashes = np.unique(flipped(*made))
    found = listed(near_pairs(hashes, radius))
    assert found == sorted(brute(hashes, radius))
    flat = {n for n, told_ in enumerate(told(hashes)) if not told_}
    assert listed(hash_pairs(hashes, radius)) == [pair for pair in found if not flat & set(pair[:2])]


@pytest.mark.parametrize("radius", [10, 11, 12])
def test_the_largest_radii(radius: int) -> None:
    rng = np.random.default_rng(radius)
    base = rng.integers(2**64, size=20, dtype=np.uint64)
    flips = np.array([sum(1 << int(b) for b in rng.choice(64, rng.integers(14), replace=False)) for _ in range(60)])
    hashes = np.unique(np.concatenate((base, base[rng.integers(20, size=60)] ^ flips.astype(np.uint64))))
    wanted = brute(hashes, radius)
    assert any(bits == radius for _, _, bits in wanted)
    assert listed(near_pairs(hashes, radius)) == sorted(wanted)


def test_equal_hashes_are_paired_and_flat_ones_counted() -> None:
    one, near, far, flat = 0x0F0F0F0F0F0F0F0F, 0x0F0F0F0F0F0F0F0E, 0xF0F0F0F0F0F0F0F0, 0b111
    found = hash_pairs(np.array([one, flat, near, one, far, flat, one], np.uint64), 2)
    assert listed(found) == [(0, 2, 1), (0, 3, 0), (0, 6, 0), (2, 3, 1), (2, 6, 1), (3, 6, 0)]
    assert found.left_out == {"flat_hashes": 2, "same_hash": 0, "crowded_hashes": 0}
    assert told(np.array([0x7F, 0xFF, 2**56 - 1, 2**57 - 1], np.uint64)).tolist() == [False, True, True, False]


def test_crowds_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hash_index, "GROUP", 5)
    monkeypatch.setattr(hash_index, "BUCKET", 10)
    same = np.full(20, 0x00FF00FF00FF00FF, np.uint64)
    found = hash_pairs(same, 4)
    assert len(listed(found)) == 10 and found.left_out["same_hash"] == 15
    low = np.array([(0x00FF00FF << 32) | (0x3FF << 22) | n for n in range(200)], np.uint64)  # one band in common
    found = hash_pairs(low, 0)
    assert found.left_out["crowded_hashes"] == 0 and not listed(found)
    found = hash_pairs(low, 2)
    assert found.left_out["crowded_hashes"] == 190
    assert set(listed(found)) < brute(low, 2)


def test_blocks_and_the_kind_of_table_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    hashes = np.unique(rng.integers(2**12, size=600, dtype=np.uint64) << np.uint64(20) | np.uint64(0xFFFF))
    whole = listed(near_pairs(hashes, 3))
    monkeypatch.setattr(hash_index, "_PAIRS", 7)
    assert listed(near_pairs(hashes, 3)) == whole == sorted(brute(hashes, 3))
    monkeypatch.setattr(hash_index, "MANY", 0)
    assert listed(near_pairs(hashes, 3)) == whole
    found = near_pairs(hashes, 3, bucket=5)
    monkeypatch.setattr(hash_index, "MANY", 1 << 16)
    assert listed(near_pairs(hashes, 3, bucket=5)) == listed(found) != whole
    assert near_pairs(hashes, 3, bucket=5).left_out == found.left_out


def test_nothing_one_and_a_cancelled_job() -> None:
    for count in (0, 1):
        assert listed(hash_pairs(np.full(count, 0xFFFF, np.uint64), 8)) == []
    with pytest.raises(Cancelled):
        hash_pairs(np.array([0xFFFF, 0x1FFFF], np.uint64), 8, Job(is_cancelled=lambda: True))
