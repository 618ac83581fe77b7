"""The training loop: it learns what can be learned, repeats itself, stops, and names what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import torch  # noqa: TID253

from models.errors import UserError
from models.finetune import FinetuneOptions, GradedPairs, StepStats, Trained, finetune, pair_distances
from models.head import Head
from models.heads import HEADS
from models.loss import Loss, LossValue
from models.losses import LOSSES
from models.losses.margin import Margin
from models.samplers import SAMPLERS

OPTIONS = FinetuneOptions(200, 64, 3e-3, 0.01, 10, threads=1)
MARGIN = partial(Margin, alpha=0.2, boundary_rate=10.0)
SCENES = 120


def scenes(seed: int = 0, noise: float = 3.0) -> np.ndarray:
    """Rows 2 i and 2 i + 1 show one scene: equal in 8 directions, far apart in 8 others that say nothing."""
    rng = np.random.default_rng(seed)
    same = np.repeat(rng.normal(size=(SCENES, 8)), 2, axis=0) + 0.05 * rng.normal(size=(2 * SCENES, 8))
    mixed = np.hstack((same, noise * rng.normal(size=(2 * SCENES, 8))))
    return (mixed @ np.linalg.qr(rng.normal(size=(16, 16)))[0] + 4).astype(np.float32)


def pairs(seed: int = 0) -> GradedPairs:
    """One positive pair a scene and three random negative ones; the last quarter of the scenes is held back."""
    rng, first = np.random.default_rng(seed), np.arange(0, 2 * SCENES, 2)
    edge = SCENES // 4 * 3 * 2
    parts = [(first, first + 1, np.ones(SCENES, np.int64))]
    for low, high, count in ((0, edge, 300), (edge, 2 * SCENES, 300)):
        left, right = rng.integers(low, high, (2, count))
        kept = left // 2 != right // 2
        parts.append((left[kept], right[kept], np.zeros(kept.sum(), np.int64)))
    left, right, target = map(np.concatenate, zip(*parts, strict=True))
    return GradedPairs(left, right, target, left >= edge)


def run(
    features: np.ndarray | None = None,
    graded: GradedPairs | None = None,
    options: FinetuneOptions = OPTIONS,
    build: Callable[[float], Loss] = MARGIN,
    seed: int = 0,
    start: Head | None = None,
) -> list[StepStats]:
    features = scenes() if features is None else features
    start = start or HEADS.load("whiten").fit(features, np.arange(len(features)))
    sampler, rng = SAMPLERS.load("balanced"), np.random.default_rng(seed)
    return list(finetune(features, graded or pairs(), start, build, sampler, options, rng))


def result(steps: list[StepStats]) -> Trained:
    assert all(stats.trained is None for stats in steps[:-1])
    trained = steps[-1].trained
    assert trained is not None
    return trained


def separated(head: Head, features: np.ndarray) -> float:
    """Share of scenes never trained on whose two pictures are each other's nearest."""
    vectors = head.apply(features)
    distance = ((vectors[:, None] - vectors) ** 2).sum(axis=2)
    np.fill_diagonal(distance, np.inf)
    return float((distance.argmin(axis=1) == np.arange(len(vectors)) ^ 1).mean())


def test_it_finds_the_directions_that_matter_on_scenes_it_never_saw() -> None:
    features = scenes()
    trained = result(run(features))
    fresh = scenes(seed=0)[SCENES * 3 // 2 :]
    start = HEADS.load("whiten").fit(features, np.arange(len(features)))
    assert separated(trained.head, fresh) > separated(start, fresh) + 0.2
    assert trained.score > trained.start_score + 0.05
    assert trained.head.kind == "linear" and set(trained.head.arrays) == {"mean", "matrix"}


@pytest.mark.parametrize("name", LOSSES.names())
def test_every_pair_loss_falls_on_pairs_without_a_common_anchor(name: str) -> None:
    entry = LOSSES.entry(name)
    if entry.needs != "pairs":
        pytest.skip("learns from groups, and the window says so")
    first = np.arange(0, 2 * SCENES, 4)
    target = np.tile([1, 0], SCENES)[: 2 * len(first)]
    left = np.repeat(first, 2) + np.tile([0, 2], len(first))
    graded = GradedPairs(left, np.where(target == 1, left + 1, (left + 5) % (2 * SCENES)), target, first.repeat(2) < 40)
    learned = np.concatenate((graded.left, graded.right))[np.tile(~graded.validation, 2)]
    settings = {setting.key: setting.default for setting in entry.settings}
    options = replace(OPTIONS, steps=10, pairs_per_step=(~graded.validation).sum() // 2 * 2)
    losses = [s.loss for s in run(graded=graded, build=partial(entry.load(), **settings), options=options)[:-1]]
    assert len(losses) == 10 and min(losses) > 0
    assert losses[-1] < 0.9 * losses[0]
    assert len(np.unique(learned)) > len(learned) / 2


def test_identical_vectors_are_at_distance_zero() -> None:
    rows = torch.nn.functional.normalize(torch.randn(100, 512, generator=torch.Generator().manual_seed(0)), dim=1)
    rows.requires_grad_()
    distance = pair_distances(rows, rows)
    assert distance.max().item() <= 1e-6
    distance.sum().backward()
    assert rows.grad is not None and rows.grad.isfinite().all()


def test_the_same_seed_gives_the_same_head_and_another_seed_another() -> None:
    short = replace(OPTIONS, steps=40)
    heads = [result(run(options=short, seed=seed)).head.fingerprint for seed in (0, 0, 1)]
    assert heads[0] == heads[1] != heads[2]


def test_the_result_is_trained_even_when_the_start_was_best() -> None:
    features = scenes(noise=0.0)  # nothing to learn: the scenes are apart already
    steps = run(features, options=replace(OPTIONS, patience=3))
    trained = result(steps)
    assert trained.start_score == 1 and trained.best_step == 20
    assert (trained.stopped_by, trained.steps) == ("patience", 80)
    start = HEADS.load("whiten").fit(features, np.arange(len(features)))
    assert np.abs(trained.head.arrays["matrix"] - start.arrays["matrix"]).max() > 0


def test_decay_pulls_back_to_the_start() -> None:
    start = HEADS.load("whiten").fit(scenes(), np.arange(2 * SCENES)).arrays["matrix"]
    apart = [
        np.abs(result(run(options=replace(OPTIONS, weight_decay=decay))).head.arrays["matrix"] - start).max()
        for decay in (0.0, 300.0)
    ]
    assert apart[1] < apart[0] / 3


def test_every_step_is_told_and_scores_come_every_twenty() -> None:
    steps = run(options=replace(OPTIONS, steps=50))
    assert [stats.step for stats in steps] == [*range(1, 51), 50]
    assert [stats.step for stats in steps[:-1] if stats.score is not None] == [20, 40, 50]
    assert all(0 <= stats.active <= 1 and "boundary" in stats.figures for stats in steps)
    assert result(steps).stopped_by == "steps"


@pytest.mark.parametrize("start", [Head("raw"), Head("whiten", {"mean": scenes().mean(axis=0)})])
def test_a_start_without_a_matrix_learns_a_square_one(start: Head) -> None:
    trained = result(run(start=start, options=replace(OPTIONS, steps=20)))
    assert trained.head.arrays["matrix"].shape == (16, 16)
    assert set(trained.head.arrays) == {"matrix", *start.arrays}


def only(graded: GradedPairs, keep: np.ndarray) -> GradedPairs:
    return GradedPairs(graded.left[keep], graded.right[keep], graded.target[keep], graded.validation[keep])


@pytest.mark.parametrize(
    ("target", "validation", "says"),
    [
        (1, False, "there are 0 positive pairs to learn from; grade until there are 4"),
        (0, False, "there are 0 negative pairs to learn from; grade until there are 4"),
        (1, True, "no positive pair is held back"),
        (0, True, "no negative pair is held back"),
    ],
)
def test_what_is_missing_is_named(target: int, validation: bool, says: str) -> None:
    graded = pairs()
    with pytest.raises(UserError, match=says):
        run(graded=only(graded, (graded.target != target) | (graded.validation != validation)))


def test_numbers_that_are_none_any_more_are_named() -> None:
    with pytest.raises(UserError, match="training failed at step 20: the distances are not numbers"):
        run(options=replace(OPTIONS, learning_rate=1e30))


class Pull:
    """A loss that pulls every pair together: the shortest way to a collapse."""

    def __init__(self, _start: float) -> None: ...

    def __call__(self, distance: torch.Tensor, target: torch.Tensor) -> LossValue:
        return LossValue(distance.mean() + 0 * target.sum(), torch.tensor(1.0))

    def parameters(self) -> list[object]:
        return []

    def figures(self) -> dict[str, float]:
        return {}


@pytest.mark.parametrize("start", [None, Head("raw")])
def test_a_collapse_is_named(start: Head | None) -> None:
    """Centred vectors collapse into two opposite points, others into one."""
    with pytest.raises(UserError, match="training collapsed at step"):
        run(options=replace(OPTIONS, learning_rate=0.1, steps=2000, patience=1000), build=Pull, start=start)
