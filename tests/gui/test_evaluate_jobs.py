"""What the Evaluate page has the worker do: the report written, a stated threshold applied."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from app.gui import report_view
from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from app.gui.widgets.apply_dialog import ApplyDialog
from tests.gui.evaluating import dialog_of, shown, take


@pytest.fixture
def page(window: MainWindow, full: Path, report: dict[str, Any]) -> EvaluatePage:
    return shown(window, full, report)


def test_the_report_is_written_by_the_worker_and_opened_by_the_link(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert not page.written.isVisible()
    qtbot.mouseClick(page.buttons["report"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.session.runner.ended, timeout=20_000):
        dialog_of(window).fileSelected.emit(str(tmp_path))
    dialog_of(window).reject()
    written = tmp_path / "report.html"
    assert written.exists() and page.written.isVisible() and str(written) in page.written.words.text()
    qtbot.mouseClick(page.written.link, Qt.MouseButton.LeftButton)
    assert [Path(path) for path in opened] == [written]


def test_a_stated_threshold_is_applied_as_it_was_read(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage, tmp_path: Path
) -> None:
    qtbot.mouseClick(page.buttons["apply"], Qt.MouseButton.LeftButton)
    dialog = dialog_of(window, ApplyDialog)
    wanted = [one for one in report_view.stated(page.report) if one.distance is not None][-1]
    take(dialog.form.threshold, f"stated:{len(dialog.form._stated) - 1}")
    assert dialog.form.stated == wanted and wanted.cells[0].text in dialog.form.figures.text()
    take(dialog.linkage, "average")
    qtbot.mouseClick(dialog.findChild(QDialogButtonBox).buttons()[0], Qt.MouseButton.LeftButton)
    out = tmp_path / "matches.csv"
    with qtbot.waitSignal(window.session.runner.ended, timeout=20_000):
        dialog_of(window).fileSelected.emit(str(out))
    dialog_of(window).reject()
    given = dict(ast.literal_eval(out.read_text(encoding="utf-8")))
    assert given["at"] == f"distance={wanted.distance!r}" and given["cut"] == wanted.cut
    assert given["linkage"] == "average" and given["groups_out"] == str(tmp_path / "matches-groups.csv")
    assert (tmp_path / "matches-groups.csv").exists() and page.applied.isVisible()
    assert str(out) in page.applied.words.text() and "average linkage" in page.applied.words.text()
    hubs = page.applied.hubs.table
    assert hubs is not None and hubs.model().index(0, 0).data() == "blank.jpg"


def test_thresholds_of_another_embedding_are_not_offered(
    window: MainWindow, full: Path, report: dict[str, Any]
) -> None:
    report["thresholds"]["embedder"] = "linear-1"
    shown(window, full, report)
    window.commands.actions["apply"].trigger()
    dialog = dialog_of(window, ApplyDialog)
    assert any("linear-1" in label.text() for label in dialog.findChildren(QLabel))
    assert dialog.form.stated is None and dialog.form.at.startswith("precision=")
    dialog.reject()
