"""The training loop: it learns what can be learned, repeats itself, stops, and names what went wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch  # noqa: TID253

from models.errors import UserError
from models.finetune import Recipe, StepStats
from models.head import Head
from models.looking import COLLAPSED, pair_distances
from models.loss import LossValue, PairBatch, Start
from models.losses import LOSSES
from models.losses.margin import Margin
from models.material import Material
from tests.lessons import LEARNED, OPTIONS, SCENES, lesson, recipe, result, run, scenes, student_of, whitened


def separated(head: Head, features: np.ndarray) -> float:
    """Share of scenes never trained on whose two pictures are each other's nearest."""
    vectors = head.apply(features)
    distance = ((vectors[:, None] - vectors) ** 2).sum(axis=2)
    np.fill_diagonal(distance, np.inf)
    return float((distance.argmin(axis=1) == np.arange(len(vectors)) ^ 1).mean())


def test_it_finds_the_directions_that_matter_on_scenes_it_never_saw() -> None:
    features = scenes()
    steps, student = run(features)
    fresh = scenes(seed=0)[LEARNED:]
    assert separated(student.head(), fresh) > separated(whitened(features), fresh) + 0.2
    assert result(steps).score > result(steps).start_score + 0.05
    assert student.head().kind == "linear" and set(student.head().arrays) == {"mean", "matrix"}
    assert student.network() == {}


def test_one_step_is_what_a_hand_computes() -> None:
    """Adam's first step on the correction D, from the written-out gradient of the margin loss in float64."""
    features, material = scenes(), lesson()
    options = replace(OPTIONS, steps=1, pairs_per_step=8, weight_decay=0.5)
    steps, student = run(features, material, options)
    rows = np.flatnonzero(~material.validation)
    drawn = rows[recipe().build_sampler(material.pool()[0]).draw(8, np.random.default_rng(0))]
    base = whitened(features).project(features).astype(np.float64)
    width = base.shape[1]
    alpha = LOSSES.entry("margin").settings[0].default
    start = base / np.linalg.norm(base, axis=1, keepdims=True)
    apart = np.linalg.norm(start[material.left] - start[material.right], axis=1)
    learned = ~material.validation
    boundary = sum(np.median(apart[learned & (material.positive == kind)]) for kind in (True, False)) / 2
    gradient, losses = np.zeros((width, width)), []
    for row in drawn:
        a, b = material.left[row], material.right[row]
        sign = 1 if material.positive[row] else -1
        excess = alpha + sign * (apart[row] - boundary)
        losses.append(max(0, excess))
        if excess <= 0:
            continue
        difference = (start[a] - start[b]) / apart[row]
        for image, push in ((a, difference), (b, -difference)):
            length = np.linalg.norm(base[image])
            through = (push - start[image] * (start[image] @ push)) / length
            gradient += sign * np.outer(base[image], through)
    active = np.count_nonzero(losses)
    gradient /= active
    assert steps[0].loss == pytest.approx(sum(losses) / active, rel=1e-5)
    assert steps[0].active == active / 8
    assert steps[0].gradient == pytest.approx(np.linalg.norm(gradient), rel=1e-4)
    expected = -options.learning_rate * gradient / (np.abs(gradient) + 1e-8)
    moved = student.state()["correction"].numpy()
    steady = np.abs(gradient) > 1e-3 * np.abs(gradient).max()  # where rounding cannot turn the sign
    assert np.allclose(moved[steady], expected[steady], rtol=1e-3)


@pytest.mark.parametrize("name", [entry.name for entry in LOSSES if entry.needs == "pairs"])
def test_every_pair_loss_falls_on_pairs_without_a_common_anchor(name: str) -> None:
    first = np.arange(0, 2 * SCENES, 4)
    positive = np.tile([True, False], SCENES)[: 2 * len(first)]
    left = np.repeat(first, 2) + np.tile([0, 2], len(first))
    right = np.where(positive, left + 1, (left + 5) % (2 * SCENES))
    held = np.minimum(left, right) >= LEARNED
    kept = held | (np.maximum(left, right) < LEARNED)
    whole = lesson()
    degree = positive.astype(np.float32)
    graded = Material(left[kept], right[kept], 2 * positive[kept].astype(np.int64), degree[kept], held[kept],
                      whole.relations, LEARNED)  # fmt: skip
    options = replace(OPTIONS, steps=10, learning_rate=0.01, pairs_per_step=int((~graded.validation).sum()) // 2 * 2)
    losses = [stats.loss for stats in run(material=graded, choice=recipe(name), options=options)[0][:-1]]
    assert len(losses) == 10 and min(losses) > 0
    assert losses[-1] < 0.95 * losses[0]


def test_identical_vectors_are_at_distance_zero() -> None:
    rows = torch.nn.functional.normalize(torch.randn(100, 512, generator=torch.Generator().manual_seed(0)), dim=1)
    rows.requires_grad_()
    distance = pair_distances(rows, rows)
    assert distance.max().item() <= 1e-6
    distance.sum().backward()
    assert rows.grad is not None and rows.grad.isfinite().all()


def test_the_same_seed_gives_the_same_head_and_another_seed_another() -> None:
    short = replace(OPTIONS, steps=40)
    heads = [run(options=short, seed=seed)[1].head().fingerprint for seed in (0, 0, 1)]
    assert heads[0] == heads[1] != heads[2]


@pytest.mark.parametrize("most", [0, 7, 100_000])
def test_a_sampler_of_groups_is_shown_where_images_began_before_it_draws(most: int) -> None:
    shown: list[tuple[np.ndarray, np.ndarray]] = []

    choice = recipe(sampler="cluster_restricted")

    def build(group: np.ndarray) -> Any:
        sampler: Any = choice.build_sampler(group)  # type: ignore[arg-type]
        see = sampler.see

        def watched(images: np.ndarray, vectors: np.ndarray) -> None:
            shown.append((images, vectors))
            see(images, vectors)

        sampler.see = watched
        return sampler

    run(options=replace(OPTIONS, steps=1, first_look=most), choice=replace(choice, build_sampler=build))
    if not most:
        assert len(shown) == 1 and len(shown[0][0]) < 100, "the step alone"
        return
    images, vectors = shown[0]
    count = lesson().learnable
    assert len(images) == min(count, -(-count // -(-count // most))) and set(images.tolist()) <= set(range(count))
    np.testing.assert_allclose(vectors, student_of(scenes()).began(images), atol=1e-6)


def test_few_pairs_of_each_kind_say_where_a_loss_begins() -> None:
    told: list[Start] = []

    def build(start: Start) -> Margin:
        told.append(start)
        return Margin(start, alpha=0.2, boundary="global", nu=0.0, boundary_rate=1.0)

    for most in (10_000, 30, 1):
        run(options=replace(OPTIONS, steps=1, first_pairs=most), choice=replace(recipe(), build_loss=build))
    every, some, one = told
    assert every.boundary != some.boundary == pytest.approx(every.boundary, abs=0.1)
    features, material = scenes(), lesson()
    vectors = whitened(features).apply(features)
    apart = np.linalg.norm(vectors[material.left] - vectors[material.right], axis=1)
    first = [np.flatnonzero(~material.validation & (material.positive == kind))[0] for kind in (True, False)]
    assert one.boundary == pytest.approx(apart[first].mean(), abs=1e-5)


def test_the_result_is_trained_even_when_the_start_was_best() -> None:
    features = scenes(noise=0.0)  # nothing to learn: the scenes are apart already
    steps, student = run(features, options=replace(OPTIONS, patience=3))
    trained = result(steps)
    assert trained.start_score == 1 and trained.best_step == 20
    assert (trained.stopped_by, trained.steps) == ("patience", 80)
    assert np.abs(student.head().arrays["matrix"] - whitened(features).arrays["matrix"]).max() > 0


def test_decay_pulls_back_to_the_start() -> None:
    start = whitened(scenes()).arrays["matrix"]
    apart = [
        np.abs(run(options=replace(OPTIONS, weight_decay=decay))[1].head().arrays["matrix"] - start).max()
        for decay in (0.0, 300.0)
    ]
    assert apart[1] < apart[0] / 3


def test_the_learning_rate_drops_when_nothing_is_gained() -> None:
    """At a rate of 0 nothing moves any more, so one drop to a millionth ends all change."""
    features = scenes(noise=0.0)
    options = replace(OPTIONS, patience=8, drop_patience=2, rate_drop=1e-6, steps=400)
    losses = [stats.loss for stats in run(features, options=options)[0]]
    student = student_of(features)
    from models.finetune import Training

    training = Training(student, lesson(), recipe(), options, np.random.default_rng(0))
    rates = [training.optimisers[0].param_groups[0]["lr"] for _ in training.run()]
    assert len(losses) == len(rates)
    assert rates[58] == OPTIONS.learning_rate and rates[60] == pytest.approx(1e-6 * OPTIONS.learning_rate)


def test_every_step_is_told_and_scores_come_every_so_many() -> None:
    steps, _ = run(options=replace(OPTIONS, steps=50))
    assert [stats.step for stats in steps] == [*range(1, 51), 50]
    assert [stats.step for stats in steps[:-1] if stats.score is not None] == [20, 40, 50]
    assert all(0 <= stats.active <= 1 and stats.gradient >= 0 and "boundary" in stats.figures for stats in steps)
    assert result(steps).stopped_by == "steps"


@pytest.mark.parametrize("start", [Head("raw"), Head("whiten", {"mean": scenes().mean(axis=0)})])
def test_a_start_without_a_matrix_learns_a_square_one(start: Head) -> None:
    _, student = run(start=start, options=replace(OPTIONS, steps=20))
    assert student.head().arrays["matrix"].shape == (16, 16)
    assert set(student.head().arrays) == {"matrix", *start.arrays}


def test_no_held_back_image_is_ever_in_a_step() -> None:
    for sampler in ("balanced", "batch_hard"):
        trained = result(run(choice=recipe(sampler=sampler), options=replace(OPTIONS, steps=30))[0])
        assert 0 < len(trained.images) <= LEARNED and trained.images.max() < LEARNED


def test_where_a_loss_begins_is_between_the_grades() -> None:
    seen: list[Start] = []

    def build(start: Start) -> Margin:
        seen.append(start)
        return Margin(start, alpha=0.2, boundary="global", nu=0.0, boundary_rate=1.0)

    plain = recipe()
    run(material=lesson(near=True), choice=replace(plain, build_loss=build), options=replace(OPTIONS, steps=1))
    run(material=lesson(), choice=replace(plain, build_loss=build), options=replace(OPTIONS, steps=1))
    material, vectors = lesson(near=True), whitened(scenes()).apply(scenes())
    apart = np.linalg.norm(vectors[material.left] - vectors[material.right], axis=1)
    middle = [np.median(apart[(material.rank == rank) & ~material.validation]) for rank in (0, 1, 2)]
    assert seen[0].strict == pytest.approx((middle[2] + middle[1]) / 2, abs=1e-5)
    assert seen[0].lenient == pytest.approx((middle[1] + middle[0]) / 2, abs=1e-5)
    assert seen[1].strict == seen[1].lenient == seen[1].boundary
    assert seen[0].images == LEARNED and seen[0].groups == LEARNED // 2 == max(seen[0].group) + 1


def only(material: Material, keep: np.ndarray) -> Material:
    columns = ("left", "right", "rank", "degree", "validation")
    return replace(material, **{name: getattr(material, name)[keep] for name in columns})


@pytest.mark.parametrize(
    ("positive", "validation", "says"),
    [
        (True, False, "there are 0 positive pairs to learn from; grade until there are 4"),
        (False, False, "there are 0 negative pairs to learn from; grade until there are 4"),
        (True, True, "no positive pair is held back"),
        (False, True, "no negative pair is held back"),
    ],
)
def test_what_is_missing_is_named(positive: bool, validation: bool, says: str) -> None:
    graded = lesson()
    with pytest.raises(UserError, match=says):
        run(material=only(graded, (graded.positive != positive) | (graded.validation != validation)))


def test_a_pair_to_learn_from_with_a_held_back_image_is_a_bug() -> None:
    graded = lesson()
    with pytest.raises(ValueError, match="held back"):
        run(material=replace(graded, validation=np.roll(graded.validation, 1)))


def test_numbers_that_are_none_any_more_are_named() -> None:
    with pytest.raises(UserError, match="training failed at step 20: the distances are not numbers"):
        run(options=replace(OPTIONS, learning_rate=1e30))


class Pull:
    """A loss that pulls every pair together: the shortest way to a collapse."""

    def __init__(self, _start: Start) -> None: ...

    def __call__(self, batch: PairBatch) -> LossValue:
        return LossValue(batch.distance.mean(), torch.tensor(1.0))

    def parameters(self) -> list[object]:
        return []

    def figures(self) -> dict[str, float]:
        return {}


@pytest.mark.parametrize("start", [None, Head("raw")])
def test_a_collapse_is_named(start: Head | None) -> None:
    """Centred vectors collapse into two opposite points, others into one."""
    pull: Recipe = replace(recipe(), build_loss=Pull)
    with pytest.raises(UserError, match="training collapsed at step"):
        run(options=replace(OPTIONS, learning_rate=0.1, steps=2000, patience=1000), choice=pull, start=start)
    assert COLLAPSED > 1


def test_statistics_of_a_step_are_plain_numbers() -> None:
    stats: StepStats = run(options=replace(OPTIONS, steps=2))[0][0]
    assert all(isinstance(value, float) for value in (stats.loss, stats.active, stats.gradient))
