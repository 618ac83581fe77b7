"""Training by the command line: losses and samplers of every kind, heads, and a verifier that teaches."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app import paths
from app.core.exchanging.importing import import_file
from app.core.how import How
from app.core.pipeline import STAGES
from app.core.store.project import Project
from tests.e2e.conftest import Nearpair

SHORT = ("--scope", "head", "--set", "train.steps=20", "--set", "train.pairs_per_step=32", "--set",
         "evaluate.resamples=100", "--json")  # fmt: skip


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled photographs, mined, with their truth; made once and copied for every test."""
    path = tmp_path_factory.mktemp("learning") / "p.nearpair"
    with Project.create(path, salt="the same split on every run") as project:
        STAGES["ingest"](project, How(), folders=[str(paths.SAMPLE / "images")])
        import_file(project, paths.SAMPLE / "groups.csv", "groups")
        STAGES["mine"](project, How())
        import_file(project, paths.SAMPLE / "pairs.csv", "labels", annotator="truth")
    return path


@pytest.fixture
def project(graded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graded, tmp_path / "p.nearpair"))


def test_losses_of_pairs_of_triplets_and_of_groups_each_train(nearpair: Nearpair, project: Path) -> None:
    made = [nearpair("train", project, "--loss", loss, "--sampler", sampler, *SHORT).json
            for loss, sampler in (("contrastive", "hard"), ("triplet", "cross_batch"), ("n_pair", "cluster_restricted"))
            ]  # fmt: skip
    assert [one["ok"] and one["steps"] for one in made] == [20, 20, 20]
    assert len({one["fingerprint"] for one in made}) == 3 and all(one["loss"] >= 0 for one in made)
    names = [one["checkpoint"] for one in made]
    told = {one["name"]: one["settings"] for one in nearpair("lineage", project, "--json").json["embedders"]}
    assert [told[name]["train.sampler"] for name in names] == ["hard", "cross_batch", "cluster_restricted"]
    assert "loss.triplet.margin" in told[names[1]] and "loss.triplet.margin" not in told[names[0]]
    wrong = nearpair("train", project, "--loss", "triplet", "--sampler", "hard")
    assert wrong.code == 1 and "triplet" in wrong.err and len(wrong.err.strip().splitlines()) == 1


@pytest.mark.slow
def test_heads_are_compared_and_a_verifier_predicts_and_teaches(nearpair: Nearpair, project: Path) -> None:
    compared = nearpair("heads", project, "--set", "evaluate.resamples=100", "--json").json
    assert set(compared["heads"]) == {"raw", "whiten", "score_norm"} and compared["best"] in compared["heads"]
    before = nearpair("train", project, *SHORT, "--set", "train.taught=50")
    assert before.code == 1 and "fit a verifier first" in before.out + before.err
    quick = ("--set", "judge.geometry=false", "--set", "evaluate.resamples=100")
    judged = nearpair("verifier", project, *quick, "--json").json
    assert judged["predicted"] > 10
    shown = nearpair("verifier", project, *quick)
    assert "candidates are predicted" in shown.out and "without recorded" in shown.out
    out = project.parent / "c.csv"
    assert nearpair("export", project, "--format", "csv", out, "--candidates").code == 0
    assert ",predicted_grade,predicted_probability" in out.read_text("utf-8").splitlines()[0]
    taught = nearpair("train", project, *SHORT, "--scope", "mlp", "--set", "train.taught=50", "--set",
                      "train.taught_sure=0.6").json  # fmt: skip
    assert taught["scope"] == "mlp" and taught["steps"] == 20
    report = nearpair("evaluate", project, "--set", "evaluate.resamples=100", "--json").json
    assert report["names"]["trained"] == taught["checkpoint"]
