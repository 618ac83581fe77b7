"""A project that every stage of mining has something to do in, and the stages: what they do and what they leave."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from app.core import pipeline, stages
from app.core.embedding import embed, segments
from app.core.embedding.extraction import folder_of
from app.core.how import How
from app.core.jobs import Job
from app.core.mining.candidates import read_candidates
from app.core.records import Grade, ScanResult
from app.core.searching import blocks, cells, hash_index
from app.core.settings import Settings
from app.core.store.project import Project
from app.core.verifying import fine_stage
from app.core.verifying import local_features as lf
from models.backbones import open_choice
from models.heads import HEADS
from tests.made import grade, sha
from tests.textured import scene

IMAGES, GROUPS, PICTURES = 320, 12, 12
GROUPED = slice(PICTURES, PICTURES + 4 * GROUPS)
COARSE = {"miner__coarse_to_fine__pairs": 30, "miner__coarse_to_fine__top": 4}
Stage = Callable[[Project, Job], Any]


def many_moments() -> None:
    """Small blocks, cells and segments, so that a small collection has as many moments as a large one."""
    blocks.FASTEST = {"cpu": (64, 64), "gpu": (64, 64)}
    cells.MEMBERS, hash_index._PAIRS, segments.ROWS = 16, 64, 2
    lf.open_map = lambda: _cells_of_pixels  # in the place of a network
    fine_stage.WARM = 2


def _cells_of_pixels(pixels: np.ndarray) -> np.ndarray:
    some = pixels[:, ::16, ::16].astype(np.float32) / 255
    return np.tile(some, (1, 1, 1, 38))[..., :112] * np.linspace(0.5, 2, 112, dtype=np.float32)


def make(place: Path) -> Path:
    """A project of IMAGES embedded images of which PICTURES are files; groups, grades, hashes, a second embedder."""
    photos = place / "photos"
    photos.mkdir(parents=True)
    rng = np.random.default_rng(0)
    with Project.create(place / "p", salt="0" * 32) as project:
        rows = [_row(photos, number) for number in range(IMAGES)]
        project.images.record(project.images.add_folder(photos), rows)
        ids = [image.id for image in project.images.all()]
        project.images.set_groups([(id, f"g{n // 4}", True) for n, id in enumerate(ids[GROUPED])], "made")
        network = open_choice("efficientnet_lite0")
        middles = rng.standard_normal((IMAGES // 4, network.dim))
        vectors = middles[np.arange(IMAGES) // 4] + 0.5 * rng.standard_normal((IMAGES, network.dim))
        vectors[:PICTURES] = middles[0] + 0.3 * rng.standard_normal((PICTURES, network.dim))  # the closest of all
        keys = segments.keys(image.content_hash for image in project.images.all())
        folder = folder_of(project.folder("features"), network)
        folder.mkdir()
        segments.write(folder / "0.npy", keys, np.maximum(vectors, 0).astype(np.float16))
        pipeline.embed(project, How(threads=1, device="cpu"))
        base, _ = embed.features(project, network)
        embed.store_embedder(project, HEADS.load("raw").fit(base.vectors, base.ids), network, name="other", round=0)
        return project.path


def _row(photos: Path, number: int) -> ScanResult:
    """What reading the image gave: the first ones are files, two of each scene; four in a row have near hashes."""
    name, content = f"{number:03}.png", sha(str(number))
    if number < PICTURES:
        scene(number // 2, 160, 120).save(photos / name, compress_level=number % 2)
        content = hashlib.sha256((photos / name).read_bytes()).hexdigest()
    bits = np.random.default_rng(number // 4).choice(64, 32, replace=False)
    return ScanResult(name, 1000, 1, content, 160, 120, "PNG", "RGB",
                      phash=sum(1 << int(bit) for bit in bits) ^ (1 << number % 4))  # fmt: skip


def mined(**values: Any) -> Stage:
    """`mine` with these settings, of `kind__name__key=value`."""
    settings = Settings({name.replace("__", "."): value for name, value in values.items()})
    return lambda project, job: pipeline.mine(project, How(settings, 3, "cpu", 1), job)


def prepare(project: Project) -> None:
    """What stands before the stages that follow a mining run: candidates and some grades."""
    mined(mine__miner="knn")(project, Job())
    for first in project.images.ids().tolist()[GROUPED][::4]:
        grade(project, first, first + 1, Grade.ND)


def _next_round(project: Project, job: Job) -> Any:
    return pipeline.mine(project, How(Settings({}), 3, "cpu", 1), job, embedder="other")


def _protocol(project: Project, job: Job) -> Any:
    how = How(Settings({"evaluate.resamples": 20}), 3, "cpu", 1)
    return stages.protocol(project, how, job, queries=40, compact=120, draws=2)


def _rules(project: Project, job: Job) -> Any:
    how = How(Settings({"rule.hash_and_embedding.bits": 6, "rule.hash_and_embedding.distance": 1.5}), 3, "cpu", 1)
    return stages.propose(project, how, job, approver="ann")


def _batch(project: Project, job: Job) -> Any:
    return pipeline.queue(project, How(Settings({}), 3, "cpu", 1), job, strategy="diverse", size=30)


STAGES: dict[str, tuple[bool, Stage]] = {
    "search exact": (False, mined(mine__miner="knn")),
    "search by cells": (False, mined(mine__miner="knn", mine__search="cells", mine__probes=3)),
    "hash look-up": (False, mined(mine__miner="hash_near")),
    "hashes against embedding": (False, mined(mine__miner="hash_embedding_disagreement")),
    "inside cells": (False, mined(mine__miner="cluster_restricted", miner__cluster_restricted__cells=9)),
    "closest of all": (False, mined(mine__miner="hn2_global")),
    "window of ranks": (False, mined(mine__miner="rank_window")),
    "below known matches": (True, mined(mine__miner="relative_margin")),
    "fine stage": (False, mined(mine__miner="coarse_to_fine", **COARSE)),
    "the same miner again": (True, mined(mine__miner="knn", miner__knn__k=5)),
    "next round": (True, _next_round),
    "protocol": (True, _protocol),
    "rules": (True, _rules),
    "batch": (True, _batch),
}
"""By name: whether something was mined and graded before, and what is done."""


def left_by(project: Project) -> dict[str, Any]:
    """All that a stage leaves which does not tell when it was made."""
    rounds = [[one.number, one.embedder, one.seed] for one in project.rounds.all()]
    batches = [[b.name, b.round, b.embedder, b.size, b.strata, [[p.left, p.right, p.why, p.stratum, p.swapped]
                for p in project.pairs.batch_pairs(b.id)]] for b in project.pairs.batches()]  # fmt: skip
    labels = [[a.left, a.right, str(a.grade), str(a.source)] for a in project.labels.answers()]
    points = project.get("operating_points", {})
    return json.loads(json.dumps([rounds, minings(project), batches, labels, points], default=str))


def minings(project: Project) -> list[Any]:
    """Every run that stands: the rows of its file, which must be there and as many as its row says."""
    told = []
    for run in project.rounds.minings():
        found = read_candidates(project.path / run.file)
        assert (len(found), found.miner) == (run.candidates, run.miner), "a file that is not its row's"
        rows = zip(found.left.tolist(), found.right.tolist(), found.distance.tolist(), found.why, strict=True)
        told.append([run.round, run.miner, run.embedder, run.settings, list(rows)])
    return told
