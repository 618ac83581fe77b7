"""Asking: a batch of 500 out of 8 million candidates, then grade and next with 100,000 labels in the project.

Every grade is on disk when it is counted (synchronous FULL). The busy figures are taken while another process writes
to the project in short transactions, as a job does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from app.core.asking.batches import make_batch
from app.core.embedding import embed
from app.core.grading.review import Review
from app.core.mining.candidates import write_candidates
from app.core.mining.why import Whys
from app.core.records import Act, Batch, Candidates, Embeddings, Grade, Kind, ScanResult
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.project import Project
from tests.bench.options import Options
from tests.bench.surroundings import PeakMemory
from tests.made import sha

GRADES = (Grade.NND, Grade.NND, Grade.NEAR_ND, Grade.ND)
STRATEGIES = ("hardest", "likeliest", "mix", "random")
AHEAD = 8  # pairs looked up for prefetching
WHO = "ann"


def run(options: Options) -> dict[str, Any]:
    """Time of each draw, p50 and p99 of next, of grade and of both while another process writes; peak memory."""
    images, count, labels, acts = (2000, 40_000, 1000, 100) if options.quick else (100_000, 8_000_000, 100_000, 2000)
    with tempfile.TemporaryDirectory(prefix="nearpair-bench-") as folder:
        place = Path(folder, "queue.nearpair")
        seconds: dict[str, float] = {}
        with Project.create(place) as project, _timed(seconds, "prepare_s"):
            options.say("making the project")
            _fill(project, images, count, labels)
        with Project.open(place) as project, PeakMemory() as memory:
            batches = [_drawn(project, name, seconds, options) for name in STRATEGIES]
            options.say("grading")
            figures = _graded(project, batches, acts // 2, seconds, "")
            with _writer(place):
                figures |= _graded(project, batches[::-1], acts // 2, seconds, "busy_")
    return {"images": images, "candidates": count, "labels": labels, "acts": acts, "seconds": seconds,
            "bytes": {"peak_bytes": memory.peak}} | figures  # fmt: skip


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[name] = round(time.perf_counter() - began, 3)


def _fill(project: Project, images: int, count: int, labels: int) -> None:
    """Images, a candidate file of random pairs, answers to the closest of them, and embeddings."""
    rng = np.random.default_rng(0)
    root = project.images.add_folder(project.path.parent / "photos")
    project.images.record(root, [
        ScanResult(f"{n}.jpg", 1000, 1, sha(str(n)), 64, 48, "JPEG", "RGB", phash=int(bits))
        for n, bits in enumerate(rng.integers(0, 2**63, images))
    ])  # fmt: skip
    project.rounds.add_embedder(
        fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw", file="x", dim=64
    )
    ends = np.sort(rng.integers(1, images + 1, (count + count // 50, 2)), axis=1)
    ends = np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0)
    ends = ends[rng.permutation(len(ends))[:count]]
    distance = np.sort(rng.random(len(ends), np.float32) * 1.4)
    ranks = rng.integers(1, 99, len(ends))
    found = Candidates(ends[:, 0], ends[:, 1], distance, "knn", Whys.of("knn", rank=ranks, back=0, k=99))
    file = project.folder("candidates") / "knn.arrow"
    write_candidates(found, file)
    project.rounds.add_mining(round=0, miner="knn", embedder="f0", file=file.relative_to(project.path).as_posix(),
                              candidates=len(ends), images=images, seed=0, settings={}, begins={})  # fmt: skip
    pairs = project.pairs.ids(ends[:labels, 0], ends[:labels, 1]).tolist()
    grades = rng.choice(4, labels, p=(0.4, 0.35, 0.2, 0.05)).tolist()
    for start in range(0, labels, 1000):  # as many acts as somebody's pages of a contact sheet
        acts = [(pair, Act(grade=GRADES[grade])) for pair, grade in zip(pairs, grades, strict=True)]
        project.labels.append(acts[start : start + 1000], By(WHO))
    vectors = rng.standard_normal((images, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    made = Embeddings(np.arange(1, images + 1), vectors)
    embed.embeddings = lambda *_, **__: made  # type: ignore[assignment]  # there are no pictures to embed


def _drawn(project: Project, name: str, seconds: dict[str, float], options: Options) -> Batch:
    options.say(f"drawing a batch: {name}")
    with _timed(seconds, f"draw_{name}_s"):
        return make_batch(project, Settings().having(batch__strategy=name, batch__size=500))


def _graded(
    project: Project, batches: list[Batch], acts: int, seconds: dict[str, float], prefix: str
) -> dict[str, float]:
    """Grade through the batches in turn; milliseconds of each act and of showing what comes next."""
    rng = np.random.default_rng(1)
    grade_ms: list[float] = []
    next_ms: list[float] = []
    for batch in batches:
        with _timed(seconds, f"{prefix}open_s"):
            review = Review(project, WHO, batch)
        while review.current is not None and len(grade_ms) < acts:
            act = Act(grade=GRADES[int(rng.integers(4))]) if rng.random() < 0.95 else Act(Kind.UNSURE)
            grade_ms.append(_ms(partial(review.answer, act)))
            next_ms.append(_ms(partial(_next, review)))
    return {
        f"{prefix}{name}_{what}_ms": round(float(np.percentile(values, share)), 2)
        for name, values in (("next", next_ms), ("grade", grade_ms))
        for what, share in (("p50", 50), ("p99", 99))
    } | {f"{prefix}graded": len(grade_ms)}


def _next(review: Review) -> object:
    """What the window asks for after a grade."""
    return review.current, review.upcoming(AHEAD), review.progress(), review.undo_text


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


@contextmanager
def _writer(place: Path) -> Iterator[None]:
    """Another process that writes to the project in short transactions until the block ends."""
    command = [sys.executable, "-m", "tests.bench.queue", str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        try:
            yield
        finally:
            process.kill()


def _write_on(place: Path) -> None:
    with Project.open(place, role="worker") as project:
        sys.stdout.write("writing\n")
        sys.stdout.flush()
        for number in range(10**9):
            project.set("bench", {"number": number, "text": "x" * 20_000})
            time.sleep(0.002)


if __name__ == "__main__":
    _write_on(Path(sys.argv[1]))
