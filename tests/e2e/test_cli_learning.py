"""Training by the command line: losses and samplers of every kind, heads, and a verifier that teaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths
from tests.e2e.conftest import Nearpair, own

SHORT = ("--scope", "head", "--set", "train.steps=20", "--set", "train.pairs_per_step=32", "--set",
         "evaluate.resamples=100", "--json")  # fmt: skip


@pytest.fixture
def project(here: Nearpair, sampled: Path, tmp_path: Path) -> Path:
    """The bundled photographs, mined, with their truth."""
    path = own(sampled, tmp_path / "p.nearpair")
    assert here("groups", path, paths.SAMPLE / "groups.csv").code == 0
    assert here("mine", path).code == 0
    assert here("label", path, paths.SAMPLE / "pairs.csv", "--annotator", "truth").code == 0
    return path


def test_losses_of_pairs_of_triplets_and_of_groups_each_train(here: Nearpair, project: Path) -> None:
    made = [here("train", project, "--loss", loss, "--sampler", sampler, *SHORT).json
            for loss, sampler in (("contrastive", "hard"), ("triplet", "cross_batch"), ("n_pair", "cluster_restricted"))
            ]  # fmt: skip
    assert [one["ok"] and one["steps"] for one in made] == [20, 20, 20]
    assert len({one["fingerprint"] for one in made}) == 3 and all(one["loss"] >= 0 for one in made)
    names = [one["checkpoint"] for one in made]
    told = {one["name"]: one["settings"] for one in here("lineage", project, "--json").json["embedders"]}
    assert [told[name]["train.sampler"] for name in names] == ["hard", "cross_batch", "cluster_restricted"]
    assert "loss.triplet.margin" in told[names[1]] and "loss.triplet.margin" not in told[names[0]]
    wrong = here("train", project, "--loss", "triplet", "--sampler", "hard")
    assert wrong.code == 1 and "triplet" in wrong.err and len(wrong.err.strip().splitlines()) == 1


@pytest.mark.slow
def test_heads_are_compared_and_a_verifier_predicts_and_teaches(
    nearpair: Nearpair, here: Nearpair, project: Path
) -> None:
    compared = nearpair("heads", project, "--set", "evaluate.resamples=100", "--json").json
    assert set(compared["heads"]) == {"raw", "whiten", "score_norm"} and compared["best"] in compared["heads"]
    before = here("train", project, *SHORT, "--set", "train.taught=50")
    assert before.code == 1 and "fit a verifier first" in before.out + before.err
    quick = ("--set", "judge.geometry=false", "--set", "evaluate.resamples=100")
    judged = here("verifier", project, *quick, "--json").json
    assert judged["predicted"] > 10
    shown = here("verifier", project, *quick)
    assert "candidates are predicted" in shown.out and "without either" in shown.out
    out = project.parent / "c.csv"
    assert here("export", project, "--format", "csv", out, "--candidates").code == 0
    assert ",predicted_grade,predicted_probability" in out.read_text("utf-8").splitlines()[0]
    taught = here("train", project, *SHORT, "--scope", "mlp", "--set", "train.taught=50", "--set",
                      "train.taught_sure=0.6").json  # fmt: skip
    assert taught["scope"] == "mlp" and taught["steps"] == 20
    report = here("evaluate", project, "--set", "evaluate.resamples=100", "--json").json
    assert report["names"]["trained"] == taught["checkpoint"]
