"""A folder that was moved is found again: by path and size, else by content; nothing else changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from app.cli import cli
from app.core.jobs import Cancelled, Job
from app.core.reading.ingest import ingest
from app.core.reading.relink import relink
from app.core.records import Act, Grade
from app.core.store.labels import By
from app.core.store.project import Project
from app.errors import UserError
from tests.gui.furnished import draw_pictures


@pytest.fixture
def project(tmp_path: Path) -> Project:
    draw_pictures(tmp_path / "old" / "sub", 6)
    with Project.create(tmp_path / "p.nearpair", salt="test") as made:
        ingest(made, [tmp_path / "old"], processes=1)
        yield made


def said(project: Project, old: Path, new: Path, job: Job | None = None) -> tuple[int, int, int]:
    result = relink(project, None, job or Job(), old=str(old), new=str(new))
    return result["found"], result["found_by_content"], result["missing"]


def places(project: Project) -> dict[int, str]:
    return {image.id: image.path for image in project.images.all()}


def test_a_moved_folder_is_found_by_its_paths_and_labels_stay(project: Project, tmp_path: Path) -> None:
    ids = [image.id for image in project.images.all()]
    pair = int(project.pairs.ids([ids[0]], [ids[1]])[0])
    project.labels.append([(pair, Act(grade=Grade.ND))], By("ann"))
    assert len(project.labels.answers()) == 1
    before = (places(project), project.labels.answers(), project.images.content_hashes())
    shutil.move(tmp_path / "old", tmp_path / "new")
    assert project.images.file_of(ids[0]) is None
    assert said(project, tmp_path / "old", tmp_path / "new") == (6, 0, 0)
    assert (places(project), project.labels.answers(), project.images.content_hashes()) == before
    assert project.images.file_of(ids[0]) == tmp_path / "new" / "sub" / "picture00.jpg"
    assert [folder.path for folder in project.images.folders()] == [str(tmp_path / "new")]
    assert ingest(project, processes=1).decoded == 0  # nothing is read again


def test_files_under_other_names_are_found_by_content_and_others_are_gone(project: Project, tmp_path: Path) -> None:
    new = tmp_path / "new"
    shutil.move(tmp_path / "old", new)
    (new / "sub" / "picture00.jpg").rename(new / "renamed.jpg")
    (new / "sub" / "picture01.jpg").unlink()
    other = (new / "sub" / "picture02.jpg").read_bytes()
    (new / "sub" / "picture02.jpg").write_bytes(other + b"more")  # other content under the same name
    by_name = {image.path: image.id for image in project.images.all()}
    assert said(project, tmp_path / "old", new) == (3, 1, 2)
    assert project.images.file_of(by_name["sub/picture00.jpg"]) == new / "renamed.jpg"
    assert project.images.file_of(by_name["sub/picture01.jpg"]) is None
    assert sorted(places(project).values()) == ["renamed.jpg", *(f"sub/picture0{n}.jpg" for n in (3, 4, 5))]
    assert ingest(project, processes=1).new == 1  # the changed picture, which was not taken for the old one


def test_files_that_were_gone_come_back_with_their_folder(project: Project, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    (tmp_path / "old" / "sub" / "picture00.jpg").unlink()
    ingest(project, processes=1)
    assert len(project.images.all()) == 5
    assert said(project, tmp_path / "old", tmp_path / "new") == (6, 0, 0)
    assert len(project.images.all()) == 6


def test_a_folder_without_any_of_the_files_changes_nothing(project: Project, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "other", 1)
    (tmp_path / "other" / "picture00.jpg").write_bytes(b"something else")
    before = project.images.folders(), places(project)
    with pytest.raises(UserError, match="none of the 6 files"):
        said(project, tmp_path / "old", tmp_path / "other")
    assert (project.images.folders(), places(project)) == before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("old", "nowhere", "nowhere is not a folder"), ("old", "old", "is a folder of this project already"),
     ("new", "old", "is no folder of this project; its folders are")],
)  # fmt: skip
def test_what_cannot_be_is_said(project: Project, tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        said(project, tmp_path / old, tmp_path / new)


def test_cancelled_it_changes_nothing(project: Project, tmp_path: Path) -> None:
    shutil.move(tmp_path / "old", tmp_path / "new")
    before = project.images.folders()
    with pytest.raises(Cancelled):
        said(project, tmp_path / "old", tmp_path / "new", Job(is_cancelled=lambda: True))
    assert project.images.folders() == before


def test_ids_are_listed_and_searched_by_path_in_any_case(project: Project) -> None:
    everything = project.images.ids()
    assert everything.dtype == np.int64
    assert everything.tolist() == sorted(places(project))
    assert len(project.images.ids("PICTURE03")) == 1 and len(project.images.ids("sub/")) == 6
    assert project.images.ids("100%_").tolist() == []  # no wildcard


def test_the_command_says_what_it_found(tmp_path: Path) -> None:
    draw_pictures(tmp_path / "old", 2)
    with Project.create(tmp_path / "p.nearpair", salt="test") as made:
        ingest(made, [tmp_path / "old"], processes=1)
    shutil.move(tmp_path / "old", tmp_path / "new")
    command = ["relink", str(tmp_path / "p.nearpair"), str(tmp_path / "old"), str(tmp_path / "new")]
    told = json.loads(CliRunner().invoke(cli, [*command, "--json"]).stdout)
    assert (told["ok"], told["files"], told["found"], told["missing"]) == (True, 2, 2, 0)
    again = CliRunner().invoke(cli, command)
    assert again.exit_code == 1 and "is no folder of this project" in again.stderr
