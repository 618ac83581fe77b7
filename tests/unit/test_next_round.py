"""Mining with another embedder starts the next round; a run tells how far apart random pairs are and what it cost."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.core import pipeline
from app.core.how import How
from app.core.mining import mining_cost
from app.core.mining.distance_spread import PAIRS, random_distances, spread
from app.core.mining.known import Known
from app.core.records import Candidates, Embeddings
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from app.core.store.project import Project
from tests.gui.furnished import draw_pictures

HOW = How(Settings().having(frozen__size=0), device="cpu")


def test_another_embedder_starts_the_next_round_and_the_same_one_does_not(tmp_path: Path) -> None:
    draw_pictures(tmp_path / "pictures", 8)
    with Project.create(tmp_path / "p") as project:
        pipeline.ingest(project, HOW, folders=[str(tmp_path / "pictures")])
        rounds = [pipeline.mine(project, HOW)["round"]]
        rounds.append(pipeline.mine(project, HOW, anew=True)["round"])  # that is the one of the round
        pipeline.embed(project, HOW, head="raw")
        for arguments in ({"embedder": "lite0-average-raw-0"}, {}, {"anew": True}):
            rounds.append(pipeline.mine(project, HOW, **arguments)["round"])
        assert rounds == [0, 0, 1, 1, 2]
        names = {row.fingerprint: row.name for row in project.rounds.embedders()}
        assert [names[row.embedder] for row in project.rounds.all()] == [
            "lite0-average-whiten-0", "lite0-average-raw-0", "lite0-average-whiten-0"
        ]  # fmt: skip
        report = project.rounds.minings(0)[0].report
    assert report is not None
    distances = report["distances"]
    assert sum(distances["random"]) == distances["random_pairs"] == 28 and sum(distances["candidates"]) > 0
    assert len(distances["edges"]) == len(distances["random"]) + 1


def unit(size: int, seed: int = 0) -> Embeddings:
    vectors = np.random.default_rng(seed).standard_normal((size, 6)).astype(np.float32)
    return Embeddings(np.arange(1, size + 1), vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_random_pairs_leave_out_what_is_known_to_match_and_are_all_pairs_where_these_are_few() -> None:
    found, nothing = unit(20), Known.build([])
    every = np.sort(random_distances(found, nothing, np.random.default_rng(0)))
    slow = [float(np.linalg.norm(found.vectors[a].astype(float) - found.vectors[b]))
            for a in range(20) for b in range(a + 1, 20)]  # fmt: skip
    assert np.allclose(every, np.sort(slow))
    known = Known.build([], groups=[KnownGroup(image, "g", False) for image in range(1, 11)])
    assert len(random_distances(found, known, np.random.default_rng(0))) == 190 - 45
    many = unit(400)
    drawn = random_distances(many, nothing, np.random.default_rng(1))
    assert PAIRS * 0.99 < len(drawn) < PAIRS
    assert np.array_equal(drawn, random_distances(many, nothing, np.random.default_rng(1)))


def test_where_all_pairs_match_there_is_no_closest_random_distance() -> None:
    known = Known.build([], groups=[KnownGroup(image, "g", False) for image in range(1, 5)])
    one = Candidates(np.array([1]), np.array([2]), np.array([0.7], np.float32), "knn", ["identical"])
    told = spread(unit(4), one, known, 0)
    assert told["closest_random"] is None and sum(told["random"]) == 0 and sum(told["candidates"]) == 1
    assert mining_cost.cost(4, 6).pairs == 6
