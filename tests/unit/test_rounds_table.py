"""Rounds: yield and overlap against counting by hand, and advice that follows from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.atomic import make_folder
from app.core.mining.candidates import write_candidates
from app.core.records import Act, Candidates, Grade, Kind
from app.core.reporting.rounds_table import advice, rounds_table
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from tests.made import begin_round, project_of


def mined(project: Project, round_number: int, pairs: list[tuple[int, int]], miner: str = "knn") -> None:
    left, right = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
    file = Path("candidates", str(round_number), f"{miner}.arrow")
    make_folder(project.folder("candidates") / str(round_number))
    found = Candidates(left, right, np.full(len(pairs), 0.5, np.float32), miner, ["identical"] * len(pairs))
    write_candidates(found, project.path / file)
    project.rounds.add_mining(round=round_number, miner=miner, embedder=f"e{round_number}", file=file.as_posix(),
                              candidates=len(pairs), images=40, seed=0, settings={})  # fmt: skip


def asked(project: Project, round_number: int, grades: list[Grade], first: int, sealed: bool = False) -> None:
    rows = [BatchRow(first + n, 40, 0.5, "knn", "w", "hardest", 1.0) for n in range(len(grades))]
    new = NewBatch("b", "hardest", round_number, None, 0, sealed=sealed)
    batch = project.pairs.create_batch(new, rows)
    for place, value in zip(project.pairs.batch_pairs(batch.id), grades, strict=True):
        project.labels.append([(place.pair_id, Act(grade=value))], By("ann", batch))


def made(path: Path) -> Project:
    project = project_of(path, 40)
    for number in range(2):
        project.rounds.add_embedder(fingerprint=f"e{number}", name=f"name-{number}", backbone="b",
                                    backbone_fingerprint="f", head="whiten", file="x", dim=8)  # fmt: skip
        begin_round(project, f"e{number}", "knn")
    return project


def test_yield_and_overlap_are_counted(tmp_path: Path) -> None:
    with made(tmp_path / "p") as project:
        mined(project, 0, [(1, 2), (3, 4), (5, 6), (7, 8)])
        mined(project, 0, [(1, 2), (9, 10)], "hn1")
        mined(project, 1, [(1, 2), (3, 4), (11, 12)])
        mined(project, 1, [(1, 9)], "random")
        asked(project, 0, [Grade.ND, Grade.NEAR_ND, Grade.NND, Grade.NND], 1)
        asked(project, 0, [Grade.ND] * 5, 10, sealed=True)
        asked(project, 1, [Grade.NND], 20)
        pair = int(project.pairs.ids([1], [40])[0])
        project.labels.append([(pair, Act(Kind.UNSURE))], By("bob"))
        first, second = rounds_table(project)
    assert first == {"round": 0, "embedder": "name-0", "graded": 4, "yield": 0.5, "hard": 0.5, "candidates": 5,
                     "overlap": None}  # fmt: skip
    assert second["yield"] == 0 and second["overlap"] == pytest.approx(2 / 3) and second["candidates"] == 4


def test_a_regrade_counts_once_and_a_deleted_cache_costs_only_its_column(tmp_path: Path) -> None:
    with made(tmp_path / "p") as project:
        asked(project, 0, [Grade.ND], 1)
        batch = project.pairs.batches()[0]
        pair = project.pairs.batch_pairs(batch.id)[0].pair_id
        project.labels.append([(pair, Act(grade=Grade.NND))], By("ann", batch))
        mined(project, 0, [(1, 2)])
        (project.path / "candidates" / "0" / "knn.arrow").unlink()
        row = rounds_table(project)[0]
    assert (row["graded"], row["yield"], row["hard"], row["candidates"]) == (1, 0, 1, 0)


def row(**values: object) -> dict[str, object]:
    usual = {"round": 3, "embedder": "e", "graded": 500, "yield": 0.3, "hard": 0.7, "candidates": 9, "overlap": 0.4}
    return usual | values


@pytest.mark.parametrize(("rows", "words"), [
    ([], "Too early"), ([row(graded=99)], "Too early"), ([row()], "Go on: 30.0% of the 500"),
    ([row(**{"yield": 0.01})], "few matches"), ([row(overlap=0.97)], "has settled"), ([row(overlap=None)], "Go on"),
    ([row(), row(round=4, graded=20)], "graded in round 3"),
])  # fmt: skip
def test_advice_rests_on_the_newest_round_with_enough_grades(rows: list[dict[str, object]], words: str) -> None:
    assert words in advice(rows)
