"""The review page by keys in any order against a plain dictionary: what is on disk is what was answered, no more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.modes.group import Group
from app.gui.modes.sheet import Sheet
from app.gui.pages.review import ReviewPage
from tests.gui.reviewing import CTRL, SHIFT, Key, look, press

Answer = tuple[str, str | None, bool, bool]  # kind, grade, look-alike, low confidence
KEYS: dict[str, tuple[Key, Answer]] = {
    "1": (Key.Key_1, ("grade", "ND", False, False)), "2": (Key.Key_2, ("grade", "near-ND", False, False)),
    "3": (Key.Key_3, ("grade", "NND", False, False)), "4": (Key.Key_4, ("grade", "NND", True, False)),
    "u": (Key.Key_U, ("unsure", None, False, False)), "[": (Key.Key_BracketLeft, ("bad", None, False, False)),
}  # fmt: skip
OTHERS = ("undo", "undo", "redo", "later", "back", "walk", "sheet", "group", "reopen", "low", "cold", "look")


class Model:
    """What a person did, as steps of answers by pair; None for a step that answers nothing."""

    def __init__(self) -> None:
        self.done: list[dict[int, Answer]] = []
        self.undone: list[dict[int, Answer]] = []

    def did(self, step: dict[int, Answer]) -> None:
        self.done.append(step)
        self.undone = []

    @property
    def answers(self) -> dict[int, Answer]:
        return {pair: answer for step in self.done for pair, answer in step.items()}


def stored(page: ReviewPage) -> dict[int, Answer]:
    assert page.session.project is not None
    labels = page.session.project.labels.current(page.session.annotator)
    return {pair: (label.kind.value, label.grade and label.grade.value, label.lookalike, label.low_confidence)
            for pair, label in labels.items()}  # fmt: skip


def act(what: str, model: Model, page: ReviewPage, window: MainWindow, place: Path, qtbot: QtBot) -> None:
    """Press the keys of one action, and do the same to the model."""
    pair, work = page.current, page.work
    assert work is not None
    if what == "undo":
        press(Key.Key_Z, CTRL)
        if model.done:
            model.undone.append(model.done.pop())
    elif what == "redo":
        press(Key.Key_Y, CTRL)
        if model.undone:
            model.done.append(model.undone.pop())
    elif what == "reopen":
        window.on_close_project()
        window.open_path(place)
    elif what == "walk":
        press(Key.Key_W)
    elif what == "back":
        press(Key.Key_Left, SHIFT)
    elif what == "sheet" and work.review.current is not None:
        press(Key.Key_E)
        if isinstance(page.mode, Sheet):
            first, *rest = [pair.pair_id for pair in page.mode.pairs]
            look(qtbot, page)
            for key in (Key.Key_2, Key.Key_1, Key.Key_Return):
                press(key)
            model.did({first: KEYS["2"][1]} | dict.fromkeys(rest, KEYS["3"][1]))
            press(Key.Key_Escape)
    elif what == "group" and pair is not None:
        accept_group(model, page, qtbot)
    elif what == "look":  # nothing is answered by the drawer of examples, nor by hiding more
        press(Key.Key_F2)
        press(Key.Key_H)
    elif pair is not None:
        answer(what, model, page, qtbot)


def accept_group(model: Model, page: ReviewPage, qtbot: QtBot) -> None:
    """Everything that an open pair joins becomes one group; an answer that held the pair on the screen apart yields."""
    pair, work = page.current, page.work
    assert pair is not None and work is not None
    step = {each.pair_id: KEYS["1"][1] for each in work.review.open_pairs()}
    if model.answers.get(pair.pair_id) != KEYS["1"][1]:
        step[pair.pair_id] = KEYS["1"][1]
    press(Key.Key_G)
    assert isinstance(page.mode, Group)
    look(qtbot, page)
    press(Key.Key_Return)
    if step:
        model.did(step)
    press(Key.Key_Escape)
    assert page.mode is None


def answer(what: str, model: Model, page: ReviewPage, qtbot: QtBot) -> None:
    """The keys that answer the pair on the screen."""
    pair, work = page.current, page.work
    assert pair is not None and work is not None
    if what == "cold":  # before anybody can have looked: never taken
        page.attention.begin("side")
        press(Key.Key_1)
        page._show()
    elif what == "later":
        is_open = work.walk is None and work.label is None and work.review.inferred(pair.position) is None
        press(Key.Key_S)
        if is_open:
            model.did({})
    elif what in (*KEYS, "low"):
        look(qtbot, page)
        key, given = KEYS["1" if what == "low" else what]
        press(key, *((SHIFT,) if what == "low" else ()))
        model.did({pair.pair_id: (*given[:3], what == "low")})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_keys_leave_what_a_dictionary_says(
    page: ReviewPage, window: MainWindow, small: Path, qtbot: QtBot, seed: int
) -> None:
    model, draw = Model(), random.Random(seed)
    for number in range(22):
        what = draw.choice([*KEYS, *OTHERS])
        act(what, model, page, window, small, qtbot)
        assert stored(page) == model.answers, (number, what)
        assert page.work is not None
        assert page.work.review.left == 12 - len(page.work.review.answered()) - page.work.review.progress().inferred
    window.on_close_project()
    window.open_path(small)
    assert stored(page) == model.answers
    history = page.work.review.history()  # type: ignore[union-attr]
    assert sum(not entry.undone for entry in history) == len(model.done)
