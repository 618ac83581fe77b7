"""The Train page by keys and clicks: what is learned from, the curves, pausing, the list and who may mine."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import worker
from app.core import catalog
from app.core.devices import Device
from app.core.jobs import NULL_JOB
from app.core.learning import put_away, warm
from app.core.settings import GENERAL
from app.core.store.project import Project
from app.gui import training_view
from app.gui.main_window import MainWindow
from app.gui.pages.export import ExportPage
from app.gui.pages.train import TrainPage
from app.gui.widgets import training_form
from app.gui.widgets.command_palette import CommandPalette
from app.gui.widgets.training_form import TrainingForm
from app.gui.widgets.warm_card import warm_settings
from app.worker import Order

WAIT = 20_000
STEPS = range(1, 600, 20)


def figures(auc: float, tpr: float) -> dict[str, Any]:
    def interval(value: float) -> list[float]:
        return [value, value - 0.03, value + 0.02]

    rates = {"1e-05": None, "0.0001": None, "0.001": interval(tpr), "0.01": interval(tpr + 0.1)}
    return {"lenient": {"auc": interval(auc), "ap": interval(auc), "tpr": rates, "positives": 9, "negatives": 99}}


def trained(project: Project, name: str, answer: str, number: int) -> None:
    """An embedder with curves, compared with `whiten`."""
    curves = {"loss": [[s, math.exp(-s / 100) + number] for s in STEPS], "gradient": [[s, 1.0] for s in STEPS],
              "active": [[s, 0.5] for s in STEPS], "validation": [[s, 0.7 + number] for s in STEPS]}  # fmt: skip
    project.rounds.add_embedder(
        fingerprint=f"{number}" * 64, name=name, backbone="efficientnet_lite0", backbone_fingerprint="b" * 64,
        head="linear", file="x", dim=384, parent="f" * 64, seed=3, settings={"train.scope": "head", "train.steps": 600},
        trained_on={"labels": [str(n) for n in range(1024)], "training": {"curves": curves}},
    )  # fmt: skip
    if answer:
        told = {"answer": answer, "sentence": f"{name} is {answer} than whiten, by AUC (-0.021)."}
        both = {"whiten": figures(0.93, 0.5), name: figures(0.95, 0.6)}
        project.rounds.set_metrics(f"{number}" * 64, {
            "against": "whiten", "set": "frozen", "cut": "lenient", "verdict": told, "frozen": both, "mined": both,
        })  # fmt: skip


@pytest.fixture
def page(window: MainWindow, full: Path) -> TrainPage:
    """The page on a project with a better and then a worse training."""
    with Project.open(full) as project:
        trained(project, "first", "better", 1)
        trained(project, "second", "worse", 2)
    window.open_path(full)
    window.show_page("train")
    found = window.pages["train"]
    assert isinstance(found, TrainPage)
    return found


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, page: TrainPage, name: str) -> None:
    """A click on the row of this embedding."""
    table = page.lineage.table
    row = next(n for n, one in enumerate(table.records.records) if one.name == name)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton,
                     pos=table.visualRect(table.model().index(row, 0)).center())  # fmt: skip


def cells(table: Any) -> list[list[str]]:
    model = table.model()
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


def enabled(window: MainWindow, id: str) -> bool:
    return window.commands.actions[id].isEnabled()


# -- the form --------------------------------------------------------------------------------------------------------


def test_every_setting_of_a_training_is_in_the_form(window: MainWindow, page: TrainPage) -> None:
    wanted = {row.key for row in GENERAL if row.key.startswith("train.")}
    assert wanted <= set(page.form.fields)
    scope = page.form.fields["train.scope"]
    assert isinstance(scope, QComboBox)
    page.form.load({"train.scope": "last"})
    for setting in catalog.entry("scope", "last").settings:
        assert f"scope.last.{setting.key}" in page.form.fields


def test_samplers_that_do_not_go_with_the_loss_are_greyed_with_the_reason(qtbot: QtBot) -> None:
    form = TrainingForm()
    qtbot.addWidget(form)
    sampler = form.fields["train.sampler"]
    assert isinstance(sampler, QComboBox)
    for loss in catalog.names("loss"):
        form.load({"train.loss": loss})
        fitting = catalog.samplers_for(loss)
        for row in range(sampler.count()):
            open_ = bool(sampler.model().flags(sampler.model().index(row, 0)) & Qt.ItemFlag.ItemIsEnabled)
            assert open_ == (sampler.itemData(row) in fitting), (loss, sampler.itemData(row))
            hint = sampler.itemData(row, Qt.ItemDataRole.ToolTipRole)
            assert bool(hint) != open_ and (open_ or loss in hint)
        assert form.values()["train.sampler"] in fitting
    picky = [loss for loss in catalog.names("loss") if len(catalog.samplers_for(loss)) < sampler.count()]
    assert picky, "some loss must be picky, or nothing was tried"


def test_devices_that_are_not_there_are_greyed_with_the_reason(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (Device("auto"), Device("cpu"), Device("cuda", "no NVIDIA driver was found"), Device("mps"))
    monkeypatch.setattr(training_form, "devices", lambda: found)
    form = TrainingForm()
    qtbot.addWidget(form)
    combo = next(box for box in form.findChildren(QComboBox) if box.accessibleName() == "Device")
    model = combo.model()
    assert [model.index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled != Qt.ItemFlag(0) for row in range(4)] == [
        True, True, False, True]  # fmt: skip
    hints = [combo.itemData(row, Qt.ItemDataRole.ToolTipRole) for row in range(4)]
    assert hints[2] == "no NVIDIA driver was found" and not any(hints[:2] + hints[3:])
    assert form.device == "auto"
    for wanted, got in (("mps", "mps"), ("cuda", "mps"), ("tpu", "mps"), ("cpu", "cpu")):  # one that has gone is not
        form.load({"device": wanted})
        assert form.device == got


def test_the_chosen_device_goes_with_the_training_and_is_remembered(window: MainWindow, page: TrainPage) -> None:
    asked: list[Any] = []
    window.session.start = lambda *names, **more: asked.append((names[0], more))  # type: ignore[method-assign]
    page.form.load({"device": "cpu"})
    page.on_train()
    page.on_remine()
    assert asked == [("train", {"device": "cpu"}), ("remine", {"device": "cpu"})]
    assert window.session.project is not None
    assert window.session.project.get("form.train", {})["device"] == "cpu"


def test_the_cost_is_said_before_and_follows_the_steps(page: TrainPage) -> None:
    assert "a guess until the first training here" in page.cost.text() and "MB of memory" in page.cost.text()
    before = page.cost.text()
    page.form.load({"train.steps": 1_000_000})
    assert page.cost.text() != before and "At most about" in page.cost.text()


def test_what_is_left_out_is_said_by_reason(page: TrainPage) -> None:
    assert page.learned_from.left_out.text() == "Left out: 13 across the sides."
    told = training_view.left_out(2, {"unsure": 3, "bad": 1, "disagreements": 4})
    assert told == "Left out: 2 across the sides, 3 unsure, 1 with a bad image, 4 that people disagree on."
    assert training_view.left_out(0, {"unsure": 0}) == ""


# -- the list --------------------------------------------------------------------------------------------------------


def test_the_list_names_parents_verdicts_and_who_mines(page: TrainPage) -> None:
    assert cells(page.lineage.table) == [
        ["second", "whiten", "head", "1,024", "worse", "–"],
        ["first", "whiten", "head", "1,024", "better", "next"],
        ["whiten", "–", "–", "–", "–", "round 0"],
    ]
    hints = [page.lineage.table.model().index(0, c).data(Qt.ItemDataRole.ToolTipRole) for c in (0, 2, 3)]
    assert hints[0] == "2" * 64 and "train.steps = 600" in hints[1] and "seed 3" in hints[1] and len(hints[2]) == 12


def test_the_chosen_one_shows_its_verdict_figures_and_curves(qtbot: QtBot, page: TrainPage) -> None:
    choose(qtbot, page, "first")
    assert page.lineage.verdict.text() == "first is better than whiten, by AUC (-0.021)."
    assert "frozen pairs" in page.lineage.basis.text() and "lenient" in page.lineage.basis.text()
    table = page.lineage.figures.table
    assert table is not None and [c.heading for c in table.records.columns][2:] == ["whiten", "first"]
    assert cells(table) == [
        ["frozen pairs", "AUC", "0.930 [0.900, 0.950]", "0.950 [0.920, 0.970]"],
        ["frozen pairs", "TPR at 0.001", "0.500 [0.470, 0.520]", "0.600 [0.570, 0.620]"],
        ["nearest negatives", "AUC", "0.930 [0.900, 0.950]", "0.950 [0.920, 0.970]"],
        ["nearest negatives", "TPR at 0.001", "0.500 [0.470, 0.520]", "0.600 [0.570, 0.620]"],
    ]
    for name, plot in page.curves.plots.items():
        assert plot.figure is not None and len(plot.figure.series[0].x) == len(STEPS), name
    first = page.curves.plots["loss"].figure
    assert page.curves.whose.text() == "The training of first."
    qtbot.keyClick(page.lineage.table, Qt.Key.Key_Up)
    assert page.lineage.embedding is not None and page.lineage.embedding.name == "second"
    second = page.curves.plots["loss"].figure
    assert first is not None and second is not None and second.series[0].y[0] == first.series[0].y[0] + 1
    choose(qtbot, page, "whiten")
    assert "made without grades" in page.lineage.verdict.text() and not page.lineage.figures.shown
    assert all(plot.figure is None and plot.empty.isVisible() for plot in page.curves.plots.values())


def test_promoting_is_possible_where_it_changes_something(
    qtbot: QtBot, window: MainWindow, page: TrainPage
) -> None:
    anyway = page.buttons["promote_anyway"]
    assert enabled(window, "promote") and enabled(window, "promote_anyway") and anyway.isVisible()
    choose(qtbot, page, "first")
    assert not enabled(window, "promote") and not anyway.isVisible(), "it mines next already"
    choose(qtbot, page, "whiten")
    assert enabled(window, "promote") and not enabled(window, "promote_anyway")


@pytest.mark.parametrize("anyway", [False, True])
def test_promote_asks_for_the_chosen_one(qtbot: QtBot, window: MainWindow, page: TrainPage, anyway: bool) -> None:
    asked: list[Any] = []
    window.session.start = lambda *names, **more: asked.append((names[0], more))  # type: ignore[method-assign]
    button = page.buttons["promote_anyway" if anyway else "promote"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert asked == [("promote", {"device": "auto", "embedder": "2" * 64, "anyway": anyway})]


def test_a_new_embedding_is_chosen_when_it_appears(window: MainWindow, page: TrainPage) -> None:
    assert window.session.project is not None
    trained(window.session.project, "third", "", 3)
    page.refresh()
    assert page.lineage.embedding is not None and page.lineage.embedding.name == "third"
    assert "was not compared yet" in page.lineage.verdict.text()


# -- a training ------------------------------------------------------------------------------------------------------


def test_all_four_curves_are_drawn_and_the_training_paused_by_its_key(
    qtbot: QtBot, window: MainWindow, page: TrainPage
) -> None:
    assert not enabled(window, "pause_training") and not page.buttons["pause_training"].isVisible()
    with qtbot.waitSignal(window.session.runner.ended, timeout=WAIT) as ended:
        page.form.load({"train.steps": 200})
        window.commands.actions["train"].trigger()
        qtbot.waitUntil(lambda: page.curves.plots["gradient"].figure is not None, timeout=WAIT)
        assert page.buttons["pause_training"].isVisible() and enabled(window, "pause_training")
        qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert ended.args[0].kind == "paused"
    assert set(page.curves.live) == set(page.curves.plots)


def test_a_training_that_waits_goes_on_with_its_own_settings(
    qtbot: QtBot, window: MainWindow, page: TrainPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.waiting.isHidden() and not enabled(window, "resume_training")
    settings = {"train.steps": 5000, "device": "cpu", "threads": 0}
    found = {"step": 1200, "steps": 5000, "seed": 9, "device": "cpu", "settings": settings}
    monkeypatch.setattr(put_away, "waiting", lambda _project: found)
    page.refresh()
    assert page.waiting.isVisible() and "step 1,200 of 5,000" in page.waiting.words.text()
    asked: list[Any] = []
    window.session.start = lambda *names, **more: asked.append((*names, more))  # type: ignore[method-assign]
    click(qtbot, page.waiting.resume)
    ((stage, _title, settings, seed, more),) = asked
    assert (stage, dict(settings.overrides), seed, more) == ("train", {"train.steps": 5000}, 9, {"device": "cpu"})


# -- a warm start ----------------------------------------------------------------------------------------------------


def begin_warm(qtbot: QtBot, window: MainWindow, page: TrainPage) -> None:
    with qtbot.waitSignal(window.session.runner.ended, timeout=WAIT) as ended:
        click(qtbot, page.warm.button)
        assert not page.warm.told.isVisible() and page.job.isVisible()
    assert ended.args[0].kind == "done", ended.args[0].text


def test_a_warm_start_takes_the_scope_of_the_form_and_tells_what_was_gained(
    qtbot: QtBot, window: MainWindow, page: TrainPage
) -> None:
    page.form.load({"train.scope": "head", "train.loss": "margin", "train.steps": 77, "train.warm_images": 90})
    begin_warm(qtbot, window, page)
    assert page.warm.told.isVisible() and page.warm.told.text() == (
        "Kept as “warm-1”: copies of 400 held-out images are told apart 0.6100 before and 0.6525 after, a gain of "
        "+0.0425 [+0.0311, +0.0533]. Trainings begin there from now on, and Mine again mines with it.")  # fmt: skip
    one = page.lineage.embedding
    assert one is not None and (one.name, one.mines_next) == ("warm-1", True), "the list follows"
    assert "+0.0425 [+0.0311, +0.0533] on copies of held-out images" in page.lineage.verdict.text()
    assert window.session.project is not None
    given = window.session.project.rounds.embedder("warm-1").settings
    assert (given["train.scope"], given["train.steps"], given["train.warm_images"]) == ("head", 77, 90)
    assert not {"train.loss", "train.sampler", "train.cut"} & set(given)
    assert not any(key.startswith(("loss.", "sampler.")) for key in given)


def test_a_warm_start_that_helps_nobody_is_said_not_to_be_kept(
    qtbot: QtBot, window: MainWindow, page: TrainPage
) -> None:
    page.form._seed.setValue(1)
    begin_warm(qtbot, window, page)
    assert page.warm.told.text().startswith("Not kept, as it is not surely better")
    assert "-0.0125 [-0.0311, +0.0033]" in page.warm.told.text()
    assert page.lineage.embedding is not None and page.lineage.embedding.name == "second"
    begun: list[bool] = []
    window.session.runner.started.connect(lambda _title: begun.append(page.warm.told.isVisible()))
    begin_warm(qtbot, window, page)
    assert begun == [False], "what was said of the one before is gone"


def test_without_grades_the_warm_start_is_the_thing_to_do(
    qtbot: QtBot, window: MainWindow, page: TrainPage, bare: Path
) -> None:
    assert not page.warm.first.isVisible() and page.warm.button.property("kind") == ""
    assert window.open_path(bare)
    window.show_page("train")
    assert page.warm.first.isVisible() and "needs no grade" in page.warm.first.text()
    assert page.warm.button.property("kind") == "primary"
    assert page.warm.y() < page.learned_from.y()
    asked: list[Any] = []
    window.session.start = lambda *names, **more: asked.append((*names, more))  # type: ignore[method-assign]
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = next(found for found in window.findChildren(CommandPalette) if found.isVisible())
    qtbot.keyClicks(palette.line, "warm start")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    ((stage, title, settings, seed, more),) = asked
    assert (stage, title, seed, more) == ("warm", "Warm start", 0, {"device": "auto"})
    assert settings["train.scope"] == "last" and settings["train.steps"] == 24


def test_the_order_of_the_window_is_one_that_the_stage_takes(monkeypatch: pytest.MonkeyPatch, full: Path) -> None:
    """The real stage, with what a default form orders, as far as the learning itself."""
    taken: list[Any] = []
    result = warm.Warmed(None, 0.5, 0.5, (0.0, 0.0, 0.0), 9)
    monkeypatch.setattr(warm, "warm", lambda _project, settings, **more: (taken.append((settings, more)), result)[1])
    form = TrainingForm()
    order = Order(1, "warm", full, warm_settings(form.settings().overrides), 4, {}, "cpu")
    told = worker._result(order, NULL_JOB, worker.STAGES)
    assert training_view.warmed(told).startswith("Not kept")
    ((settings, more),) = taken
    assert (settings["train.scope"], more["seed"], more["device"]) == ("last", 4, "cpu")


# -- the export of a model -------------------------------------------------------------------------------------------


def test_a_model_is_exported_from_the_window(qtbot: QtBot, window: MainWindow, page: TrainPage, tmp_path: Path) -> None:
    window.show_page("export")
    export = window.pages["export"]
    assert isinstance(export, ExportPage)
    qtbot.keyClick(export.format.radios["onnx"], Qt.Key.Key_Space)
    assert "first of efficientnet_lite0, 384 numbers" in export.sentence.text()
    assert "No threshold is stated: it was not measured" in export.empty.words.text()
    assert not export.rows.card.isEnabled()
    asked: list[Any] = []
    window.session.start = lambda *names, **more: asked.append((names[0], more))  # type: ignore[method-assign]
    export.export_to(tmp_path / "m.onnx")
    assert asked == [("model", {"kind": "onnx", "out": str(tmp_path / "m.onnx")})]


# -- how it looks ----------------------------------------------------------------------------------------------------


def test_everything_is_reached_by_tab_and_has_a_name(window: MainWindow, page: TrainPage) -> None:
    page.form.show_more(True)
    reached, here = set(), page.buttons["remine"]
    widget: QWidget | None = here
    while widget is not None and id(widget) not in reached:
        reached.add(id(widget))
        widget = widget.nextInFocusChain()
    for field in (*page.form.fields.values(), page.lineage.table, page.learned_from.counts, *page.buttons.values()):
        assert id(field) in reached and field.accessibleName(), field


@pytest.mark.skipif(sys.platform == "win32", reason="widths are those of other fonts")
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_nothing_is_wider_than_the_page_or_cut(window: MainWindow, page: TrainPage, size: tuple[int, int]) -> None:
    page.form.show_more(True)
    window.resize(*size)
    QApplication.processEvents()
    inner = page.learned_from.parentWidget()
    assert inner is not None and inner.width() <= page.width()
    for card in (page.learned_from, page.curves, page.lineage):
        assert card.height() >= card.layout().totalMinimumHeightForWidth(card.width()), "something is cut"
    for label in page.form.findChildren(QLabel):
        assert label.wordWrap() or label.sizeHint().width() <= label.width(), label.text()
