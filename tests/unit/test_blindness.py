"""A batch becomes blinder for what is left, never milder; who has seen a pair keeps having seen it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.exchanging.merging import merge
from app.core.grading.blindness import LEVELS, make_blinder, next_level
from app.core.grading.review import Review
from app.core.records import Act, Grade, Kind
from app.core.settings import Settings
from app.core.store.project import Project
from app.core.store.schema import label
from app.errors import UserError
from tests.made import batch_of, project_of

NND = Act(grade=Grade.NND)
PAIRS = [(1, 2), (3, 4), (5, 6), (1, 3), (2, 4)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 6) as made:
        yield made


def marks(project: Project, annotator: str = "ann") -> list[tuple[int, str, bool]]:
    """Pair, level and whether it was revealed, of every act on a pair."""
    wanted = (label.c.annotator == annotator, label.c.pair_id.is_not(None))
    query = select(label.c.pair_id, label.c.blindness, label.c.revealed).where(*wanted).order_by(label.c.id)
    with project.db.read() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_the_store_takes_stricter_levels_only(project: Project) -> None:
    for held in LEVELS:
        for level in LEVELS:
            batch = batch_of(project, PAIRS, blindness=held)
            if LEVELS.index(level) > LEVELS.index(held):
                made = project.pairs.make_blinder(batch.id, level, {"to": level})
                assert made.blindness == level and made.sealed == batch.sealed and made.size == len(PAIRS)
                assert project.pairs.made_blinder(batch.id) == [{"to": level}]
            else:
                with pytest.raises(UserError, match="as blind already"):
                    project.pairs.make_blinder(batch.id, level, {})
                assert project.pairs.batch(batch.id).blindness == held and not project.pairs.made_blinder(batch.id)


def test_what_is_left_is_asked_blindly_and_says_so_after_a_restart_too(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, PAIRS, blindness="open"))
    review.answer(NND)
    assert review.revealed and next_level(review) == "blind"
    second = review.current
    batch = make_blinder(project, review)
    assert batch.blindness == "blind" and review.batch == batch and review.current == second and not review.revealed
    review.answer(NND)
    review = Review(project, "ann", project.pairs.batch(batch.id))
    assert not review.revealed and next_level(review) == "sealed"
    assert make_blinder(project, review).blindness == "sealed"
    review.answer(NND)
    assert [mark[1:] for mark in marks(project)] == [("open", True), ("blind", False), ("sealed", False)]
    assert next_level(review) is None and next_level(Review(project, "ann", project.pairs.batch(batch.id))) is None
    with pytest.raises(UserError, match="as blind already"):
        make_blinder(project, review)


@pytest.mark.parametrize("restart", [False, True])
def test_what_was_seen_stays_seen(project: Project, restart: bool) -> None:
    review = Review(project, "ann", batch_of(project, PAIRS, blindness="open"))
    review.answer(NND)
    review.undo()
    review.answer(Act(kind=Kind.UNSURE))
    assert review.current is not None and review.current.position == 1
    review.shown.add(review.current.pair_id)  # it is on the screen with everything beside it
    batch = make_blinder(project, review)
    if restart:
        review = Review(project, "ann", batch)
    before = len(marks(project))
    for place in (0, 1, 2):
        review.go(place)
        review.answer(NND)
    assert [mark[1:] for mark in marks(project)[before:]] == [("blind", True), ("blind", True), ("blind", False)]
    bea = Review(project, "bea", batch)
    bea.answer(NND)
    assert marks(project, "bea") == [(bea.pair(0).pair_id, "blind", False)], "she has seen nothing"


def test_who_has_done_the_batch_has_seen_all_of_it_and_cannot_make_it_blinder(project: Project) -> None:
    batch = batch_of(project, PAIRS[:3], blindness="blind")
    bea = Review(project, "bea", batch)
    for _ in PAIRS[:3]:
        assert next_level(bea) == "sealed"
        bea.answer(NND)
    assert bea.revealed and next_level(bea) is None
    bea.undo()
    assert bea.left == 1 and next_level(bea) is None, "taking back an answer makes nobody forget"
    bea.redo()
    with pytest.raises(UserError):
        make_blinder(project, bea)
    ann, cid = Review(project, "ann", batch), Review(project, "cid", batch)
    ann.answer(NND)
    cid.answer(NND)
    sealed = make_blinder(project, ann)
    for name, revealed in (("bea", True), ("cid", False), ("ann", False)):
        again = Review(project, name, sealed)
        again.go(0)
        again.answer(NND)
        assert marks(project, name)[-1][1:] == ("sealed", revealed), name


def test_a_sealed_batch_asks_what_followed(project: Project) -> None:
    pairs = [(1, 2), (2, 3), (1, 3), (4, 5)]
    review = Review(project, "ann", batch_of(project, pairs, blindness="blind"))
    for _ in range(2):
        review.answer(Act(grade=Grade.ND))
    assert review.left == 1 and review.current == review.pair(3)
    make_blinder(project, review)
    assert review.left == 2 and review.current == review.pair(3)
    assert review.answer(NND) == review.pair(2)


def test_a_merge_keeps_the_stricter_level_whichever_copy_has_it(tmp_path: Path) -> None:
    with project_of(tmp_path / "a", 6) as ours:
        batch = batch_of(ours, PAIRS, blindness="open")
    shutil.copytree(tmp_path / "a.nearpair", tmp_path / "b.nearpair")
    with Project.open(tmp_path / "b.nearpair", role="command") as theirs:
        review = Review(theirs, "bea", theirs.pairs.batches()[0])
        review.shown.add(review.pair(0).pair_id)
        make_blinder(theirs, review)
    for into, other in (("a", "b"), ("b", "a"), ("a", "b")):
        with Project.open(tmp_path / f"{into}.nearpair", role="command") as project:
            merge(project, tmp_path / f"{other}.nearpair", Settings({"train.random_negatives": 0}))
            found = project.pairs.batch(batch.id)
            assert found.blindness == "blind" and len(project.pairs.made_blinder(batch.id)) == 1
            assert Review(project, "bea", found).shown == {Review(project, "bea", found).pair(0).pair_id}
            assert not Review(project, "ann", found).shown
