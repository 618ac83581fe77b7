"""What is passed over while grading, what waits for a check, and what a bulk step takes back; sheets and groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.grading import group_acts
from app.core.grading.anchors import anchor_of, candidates_of
from app.core.grading.review import ELSEWHERE, Review
from app.core.mining.candidates import write_candidates
from app.core.records import AGAIN, Act, Candidates, Grade, Kind
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.errors import UserError
from tests.made import batch_of, grade, project_of

ND, NEAR, NND = Act(grade=Grade.ND), Act(grade=Grade.NEAR_ND), Act(grade=Grade.NND)
TRIPLE = [(1, 2), (2, 3), (1, 3), (3, 4), (1, 4)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 40) as made:
        yield made


def test_a_pair_whose_grade_follows_is_passed_over_at_once_and_undo_brings_it_back(project: Project) -> None:
    batch = batch_of(project, TRIPLE)
    review = Review(project, "ann", batch)
    review.answer(ND)
    assert review.passed_over == [] and [p.position for p in review.upcoming(9)] == [2, 3, 4]
    review.answer(ND)
    assert review.position == 3 and review.passed_over == [2] and review.inferred(2) is Grade.ND
    assert review.label(2) is None, "nothing was stored for it"
    assert (review.progress().answered, review.progress().inferred, review.progress().left) == (3, 1, 2)
    review.answer(NND)
    assert review.inferred(4) is Grade.NND and review.complete and review.position is None
    again = Review(project, "ann", batch)
    assert again.complete and again.progress().inferred == 2 and again.inferred(4) is Grade.NND
    review.undo()
    assert review.position == 3 and review.inferred(4) is None and not review.complete
    review.undo()
    assert review.position == 1 and review.inferred(2) is None
    assert [p.position for p in review.upcoming(9)] == [2, 3, 4]
    review.redo()
    assert review.position == 3 and review.inferred(2) is Grade.ND


def test_regrading_a_premise_asks_again(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, TRIPLE[:3]))
    review.answer(ND)
    review.answer(ND)
    assert review.complete
    review.go(0)
    review.answer(NEAR)
    assert review.inferred(2) is Grade.NEAR_ND, "near-ND holds between whole groups"
    review.go(1)
    review.answer(Act(kind=Kind.UNSURE))
    assert review.inferred(2) is None and review.position == 2


def test_a_pair_that_follows_can_be_graded_all_the_same(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, TRIPLE[:3]))
    review.answer(ND)
    review.answer(ND)
    review.go(2)
    review.answer(NND)
    assert review.inferred(2) is None and review.label(2) is not None
    assert review.progress().inferred == 0 and review.progress().answered == 3


@pytest.mark.parametrize("more", [{"sealed": True}, {"blindness": "sealed"}, {"purpose": "practice"}])
def test_sealed_and_practice_batches_ask_all_the_same(project: Project, more: dict[str, object]) -> None:
    review = Review(project, "ann", batch_of(project, TRIPLE[:3], **more))
    review.answer(ND)
    review.answer(ND)
    assert review.position == 2 and review.inferred(2) is None


def test_repeats_are_asked_whatever_follows(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 2, 3, Grade.ND)
    rows = [BatchRow(1, 3, 0.1, "knn", "", AGAIN + "hardest"), BatchRow(1, 4, 0.1, "knn", "", "hardest")]
    batch = project.pairs.create_batch(NewBatch("b", "repeats", 0, None, 0), rows)
    assert Review(project, "ann", batch).position == 0


def test_nothing_follows_from_what_others_said_or_from_low_confidence(project: Project) -> None:
    grade(project, 1, 2, Grade.ND, annotator="ben")
    grade(project, 2, 3, Grade.ND)
    batch = batch_of(project, [(1, 3), (2, 4), (3, 4)])
    review = Review(project, "ann", batch)
    assert review.inferred(0) is None
    review.go(1)
    review.answer(Act(grade=Grade.ND, low_confidence=True))
    assert review.inferred(2) is None
    review.go(1)
    review.answer(ND)
    assert review.inferred(2) is Grade.ND


def ring(project: Project, images: range) -> None:
    """A group that no single answer holds together."""
    ends = [*images]
    for left, right in zip(ends, [*ends[1:], ends[0]], strict=True):
        grade(project, min(left, right), max(left, right), Grade.ND)


def test_much_waits_for_the_farthest_pair_which_comes_next(project: Project) -> None:
    ring(project, range(1, 7))
    ring(project, range(11, 17))
    asked = [(1, 11), (21, 22), (2, 12), (3, 13), (4, 14), (23, 24)]
    batch = batch_of(project, asked)  # distances 0, 0.1 .. in this order
    review = Review(project, "ann", batch)
    review.answer(ND)  # 35 pairs would follow
    assert review.label(0) is not None, "the grade itself is on disk"
    assert [review.inferred(place) for place in (2, 3, 4)] == [None] * 3
    assert review.position == 4, "the farthest of them comes next"
    assert Review(project, "ann", batch).position == 4, "also after a restart"
    review.answer(ND)
    assert [review.inferred(place) for place in (2, 3)] == [Grade.ND] * 2
    assert review.position == 5, "then it goes on behind it, and comes back for what is left"
    review.undo()
    assert review.position == 4 and review.inferred(2) is None
    review.answer(NND)
    assert [review.inferred(place) for place in (2, 3)] == [None] * 2, "they contradict each other: each is asked"
    assert {review.position, *(p.position for p in review.upcoming(9))} == {1, 2, 3, 5}


def test_the_nearest_pair_checks_what_would_part(project: Project) -> None:
    ring(project, range(1, 7))
    ring(project, range(11, 17))
    review = Review(project, "ann", batch_of(project, [(21, 22), (1, 11), (2, 12), (3, 13), (4, 14)]))
    review.go(2)
    review.answer(NND)
    assert review.position == 1 and review.inferred(3) is None
    review.later()
    assert review.position == 3, "put off like any other; the next nearest takes its place"
    review.answer(NND)
    assert review.inferred(1) is Grade.NND and review.inferred(4) is Grade.NND


def test_a_pair_beyond_the_boundaries_is_asked_before_it_follows(project: Project) -> None:
    for left, right in ((a, a + 1) for a in range(20, 40, 2)):
        grade(project, left, right, Grade.ND)
    known = [BatchRow(a, a + 1, 0.2, "knn", "", "hardest") for a in range(20, 40, 2)]
    known += [BatchRow(a, a + 2, 1.2, "knn", "", "hardest") for a in range(20, 38, 2)]
    known += [BatchRow(21, 30, 1.2, "knn", "", "hardest")]
    for row in known[10:]:
        grade(project, row.left, row.right, Grade.NND)
    rows = [BatchRow(1, 2, 0.1, "knn", "", "hardest"), BatchRow(2, 3, 0.1, "knn", "", "hardest"),
            BatchRow(4, 5, 0.1, "knn", "", "hardest"), BatchRow(1, 3, 1.3, "knn", "", "hardest")]  # fmt: skip
    batch = project.pairs.create_batch(NewBatch("b", "hardest", 0, None, 0), [*rows, *known])
    review = Review(project, "ann", batch)
    review.answer(ND)
    review.answer(ND)
    assert review.inferred(3) is None and review.position == 3, "as ND it would be a surprise"


def test_a_bulk_step_is_one_act(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, TRIPLE))
    ids = [review.pair(place).pair_id for place in range(5)]
    acts = [(ids[0], Act(grade=Grade.ND, mode="sheet")), (ids[3], Act(grade=Grade.NND, mode="sheet"))]
    review.answer_many(acts)
    assert review.position == 1 and review.progress().answered == 2
    entry = review.undo_entry()
    assert entry is not None and (entry.mode, entry.pairs, entry.position) == ("sheet", 2, 0)
    review.undo()
    assert review.progress().answered == 0 and review.position == 0 and review.undo_entry() is None
    review.redo()
    assert review.progress().answered == 2 and review.position == 1
    review.answer_many([(ids[0], NND), (ids[1], NND), (ids[2], NND), (ids[4], NND)])
    review.undo()
    assert [review.label(p).grade if review.label(p) else None for p in (0, 3)] == [Grade.ND, Grade.NND]  # type: ignore[union-attr]


def mined(project: Project, ends: list[tuple[int, int]], distance: list[float]) -> None:
    columns = np.array(ends, np.int64)
    file = project.folder("candidates") / "knn.arrow"
    found = Candidates(columns[:, 0], columns[:, 1], np.array(distance, np.float32), "knn", ["near"] * len(ends))
    write_candidates(found, file)
    project.rounds.add_embedder(
        fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw", file="x", dim=64
    )
    project.rounds.add_mining(round=0, miner="knn", embedder="f0", file="candidates/knn.arrow", candidates=len(ends),
                              images=40, seed=0, settings={}, begins={})  # fmt: skip


def test_the_candidates_of_an_anchor(project: Project) -> None:
    mined(project, [(1, 5), (5, 9), (2, 5), (3, 9), (5, 7), (5, 8), (5, 11), (5, 12)],
          [0.9, 0.1, 0.5, 0.2, 0.3, 0.4, 0.6, 0.7])  # fmt: skip
    batch_of(project, [(5, 12)], sealed=True)
    batch = batch_of(project, [(5, 6), (1, 2), (4, 5), (2, 5)], blindness="open")
    grade(project, 5, 8, Grade.NND)
    grade(project, 5, 10, Grade.ND)
    grade(project, 10, 11, Grade.ND)
    review = Review(project, "ann", batch)
    assert anchor_of(review, review.pair(0)) == 5
    found = candidates_of(project, review, 5, 5)
    assert [(p.left, p.right) for p in found] == [(5, 6), (4, 5), (2, 5), (5, 9), (5, 7)]
    assert [p.position for p in found] == [0, 2, 3, ELSEWHERE, ELSEWHERE]
    assert [p.swapped for p in found] == [False, True, True, False, False], "the anchor is always on the left"
    more = [(p.left, p.right) for p in candidates_of(project, review, 5, 9)]
    assert more[5:] == [(1, 5)], "not what is sealed, answered, or follows"
    blind = Review(project, "ann", batch_of(project, [(5, 6), (1, 2), (4, 5), (2, 5)]))
    drawn = [(p.left, p.right) for p in candidates_of(project, blind, 5, 9)]
    assert sorted(drawn) == sorted(more) and drawn == [(p.left, p.right) for p in candidates_of(project, blind, 5, 9)]
    (project.folder("candidates") / "knn.arrow").unlink()
    assert len(candidates_of(project, review, 5, 9)) == 3, "without the file there is the batch"


def test_a_group_is_joined_by_as_few_answers_as_can_be(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, [(1, 2), (3, 4), (2, 5), (6, 7), (1, 4)]))
    review.answer(ND)
    images = group_acts.connected(review, (2, 5))
    assert images == [1, 2, 5, 4], "their groups, and what an open pair joins to them"
    asked = group_acts.asked_among(review, images)
    assert asked == [(2, 5), (1, 4)]
    assert group_acts.joined(review.closure, images, asked) == [(2, 5), (1, 4)]
    assert group_acts.joined(review.closure, [1, 2, 8, 9]) == [(1, 8), (1, 9)]
    assert group_acts.joined(review.closure, [1, 2]) == []


def test_a_group_is_split_by_regrading_what_joins_it(project: Project) -> None:
    for left, right in ((1, 2), (2, 3), (3, 4), (1, 4)):
        grade(project, left, right, Grade.ND)
    review = Review(project, "ann", batch_of(project, [(20, 21)]))
    ends = group_acts.told_apart(review.closure, [1, 2], [3, 4])
    assert ends == [(1, 4), (2, 3)]
    ids = project.pairs.ids(*zip(*ends, strict=True)).tolist()
    review.answer_many([(id, Act(grade=Grade.NND, mode="group")) for id in ids])
    verdict = review.closure.verdict(1, 3)
    assert verdict is not None and verdict.grade is Grade.NND and review.closure.group(1) == [1, 2]
    assert group_acts.told_apart(review.closure, [1, 2], [3, 4]) == [], "it is known already"
    assert group_acts.told_apart(review.closure, [1], [5, 6]) == [(1, 5), (1, 6)]
    review.undo()
    assert review.closure.group(1) == [1, 2, 3, 4]


def test_identical_pictures_cannot_be_told_apart() -> None:
    from app.core.grading.closure import Closure

    with pytest.raises(UserError, match="pixel by pixel"):
        group_acts.told_apart(Closure([(1, 5)]), [1], [5])
