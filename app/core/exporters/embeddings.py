"""Embeddings as plain arrays in one .npz: `paths`, `hashes`, `vectors` (float32, unit length)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from app.core.exchanging.exporting import Vectors


def write(path: Path, found: Vectors) -> None:
    """Write the arrays; none of them needs pickle to be read."""
    with path.open("wb") as file:
        np.savez(
            file,
            paths=np.array(found.paths, np.str_),
            hashes=np.array(found.hashes, np.str_),
            vectors=found.vectors.astype(np.float32, copy=False),
        )
