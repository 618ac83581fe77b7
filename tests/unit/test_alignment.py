"""Alignment of many pairs: side by side as one by one, each with one thread of linear algebra, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from app.core.jobs import Cancelled, Job
from app.core.judging import alignment
from app.core.judging.alignment import NAMES, Alignments
from app.core.store.project import Project
from app.core.verifying import local_features
from tests.judged import project_of, shown
from tests.unit.test_local_features import cheap_map

LEFT, RIGHT = np.array(list(combinations(range(1, 11), 2))).T


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(local_features, "open_map", lambda: cheap_map)
    with project_of(tmp_path / "p", shown()) as made:
        yield made


def opened(project: Project, kept: Path) -> Alignments:
    """With a folder of its own for what is computed."""
    made = Alignments(project, {image.id: image for image in project.images.all()})
    made._folder = kept
    return made


def test_side_by_side_is_what_one_by_one_gives(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = {image.id: image for image in project.images.all()}
    one_by_one = opened(project, tmp_path / "none")
    one_by_one._store.compute(sorted(images))
    expected = np.full((len(LEFT), len(NAMES)), np.nan)
    for row, (a, b) in enumerate(zip(LEFT.tolist(), RIGHT.tolist(), strict=True)):
        one, other = sorted((images[a], images[b]), key=lambda image: image.content_hash)
        found = alignment._row(one_by_one._store.of(one.id), one_by_one._store.of(other.id))
        expected[row] = one_by_one._with_change(found, one, other)[0].astype(np.float16)
    aligned = np.isfinite(expected).all(1)
    assert 3 <= aligned.sum() < len(LEFT)
    for lanes in (1, 3):
        monkeypatch.setattr(alignment, "cores", lambda lanes=lanes: lanes)
        table = opened(project, tmp_path / f"by-{lanes}").table(LEFT, RIGHT)
        np.testing.assert_allclose(table, expected, rtol=2e-3, atol=1e-6)  # the last bit of a half


def test_each_pair_has_one_thread_of_linear_algebra(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment, "cores", lambda: 2)
    real, threads = alignment.verify, set()

    def watched(*pair: object) -> object:
        threads.update(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
        return real(*pair)  # type: ignore[arg-type]

    monkeypatch.setattr(alignment, "verify", watched)
    with threadpool_limits(2, "blas"):
        opened(project, tmp_path / "kept").table(LEFT, RIGHT)
    assert threads == {1}


def test_what_was_aligned_before_a_cancel_is_not_aligned_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment, "_REPORT", 5)
    told: list[int] = []
    job = Job(lambda progress: told.append(progress.done) if progress.text == "Aligning pairs" else None,
              lambda: len(told) > 3)  # fmt: skip
    with pytest.raises(Cancelled):
        opened(project, tmp_path / "kept").table(LEFT, RIGHT, job)
    assert told == [0, 5, 10, 15], "it is broken off at the next report, after twenty"
    calls: list[int] = []
    real = alignment.verify
    monkeypatch.setattr(alignment, "verify", lambda *pair: calls.append(1) or real(*pair))
    again = opened(project, tmp_path / "kept").table(LEFT, RIGHT)
    assert len(calls) == len(LEFT) - 20
    np.testing.assert_array_equal(again, opened(project, tmp_path / "anew").table(LEFT, RIGHT))
