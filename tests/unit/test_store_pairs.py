"""Pairs and batches: one identity a pair, a batch keeps what it was drawn as."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from app.core.records import BatchPair
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.errors import UserError
from tests.made import batch_of, project_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 8) as made:
        yield made


ends = st.sets(st.integers(1, 8), min_size=2, max_size=2).map(sorted).map(tuple)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(ends, max_size=12), max_size=4))
def test_a_pair_has_one_id_for_good(
    tmp_path_factory: pytest.TempPathFactory, asked: list[list[tuple[int, int]]]
) -> None:
    known: dict[tuple[int, int], int] = {}
    with project_of(tmp_path_factory.mktemp("pairs") / "p", 8) as project:
        for pairs in asked:
            ids = project.pairs.ids([a for a, _ in pairs], [b for _, b in pairs])
            assert ids.dtype == np.int64 and len(ids) == len(pairs)
            for pair, key in zip(pairs, ids.tolist(), strict=True):
                assert known.setdefault(pair, key) == key
        assert len(set(known.values())) == len(known)
        assert project.pairs.ends(known.values()) == {key: pair for pair, key in known.items()}


def test_a_pair_the_wrong_way_round_or_of_no_image_is_a_bug(project: Project) -> None:
    for left, right in ((2, 1), (1, 1), (1, 99)):
        with pytest.raises(IntegrityError):
            project.pairs.ids([1, left], [2, right])
    assert project.pairs.ends([1]) == {}, "nothing of the call is kept"


def test_a_batch_keeps_its_order_and_its_draw(project: Project) -> None:
    strata = {"near": {"population": 10, "drawn": 1}, "all other pairs": {"population": 18, "drawn": 1}}
    new = NewBatch("First", "mixed", 0, None, 7, {"size": 2}, strata, "open", sealed=True, purpose="frozen")
    rows = [
        BatchRow(3, 4, np.float32(0.5), "knn", "nearest rank=1", "near", 0.1, swapped=True),  # type: ignore[arg-type]
        BatchRow(1, 2, None, "random", "random", "all other pairs", 1 / 18),
    ]
    batch = project.pairs.create_batch(new, rows)
    assert (batch.size, batch.sealed, batch.purpose, batch.blindness, batch.strata) == (
        2,
        True,
        "frozen",
        "open",
        strata,
    )
    assert project.pairs.batch(batch.id) == batch and project.pairs.batches() == [batch]
    first, second = project.pairs.batch_pairs(batch.id)
    assert first == BatchPair(batch.id, 0, first.pair_id, 3, 4, 0.5, "knn", "nearest rank=1", "near", 0.1, True)
    assert (second.position, second.left, second.right, second.distance, second.swapped) == (1, 1, 2, None, False)


def test_a_batch_is_stored_whole_or_not_at_all(project: Project) -> None:
    with pytest.raises(IntegrityError):
        batch_of(project, [(1, 2), (4, 3)])
    assert project.pairs.batches() == [] and project.pairs.asked() == set()
    assert batch_of(project, []).size == 0


def test_what_was_asked_and_where_first(project: Project) -> None:
    first, second = batch_of(project, [(1, 2), (3, 4), (1, 2)]), batch_of(project, [(3, 4), (5, 6)])
    project.pairs.ids([7], [8])
    assert project.pairs.asked() == {(1, 2), (3, 4), (5, 6)}
    places = {(place.left, place.right): (place.batch_id, place.position) for place in project.pairs.places().values()}
    assert places == {(1, 2): (first.id, 0), (3, 4): (first.id, 1), (5, 6): (second.id, 1)}


def test_a_batch_that_is_not_there(project: Project) -> None:
    with pytest.raises(UserError, match="there is no batch 7"):
        project.pairs.batch(7)
