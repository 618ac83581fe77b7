"""What is measured on: the evaluation side's answers by origin, the images they concern, and the embedders compared.

Three origins of graded pairs are told apart, because they answer different questions: "frozen" (sealed pairs that
people graded; weighted, so they speak for the collection), "imported" (labels from files) and "graded" (ordinary
batches: hard by choice, so they speak of mined pairs only). Pairs across sides serve nothing and are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from app.core.embedding import embed, own_vectors
from app.core.jobs import NULL_JOB, Job
from app.core.learning.split import Split, update
from app.core.measuring.cross_pairs import CrossPairs
from app.core.measuring.measure import Ground, Judged, crossings
from app.core.measuring.slices import slices_of
from app.core.mining.known import Known
from app.core.records import POLICY, Answer, BatchPair, Cut, EmbedderRow, Embeddings, IntArray, Kind, Side, Source
from app.core.settings import Settings
from models.errors import UserError
from models.head import Head
from models.heads import GRADES, HEADS

if TYPE_CHECKING:
    from app.core.store.project import Project

FEWEST_OF_STRATUM = 10  # answers; a stratum with fewer may not stand for its part of the collection


@dataclass(frozen=True)
class Origin:
    """The evaluation-side answers of one origin with their weights, or why they cannot be used.

    `folders`: the folder of every image, by which slices are made.
    """

    answers: Sequence[Answer]
    weights: Sequence[float]
    reason: str = ""
    folders: Mapping[int, str] = field(default_factory=dict)

    def judged(self) -> Judged:
        """The answers as arrays, with the flags that some cuts ask for."""
        rows = [a for a in self.answers if a.grade]
        table = np.array([(a.left, a.right, a.grade.rank) for a in rows if a.grade], np.int64).reshape(-1, 3)
        lookalike = np.array([a.lookalike for a in rows], np.bool_)
        policy = np.array([POLICY in a.tags for a in rows], np.bool_)
        at = [(self.folders.get(a.left, ""), self.folders.get(a.right, "")) for a in rows]
        slices = {"look-alikes": lookalike} | slices_of([a.tags for a in rows], at)
        return Judged(table[:, 0], table[:, 1], table[:, 2], np.array(self.weights), lookalike, policy, slices)


@dataclass(frozen=True)
class Material:
    """All that measuring needs: embedders, the evaluation side's answers by origin, and cross-group negatives.

    `by_group`: the origin that the cross-group negatives are measured with, None without any.
    """

    rows: Mapping[str, EmbedderRow]
    embeddings: Mapping[str, Embeddings]
    origins: Mapping[str, Origin]
    ground: Ground
    crossing: Mapping[str, CrossPairs]
    by_group: str | None
    left_out: Mapping[str, int]


def gather(
    project: Project, settings: Settings, rng: Generator, device: str = "auto", threads: int = 0, job: Job = NULL_JOB,
    *, rows: Mapping[str, EmbedderRow] | None = None,
) -> Material:  # fmt: skip
    """The material of this project as it is now; brings the split up to date first.

    `rows`: the embedders to measure, by the name they get; without, raw features and those of `compared`.
    UserError when nothing was embedded or no graded pair lies on the evaluation side.
    """
    split = update(project, settings, job)
    chosen = rows or compared(project)
    found = {name: embed.embeddings(project, row, device, threads, job) for name, row in chosen.items()}
    readable = set(reduce(np.intersect1d, (one.ids for one in found.values())).tolist())
    answers = project.labels.answers()
    there = [a for a in answers if _standing(a, split) == "evaluation" and {a.left, a.right} <= readable]
    if not there:
        raise UserError("no graded pair has both its images on the evaluation side; "
                        "grade the frozen pairs or import labels")  # fmt: skip
    origins = _origins(there, project, split)
    ground = _ground(project, split, origins, readable)
    fitted = None if rows else chosen.get("whitened")
    embeddings = {"raw": _raw(project, fitted, ground.ids, device, threads, job)} if fitted else {}
    embeddings |= {name: Embeddings(ground.ids, one.vectors[np.searchsorted(one.ids, ground.ids)])
                   for name, one in found.items()}  # fmt: skip
    crossing = crossings(embeddings, ground, rng, job) if ground.crossing.any() else {}
    left_out = Counter(standing for a in answers if (standing := _standing(a, split)) != "evaluation")
    return Material(chosen, embeddings, origins, ground, crossing, _of_crossing(origins), left_out)


def _raw(project: Project, row: EmbedderRow, ids: IntArray, device: str, threads: int, job: Job) -> Embeddings:
    """The features that this embedder's head was fitted to, as they are."""
    features, _ = embed.features(project, embed.backbone_of(row, project), device, threads, job)
    return Embeddings(ids, Head("raw").apply(features.vectors[np.searchsorted(features.ids, ids)]))


def compared(project: Project) -> dict[str, EmbedderRow]:
    """The newest trained embedder and what it began with; beside it the newest whitened and imported ones there are.

    The last is the one that figures are wanted of: the trained one, or imported vectors where those mine now.
    """
    rows = project.rounds.embedders()
    starts = {"imported": [row for row in rows if own_vectors.is_start(row)],
              "whitened": [row for row in rows if row.head == "whiten"]}  # fmt: skip
    if not any(starts.values()):
        raise UserError("nothing was embedded yet in {project}; mine and grade first", project=project.name)
    learned = {entry.name for entry in HEADS if entry.needs == GRADES}
    trained = [row for row in rows if row.head in learned][-1:]
    began = {row.parent for row in trained}
    found = {name: ([row for row in known if row.fingerprint in began] or known)[-1]
             for name, known in starts.items() if known}  # fmt: skip
    newest = {"trained": trained[-1]} if trained else {}
    if (own := found.pop("imported", None)) is None:
        return found | newest
    if own.fingerprint in began:
        return found | {"imported": own} | newest
    mines_now = own == project.rounds.embedder()
    return found | newest | {"imported": own} if mines_now else {"imported": own} | found | newest


def _origins(answers: Sequence[Answer], project: Project, split: Split) -> dict[str, Origin]:
    """The answers by origin; an origin without any is left out."""
    people = [a for a in answers if a.source is Source.HUMAN]
    imported = [a for a in answers if a.source is Source.IMPORT]
    graded = [a for a in people if not a.sealed]
    origins = {
        "frozen": _frozen(project, [a for a in people if a.sealed], split),
        "imported": Origin(imported, [1.0] * len(imported)),
        "graded": Origin(graded, [1.0] * len(graded)),
    }
    images = project.images.by_ids({image for a in answers for image in (a.left, a.right)})
    folders = {key: PurePosixPath(image.path).parent.as_posix() for key, image in images.items()}
    return {name: replace(origin, folders=folders) for name, origin in origins.items() if origin.answers}


def _frozen(project: Project, answers: Sequence[Answer], split: Split) -> Origin:
    """Weights 1 / draw probability, scaled up where a stratum is not answered to the end."""
    strata = {
        place.pair_id: (batch.name, place.stratum)
        for batch in project.pairs.batches() if batch.sealed
        for place in project.pairs.batch_pairs(batch.id) if _where(place, split) == "evaluation"
    }  # fmt: skip
    drawn, graded = Counter(strata.values()), Counter((a.batch, a.stratum) for a in answers)
    weights = [drawn[a.batch, a.stratum] / graded[a.batch, a.stratum] / (a.draw_probability or 1.0) for a in answers]
    # Who is unsure has answered too; a stratum nobody came to has not, and would be missing without a word.
    refused = {row.pair_id for row in project.labels.all() if row.kind in (Kind.UNSURE, Kind.BAD) and not row.undone}
    asked = Counter(strata[pair] for pair in refused | {a.pair_id for a in answers} if pair in strata)
    short = sorted(key for key, count in drawn.items() if asked[key] < min(FEWEST_OF_STRATUM, count))
    reason = ""
    if short:
        count, stratum = asked[short[0]], short[0][1]
        reason = f"only {count} pairs of the stratum {stratum} are answered; {FEWEST_OF_STRATUM} are needed"
    return Origin(answers, weights, reason)


def _where(pair: Answer | BatchPair, split: Split) -> str:
    """The side both images are on, "across sides", or "image gone"."""
    sides = [split.places[image].side for image in (pair.left, pair.right) if image in split.places]
    if len(sides) < 2:
        return "image gone"
    return sides[0].value if sides[0] is sides[1] else "across sides"


def _standing(answer: Answer, split: Split) -> str:
    """Where the pair is, or "disagreement" when it has no grade that holds."""
    return _where(answer, split) if answer.grade else "disagreement"


def _ground(project: Project, split: Split, origins: Mapping[str, Origin], readable: set[int]) -> Ground:
    """The images that take part, their components, and which of them are negatives of each other by group."""
    flagged = {row.image_id for row in project.images.groups() if row.cross_group_nnd}
    flagged = {i for i in flagged & readable if i in split.places and split.places[i].side is Side.EVALUATION}
    judged = {image for origin in origins.values() for a in origin.answers for image in (a.left, a.right)}
    ids = np.array(sorted(flagged | judged), np.int64)
    roots = np.array([split.root[image] for image in ids.tolist()], np.int64)
    _, group = np.unique(roots, return_inverse=True)
    return Ground(ids, group, np.isin(ids, sorted(flagged)), Known.of(project).judged)


def _of_crossing(origins: Mapping[str, Origin]) -> str | None:
    """The origin that the cross-group negatives are measured with: the first of these with a positive pair."""
    for name in ("imported", "graded"):
        answers = origins[name].answers if name in origins else ()
        if any(a.grade and Cut.LENIENT.positive(a.grade) for a in answers):
            return name
    return None


