"""Windows on fake stages, and a project with pictures in it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from tests.gui import furnished, stages
from tests.gui.reviewing import SIZE, add_batch, look
from tests.reports import scene_report


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, memory: Memory) -> MainWindow:
    """The real window, shown; its jobs are those of tests/gui/stages.py."""
    made = MainWindow(memory, stages.NAME)
    qtbot.addWidget(made)  # closed and deleted at the end
    made.show()
    return made


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A project with nothing in it."""
    with Project.create(tmp_path / "bare.nearpair") as project:
        return project.path


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A project of twelve pictures with a problem, a group, candidates, a batch and 24 grades by ann."""
    with Project.create(tmp_path / "full.nearpair", salt="test") as project:
        furnished.fill(project, tmp_path / "pictures")
        return project.path


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return tmp_path / "pictures"


@pytest.fixture
def small(tmp_path: Path, pictures: Path) -> Path:
    """A project with one blind batch of twelve pairs, every other one with its sides exchanged.

    All have their first picture in common, so that nothing follows from any of the answers.
    """
    with Project.create(tmp_path / "small.nearpair", salt="test") as project:
        furnished.record_pictures(project, pictures, furnished.draw_pictures(pictures, SIZE + 1), [])
        add_batch(project, "First", "blind")
        return project.path


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return scene_report(tmp_path_factory.mktemp("scenes") / "p")


@pytest.fixture
def report(measured: dict[str, Any]) -> dict[str, Any]:
    """A copy of a real report, to be changed at will."""
    report = copy.deepcopy(measured)
    report["thresholds"]["embedder"] = "whiten"  # the newest embedder of the project that it is shown in
    return report


@pytest.fixture
def page(window: MainWindow, small: Path, qtbot: QtBot) -> Iterator[ReviewPage]:
    assert window.open_path(small)
    made = window.pages["review"]
    assert isinstance(made, ReviewPage)
    look(qtbot, made)
    yield made
