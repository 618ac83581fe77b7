"""Two people, two copies, one truth: labels come together, and what either copy measures on is learned from in none."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from app import paths
from app.core.learning import split
from app.core.records import Act, Grade
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.project import Project
from tests.e2e.conftest import Nearpair, own


def halves(folder: Path) -> list[Path]:
    """The sample's truth in two files, every other row in each, and a third that takes some of it back."""
    with (paths.SAMPLE / "pairs.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    changed = [row | {"grade": "NND" if row["grade"] == "ND" else "ND"} for row in truth[::9]]
    parts = {"one.csv": truth[::2], "two.csv": truth[1::2], "again.csv": changed}
    for name, rows in parts.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            written = csv.DictWriter(file, list(truth[0]))
            written.writeheader()
            written.writerows(rows)
    return [folder / name for name in parts]


def answer_frozen(path: Path, annotator: str, count: int) -> None:
    """Grade the first of the sealed pairs, as a person would in the window."""
    with Project.open(path, role="command") as project:
        (batch,) = [batch for batch in project.pairs.batches() if batch.purpose == "frozen"]
        for place in project.pairs.batch_pairs(batch.id)[:count]:
            project.labels.append([(place.pair_id, Act(grade=Grade.NND))], By(annotator, batch, place.position))


def test_no_frozen_image_reaches_training_through_relabel_merge_and_import(
    nearpair: Nearpair, here: Nearpair, sampled: Path, tmp_path: Path
) -> None:
    files = halves(tmp_path)
    one, two = (own(sampled, tmp_path / f"{name}.nearpair", name) for name in ("one", "two"))  # each splits for itself
    for project, annotator, file in ((one, "ann", files[0]), (two, "bea", files[1])):
        assert here("mine", project).code == 0
        assert here("label", project, file, "--annotator", annotator, "--json").code == 0
        assert here("groups", project, paths.SAMPLE / "groups.csv", "--json").code == 0
        answer_frozen(project, annotator, 8)
    copy = tmp_path / "copy.nearpair"
    shutil.copytree(one, copy)
    assert here("label", copy, files[2], "--annotator", "cem", "--json").code == 0

    merged = nearpair("merge", one, two, "--json").json
    assert merged["labels"] > 20 and merged["known"] == 0 and merged["images"] == 0
    again = here("merge", one, copy, "--json").json
    assert again["known"] > 20 and again["labels"] > 0
    assert here("merge", one, copy, "--json").json["labels"] == 0
    refused = here("merge", one, one, "--json")
    assert refused.code == 1 and "itself" in refused.json["error"]

    trained = here("train", one, "--set", "train.steps=40", "--set", "evaluate.resamples=100", "--scope", "head",
                   "--json")  # fmt: skip
    assert trained.code == 0, trained.out
    with Project.open(one, role="command") as project:
        row = project.rounds.embedder(trained.json["checkpoint"])
        used = set(row.trained_on["images"])
        sealed = [batch.id for batch in project.pairs.batches() if batch.sealed]
        places = [place for batch in sealed for place in project.pairs.batch_pairs(batch)]
        frozen = {end for place in places for end in (place.left, place.right)}
        root = split.update(project, Settings()).root
    assert len(sealed) == 2 and used, "both copies' sealed pairs are here"
    assert not used & frozen
    assert not {root[image] for image in used} & {root[image] for image in frozen}
