"""A project with pictures, candidates, a batch, grades and a report, made without running any stage."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from app.core.mining.candidates import write_candidates
from app.core.mining.why import Whys
from app.core.records import Act, Batch, Candidates, Grade, ScanResult, Side
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project


def draw_pictures(folder: Path, count: int = 12) -> list[Path]:
    """Small pictures of gradients and discs, each another."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(count):
        y, x = np.mgrid[0:90, 0:120]
        disc = (x - 10 * (number % 9)) ** 2 + (y - 45) ** 2 < 400
        pixels = np.stack([2 * x, 2 * y, np.where(disc, 255, 20 * number % 256)], axis=-1).astype(np.uint8)
        made.append(folder / f"picture{number:02}.jpg")
        Pillow.fromarray(pixels).save(made[-1], quality=90)
    return made


def record_pictures(project: Project, folder: Path, files: list[Path], problems: list[ScanResult]) -> None:
    """Store files as a finished ingest would, thumbnails included."""
    results = []
    for file in files:
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        with Pillow.open(file) as image:
            width, height = image.size
            place = project.folder("thumbs") / digest[:2] / f"{digest}.jpg"
            place.parent.mkdir(exist_ok=True)
            image.thumbnail((320, 320))
            image.convert("RGB").save(place)
        name = file.relative_to(folder).as_posix()
        results.append(ScanResult(name, len(content), 1, digest, width, height, "JPEG", "RGB"))
    project.images.record(project.images.add_folder(folder), results + problems)


def mine_pictures(project: Project, seed: int = 0) -> Batch:
    """A round with one candidate file and one batch of all its pairs."""
    ids = [image.id for image in project.images.all()]
    pairs = [(a, b) for a in ids for b in ids if a < b and b - a < 6]
    generator = np.random.default_rng(seed)
    distance = np.sort(generator.beta(4, 2, len(pairs)) * 1.4).astype(np.float32)
    left, right = (np.array([pair[n] for pair in pairs], np.int64) for n in (0, 1))
    whys = Whys.of("knn", rank=right - left, back=0 * left, k=10)
    project.rounds.add_embedder(
        fingerprint="f" * 64, name="whiten", backbone="efficientnet_lite0", backbone_fingerprint="b" * 64,
        head="whiten", file="checkpoints/w.safetensors", dim=384,
    )  # fmt: skip
    file = project.folder("candidates") / "0" / "knn.arrow"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_candidates(Candidates(left, right, distance, "knn", whys), file)
    project.rounds.add_mining(
        round=0, miner="knn", embedder="f" * 64, file=file.relative_to(project.path).as_posix(),
        candidates=len(pairs), images=len(ids), seed=0, settings={}, begins={},
    )  # fmt: skip
    sides = {id: (Side.EVALUATION if n % 3 == 0 else Side.TRAIN, f"{n:03}") for n, id in enumerate(ids)}
    project.images.set_sides(sides)
    rows = [
        BatchRow(a, b, float(d), "knn", why, "hardest", 1.0)
        for (a, b), d, why in zip(pairs, distance, whys, strict=True)
    ]
    return project.pairs.create_batch(NewBatch("Batch 1", "hardest", 0, "f" * 64, 0), rows)


def grade_pictures(project: Project, batch: Batch, annotator: str = "ann", count: int = 24) -> None:
    """Grade the first pairs of a batch, the closest as ND."""
    grades = (Grade.ND, Grade.NEAR_ND, Grade.NND)
    for place in project.pairs.batch_pairs(batch.id)[:count]:
        act = Act(grade=grades[min(2, 3 * place.position // count)])
        project.labels.append([(place.pair_id, act)], By(annotator, batch, place.position))


BROKEN = ScanResult("broken.jpg", 10, 1, problem="truncated", detail="The file ends inside the picture.")


def fill(project: Project, folder: Path) -> Batch:
    """Everything above in one project."""
    files = draw_pictures(folder)
    record_pictures(project, folder, files, [BROKEN])
    project.images.set_groups([(image.id, "family", True) for image in project.images.all()[:3]], "groups.csv")
    batch = mine_pictures(project)
    grade_pictures(project, batch)
    return batch
