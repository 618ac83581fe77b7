"""Start the frozen program with an empty environment and drive it: sample, mine, grade by keys, export.

Run by `make test-dist`; prints size and start time for CHANGELOG.md.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(program: Path, home: Path, *arguments: object) -> dict[str, object]:
    """Run the frozen program as a user without Python would; its JSON result."""
    env = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    done = subprocess.run([str(program), *map(str, arguments), "--json"], cwd=home, env=env, capture_output=True,
                          text=True, timeout=600, check=False)  # fmt: skip
    assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    result: dict[str, object] = json.loads(done.stdout)
    return result


def refused(program: Path, home: Path, *arguments: object) -> str:
    """The sentence with which the frozen program refuses."""
    done = subprocess.run([str(program), *map(str, arguments)], cwd=home, env={"HOME": str(home), "PATH": "/usr/bin"},
                          capture_output=True, text=True, timeout=600, check=False)  # fmt: skip
    assert done.returncode == 1 and "Traceback" not in done.stderr, done
    return done.stderr


def main(folder: Path) -> None:
    """Drive the program in `folder`; raises AssertionError where it fails."""
    program = folder.resolve() / "nearpair"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        started = time.monotonic()
        missing = run(program, home, "doctor")["missing"]
        first = time.monotonic() - started
        trial = run(program, home, "doctor", "--try")["trial"]
        assert isinstance(trial, dict) and trial["graded"] == ["ND", "NND", "near-ND"] and trial["images"] > 50, trial
        demo = run(program, home, "demo", "--dir", home / "demo", "--no-window")
        assert Path(str(demo["screenshot"])).stat().st_size > 20_000
        out = home / "candidates.csv"
        rows = run(program, home, "export", demo["project"], "--format", "csv", "--candidates", out)["rows"]
        with out.open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == rows > 500
        assert "torch" in refused(program, home, "train", demo["project"])
    print(f"size {size / 1e6:.0f} MB, first answer {first:.1f} s, trial {trial}")
    print(f"missing, as said by doctor: {missing or 'nothing'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
