"""Bad input from the command line: one clear sentence, the right exit code, nothing lost."""

from __future__ import annotations

import json
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.conftest import ROOT, Nearpair

ONE_SENTENCE = 300  # characters: a sentence, not a traceback


def refused(done: object, *words: str) -> None:
    assert done.code == 1, done  # type: ignore[attr-defined]
    message = done.err.strip().splitlines()[-1]  # type: ignore[attr-defined]
    assert message.startswith("nearpair: ") and len(message) < ONE_SENTENCE and "Traceback" not in done.err  # type: ignore[attr-defined]
    for word in words:
        assert word in message, message


@pytest.fixture
def project(nearpair: Nearpair, tmp_path: Path) -> Path:
    assert nearpair("init", tmp_path / "p.nearpair").code == 0
    return tmp_path / "p.nearpair"


def picture(path: Path, colour: str = "red") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), colour).save(path)


def test_a_folder_that_is_not_there(nearpair: Nearpair, tmp_path: Path) -> None:
    done = nearpair("run", tmp_path / "nowhere", "--out", tmp_path / "a.csv", "--json")
    refused(done, "nowhere")
    assert json.loads(done.out)["ok"] is False and json.loads(done.out)["error"]
    assert not (tmp_path / "a.csv").exists()


def test_an_empty_folder_and_a_folder_with_one_image(nearpair: Nearpair, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(nearpair("run", tmp_path / "empty", "--out", tmp_path / "a.csv"), "empty")
    picture(tmp_path / "one" / "a.png")
    refused(nearpair("run", tmp_path / "one", "--out", tmp_path / "a.csv"), "two")


def test_only_broken_files_are_listed_with_a_reason(nearpair: Nearpair, tmp_path: Path) -> None:
    picture(tmp_path / "d" / "a.png", "red")
    picture(tmp_path / "d" / "b.png", "blue")
    (tmp_path / "d" / "broken.jpg").write_bytes(b"\xff\xd8\xff not a picture")
    result = nearpair("run", tmp_path / "d", "--out", tmp_path / "a.csv", "--json").json
    assert result["images"] == 2
    assert [problem["path"] for problem in result["problems"]] == ["broken.jpg"] and result["problems"][0]["reason"]


def test_an_output_suffix_nobody_knows(nearpair: Nearpair, tmp_path: Path) -> None:
    picture(tmp_path / "d" / "a.png")
    refused(nearpair("run", tmp_path / "d", "--out", tmp_path / "a.xlsx"), ".csv")


def test_a_project_that_is_missing_or_unreadable(nearpair: Nearpair, tmp_path: Path, project: Path) -> None:
    refused(nearpair("status", tmp_path / "none.nearpair"), "none.nearpair")
    refused(nearpair("status", tmp_path), "not a")
    database = project / "project.db"
    database.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    refused(nearpair("status", project), "p.nearpair")
    assert database.read_bytes().endswith(b"\xff"), "an unreadable project is never rebuilt"


def test_a_project_of_a_newer_version_is_refused_and_left_as_it_was(nearpair: Nearpair, project: Path) -> None:
    with sqlite3.connect(project / "project.db") as connection:
        connection.execute("PRAGMA user_version=999")
    connection.close()
    before = (project / "project.db").read_bytes()
    refused(nearpair("status", project), "newer")
    refused(nearpair("mine", project), "newer")
    assert (project / "project.db").read_bytes() == before


def test_a_second_writer_is_refused_by_name_and_a_killed_one_unlocks(nearpair: Nearpair, project: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from app.core.store.project import Project\n"
        "held = Project.open(Path(sys.argv[1]), role='window'); print('open', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(project)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline().strip() == "open"
        refused(nearpair("mine", project), "in use", str(holder.pid))
        assert nearpair("status", project).code == 0, "reading needs no lock"
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        holder.stdout.close()  # type: ignore[union-attr]
    refused(nearpair("mine", project), "image")  # the lock is gone; now the sentence is about the empty project


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_display_the_window_is_refused_in_a_sentence(nearpair: Nearpair, project: Path) -> None:
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    refused(nearpair(**nowhere), "no display")
    refused(nearpair("open", project, **nowhere), "no display")


def test_wrong_usage_is_2_and_a_wrong_choice_lists_the_choices(nearpair: Nearpair, project: Path) -> None:
    assert nearpair("mine").code == 2
    assert nearpair("nonsense").code == 2
    refused(nearpair("mine", project, "--miner", "magic"), "knn")
    refused(nearpair("mine", project, "--set", "mine.k=3"), "did you mean")


def test_ctrl_c_is_130_and_keeps_what_was_finished(tmp_path: Path, project: Path) -> None:
    for number in range(150):
        Image.effect_noise((400, 400), 50 + number % 60).save(tmp_path / f"{number}.png", compress_level=1)
    running = subprocess.Popen([sys.executable, "-m", "app", "add", str(project), str(tmp_path), "--json"], cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    assert running.stderr is not None
    while (line := running.stderr.readline()) and not line.startswith("Reading images"):
        pass
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130, err
    assert json.loads(out)["ok"] is False and "cancelled" in err


LIMITED = """
import resource, runpy, signal, sys
limit = int(sys.argv.pop(1))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
runpy.run_module("app", run_name="__main__")
"""


def on_a_disk_with(limit: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command where no file can grow beyond `limit` bytes: to a program that is a full disk."""
    return subprocess.run([sys.executable, "-c", LIMITED, str(limit), *map(str, arguments)], cwd=ROOT,
                          capture_output=True, text=True, check=False, timeout=120)  # fmt: skip


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no file size limit on this system")
def test_a_full_disk_is_one_sentence_and_nothing_is_lost(nearpair: Nearpair, tmp_path: Path) -> None:
    for number in range(12):
        Image.effect_noise((80, 80), 50 + number).save(tmp_path / f"{number}.png")
    project, out = tmp_path / "p.nearpair", tmp_path / "pairs.csv"
    assert nearpair("run", tmp_path, "--out", out, "--project", project).code == 0
    before, rows = nearpair("status", project, "--json").json, out.read_bytes()
    for cache in ("features", "embeddings", "candidates", "thumbs"):
        shutil.rmtree(project / cache)
    size = (project / "project.db").stat().st_size
    for limit in (0, 2_000, 20_000, size // 2):
        export = ("export", project, "--format", "csv", "--candidates", out)
        for command in (("add", project, tmp_path), ("mine", project), export):
            done = on_a_disk_with(limit, *command)
            if limit < 20_000 and command[0] != "add":
                assert done.returncode == 1, (limit, command, done)
            assert done.returncode in {0, 1}, (limit, command, done.stderr)
            if done.returncode:
                assert "Traceback" not in done.stderr and len(done.stderr.splitlines()[-1]) < ONE_SENTENCE
            if command[0] == "export" and done.returncode:
                assert out.read_bytes() == rows, "yesterday's file stays until the new one is whole"
    after = nearpair("status", project, "--json").json
    caches = {"seconds": 0, "features": {}}
    assert after | caches == before | caches and nearpair("check", project).code == 0
    assert nearpair("mine", project).code == 0


def _can_trace() -> bool:
    """Whether strace is here and may watch a process; some containers forbid it."""
    if shutil.which("strace") is None:
        return False
    probe = ["strace", "-f", "-qq", "-o", "/dev/null", "true"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _can_trace(), reason="strace is not installed or may not trace here")
def test_the_main_job_opens_no_internet_socket(tmp_path: Path) -> None:
    for number in range(4):
        Image.effect_noise((80, 80), 50 + number).save(tmp_path / f"{number}.png")
    import os

    env = {name: value for name, value in os.environ.items() if name not in {"CI", "ORT_DISABLE_TELEMETRY"}}
    log = tmp_path / "connects"
    done = subprocess.run(["strace", "-f", "-qq", "-e", "trace=connect", "-o", str(log), sys.executable, "-m", "app",
                           "run", str(tmp_path), "--out", str(tmp_path / "p.csv")], cwd=ROOT, env=env,
                          capture_output=True, text=True, check=False, timeout=300)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "AF_INET" not in log.read_text()


def test_a_project_named_without_its_suffix_is_opened_again(nearpair: Nearpair, tmp_path: Path) -> None:
    for number in range(4):
        Image.effect_noise((80, 80), 50 + number).save(tmp_path / f"{number}.png")
    arguments = ("run", tmp_path, "--out", tmp_path / "a.csv", "--json", "--project", tmp_path / "kept")
    assert nearpair(*arguments).json["embedded"] == 4
    assert nearpair(*arguments).json["embedded"] == 0


def test_a_place_that_is_missing_is_refused_before_the_work(nearpair: Nearpair, tmp_path: Path) -> None:
    picture(tmp_path / "d" / "a.png", "red")
    done = nearpair("run", tmp_path / "d", "--out", tmp_path / "no" / "a.csv", "--project", tmp_path / "p.nearpair")
    refused(done, "does not exist")
    assert not (tmp_path / "p.nearpair").exists()


def test_names_that_are_no_text_break_neither_json_nor_sentence(nearpair: Nearpair, tmp_path: Path) -> None:
    done = nearpair("run", tmp_path / "odd\udcff", "--out", tmp_path / "a.csv", "--json", PYTHONIOENCODING="utf-8")
    assert done.json["ok"] is False and "odd\udcff" in done.json["error"]
    refused(done, "does not exist")
    listed = nearpair("settings", PYTHONIOENCODING="ascii")
    assert listed.code == 0 and listed.out


def test_a_seed_that_cannot_be_stored_is_wrong_usage(nearpair: Nearpair, project: Path) -> None:
    assert nearpair("mine", project, "--seed", 2**63).code == 2


def test_the_result_names_the_command_as_it_was_typed(nearpair: Nearpair, tmp_path: Path, project: Path) -> None:
    picture(tmp_path / "d" / "a.png")
    assert nearpair("add", project, tmp_path / "d", "--json").json["command"] == "add"
    assert nearpair("batch", project, "--json").json["command"] == "batch"


def test_a_file_where_a_folder_must_be_is_refused(nearpair: Nearpair, tmp_path: Path, project: Path) -> None:
    for number in range(4):
        Image.effect_noise((80, 80), 50 + number).save(tmp_path / f"{number}.png")
    (tmp_path / "file").touch()
    refused(nearpair("demo", "--dir", tmp_path / "file", "--no-window"), "cannot be written")
    assert nearpair("add", project, tmp_path).code == 0
    (project / "candidates").mkdir()
    (project / "candidates" / "0").touch()
    refused(nearpair("mine", project), "cannot be written")
