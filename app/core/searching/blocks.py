"""How many vectors are compared at once: as many as are fast, as few as the free memory asks for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

FASTEST = {"cpu": (1024, 2048), "gpu": (4096, 65536)}  # beyond these a product gains nothing
SHARE = 4  # of the free memory a search takes at most one part in so many for its blocks
SPARE_BYTES = 1 << 30  # of memory where the system does not tell


@dataclass(frozen=True)
class Blocks:
    """Query rows and base rows of one product; `resident`: the whole base may stay on the device."""

    rows: int
    tile: int
    resident: bool = False


def blocks(
    free: int, queries: int, base: int, dim: int, keep: int, *, gpu: bool = False, threads: int = 1
) -> Blocks:
    """Blocks for `queries` x `base` vectors of `dim` numbers where `free` bytes are free and `keep` are kept a row.

    Pure: the same figures give the same blocks. `threads` products at a time together take never more than a
    quarter of `free`, down to one row and one column each, and every thread gets as many blocks as the others.
    """
    most_rows, most_tile = FASTEST["gpu" if gpu else "cpu"]
    rows, tile = max(1, min(queries, most_rows)), max(1, min(base, most_tile))
    allowed = free // SHARE // threads
    while needed(rows, tile, dim, keep) > allowed and (rows, tile) != (1, 1):
        rows, tile = (max(1, rows // 2), tile) if rows > tile else (rows, max(1, tile // 2))
    turns = -(-queries // (rows * threads)) * threads
    resident = gpu and base * (dim + 1) * 4 + needed(rows, tile, dim, keep) <= free * 3 // 4
    return Blocks(max(1, -(-queries // max(1, turns))), tile, resident)


def needed(rows: int, tile: int, dim: int, keep: int) -> int:
    """Bytes of one product: scores and their flags, both sides in float32 and as they were read, what is kept."""
    return rows * tile * 5 + (rows + tile) * dim * 8 + rows * keep * 64


def free_memory(device: str) -> int:
    """Bytes that are free on this device now; of the machine's memory for `cpu` and `mps`, which share it."""
    if device.startswith("cuda"):
        import torch

        return int(torch.cuda.mem_get_info(device)[0])
    return _available() or _physical() // 2 or SPARE_BYTES


def _available() -> int:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def _physical() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0

