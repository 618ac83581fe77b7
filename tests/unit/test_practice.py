"""Where the known answers of a practice come from, and which of them may be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.grading.practice import DRAWN, ENOUGH, SIZE, PracticePair, practice_pairs
from app.core.reading.files import content_hash, opened
from app.core.records import POLICY, Act, Grade, Kind, ScanResult, Source
from app.core.sample import images as sample_images
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from tests.made import sha


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Forty images of 10 x 10 to 10 x 49, so that a picture tells its image by its height."""
    made = Project.create(tmp_path / "p.nearpair", salt="test")
    found = [ScanResult(f"{n:02}.jpg", 10, 1, sha(str(n)), 10, 10 + n, "JPEG", "RGB") for n in range(40)]
    made.images.record(made.images.add_folder(tmp_path), found)
    return made


def imported(project: Project, pairs: dict[tuple[int, int], Act]) -> None:
    ids = project.pairs.ids([left for left, _ in pairs], [right for _, right in pairs])
    project.labels.append([(int(id), act) for id, act in zip(ids, pairs.values(), strict=True)], By("file"))


def told(grade: Grade, *, lookalike: bool = False, tags: tuple[str, ...] = ()) -> Act:
    return Act(Kind.IMPORT, grade, lookalike, tags=tags, source=Source.IMPORT)


def ends(pair: PracticePair) -> tuple[int, int]:
    """The image ids of a pair, smaller first."""
    heights = sorted((pair.left.height - 9, pair.right.height - 9))
    return heights[0], heights[1]


def is_of_sample(pairs: list[PracticePair]) -> bool:
    return all(pair.left.path is not None and pair.left.path.parent == sample_images() for pair in pairs)


def test_imported_grades_are_asked_in_turn_and_told_as_they_are(project: Project) -> None:
    truth = {(n, n + 1): told(Grade.ND) for n in range(1, 20)} | {(n, n + 2): told(Grade.NND) for n in range(1, 4)}
    truth[30, 31] = told(Grade.NND, lookalike=True)
    imported(project, truth)
    pairs = practice_pairs(project, 0)
    assert len(pairs) == SIZE and {ends(pair) for pair in pairs} <= set(truth)
    codes = sorted(pair.choice.code for pair in pairs)
    assert codes == ["ND"] * 8 + ["NND"] * 3 + ["lookalike"], "what is rare is not crowded out"
    for pair in pairs:
        assert pair.grades == (truth[ends(pair)].grade,)
        assert pair.is_right(Act(grade=pair.grades[0])) and pair.is_right(Act(grade=pair.grades[0], lookalike=True))
        assert not pair.is_right(Act(grade=Grade.NEAR_ND)) and not pair.is_right(Act(Kind.UNSURE))
    assert practice_pairs(project, 0) == pairs and practice_pairs(project, 1) != pairs
    assert {pair.left.height > pair.right.height for pair in pairs} == {True, False}, "sides are drawn"


def test_pairs_of_batches_and_grades_by_policy_are_never_told(project: Project) -> None:
    asked = {(n, n + 1): told(Grade.ND) for n in range(1, 10)}
    policy = {(n, n + 2): told(Grade.NEAR_ND, tags=(POLICY,)) for n in range(1, 10)}
    free = {(n, n + 3): told(Grade.NND if n % 2 else Grade.ND) for n in range(1, 11)}
    imported(project, asked | policy | free)
    rows = [BatchRow(left, right, 0.5, "knn", "", "hardest") for left, right in asked]
    project.pairs.create_batch(NewBatch("B", "hardest", 0, None, 0), rows)
    for seed in range(5):
        assert {ends(pair) for pair in practice_pairs(project, seed)} == set(free)


def test_what_people_answered_is_not_known(project: Project) -> None:
    acts = {(n, n + 1): Act(grade=Grade.ND if n % 2 else Grade.NND) for n in range(1, 20)}
    imported(project, acts)
    assert is_of_sample(practice_pairs(project, 0))


def test_identical_pixels_and_groups_are_known(project: Project) -> None:
    from app.core.reading import hashes

    project.images.set_pixel_hashes(dict.fromkeys((1, 2, 3), "same"), hashes.DECODER)
    groups = [(n, f"g{n // 5}", n < 20) for n in range(5, 30)] + [(5, "other", True)]
    project.images.set_groups(groups, "groups.csv")
    seen = {ends(pair): pair for seed in range(20) for pair in practice_pairs(project, seed)}
    assert (1, 2) in seen and seen[1, 2].grades == (Grade.ND,)
    crossing = [two for two, pair in seen.items() if pair.grades == (Grade.NND,)]
    assert crossing and all(a // 5 != b // 5 and max(a, b) < 20 for a, b in crossing)
    mates = [two for two, pair in seen.items() if pair.grades == (Grade.ND, Grade.NEAR_ND)]
    assert mates and all(a // 5 == b // 5 for a, b in mates)
    assert seen[mates[0]].is_right(Act(grade=Grade.ND)) and seen[mates[0]].is_right(Act(grade=Grade.NEAR_ND))
    assert len(seen) < 2 * DRAWN


@pytest.mark.parametrize(("count", "grades"), [(ENOUGH - 1, 2), (ENOUGH + 5, 1)])
def test_too_little_is_known_of_the_collection(project: Project, count: int, grades: int) -> None:
    imported(project, {(n, n + 1): told(Grade.ND if n % grades else Grade.NND) for n in range(1, count + 1)})
    pairs = practice_pairs(project, 0)
    assert is_of_sample(pairs) and len(pairs) == SIZE
    assert sorted(pair.choice.code for pair in pairs) == sorted(["ND", "near-ND", "NND", "lookalike"] * 3)
    assert all(pair.left.width > 10 and pair.left.bytes > 1000 for pair in pairs)


def test_of_the_sample_no_pair_is_told_that_a_batch_of_it_asks(tmp_path: Path) -> None:
    with Project.create(tmp_path / "s.nearpair", salt="test") as project:
        found = []
        for path in sorted(sample_images().iterdir()):
            with opened(path) as file:
                found.append(ScanResult(path.name, path.stat().st_size, 1, content_hash(file), 9, 9, "JPEG", "RGB"))
        project.images.record(project.images.add_folder(sample_images()), found)
        names = {Path(image.path).name: image.id for image in project.images.all()}
        free = {frozenset((pair.left.path, pair.right.path)) for n in range(3) for pair in practice_pairs(project, n)}
        ids = [sorted(names[path.name] for path in two if path is not None) for two in free]
        rows = [BatchRow(left, right, 0.5, "knn", "", "hardest") for left, right in ids]
        project.pairs.create_batch(NewBatch("B", "hardest", 0, None, 0), rows)
        for n in range(3):
            after = {frozenset((pair.left.path, pair.right.path)) for pair in practice_pairs(project, n)}
            assert not after & free
