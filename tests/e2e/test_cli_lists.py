"""The commands `lists`, `propose` and `rules` on a small project, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from app.cli import cli
from app.core.mining.candidates import write_candidates
from app.core.records import Act, Candidates, Embeddings, Grade
from app.core.store.labels import By
from app.core.store.project import Project
from tests.gui.furnished import draw_pictures, mine_pictures, record_pictures


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve images with a contradiction, a disagreement and candidates that end far apart."""
    with Project.create(tmp_path / "p", salt="test") as project:
        record_pictures(project, tmp_path / "pictures", draw_pictures(tmp_path / "pictures"), [])
        mine_pictures(project)
        answers = ((1, 2, Grade.ND), (2, 3, Grade.ND), (1, 3, Grade.NND), (5, 6, Grade.ND))
        for left, right, grade in answers:
            pair_id = int(project.pairs.ids([left], [right])[0])
            project.labels.append([(pair_id, Act(grade=grade))], By("ann"))
        project.labels.append([(pair_id, Act(grade=Grade.NND))], By("ben"))
        ids = np.array([image.id for image in project.images.all()])
        vectors = np.eye(len(ids), dtype=np.float32)
        monkeypatch.setattr("app.core.embedding.embed.embeddings", lambda *_: Embeddings(ids, vectors))
        left = np.arange(6, 12)
        found = Candidates(left, left + 1, np.linspace(0.3, 1.9, 6).astype(np.float32), "knn",
                           ["knn rank=1 back=1 k=10"] * 6)  # fmt: skip
        write_candidates(found, project.path / project.rounds.minings()[0].file)
        return project.path


def told(*arguments: str) -> dict[str, object]:
    done = CliRunner().invoke(cli, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_lists_in_json_and_as_text(place: Path) -> None:
    found = told("lists", str(place), "contradictions")
    assert found["count"] == 1 and len(found["items"]) == 3  # type: ignore[arg-type]
    assert {"group", "left_path", "right_path", "grade", "words"} == set(found["items"][0])  # type: ignore[index]
    assert told("lists", str(place), "disagreements")["count"] == 1
    assert told("status", str(place))["contradictions"] == told("status", str(place))["disagreements"] == 1
    text = CliRunner().invoke(cli, ["lists", str(place), "contradictions"]).output
    assert text.startswith("1.\n") and "picture00.jpg | picture01.jpg | ND | one of 3 answers" in text
    assert "nothing is unsure" in CliRunner().invoke(cli, ["lists", str(place), "unsure"]).output


def test_propose_previews_and_stores_only_when_asked(place: Path) -> None:
    rule = ["--rule", "far_apart", "--set", "rule.far_apart.beyond=0.0"]
    preview = told("propose", str(place), *rule)
    assert preview["applied"] is False and preview["stored"] == 0
    (found,) = preview["rules"]  # type: ignore[misc]
    assert found["grade"] == "NND" and found["pairs"] > 0 and len(found["sample"]) == found["pairs"]
    refused = CliRunner().invoke(cli, ["propose", str(place), *rule, "--apply"])
    assert refused.exit_code == 2 and "--annotator" in refused.output
    done = told("propose", str(place), *rule, "--apply", "--annotator", "ann")
    assert done["stored"] == found["pairs"]
    assert told("propose", str(place), *rule)["rules"][0]["pairs"] == 0  # type: ignore[index]
    with Project.open(place, role="reader") as project:
        assert len(project.labels.steps("ann")) == 5, "one step for all of it"


def test_rules_are_listed_and_a_wrong_one_is_told() -> None:
    names = [row["name"] for row in told("rules")["choices"]]  # type: ignore[attr-defined]
    assert names == [
        "hash_and_embedding", "turned_copy", "far_apart", "verifier_nd", "verifier_near_nd", "verifier_nnd"
    ]  # fmt: skip
