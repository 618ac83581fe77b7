"""onnx: a network of the user's own as an ONNX file, run by onnxruntime on the CPU; it needs no torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.backbone import Backbone
from models.errors import UserError
from models.own_file import Description, own_backbone

# How a tensor kept outside the graph is written in it: the key "location" of its external data.
OUTSIDE = b"\x0a\x08location"


def backbone(file: str) -> Backbone:
    """The backbone described by the JSON file `file` (models/own_file.py)."""
    return own_backbone("onnx", file, _open)


def _open(told: Description, device: str, threads: int) -> Callable[[Any], Any]:
    from models.onnx_session import open_own

    # A file that is not named would not be in the fingerprint: other weights, and the features of the old ones.
    if not told.files and OUTSIDE in told.model.read_bytes():
        raise UserError("{model} keeps its tensors in other files; name them under 'files' in {path}",
                        model=told.model, path=told.path)  # fmt: skip
    return open_own(told.model, told.input, told.output, threads)
