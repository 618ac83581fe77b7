"""An embedder as a file for other programs: network and head, its transform, distance, thresholds and licence.

Beside the file, under its name and `.json`, lies the same description as it has inside; where the file is ONNX, it is
one that this program reads as a network of one's own (models/own_file.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app import __version__
from app.core.atomic import replacing
from app.core.embedding import embed
from app.core.exchanging.stated_thresholds import stated_thresholds
from app.core.exporters import EXPORTERS
from app.core.jobs import NULL_JOB, Job
from app.core.learning.label_hash import label_hash
from app.core.learning.promotion import next_embedder
from app.core.reading.files import BadImage
from app.core.records import EmbedderRow, FloatArray
from models.backbone import Backbone, Pixels
from models.errors import UserError
from models.head import Head
from models.portable import Portable, Tensors

if TYPE_CHECKING:
    from app.core.store.project import Project

SAMPLE = 20  # pictures that an exported model is tried on before it gets its name


@dataclass(frozen=True)
class Model:
    """What is written: a network with its `tensors`, the head over its features (n, features_dim), and `about` both.

    `pixels` are some prepared pictures and `embedded` (n, dim) what the program makes of them.
    """

    network: Portable
    tensors: Callable[[], Tensors]
    head: Head
    features_dim: int
    about: Mapping[str, Any]
    pixels: Pixels
    embedded: FloatArray
    threads: int


def write_model(
    project: Project,
    out: Path,
    format: str,
    embedder: str | None = None,
    *,
    target: str = "",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """Write an embedder to `out` in a format of EXPORTERS that holds models, and its description beside it.

    `embedder`: its name or fingerprint; without, the one that mines next, else the one that mines now.
    `target` (`precision=0.99`) says which of the measured thresholds is the one stated, otherwise the first that was
    found. Gives the description. UserError where the network or the format cannot leave the program.
    """
    entry = EXPORTERS.entry(format)
    if entry.needs != "model":
        raise UserError("the format {format} holds no model; write {choices}", format=format,
                        choices=" or ".join(e.name for e in EXPORTERS if e.needs == "model"))  # fmt: skip
    if not out.absolute().parent.is_dir():
        raise UserError("the folder {path} does not exist", path=out.absolute().parent)
    row = project.rounds.embedder(embedder) if embedder else next_embedder(project) or project.rounds.embedder()
    if row is None:
        raise UserError("{project} has no embedder yet; embed it first", project=project.name)
    job.report("Preparing the model")
    model, described = _model(project, row, target, threads)
    if reason := model.about["thresholds"]["reason"]:
        job.warn(f"the model is written without a threshold: {reason}")
    job.report("Writing the model")
    beside = out.with_name(f"{out.name}.json")
    with replacing(out) as file, replacing(beside) as note:
        entry.load()(file, model)
        told = json.dumps({"model": out.name, **described}, indent=2, ensure_ascii=False)
        note.write_text(f"{told}\n", encoding="utf-8")
    return {**model.about, "name": row.name, "format": format, "out": str(out), "description": str(beside)}


def _model(project: Project, row: EmbedderRow, target: str, threads: int) -> tuple[Model, dict[str, Any]]:
    """What is to be written of this embedder, and the description that goes beside it."""
    network = embed.backbone_of(row, project)
    if network.portable is None:
        raise UserError("a network of the kind {backbone} cannot be exported; export its embeddings instead",
                        backbone=network.name)  # fmt: skip
    portable, head = network.portable(), Head.load(project.path / row.file)
    described = _about(project, row, network, portable, target)
    pixels = _sample(project, network)
    embedded = head.apply(_features(network, pixels, threads))
    tensors = partial(_tensors, project, row, portable)
    return Model(portable, tensors, head, network.dim, described["nearpair"], pixels, embedded, threads), described


def _features(network: Backbone, pixels: Pixels, threads: int) -> FloatArray:
    """What the network makes of these pictures, with nothing rounded on the way.

    Maps before stages that have learned are cached in half precision, a rounding that a whole graph does not have.
    """
    if network.tail is None:
        return network.open("cpu", threads)(pixels)
    maps: Any = network.tail.stem.open("cpu", threads)(pixels)
    return network.tail.open("cpu", threads)(maps)


def _tensors(project: Project, row: EmbedderRow, portable: Portable) -> Tensors:
    """The network's tensors, those that were trained in the place of the published ones."""
    tensors = portable.tensors()
    if not row.network:
        return tensors
    from safetensors.numpy import load_file

    trained = load_file(project.path / row.network)
    if not set(trained) <= set(tensors):
        raise RuntimeError(f"{row.network} holds other tensors than those of {row.backbone}")
    return {**tensors, **trained}


def _about(project: Project, row: EmbedderRow, network: Backbone, portable: Portable, target: str) -> dict[str, Any]:
    """The description: how to make the input and, under `nearpair`, what it is and up to where a pair matches."""
    t = portable.transform
    names = {known.fingerprint: known.name for known in project.rounds.embedders()}
    labels = row.trained_on.get("labels", ())
    embedder = {key: getattr(row, key) for key in
                ("name", "fingerprint", "backbone", "backbone_fingerprint", "head", "dim", "round", "seed",
                 "created_at", "settings", "flag")}  # fmt: skip
    embedder |= {"parent": names.get(row.parent or ""), "labels": {"count": len(labels), "hash": label_hash(labels)}}
    return {
        "size": t.size,
        "resize": t.rule,
        **({"short_side": t.short_side} if t.short_side else {}),
        "filter": t.filter,
        "mean": list(t.mean),
        "scale": list(t.scale),
        "order": t.order,
        "dim": row.dim,
        "input": "image",
        "output": "embedding",
        "nearpair": {
            "version": __version__,
            "embedder": embedder,
            "transform": asdict(t) | {"of": "bytes: (bytes - mean) / scale", "decode": t.parts()["decode"]},
            "features": {"dim": network.dim, **portable.weights},
            "licence": f"weights: {portable.licence}",
            "thresholds": stated_thresholds(project, row, target),
        },
    }


def _sample(project: Project, network: Backbone) -> Pixels:
    """Up to SAMPLE pictures of the collection, spread over it; noise where none can be read any more."""
    images = project.images.all()
    some = images[:: max(1, len(images) // SAMPLE)][:SAMPLE]
    tasks = [(str(Path(image.root, image.path)), image.content_hash) for image in some]
    read = [embed.prepare(task, network.name, network.values) for task in tasks]
    good = [pixels for pixels in read if not isinstance(pixels, BadImage)]
    noise = np.random.default_rng(0).integers(0, 256, (2, network.size, network.size, 3), dtype=np.uint8)
    return np.stack(good) if good else noise
