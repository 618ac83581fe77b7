"""The collector waits while a project's labels are read for the first time, and is as before whatever happens."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from app.core.records import Act, Grade
from app.core.store.bulk import collector_waits
from app.core.store.labels import By
from tests.made import project_of

IMAGES = 48


@pytest.fixture
def collected() -> Iterator[list[int]]:
    """The generations that the collector has walked since."""
    seen: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            seen.append(told["generation"])

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_it_is_on_again_afterwards_also_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), collector_waits(), collector_waits():
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    try:
        with collector_waits():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("what", ["answers", "relations", "steps", "current"])
def test_the_first_reading_of_many_labels_is_not_interrupted(tmp_path: Path, collected: list[int], what: str) -> None:
    ends = list(combinations(range(1, IMAGES + 1), 2))
    with project_of(tmp_path / "p", IMAGES) as project:
        ids = project.pairs.ids([left for left, _ in ends], [right for _, right in ends]).tolist()
        for pair_id in ids[:3]:
            project.labels.append([(pair_id, Act(grade=Grade.NND))], By("ann"))
        project.labels.append([(pair_id, Act(grade=Grade.NND)) for pair_id in ids], By("ann"))
        read: Any = {"answers": project.labels.answers, "relations": lambda: project.labels.relations([]),
                     "steps": lambda: project.labels.steps("ann"),
                     "current": lambda: project.labels.current("ann")}[what]  # fmt: skip
        gc.collect()
        collected.clear()
        read()
        assert len(collected) <= 1, "once it is on again it may walk at once, and only then"
    assert gc.isenabled()
