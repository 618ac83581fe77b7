"""The Evaluate page in the real window for tests: a report shown on it, choices taken, everything that it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from app.gui.widgets.choice import Choice


def shown(window: MainWindow, place: Path, report: dict[str, Any]) -> EvaluatePage:
    with Project.open(place) as project:
        project.rounds.add_evaluation(round=0, embedders=["f" * 64], settings={}, report=report)
    window.open_path(place)
    window.show_page("evaluate")
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    return page


def take(choice: Choice, name: str) -> None:
    choice.choose(name)
    assert choice.name == name
    choice.activated.emit(choice.currentIndex())


def dialog_of(window: MainWindow, kind: type[QWidget] = QFileDialog) -> Any:
    """The one dialog of its kind that is open."""
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def words(page: EvaluatePage) -> str:
    """Everything on the page that can be read."""
    labels = [label.text() for label in page.findChildren(QLabel)]
    for place in (page.figures.figures, page.figures.scale, page.retrieval.place, page.rounds.place, page.stated):
        if place.table is not None and place.table.isVisible():
            model = place.table.model()
            labels += [str(model.index(row, column).data()) for row in range(model.rowCount())
                       for column in range(model.columnCount())]  # fmt: skip
    return "\n".join(labels)


def numbers(page: EvaluatePage) -> list[str]:
    """What the threshold card says at the distance where its line stands."""
    return [value.text() for value in page.threshold.values]
