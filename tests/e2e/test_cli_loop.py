"""The whole loop from the command line on the bundled photographs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from app import paths
from app.cli import cli
from app.core import pipeline
from app.core.how import How
from app.core.store.project import Project
from tests.e2e.conftest import Nearpair

COLUMNS = [
    "left_path", "right_path", "left_hash", "right_hash", "distance", "degree", "miner", "why", "round", "batch",
    "draw_probability", "grade", "lookalike", "confidence", "tags", "annotator", "inferred", "labelled_at",
    "label_source", "predicted_grade", "predicted_probability",
]  # fmt: skip
IMAGES = paths.SAMPLE / "images"
QUICK = ("--set", "evaluate.resamples=100")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_run_writes_every_pair_once_closest_first_and_the_same_file_twice(
    nearpair: Nearpair, few: Path, tmp_path: Path
) -> None:
    first = nearpair("run", few, "--out", tmp_path / "a.csv", "--json")
    assert first.code == 0, first.err
    result = first.json
    assert result["ok"] and result["command"] == "run" and result["embedded"] == result["images"] > 50
    nearpair("run", few, "--out", tmp_path / "b.csv", "--json")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()

    pairs = rows(tmp_path / "a.csv")
    assert list(pairs[0]) == COLUMNS and len(pairs) == result["candidates"]
    mined = [float(row["distance"]) for row in pairs if row["grade"] != "DUP"]
    assert mined == sorted(mined)
    assert all(0 <= distance <= 2 for distance in mined)
    assert len({(row["left_hash"], row["right_hash"]) for row in pairs}) == len(pairs)
    assert all((few / row["left_path"]).is_file() and row["why"] for row in pairs)


def test_run_with_a_project_embeds_nothing_the_second_time(nearpair: Nearpair, few: Path, tmp_path: Path) -> None:
    arguments = ("run", few, "--project", tmp_path / "p.nearpair", "--json", "--out")
    first = nearpair(*arguments, tmp_path / "a.jsonl").json
    second = nearpair(*arguments, tmp_path / "b.jsonl").json
    assert first["embedded"] > 0 and second["embedded"] == 0 and second["new"] == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_the_loop_from_folder_to_exports(nearpair: Nearpair, here: Nearpair, tmp_path: Path) -> None:
    project = tmp_path / "loop.nearpair"
    assert nearpair("init", project).code == 0
    added = nearpair("add", project, IMAGES, "--json").json
    assert added["images"] > 50 and added["problems"] == []
    assert here("groups", project, paths.SAMPLE / "groups.csv", "--json").json["groups"] > 10
    mined = nearpair("mine", project, "--miner", "hn2_row", "--set", "miner.hn2_row.k=3", "--json").json
    assert mined["round"] == 0 and mined["candidates"] > 0
    assert here("mine", project).code == 0
    assert here("batch", project, "--strategy", "random", "--size", 20, "--json").json["pairs"] == 20
    labelled = nearpair("label", project, paths.SAMPLE / "pairs.csv", "--annotator", "truth", "--json").json
    assert labelled["labels"] > 50 and labelled["bad"] == []
    trained = nearpair("train", project, "--scope", "head", *QUICK, "--set", "train.steps=20", "--json").json
    assert trained["steps"] > 0 and trained["pairs"] > 0, trained
    assert nearpair("remine", project, "--json").json["round"] == 1
    report = nearpair("evaluate", project, *QUICK, "--json").json
    assert set(report["embedders"]) == {"raw", "whitened", "trained"}
    assert report["verdict"]["answer"] in {"better", "worse", "cannot tell"}
    for figures in report["embedders"].values():
        assert 0.5 < figures["lenient"]["auc"][0] <= 1
    status = here("status", project, "--json").json
    assert status["labels"]["ND"] > 20 and status["images"] == added["images"]
    assert here("check", project, "--json").json["findings"] == []
    assert nearpair("export", project, "--format", "csv", tmp_path / "answers.csv", "--json").json["rows"] > 50
    _exports(here, project, tmp_path, added["images"])
    _embedders(here, project, tmp_path, trained)


def _exports(here: Nearpair, project: Path, folder: Path, images: int) -> None:
    with Project.open(project, role="reader") as opened:
        for kind in ("jsonl", "parquet"):
            assert pipeline.export(opened, How(), kind=kind, out=str(folder / f"answers.{kind}"))["rows"] > 50
            assert (folder / f"answers.{kind}").stat().st_size > 1000
    answers = rows(folder / "answers.csv")
    assert {row["grade"] for row in answers} == {"DUP", "ND", "near-ND", "NND"}
    assert all(row["annotator"] == "truth" for row in answers if row["inferred"] == "0")
    assert here("export", project, "--format", "embeddings", folder / "e.npz").code == 0
    with np.load(folder / "e.npz", allow_pickle=False) as arrays:
        assert arrays["vectors"].shape[0] == len(arrays["paths"]) == len(arrays["hashes"]) == images
        assert np.allclose(np.linalg.norm(arrays["vectors"], axis=1), 1, atol=1e-5)


def _embedders(here: Nearpair, project: Path, folder: Path, trained: dict[str, Any]) -> None:
    newest, start = here("lineage", project, "--json").json["embedders"]
    assert (newest["name"], newest["parent"], newest["rounds"]) == (trained["checkpoint"], start["name"], [1])
    assert newest["labels"] > 50 and len(newest["label_hash"]) == 12 and newest["mines_next"] and newest["promoted_at"]
    assert newest["verdict"] == trained["verdict"]["answer"] in {"better", "cannot tell"}
    back = here("promote", project, start["name"], "--anyway", "--json").json
    assert (back["embedder"], back["against"]) == (start["name"], newest["name"])
    assert here("lineage", project).out.splitlines()[1].endswith(f"{back['answer']}, against {newest['name']}")
    arguments = ("model", project, "--format", "onnx", "--embedder", newest["name"], folder / "m.onnx", "--json")
    model = here(*arguments).json
    assert model["name"] == newest["name"] and model["thresholds"]["lenient"].keys() >= {"threshold", "reason"}
    told = json.loads((folder / "m.onnx.json").read_text(encoding="utf-8"))
    assert told["nearpair"]["embedder"]["name"] == newest["name"] and told["dim"] == newest_dim(folder / "e.npz")


def newest_dim(path: Path) -> int:
    with np.load(path, allow_pickle=False) as arrays:
        return int(arrays["vectors"].shape[1])


@pytest.mark.parametrize("name", ["embedders", "miners", "strategies", "losses", "samplers", "formats", "settings"])
def test_every_list_command_names_its_choices(name: str) -> None:
    listed = CliRunner().invoke(cli, [name])
    assert listed.exit_code == 0 and len(listed.stdout.splitlines()) >= 1


def test_doctor_says_what_is_here(nearpair: Nearpair) -> None:
    result = nearpair("doctor", "--json").json
    assert "cpu" in result["devices"] and result["missing"] == []
