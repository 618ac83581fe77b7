"""The pictures of the embed bench: real small ones, generated ones of 12 megapixels, copies under fresh edits."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from app.core.reading.images import read_image
from models.backbones import open_choice
from tests.bench.options import Options, data, kept

LARGE = (4000, 3000)
GRAIN = 6.0  # standard deviation of noise per pixel, as a sensor has: without it a generated JPEG decodes too fast


def small() -> list[Path]:
    """The `photos` set, or generated pictures of its size where there is none; mixed, always in the same order."""
    place = data()
    if place is None or not (place / "photos").is_dir():
        return _generated(300, (400, 300), 0.0)
    files = sorted(path for path in (place / "photos").rglob("*") if path.suffix == ".jpg")
    return [files[i] for i in np.random.default_rng(0).permutation(len(files))]


def large(count: int, options: Options) -> list[Path]:
    """Generated JPEGs of 12 megapixels, of real photographs where there are any; made once."""
    options.say(f"{count} pictures of 12 megapixels")
    return _generated(count, LARGE, GRAIN)


def _generated(count: int, size: tuple[int, int], grain: float) -> list[Path]:
    folder = kept() / f"{size[0]}x{size[1]}"
    folder.mkdir(exist_ok=True)
    files = [folder / f"{number:04}.jpg" for number in range(count)]
    todo = [(file, size, grain) for file in files if not file.exists()]
    if todo:
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            list(pool.map(_generate, todo))
    return files


def _generate(task: tuple[Path, tuple[int, int], float]) -> None:
    file, size, grain = task
    rng = np.random.default_rng(int(file.stem))
    place = data()
    photos = sorted((place / "photos").rglob("*.jpg")) if place else []
    if photos:
        start = read_image(photos[int(rng.integers(len(photos)))])
    else:
        start = Image.fromarray(rng.integers(0, 256, (24, 32, 3), dtype=np.uint8))
    pixels = np.asarray(start.resize(size, Image.Resampling.BICUBIC), np.float32)
    noise = rng.standard_normal((size[1], size[0], 1), np.float32) * grain
    part = file.with_suffix(".part")
    Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8)).save(part, "JPEG", quality=90)
    part.replace(file)


def fresh_edits(files: Sequence[Path], count: int, folder: Path) -> Path:
    """A folder of `count` files with contents of their own: copies, each with other bytes after the picture's end."""
    folder.mkdir(parents=True)
    for number, path in enumerate(itertools.islice(itertools.cycle(files), count)):
        (folder / f"{number:06}.jpg").write_bytes(path.read_bytes() + os.urandom(8))
    return folder


def effect_of_draft(generated: Sequence[Path]) -> dict[str, Any]:
    """How far reduced JPEG decoding moves distances, against decoding in full, raw features of the default network.

    On the photographs of nd_dev that are large enough to be reduced at all, and on generated 12 megapixels.
    """
    found = {}
    place = data()
    if place is not None:
        files = sorted(path for path in (place / "nd_dev").rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
        found["nd_dev"] = _moved([path for path in files if _shorter(path) >= 2 * 448])
    return found | {"generated": _moved(generated[:60])}


def _shorter(path: Path) -> int:
    with Image.open(path) as image:
        return min(image.size)


def _moved(files: Sequence[Path]) -> dict[str, float]:
    network = open_choice("efficientnet_lite0")
    extract = network.open("cpu", 2)
    vectors = []
    for side in (network.draft_size, 0):
        rows = np.concatenate([extract(network.preprocess(read_image(f, short_side=side))[None]) for f in files])
        vectors.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    reduced, full = (np.linalg.norm(rows[:, None] - rows[None], axis=2) for rows in vectors)
    pairs = np.triu_indices(len(files), 1)
    change = np.abs(reduced - full)[pairs]
    nearest = [np.argsort(matrix + 9 * np.eye(len(files)), axis=1)[:, :5] for matrix in (reduced, full)]
    same = np.mean([len(set(a) & set(b)) / 5 for a, b in zip(*nearest, strict=True)])
    own = np.linalg.norm(vectors[0] - vectors[1], axis=1)
    return {
        "images": len(files), "mean_change_of_distance": float(change.mean()),
        "max_change_of_distance": float(change.max()), "mean_distance": float(full[pairs].mean()),
        "mean_distance_to_itself": float(own.mean()), "nearest_5_kept": float(same),
    }  # fmt: skip
