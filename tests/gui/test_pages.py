"""The pages around Review: what they show of a project, what they ask of the worker, their empty states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core import catalog
from app.core.jobs import Progress
from app.core.records import Changes
from app.core.settings import GENERAL, Settings, table
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.outcomes import count, sentence
from app.gui.pages.collection import CollectionPage
from app.gui.pages.export import ExportPage
from app.gui.pages.train import TrainPage
from app.gui.pictures import THUMBNAIL
from app.gui.widgets.plots import Figure, Plot, Series
from app.gui.widgets.records_table import Column, RecordsTable
from app.gui.widgets.settings_form import SettingsForm, offered

WAIT = 20_000


class Asked:
    """Stands for the runner's start: keeps what would be run."""

    def __init__(self, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, Settings, int, dict[str, Any]]] = []
        monkeypatch.setattr(window.session.runner, "start", self._start)

    def _start(self, stage: str, _place: Path, settings: Settings, title: str, seed: int = 0, **arguments: Any) -> None:
        assert title.strip()
        self.calls.append((stage, settings, seed, arguments))


@pytest.fixture
def asked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(window, monkeypatch)


def page(window: MainWindow, name: str) -> Any:
    window.show_page(name)
    return window.pages[name]


# -- Collection ------------------------------------------------------------------------------------------------------


def test_the_collection_counts_and_lists(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    window.open_path(full)
    collection: CollectionPage = page(window, "collection")
    assert [label.text() for label in collection.figures.values()] == ["12", "13", "1", "1"]
    assert collection.tabs.tabText(2) == "Problems (1)"
    row = collection.problems.records.index(0, 0)
    assert [collection.problems.records.index(0, n).data() for n in range(3)] == [
        "broken.jpg", "truncated", "The file ends inside the picture."
    ]  # fmt: skip
    assert row.data(Qt.ItemDataRole.ToolTipRole).endswith("pictures/broken.jpg")
    assert collection.folders.records.records[0][1:] == (13, 1, True)
    assert collection.groups.records.records == [("family", 3)]


def test_thumbnails_are_read_when_they_come_into_sight(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    window.open_path(full)
    grid = page(window, "collection").gallery.grid
    first = grid.model().index(0).data(Qt.ItemDataRole.UserRole)
    qtbot.waitUntil(lambda: grid.pictures.get(first.id, THUMBNAIL) is not None, timeout=WAIT)
    assert grid.pictures.get(first.id, THUMBNAIL).image.width() == 120
    assert grid.in_sight().start == 0 and len(grid.in_sight()) <= 12
    assert "picture00.jpg" in grid.model().index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_an_empty_collection_offers_a_folder_and_a_reading_one_does_not(window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    collection: CollectionPage = page(window, "collection")
    assert collection.empty.isVisible() and collection.empty.button.text() == "Add folder…"
    window.session.start("prepare", "Preparing")
    assert collection.reading.isVisible() and collection.job.isVisible()


def test_the_collection_fills_while_pictures_are_read(window: MainWindow, full: Path, tmp_path: Path) -> None:
    window.open_path(full)
    collection: CollectionPage = page(window, "collection")
    with Project.open(full, role="worker") as worker:
        from tests.gui.furnished import draw_pictures, record_pictures

        more = draw_pictures(tmp_path / "more", 14)[12:]
        record_pictures(worker, tmp_path / "more", more, [])
    collection._look()
    assert collection.figures["images"].text() == "14"


def test_what_the_collection_asks_for(window: MainWindow, full: Path, asked: Asked, tmp_path: Path) -> None:
    window.open_path(full)
    collection: CollectionPage = page(window, "collection")
    collection.add_folder(tmp_path)
    window.commands.actions["read_again"].trigger()
    window.commands.actions["try_again"].trigger()
    collection.import_labels(tmp_path / "labels.csv")
    collection.import_groups(tmp_path / "groups.csv")
    collection.import_embeddings(tmp_path / "own.npz")
    collection.merge(tmp_path / "other.nearpair")
    assert [(stage, arguments) for stage, _, _, arguments in asked.calls] == [
        ("ingest", {"folders": [str(tmp_path)]}),
        ("ingest", {}),
        ("ingest", {"retry": True}),
        ("label", {"file": str(tmp_path / "labels.csv"), "annotator": window.session.annotator}),
        ("groups", {"file": str(tmp_path / "groups.csv")}),
        ("import_file", {"kind": "embeddings", "file": str(tmp_path / "own.npz")}),
        ("merge", {"other": str(tmp_path / "other.nearpair")}),
    ]


def test_a_folder_is_asked_for_without_blocking(qtbot: QtBot, window: MainWindow, bare: Path, tmp_path: Path,
                                                asked: Asked) -> None:  # fmt: skip
    window.open_path(bare)
    window.commands.actions["add_folder"].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    assert asked.calls[0][3] == {"folders": [str(tmp_path)]}


# -- Train -----------------------------------------------------------------------------------------------------------


def test_train_shows_what_can_be_learned_from(window: MainWindow, full: Path, bare: Path) -> None:
    window.open_path(full)
    train: TrainPage = page(window, "train")
    rows = dict(train.learned_from.counts.records.records)
    total = sum(row.total() for row in rows.values())
    assert total == 24 and set(rows) == {"Training side", "Evaluation side, kept apart", "Across the sides, unused"}
    assert "can be learned from under the lenient cut" in train.learned_from.hint.text()
    train.form.load({"train.cut": "strict"})
    assert "under the strict cut" in train.learned_from.hint.text()
    assert [row.name for row in train.lineage.table.records.records] == ["whiten"]
    window.open_path(bare)
    page(window, "train")
    assert "no positive pair" in train.learned_from.hint.text()


def test_the_loss_is_drawn_while_it_trains(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    window.open_path(full)
    train: TrainPage = page(window, "train")
    with qtbot.waitSignal(window.session.runner.ended, timeout=WAIT):
        window.commands.actions["train"].trigger()
    for name, first in (("loss", 1.0), ("validation", 2.0)):
        figure = train.curves.plots[name].figure
        assert figure is not None and figure.series[0].y[0] == first and len(figure.series[0].x) >= 2
    assert train.result.text() == "Last run: 9 pairs, 5 steps, all steps done. Not learned from: 3 across sides."
    assert "linear-1" in window.bottom.note_text.text()


def test_what_training_and_mining_again_ask_for(window: MainWindow, full: Path, asked: Asked) -> None:
    window.open_path(full)
    train: TrainPage = page(window, "train")
    train.form.load({"train.scope": "head", "train.loss": "margin"})
    train.form.load({"train.cut": "strict", "train.steps": 50, "loss.margin.alpha": 0.25})
    window.commands.actions["train"].trigger()
    window.commands.actions["remine"].trigger()
    assert [call[0] for call in asked.calls] == ["train", "remine"]
    settings = asked.calls[0][1]
    assert [settings[key] for key in ("train.cut", "train.steps", "loss.margin.alpha")] == ["strict", 50, 0.25]


# -- Export ----------------------------------------------------------------------------------------------------------


def test_export_previews_what_it_will_write(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    export: ExportPage = page(window, "export")
    assert "24 rows" in export.sentence.text()
    assert export.table is not None and export.table.records.columns[0].heading == "left_path"
    assert export.table.records.index(0, 0).data() == "picture00.jpg"
    export.rows.radios["votes"].click()
    assert export.table.records.columns[-1].heading == "undone"
    export.rows.radios["candidates"].click()
    assert "21 rows" in export.sentence.text()
    export.absolute.click()
    assert Path(export.table.records.index(0, 0).data()).is_absolute()
    export.format.radios["embeddings"].click()
    assert export.empty.isVisible() and "12 images" in export.sentence.text()
    assert not export.rows.card.isEnabled()


def test_export_of_nothing_says_so(window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    export: ExportPage = page(window, "export")
    assert export.empty.isVisible() and "no rows" in export.sentence.text()
    export.rows.radios["candidates"].click()
    assert "mine first" in export.empty.words.text()


@pytest.mark.parametrize(("rows", "flags"), [("answers", (False, False)), ("votes", (False, True)),
                                             ("candidates", (True, False))])  # fmt: skip
def test_what_export_asks_for(window: MainWindow, full: Path, asked: Asked, tmp_path: Path, rows: str,
                              flags: tuple[bool, bool]) -> None:  # fmt: skip
    window.open_path(full)
    export: ExportPage = page(window, "export")
    export.format.radios["jsonl"].click()
    export.rows.radios[rows].click()
    export.export_to(tmp_path / "out.jsonl")
    stage, _, _, arguments = asked.calls[0]
    assert (stage, arguments["kind"], arguments["out"]) == ("export", "jsonl", str(tmp_path / "out.jsonl"))
    assert (arguments["candidates"], arguments["votes"]) == flags and arguments["absolute"] is False


def test_the_export_dialog_proposes_a_name_beside_the_project(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    window.commands.actions["export"].trigger()
    dialog = window.findChild(QFileDialog)
    assert Path(dialog.selectedFiles()[0]) == full.parent / "full-answers.csv"
    dialog.reject()


# -- the parts -------------------------------------------------------------------------------------------------------


def test_the_form_has_a_field_for_every_setting_with_its_bounds(qtbot: QtBot) -> None:
    keys = tuple(key for key in table() if key.split(".")[0] not in catalog.REGISTRIES)
    form = SettingsForm(keys)
    qtbot.addWidget(form)
    defaults = {key: table()[key].default for key in keys}
    assert {key: form.values()[key] for key in keys} == defaults
    assert form.settings() == Settings(form.values())
    for key in keys:
        setting = table()[key]
        field: Any = form.fields[key]
        assert field.accessibleName() == setting.label
        if setting.minimum is not None and hasattr(field, "minimum"):
            assert (field.minimum(), field.maximum()) == (setting.minimum, setting.maximum)


def test_every_entry_of_every_registry_brings_its_settings(qtbot: QtBot) -> None:
    form = SettingsForm(("mine.miner", "train.loss"))
    qtbot.addWidget(form)
    for miner in catalog.names("miner"):
        form.load({"mine.miner": miner})
        own = {key for key in form.fields if key.startswith("miner.")}
        assert own == {f"miner.{miner}.{s.key}" for s in catalog.entry("miner", miner).settings}


def test_the_form_forgives_what_was_remembered_under_other_bounds(qtbot: QtBot) -> None:
    form = SettingsForm(("batch.size", "mine.miner"))
    qtbot.addWidget(form)
    form.load({"batch.size": -4, "mine.miner": "gone", "no.such.key": 1, "miner.knn.k": 12})
    assert form.values() == {"batch.size": 200, "mine.miner": "knn", "miner.knn.k": 12}


def test_more_settings_wait_behind_a_button(qtbot: QtBot) -> None:
    form = SettingsForm(("train.cut",), ("train.patience",))
    qtbot.addWidget(form)
    form.show()
    field: QWidget = form.fields["train.patience"]
    assert not field.isVisible() and form.values()["train.patience"] == 10
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert field.isVisible() and form.seed == 0


def test_a_choice_of_one_is_no_row() -> None:
    alone = [setting.key for setting in GENERAL if len(setting.choices) == 1]
    assert offered(*alone, "mine.miner") == ("mine.miner",)


def test_a_text_is_a_field_of_text(qtbot: QtBot) -> None:
    form = SettingsForm(("embed.backbone",))
    qtbot.addWidget(form)
    form.load({"embed.backbone": "onnx", "backbone.onnx.file": "/nets/sscd.json"})
    assert form.values() == {"embed.backbone": "onnx", "backbone.onnx.file": "/nets/sscd.json"}
    changed: list[int] = []
    form.changed.connect(lambda: changed.append(1))
    field = form.fields["backbone.onnx.file"]
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "2")
    assert changed and form.settings()["backbone.onnx.file"] == "/nets/sscd.json2"


def test_a_million_rows_open_at_once(qtbot: QtBot) -> None:
    made: list[int] = []

    def text(record: int) -> str:
        made.append(record)
        return str(record)

    shown = RecordsTable("Numbers", (Column("n", text, number=True),))
    qtbot.addWidget(shown)
    shown.show_records(range(1_000_000))
    shown.show()
    qtbot.wait(10)
    assert shown.model().rowCount() == 1_000_000 and 0 < len(set(made)) < 1000


def test_plots_wait_draw_and_take_the_colours_of_the_theme(qtbot: QtBot) -> None:
    plot = Plot("ROC", "Nothing yet")
    qtbot.addWidget(plot)
    plot.show()
    assert plot.empty.isVisible()
    line = Series("trained", np.array([1e-4, 1e-2, 1.0]), np.array([0.2, 0.8, 1.0]), "accent")
    bars = Series("ND", np.linspace(0, 2, 5), np.arange(4.0), "#0072b2")
    plot.draw(Figure((line,), "false positive rate", "true positive rate", log_x=True))
    assert not plot.empty.isVisible()
    curve = plot.canvas.getPlotItem().listDataItems()[0]
    assert np.allclose(curve.getOriginalDataset()[0], [-4, -2, 0])
    plot.draw(Figure((bars, line), "distance", "pairs"))
    plot.draw(None)
    assert plot.empty.isVisible()


def test_progress_without_figures_draws_nothing(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    train: TrainPage = page(window, "train")
    train._progressed(Progress("Training", 1, 2, {"loss": 1.0}))  # no training runs
    assert train.curves.plots["loss"].figure is None


def test_sentences_say_what_was_done() -> None:
    assert sentence("ingest", {"images": 1, "new": 1, "problems": []}) == "1 image in the collection, 1 new."
    assert sentence("ingest", {"images": 9, "new": 0, "problems": [1]}).endswith("1 problem listed.")
    assert sentence("label", {"labels": 3, "bad": [{"line": 2}]}) == "3 grades imported, 1 line could not be used."
    assert sentence("export", {"rows": 1200, "out": "/a.csv"}) == "1,200 rows written to /a.csv."
    assert sentence("evaluate", {"verdict": {"answer": "better"}}) == "Measured. The trained embedding is better."
    assert sentence("unknown", {}) == "Done."
    assert (count(1, "pair"), count(0, "pair")) == ("1 pair", "0 pairs")


def test_a_grade_refreshes_what_is_in_sight(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    export: ExportPage = page(window, "export")
    project = window.session.project
    assert project is not None
    project.labels.undo(_by("ann"))
    window.session.tell(Changes(labels=True))
    assert "23 rows" in export.sentence.text()


def _by(annotator: str) -> Any:
    from app.core.store.labels import By

    return By(annotator)
