"""Blocks from free memory: never more than allowed, from tiny machines to 80 GiB."""

from __future__ import annotations

import pytest

from app.core.searching.blocks import blocks, free_memory, needed

GIB = 1 << 30
SIZES = [(1, 1, 1, 1), (4400, 80_000, 512, 22), (1_000_000, 1_000_000, 256, 27), (3, 5_000_000, 2048, 200)]


@pytest.mark.parametrize("free", [1 << 20, 64 << 20, GIB, 4 * GIB, 16 * GIB, 80 * GIB])
@pytest.mark.parametrize(("queries", "base", "dim", "keep"), SIZES)
@pytest.mark.parametrize(("gpu", "threads"), [(False, 1), (False, 8), (True, 1)])
def test_blocks_fit_a_quarter_of_the_free_memory(
    free: int, queries: int, base: int, dim: int, keep: int, gpu: bool, threads: int
) -> None:
    found = blocks(free, queries, base, dim, keep, gpu=gpu, threads=threads)
    assert 1 <= found.rows <= queries
    assert 1 <= found.tile <= base
    assert found == blocks(free, queries, base, dim, keep, gpu=gpu, threads=threads)
    if (found.rows, found.tile) != (1, 1):
        assert threads * needed(found.rows, found.tile, dim, keep) <= free / 4
    if found.resident:
        assert gpu
        assert base * (dim + 1) * 4 + needed(found.rows, found.tile, dim, keep) <= free * 3 / 4


def test_from_4_to_80_gib_a_gpu_gets_full_blocks_and_keeps_the_base_where_it_fits() -> None:
    for gib in (4, 8, 16, 24, 48, 80):
        found = blocks(gib * GIB, 100_000, 1_000_000, 256, 30, gpu=True)
        assert found.resident == (gib >= 4)
        wide = blocks(gib * GIB, 100_000, 10_000_000, 512, 30, gpu=True)
        assert wide.resident == (gib >= 48)
        assert found.rows * found.tile >= 4096 * 16_384


def test_every_thread_gets_as_many_blocks() -> None:
    for threads in (1, 2, 3, 8):
        rows = blocks(16 * GIB, 4400, 80_000, 512, 22, threads=threads).rows
        assert -(-4400 // rows) % threads == 0
        assert rows * -(-4400 // rows) < 4400 + threads * 16


def test_the_blocks_of_an_ordinary_machine_stay_under_a_hundred_megabytes() -> None:
    found = blocks(16 * GIB, 4400, 80_000, 512, 22, threads=2)
    assert 2 * needed(found.rows, found.tile, 512, 22) < 100 << 20


def test_free_memory_is_told() -> None:
    assert free_memory("cpu") > 1 << 20
