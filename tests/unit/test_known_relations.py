"""What is known of images: against rules looked up one pair at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.grading.relations import UnionFind
from app.core.learning.known_relations import Knowing, relations
from app.core.learning.preparing import material_of, readable
from app.core.learning.trainset import Limits, draw
from app.core.records import Answer, Cut, Grade, Side, Source
from app.core.store.images import KnownGroup
from models.material import OPEN, Material, Relations
from tests.unit.test_trainset import split_of

Edge = tuple[int, int]
IMAGES = 9
ends = st.tuples(st.integers(1, IMAGES), st.integers(1, IMAGES)).filter(lambda e: e[0] < e[1])
answered = st.dictionaries(ends, st.sampled_from([Grade.ND, Grade.NEAR_ND, Grade.NND, None]), max_size=9)
grouped = st.dictionaries(st.integers(1, IMAGES), st.tuples(st.integers(0, 2), st.booleans()), max_size=IMAGES)


def answer(place: int, edge: Edge, value: Grade | None, degree: float | None = None) -> Answer:
    return Answer(place, *edge, value, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "", degree,
                  (f"u{place}",))  # fmt: skip


def rank_by_hand(answers: dict[Edge, Grade | None], groups: dict[int, tuple[int, bool]], a: int, b: int, cut: Cut,
                 apart: bool) -> int:  # fmt: skip
    """ND closes, near-ND and NND hold between whole ND sets; then groups; then what groups exclude."""
    same = UnionFind([edge for edge, grade in answers.items() if grade is Grade.ND])
    if answers.get((min(a, b), max(a, b)), "none") is None:
        return OPEN
    if same.root(a) == same.root(b):
        return 2
    said = {grade.rank for (one, other), grade in answers.items()
            if grade and grade is not Grade.ND and {same.root(one), same.root(other)} == {same.root(a), same.root(b)}}
    if len(said) == 1:
        return said.pop()
    if cut is Cut.LENIENT:
        joined = UnionFind([edge for edge, grade in answers.items() if grade in (Grade.ND, Grade.NEAR_ND)])
        for one in groups:
            for other in groups:
                if one < other and groups[one][0] == groups[other][0]:
                    joined.join(one, other)
        if joined.root(a) == joined.root(b):
            return 1
    crossing = all(image in groups and groups[image][1] for image in (a, b))
    return 0 if crossing and apart else OPEN


@given(answered, grouped, st.sampled_from(Cut))
def test_ranks_are_those_of_the_rules(
    answers: dict[Edge, Grade | None], groups: dict[int, tuple[int, bool]], cut: Cut
) -> None:
    rows = [KnownGroup(image, f"g{number}", crossing) for image, (number, crossing) in groups.items()]
    listed = [answer(place, *item) for place, item in enumerate(answers.items())]
    kept = [a for a in listed if a.grade]
    edges = [e for e, g in answers.items() if g and g.rank > 0]
    edges += [(x.image_id, y.image_id) for x in rows for y in rows if x.name == y.name and x.image_id < y.image_id]
    root = {image: UnionFind(edges).root(image) for image in range(1, IMAGES + 1)}
    known = Knowing(listed, (), rows).among(set(root), kept)
    images = np.random.default_rng(0).permutation(np.arange(1, IMAGES + 1))
    found = relations(known, root, images, cut)
    left, right = np.triu_indices(IMAGES, 1)
    ranks, presumable = found.rank(left, right), found.presumable(left, right)
    for l, r, rank, may in zip(left, right, ranks, presumable, strict=True):  # noqa: E741
        a, b = int(images[l]), int(images[r])
        apart = root[a] != root[b]
        assert rank == rank_by_hand(answers, groups, a, b, cut, apart), (a, b)
        untold = answers.get((min(a, b), max(a, b)), "none") is None
        assert may == (apart and not untold and rank == OPEN)
    assert found.positive(np.array([0, 1, 2])).tolist() == [False, cut is Cut.LENIENT, True]


def test_groups_degrees_and_ungraded_images_of_a_training_set() -> None:
    answers: dict[Edge, Grade | None] = {(i, i + 1): Grade.ND for i in range(1, 40, 2)}
    split = split_of(answers)
    listed = [answer(place, *item, degree=0.9 if place % 2 else None) for place, item in enumerate(answers.items())]
    members = [KnownGroup(image, f"g{image // 4}", False) for image in range(45, 57)]
    root = dict(split.root)
    first: dict[str, int] = {}
    for row in members:  # as the split would: an imported group is one component
        root[row.image_id] = first.setdefault(row.name, row.image_id)
    object.__setattr__(split, "root", root)
    for cut in Cut:
        found = draw(Knowing(listed, (), members), split, cut, Limits(0, 100, 3), np.random.default_rng(0))
        pairs = found.pairs
        from_groups = {(a, b) for a, b in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)} - set(answers)
        assert all(a // 4 == b // 4 for a, b in from_groups)
        assert bool(from_groups) is (cut is Cut.LENIENT) and found.random == len(from_groups)
        degree = dict(zip(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True), pairs.degree, strict=True))
        assert all(np.isnan(degree[e]) if degree.get(e) is None or e in from_groups else True for e in from_groups)
        assert {round(float(d), 3) for d in pairs.degree if not np.isnan(d)} == {0.9}
        assert pairs.rank[pairs.target == 1].min() == (1 if from_groups else 2)
        held = set(pairs.images[pairs.learnable :].tolist())
        assert held and all(split.places[image].side is Side.TRAIN for image in pairs.images.tolist())
        ungraded = set(pairs.images.tolist()) - {i for e in answers for i in e} - set(range(45, 57))
        assert len(ungraded) == 3 and ungraded.isdisjoint(held)


def test_images_without_features_leave_with_their_pairs() -> None:
    answers: dict[Edge, Grade | None] = {(i, i + 1): Grade.ND for i in range(1, 40, 2)}
    split = split_of(answers)
    listed = [answer(place, *item) for place, item in enumerate(answers.items())]
    untold = [(a, b) for a in range(1, 12) for b in range(a + 1, 12) if (a, b) not in answers]
    pairs = draw(Knowing(listed, (), (), untold), split, Cut.STRICT, Limits(0, 0, 5), np.random.default_rng(0)).pairs
    gone = int(pairs.images[2])
    left = readable(pairs, np.setdiff1d(np.arange(1, 61), [gone]))
    assert gone not in left.images and len(left.images) == len(pairs.images) - 1
    assert left.learnable == pairs.learnable - 1 and gone not in (*left.left, *left.right)
    material, whole = material_of(left), material_of(pairs)
    assert _told(material, left.images) == {k: v for k, v in _told(whole, pairs.images).items() if gone not in k}
    assert np.array_equal(left.images[material.left], left.left)


def _told(material: Material, images: np.ndarray) -> dict[Edge, tuple[int, bool]]:
    known: Relations = material.relations
    one, other = np.triu_indices(material.images, 1)
    found = zip(known.rank(one, other).tolist(), known.presumable(one, other).tolist(), strict=True)
    names = [tuple(sorted(map(int, edge))) for edge in zip(images[one], images[other], strict=True)]
    return dict(zip(names, found, strict=True))  # type: ignore[arg-type]
