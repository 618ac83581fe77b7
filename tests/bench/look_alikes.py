"""Look-alike products: recall@1 across stores before and after learning, on classes that were never trained on.

Grocery photographs of one store ask, those of the others answer, among the test classes only. Learned from: graded
pairs of the training classes - matches across stores, the look-alike NND of pairs_grocery.csv, and random NND - with
the presets of each scope. `start`: the same features raw and whitened. Five seeds; intervals over queries' classes.
"""

from __future__ import annotations

import csv
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.core.learning.presets import preset
from app.core.settings import Settings
from models.backbones.efficientnet_lite0 import backbone
from models.finetune import FinetuneOptions, Recipe, finetune
from models.head import Head
from models.heads.whiten import fit
from models.losses import LOSSES
from models.material import Material, Relations
from models.samplers import SAMPLERS
from models.student import Subject
from models.students import SCOPES
from tests.bench.options import Options, data, kept
from tests.bench.table_data import classes

SEEDS, PAIRS, HELD = 5, 1000, 0.2
_AT_ONCE = 32


def run(options: Options) -> dict[str, Any]:
    """Recall@1 of the start and of every scope, and the paired gain over the whitened start."""
    found, names = classes(options), _names()
    grocery = np.array([name.startswith("images/grocery/") for name in names])
    rows = np.flatnonzero(grocery)
    learn, query, answer = (flags[rows] for flags in (found.learn, found.query, found.answer))
    features, label = found.features[rows], found.label[rows]
    start = fit(features[learn], np.arange(int(learn.sum())))
    asked = [_right(head.apply(features), label, query, answer) for head in (Head("raw"), start)]
    result: dict[str, Any] = {"queries": int(query.sum()), "classes": len(np.unique(label[query])),
                              "start": {"raw": asked[0].mean(), "whitened": asked[1].mean()}}  # fmt: skip
    scopes = ("head",) if options.quick else ("head", "last")
    for scope in scopes:
        maps = _maps([names[row] for row in rows], options) if scope == "last" else None
        right = []
        for seed in range(1 if options.quick else SEEDS):
            options.say(f"{scope}, seed {seed}")
            vectors = _learned(features, label, learn, [names[row] for row in rows], start, maps, scope, seed)
            right.append(_right(vectors, label, query, answer))
        result[scope] = _judged(np.mean(right, axis=0), asked[1], label[query], [float(r.mean()) for r in right])
    return result


def _names() -> list[str]:
    folder = data()
    assert folder is not None
    with folder.joinpath("ml_dev", "labels.csv").open(encoding="utf-8", newline="") as file:
        return [row["image"] for row in csv.DictReader(file)]


def _right(vectors: NDArray[Any], label: NDArray[Any], query: NDArray[Any], answer: NDArray[Any]) -> NDArray[Any]:
    """Of every query whether its nearest answer is of its class."""
    nearest = (vectors[query] @ vectors[answer].T).argmax(axis=1)
    return label[answer][nearest] == label[query]


def _judged(right: NDArray[Any], before: NDArray[Any], of: NDArray[Any], seeds: list[float]) -> dict[str, Any]:
    """Recall@1 with the gain over the start and its 95 % interval, classes redrawn."""
    number = np.unique(of, return_inverse=True)[1]
    gain, size = (np.bincount(number, weights=w) for w in (right - before, np.ones(len(of))))
    draws = np.random.default_rng(0).multinomial(len(size), np.full(len(size), 1 / len(size)), 2000)
    low, high = np.percentile((draws @ gain) / (draws @ size), (2.5, 97.5))
    return {"recall": float(right.mean()), "by_seed": seeds, "gain": [float((right - before).mean()), low, high]}


def _learned(
    features: NDArray[Any], label: NDArray[Any], learn: NDArray[Any], names: list[str], start: Head,
    maps: NDArray[Any] | None, scope: str, seed: int,
) -> NDArray[Any]:  # fmt: skip
    """Vectors of all images after a training on PAIRS graded pairs of the classes to learn from."""
    rng = np.random.default_rng(seed)
    settings = preset(Settings({"train.scope": scope}))
    material, images = _material(label, learn, names, rng)
    subject = Subject(features, images, start, backbone(), maps=None if maps is None else maps[images], seed=seed)
    entry = SCOPES.entry(scope)
    student = entry.load()(subject, **settings.of_entry("scope", entry))
    loss, sampler = LOSSES.entry(settings["train.loss"]), SAMPLERS.entry(settings["train.sampler"])
    recipe = Recipe(partial(loss.load(), **settings.of_entry("loss", loss)), loss.needs,
                    partial(sampler.load(), **settings.of_entry("sampler", sampler)), sampler.needs)  # fmt: skip
    named = ("steps", "pairs_per_step", "learning_rate", "weight_decay", "patience", "check_every")
    options = FinetuneOptions(**{name: settings[f"train.{name}"] for name in named})
    trained = None
    for stats in finetune(student, material, recipe, options, rng):
        trained = stats.trained
    assert trained is not None
    student.restore(trained.state)
    if maps is None:
        return student.head().apply(features)
    import torch

    module = backbone().parts().tail()  # type: ignore[misc]
    module.load_state_dict(student.network())
    with torch.inference_mode():
        made = [module(torch.from_numpy(maps[a : a + 64].astype("f4"))).numpy() for a in range(0, len(maps), 64)]
    return student.head().apply(np.concatenate(made))


def _material(
    label: NDArray[Any], learn: NDArray[Any], names: list[str], rng: np.random.Generator
) -> tuple[Material, NDArray[np.int64]]:
    """PAIRS pairs among the classes to learn from, a fifth of which are held back, and the rows of its images."""
    known = np.unique(label[learn])
    held = rng.permutation(known)[: round(HELD * len(known))]
    rows = np.flatnonzero(learn)
    images = np.concatenate((rows[~np.isin(label[rows], held)], rows[np.isin(label[rows], held)]))
    of, number = label[images], {names[row]: place for place, row in enumerate(images.tolist())}
    other = np.array(["/test_" in names[row] for row in images])
    ends = rng.integers(len(images), size=(2, 400 * PAIRS))
    same = of[ends[0]] == of[ends[1]]
    matches = ends[:, same & (other[ends[0]] != other[ends[1]])][:, : PAIRS // 2]
    alike = np.array([pair for pair in _alike(number) if np.isin(of[list(pair)], held).sum() != 1]).reshape(-1, 2).T
    both = np.isin(of[ends], held).sum(axis=0) != 1
    strangers = ends[:, ~same & both][:, : max(0, PAIRS // 2 - alike.shape[1])]
    left, right = np.concatenate((matches, alike, strangers), axis=1).astype(np.int64)
    rank = (of[left] == of[right]).astype(np.int64)
    own = np.arange(len(images), dtype=np.int64)
    relations = Relations(of.astype(np.int64), own, of.astype(np.int64), np.ones(len(images), np.bool_))
    return Material(left, right, rank, np.full(len(left), np.nan, np.float32), np.isin(of[left], held), relations,
                    int((~np.isin(of, held)).sum())), images  # fmt: skip


def _alike(number: dict[str, int]) -> list[tuple[int, int]]:
    folder = data()
    assert folder is not None
    with folder.joinpath("ml_dev", "pairs_grocery.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["path_a"], row["path_b"]) for row in csv.DictReader(file)]
    return [(number[a], number[b]) for a, b in pairs if a in number and b in number]


def _maps(names: list[str], options: Options) -> NDArray[np.float16]:
    """The stage maps of these photographs, made once and kept."""
    folder, path = data(), kept() / "grocery_maps.npy"
    assert folder is not None
    if not path.exists() or len(np.load(path, mmap_mode="r")) != len(names):
        network = backbone().parts().stem  # type: ignore[misc]
        extract = network.open("cpu", 0)
        parts = []
        for start in range(0, len(names), _AT_ONCE):
            pictures = [_picture(folder / "ml_dev" / name) for name in names[start : start + _AT_ONCE]]
            parts.append(extract(np.stack(pictures)).astype(np.float16))
        np.save(path, np.concatenate(parts))
        options.say("maps made")
    found: NDArray[np.float16] = np.load(path, mmap_mode="r")
    return found


def _picture(path: Any) -> Any:
    with Image.open(path) as image:
        return backbone().preprocess(image.convert("RGB"))
