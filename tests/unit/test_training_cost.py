"""What a training will cost: a guess first, then what was measured here; nothing breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths
from app.core.learning.presets import PRESETS
from app.core.learning.training_cost import USUAL, cost, remember


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    return tmp_path


def test_a_guess_until_the_first_training_here_then_its_rate() -> None:
    guess = cost("head", 600, 256, 1000)
    assert not guess.measured and guess.seconds == pytest.approx(USUAL["head"] * 600 * 256)
    assert "a guess until the first training here" in guess.words
    remember("head", 1000, 256, 256.0, "cpu")
    known = cost("head", 600, 512, 1000, rounds=1)
    assert known.measured and known.seconds == pytest.approx(600 * 512 * 2 * 256 / (1000 * 256))
    assert known.words == "At most about 10 min on cpu (as measured here), about 310 MB of memory."
    assert not cost("last", 600, 256, 1000).measured, "another scope has another rate"


def test_short_trainings_say_nothing(home: Path) -> None:
    remember("head", 1000, 256, 1.9, "cpu")
    remember("head", 299, 256, 10.0, "cpu")
    remember("last", 11, 128, 30.0, "cpu")
    assert not list(home.iterdir())


@pytest.mark.parametrize("scope", PRESETS)
def test_the_few_steps_of_a_deep_scope_are_enough(home: Path, scope: str) -> None:
    steps, images = int(PRESETS[scope]["train.steps"]), int(PRESETS[scope]["train.pairs_per_step"])
    remember(scope, steps, images, 60.0, "cpu")
    assert cost(scope, steps, images, 1000).measured and cost(scope, steps, images, 1000).seconds == pytest.approx(60)


@pytest.mark.parametrize("text", ["", "[]", '{"head": {}}', '{"head": {"rate": -1}}', '{"head": {"rate": "x"}}'])
def test_a_damaged_file_is_as_none(home: Path, text: str) -> None:
    (home / "training.json").write_text(text, encoding="utf-8")
    assert not cost("head", 600, 256, 10).measured
    remember("head", 300, 256, 10.0, "cuda")
    assert cost("head", 600, 256, 10).device == "cuda"


def test_more_steps_pairs_images_and_scopes_cost_more() -> None:
    costs = [cost(scope, 600, 256, 1000) for scope in ("head", "last", "full")]
    assert costs[0].seconds < costs[1].seconds < costs[2].seconds
    assert costs[0].bytes < costs[1].bytes < costs[2].bytes
    assert cost("last", 600, 256, 100_000).bytes > 5 * 2**30
    assert cost("an own scope", 600, 256, 1000).seconds == costs[2].seconds, "unknown ones are taken for the slowest"
    assert "a second or two" in cost("head", 1, 2, 2).words and " h (" in cost("full", 6000, 256, 2).words
