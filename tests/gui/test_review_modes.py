"""Anchor walk, sheet, proof sheet and group view in the real window, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.records import Act, Grade
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.gui.main_window import MainWindow
from app.gui.modes.group import Group
from app.gui.modes.sheet import Sheet
from app.gui.pages.review import ReviewPage
from tests.gui.reviewing import CTRL, SHIFT, Key, add_batch, answer, grades, look, press, rows


def keys(qtbot: QtBot, page: ReviewPage, *pressed: Qt.Key) -> None:
    """Press keys once everything on the screen has been seen."""
    for key in pressed:
        look(qtbot, page)
        press(key)


def title_of(page: ReviewPage) -> str:
    return page.frame.modes.title.text()


def test_anchor_walk_keeps_one_image_on_the_left(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    press(Key.Key_W)
    assert page.work is not None and page.work.walk is not None and page.work.walk.left == 12
    seen = []
    for _ in range(3):
        look(qtbot, page)
        assert page.canvas.left is not None and page.canvas.left.id == 1, "the anchor stays on the left"
        assert page.canvas.right is not None
        seen.append(page.canvas.right.id)
        press(Key.Key_3)
    assert len(set(seen)) == 3
    stored = rows(small)
    assert {row["mode"] for row in stored} == {"anchor"} and {row["side_order"] for row in stored} == {"as stored"}
    press(Key.Key_Z, CTRL)
    assert page.work.walk is not None and page.canvas.right is not None and page.canvas.right.id == seen[2]
    press(Key.Key_S)
    assert page.work.walk is not None and rows(small)[-1]["kind"] == "undo", "left out: nothing is stored"
    press(Key.Key_Left, SHIFT)
    assert page.canvas.right is not None and page.canvas.right.id == seen[2]
    stop = page.frame.strip._stops[-1]
    page.frame.strip.picked.emit(stop.position)
    assert page.work.walk is not None and page.canvas.right.id == stop.right, "the strip is that of the walk"
    page.go(11)
    assert page.work.walk is None and page.current is not None and page.current.position == 11
    page.go_on()
    press(Key.Key_W)
    press(Key.Key_W)
    assert page.work.walk is None and grades(page).count("NND") == 2
    answer(qtbot, page, Key.Key_1)
    assert rows(small)[-1]["mode"] == "pair"


def test_a_sheet_is_one_step_with_its_exceptions(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    press(Key.Key_E)
    assert isinstance(page.mode, Sheet) and len(page.mode.pairs) == 11
    assert not page.frame.shows_pair and QApplication.focusWidget() is page.frame.modes.grid
    asked = [pair.pair_id for pair in page.mode.pairs]
    keys(qtbot, page, Key.Key_1, Key.Key_3)  # ND for the third
    assert page.mode.given == {2: ("ND", False)} and page.mode.armed is None
    keys(qtbot, page, Key.Key_4, Key.Key_0)  # look-alike for the tenth
    press(Key.Key_1, SHIFT)
    assert "which picture" in page.frame.modes.hint.text()
    keys(qtbot, page, Key.Key_Minus)  # ND with low confidence for the eleventh
    keys(qtbot, page, Key.Key_S, Key.Key_5, Key.Key_U, Key.Key_6)
    assert grades(page) == [None] * 12, "nothing is stored before Enter"
    press(Key.Key_Return)
    stored = rows(small)
    assert [row["pair_id"] for row in stored] == [*asked[:4], *asked[5:]], "what was left out is not stored"
    assert len({row["step"] for row in stored}) == 1 and {row["mode"] for row in stored} == {"sheet"}
    by_pair = {row["pair_id"]: row for row in stored}
    assert [by_pair[asked[n]]["grade"] for n in (0, 2, 9, 10)] == ["NND", "ND", "NND", "ND"]
    assert by_pair[asked[9]]["lookalike"] and by_pair[asked[10]]["low_confidence"]
    assert by_pair[asked[5]]["kind"] == "unsure"
    assert isinstance(page.mode, Sheet) and len(page.mode.pairs) == 2, "the next sheet: what is still open"
    press(Key.Key_Z, CTRL)
    assert grades(page) == [None] * 12 and [pair.pair_id for pair in page.mode.pairs] == asked
    assert page.mode.given[2] == ("ND", False), "the exceptions are there again"
    press(Key.Key_Escape)
    assert page.mode is None and page.frame.shows_pair
    assert page.canvas.hasFocus()


def test_arrows_frame_a_picture_and_a_digit_grades_it(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_E)
    assert isinstance(page.mode, Sheet)
    keys(qtbot, page, Key.Key_Right, Key.Key_Right, Key.Key_2, Key.Key_2)
    assert page.mode.given == {0: ("near-ND", False), 1: ("near-ND", False)} and page.mode.focus == 3
    keys(qtbot, page, Key.Key_Left, Key.Key_3)
    assert page.mode.given == {0: ("near-ND", False)}, "NND is what the rest gets"
    press(Key.Key_Escape)
    assert page.mode is not None and page.mode.focus is None


def test_a_sheet_is_not_stored_before_it_can_have_been_seen(
    page: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.loader.pictures, "want", lambda _wishes: None)
    page.loader.pictures.forget()
    press(Key.Key_E)
    qtbot.wait(300)
    press(Key.Key_Return)
    assert grades(page) == [None] * 12 and page.mode is not None


def test_a_sealed_batch_has_no_sheet(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    project = page.session.project
    assert project is not None
    page.open_batch(project.pairs.batch(add_batch(project, "Frozen", "sealed")))
    qtbot.waitUntil(lambda: not window.commands.actions["sheet"].isEnabled())
    for id in ("anchor_walk", "proof_sheet", "group_view"):
        assert not window.commands.actions[id].isEnabled()
    press(Key.Key_E)
    assert page.mode is None


def test_a_proof_sheet_finds_slips(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    answer(qtbot, page, *[Key.Key_3] * 5, Key.Key_1)
    press(Key.Key_P)
    assert title_of(page) == "Proof sheet: ND, pairs 1 to 1 of 1"
    press(Key.Key_P)
    assert title_of(page) == "Proof sheet: NND, pairs 1 to 5 of 5"
    keys(qtbot, page, Key.Key_Right, Key.Key_2)
    last = rows(small)[-1]
    assert last["mode"] == "proof" and last["grade"] == "near-ND" and last["supersedes"] == rows(small)[4]["uuid"]
    assert page.frame.modes.grid.tiles[0].code == "near-ND"
    press(Key.Key_Z, CTRL)
    assert grades(page).count("NND") == 5 and page.frame.modes.grid.tiles[0].code == "NND"
    keys(qtbot, page, Key.Key_Right, Key.Key_Space, Key.Key_Right, Key.Key_Space, Key.Key_Return)
    assert page.mode is None and page.work is not None and page.work.walk is not None
    assert [pair.position for pair in page.work.walk.pairs] == [3, 2], "newest first"
    answer(qtbot, page, Key.Key_1, Key.Key_1)
    assert page.work.walk is None and [row["mode"] for row in rows(small)[-2:]] == ["proof", "proof"]
    assert grades(page)[2:4] == ["ND", "ND"]


@pytest.fixture
def grouped(page: ReviewPage) -> ReviewPage:
    """An open batch of which two pairs join three pictures, and answers that make a group of four others."""
    project = page.session.project
    assert project is not None
    ids = [image.id for image in project.images.all()]
    known = [(ids[4], ids[5]), (ids[5], ids[6]), (ids[6], ids[7]), (ids[4], ids[7])]
    for pair_id in project.pairs.ids([a for a, _ in known], [b for _, b in known]).tolist():
        project.labels.append([(pair_id, Act(grade=Grade.ND))], By(page.session.annotator))
    asked = [BatchRow(ids[0], ids[1], 0.1, "knn", "", "hardest"), BatchRow(ids[1], ids[2], 0.1, "knn", "", "hardest"),
             BatchRow(ids[4], ids[6], 0.1, "knn", "", "random"),
             BatchRow(ids[4], ids[9], 0.5, "knn", "", "random")]  # fmt: skip
    batch = project.pairs.create_batch(NewBatch("Groups", "hardest", 0, None, 0, blindness="open"), asked)
    page.open_batch(batch)
    return page


def test_a_group_is_accepted_as_one_step(grouped: ReviewPage, small: Path, qtbot: QtBot) -> None:
    page = grouped
    before = len(rows(small))
    press(Key.Key_G)
    assert isinstance(page.mode, Group) and len(page.mode.images) == 3
    assert title_of(page) == "Group: 3 images in 3 groups so far"
    keys(qtbot, page, Key.Key_Return)
    stored = rows(small)[before:]
    assert [(row["grade"], row["mode"]) for row in stored] == [("ND", "group")] * 2, "as few as join them"
    assert len({row["step"] for row in stored}) == 1
    assert title_of(page) == "Group: 3 images, all joined by your answers"
    press(Key.Key_Return)
    assert page.mode is None and page.current is not None and page.current.position == 3, "and (4, 6) followed already"
    press(Key.Key_Z, CTRL)
    assert page.current.position == 0 and grades(page) == [None] * 4


def test_a_group_is_split_and_one_graded_against_all(grouped: ReviewPage, small: Path, qtbot: QtBot) -> None:
    page = grouped
    page.go(2)
    before = len(rows(small))
    press(Key.Key_G)
    assert isinstance(page.mode, Group) and page.mode.title == "Group: 5 images in 2 groups so far"
    keys(qtbot, page, Key.Key_Right, Key.Key_Space, Key.Key_Right, Key.Key_Space, Key.Key_3)
    stored = rows(small)[before:]
    assert {row["grade"] for row in stored} == {"NND"} and {row["mode"] for row in stored} == {"group"}
    closure = page.work.review.closure  # type: ignore[union-attr]
    marked, rest = page.mode.images[:2], page.mode.images[2:]
    assert all(closure.grade(a, b) is not Grade.ND for a in marked for b in rest)
    press(Key.Key_Z, CTRL)
    assert closure.group(page.mode.images[0])[0:4] == sorted(page.mode.images[:4])
    keys(qtbot, page, Key.Key_Down, Key.Key_Right, Key.Key_2)
    press(Key.Key_Escape)
    assert page.mode is None


def test_notes_and_undo_name_the_step(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    said: list[str] = []
    window.session.note.connect(said.append)
    press(Key.Key_E)
    keys(qtbot, page, Key.Key_Return)
    press(Key.Key_Z, CTRL)
    assert said[-2:] == ["Sheet of 11 saved. Ctrl+Z takes it back.", "Took back sheet of 11. Ctrl+Y brings it back."]


def test_what_follows_is_passed_over_and_shown_as_such(page: ReviewPage, qtbot: QtBot) -> None:
    project = page.session.project
    assert project is not None and page.work is not None
    ids = [image.id for image in project.images.all()]
    ends = [(ids[0], ids[1]), (ids[1], ids[2]), (ids[0], ids[2]), (ids[3], ids[4])]
    asked = [BatchRow(a, b, 0.1, "knn", "", "hardest") for a, b in ends]
    page.open_batch(project.pairs.create_batch(NewBatch("Triple", "hardest", 0, None, 0), asked))
    answer(qtbot, page, Key.Key_1, Key.Key_1)
    assert page.current is not None and page.current.position == 3
    qtbot.waitUntil(lambda: page.frame.panel.bar.value() == 3)
    stops = {stop.position: stop for stop in page.frame.strip._stops}
    assert stops[2].inferred and stops[2].code == "ND" and not stops[0].inferred
    assert "1 follows" in page.frame.panel._left.text()
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.frame.panel.bar.value() == 1)
    assert page.current.position == 1


def test_a_click_frames_a_picture(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_E)
    look(qtbot, page)
    grid = page.frame.modes.grid
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid._cell(5).center().toPoint())
    assert page.mode is not None and page.mode.focus == 5
    press(Key.Key_1)
    assert isinstance(page.mode, Sheet) and page.mode.given == {4: ("ND", False)}
