"""One session per project: the second is refused by name, and nothing of a dead one is left to clean up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.core.store import lock
from app.core.store.project import Project
from app.errors import UserError

ROOT = Path(__file__).parents[2]


@contextmanager
def another_process(code: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that runs `code` on `folder`, says so, and holds on until it is killed."""
    head = "import sys, time\nfrom pathlib import Path\nfrom app.core.store import lock\n" \
           "from app.core.store.project import Project\nfolder = Path(sys.argv[1])\n"  # fmt: skip
    tail = "\nprint('held', flush=True)\ntime.sleep(60)"
    running = subprocess.Popen([sys.executable, "-c", head + code + tail, str(folder)], cwd=ROOT,
                               stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert running.stdout is not None
    try:
        assert running.stdout.readline().strip() == "held"
        yield running
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


@pytest.mark.parametrize(("role", "name"), [("window", "the Nearpair window"), ("command", "a nearpair command")])
def test_the_second_session_is_refused_by_the_name_of_the_first(tmp_path: Path, role: str, name: str) -> None:
    named = rf"is in use by {name} \(process {os.getpid()} on .*, since 20"
    with lock.hold_session(tmp_path, role), pytest.raises(UserError, match=named):
        lock.hold_session(tmp_path, "window")
    lock.hold_session(tmp_path, "command").close()
    assert not (tmp_path / "session.json").exists()


def test_a_session_of_another_process_is_refused_until_it_is_killed(tmp_path: Path) -> None:
    with another_process("held = lock.hold_session(folder, 'window')", tmp_path) as other:
        with pytest.raises(UserError, match=rf"process {other.pid} on"):
            lock.hold_session(tmp_path, "command")
        other.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        other.wait()
        assert (tmp_path / "session.json").exists(), "a killed session leaves its card, which nobody believes"
        lock.hold_session(tmp_path, "command").close()


def test_a_session_waits_for_the_worker_of_a_dead_one(tmp_path: Path) -> None:
    worker = lock.hold_worker(tmp_path)
    leaving = threading.Timer(0.3, worker.close)
    leaving.start()
    lock.hold_session(tmp_path, "window", wait=10).close()
    leaving.join()


def test_a_session_does_not_start_beside_a_worker_that_stays(tmp_path: Path) -> None:
    with lock.hold_worker(tmp_path):
        with pytest.raises(UserError, match="worker of a session that has ended"):
            lock.hold_session(tmp_path, "window", wait=0.1)
        with pytest.raises(UserError, match="has a worker process already"):
            lock.hold_worker(tmp_path)
    lock.hold_session(tmp_path, "window").close()


def test_a_worker_works_inside_a_session(tmp_path: Path) -> None:
    with lock.hold_session(tmp_path, "window"):
        lock.hold_worker(tmp_path).close()


def test_an_unreadable_card_still_refuses(tmp_path: Path) -> None:
    with lock.hold_session(tmp_path, "window"):
        (tmp_path / "session.json").write_text("{")
        with pytest.raises(UserError, match="in use by another Nearpair"):
            lock.hold_session(tmp_path, "window")


def test_two_sessions_on_a_project_but_any_number_of_readers(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", role="window") as project:
        for role in ("window", "command"):
            with pytest.raises(UserError, match="in use by the Nearpair window"):
                Project.open(project.path, role=role)  # type: ignore[arg-type]
        with Project.open(project.path, role="reader") as one, Project.open(project.path, role="reader") as two:
            assert one.uuid == two.uuid == project.uuid
        with Project.open(project.path, role="worker") as worker:
            worker.set("from the worker", 1)
        assert project.get("from the worker") == 1
    Project.open(project.path, role="command").close()
