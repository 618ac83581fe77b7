"""The wheel has everything in it: installed on its own, run from another folder, it makes the demo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_an_installed_wheel_runs_the_demo_from_another_folder(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)], check=True,
                   capture_output=True)  # fmt: skip
    wheel = next(tmp_path.glob("*.whl"))
    place = tmp_path / "environment"
    venv.create(place, with_pip=False)
    site = next(place.glob("lib/python*/site-packages"))
    subprocess.run([*pip, "install", "--no-deps", "--target", str(site), str(wheel)], check=True, capture_output=True)
    # The dependencies are this environment's own: what is proved here is the wheel. An editable install of the
    # checkout would be found through a .pth file, which a plain path entry does not read.
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"])
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([str(place / "bin" / "python"), "-m", "app", "demo", "--dir", str(tmp_path / "demo"),
                           "--no-window", "--json"], cwd=tmp_path, env=env, capture_output=True, text=True,
                          check=False, timeout=300)  # fmt: skip
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["candidates"] > 0 and str(site) in _home(place, env)
    assert Path(result["screenshot"]).stat().st_size > 20_000


def _home(place: Path, env: dict[str, str]) -> str:
    code = "import app.paths; print(app.paths.HOME)"
    return subprocess.run([str(place / "bin" / "python"), "-c", code], env=env, cwd=place, capture_output=True,
                          text=True, check=True).stdout  # fmt: skip
