"""Extraction: every picture once, in any batch, whatever ends the run; and the same bits however it was cut."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.embedding import extraction, segments, tuning
from app.core.embedding.extraction import Extraction, folder_of
from app.core.embedding.tuning import Pace
from models.backbone import Backbone
from models.backbones.efficientnet_lite0 import BACKBONE
from models.views import turn


def sha(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def picture(number: int) -> np.ndarray:
    return np.random.default_rng(number).integers(0, 256, (6, 6, 3), dtype=np.uint8)


def network_of(run: Callable[[np.ndarray], np.ndarray]) -> Backbone:
    return replace(BACKBONE, dim=3, open=lambda *_: run)


def corner(pixels: np.ndarray) -> np.ndarray:
    """A network that says what the first pixel is."""
    return pixels[:, 0, 0].astype(np.float32)


def stored(folder: Path, count: int, view: int = 0) -> np.ndarray:
    wanted = segments.keys(map(sha, range(count)))
    found = segments.find(folder_of(folder, network_of(corner), view), wanted, 3)
    assert found.found.all()
    return np.asarray(found.vectors)


@pytest.mark.parametrize("pace", [Pace(1, 1, 1), Pace(4, 3, 1), Pace(100, 2, 1)])
def test_every_picture_has_its_own_features(tmp_path: Path, pace: Pace) -> None:
    with Extraction(network_of(corner), tmp_path, pace=pace) as run:
        for number in range(25):
            run.take(sha(number), picture(number))
    assert run.computed == {0: 25}
    assert stored(tmp_path, 25).tolist() == [picture(number)[0, 0].tolist() for number in range(25)]


def test_copies_and_what_is_on_disk_are_passed_over(tmp_path: Path) -> None:
    seen: list[int] = []

    def counted(pixels: np.ndarray) -> np.ndarray:
        seen.append(len(pixels))
        return corner(pixels)

    for upto in (5, 8):
        with Extraction(network_of(counted), tmp_path, pace=Pace(2, 2, 1)) as run:
            for number in [*range(upto), *range(upto)]:
                run.take(sha(number), picture(number))
        assert run.computed[0] == (5 if upto == 5 else 3)
    assert sum(seen) == 8


def test_every_view_that_is_missing_is_computed(tmp_path: Path) -> None:
    with Extraction(network_of(corner), tmp_path, views=(4,)) as run:
        run.take(sha(1), picture(1))
    with Extraction(network_of(corner), tmp_path, views=(0, 4, 2), pace=Pace(2, 1, 1)) as run:
        for number in range(3):
            run.take(sha(number), picture(number))
    assert run.computed == {0: 3, 2: 3, 4: 2}
    for view in (0, 2, 4):
        assert stored(tmp_path, 3, view).tolist() == [turn(picture(n), view)[0, 0].tolist() for n in range(3)]


def test_nothing_is_opened_without_a_new_picture(tmp_path: Path) -> None:
    network = replace(network_of(corner), open=lambda *_: pytest.fail("the network was opened"))
    with Extraction(network, tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_what_was_computed_before_an_error_is_kept(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Extraction(network_of(corner), tmp_path, pace=Pace(3, 1, 1)) as run:
        for number in range(10):
            run.take(sha(number), picture(number))
        raise KeyError
    assert run.computed[0] == 9
    assert len(stored(tmp_path, 9)) == 9


def test_an_error_of_the_network_is_raised_and_costs_only_its_batch(tmp_path: Path) -> None:
    def breaks(pixels: np.ndarray) -> np.ndarray:
        if any(np.array_equal(one, picture(4)) for one in pixels):
            raise RuntimeError("out of memory")
        return corner(pixels)

    with pytest.raises(RuntimeError, match="out of memory"), Extraction(
        network_of(breaks), tmp_path, pace=Pace(1, 2, 1)
    ) as run:
        for number in range(50):
            run.take(sha(number), picture(number))
    assert len(stored(tmp_path, 4)) == 4


def test_memory_is_bounded_by_waiting_for_the_network(tmp_path: Path) -> None:
    gate, running = threading.Semaphore(0), []

    def slow(pixels: np.ndarray) -> np.ndarray:
        running.append(len(pixels))
        assert gate.acquire(timeout=10)
        return corner(pixels)

    taken = []

    def hand_over() -> None:
        with Extraction(network_of(slow), tmp_path, pace=Pace(2, 2, 1)) as run:
            for number in range(40):
                run.take(sha(number), picture(number))
                taken.append(number)

    thread = threading.Thread(target=hand_over)
    thread.start()
    deadline = time.monotonic() + 10
    while len(running) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.1)
    assert len(taken) <= extraction.IN_HAND * 2 * 2
    gate.release(40)
    thread.join(10)
    assert len(taken) == 40 and len(stored(tmp_path, 40)) == 40


def test_the_pace_is_measured_once_after_the_first_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(extraction, "WARM", 6)
    monkeypatch.setattr(tuning, "measured", lambda *_: asked.append(1) or Pace(3, 2, 1))
    network = replace(network_of(corner), fingerprint="e" * 64)
    for start in (0, 20):
        with Extraction(network, tmp_path, device="cpu", threads=2) as run:
            for number in range(start, start + 20):
                run.take(sha(number), picture(number))
        assert run.computed[0] == 20
    assert len(asked) == 1 and tuning.remembered(network, "cpu", 2) == Pace(3, 2, 1)
    tuning.paths.user_data().joinpath("pace.json").unlink()


def test_a_batch_set_by_hand_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def counted(pixels: np.ndarray) -> np.ndarray:
        sizes.append(len(pixels))
        return corner(pixels)

    monkeypatch.setattr(extraction, "WARM", 1)
    monkeypatch.setattr(tuning, "measured", lambda *_: pytest.fail("it was measured"))
    with Extraction(network_of(counted), tmp_path, device="cpu", batch=7) as run:
        for number in range(30):
            run.take(sha(number), picture(number))
    assert sorted(sizes) == [2, 7, 7, 7, 7]


def test_another_batch_or_other_threads_move_features_by_less_than_a_hundred_thousandth() -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (5, 224, 224, 3), dtype=np.uint8)
    alone = np.concatenate([BACKBONE.open("cpu", 1)(one[None]) for one in pixels])
    for threads in (1, 2):
        together = BACKBONE.open("cpu", threads)(pixels)
        assert np.abs(together - alone).max() < 1e-5
        unit = [rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (alone, together)]
        assert np.linalg.norm(unit[0] - unit[1], axis=1).max() < 1e-5


def test_what_is_on_disk_is_told_by_backbone_settings_and_view(tmp_path: Path) -> None:
    assert extraction.on_disk(tmp_path) == {}
    gem = replace(network_of(corner), name="other", fingerprint="ab" * 32, values={"pooling": "gem"})
    for network, views, count in ((network_of(corner), (0,), 3), (gem, (0, 4), 2)):
        with Extraction(network, tmp_path, views=views) as run:
            for number in range(count):
                run.take(sha(number), picture(number))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / extraction.ABOUT).write_text("{")
    own = f"efficientnet_lite0 pooling=average {BACKBONE.fingerprint[:6]}"
    assert extraction.on_disk(tmp_path) == {
        own: 3, "other pooling=gem ababab": 2, "other pooling=gem ababab view4": 2,
    }  # fmt: skip
