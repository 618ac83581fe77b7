"""The Mine page, finding a picture, the help viewer and what is missed: by keys and clicks in the real window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QSpinBox, QToolTip
from pytestqt.qtbot import QtBot

from app.core import catalog
from app.core.mining import mining_cost
from app.core.mining.candidates import read_candidates
from app.core.mining.mining_cost import cost
from app.core.records import Candidates, Changes, EmbedderRow
from app.core.settings import table
from app.core.store.project import Project
from app.gui import mining_view
from app.gui.help_pages import HelpPage, help_pages
from app.gui.main_window import MainWindow
from app.gui.pages.collection import CollectionPage
from app.gui.pages.evaluate import EvaluatePage
from app.gui.pages.mine import MinePage
from app.gui.pictures import THUMBNAIL
from app.gui.widgets.help_viewer import HelpViewer
from tests.gui.test_pages import WAIT, Asked, page

REPORT = {
    "search": {"method": "cells", "recall": 0.992, "recall_low": 0.987, "sample": 2000, "seconds": 3.0},
    "hubs": {"most": 9, "covered": 11, "images": 12},
    "left_out": {"known": 1234, "per_image": 5, "per_folder_pair": 0},
    "random": 3,
    "seconds": 12.34,
    "distances": {"edges": np.linspace(0, 2, 41).tolist(), "random": [0] * 25 + [10] * 15,
                  "candidates": [1] * 40, "random_pairs": 150, "closest_random": 0.75},
}  # fmt: skip


@pytest.fixture
def asked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(window, monkeypatch)


def told(path: Path, report: dict[str, Any] = REPORT, miner: str = "knn") -> None:
    """Note the same mining once more, now with a report."""
    with Project.open(path, role="command") as project:
        row = project.rounds.minings(0)[0]
        project.rounds.add_mining(round=0, miner=miner, embedder=row.embedder, file=row.file,
                                  candidates=row.candidates, images=row.images, seed=0, settings={"k": 10},
                                  report=report)  # fmt: skip


# -- what was found --------------------------------------------------------------------------------------------------


def test_the_candidates_with_the_pictures_of_both_sides_and_why(
    qtbot: QtBot, window: MainWindow, full: Path
) -> None:
    window.open_path(full)
    mine: MinePage = page(window, "mine")
    results = mine.results
    assert results.summary.text() == "45 pairs from 12 images, knn"
    assert results.plot.figure is not None and results.plot.figure.series[0].y.sum() == pytest.approx(1)
    row = results.table.records.records[0]
    assert row.names == ("picture00.jpg", "picture01.jpg") and 0 < row.distance < 2 and row.why.startswith("Neighbour")
    assert [results.table.records.index(0, n).data() for n in (0, 1)] == ["picture00.jpg", "picture01.jpg"]
    for file in row.files:
        qtbot.waitUntil(lambda f=file: results.table.pictures.get(f.id, THUMBNAIL) is not None, timeout=WAIT)
        assert results.table.pictures.get(file.id, THUMBNAIL).image.width() == 120
    assert results.table.in_sight().start == 0 and len(results.table.in_sight()) < 45


def test_random_pairs_stand_beside_the_candidates_on_both_scales(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    told(full)
    window.open_path(full)
    results = page(window, "mine").results
    figure = results.plot.figure
    assert [series.name.split()[0] for series in figure.series] == ["candidates", "random"]
    assert all(series.y.sum() == pytest.approx(1) for series in figure.series)
    assert figure.log_y and figure.y_range[0] > 0 and figure.x_range[0] == 0
    qtbot.mouseClick(results.log, Qt.MouseButton.LeftButton, pos=QPoint(8, results.log.height() // 2))
    assert not results.plot.figure.log_y
    assert results.plot.canvas.getPlotItem().getAxis("left")._tickLevels is None


def test_the_run_is_told_in_sentences(window: MainWindow, full: Path) -> None:
    told(full)
    window.open_path(full)
    results = page(window, "mine").results
    assert results.summary.text() == "45 pairs from 12 images, knn (k = 10)"
    near = int((read_candidates(full / "candidates" / "0" / "knn.arrow").distance < 0.75).sum())
    for words in (
        "found 99.2 % (at least 98.7 %) of the true neighbours on a sample of 2,000",
        f"{near} of them are closer (0.75) than 99.9 % of random pairs",
        "One picture is in 9 pairs", "11 of 12 pictures", "Left out: 1,234 known to match, 5 beyond the cap per image.",
        "3 pairs drawn at random", "12.3 s",
    ):  # fmt: skip
        assert words in results.words.text()
    assert "per_folder" not in results.words.text()


def test_a_report_of_an_older_version_says_less_and_breaks_nothing() -> None:
    few = Candidates(np.array([1]), np.array([2]), np.array([0.5], np.float32), "knn", ["identical"])
    assert mining_view.sentences(few, {}, 2) == []
    alone = mining_view.figure(few, {}, log=True)
    assert alone is not None and len(alone.series) == 1
    none = Candidates(*(np.array([], t) for t in (np.int64, np.int64, np.float32)), "knn", [])
    assert mining_view.figure(none, REPORT, log=False) is None
    exact = mining_view.sentences(few, {"search": {"method": "exact", "recall": 1.0, "sample": 0, "seconds": 1}}, 2)
    assert exact == ["The search is exact: every true neighbour is found."]


def test_another_miner_of_the_round_is_chosen(window: MainWindow, full: Path) -> None:
    told(full, {}, "hn1")
    window.open_path(full)
    results = page(window, "mine").results
    assert results.which.isVisible() and results.which.currentText() == "hn1, round 0"
    results.which.setCurrentIndex(0)
    assert results.summary.text() == "45 pairs from 12 images, knn" and not results.words.isVisible()


def test_nothing_mined_and_a_lost_candidate_file_are_said(window: MainWindow, bare: Path, full: Path) -> None:
    window.open_path(bare)
    mine: MinePage = page(window, "mine")
    results = mine.results
    assert results.empty.isVisible() and results.plot.figure is None and not mine._embedder_row.isVisible()
    assert mine.cost.text() == "There are no two pictures to compare yet."
    (full / "candidates" / "0" / "knn.arrow").unlink()
    window.open_path(full)
    page(window, "mine")
    assert results.empty.isVisible() and "mine again" in results.empty.words.text()


# -- what is asked for -----------------------------------------------------------------------------------------------


def test_what_mining_asks_for_is_what_the_forms_say(qtbot: QtBot, window: MainWindow, full: Path, asked: Asked) -> None:
    window.open_path(full)
    mine: MinePage = page(window, "mine")
    mine.miner_form.load({"mine.miner": "hn2_row", "miner.hn2_row.k": 7, "mine.per_image": 3})
    mine.batch_form.load({"batch.strategy": "random", "batch.size": 33, "batch.blindness": "open"})
    mine.batch_form.findChild(QSpinBox, "seed").setValue(5)
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(mine.buttons["make_batch"], Qt.MouseButton.LeftButton)
    (stage, settings, seed, arguments), (batch, batch_settings, batch_seed, _) = asked.calls
    assert (stage, seed, arguments) == ("mine", 0, {})
    assert settings["mine.miner"] == "hn2_row" and settings["miner.hn2_row.k"] == 7 and settings["mine.per_image"] == 3
    assert (batch, batch_seed) == ("queue", 5)
    assert [batch_settings[f"batch.{key}"] for key in ("strategy", "size", "blindness")] == ["random", 33, "open"]


def test_every_miner_and_strategy_of_the_registries_can_be_chosen_and_explains_itself(
    window: MainWindow, full: Path, asked: Asked
) -> None:
    window.open_path(full)
    mine: MinePage = page(window, "mine")
    for kind, key, form in (("miner", "mine.miner", mine.miner_form), ("strategy", "batch.strategy", mine.batch_form)):
        combo = form.fields[key]
        assert isinstance(combo, QComboBox)
        assert [combo.itemText(n) for n in range(combo.count())] == list(catalog.names(kind))
        for name in catalog.names(kind):
            form.load({key: name})
            defaults = {f"{kind}.{name}.{s.key}": s.default for s in catalog.entry(kind, name).settings}
            shown = form.values()
            assert {field: shown[field] for field in shown if field.startswith(f"{kind}.")} == defaults
            assert form.settings()[key] == name
    assert all(setting.help for setting in table().values())


def test_another_embedder_starts_the_next_round_and_a_new_one_takes_a_backbone(
    window: MainWindow, full: Path, asked: Asked
) -> None:
    with Project.open(full, role="command") as project:
        project.rounds.add_embedder(fingerprint="e" * 64, name="trained-1", backbone="efficientnet_lite0",
                                    backbone_fingerprint="b" * 64, head="linear", file="x", dim=384)  # fmt: skip
    window.open_path(full)
    mine: MinePage = page(window, "mine")
    assert [mine.embedder.itemText(n) for n in range(mine.embedder.count())] == [
        "trained-1", "whiten (now)", "new, whitened"
    ]  # fmt: skip
    assert mine.embedder.currentText() == "whiten (now)" and not mine.backbone_form.isVisible()
    for row, wanted in ((1, {}), (0, {"embedder": "e" * 64}), (2, {"anew": True})):
        mine.embedder.setCurrentIndex(row)
        assert mine.backbone_form.isVisible() == (row == 2)
        window.commands.actions["mine"].trigger()
        assert asked.calls[-1][3] == wanted
    mine.backbone_form.load({"embed.backbone": "efficientnet_lite0"})
    assert asked.calls[-1][1]["embed.backbone"] == "efficientnet_lite0"
    data = mine.embedder.itemData(0)
    assert isinstance(data, EmbedderRow) and "384 numbers" in mine.embedder.itemData(0, Qt.ItemDataRole.ToolTipRole)


def test_forms_are_remembered_in_the_project(window: MainWindow, full: Path, bare: Path, asked: Asked) -> None:
    window.open_path(full)
    mine: MinePage = page(window, "mine")
    mine.miner_form.load({"mine.miner": "hn2_row", "miner.hn2_row.k": 7})
    window.commands.actions["mine"].trigger()
    window.open_path(bare)
    mine.miner_form.load({"mine.miner": "knn"})
    window.open_path(full)
    assert mine.miner_form.values()["mine.miner"] == "hn2_row"
    assert mine.miner_form.values()["miner.hn2_row.k"] == 7


def test_weights_are_fetched_only_by_the_button_that_says_what_it_fetches(
    window: MainWindow, bare: Path, asked: Asked
) -> None:
    window.open_path(bare)
    mine: MinePage = page(window, "mine")
    window.commands.actions["fetch_weights"].trigger()
    assert not mine.weights.isVisibleTo(mine)
    mine.backbone_form.load({"embed.backbone": "resnet50"})
    assert mine.weights.isVisibleTo(mine) and not asked.calls
    for part in ("103 MB", "download.pytorch.org", "BSD-3-Clause"):
        assert part in mine.weights.words.text()
    assert mine.buttons["fetch_weights"].text() == "Fetch 103 MB"
    mine.buttons["fetch_weights"].click()
    assert [(stage, arguments) for stage, _, _, arguments in asked.calls] == [("download", {"backbone": "resnet50"})]
    mine.backbone_form.load({"embed.backbone": "efficientnet_lite0"})
    assert not mine.weights.isVisibleTo(mine)


def test_the_cost_is_said_before_and_measured_after(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    mine: MinePage = page(window, "mine")
    assert mine.cost.text().startswith("66 pairs to compare, a second or two (a guess until the first run here)")
    large = cost(1_000_000, 256)
    assert "500 billion pairs" in large.words and large.seconds == pytest.approx(1e12 * 256 / mining_cost.USUAL)
    mining_cost.remember(10_000, 100, {"search": {"method": "exact", "seconds": 0.01}})  # too short to tell
    mining_cost.remember(10_000, 100, {"search": {"method": "cells", "seconds": 9.0}})  # did not compare all
    mining_cost.remember(10_000, 100, {})
    assert not cost(12, 384).measured
    mining_cost.remember(10_000, 100, {"search": {"method": "exact", "seconds": 10.0}})
    after = cost(20_000, 100)
    assert after.measured and after.seconds == pytest.approx(40) and "about 40 s (measured" in after.words
    assert cost(20_000, 100, views=8).seconds == pytest.approx(320)
    (mining_cost.paths.user_data() / "mining.json").write_text("{")
    assert not cost(12, 384).measured and cost(0, 384).pairs == cost(1, 384).pairs == 0


# -- find a picture --------------------------------------------------------------------------------------------------

FOUND = {
    "rule": "at most 0.5 apart, as asked for", "embedder": "whiten", "k": 5, "threshold": 0.5, "out": None,
    "found": [
        {"image": "/new/a.jpg", "problem": "", "nearest": None, "width": 9, "height": 9, "bytes": 1, "matches": [
            {"id": 1, "path": "picture00.jpg", "distance": 0.0, "predicted": "DUP", "same_file": 1, "same_pixels": 1},
            {"id": 2, "path": "picture01.jpg", "distance": 0.4, "predicted": "near-ND", "same_file": 0,
             "same_pixels": 0}]},
        {"image": "/new/b.jpg", "problem": "", "matches": [], "width": 9, "height": 9, "bytes": 1, "nearest":
            {"id": 3, "path": "picture02.jpg", "distance": 0.9, "predicted": "no match", "same_file": 0,
             "same_pixels": 0}},
        {"image": "/new/c.jpg", "problem": "the file is empty", "matches": [], "nearest": None, "width": 0,
         "height": 0, "bytes": 0},
    ],
}  # fmt: skip


def test_pictures_are_asked_for_or_dropped_and_looked_up(
    qtbot: QtBot, window: MainWindow, full: Path, asked: Asked, tmp_path: Path
) -> None:
    window.open_path(full)
    collection: CollectionPage = page(window, "collection")
    picture = tmp_path / "new.jpg"
    picture.touch()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QFileDialog)
    dialog.filesSelected.emit([str(picture)])
    dialog.reject()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a.jpg")])
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                      Qt.KeyboardModifier.NoModifier)  # fmt: skip
    collection.dropEvent(drop)
    assert [(stage, arguments) for stage, _, _, arguments in asked.calls] == [
        ("find", {"images": [str(picture)]}), ("find", {"images": [str(tmp_path)]})
    ]  # fmt: skip
    assert collection.tabs.currentWidget() is collection.found


def test_matches_no_match_and_unreadable_pictures_are_shown_as_such(
    qtbot: QtBot, window: MainWindow, full: Path
) -> None:
    window.open_path(full)
    collection: CollectionPage = page(window, "collection")
    collection.tabs.setCurrentWidget(collection.found)
    collection.found.show_found(FOUND)
    rows = collection.found.table.records.records
    assert [row.why for row in rows] == [
        "The same file.", "Predicted near-ND.", "No match; this is the nearest.", "Not read: the file is empty"
    ]  # fmt: skip
    assert [collection.found.table.records.index(n, 2).data() for n in range(4)] == ["0.000", "0.400", "0.900", "–"]
    assert rows[0].files[1].id == 1 and rows[3].files[1] is None
    assert "at most 0.5 apart" in collection.found.rule.text()
    qtbot.waitUntil(lambda: collection.found.table.pictures.get(1, THUMBNAIL) is not None, timeout=WAIT)
    window.grab()  # the row without a right side is painted too
    window.on_close_project()
    assert not collection.found.table.records.records


def test_a_picture_is_found_by_the_worker_while_the_window_is_open(
    qtbot: QtBot, window: MainWindow, full: Path
) -> None:
    """The fake stages have no `find`; what a job returns is shown by the page when it ends."""
    from app.gui.runner import Outcome

    window.open_path(full)
    collection: CollectionPage = page(window, "collection")
    window.session.runner.ended.emit(Outcome("find", "Finding a.jpg", "done", "", Changes(result=FOUND)))
    assert len(collection.found.table.records.records) == 4
    assert "1 of 3 pictures matched" in window.bottom.note_text.text()
    window.session.runner.ended.emit(Outcome("find", "Finding a.jpg", "cancelled", "", Changes()))
    assert len(collection.found.table.records.records) == 4


# -- missed duplicates -----------------------------------------------------------------------------------------------


def test_what_is_missed_is_on_the_evaluate_page_and_under_the_standing(
    window: MainWindow, full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_path(full)
    evaluate: EvaluatePage = page(window, "evaluate")
    assert "only miners that look at the embedding have run" in evaluate.missed.lines["strict"].text()
    assert "Missed ND and near-ND pairs" in evaluate.missed.lines["lenient"].text()
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words: shown.append(words))
    standing = window.bottom.standing
    QApplication.sendEvent(standing, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))
    assert len(shown) == 1 and "Missed ND pairs" in shown[0]
    window.on_close_project()
    QApplication.sendEvent(standing, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))
    assert len(shown) == 1


# -- help ------------------------------------------------------------------------------------------------------------


def viewer(qtbot: QtBot, folder: Path) -> HelpViewer:
    made = HelpViewer(help_pages(folder))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_page_of_the_folder_is_there_by_its_title_and_links_lead_between_them(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "miners.md").write_text("Above\n\n# Miners and when\n\nSee [strategies](strategies.md#two).\n")
    (tmp_path / "strategies.md").write_text("# Asking\n\n" + "word\n\n" * 200 + "## two\n\n[out](https://example.org)")
    (tmp_path / "no_heading.md").write_text("text")
    (tmp_path / "broken.md").write_bytes(b"\xff\xfe\x00")
    shown = viewer(qtbot, tmp_path)
    titles = ["Asking", "Miners and when", "No heading"]
    assert [shown.list.item(n).text() for n in range(shown.list.count())] == titles
    shown.list.setCurrentRow(1)
    assert "See strategies." in shown.browser.toPlainText()
    shown.browser.anchorClicked.emit(QUrl("strategies.md#two"))
    assert shown.page is not None and shown.page.title == "Asking"
    shown.browser.anchorClicked.emit(QUrl("https://example.org"))
    assert shown.page.title == "Asking" and "https://example.org" in shown.note.text()
    qtbot.keyClick(shown.list, Qt.Key.Key_Down)
    assert shown.page.title == "Miners and when" and not shown.note.text()
    assert shown.browser.isReadOnly()


def test_only_pictures_beside_the_page_are_loaded(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# Page")
    (tmp_path / "secret.txt").write_text("secret")
    shown = viewer(qtbot, tmp_path)
    for name in ("https://example.org/a.png", "secret.txt", "../../etc/passwd"):
        assert shown.browser.loadResource(3, QUrl(name)) is None
    none = HelpViewer([])
    qtbot.addWidget(none)
    none.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    assert none.page is None and "without help pages" in none.note.text()


def test_the_menu_lists_the_bundled_pages_and_the_keys_stay(qtbot: QtBot, window: MainWindow) -> None:
    menu = next(action.menu() for action in window.menuBar().actions() if action.text() == "&Help")
    entries = [action for action in menu.actions() if action.text()]
    pages = help_pages()
    assert {"Finding a picture", "Hard negatives and true false positive rates"} <= {page.title for page in pages}
    assert [action.text() for action in entries[: len(pages)]] == [page.title for page in pages]
    last: HelpPage = pages[-1]
    entries[len(pages) - 1].trigger()
    opened = window.findChild(HelpViewer)
    assert opened.page == last and opened.isVisible()
    opened.reject()
    qtbot.waitUntil(lambda: window.findChild(HelpViewer) is None, timeout=WAIT)
    window.commands.actions["help_pages"].trigger()
    assert window.findChild(HelpViewer).page == pages[0]
    window.findChild(HelpViewer).accept()
