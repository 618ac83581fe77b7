"""The panels of the review page in the real window, by keys: lists, proposals, candidates, history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.core.mining.candidates import write_candidates
from app.core.mining.why import Whys
from app.core.records import Act, Candidates, Changes, Grade, Kind, Source
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.runner import Outcome
from app.gui.widgets.candidates_panel import CandidatesPanel
from app.gui.widgets.history_panel import HistoryPanel
from app.gui.widgets.lists_panel import ListsPanel
from app.gui.widgets.proposals_panel import ProposalsPanel
from tests.gui import furnished

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    """Twelve pictures, a batch of all near pairs, a contradiction of ann's, a disagreement, a guess, an unsure."""
    with Project.create(tmp_path / "clash.nearpair", salt="test") as project:
        furnished.record_pictures(project, tmp_path / "pictures", furnished.draw_pictures(tmp_path / "pictures"), [])
        batch = furnished.mine_pictures(project)
        places = {(p.left, p.right): p for p in project.pairs.batch_pairs(batch.id)}

        def give(pair: tuple[int, int], act: Act, who: str = "ann") -> None:
            project.labels.append([(places[pair].pair_id, act)], By(who, batch, places[pair].position))

        give((1, 2), Act(grade=Grade.ND))
        give((2, 3), Act(grade=Grade.ND, low_confidence=True))
        give((1, 3), Act(grade=Grade.NND))
        give((5, 6), Act(grade=Grade.ND), "ben")
        give((5, 6), Act(grade=Grade.NND), "cleo")
        give((7, 8), Act(Kind.UNSURE), "ben")
        return project.path


@pytest.fixture
def page(window: MainWindow, clashing: Path, qtbot: QtBot) -> Iterator[ReviewPage]:
    window.memory.annotator = window.session.annotator = "ann"
    assert window.open_path(clashing)
    made = window.pages["review"]
    assert isinstance(made, ReviewPage)
    qtbot.waitUntil(lambda: made.attention.ready)
    yield made


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)
    QApplication.processEvents()


def project_of(page: ReviewPage) -> Project:
    assert page.session.project is not None
    return page.session.project


def ends(page: ReviewPage) -> tuple[int, int]:
    assert page.current is not None
    return page.current.left, page.current.right


def test_a_contradiction_is_found_opened_and_settled_by_keys(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_L, CTRL)
    panel = page.findChild(ListsPanel)
    assert panel is not None and panel.isVisible() and not page.frame.shows_pair
    assert (panel.items[0].left, panel.items[0].right) == (2, 3), "the guess is the most doubtful"
    assert "low confidence" in panel.table.model().index(0, 3).data()
    assert panel.table.hasFocus()
    press(Key.Key_1)
    assert len(project_of(page).labels.steps("ann")) == 3, "no grade without a pair in sight"
    press(Key.Key_Return)
    assert page.frame.shows_pair and ends(page) == (2, 3) and page.work is not None
    assert page.work.review.batch.name == "contradictions" and page.work.review.revealed
    assert page.frame.grades.buttons["ND"].chosen, "what was said is shown"
    qtbot.waitUntil(lambda: page.attention.ready)
    press(Key.Key_3)
    press(Key.Key_L, CTRL)
    assert list(panel.items) == [] and panel.empty.isVisible()
    press(Key.Key_Escape)
    assert not panel.isVisible()


def test_a_disagreement_is_decided_without_seeing_what_was_said(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_L, CTRL)
    panel = page.findChild(ListsPanel)
    panel.buttons["disagreements"].click()
    row = panel.table.records.records[0]
    assert row.names == (" ", " ") and "ben, cleo differ" in row.why and "ND" not in row.why
    press(Key.Key_Return)
    assert ends(page) == (5, 6) and page.work is not None and page.work.story.level == "sealed"
    qtbot.waitUntil(lambda: page.attention.ready)
    press(Key.Key_2)
    held = {(a.left, a.right): a for a in project_of(page).labels.answers()}
    assert (held[5, 6].grade, held[5, 6].annotators) == (Grade.NEAR_ND, ("ann",))
    press(Key.Key_Z, CTRL)
    held = {(a.left, a.right): a for a in project_of(page).labels.answers()}
    assert held[5, 6].grade is None, "undo brings the disagreement back"


def test_every_list_is_reached_and_says_when_it_is_empty(page: ReviewPage) -> None:
    press(Key.Key_L, CTRL)
    panel = page.findChild(ListsPanel)
    counts = {}
    for name, made in panel.buttons.items():
        made.click()
        counts[name] = len({item.group for item in panel.items})
        assert panel.empty.isVisible() == (not panel.items) and panel.said.text()
    assert counts["contradictions"] == counts["disagreements"] == counts["doubtful"] == counts["unsure"] == 1
    press(Key.Key_L, CTRL)
    assert not panel.isVisible() and page.frame.shows_pair, "the same key goes back"


def test_history_goes_back_and_forth_by_keys(page: ReviewPage) -> None:
    labels = project_of(page).labels
    press(Key.Key_H, CTRL)
    panel = page.findChild(HistoryPanel)
    rows = panel.table.records.records
    assert [row.what for row in rows] == ["NND", "ND", "ND", "The beginning"]
    for _ in range(2):
        press(Key.Key_Down)
    press(Key.Key_Return)
    assert sorted(labels.current("ann")) == [labels.steps("ann")[0].pair_ids[0]]
    assert [row.undone for row in panel.table.records.records] == [True, True, False, False]
    assert panel.isVisible() and panel.row() == 0
    press(Key.Key_Return)
    assert len(labels.current("ann")) == 3, "the way forth again"
    panel.table.selectRow(3)
    press(Key.Key_Return)
    assert labels.current("ann") == {}
    press(Key.Key_Escape)
    assert page.frame.shows_pair and page.work is not None and page.work.review.redo_text is not None


def test_a_step_that_cannot_be_reached_is_told(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.attention.ready)
    press(Key.Key_1)
    press(Key.Key_H, CTRL)
    panel = page.findChild(HistoryPanel)
    undone = next(n for n, row in enumerate(panel.table.records.records) if row.undone)
    panel.table.selectRow(undone)
    with qtbot.waitSignal(page.session.note) as told:
        press(Key.Key_Return)
    assert told.args is not None and "no way back" in told.args[0]


def test_candidates_are_filtered_searched_opened_and_made_a_batch(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_J, CTRL)
    panel = page.findChild(CandidatesPanel)
    total = len(panel.rows)
    assert total == 45 and panel.said.text() == "45 of 45 pairs" and len(panel.table.records.records) == 45
    panel.answer.setCurrentIndex(panel.answer.findData("NND"))
    assert {panel.ends(row) for row in range(len(panel.rows))} == {(1, 3)}
    panel.answer.setCurrentIndex(panel.answer.findData("unanswered"))
    panel.words.setFocus()
    QTest.keyClicks(panel.words, "picture09")
    qtbot.waitUntil(lambda: len(panel.rows) == 7)
    assert panel.words.hasFocus() and panel.words.text() == "picture09", "who types goes on typing"
    press(Key.Key_Return)
    assert panel.table.hasFocus() and panel.isVisible()
    press(Key.Key_Return)
    assert 10 in ends(page) and page.frame.shows_pair
    press(Key.Key_J, CTRL)
    for batch in project_of(page).pairs.batches():
        project_of(page).pairs.retire(batch.id)
    panel.make.click()
    (made,) = project_of(page).pairs.batches()
    assert made.strategy == "chosen" and made.size == 7 and made.blindness == "blind"


def test_proposals_wait_for_approval_and_leave_out_what_is_deselected(
    page: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[dict[str, object]] = []
    monkeypatch.setattr(page.session, "start", lambda stage, _title, **asked: started.append(asked | {"stage": stage}))
    press(Key.Key_P, CTRL)
    panel = page.findChild(ProposalsPanel)
    assert panel.empty.words.text() == "Look for proposals first." and not panel.approve.isEnabled()
    panel.ask.click()
    assert started == [{"stage": "propose", "rules": ["hash_and_embedding"]}]
    keep(project_of(page), "hash_and_embedding=ND", [(4, 9), (9, 12), (10, 11)])
    outcome = Outcome("propose", "Rules", "done", "", Changes())
    page.session.runner.ended.emit(outcome)
    assert panel.approve.text() == "Grade 3 pairs ND"
    assert project_of(page).labels.steps("ann")[-1].source is Source.HUMAN, "nothing is stored yet"
    assert panel.table.hasFocus()
    press(Key.Key_Space)
    assert panel.approve.text() == "Grade 2 pairs ND" and "Left out" in panel.table.model().index(0, 3).data()
    assert panel.row() == 1
    press(Key.Key_Up)
    press(Key.Key_Space)
    press(Key.Key_Up)
    press(Key.Key_Space)
    left_out = panel._ends(range(0, 1))[0]
    panel.approve.click()
    assert started[-1] == {"stage": "propose", "rules": ["hash_and_embedding"], "leave_out": [left_out],
                           "approver": "ann"}  # fmt: skip


def keep(project: Project, miner: str, pairs: list[tuple[int, int]]) -> None:
    """What the job would have written."""
    from app.core.grading.proposed import file_of

    left, right = (np.array([pair[n] for pair in pairs]) for n in (0, 1))
    whys = Whys.of("rule_hash", bits=np.arange(len(pairs)), radius=4, limit="0.200")
    file = file_of(project, miner.partition("=")[0])
    file.parent.mkdir(parents=True)
    write_candidates(Candidates(left, right, np.full(len(pairs), 0.1, np.float32), miner, whys), file)


def test_panels_have_names_for_screen_readers_and_every_tool_can_be_tabbed_to(page: ReviewPage) -> None:
    for key in (Key.Key_L, Key.Key_P, Key.Key_J, Key.Key_H):
        press(key, CTRL)
        panel = page.frame.main.currentWidget()
        assert panel.table.accessibleName()
        for button in panel.findChildren(QPushButton):
            assert button.accessibleName() and button.focusPolicy() & Qt.FocusPolicy.TabFocus
        press(Key.Key_Escape)
        assert page.frame.shows_pair


def test_another_project_begins_with_empty_panels(page: ReviewPage, window: MainWindow, bare: Path) -> None:
    press(Key.Key_J, CTRL)
    assert window.open_path(bare)
    window.show_page("review")
    press(Key.Key_J, CTRL)
    (panel,) = [p for p in page.findChildren(CandidatesPanel) if p.isVisible()]
    assert panel.said.text() == "0 of 0 pairs" and panel.empty.isVisible()
    press(Key.Key_Escape)
    assert not page.frame.shows_pair


def test_a_pair_kept_for_measuring_is_not_opened_outside_its_batch(page: ReviewPage, qtbot: QtBot) -> None:
    project = project_of(page)
    rows = [BatchRow(9, 10, 0.4, "knn", "x", "frozen", 0.5)]
    project.pairs.create_batch(NewBatch("frozen", "frozen", 0, None, 0, sealed=True, blindness="sealed"), rows)
    for batch in project.pairs.batches():
        if not batch.sealed:
            project.pairs.retire(batch.id)
    page.open_batch(project.pairs.batches()[0])
    qtbot.waitUntil(lambda: page.attention.ready)
    press(Key.Key_J, CTRL)
    panel = page.findChild(CandidatesPanel)
    place = next(row for row in range(45) if panel.ends(row) == (9, 10))
    panel.table.selectRow(place)
    press(Key.Key_Return)
    assert page.frame.shows_pair and ends(page) == (9, 10), "in its own batch it is, sealed"
    project.pairs.retire(project.pairs.batches()[0].id)
    project.pairs.create_batch(NewBatch("frozen", "frozen", 0, None, 0, sealed=True, blindness="sealed"), rows)
    from app.gui.open_pair import open_listed, open_pair

    page.work = None
    with qtbot.waitSignal(page.session.note) as told:
        assert not open_pair(page, 9, 10)
    assert told.args is not None and "kept for measuring" in told.args[0]
    assert not open_listed(page, "hubs", [], 9, 10)
    assert [batch.name for batch in project.pairs.batches()] == ["frozen"], "no batch was made for it"


def test_candidates_know_what_was_answered_since(page: ReviewPage) -> None:
    press(Key.Key_J, CTRL)
    panel = page.findChild(CandidatesPanel)
    panel.answer.setCurrentIndex(panel.answer.findData("answered"))
    assert len(panel.rows) == 4
    pair_id = int(project_of(page).pairs.ids([9], [10])[0])
    project_of(page).labels.append([(pair_id, Act(grade=Grade.ND))], By("ann"))
    page.session.tell(Changes(labels=True))
    panel.filter()
    assert len(panel.rows) == 5
    page.session.tell(Changes(candidates=True))
    press(Key.Key_J, CTRL)
    press(Key.Key_J, CTRL)
    assert panel.isVisible() and len(panel.rows) == 5, "opened anew"
