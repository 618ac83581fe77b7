"""The pace: chosen by measuring, kept for this machine, never believed when it is nonsense."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.embedding import tuning
from app.core.embedding.tuning import Pace
from app.errors import UserError
from models.backbones.efficientnet_lite0 import BACKBONE

PIXELS = [np.zeros((4, 4, 3), np.uint8)]


@pytest.fixture(autouse=True)
def _nothing_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning.paths, "user_data", lambda: tmp_path)


def chosen(rates: dict[int, float], monkeypatch: pytest.MonkeyPatch) -> Pace:
    """The pace chosen where a batch of so many images runs at so many images a second."""
    monkeypatch.setattr(tuning, "rate", lambda _extract, _pace, batch, _seconds: rates[len(batch)])
    network = replace(BACKBONE, open=lambda *_: lambda pixels: pixels)
    return tuning.measured(network, "cpu", 1, PIXELS)


def test_the_pace_that_is_clearly_fastest_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen({1: 100, 2: 100, 4: 150, 8: 130}, monkeypatch) == Pace(4, 1, 1)
    assert chosen({1: 100, 2: 100, 4: 150, 8: 160}, monkeypatch) == Pace(8, 1, 1)


def test_the_noise_of_a_short_look_does_not_leave_the_usual_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen({1: 105, 2: 100, 4: 109, 8: 99}, monkeypatch) == tuning.usual("cpu", 1) == Pace(2, 1, 1)


def test_lanes_run_at_once() -> None:
    together = threading.Barrier(3, timeout=30)  # three are let through when three are there

    def extract(pixels: np.ndarray) -> np.ndarray:
        together.wait()
        return pixels

    assert tuning.rate(extract, Pace(2, 3, 1), np.zeros((2, 1)), 0.01) > 0


def test_a_pace_is_kept_for_the_same_network_device_and_number_of_threads() -> None:
    assert tuning.remembered(BACKBONE, "cpu", 2) is None
    tuning.remember(BACKBONE, "cpu", 2, Pace(8, 2, 1))
    tuning.remember(BACKBONE, "cpu", 4, Pace(2, 4, 1))
    assert tuning.remembered(BACKBONE, "cpu", 2) == Pace(8, 2, 1)
    assert tuning.remembered(BACKBONE, "cuda", 2) is None
    assert tuning.remembered(replace(BACKBONE, fingerprint="f" * 64), "cpu", 2) is None


@pytest.mark.parametrize(
    "damage",
    ["{", "[]", '{"KEY": 3}', '{"KEY": {"batch": 8}}', '{"KEY": {"batch": 0, "lanes": 1, "threads": 1}}',
     '{"KEY": {"batch": "8", "lanes": 1, "threads": 1}}'],
)  # fmt: skip
def test_a_damaged_memory_is_measured_again(damage: str) -> None:
    file = tuning.paths.user_data() / "pace.json"
    tuning.remember(BACKBONE, "cpu", 2, Pace(8, 2, 1))
    [key] = json.loads(file.read_text())
    file.write_text(damage.replace("KEY", key))
    assert tuning.remembered(BACKBONE, "cpu", 2) is None
    tuning.remember(BACKBONE, "cpu", 2, Pace(4, 2, 1))
    assert tuning.remembered(BACKBONE, "cpu", 2) == Pace(4, 2, 1)


def test_where_nothing_can_be_written_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise UserError("the disk is full")

    monkeypatch.setattr(tuning, "replacing", refused)
    tuning.remember(BACKBONE, "cpu", 2, Pace(8, 2, 1))
    assert tuning.remembered(BACKBONE, "cpu", 2) is None


def test_a_batch_set_by_hand_keeps_the_lanes() -> None:
    assert tuning.by_hand("cpu", 3, 5) == Pace(5, 3, 1)
    assert tuning.by_hand("cuda", 3, 5) == Pace(5, 1, 3)
