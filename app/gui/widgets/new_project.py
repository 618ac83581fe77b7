"""NewProjectDialog: which pictures, where the project goes, who grades. Three lines, then everything runs by itself."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.gui.texts import mark, plain, tr
from app.gui.widgets import ask
from app.gui.widgets.cards import button, paragraph, text

SUFFIX = ".nearpair"
WORDS = mark(
    "The pictures stay where they are and are only read. The project is a folder of its own that keeps grades, "
    "candidates and thumbnails."
)


def proposed_place(pictures: Path) -> Path:
    """Beside the pictures, or in the home folder where that cannot be written; a number when the name is taken."""
    parent = pictures.parent if os.access(pictures.parent, os.W_OK) else Path.home()
    name = pictures.name or "pictures"
    place = parent / f"{name}{SUFFIX}"
    number = 2
    while place.exists():
        place = parent / f"{name}-{number}{SUFFIX}"
        number += 1
    return place


class NewProjectDialog(QDialog):
    """chosen(Path pictures, Path project, str annotator): all three are there and usable."""

    chosen = Signal(Path, Path, str)

    def __init__(self, annotator: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New project from a folder"))
        self.setMinimumWidth(640)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(28, 24, 28, 22)
        rows.setSpacing(14)
        rows.addWidget(text(tr("New project from a folder"), "title"))
        rows.addWidget(paragraph(tr(WORDS)))
        rows.addLayout(self._lines(annotator))
        rows.addWidget(paragraph(tr("The name is written with every grade you give."), "small"))
        self.problem = paragraph("", "danger")
        self.problem.hide()
        rows.addWidget(self.problem)
        self.create_button = button(tr("Create and read pictures"), "primary", self._create)
        box = QDialogButtonBox()  # puts them in the order of the system, as in every other dialog
        box.addButton(self.create_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(button(tr("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        rows.addWidget(box)
        self.create_button.setDefault(True)
        self._proposed = ""
        self.pictures.textChanged.connect(self._propose)

    def _lines(self, annotator: str) -> QGridLayout:
        self.pictures = QLineEdit(placeholderText=tr("A folder of pictures"))
        self.project = QLineEdit(placeholderText=tr("Where to keep the project"))
        self.annotator = QLineEdit(annotator)
        browse = button(tr("Browse…"), "", self._browse_pictures)
        move = button(tr("Browse…"), "", self._browse_project)
        browse.setAccessibleName(tr("Browse for the pictures"))
        move.setAccessibleName(tr("Browse for the place of the project"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        _row(grid, 0, tr("&Pictures"), self.pictures, browse)
        _row(grid, 1, tr("P&roject"), self.project, move)
        _row(grid, 2, tr("Your &name"), self.annotator)
        return grid

    def _browse_pictures(self) -> None:
        ask.folder(self, tr("The folder of pictures"), lambda path: self.pictures.setText(str(path)))

    def _browse_project(self) -> None:
        ask.folder(self, tr("Keep the project in"), self._put_into)

    def _put_into(self, folder: Path) -> None:
        name = Path(self.project.text() or self.pictures.text() or "project").name.removesuffix(SUFFIX)
        self.project.setText(str(folder / f"{name}{SUFFIX}"))

    def _propose(self, pictures: str) -> None:
        """Propose a place until the person has typed one."""
        if pictures.strip() and self.project.text() == self._proposed:
            self._proposed = str(proposed_place(Path(pictures.strip())))
            self.project.setText(self._proposed)

    def _create(self) -> None:
        pictures, project = Path(self.pictures.text().strip()), Path(self.project.text().strip())
        if problem := _problem(self.pictures.text().strip(), self.project.text().strip(), self.annotator.text()):
            self.problem.setText(problem)
            self.problem.show()
            return
        self.accept()
        self.chosen.emit(pictures, project, self.annotator.text().strip())


def _problem(pictures: str, project: str, annotator: str) -> str:
    """What is wrong with the three lines, as a sentence; "" when nothing is."""
    if not pictures or not Path(pictures).is_dir():
        return (
            tr("“{pictures}” is not a folder.", pictures=pictures) if pictures else tr("Choose the folder of pictures.")
        )
    if not project or not Path(project).is_absolute():
        return tr("Choose where to keep the project.")
    if Path(project).exists():
        return tr("“{project}” exists already; open it, or choose another name.", project=project)
    return "" if annotator.strip() else tr("Write your name; it stands with every grade.")


def _row(grid: QGridLayout, row: int, name: str, line: QLineEdit, *others: QWidget) -> None:
    label = QLabel(name)
    label.setBuddy(line)
    line.setAccessibleName(plain(name))
    grid.addWidget(label, row, 0)
    grid.addWidget(line, row, 1)
    for column, widget in enumerate(others, 2):
        grid.addWidget(widget, row, column)
