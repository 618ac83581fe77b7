"""The vectors of `knn1m`: one per position of the last feature map of EfficientNet-Lite0 at 320 px, of real images.

The pictures are in a drawn order. The copies at the end repeat the first ones, edited so that every place stays
where it is; a planted pair is
a position and the same position of the copy, .3 to 1.0 apart. PCA to 256 dimensions, unit length, float16.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.augment import EDITS
from tests.bench.options import Options, data, kept

SIDE, PLACES, DIM = 320, 100, 256
PICTURES, COPIES = 9400, 600  # a million positions together
FITTED = 600  # pictures the principal components are taken from
STEADY = ("recompress", "recolour", "grey", "text", "overlay", "blur", "noise")  # edits that move nothing
BAND = (0.3, 1.0)


@dataclass(frozen=True)
class Vectors:
    """`vectors` (n, 256) float16, mapped from `path`; planted pairs are the rows `left`, `right`."""

    path: Path
    vectors: NDArray[np.float16]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    source: str
    sha256: str


def place() -> Path:
    """Where the prepared vectors are or would be: $NEARPAIR_BENCH or the user's cache."""
    folder = Path(os.environ.get("NEARPAIR_BENCH") or kept())
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "knn1m.npy"


def vectors(options: Options) -> Vectors:
    """The prepared vectors, made now if need be; a tenth of the pictures for a quick run."""
    path = place()
    if not path.exists():
        if data() is None:
            return generated(100_000 if options.quick else 1_000_000)
        _prepare(path, options)
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = np.load(path, mmap_mode="r")
    pictures, copies = told["pictures"], told["copies"]
    if options.quick:
        pictures, copies = pictures // 10, copies // 10
        first = found[: pictures * PLACES], found[told["pictures"] * PLACES :][: copies * PLACES]
        path = path.with_name("knn1m_quick.npy")
        if not path.exists():
            np.save(path, np.concatenate(first))  # the first tenth, and its copies
        found = np.load(path, mmap_mode="r")
    left = np.arange(copies * PLACES)
    right = left + pictures * PLACES
    gap = np.linalg.norm(found[left].astype(np.float32) - found[right], axis=1)
    planted = (gap >= BAND[0]) & (gap <= BAND[1])
    return Vectors(path, found, left[planted], right[planted], told["source"], told["sha256"])


def generated(count: int) -> Vectors:
    """Where there are no images: a mixture of stretched clouds, and a moved copy of one vector in twenty."""
    rng = np.random.default_rng(0)
    copies = count // 20
    middles = rng.standard_normal((count // 250, DIM)).astype(np.float32)
    stretch = (1 / np.sqrt(1 + np.arange(DIM))).astype(np.float32) * 3
    made = np.empty((count, DIM), np.float16)
    for start in range(0, count, 50_000):
        part = slice(start, min(start + 50_000, count))
        size = part.stop - start
        drawn = middles[rng.integers(0, len(middles), size)] + stretch * rng.standard_normal((size, DIM))
        made[part] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    away = rng.standard_normal((copies, DIM))
    away *= rng.uniform(*BAND, (copies, 1)) / np.linalg.norm(away, axis=1, keepdims=True)
    moved = made[:copies] + away
    made[-copies:] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    left = np.arange(copies)
    gap = np.linalg.norm(made[left].astype(np.float32) - made[count - copies + left], axis=1)
    planted = (gap >= BAND[0]) & (gap <= BAND[1])
    path = place().with_name(f"generated{count}.npy")
    np.save(path, made)
    source = "a generated mixture, no images"
    return Vectors(path, made, left[planted], count - copies + left[planted], source, "")


def _prepare(path: Path, options: Options) -> None:
    """Compute and keep the vectors; a run that was interrupted goes on where it was."""
    folder = data()
    assert folder is not None
    files = sorted(p for name in ("nd_dev", "ml_dev", "photos") for p in (folder / name).rglob("*") if _is_picture(p))
    order = np.random.default_rng(0).permutation(len(files))
    pictures = [files[place] for place in order[:PICTURES]]
    maps = _network()
    components = path.with_name("knn1m_components.npz")
    if not components.exists():
        options.say("principal components")
        _fit(np.concatenate([maps([_read(p)])[0] for p in pictures[:FITTED]]), components)
    with np.load(components) as fitted:
        mean, axes = fitted["mean"], fitted["axes"]
    part, done = path.with_suffix(".part"), path.with_suffix(".done")
    count = len(pictures) + COPIES
    begun = int(done.read_text(encoding="ascii")) if done.exists() and part.exists() else 0
    rows = np.lib.format.open_memmap(part, "r+" if begun else "w+", np.float16, (count * PLACES, DIM))
    for start in range(begun, count, 8):
        projected = (np.concatenate(maps(list(_pictures(pictures, start, min(start + 8, count))))) - mean) @ axes
        projected /= np.linalg.norm(projected, axis=1, keepdims=True)
        rows[start * PLACES : start * PLACES + len(projected)] = projected
        if start % 400 == 0:
            rows.flush()
            done.write_text(str(start), encoding="ascii")
            options.say(f"{start} of {count} pictures")
    rows.flush()
    del rows
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    told = {"source": f"{len(pictures)} images of {folder} and {COPIES} edited copies", "sha256": digest,
            "pictures": len(pictures), "copies": COPIES}  # fmt: skip
    path.with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")
    part.replace(path)
    options.say(f"sha256 {digest}")


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in {".jpg", ".jpeg", ".png", ".bmp"}


def _read(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        return image.convert("RGB")


def _pictures(pictures: list[Path], start: int, stop: int) -> Iterator[Image.Image]:
    for number in range(start, stop):
        if number < len(pictures):
            yield _read(pictures[number])
            continue
        copy = number - len(pictures)
        rng = np.random.default_rng(copy)
        yield EDITS[STEADY[copy % len(STEADY)]](_read(pictures[copy]).resize((SIDE, SIDE)), rng)


def _network() -> Callable[[list[Image.Image]], NDArray[np.float32]]:
    """Pictures to maps (n, 100, 1280), by onnxruntime: exported here, as the bundled graph ends in the pooling."""
    import timm
    import torch
    from safetensors.torch import load_file

    from app.core.reading.decoders import cores
    from models.backbones.efficientnet_lite0 import TIMM_NAME, WEIGHTS, normalise
    from models.onnx_session import open_graph
    from models.weights import verified

    class LastMap(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network: Any = timm.create_model(TIMM_NAME, pretrained=False)
            self.network.load_state_dict(load_file(verified(WEIGHTS)))

        def forward(self, image: torch.Tensor) -> torch.Tensor:
            return self.network.forward_features(image).flatten(2).transpose(1, 2)  # type: ignore[no-any-return]

    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder, "last_map.onnx")
        torch.onnx.export(
            LastMap().eval(), (torch.zeros(2, 3, SIDE, SIDE),), graph, dynamo=True, opset_version=18,
            input_names=["image"], output_names=["maps"], external_data=False,
            dynamic_shapes={"image": {0: torch.export.Dim("batch", min=1, max=64)}}, verbose=False,
        )  # fmt: skip
        run = open_graph(graph, "maps", cores())

    def maps(pictures: list[Image.Image]) -> NDArray[np.float32]:
        small = [np.asarray(p.resize((SIDE, SIDE), Image.Resampling.BILINEAR)) for p in pictures]
        return run(normalise(np.stack(small)))

    return maps


def _fit(rows: NDArray[np.float32], path: Path) -> None:
    mean = rows.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((rows - mean).T))
    np.savez(path, mean=mean, axes=axes[:, ::-1][:, :DIM].astype(np.float32))
