"""Embeddings on disk: a plain float32 array (n, d) that other programs can read, and beside it the keys of its rows.

The array is written in blocks, so that memory stays flat in the number of images, and read mapped. The keys begin with
the sha256 of what the rows are (an embedder's fingerprint) and are written last and removed first: an array without
its own keys is never read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.atomic import refusal, replacing
from app.core.embedding.segments import Keys
from app.core.records import FloatArray

ROWS = 8192  # of a block: 42 MB at 1280 numbers
LOOKED_AT = 64  # rows whose length is looked at before an array is taken for embeddings


def read(path: Path, mark: bytes, keys: Keys, dim: int) -> FloatArray | None:
    """The array of exactly these keys, mapped (writing to it changes no file); None when it has to be made again."""
    try:
        stored = np.lib.format.open_memmap(_keys_of(path), mode="r")
        vectors = np.lib.format.open_memmap(path, mode="c")
    except Exception:  # noqa: BLE001 - a damaged header raises whatever a parser of Python can raise
        return None
    if stored.dtype != np.dtype("S32") or not np.array_equal(stored, _marked(mark, keys)):
        return None
    if vectors.dtype != np.dtype("<f4") or vectors.shape != (len(keys), dim) or not vectors.flags.c_contiguous:
        return None
    some = np.linspace(0, len(keys) - 1, min(len(keys), LOOKED_AT)).astype(np.int64)
    if not np.allclose(np.linalg.norm(vectors[some], axis=1), 1, atol=1e-3):
        return None
    return np.asarray(vectors)


def whole(path: Path, mark: bytes) -> tuple[Keys, FloatArray] | None:
    """Keys and array (mapped) as they were written last for this mark; None when there are none."""
    try:
        stored = np.lib.format.open_memmap(_keys_of(path), mode="r")
        vectors = np.lib.format.open_memmap(path, mode="r")
    except Exception:  # noqa: BLE001 - as above
        return None
    if stored.dtype != np.dtype("S32") or len(stored) != len(vectors) + 1 or stored[0] != np.array(mark, "S32"):
        return None
    return np.asarray(stored[1:]), np.asarray(vectors)


def write(
    path: Path, mark: bytes, keys: Keys, dim: int, rows: Callable[[slice], FloatArray], report: Callable[[int], None]
) -> None:
    """Write `rows(block)` for every block of the keys; `report` hears how many rows are done and may raise."""
    with suppress(FileNotFoundError):
        _remove(_keys_of(path))
    with replacing(path) as part:
        _write_array(part, len(keys), dim, _blocks(len(keys), rows, report))
    with replacing(_keys_of(path)) as part, part.open("wb") as file:
        np.save(file, _marked(mark, keys), allow_pickle=False)


def _blocks(count: int, rows: Callable[[slice], FloatArray], report: Callable[[int], None]) -> Iterable[FloatArray]:
    for start in range(0, count, ROWS):
        report(start)
        yield rows(slice(start, min(start + ROWS, count)))
    report(count)


def _write_array(path: Path, count: int, dim: int, blocks: Iterable[FloatArray]) -> None:
    """Written and not mapped: a disk that fills up is then an error and not a signal that ends the program."""
    header = {"descr": "<f4", "fortran_order": False, "shape": (count, dim)}
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for block in blocks:
            file.write(np.ascontiguousarray(block, "<f4").data)


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise refusal(path, error) from error


def _marked(mark: bytes, keys: Keys) -> NDArray[np.bytes_]:
    return np.concatenate([np.array([mark], "S32"), keys])


def _keys_of(path: Path) -> Path:
    return path.with_suffix(".keys.npy")
