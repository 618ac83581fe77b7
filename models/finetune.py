"""The training loop: a linear head learned from graded pairs on cached features, as a generator of StepStats.

The head is `start @ (I + D)`: D begins at zero and weight decay pulls it back there, so what is learned is a
correction of the whitened start, and little data means a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import torch  # noqa: TID253 (only ever imported by the training stage)
from numpy.typing import NDArray
from torch import Tensor  # noqa: TID253

from models.errors import UserError
from models.head import FloatArray, Head, IntArray, Rows
from models.loss import Loss
from models.sampler import Sampler

FEWEST = 4  # positives, and negatives, without which nothing can be learned
CHECK_EVERY = 20  # steps between two looks at the validation pairs
COLLAPSED = 1.5  # directions the vectors still spread over: fewer means that they lie in one or two points
_POINT = 0.01  # mean squared distance from the centre below which everything is in one point
_BLOCK = 16384  # pairs at a time when all of them are looked at
_EPSILON = 1e-14  # inside the square root: its gradient stays finite at 0, and identical vectors are 1e-7 apart


@dataclass(frozen=True)
class GradedPairs:
    """Pairs to learn from: `left`, `right` rows of the features, `target` 1 or 0, `validation` held-back flags."""

    left: IntArray
    right: IntArray
    target: IntArray
    validation: NDArray[np.bool_]


@dataclass(frozen=True)
class FinetuneOptions:
    """How long, how fast and where; the program's defaults are in its settings table. `threads` 0: torch's choice."""

    steps: int
    pairs_per_step: int
    learning_rate: float
    weight_decay: float
    patience: int
    device: str = "cpu"
    threads: int = 0


@dataclass(frozen=True)
class Trained:
    """What came out: the head of the best validation score (at `best_step`, never the start) and how it went.

    `stopped_by`: "patience" or "steps". `score`: of the head; `start_score`: of the start. `loss`: the last one.
    """

    head: Head
    steps: int
    best_step: int
    stopped_by: str
    loss: float
    score: float
    start_score: float
    figures: dict[str, float]


@dataclass(frozen=True)
class StepStats:
    """One step: loss, share of active pairs, validation score where it was looked at. The last carries `trained`."""

    step: int
    loss: float
    active: float
    score: float | None = None
    figures: dict[str, float] = field(default_factory=dict)
    trained: Trained | None = None


def finetune(
    features: Rows,
    pairs: GradedPairs,
    start: Head,
    build_loss: Callable[[float], Loss],
    sampler: Sampler,
    options: FinetuneOptions,
    rng: np.random.Generator,
) -> Iterator[StepStats]:
    """Learn a linear head from `pairs` over `features` (n, d): one StepStats a step, then one with the result.

    `build_loss(start_boundary)` makes the loss. UserError: too few pairs, a loss that is no number, a collapse.
    """
    _check_pairs(pairs)
    if options.threads:
        torch.set_num_threads(options.threads)
    loop = _Loop(features, pairs, start, build_loss, options)
    learned = _Best()
    stats = StepStats(0, 0.0, 0.0)
    for step in range(1, options.steps + 1):
        loss, active = loop.step(sampler(loop.learned_target, options.pairs_per_step, rng))
        score = None
        if step % CHECK_EVERY == 0 or step == options.steps:
            score = loop.look(step)
            learned.see(step, score, loop)
        stats = StepStats(step, loss, active, score, loop.loss.figures())
        yield stats
        if learned.waited >= options.patience:
            break
    yield StepStats(
        stats.step, stats.loss, stats.active, stats.score, stats.figures,
        Trained(
            loop.head(learned.correction), stats.step, learned.step,
            "patience" if learned.waited >= options.patience else "steps",
            stats.loss, learned.score, loop.start_score, learned.figures,
        ),
    )  # fmt: skip


class _Loop:
    """The state of one training: base vectors, the correction D, the loss and the two optimisers."""

    def __init__(
        self,
        features: Rows,
        pairs: GradedPairs,
        start: Head,
        build_loss: Callable[[float], Loss],
        options: FinetuneOptions,
    ) -> None:
        self._start = start
        rows, ends = np.unique(np.stack([pairs.left, pairs.right]), return_inverse=True)
        self._base = torch.from_numpy(start.project(features[rows])).to(options.device)
        self._ends = torch.from_numpy(ends.reshape(2, -1)).to(options.device)
        self._target = torch.from_numpy(pairs.target).to(options.device)
        self._learned = np.flatnonzero(~pairs.validation)
        self._held = np.flatnonzero(pairs.validation)
        self.learned_target, self._held_target = pairs.target[self._learned], pairs.target[self._held]
        width = self._base.shape[1]
        self.correction = torch.zeros(width, width, device=options.device, requires_grad=True)
        # Fixed boundaries mean nothing in an unknown space: begin midway between what is to be told apart.
        learned = self._looked_at(self._learned)
        self.loss = build_loss(float(sum(np.median(learned[self.learned_target == target]) for target in (1, 0))) / 2)
        self._optimisers = self._make_optimisers(options)
        self.start_score = _score(self._looked_at(self._held), self._held_target)

    def _make_optimisers(self, options: FinetuneOptions) -> list[torch.optim.Optimizer]:
        """Adam with decoupled decay for D; plain gradient steps for the loss's own few numbers."""
        rate = options.learning_rate
        optimisers: list[torch.optim.Optimizer] = [
            torch.optim.AdamW([self.correction], lr=rate, weight_decay=options.weight_decay)
        ]
        for group in self.loss.parameters():
            optimisers.append(torch.optim.SGD(list(group.parameters), lr=rate * group.rate))
        return optimisers

    def step(self, sampled: IntArray) -> tuple[float, float]:
        """One gradient step on these of the pairs to learn from; gives the loss and the share of active pairs."""
        pairs = self._learned[sampled]
        value = self.loss(self._distances(pairs), self._target[pairs])
        for optimiser in self._optimisers:
            optimiser.zero_grad()
        value.loss.backward()  # type: ignore[no-untyped-call]
        for optimiser in self._optimisers:
            optimiser.step()
        return value.loss.item(), value.active.item()

    def look(self, step: int) -> float:
        """The validation score; UserError when training went wrong: numbers that are none, or all in one point."""
        distances = self._looked_at(self._held)
        if not np.isfinite(distances).all():
            raise UserError("training failed at step {step}: the distances are not numbers any more; "
                            "lower the learning rate", step=step)  # fmt: skip
        if self._directions() < COLLAPSED:
            raise UserError("training collapsed at step {step}: different images are mapped to the same place; "
                            "lower the learning rate or raise the weight decay", step=step)  # fmt: skip
        return _score(distances, self._held_target)

    def head(self, correction: Tensor) -> Head:
        """The start with this correction folded in."""
        factor = np.eye(len(correction)) + correction.cpu().numpy().astype(np.float64)
        arrays = dict(self._start.arrays)
        matrix = arrays["matrix"] @ factor if "matrix" in arrays else factor
        return Head("linear", arrays | {"matrix": np.ascontiguousarray(matrix, np.float32)})

    def _distances(self, pairs: IntArray) -> Tensor:
        return pair_distances(*self._vectors(self._base[self._ends[:, pairs]]))

    def _vectors(self, base: Tensor) -> Tensor:
        return torch.nn.functional.normalize(base + base @ self.correction, dim=-1)

    def _directions(self) -> float:
        """Over how many directions the vectors spread: (sum of variances)^2 / sum of their squares; 0 in one point."""
        with torch.no_grad():
            vectors = self._vectors(self._base)
            apart = vectors - vectors.mean(dim=0)
            covariance = apart.T @ apart / len(apart)
            total = covariance.trace().item()
            return total**2 / covariance.square().sum().item() if total > _POINT else 0.0

    def _looked_at(self, pairs: IntArray) -> FloatArray:
        """The distances of these pairs without gradients, a block at a time."""
        with torch.no_grad():
            vectors = self._vectors(self._base)
            blocks = (self._ends[:, pairs[start : start + _BLOCK]] for start in range(0, len(pairs), _BLOCK))
            return torch.cat([pair_distances(*vectors[ends]) for ends in blocks]).cpu().numpy()


def _score(distances: FloatArray, target: IntArray) -> float:
    """Mean over positives of 1 - log(1 + k) / log(1 + n), k of n negatives being at most as far.

    The area under the ROC curve over a logarithmic axis: what counts is to have few negatives before it.
    """
    near, far = distances[target == 1], np.sort(distances[target == 0])
    before = np.searchsorted(far, near, side="right")
    return float(1 - np.mean(np.log1p(before)) / np.log1p(len(far)))


def pair_distances(left: Tensor, right: Tensor) -> Tensor:
    """Distance of row i of `left` to row i of `right`, (n,); a matrix product would put identical rows 1e-3 apart."""
    return ((left - right).square().sum(dim=1) + _EPSILON).sqrt()


@dataclass
class _Best:
    """The best correction so far, and how many looks ago it was."""

    score: float = -np.inf
    step: int = 0
    waited: int = 0
    correction: Tensor = field(default_factory=lambda: torch.empty(0))
    figures: dict[str, float] = field(default_factory=dict)

    def see(self, step: int, score: float, loop: _Loop) -> None:
        self.waited += 1
        if score > self.score:
            self.score, self.step, self.waited = score, step, 0
            self.correction, self.figures = loop.correction.detach().clone(), loop.loss.figures()


def _check_pairs(pairs: GradedPairs) -> None:
    """UserError unless both kinds are there, to learn from and held back."""
    for target, name in ((1, "positive"), (0, "negative")):
        found = int((pairs.target[~pairs.validation] == target).sum())
        if found < FEWEST:
            raise UserError(
                "there are {found} {name} pairs to learn from; grade until there are {needed}",
                found=found, name=name, needed=FEWEST,
            )  # fmt: skip
        if not (pairs.target[pairs.validation] == target).any():
            raise UserError("no {name} pair is held back to tell when to stop; grade more pairs", name=name)
