"""Blocks of images through a module side by side."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
import torch  # noqa: TID253

from app.core.learning import preparing
from app.core.settings import Settings
from models.students import SCOPES
from models.students.lanes import in_lanes
from tests.unit.test_deep_students import SIDE, Small, subject

BLOCKS = torch.split(torch.rand(37, 3 * SIDE * SIDE, generator=torch.Generator().manual_seed(1)), 8)
WEIGHTS = torch.rand(37, 6, generator=torch.Generator().manual_seed(2))


class Watched(Small):
    """Notes of every run: the thread, torch's threads in it, whether gradients are on; the most runs at once."""

    def __init__(self) -> None:
        super().__init__()
        self.unused = torch.nn.Parameter(torch.ones(1))
        self.seen: list[tuple[str, int, bool]] = []
        self.most = self._now = 0
        self._lock = threading.Lock()
        self.meet: threading.Barrier | None = None

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.seen.append((threading.current_thread().name, torch.get_num_threads(), torch.is_grad_enabled()))
        if self.meet is not None:
            self.meet.wait(20)
        found: torch.Tensor = super().forward(given)
        with self._lock:
            self._now -= 1
        return found


def learned(module: torch.nn.Module, made: torch.Tensor) -> list[Any]:
    module.zero_grad()
    (made * WEIGHTS).square().sum().backward()
    return [p.grad for p in module.parameters()]


@pytest.mark.parametrize("kept", [0, 2, 5, 9])
@pytest.mark.parametrize("lanes", [1, 2, 3])
def test_vectors_and_gradients_are_to_the_bit_those_of_torch_block_by_block(lanes: int, kept: int) -> None:
    module = Small().eval()
    plain = torch.cat([module(block) for block in BLOCKS])
    expected = learned(module, plain)
    made = in_lanes(module, BLOCKS, "cpu", lanes, kept)
    assert torch.equal(made, plain)
    assert all(torch.equal(one, other) for one, other in zip(learned(module, made), expected, strict=True))
    whole = learned(module, module(torch.cat(BLOCKS)))
    torch.testing.assert_close(whole, expected)


def test_inner_maps_that_were_not_kept_are_computed_again() -> None:
    module = Watched().eval()
    made = in_lanes(module, BLOCKS, "cpu", 1, 2)
    assert [on for *_, on in module.seen] == [True, True, False, False, False]
    learned(module, made)
    assert [on for *_, on in module.seen[5:]] == [True] * 3
    assert module.unused.grad is None, "what takes no part is not decayed"


def test_without_gradients_there_is_no_graph() -> None:
    module = Watched().eval()
    with torch.no_grad():
        made = in_lanes(module, BLOCKS, "cpu", 2, 5)
    assert made.grad_fn is None and torch.equal(made, torch.cat([Small().eval()(block) for block in BLOCKS]))
    assert not any(on for *_, on in module.seen)


def test_lanes_run_at_once_with_the_threads_of_the_caller_and_end() -> None:
    module, before = Watched().eval(), torch.get_num_threads()
    module.meet = threading.Barrier(2)
    torch.set_num_threads(1)
    try:
        made = in_lanes(module, BLOCKS[:4], "cpu", 2, 0)
        (made * WEIGHTS[: len(made)]).sum().backward()
    finally:
        torch.set_num_threads(before)
    assert len(module.seen) == 8 and module.most == 2
    assert all(name.startswith("nearpair-lane") and threads == 1 for name, threads, _ in module.seen)
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("nearpair-lane")]


@pytest.mark.parametrize("lanes", [1, 2])
def test_an_error_in_a_lane_is_the_callers(lanes: int) -> None:
    with pytest.raises(RuntimeError, match="shape"):
        in_lanes(Small().eval(), [*BLOCKS, torch.zeros(1, 5)], "cpu", lanes, 9)


@pytest.mark.parametrize("scope", ["last", "full"])
def test_a_student_has_its_lanes_and_in_a_large_step_they_hold_no_more(
    scope: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []

    def noted(module: Any, blocks: Any, device: str, lanes: int, kept: int) -> torch.Tensor:
        told.append((len(blocks), lanes, kept))
        return in_lanes(module, blocks, device, lanes, kept)

    monkeypatch.setattr("models.students.deep.in_lanes", noted)
    for lanes in (1, 3):
        one = SCOPES.load(scope)(replace(subject(), lanes=lanes), rate=0.5, altered=0.0)
        one(torch.arange(64) % 12)
        one(torch.arange(65) % 12)
    assert told == [(4, 1, 4), (5, 1, 4), (4, 3, 4), (5, 3, 2)]


@pytest.mark.parametrize(("scope", "threads", "lanes", "each"), [
    ("last", 1, 1, 1), ("last", 2, 2, 1), ("full", 3, 3, 1), ("last", 4, 4, 1), ("last", 16, 4, 4), ("head", 0, 1, 1),
    ("head", 6, 1, 6),
])  # fmt: skip
def test_the_cores_are_shared_out_among_lanes(scope: str, threads: int, lanes: int, each: int) -> None:
    options, found = preparing._options(Settings({"train.scope": scope}), 0, "cpu", threads)
    assert (found, options.threads) == (lanes, each)


def test_all_cores_are_used_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "cores", lambda: 8)
    options, lanes = preparing._options(Settings({"train.scope": "last"}), 0, "cpu", 0)
    assert (lanes, options.threads) == (4, 2)
