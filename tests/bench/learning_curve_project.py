"""The project behind the learning curve: nd_dev embedded once, and copies of it that are answered and trained."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from app.core import pipeline
from app.core.asking import simulate
from app.core.asking.batches import NothingToAsk, make_batch
from app.core.asking.oracle import UNKNOWN, Oracle, Truth, read_truth
from app.core.embedding import embed
from app.core.how import How
from app.core.jobs import NULL_JOB
from app.core.judging.alignment import pairs_folder
from app.core.judging.appearance import appearances
from app.core.judging.fitting import fit_verifier
from app.core.learning import learn, split
from app.core.learning.taught import taught
from app.core.mining import mine as mining
from app.core.records import Embeddings, Grade, IntArray, Side
from app.core.scratch import scratch_copy
from app.core.settings import Settings
from app.core.store.project import Project
from app.core.verifying.local_features import LocalStore, folder_of
from models.head import Head
from tests.bench.options import Options, data, kept
from tests.made import begin_round

FIXED: dict[str, Any] = {"frozen.size": 0}


@contextmanager
def base_project(options: Options) -> Iterator[Project]:
    """nd_dev read and embedded with a whitened head, made once and kept."""
    place, folder = kept() / "learning_curve.nearpair", data()
    if folder is None:
        raise SystemExit("this bench needs the image sets; set NEARPAIR_DATA")
    with Project.open_or_create(place) as project:
        if not project.rounds.embedders():
            options.say("reading and embedding nd_dev")
            pipeline.ingest(project, How(), folders=[str(folder / "nd_dev" / "images")])
            row = embed.embed_collection(project, Settings(), "cpu", 0, NULL_JOB).row
            begin_round(project, row.fingerprint)
            embed.features(project, embed.backbone_of(row, project).parts().stem)  # type: ignore[misc]
        _look_closely(project)
        yield project


def _look_closely(project: Project) -> None:
    """What verifiers look at of single pictures, made once for all folds."""
    images, features = project.images.all(), project.folder("features")
    appearances(images, features, project.folder("thumbs"))
    LocalStore(folder_of(features), {image.id: image for image in images}).compute([image.id for image in images])


def _look_through(project: Project, base: Project) -> None:
    """What is computed of pictures and pairs is kept with the base, so that the next fold finds it."""
    (project.path / "thumbs").symlink_to(base.folder("thumbs"))
    ours, theirs = (pairs_folder(one.folder("features")) for one in (project, base))
    shutil.rmtree(ours, ignore_errors=True)
    theirs.mkdir(exist_ok=True)
    ours.symlink_to(theirs)


@contextmanager
def answered(
    base: Project, evaluation: IntArray, settings: Settings, decisions: int, seed: int
) -> Iterator[tuple[Project, dict[str, int]]]:
    """A copy whose images `evaluation` are on the evaluation side and whose others were asked about so often; with
    the number of answers by grade. The annotator knows no groups."""
    with asked(base, evaluation, settings, seed) as (project, ask):
        yield project, ask(decisions)


@contextmanager
def asked(
    base: Project, evaluation: IntArray, settings: Settings, seed: int
) -> Iterator[tuple[Project, Callable[[int], dict[str, int]]]]:
    """The same before the first answer; the function asks on until there are so many, or nothing is left to ask."""
    with scratch_copy(base) as project, _split_as_it_is():
        _look_through(project, base)
        truth = truth_of(project)
        names = {image.id: image.content_hash for image in project.images.all()}
        held = set(evaluation.tolist())
        project.images.set_sides({image: (Side.EVALUATION if image in held else Side.TRAIN, name)
                                  for image, name in names.items()})  # fmt: skip
        row = project.rounds.embedders()[0]
        every = embed.embeddings(project, row)
        there = ~np.isin(every.ids, evaluation)
        mining.mine(project, row, Embeddings(every.ids[there], every.vectors[there]), settings, seed=seed)
        oracle = Oracle(truth, 0.0, np.random.default_rng([seed, 1]))
        done = 0

        def ask(decisions: int) -> dict[str, int]:
            nonlocal done
            while done < decisions:
                implied, _ = simulate._state(project, truth, done, 0)
                few = settings.having(batch__size=min(200, decisions - done))
                try:
                    batch = make_batch(project, few, seed=seed + done)
                except NothingToAsk:
                    break
                done += simulate._answer(project, batch, oracle, implied)
            return {name: count for name, count in project.labels.counts().items() if count}

        yield project, ask


@contextmanager
def _split_as_it_is() -> Iterator[None]:
    """The stored sides stand, as they do in a project that has trained before."""
    fixed = split.is_fixed
    split.is_fixed = lambda _project: True
    try:
        yield
    finally:
        split.is_fixed = fixed


def trained(project: Project, settings: Settings, seed: int) -> tuple[str, dict[str, Any]]:
    """The fingerprint of the embedder that a training with these settings gives, and how it went.

    With `train.taught` a verifier is fitted to the same answers first, so that there is something to be taught.
    """
    teaching = _verifier(project, settings, seed) if settings["train.taught"] else {}
    done = learn.train(project, settings, seed=seed, device="cpu", threads=0, job=NULL_JOB)
    t = done.trained
    return done.embedder.fingerprint, {
        "steps": t.steps,
        "best_step": t.best_step,
        "score": t.score,
        "start": t.start_score,
        **teaching,
        **({"taught": done.embedder.trained_on["taught"]} if teaching else {}),
    }


def _verifier(project: Project, settings: Settings, seed: int) -> dict[str, Any]:
    """Fit one to the answers: its pairs, what it predicts, and of the pairs it is to teach how many there are, match,
    and are wrong about that by the truth. The training leaves out those of the components that it holds back."""
    fitted = fit_verifier(project, settings, seed=seed, device="cpu")
    pairs = taught(project, settings, split.update(project, settings))
    truth = truth_of(project)
    rank = [truth.rank(pair.left, pair.right) for pair in pairs]
    match = [pair.grade is not Grade.NND for pair in pairs]
    return {
        "verifier": {"learned": fitted["pairs"], "predicted": fitted["predicted"]},
        "to_teach": {"pairs": len(pairs), "matches": sum(match), "unknown": rank.count(UNKNOWN),
                     "wrong": sum((r > 0) != m for r, m in zip(rank, match, strict=True) if r != UNKNOWN)},
    }  # fmt: skip


def truth_of(project: Project) -> Truth:
    """The truth of nd_dev for this project."""
    folder = data()
    assert folder is not None
    return read_truth(project, *(folder / "nd_dev" / f"{name}.csv" for name in ("pairs", "groups", "ambiguous")))


def vectors(project: Project, fingerprint: str, images: IntArray) -> Embeddings:
    """The vectors of these images under a stored embedder."""
    row = project.rounds.embedder(fingerprint)
    found, _ = embed.features(project, embed.backbone_of(row, project), only=images)
    return Embeddings(found.ids, Head.load(project.path / row.file).apply(found.vectors))
