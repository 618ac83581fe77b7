"""The window on a real X server: painted there, and graded by a key that comes from there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.conftest import ROOT, Nearpair
from tests.e2e.test_window import collection

CHILD = """
import subprocess, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from app.gui import hidden

if __name__ == "__main__":
    with hidden._review(Path(sys.argv[1])) as (window, page):
        labels = window.session.project.labels
        hidden._wait(lambda: page.attention.ready, "not painted")
        window.screen().grabWindow(0).save(sys.argv[2])
        if sys.argv[3]:
            window.activateWindow()
            subprocess.run([sys.argv[3], "windowfocus", "--sync", str(int(window.winId()))], check=True)
            subprocess.run([sys.argv[3], "key", "3"], check=True)
        else:
            hidden.QTest.keyClicks(page, "3")
        hidden._wait(labels.answers, "the key gave no grade")
        print(QGuiApplication.platformName(), labels.answers()[0].grade, flush=True)
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual screen of its own; skipped where there is none."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)  # fmt: skip
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def test_a_key_from_the_x_server_grades_the_pair_it_shows(nearpair: Nearpair, display: str, tmp_path: Path) -> None:
    project, script, shot = tmp_path / "p.nearpair", tmp_path / "child.py", tmp_path / "screen.png"
    assert nearpair("run", collection(tmp_path / "d", 8), "--out", tmp_path / "a.csv", "--project", project).code == 0
    assert nearpair("batch", project, "--size", 5).code == 0
    script.write_text(CHILD)
    env = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, str(script), str(project), str(shot), shutil.which("xdotool") or ""],
                          cwd=ROOT, env=env, capture_output=True, text=True, timeout=90, check=False)  # fmt: skip
    if "xcb" in done.stderr and "platform plugin" in done.stderr:
        pytest.skip("Qt's xcb plugin misses a system library here")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["xcb", "NND"]
    with Image.open(shot) as picture:
        colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None and len(colours) > 2_000, "two photographs are on the screen"
