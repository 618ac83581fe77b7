"""Learning: from the grades of a project to a trained embedder, stored with all that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from app.core.embedding import embed, own_vectors
from app.core.embedding.networks import store_network
from app.core.jobs import Job, Paused
from app.core.learning import trainset
from app.core.learning.hard_rounds import Course, train_in_rounds
from app.core.learning.looks import with_looks
from app.core.learning.preparing import Prepared, chosen_keys, prepare
from app.core.learning.presets import preset
from app.core.learning.put_away import put_away
from app.core.learning.training_memory import check_memory
from app.core.records import EmbedderRow
from app.core.settings import Settings
from models import combining
from models.errors import UserError
from models.students import SCOPES

if TYPE_CHECKING:
    from app.core.learning.trainset import Drawn
    from app.core.store.project import Project
    from models.finetune import Trained
    from models.student import Student

SUGGESTED = 200  # suspected matches that are kept with the embedder, closest first
POINTS = 300  # of a curve that is kept


@dataclass(frozen=True)
class Suggestion:
    """A pair nobody graded that is too close to be taken for different; image ids, smaller first."""

    left: int
    right: int
    distance: float


@dataclass(frozen=True)
class Learned:
    """A stored embedder and how it came about: the training, the pairs it saw, the pairs left out by reason.

    `suggestions`: what it came across that should be graded, closest first; `images`: ids of all images that any step
    looked at; `resumed_at`: the step at which a training that had been put away went on, 0 for a new one.
    """

    embedder: EmbedderRow
    trained: Trained
    pairs: int
    left_out: dict[str, int]
    suggestions: tuple[Suggestion, ...] = field(default_factory=tuple)
    images: tuple[int, ...] = ()
    resumed_at: int = 0


def train(project: Project, settings: Settings, *, seed: int, device: str, threads: int, job: Job) -> Learned:
    """Learn from the training side's grades, started at the round's whitened head, and store the result.

    A pause or a killed process is gone on from by calling this again. A training that is cancelled or fails leaves
    nothing behind.
    """
    if find_spec("torch") is None:
        raise UserError("training needs torch, which this build does not have; use the full build or a pip install")
    start = start_of(project)
    settings = preset(settings, deep=embed.backbone_of(start, project).parts is not None)
    combining.check(settings["train.loss"], settings["train.sampler"])
    drawn = trainset.training_set(project, settings, seed=seed, job=job)
    ready = prepare(project, settings, start, drawn.pairs, seed=seed, device=device, threads=threads, job=job)
    ready = with_looks(project, ready, settings, job)
    ready.material.check()
    student = _student(ready, settings)
    kept = {key: settings[key] for key in chosen_keys(settings)}
    away = put_away(project, (start.fingerprint, ready.options.device, threads), kept, seed, drawn.pairs)
    try:
        trained, course = train_in_rounds(student, ready, settings, away, seed=seed, job=job)
    except Paused:
        raise
    except BaseException:  # cancelled, refused or a bug: nothing half stays
        away.remove()
        raise
    row = _store(project, start, student, trained, course, ready, drawn, settings, seed)
    away.remove()
    images = tuple(sorted(ready.ids[trained.images].tolist()))
    return Learned(row, trained, len(drawn.pairs.left), dict(drawn.left_out), _suggestions(trained, ready), images,
                   course.resumed_at)  # fmt: skip


def check_choice(settings: Settings) -> None:
    """UserError, before any work, when the loss cannot learn from what the sampler draws."""
    settings = preset(settings)
    combining.check(settings["train.loss"], settings["train.sampler"])


def _student(ready: Prepared, settings: Settings) -> Student:
    """What the chosen scope trains; UserError when it would not fit into memory."""
    scope = SCOPES.entry(settings["train.scope"])
    values = settings.of_entry("scope", scope)
    check_memory(scope, ready, values)
    return scope.load()(ready.subject, **values)


def start_of(project: Project, *, graded: bool = True) -> EmbedderRow:
    """Where learning begins, and what it is compared with: the imported vectors where those mine now, else the newest
    whitened embedder. UserError where there is neither; `graded`: whether grades are needed as well."""
    whitened = [row for row in project.rounds.embedders() if row.head == "whiten"]
    start = own_vectors.mining_now(project) or (whitened[-1] if whitened else None)
    if start is not None:
        return start
    if graded:
        raise UserError("nothing was embedded yet in {project}; mine and grade first", project=project.name)
    raise UserError("nothing was embedded yet in {project}; mine first", project=project.name)


def _store(
    project: Project, start: EmbedderRow, student: Student, trained: Trained, course: Course, ready: Prepared,
    drawn: Drawn, settings: Settings, seed: int,
) -> EmbedderRow:  # fmt: skip
    """Keep what was learned with its parent, its settings, its figures and the components it learned from."""
    count = sum(row.parent is not None for row in project.rounds.embedders())
    components = project.images.components()
    used = {components[image] for image in ready.ids[trained.images].tolist()}
    return embed.store_embedder(
        project,
        student.head(),
        store_network(project, start, student.network(), settings["train.scope"]),
        name=f"trained-{count + 1}",
        round=start.round,
        parent=start.fingerprint,
        seed=seed,
        settings={key: settings[key] for key in chosen_keys(settings)},
        trained_on={
            "graded": drawn.graded,
            "random": drawn.random,
            "taught": drawn.taught,
            "left_out": dict(drawn.left_out),
            "components": sorted(used.union(drawn.components)),
            "labels": list(drawn.labels),
            "images": sorted(ready.ids[trained.images].tolist()),
            "suspects": [[s.left, s.right, s.distance] for s in _suggestions(trained, ready)[:SUGGESTED]],
            "training": _figures(trained, course),
        },
    )


def _figures(trained: Trained, course: Course) -> dict[str, Any]:
    """How it went: the result, every round, and the curves ([step, value] by figure) for the window and reports."""
    named = ("steps", "best_step", "stopped_by", "loss", "score", "start_score", "figures")
    curves = {name: _thinned(points) for name, points in course.curves.items()}
    return {name: getattr(trained, name) for name in named} | {"rounds": course.rounds, "curves": curves}


def _thinned(points: list[list[float]]) -> list[list[float]]:
    """At most POINTS of a curve, evenly, its last one always."""
    every = -(-len(points) // POINTS)
    return [point for place, point in enumerate(points) if (len(points) - 1 - place) % every == 0]


def _suggestions(trained: Trained, ready: Prepared) -> tuple[Suggestion, ...]:
    found = []
    for key, distance in trained.suspects.items():
        ends = sorted(ready.ids[[key >> 32, key & 0xFFFFFFFF]].tolist())
        found.append((float(distance), *ends))
    return tuple(Suggestion(left, right, distance) for distance, left, right in sorted(found))
