"""The standing of a project, checked against counts made by hand."""

from __future__ import annotations

from pathlib import Path

from app.core.records import Act, Grade, Kind
from app.core.standing import grades_by_side, standing
from app.core.store.labels import By
from app.core.store.project import Project
from tests.gui.furnished import draw_pictures, mine_pictures, record_pictures


def test_an_empty_project_stands_at_nothing(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        now = standing(project)
    assert {key: value for key, value in now.items() if value} == {"labels": now["labels"]}
    assert now["round"] is None and not any(now["labels"].values())


def test_every_count_is_what_it_says(tmp_path: Path) -> None:
    files = draw_pictures(tmp_path / "pictures", 6)
    with Project.create(tmp_path / "p") as project:
        record_pictures(project, tmp_path / "pictures", files, [])
        batch = mine_pictures(project)
        places = project.pairs.batch_pairs(batch.id)
        ids = {(place.left, place.right): place.pair_id for place in places}
        assert len(places) == 15

        def answer(left: int, right: int, act: Act, who: str = "ann") -> None:
            project.labels.append([(ids[left, right], act)], By(who, batch))

        answer(1, 2, Act(grade=Grade.ND))
        answer(2, 3, Act(grade=Grade.ND))
        answer(1, 3, Act(grade=Grade.NND))  # contradicts the two above
        answer(1, 4, Act(grade=Grade.NND, lookalike=True))
        answer(1, 5, Act(Kind.UNSURE))
        answer(1, 6, Act(grade=Grade.NEAR_ND))
        answer(1, 6, Act(grade=Grade.NND), "berta")
        now = standing(project)
    assert (now["images"], now["files"], now["problems"]) == (6, 6, 0)
    assert (now["pairs"], now["graded"], now["queued"]) == (15, 5, 9)
    assert now["labels"]["ND"] == 2 and now["labels"]["NND"] == 2 and now["labels"]["near-ND"] == 0
    assert now["labels"]["lookalike"] == 1 and now["labels"]["unsure"] == 1
    assert (now["disagreements"], now["contradictions"], now["rounds"], now["round"]) == (1, 1, 1, 0)


def test_grades_are_counted_by_the_sides_of_their_images(tmp_path: Path) -> None:
    files = draw_pictures(tmp_path / "pictures", 6)
    with Project.create(tmp_path / "p") as project:
        record_pictures(project, tmp_path / "pictures", files, [])
        batch = mine_pictures(project)  # images 1 and 4 are on the evaluation side
        for place in project.pairs.batch_pairs(batch.id):
            project.labels.append([(place.pair_id, Act(grade=Grade.NND))], By("ann", batch))
        table = grades_by_side(project)
    assert table["evaluation"][Grade.NND] == 1
    assert table["train"][Grade.NND] == 6
    assert table["across"][Grade.NND] == 8
    assert table["unsplit"].total() == 0
