"""The decoder pool: order, survival, limits, and that nothing of it stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from app.core.jobs import Cancelled, Job, Progress
from app.core.reading.decoders import AHEAD, Decoded, cores, decode_all

WORK = "tests.unit.breakers:"


def run(tasks: list[str], tmp_path: Path, **options: object) -> list[Decoded[str]]:
    return list(decode_all(tasks, f"{WORK}misbehave", arguments=(str(tmp_path),), **options))  # type: ignore[arg-type]


def test_answers_come_in_the_order_of_the_tasks_from_several_processes() -> None:
    answers = list(decode_all([f"t{i}" for i in range(60)], f"{WORK}echo", arguments=(1, "two"), processes=3))
    assert [a.value[0] for a in answers] == [f"t{i}" for i in range(60)] == [a.task for a in answers]
    assert all(a.value[1] == (1, "two") and not a.problem for a in answers)
    assert 1 < len({a.value[2] for a in answers}) <= 3 and os.getpid() not in {a.value[2] for a in answers}


def test_no_task_starts_no_process() -> None:
    before = psutil.Process().children()
    assert list(decode_all([], f"{WORK}echo")) == []
    assert psutil.Process().children() == before


@pytest.mark.parametrize(("word", "says"), [("crash", "signal 11"), ("exit", "exit code 3")])
def test_a_death_costs_one_task(tmp_path: Path, word: str, says: str) -> None:
    tasks = [f"a{i}" for i in range(10)]
    tasks[4] = f"{word}-it"
    answers = run(tasks, tmp_path, processes=2)
    assert [a.task for a in answers] == tasks
    assert [a.problem for a in answers] == ["crashed" if i == 4 else "" for i in range(10)]
    assert says in answers[4].detail
    assert [a.value for a in answers if not a.problem] == [f"A{i}" for i in range(10) if i != 4]


def test_every_task_may_die(tmp_path: Path) -> None:
    assert [a.problem for a in run(["crash1", "exit2", "crash3"], tmp_path, processes=2)] == ["crashed"] * 3


def test_a_hang_costs_one_task_and_its_time_limit(tmp_path: Path) -> None:
    started = time.monotonic()
    answers = run(["a", "hang", "b", "c", "d"], tmp_path, processes=1, time_limit=0.5)
    assert [a.problem for a in answers] == ["", "timed-out", "", "", ""]
    assert "0.5 seconds" in answers[1].detail
    assert time.monotonic() - started < 60


def test_waiting_for_a_slow_consumer_is_no_hang(tmp_path: Path) -> None:
    answers = []
    for answer in decode_all(
        ["a", "b", "c", "d", "e"], f"{WORK}misbehave", arguments=("",), processes=1, time_limit=0.3
    ):
        time.sleep(0.4)
        answers.append(answer)
    assert [a.problem for a in answers] == [""] * 5


def test_an_exception_of_the_work_is_a_bug_with_the_place_it_came_from(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)misbehave failed on 'raise it'.*KeyError"):
        run(["a", "raise it", "b"], tmp_path, processes=2)


def test_work_that_cannot_be_imported_is_a_bug_and_not_a_bad_file() -> None:
    with pytest.raises(RuntimeError, match="before its first task"):
        list(decode_all(["a"], "tests.unit.no_such_module:work"))


def test_answers_larger_than_a_pipe_arrive() -> None:
    sizes = [3_000_000, 0, 70_000, 1]
    assert [len(a.value) for a in decode_all(sizes, f"{WORK}big", processes=2)] == sizes


def test_a_slow_task_does_not_pile_up_answers_without_bound(tmp_path: Path) -> None:
    tasks = ["sleep:1.5", *(f"mark{i}" for i in range(AHEAD + 100))]
    work = decode_all(tasks, f"{WORK}misbehave", arguments=(str(tmp_path),), processes=2)
    with closing(work):
        assert next(work).task == "sleep:1.5"
        assert len(list(tmp_path.iterdir())) <= AHEAD
        assert [answer.task for answer in work] == tasks[1:]


def test_cancelling_ends_the_processes_at_once(tmp_path: Path) -> None:
    started = time.monotonic()
    seen: list[Progress] = []
    job = Job(seen.append, is_cancelled=lambda: bool(seen) and time.monotonic() > started + 0.2)
    work = decode_all(["hang", "hang"], f"{WORK}misbehave", arguments=("",), processes=2, job=job, text="Waiting")
    with pytest.raises(Cancelled), closing(work):
        list(work)
    assert seen[0].text == "Waiting" and seen[0].total == 2


def test_progress_ends_at_the_total_with_a_rate() -> None:
    seen: list[Progress] = []
    list(decode_all(["a", "b", "c"], f"{WORK}echo", job=Job(seen.append)))
    assert (seen[-1].done, seen[-1].total) == (3, 3) and seen[-1].figures["images_per_s"] > 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has priority classes instead")
def test_decoders_step_back() -> None:
    assert [a.value for a in decode_all([1], f"{WORK}nice")] == [max(10, os.nice(0))]


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_decoders_end_with_their_parent(tmp_path: Path) -> None:
    code = (
        "from app.core.reading.decoders import decode_all\n"
        "if __name__ == '__main__':\n"
        f"    list(decode_all(['mark1', 'hang'], '{WORK}misbehave', arguments=({str(tmp_path)!r},), processes=1))\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code)
    root = Path(__file__).parents[2]
    parent = subprocess.Popen([sys.executable, str(script)], cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    while not (marks := list(tmp_path.glob("mark1.*"))):
        assert parent.poll() is None
        time.sleep(0.05)
    decoder = psutil.Process(int(marks[0].suffix[1:]))
    parent.kill()
    parent.wait()
    decoder.wait(10)  # raises when it is still there


def test_cores_is_at_least_one() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses the allocation itself")
def test_a_balloon_costs_one_task_and_no_process(tmp_path: Path) -> None:
    answers = run(["a", "balloon:400", "b", "balloon:20", "c"], tmp_path, processes=1, memory_mb=256)
    assert [a.problem for a in answers] == ["", "too-much-memory", "", "", ""]
    assert "256 MB" in answers[1].detail and answers[3].value == str(20 << 20)
    pids = list(decode_all(["x", "y"], f"{WORK}echo", processes=1, memory_mb=256))
    assert len({a.value[2] for a in pids}) == 1


def test_a_process_that_its_watch_has_ended_is_a_balloon(tmp_path: Path) -> None:
    answers = run(["a", "watched", "b"], tmp_path, processes=1)
    assert [a.problem for a in answers] == ["", "too-much-memory", ""]


def test_a_file_that_unpacks_to_more_than_the_limit_is_named(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux refuses the allocation itself")
    from PIL import Image

    from app.core.reading.ingest import ingest
    from app.core.settings import Settings
    from app.core.store.project import Project

    folder = tmp_path / "photos"
    folder.mkdir()
    Image.new("RGBA", (9_000, 8_000), (9, 9, 9, 9)).save(folder / "balloon.png", compress_level=1)
    Image.new("RGB", (20, 20)).save(folder / "small.png")
    with Project.create(tmp_path / "p") as project:
        result = ingest(project, [folder], Settings().having(ingest__memory_mb=256), processes=1)
        assert [(p.path, p.code) for p in result.problems] == [("balloon.png", "too-much-memory")]
        assert result.images == 1


def test_a_thousand_threads_are_not_started(tmp_path: Path) -> None:
    started: list[int] = []
    most = max(4, 2 * cores())
    for answer in decode_all([f"t{i}" for i in range(200)], f"{WORK}echo", processes=1000):
        started.append(answer.value[2])
    assert len(set(started)) <= most
