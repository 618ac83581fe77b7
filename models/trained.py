"""Trained backbone: a published network some of whose weights were learned here and lie in a file of their own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models.backbone import Backbone, Extractor, FeatureArray, Parts, Run, Tail, fingerprint
from models.errors import UserError
from models.portable import Tensors
from models.torch_network import from_torch

if TYPE_CHECKING:
    from torch import Tensor

SCOPE = "scope"  # in the file's header: what of the network is in it
LAST, FULL = "last", "full"
_BLOCK, _MANY = 8, 256  # maps taken through the last stages at a time, on the CPU and elsewhere


def save_network(path: Path, tensors: Mapping[str, Tensor], scope: str) -> None:
    """Write learned weights as safetensors, atomically; `scope`: LAST or FULL. The same weights are the same bytes."""
    from safetensors.torch import save

    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(save({name: t.detach().cpu().contiguous() for name, t in tensors.items()}, {SCOPE: scope}))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def trained_backbone(base: Backbone, path: Path) -> Backbone:
    """`base` with the weights in `path`; its fingerprint follows from both.

    Its pictures are prepared as those of `base`. UserError where the file is missing or is not such a file.
    """
    scope, digest = _known(path)
    if base.parts is None:
        raise UserError("{path} holds weights of {backbone}, which cannot be given any", path=path,
                        backbone=base.name)  # fmt: skip
    parts = base.parts()
    made = replace(base, fingerprint=fingerprint({"backbone": base.fingerprint, "network": digest}),
                   weights=path)  # fmt: skip
    if scope == FULL:  # its first stages are no longer those of the stem: it cannot be taken apart again
        return replace(made, open=lambda device, threads: _open_whole(parts, path, device, threads), parts=None)
    tail = Tail(parts.stem, lambda device, threads: _open_tail(parts, path, device, threads))
    return replace(made, open=lambda device, threads: _open_both(tail, device, threads), tail=tail,
                   parts=lambda: _further(parts, path))  # fmt: skip


def _further(parts: Parts, path: Path) -> Parts:
    """The parts to learn on from: with the learned weights in the place of the published ones."""

    def whole() -> Any:
        from safetensors.torch import load_file

        module = parts.whole()
        module.load_state_dict(load_file(path), strict=False)
        return module

    return replace(parts, tail=lambda: _loaded(parts.tail(), path, "cpu", 0), whole=whole)


def _known(path: Path) -> tuple[str, str]:
    """Scope and sha256 of a file of weights."""
    try:
        stat = path.stat()
        return _read(path, stat.st_size, stat.st_mtime_ns)
    except (OSError, ValueError, KeyError) as error:
        raise UserError("{path} cannot be read as the weights of a network: {error}", path=path,
                        error=error) from error  # fmt: skip


@lru_cache(maxsize=8)
def _read(path: Path, _size: int, _changed: int) -> tuple[str, str]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            scope = (file.metadata() or {})[SCOPE]
    except SafetensorError as error:
        raise ValueError(str(error)) from error
    if scope not in (LAST, FULL):
        raise ValueError(f"a scope {scope!r}")
    return scope, hashlib.sha256(path.read_bytes()).hexdigest()


def _loaded(module: Any, path: Path, device: str, threads: int) -> Any:
    """The module with the learned weights, ready to be run."""
    import torch
    from safetensors.torch import load_file

    if device == "cpu" and threads:
        torch.set_num_threads(threads)
    try:
        module.load_state_dict(load_file(path))
    except RuntimeError as error:
        raise _unfit(path) from error
    return module.eval().to(device)


def _run(module: Any, rows: NDArray[np.float32], device: str) -> FeatureArray:
    import torch

    # TF32 would move distances by more than the 1e-3 that a device may.
    with torch.inference_mode(), torch.backends.cudnn.flags(allow_tf32=False):
        result: FeatureArray = module(torch.from_numpy(rows).to(device)).float().cpu().numpy()
    return result


def _open_tail(parts: Parts, path: Path, device: str, threads: int) -> Callable[[NDArray[Any]], FeatureArray]:
    run = _runner(parts.tail, parts.run_tail, path, device, threads)
    size = _BLOCK if device == "cpu" else _MANY

    def features(maps: NDArray[Any]) -> FeatureArray:
        blocks = [maps[start : start + size] for start in range(0, max(1, len(maps)), size)]
        return np.concatenate([run(block.astype(np.float32)) for block in blocks])

    return features


def _open_both(tail: Tail, device: str, threads: int) -> Extractor:
    stem, rest = tail.stem.open(device, threads), tail.open(device, threads)
    # Rounded as the cache rounds maps: a picture has the same features with it and without.
    return lambda pixels: rest(stem(pixels).astype(np.float16))


def _open_whole(parts: Parts, path: Path, device: str, threads: int) -> Extractor:
    run = _runner(parts.whole, parts.run_whole, path, device, threads)
    return lambda pixels: run(parts.normalise(pixels))


def _runner(
    module: Callable[[], Any], run: Callable[[Tensors, int], Run] | None, path: Path, device: str, threads: int
) -> Run:
    """That part of the network with the learned weights: on the CPU without torch, where that can be."""
    if device == "cpu" and run is not None:
        from safetensors.numpy import load_file

        try:
            return run(load_file(path), threads)
        except ValueError as error:
            raise _unfit(path) from error
    from_torch()
    loaded = _loaded(module(), path, device, threads)
    return lambda rows: _run(loaded, rows, device)


def _unfit(path: Path) -> UserError:
    return UserError("the weights in {path} do not fit the network they are of", path=path)
