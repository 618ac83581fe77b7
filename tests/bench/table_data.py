"""The features of `table`: EfficientNet-Lite0 of every image of ml_dev, made once and kept, and how they are split.

Classes are on one side only. Of the test classes a part asks and another answers: of groceries the photographs of
one store and those of the other two (the same shelf finds itself), of everything else every other image.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.backbones.efficientnet_lite0 import backbone
from tests.bench.options import Options, data, kept

_AT_ONCE = 32


@dataclass(frozen=True)
class Classes:
    """`features` (n, 1280) and the class (n,) of every image; which learn, which ask and which answer, (n,) bool."""

    features: NDArray[np.float32]
    label: NDArray[np.int64]
    learn: NDArray[np.bool_]
    query: NDArray[np.bool_]
    answer: NDArray[np.bool_]


def classes(options: Options) -> Classes:
    """The prepared features, made now if need be; SystemExit without the images."""
    folder = data()
    if folder is None:
        raise SystemExit("table needs the images of ml_dev; set NEARPAIR_DATA")
    with folder.joinpath("ml_dev", "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    path = kept() / "ml_dev_lite0.npy"
    if not path.exists() or len(np.load(path, mmap_mode="r")) != len(rows):
        made = _made([str(folder / "ml_dev" / row["image"]) for row in rows], options)
        with path.with_suffix(".part").open("wb") as part:
            np.save(part, made)
        path.with_suffix(".part").replace(path)
    label = np.unique([row["class"] for row in rows], return_inverse=True)[1]
    test = np.array([row["split"] == "test" for row in rows])
    for_store = np.array([row["store"] for row in rows])
    number = np.array([np.count_nonzero(label[:place] == label[place]) for place in range(len(rows))])
    asks = np.where(for_store != "", for_store == "test", number % 2 == 0)
    assert not set(label[test]) & set(label[~test])
    return Classes(np.load(path).astype(np.float32), label, ~test, test & asks, test & ~asks)


def _made(paths: list[str], options: Options) -> NDArray[np.float16]:
    network = backbone()
    extract = network.open("cpu", 2)
    parts = []
    for start in range(0, len(paths), _AT_ONCE):
        pictures = []
        for path in paths[start : start + _AT_ONCE]:
            with Image.open(path) as image:
                pictures.append(network.preprocess(image.convert("RGB")))
        parts.append(extract(np.stack(pictures)))
        if start % (_AT_ONCE * 20) == 0:
            options.say(f"{start} of {len(paths)} pictures")
    return np.concatenate(parts).astype(np.float16)
