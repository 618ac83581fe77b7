"""The parts of the bench that grades a whole sitting: its pairs, its own list of what must be stored, its kill."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.core.records import Act, Grade, Kind
from app.core.store.labels import By
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.widgets.job_card import JobCard
from tests.bench.session import WHO, apart, figures, judged, meant, read_log, settle, sit, slope, stored


def test_no_two_pairs_have_a_picture_in_common() -> None:
    rows = [("a", "b"), ("b", "c"), ("c", "d"), ("e", "e"), ("f", "a")]
    images = list("abcdefghij")
    assert apart(rows, images, 4) == [("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")]
    assert apart(rows, images, 1) == [("a", "b")]
    assert len(apart(rows, images, 99)) == 5, "no more than there are pictures"


def test_the_list_of_what_was_pressed() -> None:
    lines = [{"opened": 1}, {"key": "ND", "pair": 7}, {"painted_ms": 1.0}, {"key": "later", "pair": 8},
             {"key": "undo", "pair": 9}, {"key": "NND", "pair": 8}, {"key": "undo", "pair": 3}]  # fmt: skip
    assert meant(lines) == [(7, "ND")]
    assert meant([*lines, {"key": "undo", "pair": 1}, {"key": "undo", "pair": 1}]) == []
    redone = [*lines, {"key": "undo", "pair": 1}, {"key": "redo", "pair": 7}, {"key": "redo", "pair": 8}]
    assert meant(redone) == [(7, "ND"), (8, "NND")]
    assert meant([*lines, {"key": "ND", "pair": 9}, {"key": "redo", "pair": 8}]) == [(7, "ND"), (9, "ND")]


def test_a_page_built_while_a_job_runs_takes_no_keys_away(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(window.session.runner), "stage", "mine")
    card = JobCard(window.session.runner, ("mine",), "")
    assert not card.isVisible(), "by itself it would be a window"
    window.stack.addWidget(card)
    window.stack.setCurrentWidget(card)
    assert card.isVisible()


def log_of(path: Path, *keys: tuple[str, int]) -> Path:
    path.write_text("".join(json.dumps({"key": key, "pair": pair}) + "\n" for key, pair in keys), encoding="utf-8")
    return path


@pytest.mark.parametrize("pressed", [True, False])
def test_the_key_that_was_killed_with_the_window_counts_if_it_was_stored(
    small: Path, tmp_path: Path, pressed: bool
) -> None:
    with Project.open(small, role="window") as project:
        batch = project.pairs.batches()[0]
        first, second = (place.pair_id for place in project.pairs.batch_pairs(batch.id)[:2])
        project.labels.append([(first, Act(grade=Grade.ND))], By(WHO, batch))
        if pressed:
            project.labels.append([(second, Act(Kind.LATER))], By(WHO, batch))
    log = log_of(tmp_path / "log", ("ND", first), ("later", second))
    settle(small, log)
    assert meant(read_log(log)) == stored(small) == [(first, "ND"), (second, "later")][: 1 + pressed]
    assert judged(small, read_log(log)) == {"answers": 1, "lost": 0, "wrong": 0, "never_given": 0,
                                            "steps_as_pressed": 1}  # fmt: skip


def test_lost_wrong_and_invented_answers_are_counted(small: Path, tmp_path: Path) -> None:
    with Project.open(small, role="window") as project:
        batch = project.pairs.batches()[0]
        ids = [place.pair_id for place in project.pairs.batch_pairs(batch.id)[:4]]
        for pair in ids[:3]:
            project.labels.append([(pair, Act(grade=Grade.NND))], By(WHO, batch))
    log = log_of(tmp_path / "log", ("NND", ids[0]), ("ND", ids[1]), ("ND", ids[3]), ("ND", ids[3]))
    settle(small, log)
    found = judged(small, read_log(log))
    assert found == {"answers": 3, "lost": 1, "wrong": 1, "never_given": 1, "steps_as_pressed": 0}


def test_growth_is_told_with_and_without_the_pictures() -> None:
    assert slope([5, 7, 9, 11]) == 2 and slope([5]) == 0
    lines = [{"painted_ms": n, "rss": 1000 * n, "pictures": 900 * n, "mining": n > 2, "sitting": 1} for n in range(9)]
    found = figures([{"key": "ND", "pair": 1}, *lines])
    assert (found["key_to_paint_p50_ms"], found["keys_while_mining"], found["keys"]) == (4.0, 6, 1)
    assert (found["bytes"]["rss_bytes_per_pair"], found["bytes"]["rss_less_pictures_bytes_per_pair"]) == (1000, 100)


@pytest.mark.slow
def test_a_short_sitting_killed_in_the_middle_loses_nothing(small: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "ORT_DISABLE_TELEMETRY": "1"}
    assert sit(small, log, environment, until=6) >= 6
    settle(small, log)
    half = len(stored(small))
    assert 4 <= half < 12
    sit(small, log, environment)
    settle(small, log)
    lines = read_log(log)
    found = judged(small, lines)
    assert found == {"answers": 12, "lost": 0, "wrong": 0, "never_given": 0, "steps_as_pressed": 1}
    assert sum("opened" in line for line in lines) == 2 and figures(lines)["key_to_paint_max_ms"] > 0
