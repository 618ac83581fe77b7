"""JobRunner and the worker process: results, progress, cancelling, dying, and leaving nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.core.jobs import Progress
from app.core.settings import Settings
from app.core.store.project import Project
from app.gui.runner import JobRunner, Outcome
from tests.gui import stages

WAIT = 20_000


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "p.nearpair") as project:
        return project.path


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner(stages=stages.NAME)
    yield made
    made.close()


def run(qtbot: QtBot, runner: JobRunner, place: Path, stage: str, **arguments: object) -> Outcome:
    with qtbot.waitSignal(runner.ended, timeout=WAIT) as ended:
        runner.start(stage, place, Settings(), f"Doing {stage}", **arguments)
    outcome: Outcome = ended.args[0]
    return outcome


def wait_gone(*pids: int) -> float:
    start = time.monotonic()
    while any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in pids):
        assert time.monotonic() - start < 10, "a process lives on"
        time.sleep(0.01)
    return time.monotonic() - start


def test_a_result_comes_back_with_what_may_have_changed(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    outcome = run(qtbot, runner, place, "echo", seed=7, folders=["/a"])
    assert outcome.kind == "done" and outcome.title == "Doing echo"
    assert outcome.changes.images and outcome.changes.labels  # an unknown stage may have changed everything
    result = outcome.changes.result
    assert (result["project"], result["role"], result["seed"]) == (str(place), "worker", 7)
    assert result["folders"] == ["/a"] and not runner.busy


def test_the_process_stays_warm_at_low_priority(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    first = run(qtbot, runner, place, "echo").changes.result["pid"]
    assert first != os.getpid()
    assert psutil.Process(first).nice() == 10
    assert run(qtbot, runner, place, "echo").changes.result["pid"] == first


def test_progress_is_thinned_but_its_end_is_never_lost(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    seen: list[Progress] = []
    runner.progress.connect(seen.append)
    started = time.monotonic()
    outcome = run(qtbot, runner, place, "count", to=20_000)
    seconds = time.monotonic() - started
    assert outcome.changes.result == {"counted": 20_000}
    assert (seen[-1].done, seen[-1].total, seen[-1].text) == (20_000, 20_000, "Counting")
    assert len(seen) <= 20 * seconds + 2


def test_cancel_ends_the_job_and_keeps_the_process(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    pid = run(qtbot, runner, place, "echo").changes.result["pid"]
    runner.progress.connect(lambda _progress: runner.cancel())
    assert run(qtbot, runner, place, "count", to=10_000, pause=0.01).kind == "cancelled"
    assert run(qtbot, runner, place, "echo").changes.result["pid"] == pid


def test_a_user_error_is_its_sentence_and_a_bug_is_a_report(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    refused = run(qtbot, runner, place, "refuse")
    assert (refused.kind, refused.text) == ("refused", "/nowhere is not a folder")
    bug = run(qtbot, runner, place, "fail")
    assert bug.kind == "bug" and "ZeroDivisionError" in bug.text and "Nearpair" in bug.text


def test_a_warning_does_not_stop_the_job(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    heard: list[str] = []
    runner.warned.connect(heard.append)
    assert run(qtbot, runner, place, "warn").kind == "done"
    assert heard == ["one component is large"]


def test_only_one_job_at_a_time(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    runner.start("count", place, Settings(), "Counting", to=10_000, pause=0.01)
    with pytest.raises(ValueError, match="still running"):
        runner.start("echo", place, Settings(), "Echo")


def test_a_killed_worker_is_one_sentence_and_the_next_job_runs(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    lost = run(qtbot, runner, place, "die")
    assert lost.kind == "refused" and "ended from outside (-9)" in lost.text and "kept" in lost.text
    assert run(qtbot, runner, place, "echo").kind == "done"


def test_a_worker_killed_while_idle_is_replaced_in_silence(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    pid = run(qtbot, runner, place, "echo").changes.result["pid"]
    os.kill(pid, signal.SIGKILL)
    process = runner._process
    assert process is not None
    qtbot.waitUntil(lambda: not process.is_alive(), timeout=WAIT)  # a process with threads ends bit by bit
    outcome = run(qtbot, runner, place, "echo")
    assert outcome.kind == "done", outcome.text
    assert outcome.changes.result["pid"] != pid


def test_closing_ends_the_worker_and_what_it_started(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    with qtbot.waitSignal(runner.progress, timeout=WAIT) as progress:
        runner.start("breed", place, Settings(), "Breeding")
    figures = progress.args[0].figures
    runner.close()
    wait_gone(int(figures["worker"]), int(figures["child"]))
    runner.close()


def test_closing_does_not_wait_for_work_that_never_reports(qtbot: QtBot, runner: JobRunner, place: Path) -> None:
    with qtbot.waitSignal(runner.progress, timeout=WAIT) as progress:
        runner.start("stuck", place, Settings(), "Stuck")
    runner.close(patience=0.1)
    assert not psutil.pid_exists(int(progress.args[0].figures["worker"]))


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.core.settings import Settings
from app.gui.runner import JobRunner
from tests.gui import stages
if __name__ == "__main__":
    app = QCoreApplication([])
    runner = JobRunner(stages=stages.NAME)
    def told(progress):
        print(int(progress.figures["worker"]), int(progress.figures["child"]), flush=True)
    runner.progress.connect(told)
    runner.start("breed", Path(sys.argv[1]), Settings(), "Breeding")
    app.exec()
"""


def test_kill_9_of_the_window_leaves_no_process(place: Path, tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(WINDOW, encoding="utf-8")
    root = Path(__file__).parents[2]
    window = subprocess.Popen(
        [sys.executable, str(script), str(place)], stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )  # fmt: skip
    assert window.stdout is not None
    with window, window.stdout:
        pids = [int(word) for word in window.stdout.readline().split()]
        window.kill()
    assert len(pids) == 2
    assert wait_gone(*pids) < 2  # a second by the worker's own watch, and one for a busy test machine
    with Project.open(place):
        pass  # the lock went with them
