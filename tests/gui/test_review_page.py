"""The review page in the real window, driven by keys: what is stored, what is refused, what is shown."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.core.records import Grade
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.widgets.pair_canvas import View
from tests.gui import furnished

Key = Qt.Key
SHIFT, CTRL, KEYPAD = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
SIZE = 12


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return tmp_path / "pictures"


@pytest.fixture
def small(tmp_path: Path, pictures: Path) -> Path:
    """A project with one blind batch of twelve pairs, every other one with its sides exchanged."""
    with Project.create(tmp_path / "small.nearpair", salt="test") as project:
        furnished.record_pictures(project, pictures, furnished.draw_pictures(pictures), [])
        add_batch(project, "First", "blind")
        return project.path


def add_batch(project: Project, name: str, blindness: str, size: int = SIZE) -> int:
    ids = [image.id for image in project.images.all()]
    pairs = [(a, b) for a in ids for b in ids if a < b][:size]
    rows = [
        BatchRow(a, b, 0.25 + n / 100, "knn", "knn rank=1 back=0 k=10", "hardest", 1.0, swapped=n % 2 == 1)
        for n, (a, b) in enumerate(pairs)
    ]
    new = NewBatch(name, "hardest", 0, None, 0, blindness=blindness, sealed=blindness == "sealed")
    return project.pairs.create_batch(new, rows).id


@pytest.fixture
def page(window: MainWindow, small: Path, qtbot: QtBot) -> Iterator[ReviewPage]:
    assert window.open_path(small)
    made = window.pages["review"]
    assert isinstance(made, ReviewPage)
    look(qtbot, made)
    yield made


def look(qtbot: QtBot, page: ReviewPage) -> None:
    """Wait until both pictures have been seen long enough for an answer to count."""
    qtbot.waitUntil(lambda: page.attention.ready)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is, as a person does."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)
    QApplication.processEvents()


def answer(qtbot: QtBot, page: ReviewPage, *keys: Qt.Key) -> None:
    for key in keys:
        look(qtbot, page)
        press(key)


def send(page: ReviewPage, key: Qt.Key, text: str = "", *, code: int = 0, repeat: bool = False) -> None:
    """A key event with a scan code, as it comes from the system: first offered as an override of shortcuts."""
    plain = Qt.KeyboardModifier.NoModifier
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, plain, code, 0, 0, text, repeat)
    override.ignore()
    QApplication.sendEvent(page.canvas, override)
    assert override.isAccepted(), "a shortcut with this key would be triggered instead"
    # Handed over directly: QApplication.sendEvent would try the shortcuts again, without the scan code.
    event = QKeyEvent(QEvent.Type.KeyPress, key, plain, code, 0, 0, text, repeat)
    page.canvas.event(event)
    if not event.isAccepted():
        page.event(event)


def grades(page: ReviewPage) -> list[str | None]:
    """The current answer of every place of the batch, as stored."""
    assert page.session.project is not None and page.work is not None
    current = page.session.project.labels.current(page.session.annotator)
    pairs = page.session.project.pairs.batch_pairs(page.work.review.batch.id)
    return [label and (label.grade.value if label.grade else label.kind.value) for label in
            (current.get(pair.pair_id) for pair in pairs)]  # fmt: skip


def rows(project: Path) -> list[dict[str, Any]]:
    """The label table as it is on disk."""
    connection = sqlite3.connect(f"file:{project / 'project.db'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute("SELECT * FROM label ORDER BY id")]
    connection.close()
    return found


def words_of(page: ReviewPage) -> str:
    """Everything readable in the inspector."""
    labels = page.frame.inspector.findChildren(QLabel)
    return "\n".join(label.text().replace("\u200b", "") for label in labels if label.isVisible())


def test_a_session_by_keys(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    one, two, three, four = Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4
    answer(qtbot, page, one, two, three, four, one, one, two, three, three, one)
    given = ["ND", "near-ND", "NND", "NND", "ND", "ND", "near-ND", "NND", "NND", "ND", None, None]
    assert grades(page) == given
    for _ in range(3):
        press(Key.Key_Z, CTRL)
    assert grades(page) == [*given[:7], None, None, None, None, None]
    assert page.current is not None and page.current.position == 7, "undo shows the pair it takes back"
    press(Key.Key_Y, CTRL)
    assert grades(page)[7:9] == ["NND", None] and page.current.position == 8
    press(Key.Key_Left, SHIFT)
    assert page.current.position == 7 and page.frame.grades.buttons["NND"].chosen
    answer(qtbot, page, two)
    assert grades(page)[7] == "near-ND", "a regrade replaces the answer"
    assert page.current.position == 8
    press(Key.Key_S)
    assert page.current.position == 9
    answer(qtbot, page, one, one, one)
    assert page.current.position == 8, "later comes after the rest"
    look(qtbot, page)
    press(Key.Key_Backspace)
    assert grades(page)[11] is None and page.current.position == 11
    kinds = [row["kind"] for row in rows(small)]
    assert kinds == ["grade"] * 10 + ["undo"] * 3 + ["redo", "grade", "later"] + ["grade"] * 3 + ["undo"]


def test_a_grade_records_how_it_came_about(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    press(Key.Key_V)
    press(Key.Key_Space)
    qtbot.wait(30)
    press(Key.Key_V)
    press(Key.Key_1, SHIFT)
    (row,) = rows(small)
    assert row["low_confidence"] == 1 and row["grade"] == "ND" and row["source"] == "human"
    assert row["view_modes"] == "side,blink,swipe"
    assert row["shown_at"].endswith("+00:00") and row["blindness"] == "blind" and row["revealed"] == 0
    assert 250 <= row["first_input_ms"] <= row["focus_ms"] < 20_000
    assert row["side_order"] == "as stored" and row["position"] == 0 and row["mode"] == "pair"
    page.canvas.set_view(View.SIDE)
    answer(qtbot, page, Key.Key_4)
    last = rows(small)[-1]
    assert last["side_order"] == "swapped" and last["lookalike"] == 1 and last["view_modes"] == "swipe,side"


def test_a_key_pressed_too_early_is_not_taken(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_1)
    press(Key.Key_1)
    assert grades(page).count("ND") == 1
    assert page.frame.grades.shaking, "the scale says no"
    look(qtbot, page)
    assert grades(page).count("ND") == 1, "it is not taken later either"
    press(Key.Key_1)
    assert grades(page).count("ND") == 2


def test_nothing_is_graded_before_the_pictures_are_there(
    page: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.loader.pictures.forget()
    monkeypatch.setattr(page.loader.pictures, "want", lambda _wishes: None)
    page.on_next()
    page.go(5)
    qtbot.wait(400)
    press(Key.Key_1)
    assert grades(page) == [None] * SIZE and page.frame.grades.shaking


def test_a_held_key_grades_once(page: ReviewPage, qtbot: QtBot) -> None:
    send(page, Key.Key_1, "1")
    look(qtbot, page)
    for _ in range(5):
        send(page, Key.Key_1, "1", repeat=True)
    assert grades(page).count("ND") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="scan codes differ")
@pytest.mark.parametrize(
    ("key", "text", "code", "grade"),
    [(Key.Key_Ampersand, "&", 10, "ND"), (Key.Key_Plus, "+", 10, "ND"), (Key.Key_unknown, "č", 12, "NND")],
    ids=["French", "Czech 1", "Czech 3"],
)
def test_the_digit_row_is_known_by_place(page: ReviewPage, key: Qt.Key, text: str, code: int, grade: str) -> None:
    send(page, key, text, code=code)
    assert grades(page)[0] == grade
    assert page.canvas.transform.zoom == 1.0, "the Czech + did not zoom"


def test_the_number_pad_grades_too(page: ReviewPage) -> None:
    press(Key.Key_3, KEYPAD)
    assert grades(page)[0] == "NND"


@pytest.mark.parametrize("modifiers", [CTRL, Qt.KeyboardModifier.AltModifier, SHIFT | KEYPAD])
def test_other_combinations_do_not_grade(page: ReviewPage, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(page.canvas, Key.Key_1, modifiers)
    assert grades(page)[0] is None


def test_the_other_answers(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    answer(qtbot, page, Key.Key_U, Key.Key_BracketLeft)
    assert page.work is not None
    assert grades(page)[:2] == ["unsure", "bad"]
    assert rows(small)[1]["bad_side"] == "right", "the second pair is shown with its sides exchanged"
    look(qtbot, page)
    press(Key.Key_X)
    press(Key.Key_BracketRight)
    assert rows(small)[2]["bad_side"] == "left", "so is the third one, by hand"
    press(Key.Key_Left, SHIFT)
    assert page.frame.grades.buttons["bad_left"].chosen, "it is marked where the picture is shown now"


def test_buttons_do_the_same_as_keys(page: ReviewPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.frame.grades.buttons["near-ND"], Qt.MouseButton.LeftButton)
    assert grades(page)[0] == "near-ND"
    look(qtbot, page)
    QTest.mouseClick(page.frame.grades.buttons["unsure"], Qt.MouseButton.LeftButton)
    assert grades(page)[1] == "unsure"
    assert page.canvas.hasFocus(), "the keys stay with the pictures"


def test_space_belongs_to_the_canvas_wherever_the_focus_is(page: ReviewPage) -> None:
    page.frame.grades.buttons["NND"].setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Space)
    assert page.canvas.view is View.BLINK and grades(page)[0] is None
    page.frame.panel.picker.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Space)
    assert page.canvas.blinked
    page.frame.grades.buttons["NND"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.qWait(300)
    press(Key.Key_Return)
    assert grades(page)[0] == "NND", "Enter presses what has the focus"


def test_keys_of_the_view(page: ReviewPage) -> None:
    press(Key.Key_Plus)
    press(Key.Key_Equal)
    zoom = page.canvas.transform.zoom
    assert zoom == pytest.approx(1.25**2)
    x = page.canvas.transform.x
    press(Key.Key_Right)
    assert page.canvas.transform.x < x
    press(Key.Key_Minus)
    assert page.canvas.transform.zoom < zoom
    press(Key.Key_F)
    assert page.canvas.transform.zoom == 1.0
    press(Key.Key_R)
    assert page.canvas.right is not None and page.canvas.right.turn == 1
    press(Key.Key_Z)
    assert page.canvas.scales_of(page.canvas.left.size, page.canvas.left.size)[0] == pytest.approx(1.0)  # type: ignore[union-attr]
    press(Key.Key_V, SHIFT)
    assert page.canvas.view is View.MATCHES
    for key, view in zip(range(Key.Key_1, Key.Key_7), View, strict=True):
        press(Key(key), CTRL)
        assert page.canvas.view is view
    assert not any(grades(page)), "with Ctrl a digit is no grade"


def test_tags_and_notes_are_written_in_place(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    press(Key.Key_T)
    editor = QApplication.focusWidget()
    assert editor is page.frame.editor.line
    QTest.keyClicks(editor, "cr, text 12")
    assert page.frame.editor.line.text() == "crop, text 12" and grades(page)[0] is None, "digits are text here"
    press(Key.Key_Return)
    assert page.canvas.hasFocus() and "crop, text 12" in words_of(page)
    press(Key.Key_N)
    QTest.keyClicks(QApplication.focusWidget(), "the sky differs")
    press(Key.Key_Return)
    press(Key.Key_T)
    QTest.keyClicks(QApplication.focusWidget(), "never")
    press(Key.Key_Escape)
    assert page.canvas.hasFocus()
    press(Key.Key_2)
    assert json.loads(rows(small)[0]["tags"]) == ["crop", "text 12"] and rows(small)[0]["note"] == "the sky differs"
    press(Key.Key_Left, SHIFT)
    look(qtbot, page)
    press(Key.Key_T)
    press(Key.Key_A, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "bur")
    press(Key.Key_Return)
    kept = rows(small)[1]
    assert json.loads(kept["tags"]) == ["burst"] and kept["grade"] == "near-ND", "completed, and the grade stays"
    assert kept["note"] == "the sky differs" and kept["supersedes"] == rows(small)[0]["uuid"]
    assert page.current is not None and page.current.position == 0, "the pair stays on the screen"


def test_blind_shows_sizes_only_and_names_nobody(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.wait(400)
    seen = words_of(page)
    assert "File size" in seen or "are the same" in seen
    assert not any(word in seen for word in ("picture", ".jpg", "Distance", "knn", "hash"))
    said: list[str] = []
    window.session.note.connect(said.append)
    press(Key.Key_1)
    assert said == ["ND. Ctrl+Z takes it back."]


def test_sealed_shows_nothing(page: ReviewPage, qtbot: QtBot) -> None:
    assert page.session.project is not None
    page.open_batch(page.session.project.pairs.batch(add_batch(page.session.project, "Frozen", "sealed")))
    qtbot.wait(400)
    assert words_of(page) == ""


def test_open_shows_everything(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    project = page.session.project
    assert project is not None
    page.open_batch(project.pairs.batch(add_batch(project, "Open", "open")))
    said: list[str] = []
    window.session.note.connect(said.append)
    answer(qtbot, page, Key.Key_1, Key.Key_1, Key.Key_2)
    press(Key.Key_Left, SHIFT)
    qtbot.waitUntil(lambda: "Relations" in words_of(page))
    seen = words_of(page)
    assert "Distance 0.270 (knn)." in seen and "picture00.jpg" in seen and "You: near-ND" in seen
    assert "The left image is in a group of 3 near-duplicates." in seen
    assert said[:2] == [
        "ND for picture00.jpg – picture01.jpg. Ctrl+Z takes it back.",
        "ND for picture02.jpg – picture00.jpg. Ctrl+Z takes it back.",
    ]


def test_the_end_of_a_batch_reveals_and_leads_on(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    answer(qtbot, page, *[Key.Key_1, Key.Key_3] * (SIZE // 2))
    assert page.current is None and not page.frame.shows_pair
    summary = [label.text() for label in page.frame.done.findChildren(QLabel) if label.isVisible()]
    assert "“First”: all 12 pairs are answered. Everything is saved." in summary and summary.count("6") == 2
    assert window.commands.actions["grade_nd"].isEnabled() is False
    assert window.commands.actions["undo"].isEnabled()
    press(Key.Key_Space)
    press(Key.Key_1)
    assert page.frame.main.currentWidget() is page.frame.done, "keys of the pair do nothing here"
    press(Key.Key_Left, SHIFT)
    qtbot.waitUntil(lambda: "Distance" in words_of(page))
    assert page.frame.shows_pair and page.canvas.hasFocus()
    answer(qtbot, page, Key.Key_2)
    assert page.current is None
    assert window.session.project is not None
    assert rows(window.session.project.path)[-1]["revealed"] == 1, "a regrade after the reveal says so"
    press(Key.Key_Z, CTRL)
    assert page.frame.shows_pair and grades(page)[-1] == "NND"


def test_undo_goes_on_after_the_end_and_through_all(page: ReviewPage, qtbot: QtBot) -> None:
    answer(qtbot, page, Key.Key_1, Key.Key_U, Key.Key_3)
    for _ in range(6):
        press(Key.Key_Z, CTRL)
    assert grades(page) == [None] * SIZE
    for _ in range(6):
        press(Key.Key_Y, CTRL)
    assert grades(page)[:4] == ["ND", "unsure", "NND", None]


def test_pace_and_yield_are_shown_once_there_are_enough_answers(page: ReviewPage, qtbot: QtBot) -> None:
    answer(qtbot, page, *[Key.Key_1, Key.Key_3] * 5)
    qtbot.waitUntil(lambda: page.frame.panel.bar.value() == 10)
    assert "a minute" in page.frame.panel._pace.text() and "yield 50%" in page.frame.panel._pace.text()


def test_counters_and_strip_follow(page: ReviewPage, qtbot: QtBot) -> None:
    answer(qtbot, page, Key.Key_1, Key.Key_3)
    qtbot.waitUntil(lambda: page.frame.panel.bar.value() == 2)
    assert page.frame.panel._left.text() == "2 of 12 answered, 10 left"
    assert page.frame.panel._pace.text() == "2 today", "of a few answers pace and yield are noise"
    strip = page.frame.strip
    assert [stop.code for stop in strip._stops[:3]] == ["ND", "NND", ""] and strip._current == 2
    assert not page.frame.panel.resume.isVisible()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip._place(0).center().toPoint())
    assert page.current is not None and page.current.position == 0
    qtbot.waitUntil(page.frame.panel.resume.isVisible)
    QTest.mouseClick(page.frame.panel.resume, Qt.MouseButton.LeftButton)
    assert page.current.position == 2


def test_another_batch_can_be_picked_and_is_remembered(
    page: ReviewPage, window: MainWindow, small: Path, qtbot: QtBot
) -> None:
    assert page.session.project is not None and page.work is not None
    second = add_batch(page.session.project, "Second", "open")
    add_batch(page.session.project, "Third", "open")
    menu = page.frame.panel.picker.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "Third   0 of 12", "Second   0 of 12", "First   0 of 12"
    ]  # fmt: skip
    menu.actions()[1].trigger()
    assert page.work.review.batch.id == second
    window.on_close_project()
    assert page.work is None
    window.open_path(small)
    assert page.work is not None and page.work.review.batch.id == second


def test_a_missing_file_shows_its_thumbnail_and_can_be_graded(
    page: ReviewPage, window: MainWindow, small: Path, pictures: Path, qtbot: QtBot
) -> None:
    window.on_close_project()
    (pictures / "picture00.jpg").unlink()
    window.open_path(small)
    look(qtbot, page)
    assert page.canvas.left is not None
    assert page.canvas.left.problem == "The file is missing; this is its thumbnail."
    press(Key.Key_3)
    assert grades(page)[0] == "NND"


def test_without_a_batch_it_says_what_to_do(window: MainWindow, bare: Path, qtbot: QtBot) -> None:
    window.open_path(bare)
    window.show_page("review")
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    assert page.frame.empty.isVisible() and page.words() == frozenset()
    for id in ("grade_nd", "undo", "previous", "next_view"):
        assert not window.commands.actions[id].isEnabled()
    QTest.mouseClick(page.frame.empty.button, Qt.MouseButton.LeftButton)
    assert window.page == "mine"


def test_grades_of_a_job_are_taken_in(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    from app.core.records import Act, Changes
    from app.core.store.labels import By

    project = page.session.project
    assert project is not None and page.work is not None
    pair = page.work.review.pair(1)
    project.labels.append([(pair.pair_id, Act(grade=Grade.NND))], By(page.session.annotator))
    page.session.tell(Changes(labels=True))
    answer(qtbot, page, Key.Key_1)
    assert page.current is not None and page.current.position == 2, "what is answered is passed over"


def test_a_full_disk_loses_nothing_but_the_key_press(
    page: ReviewPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.errors import UserError

    def full(*_args: object) -> str:
        raise UserError("the disk is full")

    said: list[str] = []
    window.session.note.connect(said.append)
    assert page.session.project is not None
    with monkeypatch.context() as patched:
        patched.setattr(page.session.project.labels, "append", full)
        press(Key.Key_1)
    assert said == ["the disk is full"] and page.current is not None and page.current.position == 0
    press(Key.Key_1)
    assert grades(page)[0] == "ND"


def test_the_next_pair_is_ready_before_it_is_needed(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.wait(200)
    painted: list[bool] = []
    page.canvas.both_shown.connect(lambda: painted.append(True))
    press(Key.Key_1)
    assert painted, "painted sharp within the key press, not after a wait"


def test_narrow_windows_give_the_room_to_the_pictures(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    assert page.frame.side.isVisible()
    window.resize(900, 600)
    assert not page.frame.side.isVisible()
    bar = page.frame.grades
    right = max(button.mapTo(bar, QPoint(button.width(), 0)).x() for button in bar.buttons.values())
    assert right <= bar.width()


KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
app = QApplication([])
window = MainWindow(Memory(QSettings(sys.argv[2], QSettings.Format.IniFormat)), "tests.gui.stages:STAGES")
window.show()
window.open_path(Path(sys.argv[1]))
page = window.pages["review"]
for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
    while not page.attention.ready:
        QTest.qWait(20)
    QTest.keyClick(page.canvas, key)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_right_after_a_grade_it_is_there_on_the_next_start(
    window: MainWindow, small: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    root = Path(__file__).parents[2]
    command: list[str] = [sys.executable, "-c", KILLED, str(small), str(tmp_path / "other.ini")]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, timeout=60)
    assert done.returncode == -9, done.stderr.decode()
    assert window.open_path(small)
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    assert grades(page)[:4] == ["ND", "near-ND", "NND", None]
    assert page.current is not None and page.current.position == 3, "it goes on where the killed one stopped"
