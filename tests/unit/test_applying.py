"""Apply and leakage on a project with known scenes: what is predicted, grouped, estimated and written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.applying.apply import apply
from app.core.applying.leakage import leakage
from app.core.applying.operating_points import kept
from app.core.embedding import embed
from app.core.exchanging.importing import import_file
from app.core.jobs import NULL_JOB
from app.core.judging import predicted
from app.core.measuring.decision import decide
from app.core.measuring.evaluate import evaluate
from app.core.records import Cut, Grade, ScanResult, Side, Source
from app.core.store.project import Project
from app.errors import UserError
from tests.gui import stages
from tests.made import grade
from tests.scenes import QUICK, SCENES, import_scenes, scene_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    with scene_project(tmp_path / "p", monkeypatch) as project:
        import_scenes(project)
        yield project


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def brute(project: Project, distance: float) -> set[tuple[int, int]]:
    vectors = embed.embeddings(project, project.rounds.embedders()[0])
    gaps = np.linalg.norm(vectors.vectors[:, None].astype(float) - vectors.vectors[None].astype(float), axis=2)
    left, right = np.nonzero(np.triu(gaps <= distance, 1))
    return set(zip(vectors.ids[left].tolist(), vectors.ids[right].tolist(), strict=True))


def test_every_pair_within_the_threshold_is_written_and_grouped(project: Project, tmp_path: Path) -> None:
    out, groups = tmp_path / "pairs.csv", tmp_path / "groups.csv"
    found = apply(project, QUICK, at="distance=0.9", cut=Cut.LENIENT, kind="single", out=out, groups_out=groups)
    expected = brute(project, 0.9)
    images = {image.content_hash: image.id for image in project.images.all()}
    written = [(images[row["left_hash"]], images[row["right_hash"]]) for row in rows(out)]
    assert found["matches"] == len(written) == len(expected) and set(written) == expected
    distances = [float(row["distance"]) for row in rows(out)]
    assert distances == sorted(distances) and max(distances) <= 0.9
    assert {row["predicted"] for row in rows(out)} == {"match"}
    true = {(a, a + 1) for a in range(1, 2 * SCENES, 2)}
    assert sum(row["grade"] == "ND" for row in rows(out)) == len(true & expected)
    number = {images[row["hash"]]: row["group"] for row in rows(groups)}
    assert all(number[a] == number[b] for a, b in expected) and len(number) == found["grouped_images"]
    assert len(set(number.values())) == found["groups"]
    assert import_file(project, groups, "groups")["bad"] == [], "our own groups can be read again"


def test_what_a_verifier_predicts_stands_beside_the_pairs(project: Project, tmp_path: Path) -> None:
    (left, right), *others = sorted(brute(project, 0.9))
    chance = np.array([[0.01, 0.04, 0.95]], np.float32)
    row = project.rounds.embedders()[0]
    predicted.store(project, row.fingerprint, predicted.Predicted(np.array([left]), np.array([right]), chance))
    apply(project, QUICK, at="distance=0.9", cut=Cut.LENIENT, out=tmp_path / "pairs.csv")
    told = sorted((one["predicted_grade"], one["predicted_probability"]) for one in rows(tmp_path / "pairs.csv"))
    assert told == [("", "")] * len(others) + [("ND", "0.95")]


def test_a_threshold_with_known_figures_becomes_the_operating_point(project: Project) -> None:
    found = apply(project, QUICK, at="precision=0.5", cut=Cut.LENIENT, seed=3)
    row = project.rounds.embedders()[0]
    assert kept(project, row.fingerprint)[Cut.LENIENT].distance == found["distance"]
    assert found["tpr"][1] <= found["tpr"][0] <= found["tpr"][2] and found["false_alarms"][0] >= 0
    assert found == apply(project, QUICK, at="precision=0.5", cut=Cut.LENIENT, seed=3)


def test_what_people_said_is_no_match_is_left_out(project: Project) -> None:
    before = apply(project, QUICK, at="distance=1.0", cut=Cut.LENIENT)
    pair = min(brute(project, 1.0) - {(a, a + 1) for a in range(1, 2 * SCENES, 2)})
    grade(project, *pair, Grade.NND)
    after = apply(project, QUICK, at="distance=1.0", cut=Cut.LENIENT)
    assert (after["matches"], after["refused_by_people"]) == (before["matches"] - 1, 1)
    near = min((a, a + 1) for a in range(1, 2 * SCENES, 2) if (a, a + 1) in brute(project, 1.0))
    grade(project, *near, Grade.NEAR_ND, "truth", source=Source.IMPORT)
    assert apply(project, QUICK, at="distance=1.0", cut=Cut.STRICT)["refused_by_people"] == 2


@pytest.mark.parametrize(("at", "words"), [
    ("distance=3", "is no distance between 0 and 2"), ("distance=x", "is no distance"), ("recall=1", "is no target"),
])  # fmt: skip
def test_a_target_that_cannot_be_read_is_one_sentence(project: Project, at: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        decide(project, QUICK, at, Cut.LENIENT)


def test_a_wrong_suffix_is_refused_before_the_work(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"ends in \.csv"):
        apply(project, QUICK, at="precision=0.5", cut=Cut.LENIENT, out=tmp_path / "pairs.xls")


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The same with its images in two roots, a and b, half in each."""
    import tests.scenes as made

    roots = [tmp_path / "a", tmp_path / "b"]
    one_root = made.project_of
    monkeypatch.setattr(made, "project_of", lambda path, count: one_root(path, count, roots=roots))
    for root in roots:
        root.mkdir()
    with scene_project(tmp_path / "p", monkeypatch) as project:
        import_scenes(project)
        yield project


def between(project: Project, tmp_path: Path, at: str, **more: Any) -> dict[str, Any]:
    folders = [str(tmp_path / "a"), str(tmp_path / "b")]
    return leakage(project, QUICK, between=folders, at=at, cut=Cut.LENIENT, **more)


def test_the_window_is_told_what_its_tests_are_told(parts: Project, tmp_path: Path) -> None:
    found = between(parts, tmp_path, "precision=0.5")
    assert set(found) >= set(stages.leakage(parts, None, NULL_JOB, between=["a", "b"], at="x", cut="lenient"))
    assert set(stages.APPLIED) <= {"linkage", "out", "groups_out"} | set(apply(parts, QUICK, at="precision=0.5",
                                                                             cut=Cut.LENIENT))  # fmt: skip


def test_leakage_between_two_folders(parts: Project, tmp_path: Path) -> None:
    out = tmp_path / "leaks.csv"
    found = between(parts, tmp_path, "distance=0.9", out=out)
    root = {image.id: Path(image.root).name for image in parts.images.all()}
    across = {pair for pair in brute(parts, 0.9) if root[pair[0]] != root[pair[1]]}
    second = {image for pair in across for image in pair if root[image] == "b"}
    assert found["leaked"] == len(second) == len(rows(out)) and found["images"] == [SCENES, SCENES]
    share, low, high = found["share"]
    assert low < share == found["leaked"] / SCENES < high and found["estimate"] is None, "a bare distance says no more"


def test_the_estimate_takes_out_false_alarms_and_puts_in_what_is_missed(parts: Project, tmp_path: Path) -> None:
    told = between(parts, tmp_path, "precision=0.5")
    value, low, high = told["estimate"]
    by_chance = SCENES * (1 - (1 - told["fpr"][0]) ** SCENES)
    assert value == pytest.approx(min(SCENES, max(0.0, told["leaked"] - by_chance) / told["tpr"][0]), rel=1e-3)
    assert low <= value <= high <= SCENES


def test_every_leak_is_told_with_both_paths_and_written_alike(parts: Project, tmp_path: Path) -> None:
    out = tmp_path / "leaks.csv"
    found = between(parts, tmp_path, "distance=0.9", out=out)
    images = {image.id: image for image in parts.images.all()}
    for told, written in zip(found["pairs"], rows(out), strict=True):
        image, match = (images[end] for end in told["ids"])
        assert (Path(image.root).name, Path(match.root).name) == ("b", "a")
        assert (told["image"], told["match"]) == (image.path, match.path) == (written["image"], written["match"])
    distances = [told["distance"] for told in found["pairs"]]
    assert distances == sorted(distances) and max(distances) <= 0.9
    monkey = pytest.MonkeyPatch()
    monkey.setattr("app.core.applying.leakage.MOST", 2)
    again = between(parts, tmp_path, "distance=0.9", out=out)
    monkey.undo()
    assert again["pairs"] == found["pairs"][:2] and again["leaked"] == found["leaked"] == len(rows(out))


def test_of_one_picture_in_both_parts_either_file_is_told(parts: Project, tmp_path: Path) -> None:
    first = parts.images.all()[0]
    (folder,) = [one for one in parts.images.folders() if Path(one.path).name == "b"]
    copy = ScanResult("copied.jpg", first.bytes, 1, first.content_hash, first.width, first.height, "JPEG", "RGB")
    parts.images.record(folder.id, [copy])
    (same,) = [told for told in between(parts, tmp_path, "distance=0.1")["pairs"] if told["ids"][0] == first.id]
    assert same == {"image": "copied.jpg", "match": first.path, "distance": 0.0, "ids": [first.id, first.id]}
    (told,) = [told for told in between(parts, tmp_path, "distance=0.1", absolute=True)["pairs"]
               if told["ids"][0] == first.id]  # fmt: skip
    assert (told["image"], told["match"]) == (str(tmp_path / "b" / "copied.jpg"), str(tmp_path / "a" / first.path))


def test_a_distance_that_was_stated_comes_with_its_figures(parts: Project, tmp_path: Path) -> None:
    measured = evaluate(parts, QUICK)["thresholds"]["lenient"]
    stated = next(one for one in measured if one["distance"] is not None)
    row = parts.rounds.embedders()[0]
    known = decide(parts, QUICK, f"distance={stated['distance']!r}", Cut.LENIENT)
    assert known.as_dict() == {"embedder": row.name, "cut": "lenient", **stated}
    assert between(parts, tmp_path, f"distance={stated['distance']!r}")["estimate"] is not None
    assert decide(parts, QUICK, f"distance={stated['distance'] + 1e-9!r}", Cut.LENIENT).threshold is None


def test_the_split_does_not_leak_and_the_same_content_does(parts: Project, tmp_path: Path) -> None:
    sides = leakage(parts, QUICK, between=[Side.TRAIN, Side.EVALUATION], at="distance=0.3", cut=Cut.LENIENT)
    assert sides["leaked"] == 0
    folder = str(tmp_path / "a")
    whole = leakage(parts, QUICK, between=[folder, folder], at="distance=0.1", cut=Cut.LENIENT)
    assert whole["leaked"] == whole["same_content"] == SCENES and whole["share"][0] == 1


def test_a_part_that_is_nothing_is_one_sentence(parts: Project) -> None:
    with pytest.raises(UserError, match="neither a folder of the collection with images in it nor a side"):
        leakage(parts, QUICK, between=["nowhere", "train"], at="distance=0.3", cut=Cut.LENIENT)
