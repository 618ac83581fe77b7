"""Hard-negative rounds: train, rank the training side's ungraded pairs by what was learned, mix the hard ones in, and
train again, until there is no hard pair left that it was not trained on. The state of the best validation score of
all rounds is the result: a round that made things worse costs time and nothing else."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from app.core.jobs import Job, Paused
from app.core.learning.hard_negatives import Cache, Rules, mine
from app.core.learning.put_away import PutAway
from app.core.records import IntArray
from app.core.settings import Settings

if TYPE_CHECKING:
    from app.core.learning.preparing import Prepared
    from models.finetune import StepStats, Trained
    from models.student import Student

CONVERGED = "no new hard pair"  # stopped_by: nothing hard was found outside what was trained on


@dataclass
class Course:
    """Where a training is: its round (`stage`), what was mined, what was told, and the best of the rounds before.

    `curves`: by figure, [step, value] over all rounds; `rounds`: of each what it gave; `steps` of those before.
    """

    stage: int = 0
    steps: int = 0
    cache: Cache = field(default_factory=Cache)
    curves: dict[str, list[list[float]]] = field(default_factory=dict)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    best: Trained | None = None
    suspects: dict[int, float] = field(default_factory=dict)
    images: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    resumed_at: int = 0

    def plain(self) -> dict[str, Any]:
        """Plain values, to be put away."""
        kept = {name: value for name, value in vars(self).items() if name not in ("cache", "best", "resumed_at")}
        return kept | {"cache": asdict(self.cache), "best": None if self.best is None else vars(self.best)}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """What `plain` gave."""
        from models.finetune import Trained

        found = cls(**{name: value for name, value in plain.items() if name not in ("cache", "best", "key")})
        found.cache = Cache(**plain["cache"])
        found.best = None if plain["best"] is None else Trained(**plain["best"])
        return found

    def follow(self, stats: StepStats, total: int, job: Job) -> None:
        """Report a step and keep its figures."""
        shown = {"loss": stats.loss, "active": stats.active, "gradient": stats.gradient, **stats.figures}
        if stats.score is not None:
            shown["validation"] = stats.score
        if stats.trained is None:
            for name, value in shown.items():
                self.curves.setdefault(name, []).append([self.steps + stats.step, float(value)])
        text = f"Training, hard-negative round {self.stage}" if self.stage else "Training"
        job.report(text, stats.step, total, **shown)

    def close(self, trained: Trained) -> None:
        """Take in what a round gave."""
        self.rounds.append({"steps": trained.steps, "score": trained.score, "best_step": trained.best_step,
                            "stopped_by": trained.stopped_by, "hard": len(self.cache.hard), "new": self.cache.new,
                            "random": len(self.cache.random), "suspects": len(self.cache.suspects)})  # fmt: skip
        self.suspects |= trained.suspects
        self.images = np.union1d(self.images, trained.images)
        self.steps += trained.steps
        if self.best is None or trained.score > self.best.score:
            start = trained.start_score if self.best is None else self.best.start_score
            self.best = replace(trained, start_score=start)

    def result(self, stopped_by: str) -> Trained:
        """The best of all rounds, with what all of them saw."""
        if self.best is None:
            raise RuntimeError("no round has ended")
        return replace(self.best, steps=self.steps, stopped_by=stopped_by, images=self.images, suspects=self.suspects)


def train_in_rounds(
    student: Student, ready: Prepared, settings: Settings, away: PutAway, *, seed: int, job: Job
) -> tuple[Trained, Course]:  # fmt: skip
    """Train `student` to the end, from where it was put away if it was, and leave it at its best state."""
    from models.finetune import Training

    stored = away.found()
    course = Course() if stored is None else Course.of(stored.more())
    sample = _sample(ready, settings, seed)
    while True:
        training = Training(student, ready.material, ready.recipe, ready.options,
                            np.random.default_rng([seed, course.stage]), course.cache.pairs)  # fmt: skip
        if stored is not None:
            stored.restore(training)
            stored, course.resumed_at = None, course.steps + training.step
        for stats in training.run():
            course.follow(stats, ready.options.steps, job)
            if stats.trained is not None:
                course.close(stats.trained)
            elif job.paused:
                away.write(training, course.plain())
                raise Paused
            else:
                away.now_and_then(training, course.plain)
        if (reason := _next_round(student, ready, settings, course, sample, seed, job)) is not None:
            student.restore(course.result(reason).state)
            return course.result(reason), course


def _sample(ready: Prepared, settings: Settings, seed: int) -> IntArray:
    """The images to learn from that are ranked in every round: all of them, or a random part."""
    learnable = ready.material.learnable
    count = min(learnable, settings["train.ranked_images"])
    return np.sort(np.random.default_rng([seed, 1 << 20]).choice(learnable, count, replace=False))


def _next_round(
    student: Student, ready: Prepared, settings: Settings, course: Course, sample: IntArray, seed: int, job: Job
) -> str | None:
    """Mine for another round, from the state of the best score; the reason to stop when there is none."""
    from models.looking import vectors_of

    stopped = str(course.rounds[-1]["stopped_by"])
    if not settings["train.rounds"]:
        return stopped
    student.restore(course.result(stopped).state)
    job.report("Looking for hard negatives")
    vectors = vectors_of(student, np.arange(ready.material.learnable), ready.options.device)
    course.stage += 1
    rng = np.random.default_rng([seed, course.stage, 1])
    course.cache = mine(vectors, ready.material, ready.folder, sample, course.cache, Rules.of(settings), rng,
                        device=ready.options.device, threads=ready.subject.threads, job=job)  # fmt: skip
    course.suspects |= course.cache.suspects
    if not course.cache.new:
        return CONVERGED
    return stopped if course.stage > settings["train.rounds"] else None
