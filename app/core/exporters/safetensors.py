"""An embedder as one safetensors file: `head.*`, `network.*`, and its description in the header under `nearpair`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from app.core.exchanging.model_file import Model


def write(path: Path, model: Model) -> None:
    """Write the arrays of the head and, where the network has tensors of its own, those."""
    from safetensors.numpy import save_file

    arrays = {f"head.{name}": array for name, array in model.head.arrays.items()}
    arrays |= {f"network.{name}": array for name, array in model.tensors().items()}
    save_file({name: np.asarray(array, order="C") for name, array in arrays.items()}, path,
              metadata={"nearpair": json.dumps(model.about)})  # fmt: skip
