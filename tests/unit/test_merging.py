"""Merging: a union by content and uuid, whatever the order of the images; and what is measured on stays unlearned."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.exchanging.merging import merge
from app.core.learning import split, trainset
from app.core.records import Act, Grade, Kind, Side
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.project import Project
from app.core.store.schema import label
from app.errors import UserError
from tests.made import batch_of, grade, project_of, scan, sha

SETTINGS = Settings({"train.random_negatives": 0})


def other_of(path: Path, names: list[str]) -> Project:
    """A project with these images in this order, so that its ids differ from ours."""
    project = Project.create(path)
    project.images.record(project.images.add_folder(path.parent / "elsewhere"), [scan(name) for name in names])
    return project


def held(project: Project) -> set[tuple[frozenset[str], str | None, str]]:
    """Every answer that holds, by what the images are."""
    hashes = project.images.content_hashes()
    return {
        (frozenset((hashes[a.left], hashes[a.right])), a.grade and a.grade.value, ";".join(a.annotators))
        for a in project.labels.answers()
    }


def acts(project: Project) -> set[tuple[str, str, str | None]]:
    return {(row.uuid, row.kind.value, row.bad_side) for row in project.labels.all()}


def stored(project: Project) -> list[tuple[str, str]]:
    with project.db.read() as connection:
        return [tuple(row) for row in connection.execute(select(label.c.left_hash, label.c.side_order))]


def test_a_union_holds_every_act_once_in_either_order(tmp_path: Path) -> None:
    with project_of(tmp_path / "a", 6) as ours, other_of(tmp_path / "b", ["006.jpg", "002.jpg", "new.jpg"]) as theirs:
        grade(ours, 1, 2, Grade.ND)
        grade(theirs, 1, 2, Grade.NND, annotator="bea")  # 006 and 002: the other way round here
        grade(theirs, 2, 3, Grade.ND, annotator="bea")
    with Project.open(tmp_path / "a", role="command") as ours:
        told = merge(ours, tmp_path / "b", SETTINGS)
        assert {key: told[key] for key in ("images", "labels", "known", "batches")} == {
            "images": 1, "labels": 2, "known": 0, "batches": 0,
        }  # fmt: skip
        assert held(ours) == {
            (frozenset((sha("001.jpg"), sha("002.jpg"))), "ND", "ann"),
            (frozenset((sha("006.jpg"), sha("002.jpg"))), "NND", "bea"),
            (frozenset((sha("002.jpg"), sha("new.jpg"))), "ND", "bea"),
        }
        once = acts(ours)
        again = merge(ours, tmp_path / "b", SETTINGS)
        assert (again["labels"], again["known"], again["images"]) == (0, 2, 0) and acts(ours) == once
    with Project.open(tmp_path / "b", role="command") as theirs:
        merge(theirs, tmp_path / "a", SETTINGS)
        assert {row[:2] for row in acts(theirs)} == {row[:2] for row in once}


def test_what_depends_on_the_order_of_a_pair_is_turned_with_it(tmp_path: Path) -> None:
    with project_of(tmp_path / "a", 2), other_of(tmp_path / "b", ["002.jpg", "001.jpg"]) as theirs:
        batch = batch_of(theirs, [(1, 2)])
        pair_id = int(theirs.pairs.ids([1], [2])[0])
        theirs.labels.append([(pair_id, Act(Kind.BAD, bad_side="left"))], By("bea", batch))
        assert theirs.pairs.batch_pairs(batch.id)[0].swapped is False
    with Project.open(tmp_path / "a", role="command") as ours:
        merge(ours, tmp_path / "b", SETTINGS)
        (row,) = ours.labels.all()
        assert row.bad_side == "right" and stored(ours) == [(sha("001.jpg"), "swapped")]
        (made,) = ours.pairs.batches()
        assert ours.pairs.batch_pairs(made.id)[0].swapped is True and row.batch_id == made.id


def test_of_two_answers_of_one_person_the_later_holds_wherever_it_was_given(tmp_path: Path) -> None:
    for first, expected in (("a", "NND"), ("b", "ND")):
        folder = tmp_path / first
        with project_of(folder / "a", 2), project_of(folder / "b", 2):
            pass
        for name, value in sorted((("a", Grade.ND), ("b", Grade.NND)), key=lambda item: item[0] != first):
            with Project.open(folder / name, role="command") as project:
                grade(project, 1, 2, value)
        with Project.open(folder / "a", role="command") as ours:
            merge(ours, folder / "b", SETTINGS)
            assert [answer.grade for answer in ours.labels.answers()] == [Grade(expected)]
            assert len(ours.labels.all()) == 2


def test_undo_here_takes_back_what_was_done_here(tmp_path: Path) -> None:
    with project_of(tmp_path / "a", 4) as ours:
        grade(ours, 1, 2, Grade.ND)
    shutil.copytree(tmp_path / "a.nearpair", tmp_path / "b.nearpair")
    with Project.open(tmp_path / "b", role="command") as theirs:
        grade(theirs, 3, 4, Grade.NND)
        grade(theirs, 1, 3, Grade.NND)
        theirs.labels.undo(By("ann"))
    with Project.open(tmp_path / "a", role="command") as ours:
        merge(ours, tmp_path / "b", SETTINGS)
        assert len(ours.labels.answers()) == 2, "1-2 and 3-4: what was undone there is undone here"
        ours.labels.undo(By("ann"))
        assert [(answer.left, answer.right) for answer in ours.labels.answers()] == [(3, 4)]
        assert ours.labels.next_undo("ann") is None
        assert [step.undone for step in ours.labels.steps("ann")] == [True, False, True]


def test_groups_of_one_name_are_one_only_when_they_share_an_image(tmp_path: Path) -> None:
    with project_of(tmp_path / "a", 6) as ours, project_of(tmp_path / "b", 6) as theirs:
        ours.images.set_groups([(1, "g", True), (2, "g", True), (3, "h", True)], "a.csv")
        theirs.images.set_groups([(2, "g", True), (4, "g", True), (5, "h", True)], "b.csv")
    with Project.open(tmp_path / "a", role="command") as ours:
        assert merge(ours, tmp_path / "b", SETTINGS)["groups"] == 2
        assert [(row.name, row.image_id) for row in ours.images.groups()] == [
            ("g", 1), ("g", 2), ("g", 4), ("h", 3), ("h (b)", 5),
        ]  # fmt: skip


def test_what_cannot_be_merged_is_told_and_changes_nothing(tmp_path: Path) -> None:
    with project_of(tmp_path / "a", 2) as ours:
        grade(ours, 1, 2, Grade.ND)
        for other in (tmp_path / "a", tmp_path / "none", tmp_path):
            with pytest.raises(UserError):
                merge(ours, other, SETTINGS)
        assert len(ours.labels.all()) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_no_image_of_a_sealed_pair_is_ever_learned_from(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Two copies draw their sealed pairs apart, grade, regrade, import groups, infer and merge, in any order."""
    folder = tmp_path_factory.mktemp("merge")
    rng = np.random.default_rng(seed)
    names = [f"{number:03}.jpg" for number in range(1, 25)]
    for title in ("a", "b"):
        order = list(rng.permutation(names))
        with other_of(folder / title, order) as project:
            places = split.update(project, SETTINGS).places
            held_out = [image for image, place in places.items() if place.side is Side.EVALUATION]
            if len(held_out) >= 2:
                a, b = sorted(rng.choice(held_out, 2, replace=False).tolist())
                batch = batch_of(project, [(a, b)], sealed=True, purpose="frozen", blindness="sealed")
                pair_id = int(project.pairs.ids([a], [b])[0])
                project.labels.append([(pair_id, Act(grade=Grade.NND))], By(title, batch))
            for _ in range(12):
                a, b = sorted(rng.choice(24, 2, replace=False).tolist())
                value = (Grade.ND, Grade.NEAR_ND, Grade.NND)[int(rng.integers(3))]
                grade(project, a + 1, b + 1, value, annotator=str(rng.choice(["ann", "bea"])))
            for image in rng.choice(24, 3, replace=False).tolist():
                project.images.set_groups([(image + 1, f"g{rng.integers(3)}", True)], "groups.csv")
    with Project.open(folder / "a", role="command") as ours:
        merge(ours, folder / "b", SETTINGS)
        sealed = {batch.id for batch in ours.pairs.batches() if batch.sealed}
        places = [place for batch in sealed for place in ours.pairs.batch_pairs(batch)]
        frozen = {end for place in places for end in (place.left, place.right)}
        drawn = trainset.training_set(ours, SETTINGS, seed=seed)
        learned = {*drawn.pairs.left.tolist(), *drawn.pairs.right.tolist()}
        now = split.update(ours, SETTINGS)
        roots = {now.root[image] for image in frozen}
        assert not [image for image in learned if now.root[image] in roots]
        assert not learned & frozen
