"""Projects made for tests without decoding a single picture: images are rows, vectors are drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.core.mining.candidates import write_candidates
from app.core.records import Act, Batch, Candidates, Embeddings, Grade, ScanResult
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project


def project_of(path: Path, count: int, *, roots: Sequence[Path] = ()) -> Project:
    """A new project with images 1 .. count, `NNN.jpg` in turn in each of the roots (default: one)."""
    project = Project.create(path)
    listed = list(roots) or [path.parent / "photos"]
    for number, root in enumerate(listed):
        names = [f"{image:03}.jpg" for image in range(1, count + 1) if image % len(listed) == number]
        project.images.record(project.images.add_folder(root), [scan(name) for name in names])
    return project


def scan(name: str, *, content: str = "", phash: int | None = None) -> ScanResult:
    """What reading a file of this name gave; the content is its name unless said otherwise."""
    return ScanResult(name, 1000, 1, sha(content or name), 64, 48, "JPEG", "RGB", phash=phash)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def batch_of(project: Project, pairs: Sequence[tuple[int, int]], **more: object) -> Batch:
    """A batch that asks these pairs in this order."""
    rows = [BatchRow(a, b, 0.1 * n, "knn", "knn rank=1 back=1 k=10", "hardest", 1.0) for n, (a, b) in enumerate(pairs)]
    return project.pairs.create_batch(NewBatch("made", "hardest", 0, None, 0, **more), rows)  # type: ignore[arg-type]


def grade(project: Project, left: int, right: int, value: Grade, annotator: str = "ann", **more: object) -> None:
    """A grade given outside any batch."""
    pair_id = int(project.pairs.ids([left], [right])[0])
    project.labels.append([(pair_id, Act(grade=value, **more))], By(annotator))  # type: ignore[arg-type]


def vectors_of(project: Project, rng: np.random.Generator, dim: int = 16) -> Embeddings:
    """A random unit vector for every image."""
    ids = np.array([image.id for image in project.images.all()], np.int64)
    vectors = rng.standard_normal((len(ids), dim)).astype(np.float32)
    return Embeddings(ids, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def begin_round(project: Project, embedder: str, miner: str = "random") -> int:
    """Begin the next round with the embedder of this fingerprint, as mining does: with a first run, here one that
    proposes nothing. Returns its number."""
    number = len(project.rounds.all())
    file = project.folder("candidates") / str(number) / f"{miner}.arrow"
    file.parent.mkdir(parents=True, exist_ok=True)
    none = np.empty(0, np.int64)
    write_candidates(Candidates(none, none, none.astype(np.float32), miner, []), file)
    project.rounds.add_mining(
        round=number, miner=miner, embedder=embedder, file=file.relative_to(project.path).as_posix(), candidates=0,
        images=0, seed=0, settings={}, begins={},
    )  # fmt: skip
    return number
