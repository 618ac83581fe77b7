"""The training loop: any student, loss and training sampler that go together, as a generator of StepStats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch  # noqa: TID253 (only ever imported by the training stage)
from torch import Tensor  # noqa: TID253

from models.combining import FEEDS
from models.errors import UserError
from models.group_steps import ImagesOfGroups, TripletsAsPairs, TripletsOfGroups
from models.head import FloatArray, IntArray
from models.held_back import held_back
from models.looking import COLLAPSED, directions, pair_distances, seen, told_apart
from models.loss import LossBuilder, Start
from models.material import Material
from models.sampler import GroupSamplerBuilder, PairSamplerBuilder
from models.steps import Hard, PairsOfPairs, Scene, Steps
from models.student import Student


@dataclass(frozen=True)
class FinetuneOptions:
    """How long, how fast and where; the program's defaults are in its settings table. `threads` 0: torch's choice.

    `check_every` steps between two looks at the validation pairs; after `patience` looks without gain it stops, after
    `drop_patience` the learning rate is multiplied by `rate_drop` (1: never). `suspect`: presumed negatives closer
    than this share of the matches, as they lie at the start, are not learned from. `hard_share` of a step's pairs are
    mined ones where there are any. `first_look`: images, at most, that a sampler of groups is shown before it draws.
    `first_pairs`: pairs, at most, that match, and that do not, whose distances say where a loss begins.
    `watched`: images that are looked at for a collapse; where fewer are held back, some to learn from are among them.
    """

    steps: int
    pairs_per_step: int
    learning_rate: float
    weight_decay: float
    patience: int
    device: str = "cpu"
    threads: int = 0
    check_every: int = 20
    rate_drop: float = 1.0
    drop_patience: int = 5
    suspect: float = 0.0
    hard_share: float = 0.5
    first_look: int = 100_000  # above half of the images, or samplers by cells would draw at random for an epoch
    first_pairs: int = 20_000
    watched: int = 200
    seed: int = 0  # of what the student draws by torch itself


@dataclass(frozen=True)
class Recipe:
    """The loss and the sampler, with their settings filled in: `build_loss(start)`, `build_sampler(pool or group)`."""

    build_loss: LossBuilder
    loss_needs: str
    build_sampler: PairSamplerBuilder | GroupSamplerBuilder
    sampler_needs: str


@dataclass(frozen=True)
class Trained:
    """What came out: the state of the best validation score (at `best_step`, never the start) and how it went.

    `stopped_by`: "patience" or "steps". `score`: of the state; `start_score`: of the start. `loss`: the last one.
    `images`: numbers of those that any step looked at; `suspects`: pair keys with the distance they were seen at,
    presumed negatives that were not learned from.
    """

    state: dict[str, Tensor]
    steps: int
    best_step: int
    stopped_by: str
    loss: float
    score: float
    start_score: float
    figures: dict[str, float]
    images: IntArray
    suspects: dict[int, float]


@dataclass(frozen=True)
class StepStats:
    """One step: loss, share of active terms, gradient norm of the student, figures of loss and sampler; the
    validation score where it was looked at. The last one carries `trained`."""

    step: int
    loss: float
    active: float
    gradient: float = 0.0
    score: float | None = None
    figures: dict[str, float] = field(default_factory=dict)
    trained: Trained | None = None


def finetune(
    student: Student,
    material: Material,
    recipe: Recipe,
    options: FinetuneOptions,
    rng: np.random.Generator,
    hard: IntArray | None = None,
) -> Iterator[StepStats]:
    """Train `student` on `material`: one StepStats a step, then one with the result.

    `hard`: mined negatives (k, 2) to mix in. UserError: too few pairs, a loss that is no number, a collapse.
    """
    yield from Training(student, material, recipe, options, rng, hard).run()


class Training:
    """One training, which can be put away between two steps and gone on with (models/resuming.py)."""

    def __init__(
        self,
        student: Student,
        material: Material,
        recipe: Recipe,
        options: FinetuneOptions,
        rng: np.random.Generator,
        hard: IntArray | None = None,
    ) -> None:
        if options.threads:
            torch.set_num_threads(options.threads)
        self.student, self.options, self.rng = student, options, rng
        self._material = material.check()
        held = held_back(material, options.seed)
        self._watched = _watched(held.images, material.learnable, options.watched)
        torch.manual_seed(options.seed)
        distance, rows = self._started()
        self.loss = recipe.build_loss(self._start(distance, rows))
        near = distance[material.positive[rows]]
        suspect = float(np.quantile(near, options.suspect)) if options.suspect else 0.0
        self.sampler = self._make_sampler(recipe)
        mined = np.empty((0, 2), np.int64) if hard is None else hard
        count = round(options.hard_share * options.pairs_per_step) if len(mined) else 0
        self.scene = Scene(material, student, self.loss, options.pairs_per_step, Hard(mined, count), suspect,
                           options.device)  # fmt: skip
        self._steps = _steps(recipe, self.scene, self.sampler)
        self.optimisers = self._make_optimisers()
        self.best = Best()
        self.step, self.last = 0, StepStats(0, 0.0, 0.0)
        self.used = np.zeros(material.images, np.bool_)
        self._held = held.without_suspects(self._distances(held.left, held.right), suspect)
        self.start_score = self._score(self._seen(self._watched))

    def run(self) -> Iterator[StepStats]:
        """The steps that are left, then the result."""
        options = self.options
        while self.step < options.steps and self.best.waited < options.patience:
            self.step += 1
            loss, active, gradient = self._take()
            score = None
            if self.step % options.check_every == 0 or self.step == options.steps:
                score = self._look()
                self._judge(score)
            figures = {**self.loss.figures(), **self.sampler.figures()}
            self.last = StepStats(self.step, loss, active, gradient, score, figures)
            yield self.last
        last = self.last
        yield StepStats(last.step, last.loss, last.active, last.gradient, last.score, last.figures, self._result())

    def _result(self) -> Trained:
        stopped = "patience" if self.best.waited >= self.options.patience else "steps"
        best = self.best
        return Trained(best.state, self.step, best.step, stopped, self.last.loss, best.score, self.start_score,
                       best.figures, np.flatnonzero(self.used), dict(self.scene.suspects))  # fmt: skip

    def _make_optimisers(self) -> list[torch.optim.Optimizer]:
        """Adam with decoupled decay for the student; plain gradient steps for the loss's own few numbers."""
        rate = self.options.learning_rate
        groups = [{"params": list(g.parameters), "lr": rate * g.rate} for g in self.student.parameters()]
        optimisers: list[torch.optim.Optimizer] = [torch.optim.AdamW(groups, weight_decay=self.options.weight_decay)]
        own = [{"params": list(g.parameters), "lr": rate * g.rate} for g in self.loss.parameters()]
        return optimisers + ([torch.optim.SGD(own)] if own else [])

    def _take(self) -> tuple[float, float, float]:
        """One gradient step; gives the loss, the share of active terms and the norm of the student's gradient."""
        self.student.train(True)
        taken = self._steps(self.rng)
        self.used[taken.images] = True
        for optimiser in self.optimisers:
            optimiser.zero_grad()
        taken.value.loss.backward()  # type: ignore[no-untyped-call]
        gradients = [p.grad for g in self.student.parameters() for p in g.parameters if p.grad is not None]
        norm = torch.stack([gradient.norm() for gradient in gradients]).norm().item() if gradients else 0.0
        for optimiser in self.optimisers:
            optimiser.step()
        taken.tell()
        return taken.value.loss.item(), taken.value.active.item(), norm

    def _look(self) -> float:
        """The validation score; UserError when training went wrong: numbers that are none, or all in one point."""
        vectors = self._seen(self._watched)
        if not torch.isfinite(vectors).all():
            raise UserError("training failed at step {step}: the distances are not numbers any more; "
                            "lower the learning rate", step=self.step)  # fmt: skip
        if directions(vectors) < COLLAPSED:
            raise UserError("training collapsed at step {step}: different images are mapped to the same place; "
                            "lower the learning rate or raise the weight decay", step=self.step)  # fmt: skip
        return self._score(vectors)

    def _score(self, vectors: Tensor) -> float:
        """How well the pairs held back are told apart, the watched images being at `vectors`."""
        held = self._held
        return told_apart(self._distances(held.left, held.right, vectors), held.positive)

    def _judge(self, score: float) -> None:
        """Keep the best state; lower the rate when nothing was gained for a while."""
        self.best.see(self.step, score, self.student, self.loss.figures())
        waited, options = self.best.waited, self.options
        if waited and waited % options.drop_patience == 0 and options.rate_drop < 1:
            for optimiser in self.optimisers:
                for group in optimiser.param_groups:
                    group["lr"] *= options.rate_drop

    def _make_sampler(self, recipe: Recipe) -> Any:
        """The sampler; one of groups sees where images are before it draws any."""
        if recipe.sampler_needs == "pairs":
            return recipe.build_sampler(self._material.pool()[0])
        sampler = recipe.build_sampler(self._material.groups())
        learned = np.arange(self._material.learnable)
        if self.options.first_look:
            shown = learned[:: -(-len(learned) // self.options.first_look)]
            sampler.see(shown, self.student.began(shown))
        return sampler

    def _started(self) -> tuple[FloatArray, IntArray]:
        """Distances of pairs to learn from before the first step, and which these are."""
        positive, learned = self._material.positive, ~self._material.validation
        kinds = (np.flatnonzero(learned & kind) for kind in (positive, ~positive))
        pairs = np.sort(np.concatenate([rows[:: -(-len(rows) // self.options.first_pairs)] for rows in kinds]))
        return self._distances(self._material.left[pairs], self._material.right[pairs]), pairs

    def _start(self, distance: FloatArray, pairs: IntArray) -> Start:
        """Where a loss begins: fixed boundaries mean nothing in an unknown space."""
        material = self._material
        rank, positive = material.rank[pairs], material.positive[pairs]
        middle = {value: float(np.median(distance[rank == value])) for value in (0, 1, 2) if (rank == value).any()}
        boundary = float(np.median(distance[positive]) + np.median(distance[~positive])) / 2
        group = material.groups()
        return Start(
            strict=(middle[2] + middle[1]) / 2 if {1, 2} <= middle.keys() else boundary,
            lenient=(middle[1] + middle[0]) / 2 if {0, 1} <= middle.keys() else boundary,
            boundary=boundary, images=material.learnable, groups=int(group.max()) + 1, group=group.tolist(),
        )  # fmt: skip

    def _distances(self, left: IntArray, right: IntArray, watched: Tensor | None = None) -> FloatArray:
        """The distances of these pairs as the student stands, without a random view; `watched`: the vectors of the
        watched images where those are known, and the pairs are of them."""
        ends = np.unique(np.concatenate((left, right))) if watched is None else self._watched
        vectors = self._seen(ends) if watched is None else watched
        one, other = (np.searchsorted(ends, side) for side in (left, right))
        found: FloatArray = pair_distances(vectors[one], vectors[other]).float().cpu().numpy()
        return found

    def _seen(self, images: IntArray) -> Tensor:
        """Vectors of these images as the student stands, a block at a time, without gradients."""
        return seen(self.student, images, self.options.device)


def _watched(held: IntArray, learnable: int, count: int) -> IntArray:
    """The images held back, ascending; where they are fewer than `count`, with some to learn from: a look at one costs
    as much as a fourth of learning from it."""
    missing = max(0, count - len(held))
    return np.union1d(held, np.arange(learnable)[:: max(1, -(-learnable // missing))]) if missing else held


def _steps(recipe: Recipe, scene: Scene, sampler: Any) -> Steps:
    """The way from this sampler to this loss; ValueError where there is none (models/combining.py says so before)."""
    kinds: dict[tuple[str, str], Callable[[Scene, Any], Steps]] = {
        ("pairs", "pairs"): PairsOfPairs,
        ("pairs", "groups"): TripletsAsPairs,
        ("triplets", "groups"): TripletsOfGroups,
        ("groups", "groups"): ImagesOfGroups,
    }
    if recipe.sampler_needs not in FEEDS[recipe.loss_needs]:
        raise ValueError(f"a loss of {recipe.loss_needs} does not go with a sampler of {recipe.sampler_needs}")
    return kinds[recipe.loss_needs, recipe.sampler_needs](scene, sampler)


@dataclass
class Best:
    """The best state so far, and how many looks ago it was."""

    score: float = -np.inf
    step: int = 0
    waited: int = 0
    state: dict[str, Tensor] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)

    def see(self, step: int, score: float, student: Student, figures: dict[str, float]) -> None:
        """Take in what a look at the validation pairs gave."""
        self.waited += 1
        if score > self.score:
            self.score, self.step, self.waited = score, step, 0
            self.state, self.figures = student.state(), figures
