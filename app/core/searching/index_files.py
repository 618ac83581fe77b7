"""Files of an index: arrays with a stamp that says what they were made from, and a checksum.

A file is whole or not there. One with another stamp (another embedder, other settings), a truncated or a damaged one
counts as absent: it is made again, never trusted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.atomic import make_folder, replacing

TOLD = "index"  # one entry: several would be written in no particular order

Arrays = Mapping[str, NDArray[Any]]


def write(path: Path, stamp: Mapping[str, Any], **arrays: NDArray[Any]) -> None:
    """Write arrays under this stamp, replacing `path`."""
    from safetensors.numpy import save_file

    make_folder(path.parent)
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    with replacing(path) as part:
        save_file(whole, part, metadata={TOLD: _told(stamp, whole)})


def read(path: Path, stamp: Mapping[str, Any]) -> dict[str, NDArray[Any]] | None:
    """The arrays of a file with exactly this stamp; None when there is none that can be trusted."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            told = (file.metadata() or {}).get(TOLD)
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no dictionary
    except (OSError, SafetensorError, ValueError):
        return None
    return arrays if told == _told(stamp, arrays) else None


def _told(stamp: Mapping[str, Any], arrays: Arrays) -> str:
    return json.dumps({"stamp": dict(stamp), "sha256": _digest(arrays)}, sort_keys=True)


def _digest(arrays: Arrays) -> str:
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"{name}:{array.dtype.str}:{array.shape}".encode())
        digest.update(array.data)
    return digest.hexdigest()
