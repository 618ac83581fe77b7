"""Leakage, targets of one's own and the verifier on the Evaluate page, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.core.applying.operating_points import OperatingPoint, keep
from app.core.records import Cut
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from app.gui.pages.review import ReviewPage
from app.gui.widgets.apply_dialog import ApplyDialog
from app.gui.widgets.leakage_dialog import LeakageDialog
from tests.gui.evaluating import dialog_of, take


@pytest.fixture
def page(window: MainWindow, full: Path, pictures: Path) -> EvaluatePage:
    """Without any report: leakage and targets of one's own need none."""
    with Project.open(full) as project:
        keep(project, "f" * 64, Cut.LENIENT, OperatingPoint(0.7125, "apply at precision=0.9"))
        project.images.add_folder(pictures / "inner")
    window.open_path(full)
    window.show_page("evaluate")
    found = window.pages["evaluate"]
    assert isinstance(found, EvaluatePage)
    return found


def after(qtbot: QtBot, window: MainWindow, act: Callable[[], object]) -> None:
    with qtbot.waitSignal(window.session.runner.ended, timeout=20_000):
        act()


def compare(qtbot: QtBot, window: MainWindow) -> None:
    """Training side against evaluation side at the distance in use, by the keyboard."""
    window.commands.actions["leakage"].trigger()
    dialog = dialog_of(window, LeakageDialog)
    after(qtbot, window, lambda: qtbot.keyClick(dialog, Qt.Key.Key_Return))


def test_two_parts_and_a_threshold_are_chosen_and_the_pairs_listed(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage
) -> None:
    assert not page.leaked.isVisible()
    qtbot.mouseClick(page.buttons["leakage"], Qt.MouseButton.LeftButton)
    dialog = dialog_of(window, LeakageDialog)
    assert (dialog.first.name, dialog.second.name) == ("train", "evaluation")
    assert (dialog.form.at, dialog.form.cut) == ("distance=0.7125", "lenient")
    assert "apply at precision=0.9" in dialog.form.figures.text()
    take(dialog.second, "train")
    assert not dialog.take.isEnabled() and dialog.refusal.isVisible()
    take(dialog.second, "evaluation")
    assert dialog.take.isEnabled() and not dialog.refusal.isVisible()
    after(qtbot, window, lambda: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert page.leaked.isVisible() and not dialog.isVisible()
    assert page.leaked.words.text() == (
        "2 of 4 images of “evaluation side of the split” match one of the 8 images of “training side of the split”: "
        "50.00% (15.00%–85.00%)."
    )
    assert "1 file in both parts" in page.leaked.known.text() and "2 (0–3)" in page.leaked.known.text()
    rows = page.leaked.table.records.records
    assert [row.why for row in rows] == [
        "b/copied.jpg is the very same file as picture00.jpg.", "picture02.jpg matches picture01.jpg.",
    ]  # fmt: skip


def test_a_leaked_pair_is_opened_on_the_canvas_by_enter(qtbot: QtBot, window: MainWindow, page: EvaluatePage) -> None:
    compare(qtbot, window)
    assert not page.leaked.look.isEnabled(), "one image twice is no pair"
    table = page.leaked.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.page == "evaluate"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert page.leaked.look.isEnabled()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    review = window.pages["review"]
    assert window.page == "review" and isinstance(review, ReviewPage) and review.work is not None
    pair = review.work.pair
    assert pair is not None
    ids = sorted(file.id for file in table.records.records[1].files if file is not None)
    assert [pair.left, pair.right] == ids


def test_the_list_is_saved_whole(qtbot: QtBot, window: MainWindow, page: EvaluatePage, tmp_path: Path) -> None:
    compare(qtbot, window)
    qtbot.mouseClick(page.leaked.save, Qt.MouseButton.LeftButton)
    out = tmp_path / "leaks.csv"
    after(qtbot, window, lambda: dialog_of(window, QFileDialog).fileSelected.emit(str(out)))
    dialog_of(window, QFileDialog).reject()
    assert out.read_text(encoding="utf-8") == "['train', 'evaluation'] distance=0.7125 lenient"
    assert str(out) in page.written.words.text() and page.leaked.isVisible()


def test_a_comparison_can_be_cancelled(qtbot: QtBot, window: MainWindow, page: EvaluatePage) -> None:
    page.compare_parts("train", "evaluation", "distance=0.0000", "lenient")
    assert window.session.runner.busy
    after(qtbot, window, window.commands.actions["cancel_job"].trigger)
    assert not page.leaked.isVisible() and not window.session.runner.busy


def test_folders_are_offered_beside_the_sides(page: EvaluatePage, pictures: Path) -> None:
    parts = page.comparable()
    assert list(parts)[:2] == ["train", "evaluation"] and str(pictures) in parts


def test_without_a_split_and_with_one_folder_there_is_a_sentence(window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    window.show_page("evaluate")
    window.commands.actions["leakage"].trigger()
    assert "nothing to compare" in window.strip.words.text()
    window.commands.actions["apply"].trigger()
    assert "Nothing was embedded yet" in window.strip.words.text() and not window.findChildren(ApplyDialog)


@pytest.mark.parametrize(("kind", "value", "at"), [
    ("precision", 0.95, "precision=0.9500"), ("specificity", 0.999999, "specificity=0.999999000"),
    ("false-alarms", 35, "false-alarms=35"), ("distance", 1.25, "distance=1.2500"),
])  # fmt: skip
def test_a_target_of_ones_own_is_applied(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage, tmp_path: Path, kind: str, value: float, at: str
) -> None:
    from app.core.measuring.threshold import Target

    window.commands.actions["apply"].trigger()
    dialog = dialog_of(window, ApplyDialog)
    take(dialog.form.threshold, kind)
    assert dialog.form.value.isVisible()
    dialog.form.value.setValue(value)
    take(dialog.form.own_cut, "strict")
    assert dialog.form.at == at and dialog.form.cut == "strict"
    assert kind == "distance" or Target.parse(at).value == value
    qtbot.mouseClick(dialog.findChild(QDialogButtonBox).buttons()[0], Qt.MouseButton.LeftButton)
    out = tmp_path / "matches.csv"
    after(qtbot, window, lambda: dialog_of(window, QFileDialog).fileSelected.emit(str(out)))
    dialog_of(window, QFileDialog).reject()
    assert f"('at', '{at}')" in out.read_text(encoding="utf-8")
    assert "3 matching pairs, 2 groups of 5 images" in page.applied.words.text()
    assert "12 (3–30)" in page.applied.known.text() and page.applied.hubs.shown


def test_what_was_applied_goes_with_its_project(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage, bare: Path, tmp_path: Path
) -> None:
    compare(qtbot, window)
    after(qtbot, window, lambda: page.apply_to("distance=1.0", "lenient", "single", tmp_path / "m.csv"))
    assert page.applied.isVisible() and page.leaked.isVisible()
    window.open_path(bare)
    assert page.applied.isHidden() and page.leaked.isHidden() and not page.leaked.table.records.records


# -- the verifier ----------------------------------------------------------------------------------------------------


def test_the_verifier_is_fitted_from_the_page_and_says_what_it_is_worth(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage
) -> None:
    card = page.verifier
    assert "No verifier was fitted to whiten yet" in card.words.text() and not card.table.shown
    kinds = card.form.fields["judge.verifier"]
    kinds.setCurrentIndex(kinds.findData("trees"))
    after(qtbot, window, lambda: qtbot.mouseClick(page.buttons["fit_verifier"], Qt.MouseButton.LeftButton))
    assert card.words.text().startswith("trees, fitted on ")
    assert "to 3 grades (17 pairs), under whiten" in card.words.text()
    table = card.table.table
    assert table is not None and card.table.shown
    rows = [[column.text(row) for column in table.records.columns] for row in table.records.records]
    assert rows[0] == ["frozen pairs, strict", "40", "0.900 (0.85–0.94)", "–", "0.930 (0.90–0.96)", "–",
                       "0.950 (0.92–0.98)", "+0.050 (+0.010–+0.090)"]  # fmt: skip
    assert rows[1][7] == "cannot tell" and rows[2][2:] == ["–"] * 6
    assert "all features 0.021, distance alone 0.055" in card.notes.text()


def test_why_a_verifier_was_not_measured_is_said_and_what_it_is_sure_of(window: MainWindow, full: Path) -> None:
    sure = {"NND": 2091, "near-ND": 206, "ND": 0}
    with Project.open(full) as project:
        project.verifiers.add(
            fingerprint="v" * 64, kind="logistic", file="v", embedder="f" * 64, seed=0, settings={},
            trained_on={"labels": [], "pairs": 20},
            metrics={"sets": {}, "reason": "no pair is graded there", "sure": sure},
        )  # fmt: skip
    window.open_path(full)
    window.show_page("evaluate")
    card = window.pages["evaluate"].verifier
    said, _, why = card.notes.text().rpartition(" Not measured: ")
    assert why == "no pair is graded there." and not card.table.shown
    assert said.startswith("At least 99 % sure among the candidates: 2,091 NND, 206 near-ND, 0 ND.")
    assert all("nan" not in label.text().lower() for label in card.findChildren(QLabel))
