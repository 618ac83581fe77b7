"""Drawing batches and simulating annotators from the command line, on the bundled photographs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import paths
from app.core.records import AGAIN
from app.core.store.project import Project
from tests.e2e.conftest import Nearpair, own

TRUTH = ("--truth", paths.SAMPLE / "pairs.csv", "--groups", paths.SAMPLE / "groups.csv")


@pytest.fixture
def mined(here: Nearpair, sampled: Path, tmp_path: Path) -> Path:
    path = own(sampled, tmp_path / "asked.nearpair")
    assert here("mine", path).code == 0
    return path


def test_a_mix_is_asked_for_in_one_option_and_simulated_annotators_find_the_pairs(
    nearpair: Nearpair, here: Nearpair, mined: Path
) -> None:
    drawn = nearpair("batch", mined, "--size", 20, "--mix", "boundary=0.45,random=0.55", "--json").json
    assert (drawn["strategy"], drawn["pairs"], drawn["name"]) == ("mix", 20, "mix-1")
    wrong = here("batch", mined, "--mix", "best=1")
    assert wrong.code == 1 and "strategy.mix" in wrong.err
    assert here("batch", mined, "--mix", "random=1", "--strategy", "hardest").code == 2
    assert here("label", mined, paths.SAMPLE / "pairs.csv", "--annotator", "truth").code == 0
    assert here("batch", mined, "--strategy", "repeats", "--size", 5, "--json").json["pairs"] == 5
    with Project.open(mined, role="reader") as project:
        mixed, repeated = (b for b in project.pairs.batches() if not b.sealed)
        counted = {name: row["drawn"] for name, row in mixed.strata.items()}
        assert counted["boundary: boundary"] == 9 and counted["random: candidates"] == 11
        assert {p.stratum for p in project.pairs.batch_pairs(repeated.id)} == {f"{AGAIN}repeats"}


def test_simulate_prints_a_table_and_leaves_the_project_alone(nearpair: Nearpair, mined: Path, tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in sorted(mined.rglob("*")) if p.is_file() and not p.name.endswith("-shm")}
    out = tmp_path / "curves.json"
    shown = nearpair("simulate", mined, *TRUTH, "--strategies", "likeliest,mix", "--size", 20, "--budget", 160,
                     "--out", out)  # fmt: skip
    assert shown.code == 0, shown.err
    assert all(name in shown.out for name in ("nearest_first", "likeliest", "mix", "95%"))
    written = json.loads(out.read_text())
    likeliest = written["strategies"]["likeliest"]
    assert likeliest["inferred_right"] in (None, [1.0, 1.0, 1.0]) and likeliest["decisions"][0] <= 160
    assert likeliest["curve"][-1][1] > 0.5 * written["true_pairs"]
    assert {p: p.read_bytes() for p in before} == before
    assert nearpair("simulate", mined, "--truth", tmp_path / "none.csv").code == 2
