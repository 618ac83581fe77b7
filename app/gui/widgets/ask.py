"""Asking for folders and files without blocking: the answer comes to a callback, nothing comes when cancelled."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Then = Callable[[Path], object]


def folder(parent: QWidget, title: str, then: Then, start: Path | None = None) -> None:
    """Ask for an existing folder."""
    dialog = QFileDialog(parent, title, str(start or Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _show(dialog, then)


def file(parent: QWidget, title: str, pattern: str, then: Then, start: Path | None = None) -> None:
    """Ask for an existing file; `pattern` as Qt writes it: "Labels (*.csv *.jsonl)"."""
    dialog = QFileDialog(parent, title, str(start or Path.home()), pattern)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _show(dialog, then)


def files(parent: QWidget, title: str, pattern: str, then: Callable[[list[Path]], object]) -> None:
    """Ask for one or more existing files."""
    dialog = QFileDialog(parent, title, str(Path.home()), pattern)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda paths: then([Path(path) for path in paths]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def new_file(parent: QWidget, title: str, pattern: str, then: Then, start: Path) -> None:
    """Ask where to write; the system asks before a file is replaced. `start` is the proposed file.

    With several patterns ("Picture (*.png);;Numbers (*.csv)") the one chosen gives the file its suffix.
    """
    dialog = QFileDialog(parent, title, str(start.parent), pattern)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix.lstrip("."))
    dialog.selectFile(start.name)
    dialog.filterSelected.connect(lambda chosen: _take_suffix(dialog, chosen))
    _show(dialog, then)


def _take_suffix(dialog: QFileDialog, pattern: str) -> None:
    found = re.search(r"\*(\.\w+)", pattern)
    if found is None:
        return
    dialog.setDefaultSuffix(found[1].lstrip("."))
    for path in dialog.selectedFiles()[:1]:
        if Path(path).suffix:
            dialog.selectFile(Path(path).with_suffix(found[1]).name)


def _show(dialog: QFileDialog, then: Then) -> None:
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
