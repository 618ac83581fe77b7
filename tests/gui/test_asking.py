"""Questions to the asker process: the newest wins, a death is told, nothing outlives the window."""

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

from app.asker import Reply
from app.gui import asking
from app.gui.asking import Asking
from tests.gui import desks
from tests.gui.test_runner import wait_gone

WAIT = 20_000


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[Asking]:
    asker = Asking(desk=desks.NAME)
    yield asker
    asker.close()


def answer(qtbot: QtBot, asker: Asking, left: str, **more: object) -> Reply:
    with qtbot.waitSignal(asker.answered, timeout=WAIT) as answered:
        asker.ask(Path(f"{left}.jpg"), Path("right.jpg"), **more)  # type: ignore[arg-type]
    reply: Reply = answered.args[0]
    return reply


def test_an_answer_comes_from_one_process_kept_for_the_next(qtbot: QtBot, made: Asking) -> None:
    first = answer(qtbot, made, "left", view=4, with_change=False).evidence
    assert first[:4] == ("left", "right", 4, False) and first[4] != os.getpid()
    assert answer(qtbot, made, "other").evidence[4] == first[4]
    assert os.getpid() in [parent.pid for parent in psutil.Process(first[4]).parents()]
    assert psutil.Process(first[4]).nice() > psutil.Process().nice()


def test_only_the_newest_question_is_answered(qtbot: QtBot, made: Asking) -> None:
    answer(qtbot, made, "warm")
    heard: list[str] = []
    made.answered.connect(lambda reply: heard.append(reply.evidence[0]))
    made.ask(Path("slow.jpg"), Path("b.jpg"))
    qtbot.wait(200)  # it is being answered now: that answer comes, and nobody wants it any more
    for name in ("second", "slow", "last"):
        made.ask(Path(f"{name}.jpg"), Path("b.jpg"))
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT)
    qtbot.wait(100)
    assert heard == ["last"]


def test_what_is_given_up_is_never_answered(qtbot: QtBot, made: Asking) -> None:
    answer(qtbot, made, "warm")
    heard: list[object] = []
    made.answered.connect(heard.append)
    made.ask(Path("slow.jpg"), Path("b.jpg"))
    made.give_up()
    qtbot.wait(900)
    assert not heard
    assert answer(qtbot, made, "after").evidence[0] == "after"


def test_a_refusal_is_a_sentence(qtbot: QtBot, made: Asking) -> None:
    assert answer(qtbot, made, "refuse").problem == "refuse.jpg cannot be read"


@pytest.mark.logs_warnings
def test_a_bug_is_logged_and_the_process_goes_on(
    qtbot: QtBot, made: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    pid = answer(qtbot, made, "left").evidence[4]
    assert answer(qtbot, made, "fail").problem == asking.BROKEN
    assert "ZeroDivisionError" in caplog.text
    assert answer(qtbot, made, "left").evidence[4] == pid


def test_a_process_that_dies_is_told_and_replaced(qtbot: QtBot, made: Asking) -> None:
    pid = answer(qtbot, made, "left").evidence[4]
    assert answer(qtbot, made, "die").problem == asking.GONE
    assert answer(qtbot, made, "left").evidence[4] not in (pid, None)


def test_closing_ends_it_also_in_the_middle_of_something(qtbot: QtBot, made: Asking) -> None:
    pid = answer(qtbot, made, "left").evidence[4]
    made.ask(Path("stuck.jpg"), Path("b.jpg"))
    qtbot.wait(50)
    begun = time.monotonic()
    made.close()
    made.close()
    assert not psutil.pid_exists(pid) and time.monotonic() - begun < 3


def test_it_never_outlives_a_killed_window() -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from app.gui.asking import Asking\n"
        "if __name__ == '__main__':\n"
        "    app = QCoreApplication([])\n"
        "    asker = Asking(desk='tests.gui.desks:Desk')\n"
        "    asker.answered.connect(lambda reply: (print(reply.evidence[4], flush=True),\n"
        "        asker.ask(Path('stuck.jpg'), Path('b.jpg'))))\n"
        "    asker.ask(Path('a.jpg'), Path('b.jpg'))\n"
        "    app.exec()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        pid = int(window.stdout.readline())
        os.kill(window.pid, signal.SIGKILL)
    wait_gone(pid)
