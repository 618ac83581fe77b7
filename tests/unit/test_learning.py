"""Learning in a project: it repeats itself, survives a kill, leaves nothing half, never sees what measures it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.core.jobs import Cancelled, Job, Paused, Progress
from app.core.learning import learn, put_away
from app.core.learning import training_memory as memory
from app.core.learning.put_away import waiting
from app.core.records import EmbedderRow, Grade, Side
from app.core.settings import Settings
from app.core.store.project import Project
from models.errors import UserError
from models.head import Head
from models.students import SCOPES
from tests.made import grade
from tests.scenes import SCENES, import_scenes, on, scene_project
from tests.training_child import train

SHORT = Settings().having(train__scope="head", train__steps=60, train__pairs_per_step=32, train__learning_rate=0.003)
ROUNDS = SHORT.having(train__rounds=2, train__suspect=0.1)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    with scene_project(tmp_path / "p", monkeypatch) as made:
        import_scenes(made)
        yield made


def left_behind(project: Project) -> list[str]:
    """Files of checkpoints that no embedder names."""
    named = {Path(row.file).name for row in project.rounds.embedders()}
    folder = project.path / "checkpoints"
    return sorted(path.name for path in folder.iterdir() if path.name not in named)


def head(project: Project, row: EmbedderRow) -> str:
    return Head.load(project.path / row.file).fingerprint


def stopping(at: int, *, how: str) -> Job:
    """A job whose user asks it to stop after this many steps."""
    seen: list[int] = []

    def note(progress: Progress) -> None:
        if progress.text.startswith("Training"):
            seen.append(progress.done)

    def asked() -> bool:
        return len(seen) >= at

    never = lambda: False  # noqa: E731
    return Job(note, asked if how == "cancel" else never, is_paused=asked if how == "pause" else never)


def stopped(project: Project, settings: Settings, at: int, how: str) -> None:
    learn.train(project, settings, seed=0, device="cpu", threads=1, job=stopping(at, how=how))


def test_what_was_learned_is_stored_with_all_that_made_it(project: Project) -> None:
    done = train(project, SHORT, seed=7)
    row = project.rounds.embedder("trained-1")
    assert row == done.embedder and row.head == "linear" and row.seed == 7
    assert row.parent == project.rounds.embedder("lite0-average-whiten-0").fingerprint
    assert row.settings["train.steps"] == 60 and row.settings["loss.margin.alpha"] == 0.2
    assert not any(key.startswith(("loss.triplet", "sampler.hard")) for key in row.settings)
    kept = row.trained_on
    assert kept["graded"] == len(kept["labels"]) > 50 and kept["random"] > 1000
    told = kept["training"]
    assert told["steps"] == 60 and told["stopped_by"] == "steps" and told["score"] > told["start_score"]
    assert [step for step, _ in told["curves"]["loss"]] == list(range(1, 61))
    assert [step for step, _ in told["curves"]["validation"]] == [20, 40, 60]
    assert {"active", "gradient", "boundary"} <= told["curves"].keys()
    assert left_behind(project) == []


def test_the_same_seed_learns_the_same_and_another_seed_another(project: Project) -> None:
    found = [head(project, train(project, ROUNDS, seed=seed).embedder) for seed in (0, 0, 1)]
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize("settings", [SHORT, ROUNDS.having(train__loss="triplet", train__sampler="cross_batch")])
def test_a_paused_training_goes_on_to_the_same_end(project: Project, settings: Settings) -> None:
    undisturbed = train(project, settings).embedder
    for at in (7, 30):
        with pytest.raises(Paused):
            stopped(project, settings, at, "pause")
    told = waiting(project)
    assert told is not None and told["step"] == 37 and told["steps"] == 60 and told["seed"] == 0
    assert told["settings"]["train.learning_rate"] == 0.003
    assert len(project.rounds.embedders()) == 2
    done = train(project, settings)
    assert done.resumed_at == 37 and head(project, done.embedder) == head(project, undisturbed)
    assert done.embedder.trained_on == undisturbed.trained_on
    assert waiting(project) is None and left_behind(project) == []


def test_a_killed_training_goes_on_to_the_same_end(project: Project) -> None:
    """The first is killed in the middle of the second round, while it writes again and again."""
    assignments = [f"{key}={value}" for key, value in ROUNDS.overrides.items()]
    undisturbed = train(project, ROUNDS)
    assert len(undisturbed.embedder.trained_on["training"]["rounds"]) > 1
    place = project.path
    project.close()
    child = subprocess.Popen([sys.executable, "-m", "tests.training_child", str(place), *assignments])
    deadline = time.monotonic() + 60
    told = None
    while time.monotonic() < deadline and child.poll() is None:
        told = waiting(project)
        if told is not None and told["stage"] == 1 and told["step"] >= 5:
            break
        time.sleep(0.005)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL and told is not None, "it ended before it was killed"
    with Project.open(place, role="command") as again:
        done = train(again, ROUNDS)
        assert 60 < done.resumed_at < undisturbed.trained.steps
        assert head(again, done.embedder) == head(again, undisturbed.embedder)
        assert done.trained.score == undisturbed.trained.score and done.trained.suspects == undisturbed.trained.suspects
        assert left_behind(again) == []


def test_a_cancelled_training_leaves_nothing(project: Project) -> None:
    with pytest.raises(Paused):
        stopped(project, SHORT, 5, "pause")
    with pytest.raises(Cancelled):
        stopped(project, SHORT, 9, "cancel")
    assert waiting(project) is None and left_behind(project) == []
    assert [row.name for row in project.rounds.embedders()] == ["lite0-average-whiten-0"]


def test_a_failed_training_leaves_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(put_away, "SECONDS", 0.0)
    wild = replace(SHORT, overrides={**SHORT.overrides, "train.learning_rate": 1e30})
    with pytest.raises(UserError, match="training failed at step 20"):
        train(project, wild)
    assert left_behind(project) == [] and len(project.rounds.embedders()) == 1


@pytest.mark.parametrize("change", ["seed", "setting", "label"])
def test_what_was_put_away_belongs_to_its_seed_settings_and_labels(project: Project, change: str) -> None:
    with pytest.raises(Paused):
        stopped(project, SHORT, 20, "pause")
    if change == "label":
        first, second = on(project, Side.TRAIN)[5:7]
        grade(project, first, second, Grade.NND)
    settings = SHORT.having(train__weight_decay=0.5) if change == "setting" else SHORT
    done = train(project, settings, seed=int(change == "seed"))
    assert done.resumed_at == 0 and waiting(project) is None


def test_something_else_in_its_place_is_no_training(project: Project) -> None:
    (project.folder("checkpoints") / put_away.NAME).write_bytes(b"something else")
    assert waiting(project) is None
    assert train(project, SHORT.having(train__steps=20)).resumed_at == 0
    assert left_behind(project) == []


@pytest.mark.parametrize("sampler", ["balanced", "batch_hard", "cross_batch"])
def test_no_image_that_measures_is_ever_seen(project: Project, sampler: str) -> None:
    """Neither of the evaluation side nor held back: by the ids that the steps looked at, mined ones included."""
    done = train(project, ROUNDS.having(train__sampler=sampler))
    sides = project.images.sides()
    assert len(done.images) > 50 and all(sides[image] is Side.TRAIN for image in done.images)
    assert done.embedder.trained_on["images"] == list(done.images)
    names = project.images.components()
    assert {names[image] for image in done.images} <= set(done.embedder.trained_on["components"])
    assert len(set(sides)) == 2 * SCENES and any(side is Side.EVALUATION for side in sides.values())
    for found in done.suggestions:
        assert sides[found.left] is sides[found.right] is Side.TRAIN and found.left < found.right


def test_suspicious_pairs_are_offered_and_not_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every second scene is graded; the others are ND as well, and nobody said so."""
    with scene_project(tmp_path / "p", monkeypatch) as project:
        scenes = range(1, 2 * SCENES, 4)
        for first in scenes:
            grade(project, first, first + 1, Grade.ND)
        for one, other in pairwise(scenes):
            grade(project, one, other, Grade.NND)
        done = train(project, ROUNDS.having(train__suspect=0.9, train__steps=200))
        assert done.embedder.trained_on["training"]["rounds"][-1]["suspects"] > 0
        offered = {(found.left, found.right) for found in done.suggestions}
        hidden = {(i, i + 1) for i in range(3, 2 * SCENES, 4)}
        sides = project.images.sides()
        hidden = {edge for edge in hidden if {sides[image] for image in edge} == {Side.TRAIN}}
        assert len(offered & hidden) > 0.5 * len(hidden) > 5
        apart = [found.distance for found in done.suggestions]
        assert apart == sorted(apart)
        kept = done.embedder.trained_on["suspects"]
        assert kept[0] == [done.suggestions[0].left, done.suggestions[0].right, apart[0]]


def test_it_is_refused_when_memory_is_short(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_memory", lambda _device: 1000)
    with pytest.raises(UserError, match=r"would take about 0\.0 GiB of memory and 0\.0 GiB are free"):
        train(project, SHORT)
    assert left_behind(project) == []


@pytest.mark.parametrize("name", SCOPES.names())
def test_every_scope_says_what_it_will_take(name: str) -> None:
    from importlib import import_module

    assert callable(import_module(SCOPES.entry(name).target.partition(":")[0]).memory)


def test_what_does_not_go_together_is_refused_first(project: Project) -> None:
    with pytest.raises(UserError, match="the loss triplet learns from triplets"):
        train(project, SHORT.having(train__loss="triplet", train__sampler="random"))
