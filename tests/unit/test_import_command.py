"""`nearpair import`: every format by one command, what it prints, and its help."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from app.cli import cli
from app.core.catalog import names
from app.core.store.project import Project
from tests.made import project_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    with project_of(tmp_path / "p.nearpair", 3) as made:
        return made.path


def nearpair(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)])


def test_labels(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("left_path,right_path,grade\n001.jpg,002.jpg,ND\n001.jpg,009.jpg,ND\n", encoding="utf-8")
    command = ("import", project, "--format", "labels", file)
    nobody = nearpair(*command)
    assert nobody.exit_code == 1 and "labels need the name of their annotator" in nobody.output
    strict = nearpair(*command, "--annotator", "me", "--strict")
    assert strict.exit_code == 1 and "nothing was imported" in strict.output
    told = nearpair(*command, "--annotator", "me")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == ["line 3: 009.jpg is not in this collection", "1 grades imported, 0 were there"
                                        " already, 0 rows name one image twice"]  # fmt: skip
    with Project.open(project, role="reader") as opened:
        assert [(a.left, a.right, a.annotators) for a in opened.labels.answers()] == [(1, 2, ("me",))]


def test_groups(project: Path, tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text("image,group\n001.jpg,a\n002.jpg,a\n", encoding="utf-8")
    told = nearpair("import", project, "--format", "groups", tmp_path / "groups.csv")
    assert told.stdout == "1 groups over 2 images\n"


def test_embeddings(project: Path, tmp_path: Path) -> None:
    np.savez(tmp_path / "own.npz", vectors=np.eye(3)[:2], paths=np.array(["001.jpg", "002.jpg"]))
    told = nearpair("import", project, "--format", "embeddings", tmp_path / "own.npz", "--name", "mine")
    assert told.stdout.splitlines() == ["2 images have a vector of 3 numbers; 1 have none",
                                        f"to mine with them: nearpair mine {project} --embedder mine"]  # fmt: skip


def test_a_format_that_cannot_be_read_is_refused_with_those_that_can(project: Path, tmp_path: Path) -> None:
    refused = nearpair("import", project, "--format", "parquet", tmp_path / "x")
    assert refused.exit_code == 1 and all(name in refused.output for name in names("importer"))
    assert nearpair("import", project, tmp_path / "x").exit_code == 2


def test_help_and_formats_name_what_can_be_read() -> None:
    shown = " ".join(nearpair("import", "--help").stdout.split())
    assert "Read grades, known groups, or vectors of your own from a file." in shown
    listed = {tuple(line.split()[:2]) for line in nearpair("formats").stdout.splitlines()}
    assert {(name, "importer") for name in names("importer")} | {("csv", "exporter")} <= listed
