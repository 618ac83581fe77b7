"""What every test gets: quiet libraries, a private home, and a check that nothing is left behind."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

for _name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
    os.environ[_name] = "1"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
import pytest
from hypothesis import HealthCheck, settings

# The same examples on every run and machine, whatever else it is doing.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

DATA = Path(os.environ.get("NEARPAIR_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real image sets with ground truth; the test is skipped where it is absent."""
    if not (DATA / "nd_dev").is_dir():
        pytest.skip(f"no image sets at {DATA}; set NEARPAIR_DATA")
    return DATA


@pytest.fixture(autouse=True)
def _private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    threads, children, widgets = set(threading.enumerate()), _children(), _widgets()
    log = _Warnings()
    logging.getLogger().addHandler(log)
    yield
    logging.getLogger().removeHandler(log)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and (_new_threads(threads) or _children() - children):
        time.sleep(0.02)
    assert not _new_threads(threads), "a thread was left behind"
    assert not _children() - children, "a process was left behind"
    assert not _widgets() - widgets, "a window was left open"
    if not request.node.get_closest_marker("logs_warnings"):
        assert not log.seen, "an unexpected warning was logged"


def _new_threads(before: set[threading.Thread]) -> set[threading.Thread]:
    return {thread for thread in set(threading.enumerate()) - before if thread.is_alive()}


def _children() -> set[int]:
    found = set()
    for child in psutil.Process().children():
        try:
            # Python's resource tracker is started once for the first spawned process and stays by design.
            if child.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in " ".join(child.cmdline()):
                found.add(child.pid)
        except psutil.NoSuchProcess:
            continue
    return found


def _widgets() -> set[int]:
    """The ids of the top-level widgets on show.

    The collector waits meanwhile: were it to run while Qt's list is turned into Python's, it could delete a window
    that an earlier test left in a cycle, and with it the menus and drop-downs still to come in that list: a crash.
    """
    import gc
    import sys

    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return set()
    gc.disable()
    try:
        return {id(widget) for widget in app.topLevelWidgets() if widget.isVisible()}
    finally:
        gc.enable()
