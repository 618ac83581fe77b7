"""EfficientNet-Lite0 with learned tensors on the CPU, by onnxruntime: the bundled graphs with others laid over theirs.

It needs no torch, so where nothing can be trained a trained network still embeds and finds.
"""

from __future__ import annotations

import numpy as np

from models.backbone import Run
from models.backbones.efficientnet_lite0 import GRAPH, POOLS, WEIGHTS
from models.backbones.efficientnet_lite0_maps import BLOCKS
from models.pooling import AVERAGE
from models.portable import Tensors
from models.weights import verified

TAIL = "efficientnet_lite0_tail.onnx"
STEM = ("conv_stem.", "bn1.", *(f"blocks.{number}." for number in range(BLOCKS[16])))
UNUSED = ("classifier.",)
COUNTER = "num_batches_tracked"  # of training steps; no graph has it


def run_tail(tensors: Tensors, threads: int, pooling: str) -> Run:
    """A function from maps (n, 14 * 14 * 112) to features, the last stages being `tensors`; ValueError where these do
    not fit.
    """
    output = "features" if pooling == AVERAGE else pooling
    return _opened(TAIL, "maps", output, _fitting(tensors, (*STEM, *UNUSED)), threads)


def run_whole(tensors: Tensors, threads: int, pooling: str) -> Run:
    """The same from normalised planes (n, 3, 224, 224), for `tensors` of the whole network."""
    average = pooling == AVERAGE
    graph, output = (GRAPH, "features") if average else (POOLS, pooling)
    return _opened(graph, "image", output, _fitting(tensors, UNUSED), threads)


def _opened(graph: str, input: str, output: str, tensors: Tensors, threads: int) -> Run:
    from models.onnx_session import open_graph

    verified(WEIGHTS)  # what is not replaced is an offset into this file
    return open_graph(verified(graph), output, threads, input=input, tensors=tensors)


def _fitting(tensors: Tensors, without: tuple[str, ...]) -> Tensors:
    """What a graph takes of `tensors`: all of that part of the network, for what is missing would stay as published
    without a word."""
    from safetensors import safe_open

    with safe_open(verified(WEIGHTS), framework="np") as file:
        names = [name for name in file.keys() if not name.startswith(without) and not name.endswith(COUNTER)]  # noqa: SIM118 (no mapping)
        expected = {name: tuple(file.get_slice(name).get_shape()) for name in names}
    given = {name: np.asarray(t, np.float32, order="C") for name, t in tensors.items() if not name.endswith(COUNTER)}
    if {name: tensor.shape for name, tensor in given.items()} != expected:
        raise ValueError("the tensors are not those of the network")
    return given
