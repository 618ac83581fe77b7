"""The images of the collection: a million rows cost what ten do; search, nearest images, a folder that was moved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app import worker
from app.core.reading.picture_file import PictureFile
from app.core.records import Image
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.collection import FOLDERS, CollectionPage
from app.gui.widgets.gallery import Gallery
from app.gui.widgets.image_model import PAGE, PAGES
from app.gui.widgets.thumbnail_grid import CELL, ThumbnailGrid
from tests.unit.test_nearby import store

WAIT = 20_000
MILLION = 1_000_000


class Counted:
    """A collection that makes its records up and counts how many were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def fetch(self, ids: list[int]) -> dict[int, Image]:
        self.asked += len(ids)
        unknown = (None,) * 5
        return {id: Image(id, f"{id:064x}", f"trip/{id}.jpg", "/pics", 40, 30, "JPEG", 1000, *unknown) for id in ids}


def place(image: Image) -> PictureFile:
    return PictureFile(image.id, None, Path("none.jpg"), image.width, image.height, image.bytes)


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def grid(qtbot: QtBot, counted: Counted) -> Iterator[ThumbnailGrid]:
    made = ThumbnailGrid(counted.fetch, place)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_ids(np.arange(1, MILLION + 1))
    yield made
    made.shut_down()


def test_of_a_million_rows_only_those_on_the_screen_are_read(grid: ThumbnailGrid, counted: Counted) -> None:
    grid.grab()
    assert 0 < counted.asked <= 2 * PAGE
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum() // 2)
    grid.grab()
    assert counted.asked <= 4 * PAGE
    middle = grid.in_sight()
    assert 400_000 < middle.start < 600_000 and len(middle) <= 5 * 6
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    assert grid.in_sight().stop == MILLION
    bottom = grid.place_of(MILLION - 1)
    assert bottom.bottom() < grid.viewport().height() and bottom.top() > 0


def test_scrolling_through_a_million_rows_reads_what_is_seen_and_forgets(
    grid: ThumbnailGrid, counted: Counted
) -> None:
    bar = grid.verticalScrollBar()
    for step in range(100):
        bar.setValue(bar.maximum() * step // 100)
        grid.viewport().repaint()
    assert counted.asked <= 100 * 2 * PAGE  # the work follows what is seen; `tests.bench grid` measures the time
    assert len(grid.images._pages) <= PAGES


@pytest.mark.parametrize("width", [100, 400, 900, 1900])
def test_cells_fill_the_width_without_gaps_and_are_found_where_they_are(grid: ThumbnailGrid, width: int) -> None:
    grid.resize(width, 600)
    assert grid.across == max(1, grid.viewport().width() // CELL.width())
    row = [grid.place_of(n) for n in range(grid.across)]
    assert row[0].left() == 0 and row[-1].right() == grid.viewport().width() - 1
    assert all(b.left() == a.right() + 1 for a, b in pairwise(row))
    grid.verticalScrollBar().setValue(12_345)
    for number in grid.in_sight():
        for point in (grid.place_of(number).topLeft(), grid.place_of(number).bottomRight()):
            assert grid.indexAt(point).row() == number
    assert not grid.indexAt(QPoint(-1, 5)).isValid()


def test_what_was_at_the_top_stays_there_when_the_columns_change(grid: ThumbnailGrid) -> None:
    grid.verticalScrollBar().setValue(CELL.height() * 1000)
    first = grid.in_sight().start
    grid.resize(500, 600)
    assert abs(grid.in_sight().start - first) < grid.across


def test_keys_walk_through_the_cells(qtbot: QtBot, grid: ThumbnailGrid, counted: Counted) -> None:
    grid.setFocus()
    across = grid.across
    grid.setCurrentIndex(grid.images.index(0, 0))
    for key, row in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 1 + across),
                     (Qt.Key.Key_Left, across), (Qt.Key.Key_Left, across - 1), (Qt.Key.Key_Up, across - 1),
                     (Qt.Key.Key_End, MILLION - 1), (Qt.Key.Key_Down, MILLION - 1), (Qt.Key.Key_Home, 0)):  # fmt: skip
        qtbot.keyClick(grid, key)
        assert grid.currentIndex().row() == row, key
        assert row in grid.in_sight()
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.currentIndex().row() % across == 0 and grid.currentIndex().row() > across
    before = counted.asked
    qtbot.keyClicks(grid, "xyz")  # Qt would look for a name that begins so in all rows
    assert counted.asked <= before + PAGE


def test_enter_opens_what_is_chosen(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    opened = []
    grid.opened.connect(opened.append)
    grid.setCurrentIndex(grid.images.index(5, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.place_of(2).center())
    assert grid.chosen().id == 3
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.place_of(2).center())
    assert [image.id for image in opened] == [6, 3]


def test_the_chosen_image_stays_chosen_when_others_come(grid: ThumbnailGrid) -> None:
    grid.setCurrentIndex(grid.images.index(5, 0))
    grid.show_ids(np.array([2, 4, 6, 8]))
    assert grid.chosen().id == 6
    grid.show_ids(np.array([2, 4]))
    assert grid.chosen() is None


def test_a_question_for_a_font_reads_nothing(grid: ThumbnailGrid, counted: Counted) -> None:
    before = counted.asked
    assert grid.images.index(700_000, 0).data(Qt.ItemDataRole.FontRole) is None
    assert counted.asked == before
    assert grid.images.index(700_000, 0).data() == "700001.jpg" and counted.asked == before + PAGE


def test_a_screen_reader_hears_the_name_of_the_cell(grid: ThumbnailGrid) -> None:
    grid.show_ids(np.arange(1, 20))
    spoken = QAccessible.queryAccessibleInterface(grid)
    assert spoken.text(QAccessible.Text.Name) == "Images"
    assert grid.images.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "3.jpg"


# -- in the window ---------------------------------------------------------------------------------------------------


@pytest.fixture
def real(qtbot: QtBot, memory: Memory) -> MainWindow:
    made = MainWindow(memory, worker.STAGES)
    qtbot.addWidget(made)
    made.show()
    return made


def gallery_of(window: MainWindow, project: Path) -> Gallery:
    window.open_path(project)
    window.show_page("collection")
    return window.pages["collection"].gallery


def names(gallery: Gallery) -> list[str]:
    model = gallery.grid.images
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_images_are_searched_by_name_while_typing(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    gallery = gallery_of(window, full)
    assert len(names(gallery)) == 12
    window.commands.actions["search_images"].trigger()
    assert gallery.search.hasFocus()
    qtbot.keyClicks(gallery.search, "PICTURE1")
    qtbot.waitUntil(lambda: names(gallery) == ["picture10.jpg", "picture11.jpg"], timeout=WAIT)
    assert gallery.words.text() == "2 images with “PICTURE1” in the path"
    gallery.search.clear()
    qtbot.keyClick(gallery.search, Qt.Key.Key_Return)
    assert len(names(gallery)) == 12


def test_the_nearest_images_come_from_the_second_process(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    angles = np.linspace(0, 1, 5)
    ids = store(full, np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32))
    gallery = gallery_of(window, full)
    gallery.grid.setFocus()
    qtbot.keyClick(gallery.grid, Qt.Key.Key_Home)
    qtbot.keyClick(gallery.grid, Qt.Key.Key_Return)
    assert "Looking for" in gallery.words.text()
    qtbot.waitUntil(lambda: gallery.grid.images.rowCount() == 5, timeout=WAIT)
    assert gallery.grid.images.ids.tolist() == ids
    assert names(gallery)[1] == "0.249  picture01.jpg"
    assert gallery.words.text() == "Nearest to picture00.jpg by whiten; the number is the distance."
    qtbot.mouseClick(gallery.back, Qt.MouseButton.LeftButton)
    assert len(names(gallery)) == 12 and names(gallery)[1] == "picture01.jpg" and gallery.back.isHidden()


def test_without_an_embedding_it_says_what_to_do(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    gallery = gallery_of(window, full)
    window.commands.actions["nearest_images"].trigger()
    assert window.bottom.note_text.text() == "Choose an image first."
    gallery.grid.setCurrentIndex(gallery.grid.images.index(0, 0))
    window.commands.actions["nearest_images"].trigger()
    qtbot.waitUntil(lambda: "mine again" in gallery.words.text(), timeout=WAIT)


def test_the_menu_key_offers_what_can_be_done_with_an_image(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    gallery = gallery_of(window, full)
    gallery._offer(gallery.grid.images.image(0), QPoint(0, 0))
    menu = gallery.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Nearest images", "Open folder"]
    menu.close()


def test_a_folder_that_was_moved_is_found_again(qtbot: QtBot, real: MainWindow, full: Path, tmp_path: Path) -> None:
    with Project.open(full, role="reader") as project:
        answers, old = project.labels.answers(), project.images.folders()[0].path
    shutil.move(tmp_path / "pictures", tmp_path / "moved")
    gallery_of(real, full)
    collection: CollectionPage = real.pages["collection"]
    assert collection.folders.records.index(0, 3).data() == "not there now"
    real.commands.actions["relink"].trigger()
    dialog = real.findChild(QFileDialog)
    assert dialog.windowTitle() == f"Where is {old} now?"
    with qtbot.waitSignal(real.session.runner.ended, timeout=WAIT) as ended:
        dialog.fileSelected.emit(str(tmp_path / "moved"))
        dialog.reject()
    assert ended.args[0].kind == "done", ended.args[0].text
    assert collection.folders.records.records[0][0] == str(tmp_path / "moved")
    assert real.bottom.note_text.text() == f"12 files found in {tmp_path / 'moved'}, 1 not."  # the broken one is gone
    assert real.session.project.labels.answers() == answers


def test_which_folder_is_asked_when_none_is_lost(window: MainWindow, full: Path) -> None:
    gallery_of(window, full)
    collection: CollectionPage = window.pages["collection"]
    window.commands.actions["relink"].trigger()
    assert collection.tabs.currentIndex() == FOLDERS and "Choose a folder" in window.bottom.note_text.text()


def test_the_grid_is_laid_out_by_its_size_alone(grid: ThumbnailGrid) -> None:
    assert QSize(grid.place_of(7).size()).height() == CELL.height()
    assert grid.place_of(7).width() >= CELL.width()


def test_a_pair_whose_file_is_gone_says_how_to_find_it(
    qtbot: QtBot, window: MainWindow, full: Path, tmp_path: Path
) -> None:
    window.open_path(full)
    window.show_page("review")
    review = window.pages["review"]
    qtbot.waitUntil(lambda: review.canvas.pictures is not None, timeout=WAIT)
    assert "Relink" not in review.frame.inspector.remarks.text()
    window.on_close_project()
    shutil.move(tmp_path / "pictures", tmp_path / "moved")
    window.open_path(full)
    window.show_page("review")
    qtbot.waitUntil(lambda: "“Relink folder…”" in review.frame.inspector.remarks.text(), timeout=WAIT)
    assert window.commands.actions["relink"].isEnabled()
