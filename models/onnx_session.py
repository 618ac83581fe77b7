"""The only file that imports onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.errors import UserError

Run: TypeAlias = Callable[[NDArray[np.float32]], NDArray[np.float32]]


def open_graph(
    path: Path, output: str, threads: int, *, input: str = "image",
    tensors: Mapping[str, NDArray[np.float32]] | None = None,
) -> Run:  # fmt: skip
    """A function running the graph on the CPU: the named input in, the named output out.

    `tensors` stand in for those of the same names that the graph keeps in another file.
    """
    return _runner(_session(path, threads, tensors), input, output)


def open_own(path: Path, input: str, output: str, threads: int) -> Run:
    """The same for a file of the user's: names may be empty where there is only one. A graph made for batches of one
    is given one picture at a time. UserError when the file is no such graph.
    """
    _telemetry_is_off()
    try:
        session = _session(path, threads)
    except Exception as error:  # onnxruntime raises a class of its own for each thing wrong in a file
        reason = str(error).splitlines()[0]
        raise UserError("{path} is not a network that onnxruntime can run: {reason}", path=path,
                        reason=reason) from error  # fmt: skip
    given = {node.name: node.shape for node in session.get_inputs()}
    input = _one(path, "input", input, list(given))
    output = _one(path, "output", output, [node.name for node in session.get_outputs()])
    run = _runner(session, input, output)
    if given[input][:1] == [1]:
        return lambda image: np.concatenate([run(one[None]) for one in image])
    return run


def _telemetry_is_off() -> None:
    """onnxruntime reports to its maker unless it is told not to before it is imported; calling its own switch
    afterwards comes too late. So it is not imported without ORT_DISABLE_TELEMETRY=1.
    """
    if os.environ.get("ORT_DISABLE_TELEMETRY") != "1":
        raise RuntimeError("set ORT_DISABLE_TELEMETRY=1 before anything that may run onnxruntime")


def _session(path: Path, threads: int, tensors: Mapping[str, NDArray[np.float32]] | None = None) -> Any:
    _telemetry_is_off()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that spin between two batches would take the cores the decoders need.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if tensors:
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(tensor) for tensor in tensors.values()]
        options.add_external_initializers(list(tensors), values)
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    session.laid_in = tensors  # it reads them where they lie, so they have to live as long as it does
    return session


def _runner(session: Any, input: str, output: str) -> Run:
    def run(image: NDArray[np.float32]) -> NDArray[np.float32]:
        result: NDArray[np.float32] = session.run([output], {input: image})[0]
        return result

    return run


def _one(path: Path, what: str, name: str, names: list[str]) -> str:
    if name in names or (not name and len(names) == 1):
        return name or names[0]
    raise UserError("{path} has the {what}s {names}; say which one to use", path=path, what=what,
                    names=", ".join(names))  # fmt: skip
