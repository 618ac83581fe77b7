"""Vectors from an .npz as the export writes it: `vectors` (n, d), and `paths`, `hashes` or both, one each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.exchanging.importing import VectorRow
from app.core.exchanging.tables import BadLine, Table
from models.errors import UserError

NEEDS = "vectors"
NAMES = ("paths", "hashes")


def read(path: Path) -> Table[VectorRow]:
    """One row a vector, scaled to unit length; a row of zeros or with a value that is no number is a bad line."""
    arrays = _arrays(path)
    vectors = arrays.get(NEEDS)
    if vectors is None or not arrays.keys() & set(NAMES):
        raise UserError("{path} must hold the array vectors, and paths or hashes; it holds {found}", path=path,
                        found=", ".join(arrays) or "none")  # fmt: skip
    if vectors.ndim != 2 or vectors.dtype.kind != "f" or not vectors.shape[1]:
        raise UserError("the vectors in {path} must be numbers, one row an image; they are {kind} of the shape {shape}",
                        path=path, kind=vectors.dtype, shape=vectors.shape)  # fmt: skip
    paths, hashes = (_texts(path, arrays, name, len(vectors)) for name in NAMES)
    scaled, good = _unit(vectors)
    rows = [(n, VectorRow((paths[n - 1], hashes[n - 1]), scaled[n - 1])) for n in (np.flatnonzero(good) + 1).tolist()]
    bad = [BadLine(n, "the vector is all zeros or has a value that is no number")
           for n in (np.flatnonzero(~good) + 1).tolist()]  # fmt: skip
    return Table(rows, bad, [name for name in arrays if name not in (NEEDS, *NAMES)])


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:  # a damaged one is closed too
            return {name: arrays[name] for name in arrays.files}
    except OSError as error:
        raise UserError("{path} cannot be read: {reason}", path=path, reason=error.strerror or error) from error
    except Exception as error:  # a damaged zip or header raises whatever its parser can raise
        raise UserError("{path} is not an .npz of plain arrays", path=path) from error


def _texts(path: Path, arrays: Mapping[str, NDArray[Any]], name: str, count: int) -> list[str]:
    """The texts of this array, empty ones where the file has none; UserError unless there is one a vector."""
    found = arrays.get(name)
    if found is None:
        return [""] * count
    if found.shape != (count,) or found.dtype.kind != "U":
        raise UserError("{name} in {path} must be {count} texts, one a vector; it is {kind} of the shape {shape}",
                        name=name, path=path, count=count, kind=found.dtype, shape=found.shape)  # fmt: skip
    return [str(text).strip() for text in found]


def _unit(vectors: NDArray[Any]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Rows of length 1, and which could be scaled: in float64, as squares of large float32 overflow."""
    scaled = np.zeros(vectors.shape, np.float32)
    good = np.zeros(len(vectors), np.bool_)
    for start in range(0, len(vectors), 8192):
        part = vectors[start : start + 8192].astype(np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            largest = np.abs(part).max(axis=1, keepdims=True)
            part /= np.where((largest > 0) & np.isfinite(largest), largest, 1)
            length = np.linalg.norm(part, axis=1, keepdims=True)
        good[start : start + 8192] = fine = (np.isfinite(length) & (length > 0))[:, 0]
        scaled[start : start + 8192][fine] = part[fine] / length[fine]
    return scaled, good
