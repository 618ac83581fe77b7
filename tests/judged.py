"""A small project of real little pictures with drawn features, for tests of what judges pairs: no network runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from app.core.embedding import embed, segments
from app.core.embedding.extraction import folder_of, say_whose
from app.core.records import EmbedderRow, Grade, ScanResult
from app.core.store.project import Project
from models.backbones import open_choice
from tests.made import begin_round, grade
from tests.textured import scene


@dataclass(frozen=True)
class Shown:
    """One picture: its pixels, what is recorded of it, and the quality it is stored with."""

    picture: Image.Image
    taken_at: str | None = None
    camera: str | None = None
    quality: int = 90


def shown() -> list[Shown]:
    """Copies of three scenes (turned, grey, cropped, recompressed) and three scenes of their own."""
    one, two, three = (scene(seed, 96, 72) for seed in (1, 2, 3))
    return [
        Shown(one, "2019:05:04 12:33:01", "A"), Shown(one, "2019:05:04 12:33:03", "A", 40),
        Shown(one.transpose(Image.Transpose.ROTATE_90)), Shown(two, "2019:05:04 12:33:01", "B"),
        Shown(two.convert("L").convert("RGB"), None, "A"), Shown(two.crop((10, 8, 90, 68))),
        Shown(three), *(Shown(scene(seed, 72, 96)) for seed in (4, 5)),
        Shown(Image.new("RGB", (40, 30), (90, 90, 90)), "2020:01:01 00:00:00"),
    ]  # fmt: skip


def project_of(path: Path, pictures: Sequence[Shown], names: Sequence[str] | None = None) -> Project:
    """A project whose files are `names` (default 000.jpg ...), all ingested in the order of their names."""
    from app.core.reading.hashes import perceptual_hash

    root = path.parent / f"{path.name}-photos"
    files = names or [f"{number:03}.jpg" for number in range(len(pictures))]
    results = []
    for name, one in sorted(zip(files, pictures, strict=True), key=lambda row: row[0]):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        one.picture.save(root / name, "JPEG", quality=one.quality)
        content = (root / name).read_bytes()
        size = one.picture.size
        results.append(ScanResult(name, len(content), 1, hashlib.sha256(content).hexdigest(), *size, "JPEG", "RGB",
                                  phash=perceptual_hash(one.picture), taken_at=one.taken_at, camera=one.camera,
                                  quality=one.quality))  # fmt: skip
    project = Project.create(path)
    project.images.record(project.images.add_folder(root), results)
    return project


def with_features(project: Project, seed: int = 0, noise: float = 0.5) -> EmbedderRow:
    """Features that only the content of a file decides, a whitened head on them and a first round."""
    network = open_choice("efficientnet_lite0")
    images = project.images.all()
    keys = segments.keys(image.content_hash for image in images)
    rows = [np.random.default_rng([seed, int(image.content_hash[:8], 16)]).random(network.dim) for image in images]
    say_whose(project.folder("features"), network)
    with segments.Writer(folder_of(project.folder("features"), network)) as writer:
        writer.add(keys, np.array(rows))
    row = embed.fit_embedder(project, "whiten")
    begin_round(project, row.fingerprint)
    return row


def graded(project: Project, pairs: Sequence[tuple[int, int, Grade]]) -> None:
    """These grades, by one person."""
    for left, right, value in pairs:
        grade(project, left, right, value)
