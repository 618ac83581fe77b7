"""Predicted grades among all candidates, in the real window: the column, the filter and the order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.judging import predicted
from app.core.judging.predicted import Predicted
from app.core.records import Changes
from app.gui.main_window import MainWindow
from app.gui.widgets.candidates_panel import CandidatesPanel


def test_what_a_verifier_predicts_is_shown_asked_for_and_orders(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    window.open_path(full)
    window.show_page("review")
    window.commands.actions["candidates"].trigger()
    panel = window.pages["review"].findChild(CandidatesPanel)
    project = window.session.project
    assert project is not None and isinstance(panel, CandidatesPanel)
    panel.look()
    assert panel.view is not None
    model = panel._pairs.records
    column = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())].index("Predicted")
    assert model.index(0, column).data() == "–"
    far = len(panel.view) - 1
    left, right = panel.view.left[[0, far]], panel.view.right[[0, far]]
    order = np.argsort(left << 32 | right)
    chance = np.array([[0.9, 0.08, 0.02], [0.01, 0.02, 0.97]], np.float32)
    row = project.rounds.embedder()
    assert row is not None
    predicted.store(project, row.fingerprint, Predicted(left[order], right[order], chance[order]))
    window.session.tell(Changes(candidates=True))
    panel.look()
    assert model.index(0, column).data() == "NND 90 %"
    panel.order.setCurrentIndex(panel.order.findData("predicted"))
    assert model.index(0, column).data() == "ND 97 %" and int(panel.rows[0]) == far
    panel.predicted.setCurrentIndex(panel.predicted.findData("ND"))
    assert far in panel.rows and 0 not in panel.rows
