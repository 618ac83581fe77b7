"""An embedder as one ONNX file: `image` (n, 3, size, size), normalised as described, to `embedding` of unit length."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.core.atomic import refusal

if TYPE_CHECKING:
    from app.core.exchanging.model_file import Model

TOLERANCE = 1e-4  # of the exported embedding against the program's own


def write(path: Path, model: Model) -> None:
    """Write network and head as one graph, and run it on the sample: it must give what the program gives."""
    from models.onnx_graph import EMBEDDING, IMAGE, described
    from models.onnx_head import with_head
    from models.onnx_session import open_own

    graph = with_head(model.network.graph(model.tensors()), model.head, model.features_dim)
    try:
        path.write_bytes(described(graph, model.about).SerializeToString())
    except OSError as error:
        raise refusal(path, error) from error
    made = open_own(path, IMAGE, EMBEDDING, model.threads)(model.network.transform.normalise(model.pixels))
    gap = float(np.abs(made - model.embedded).max())
    if not gap < TOLERANCE:
        raise RuntimeError(f"the exported graph gives embeddings {gap} away from the program's own")
