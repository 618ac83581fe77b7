"""The split: a component is on one side, evaluation is for good, and close hashes are found."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.grading.relations import UnionFind
from app.core.learning.split import Evidence, Split, close_hashes, split_images, update
from app.core.records import Act, Grade, Side
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from tests.made import grade, project_of, scan

Edge = tuple[int, int]
IMAGES = 40
edges = st.lists(st.tuples(st.integers(1, IMAGES), st.integers(1, IMAGES)).filter(lambda e: e[0] != e[1]), max_size=30)
salts = st.text("abc", min_size=1, max_size=4)


def name(image: int) -> str:
    return hashlib.sha256(str(image).encode()).hexdigest()


def evidence(positives: list[Edge], close: list[Edge] = [], images: int = IMAGES) -> Evidence:  # noqa: B006
    return Evidence({image: name(image) for image in range(1, images + 1)}, positives, close)


def sides(split: Split) -> dict[int, Side]:
    return {image: place.side for image, place in split.places.items()}


@given(edges, edges, salts)
def test_no_component_is_on_both_sides(positives: list[Edge], close: list[Edge], salt: str) -> None:
    made = split_images(evidence(positives, close), {}, salt, 0.3)
    assert made.places.keys() == set(range(1, IMAGES + 1))
    for a, b in positives:
        assert made.places[a].side is made.places[b].side
    for members in UnionFind([*positives, *close]).sets():
        if len(members) <= 20:  # a larger one loses its hash edges
            assert len({made.places[image] for image in members}) == 1
            assert made.places[members[0]].component == min(map(name, members))
            assert {made.root[image] for image in members} == {members[0]}


@given(edges, edges, salts)
def test_the_order_of_what_is_known_does_not_matter(positives: list[Edge], close: list[Edge], salt: str) -> None:
    made = split_images(evidence(positives, close), {}, salt, 0.3)
    turned = split_images(evidence([e[::-1] for e in reversed(positives)], close[::-1]), {}, salt, 0.3)
    assert made.places == turned.places


@given(st.integers(0, 200))
def test_the_share_of_components_on_the_evaluation_side_is_near_what_was_asked(seed: int) -> None:
    many = evidence([(image, image + 1) for image in range(1, 1000, 3)], images=1500)
    made = split_images(many, {}, f"salt {seed}", 0.3)
    components = {place.component: place.side for place in made.places.values()}
    share = np.mean([side is Side.EVALUATION for side in components.values()])
    assert abs(share - 0.3) < 4.5 * np.sqrt(0.3 * 0.7 / len(components))


@given(edges, edges, salts, st.integers(1, IMAGES))
def test_stored_sides_only_ever_go_from_training_to_evaluation(
    before: list[Edge], after: list[Edge], salt: str, known: int
) -> None:
    """Images and positives keep coming; what was decided stays, unless a positive joins it to evaluation."""
    old = [e for e in before if max(e) <= known]
    first = split_images(evidence(old, images=known), {}, salt, 0.3)
    second = split_images(evidence([*old, *after]), first.places, salt, 0.3)
    for image, place in first.places.items():
        if place.side is Side.EVALUATION:
            assert second.places[image] == place
        elif second.places[image].side is Side.EVALUATION:
            assert second.moved[image] == place.component
            members = [other for other in first.places if second.root[other] == second.root[image]]
            assert any(first.places[other].side is Side.EVALUATION for other in members)
        else:
            assert second.places[image] == place
    for a, b in [*old, *after]:
        assert second.places[a].side is second.places[b].side
    assert set(second.changed) == {i for i, place in second.places.items() if first.places.get(i) != place}
    third = split_images(evidence([*old, *after]), second.places, salt, 0.3)
    assert third.places == second.places and not third.changed and not third.moved


def test_a_component_too_large_loses_its_hash_edges_first_and_is_named_if_that_does_not_help() -> None:
    chain = [(image, image + 1) for image in range(1, 30)]
    made = split_images(evidence([(1, 2)], chain), {}, "s", 0.3)
    assert made.root[2] == 1 and made.root[3] == 3 and not made.large
    made = split_images(evidence(chain), {}, "s", 0.3)
    assert made.large == (tuple(range(1, 31)),)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=12), st.lists(st.sets(st.integers(0, 63), max_size=4), max_size=12))
def test_close_hashes_against_all_pairs(bases: list[int], flips: list[set[int]]) -> None:
    values = list(bases)
    for base, flipped in zip(bases, flips, strict=False):
        values.append(base ^ sum(1 << bit for bit in flipped))
    ids, table = np.arange(10, 10 + len(values)), np.array(values, np.uint64)
    told = [(i, v) for i, v in zip(ids.tolist(), values, strict=True) if 8 <= v.bit_count() <= 56]
    close = [(a, b) for a, v in told for b, w in told if a < b and (v ^ w).bit_count() <= 2]
    found = close_hashes(ids, table)
    assert set(found) <= set(close)
    assert UnionFind(found).sets() == UnionFind(close).sets()


def test_many_equal_hashes_are_a_chain_and_flat_ones_nothing() -> None:
    ids = np.arange(1000)
    assert close_hashes(ids, np.full(1000, 0xFFFF, np.uint64)) == list(zip(range(999), range(1, 1000), strict=True))
    for flat in (0, 0x7F, 2**64 - 1):
        assert close_hashes(ids, np.full(1000, flat, np.uint64)) == []
    assert close_hashes(np.zeros(0, np.int64), np.zeros(0, np.uint64)) == []


def made_project(path: Path, count: int) -> Project:
    project = project_of(path, count)
    project.salt = "the same split on every run"
    return project


def trained(project: Project) -> None:
    """An embedder that learned from every component of the training side."""
    places = project.images.components()
    on_training = sorted({places[i] for i, side in project.images.sides().items() if side is Side.TRAIN})
    project.rounds.add_embedder(
        fingerprint="f", name="trained-1", backbone="b", backbone_fingerprint="bf", head="linear", file="x", dim=2,
        trained_on={"components": on_training},
    )  # fmt: skip


def across(project: Project) -> Edge:
    """An image on each side: training, evaluation."""
    stored = project.images.sides()
    return next(i for i in stored if stored[i] is Side.TRAIN), next(i for i in stored if stored[i] is Side.EVALUATION)


def test_until_something_depends_on_it_the_split_is_drawn_anew(tmp_path: Path) -> None:
    with made_project(tmp_path / "p", 60) as project:
        update(project, Settings())
        before = project.images.sides()
        chains = [(i, i + 1) for i in range(1, 60) if i % 3]
        for a, b in chains:
            grade(project, a, b, Grade.NEAR_ND)
        project.images.set_groups([(3, "g", True), (60, "g", True)], "file")
        made = update(project, Settings())
        after = project.images.sides()
        assert not made.moved and before != after
        assert all(after[a] is after[b] for a, b in [*chains, (3, 60)])
        assert any(before[i] is Side.EVALUATION and after[i] is Side.TRAIN for i in before)
        assert project.images.components()[3] == made.places[60].component


def test_afterwards_a_positive_across_sides_moves_the_training_part_and_flags_what_learned_from_it(
    tmp_path: Path,
) -> None:
    with made_project(tmp_path / "p", 30) as project:
        update(project, Settings())
        trained(project)
        before, (left, right) = project.images.sides(), across(project)
        grade(project, min(left, right), max(left, right), Grade.ND)
        made = update(project, Settings())
        assert list(made.moved) == [left]
        assert project.images.sides() == before | {left: Side.EVALUATION}
        assert project.rounds.embedder("trained-1").flag == "it learned from images that are on the evaluation side now"


def test_a_negative_across_sides_moves_nothing(tmp_path: Path) -> None:
    with made_project(tmp_path / "p", 30) as project:
        update(project, Settings())
        trained(project)
        left, right = across(project)
        grade(project, min(left, right), max(left, right), Grade.NND)
        assert not update(project, Settings()).changed
        assert project.rounds.embedder("trained-1").flag is None


def test_an_answer_in_the_sealed_batch_fixes_the_split_but_an_imported_grade_of_its_pair_does_not(
    tmp_path: Path,
) -> None:
    with made_project(tmp_path / "p", 30) as project:
        update(project, Settings())
        left, right = across(project)
        rows = [BatchRow(1, 2, 0.1, "m", "w", "s", 0.5)]
        batch = project.pairs.create_batch(
            NewBatch("frozen", "frozen", 0, None, 0, sealed=True, purpose="frozen"), rows
        )
        grade(project, 1, 2, Grade.NND)
        grade(project, min(left, right), max(left, right), Grade.ND)
        assert not update(project, Settings()).moved
        left, right = across(project)
        pair_id = int(project.pairs.ids([1], [2])[0])
        project.labels.append([(pair_id, Act(grade=Grade.NND))], By("ann", batch))
        grade(project, min(left, right), max(left, right), Grade.ND)
        assert left in update(project, Settings()).moved


def test_hashes_of_the_collection_join_and_the_same_salt_gives_the_same_split(tmp_path: Path) -> None:
    made = []
    for place in ("one", "two"):
        with Project.create(tmp_path / place, salt="salt") as project:
            folder = project.images.add_folder(tmp_path)
            scans = [scan(f"{i}", phash=0xABCDEF0123 << (i // 2)) for i in range(40)]
            project.images.record(folder, scans if place == "one" else scans[::-1])
            update(project, Settings())
            sides = project.images.sides()
            made.append({image.content_hash: sides[image.id] for image in project.images.all()})
    assert made[0] == made[1]
    by_name = {i: made[0][scan(f"{i}").content_hash] for i in range(40)}
    assert all(by_name[i] is by_name[i + 1] for i in range(0, 40, 2))
    assert set(by_name.values()) == set(Side)
