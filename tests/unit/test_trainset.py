"""The training set: nothing of the evaluation side, nothing held back is learned, everything left out is counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.learning.known_relations import Knowing
from app.core.learning.split import Evidence, Split, split_images
from app.core.learning.trainset import Drawn, Limits, draw, training_set
from app.core.records import Act, Answer, Cut, Grade, Kind, Side, Source
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from app.core.store.labels import By
from tests.made import grade, project_of

Edge = tuple[int, int]
IMAGES = 60
ends = st.tuples(st.integers(1, IMAGES), st.integers(1, IMAGES)).filter(lambda e: e[0] < e[1])
graded = st.dictionaries(ends, st.sampled_from([*Grade, None]), max_size=60)


def answer(place: int, edge: Edge, value: Grade | None) -> Answer:
    uuids = (f"u{place}",)
    return Answer(place, *edge, value, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "", None, uuids)


def split_of(answers: dict[Edge, Grade | None], salt: str = "s") -> Split:
    positives = [e for e, g in answers.items() if g and Cut.LENIENT.positive(g)]
    return split_images(Evidence({i: f"{i:04}" for i in range(1, IMAGES + 1)}, positives), {}, salt, 0.3)


def knowing(answers: dict[Edge, Grade | None], crossing: list[int], untold: list[Edge] | None = None) -> Knowing:
    """Crossing images are in imported groups of their own."""
    listed = [answer(place, *item) for place, item in enumerate(answers.items())]
    return Knowing(listed, (), [KnownGroup(image, f"g{image:03}", True) for image in crossing], untold or ())


def drawn(
    answers: dict[Edge, Grade | None], crossing: list[int], cut: Cut, count: int = 50, ungraded: int = 0
) -> tuple[Drawn, Split]:
    made = split_of(answers)
    limits = Limits(count, count, ungraded)
    return draw(knowing(answers, crossing), made, cut, limits, np.random.default_rng(0)), made


@given(graded, st.sets(st.integers(1, IMAGES)).map(sorted), st.sampled_from(Cut))
def test_nothing_of_the_evaluation_side_is_learned_and_nothing_is_lost(
    answers: dict[Edge, Grade | None], crossing: list[int], cut: Cut
) -> None:
    found, made = drawn(answers, crossing, cut)
    pairs = found.pairs
    assert len(pairs.left) == len(pairs.right) == len(pairs.target) == len(pairs.validation)
    assert all(made.places[i].side is Side.TRAIN for i in (*pairs.left.tolist(), *pairs.right.tolist()))
    assert (pairs.left < pairs.right).all()
    evaluation = {made.places[i].component for i in made.places if made.places[i].side is Side.EVALUATION}
    assert evaluation.isdisjoint(found.components)
    assert found.graded + sum(found.left_out.values()) == len(answers)
    assert found.graded + found.random == len(pairs.left)
    assert len(found.labels) == found.graded
    for left, right, target in zip(
        pairs.left[: found.graded].tolist(), pairs.right.tolist(), pairs.target, strict=False
    ):
        value = answers[left, right]
        assert value is not None and target == cut.positive(value)


@given(graded, st.sets(st.integers(1, IMAGES)).map(sorted))
def test_no_image_of_a_held_back_component_is_learned_from(
    answers: dict[Edge, Grade | None], crossing: list[int]
) -> None:
    found, made = drawn(answers, crossing, Cut.LENIENT)
    pairs = found.pairs
    learned = {made.root[i] for i in np.stack((pairs.left, pairs.right))[:, ~pairs.validation].ravel().tolist()}
    held = np.stack((pairs.left, pairs.right))[:, pairs.validation].T.tolist()
    assert all(made.root[a] not in learned or made.root[b] not in learned for a, b in held)


@given(graded, st.sets(st.integers(1, IMAGES)).map(sorted))
def test_pairs_from_groups_are_new_cross_components_and_come_once(
    answers: dict[Edge, Grade | None], crossing: list[int]
) -> None:
    found, made = drawn(answers, crossing, Cut.LENIENT)
    edges = list(zip(found.pairs.left.tolist(), found.pairs.right.tolist(), strict=True))[found.graded :]
    assert len(set(edges)) == len(edges) and found.random <= 100
    assert all({a, b} <= set(crossing) and made.root[a] != made.root[b] for a, b in edges)
    learned = {e for e, value in answers.items() if value}
    assert not learned & set(edges)
    assert not found.pairs.target[found.graded :].any()


def test_a_fifth_of_the_components_with_a_positive_pair_is_held_back() -> None:
    answers: dict[Edge, Grade | None] = {(i, i + 1): Grade.ND for i in range(1, IMAGES, 2)}
    found, made = drawn(answers, [], Cut.STRICT)
    usable = sum(made.places[i].side is Side.TRAIN for i in range(1, IMAGES, 2))
    assert found.pairs.validation.sum() == round(0.2 * usable)
    assert found.pairs.target.all()


def test_the_same_seed_draws_the_same_set(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 40) as project:
        project.salt = "the same split on every run"
        project.images.set_groups([(i, f"g{i}", True) for i in range(1, 41)], "file")
        for i in range(1, 40, 2):
            grade(project, i, i + 1, Grade.ND)
        one, two, other = (training_set(project, Settings(), seed=seed).pairs for seed in (1, 1, 2))
        assert np.array_equal(one.left, two.left) and np.array_equal(one.validation, two.validation)
        assert not np.array_equal(one.left, other.left)


def test_what_is_left_out_is_counted_by_reason(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 40) as project:
        project.salt = "the same split on every run"
        training_set(project, Settings(), seed=0)
        sides = project.images.sides()
        train = [i for i in sides if sides[i] is Side.TRAIN]
        other = [i for i in sides if sides[i] is Side.EVALUATION]
        grade(project, train[0], train[1], Grade.NND)
        grade(project, other[0], other[1], Grade.NND)
        grade(project, min(train[2], other[2]), max(train[2], other[2]), Grade.NND)
        grade(project, train[3], train[4], Grade.NND)
        grade(project, train[3], train[4], Grade.ND, annotator="other")
        pair_id = int(project.pairs.ids([train[5]], [train[6]])[0])
        project.labels.append([(pair_id, Act(Kind.UNSURE))], By("ann"))
        found = training_set(project, Settings(), seed=0)
        assert Counter(found.left_out) == Counter(["across sides", "evaluation side", "disagreement", "unsure"])
        assert (found.graded, found.random) == (1, 0)
        assert found.pairs.left.tolist() == [train[0]]


def test_a_pair_that_people_disagree_on_is_no_negative_by_its_groups() -> None:
    everything: dict[Edge, Grade | None] = {(a, b): None for a in range(1, IMAGES) for b in range(a + 1, IMAGES + 1)}
    found, _ = drawn(everything, list(range(1, IMAGES + 1)), Cut.LENIENT)
    assert found.random == 0 and len(found.pairs.left) == 0
