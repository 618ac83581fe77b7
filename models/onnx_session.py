"""The only file that imports onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def open_graph(path: Path, output: str, threads: int) -> Callable[[NDArray[np.float32]], NDArray[np.float32]]:
    """A function running the graph on the CPU: its input `image` in, the named output out.

    onnxruntime reports to its maker unless it is told not to before it is imported; calling its own switch
    afterwards comes too late. So this refuses to import it without ORT_DISABLE_TELEMETRY=1.
    """
    if os.environ.get("ORT_DISABLE_TELEMETRY") != "1":
        raise RuntimeError("set ORT_DISABLE_TELEMETRY=1 before anything that may run onnxruntime")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that spin between two batches would take the cores the decoders need.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def run(image: NDArray[np.float32]) -> NDArray[np.float32]:
        result: NDArray[np.float32] = session.run([output], {"image": image})[0]
        return result

    return run
