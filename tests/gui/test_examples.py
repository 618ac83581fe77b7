"""The drawer of examples by keys: what every answer means, and nothing of what is asked."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.core.grading.practice import contents_of
from app.core.records import SCALE
from app.core.sample import PAIRS
from app.core.sample import images as sample_images
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.gui.example_words import EXAMPLES, SHOWN
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from app.gui.widgets.example_drawer import PairPicture
from tests.gui import furnished, stages
from tests.gui.reviewing import CTRL, SHIFT, Key, grades, look, press

FILES = [name.partition("#")[0] for rows in EXAMPLES.values() for *ends, _why in rows for name in ends]


def test_every_example_is_what_is_known_of_the_sample() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(row["left_path"], row["right_path"]): row for row in rows}
    assert list(EXAMPLES) == [*(choice.code for choice in SCALE), "DUP"]
    for code, pairs in EXAMPLES.items():
        assert len(pairs) >= SHOWN and len({why for *_, why in pairs}) in (1, len(pairs))
        for left, right, _why in pairs:
            if "#" in right:
                assert code == "ND" and right.startswith(f"{left}#") and (sample_images() / left).is_file()
                continue
            row = known[f"images/{left}", f"images/{right}"]
            assert ("lookalike" if row["lookalike"] == "1" else row["grade"]) == code, (left, right)
    each = [{left, right.partition("#")[0]} for rows in EXAMPLES.values() for left, right, _ in rows]
    assert sum(map(len, each)) == len(set[str]().union(*each)), "no picture is in two of them"


def files_shown(page: ReviewPage) -> dict[str, list[tuple[str, str]]]:
    """The files of the examples in the drawer, by the code of their answer."""
    return {code: [(FILES[pair.left], FILES[pair.right]) for pair in pairs]
            for code, pairs in page.examples.shown.items()}  # fmt: skip


def drawn(page: ReviewPage) -> list[PairPicture]:
    assert page.examples.drawer is not None
    return [each for each in page.examples.drawer.scroll.findChildren(PairPicture) if each.isVisibleTo(page)]


def test_f2_shows_two_pairs_of_every_answer_and_the_keys_still_grade(page: ReviewPage, qtbot: QtBot) -> None:
    assert page.examples.drawer is None, "nothing is made before it is wanted"
    press(Key.Key_F2)
    drawer = page.examples.drawer
    assert drawer is not None and drawer.isVisible() and page.canvas.hasFocus()
    assert {code: len(pairs) for code, pairs in page.examples.shown.items()} == dict.fromkeys(EXAMPLES, SHOWN)
    words = "\n".join(label.text() for label in drawer.findChildren(QLabel))
    assert all(choice.definition in words for choice in SCALE)
    assert all(EXAMPLES[code][1][2] in words for code in EXAMPLES)
    assert drawn(page)[0].accessibleName() == f"Example of ND: {EXAMPLES['ND'][0][2]}"
    qtbot.waitUntil(lambda: all(page.examples._thumbnail(id) is not None for id in range(len(FILES))))
    look(qtbot, page)
    press(Key.Key_1)
    drawer.scroll.setFocus()
    look(qtbot, page)
    press(Key.Key_3)
    assert grades(page)[:3] == ["ND", "NND", None]
    press(Key.Key_Down)
    assert drawer.scroll.verticalScrollBar().value() > 0, "the arrows scroll it while it has the focus"
    press(Key.Key_Escape)
    assert not drawer.isVisible() and page.frame.side.isVisible() and page.canvas.hasFocus()
    press(Key.Key_F2)
    press(Key.Key_Escape)
    assert not drawer.isVisible(), "from the canvas, too"
    press(Key.Key_F2)
    press(Key.Key_F2)
    assert not drawer.isVisible() and page.frame.side.isVisible()


def test_tab_reaches_it_and_the_mouse_leaves_the_keys_with_the_canvas(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_F2)
    drawer = page.examples.drawer
    assert drawer is not None
    wanted, seen = {drawer.scroll, drawer.close_button}, set()
    for _ in range(60):
        press(Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert wanted <= seen
    drawer.close_button.setFocus()
    press(Key.Key_Return)
    assert not drawer.isVisible() and page.canvas.hasFocus()


@pytest.mark.parametrize(("width", "both", "drawer"), [(1280, False, True), (1900, True, True), (900, False, False)])
def test_the_pictures_keep_their_room(
    page: ReviewPage, window: MainWindow, qtbot: QtBot, width: int, both: bool, drawer: bool
) -> None:
    window.resize(1280, 800)
    room = page.canvas.width()
    said: list[str] = []
    page.session.note.connect(said.append)
    window.resize(width, 800)
    press(Key.Key_F2)
    made = page.examples.drawer
    assert made is not None and made.isVisible() is drawer and page.frame.side.isVisible() is both
    assert page.canvas.width() >= min(room, width - 300)
    assert ("The examples need a wider window." in said) is not drawer


def test_it_is_open_again_when_it_was_left_open(
    page: ReviewPage, window: MainWindow, small: Path, qtbot: QtBot
) -> None:
    press(Key.Key_F2)
    assert window.memory.examples
    window.close()
    again = MainWindow(Memory(QSettings(window.memory._settings.fileName(), QSettings.Format.IniFormat)), stages.NAME)
    qtbot.addWidget(again)
    again.show()
    again.resize(1280, 800)
    assert again.open_path(small)
    second = again.pages["review"]
    assert isinstance(second, ReviewPage)
    qtbot.waitUntil(lambda: second.examples.open)
    drawer = second.examples.drawer
    assert drawer is not None and drawer.isVisible()
    second.on_examples()
    assert not again.memory.examples


@pytest.fixture
def known(tmp_path: Path, window: MainWindow, qtbot: QtBot) -> ReviewPage:
    """A project of the pictures of all examples of NND and look-alikes, with a batch that asks two such pairs."""
    folder = tmp_path / "copies"
    folder.mkdir()
    names = [name for code in ("NND", "lookalike") for left, right, _ in EXAMPLES[code] for name in (left, right)]
    for name in names:
        shutil.copy(sample_images() / name, folder / f"copy-{name}")
    with Project.create(tmp_path / "known.nearpair", salt="test") as project:
        furnished.record_pictures(project, folder, [folder / f"copy-{name}" for name in names], [])
        contents = contents_of([sample_images() / name for name in names])
        ids = project.images.ids_of(contents)
        asked = [(0, 1), (8, 2), (10, 12)]  # the first NND, then pictures of other examples with one another
        rows = [BatchRow(*sorted((ids[contents[a]], ids[contents[b]])), 0.5, "knn", "", "hardest") for a, b in asked]
        project.pairs.create_batch(NewBatch("B", "hardest", 0, None, 0), rows)
        place = project.path
    assert window.open_path(place)
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    look(qtbot, page)
    return page


def test_nothing_is_shown_of_a_pair_that_is_asked_nor_with_a_picture_of_the_one_on_the_screen(
    known: ReviewPage, qtbot: QtBot
) -> None:
    nnd, alike = ([(left, right) for left, right, _ in EXAMPLES[code]] for code in ("NND", "lookalike"))
    press(Key.Key_F2)
    assert files_shown(known)["NND"] == nnd[1:3] and files_shown(known)["lookalike"] == alike[:2]
    press(Key.Key_3)
    qtbot.waitUntil(lambda: files_shown(known)["lookalike"] == alike[1:3])
    assert files_shown(known)["NND"] == nnd[2:4], "one end of the second NND is on the screen"
    look(qtbot, known)
    press(Key.Key_3)
    qtbot.waitUntil(lambda: files_shown(known)["lookalike"] == [alike[0], alike[3]])
    assert files_shown(known)["NND"] == nnd[1:3], "the first stays away after its answer, too"


def test_beside_a_practice_it_shows_no_pair_of_it(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_P, CTRL | SHIFT)
    press(Key.Key_F2)
    asked = {frozenset(path.name for path in (pair.left.path, pair.right.path) if path)
             for pair in page.practising.pairs}  # fmt: skip
    for _ in range(3):
        at = page.practising.at
        assert at is not None and at.left.path is not None and at.right.path is not None
        shown = {frozenset(ends) for rows in files_shown(page).values() for ends in rows}
        assert shown and not shown & asked and not {at.left.path.name, at.right.path.name} & frozenset().union(*shown)
        look(qtbot, page)
        press(Key.Key_3)
        press(Key.Key_Return)
        qtbot.wait(20)
    press(Key.Key_Escape)
    assert page.practising.on and not page.examples.open, "the first Esc puts the drawer away"
    press(Key.Key_Escape)
    assert not page.practising.on


def test_without_the_sample_a_sentence_says_so(
    page: ReviewPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refused: list[str] = []
    page.session.refused.connect(refused.append)
    monkeypatch.setattr("app.core.sample.IMAGES", tmp_path / "nowhere")
    press(Key.Key_F2)
    assert not page.examples.open and len(refused) == 1 and "sample is missing" in refused[0]


def test_without_a_batch_there_is_nothing_to_stand_beside(window: MainWindow, bare: Path) -> None:
    assert window.open_path(bare)
    window.show_page("review")
    said: list[str] = []
    window.session.note.connect(said.append)
    window.commands.actions["examples"].trigger()
    assert said == ["The examples stand beside the pairs of a batch."]
