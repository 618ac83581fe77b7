"""Images: files and contents, what is gone, where a path in somebody's file leads, sides, groups, hashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.records import Problem, ScanResult, Side
from app.core.store.images import Counts, FileRow, KnownGroup
from app.core.store.project import Project
from tests.made import project_of, scan, sha

Folders = pytest.TempPathFactory


def test_a_folder_is_added_once_and_keeps_its_place(project: Project, tmp_path: Path) -> None:
    first = project.images.add_folder(tmp_path / "b")
    second = project.images.add_folder(tmp_path / "a")
    assert project.images.add_folder(tmp_path / "x" / ".." / "b") == first
    assert [(folder.id, folder.path) for folder in project.images.folders()] == [
        (first, str(tmp_path / "b")), (second, str(tmp_path / "a"))]  # fmt: skip


def test_equal_contents_are_one_image_with_several_files(project: Project, tmp_path: Path) -> None:
    late, early = (project.images.add_folder(tmp_path / name) for name in ("late", "early"))
    assert project.images.record(early, [scan("z.jpg", content="same"), scan("a/b.jpg", content="same")]) == 1
    assert project.images.record(late, [scan("only.jpg", content="same"), scan("other.jpg")]) == 1
    same, other = project.images.all()
    assert (same.path, same.root, same.content_hash) == ("only.jpg", str(tmp_path / "late"), sha("same"))
    assert (other.id, other.path) == (2, "other.jpg")
    assert project.images.count() == Counts(images=2, files=4, problems=0)


def test_scanning_again_changes_only_what_changed(project: Project, tmp_path: Path) -> None:
    root = project.images.add_folder(tmp_path)
    project.images.record(root, [scan("a.jpg"), scan("b.jpg")])
    assert project.images.files(root)["a.jpg"] == FileRow(1, 1000, 1, 1, None)
    changed = replace(scan("a.jpg", content="edited"), size=2000, mtime_ns=2)
    assert project.images.record(root, [changed]) == 1
    assert project.images.files(root)["a.jpg"] == FileRow(1, 2000, 2, 3, None)
    assert [image.id for image in project.images.all()] == [2, 3], "the old content has no file any more"
    old = project.images.by_ids([1])[1]
    assert (old.content_hash, old.path, old.root) == (sha("a.jpg"), "", ""), "but its row stays"
    assert project.images.record(root, []) == 0


def test_what_is_gone_leaves_the_lists_and_comes_back(project: Project, tmp_path: Path) -> None:
    root = project.images.add_folder(tmp_path)
    project.images.record(root, [scan("a.jpg", phash=5), scan("b.jpg", phash=6)])
    project.images.mark_gone([project.images.files(root)["a.jpg"].id])
    assert list(project.images.files(root)) == ["b.jpg"] and [image.id for image in project.images.all()] == [2]
    assert project.images.hashes()[0].tolist() == [2] and project.images.count().files == 1
    assert project.images.by_ids(np.array([1]))[1].path == "a.jpg"
    project.images.record(root, [scan("a.jpg")])
    assert [image.id for image in project.images.all()] == [1, 2]


def test_a_problem_is_a_row_until_the_file_is_readable(project: Project, tmp_path: Path) -> None:
    root = project.images.add_folder(tmp_path)
    bad = ScanResult("c/bad.jpg", 10, 1, problem="truncated", detail="The file ends early.")
    project.images.record(root, [bad, scan("good.jpg")])
    assert project.images.problems() == [Problem("c/bad.jpg", "truncated", "The file ends early.", str(tmp_path))]
    assert project.images.count() == Counts(images=1, files=2, problems=1)
    assert project.images.files(root)["c/bad.jpg"].problem == "truncated"
    project.images.record(root, [scan("c/bad.jpg")])
    assert project.images.problems() == [] and project.images.count() == Counts(2, 2, 0)


def test_the_first_file_that_is_there(project: Project, tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        root = project.images.add_folder(tmp_path / name)
        project.images.record(root, [scan("y.jpg", content="x"), scan("z.jpg", content="x")])
    assert project.images.file_of(1) is None and project.images.file_of(99) is None
    (tmp_path / "a" / "y.jpg").touch()
    assert project.images.file_of(1) == tmp_path / "a" / "y.jpg"
    (tmp_path / "b" / "z.jpg").touch()
    assert project.images.file_of(1) == tmp_path / "b" / "z.jpg"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 2**64 - 1)), min_size=1, max_size=5))
def test_a_perceptual_hash_comes_back_bit_for_bit(tmp_path_factory: Folders, hashes: list[int | None]) -> None:
    folder = tmp_path_factory.mktemp("h")
    with Project.create(folder / "p") as project:
        root = project.images.add_folder(folder)
        project.images.record(root, [scan(f"{n}.jpg", phash=value) for n, value in enumerate(hashes)])
        assert [image.phash for image in project.images.all()] == hashes
        ids, stored = project.images.hashes()
        assert stored.dtype == np.uint64 and ids.dtype == np.int64
        assert dict(zip(ids.tolist(), stored.tolist(), strict=True)) == {
            n: value for n, value in enumerate(hashes, 1) if value is not None}  # fmt: skip


def test_pixel_hashes_compare_only_within_one_decoder(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 3) as project:
        project.images.set_pixel_hashes({1: "a", 2: "b"}, "Pillow 11")
        project.images.set_pixel_hashes({2: "c", 3: "d"}, "Pillow 12")
        assert project.images.pixel_hashes("Pillow 11") == {1: "a"}
        assert project.images.pixel_hashes("Pillow 12") == {2: "c", 3: "d"}
        assert [image.pixel_hash for image in project.images.all()] == ["a", "c", "d"]
        project.images.set_pixel_hashes({}, "Pillow 13")


def test_sides_and_components(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 3) as project:
        assert project.images.sides() == {} and project.images.components() == {}
        project.images.set_sides({np.int64(1): (Side.TRAIN, "x"), 2: (Side.EVALUATION, "y")})  # type: ignore[dict-item]
        project.images.set_sides({1: (Side.EVALUATION, "y")})
        assert project.images.sides() == {1: Side.EVALUATION, 2: Side.EVALUATION}
        assert project.images.components() == {1: "y", 2: "y"}
        assert [image.side for image in project.images.all()] == [Side.EVALUATION, Side.EVALUATION, None]


def test_groups_are_added_to_and_their_flag_replaced(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 3) as project:
        project.images.set_groups([(2, "b", True), (1, "b", True), (1, "a", False)], "groups.csv")
        project.images.set_groups([(1, "a", True), (3, "a", True)], "more.csv")
        project.images.set_groups([], "none.csv")
        expected = [(1, "a"), (3, "a"), (1, "b"), (2, "b")]
        assert project.images.groups() == [KnownGroup(image, name, True) for image, name in expected]


@pytest.fixture
def placed(tmp_path: Path) -> Iterator[Project]:
    """Two roots: in `one/images` 1 = cats/001.jpg, 2 = 001.jpg, 3 = dogs/a b.jpg; in `two` 4 = 001.jpg."""
    with Project.create(tmp_path / "p") as project:
        one = project.images.add_folder(tmp_path / "one" / "images")
        project.images.record(one, [scan("cats/001.jpg"), scan("001.jpg"), scan("dogs/a b.jpg")])
        project.images.record(project.images.add_folder(tmp_path / "two"), [scan("001.jpg", content="second")])
        yield project


@pytest.mark.parametrize(
    ("text", "base", "image"),
    [
        ("images/cats/001.jpg", "one", 1),  # under the file's own folder
        ("../one/images/./001.jpg", "two", 2),
        ("001.jpg", "two", 4),  # the file's own folder comes before the roots
        ("001.jpg", None, 2),  # the roots in order
        ("cats/001.jpg", None, 1),
        ("cats\\001.jpg", None, 1),
        ("images/cats/001.jpg", None, 1),  # a leading folder too many
        ("/mnt/elsewhere/images/cats/001.jpg", None, 1),
        ("D:\\set\\images\\dogs\\a b.jpg", None, 3),
        ("images/001.jpg", None, 2),  # named by its root
        ("two/001.jpg", None, 4),
        ("birds/001.jpg", None, None),  # another 001.jpg, of a folder we do not have
        ("cats/002.jpg", None, None),
        ("", None, None),
        ("  ", "one", None),
        (sha("dogs/a b.jpg"), None, 3),
        (sha("dogs/a b.jpg").upper(), None, 3),
        ("0" * 64, None, None),
    ],
)
def test_which_image_a_text_means(
    placed: Project, tmp_path: Path, text: str, base: str | None, image: int | None
) -> None:
    assert placed.images.resolve(text, None if base is None else tmp_path / base) == image


def test_absolute_paths_and_many_at_once(placed: Project, tmp_path: Path) -> None:
    texts = [str(tmp_path / "two" / "001.jpg"), "nowhere.jpg", "cats/001.jpg", "cats/001.jpg"]
    assert placed.images.resolve_all(texts) == [4, None, 1, 1]
    assert placed.images.resolve_all([]) == []
    root = placed.images.folders()[0].id
    placed.images.record(root, [ScanResult("cats/001.jpg", 1, 1, problem="unreadable")])
    assert placed.images.resolve("cats/001.jpg") is None, "a file that cannot be read is no image"
