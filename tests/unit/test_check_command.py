"""`nearpair check`: 0 and a sentence where all is well, 1 with the list and a sentence where not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import cli
from app.core.store.project import Project
from tests.made import project_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    with project_of(tmp_path / "p.nearpair", 2) as made:
        return made.path


def check(project: Path, *more: str) -> Result:
    return CliRunner().invoke(cli, ["check", str(project), *more])


def test_a_sound_project_is_0(project: Path) -> None:
    found = check(project)
    assert (found.exit_code, found.stdout, found.stderr.count("nearpair:")) == (0, "the project is in order\n", 0)
    told = json.loads(check(project, "--json").stdout)
    assert told["ok"] is True and told["findings"] == [] and "error" not in told


def test_what_is_wrong_is_listed_and_the_code_is_1(project: Path) -> None:
    photos = project.parent / "photos"
    photos.rmdir()
    missing, sentence = f"folder {photos} of the collection is missing", f"one thing is wrong with {project}"
    found = check(project)
    assert found.exit_code == 1 and found.stdout == f"{missing}\n"
    assert found.stderr.splitlines()[-1] == f"nearpair: {sentence}; nothing was changed"
    machine = check(project, "--json")
    told = json.loads(machine.stdout)
    assert machine.exit_code == 1 and told["ok"] is False and told["findings"] == [missing]
    assert told["error"].startswith(sentence)


def test_several_things_are_counted(project: Path) -> None:
    (project.parent / "photos").rmdir()
    with Project.open(project) as opened:
        opened.rounds.add_embedder(fingerprint="f", name="n", backbone="b", backbone_fingerprint="b", head="raw",
                                   file="checkpoints/h", dim=1, network="checkpoints/n")  # fmt: skip
    found = check(project)
    assert found.exit_code == 1 and len(found.stdout.splitlines()) == 3
    assert found.stderr.splitlines()[-1].startswith("nearpair: 3 things are wrong with ")
