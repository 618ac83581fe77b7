"""An empty project, and a folder of pictures to read into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.store.project import Project
from tests.drawn import photos


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p") as project:
        yield project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return photos(tmp_path / "photos")
