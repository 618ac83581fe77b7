"""Evaluate: the same pairs for every embedder, origins apart, weights, and a loop that says better when it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from app.core.jobs import NULL_JOB
from app.core.learning import learn
from app.core.measuring.evaluate import evaluate
from app.core.measuring.measure import CUTS
from app.core.records import POLICY, Act, Grade, Kind, Side, Source
from app.core.reporting.evaluation_text import as_text
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from models.errors import UserError
from models.head import Head
from models.heads import HEADS
from tests.made import grade, project_of
from tests.scenes import QUICK, import_scenes, join_scenes, on, scene_project, scenes


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    with scene_project(tmp_path / "p", monkeypatch) as project:
        yield project


def train(project: Project) -> learn.Learned:
    return learn.train(project, Settings({"train.scope": "head"}), seed=0, device="cpu", threads=1, job=NULL_JOB)


def slow_auc(vectors: np.ndarray, near: list[tuple[int, int]], far: list[tuple[int, int]]) -> float:
    one, other = (
        [np.linalg.norm(vectors[a - 1].astype(float) - vectors[b - 1]) for a, b in pairs] for pairs in (near, far)
    )
    return float(np.mean([[x < y for y in other] for x in one]))


def test_the_loop_says_better_on_edits_that_can_be_learned_and_trains_on_nothing_it_measures(project: Project) -> None:
    import_scenes(project)
    learned = train(project)
    report = evaluate(project, QUICK)
    assert report["verdict"]["answer"] == "better" and report["verdict"]["baseline"] == "whitened"
    assert list(report["embedders"]) == ["raw", "whitened", "trained"]
    for cell in (cells["lenient"] for cells in report["embedders"].values()):
        assert cell["positives"] == len(on(project, Side.EVALUATION))
    start = Head.load(project.path / project.rounds.embedders()[0].file)
    head = Head.load(project.path / learned.embedder.file)
    assert np.abs(head.arrays["matrix"] - start.arrays["matrix"]).max() > 1e-3
    sides, names = project.images.sides(), project.images.components()
    seen = set(learned.embedder.trained_on["components"])
    assert seen.isdisjoint({names[i] for i, side in sides.items() if side is Side.EVALUATION})


def test_figures_are_those_of_counting_every_pair(project: Project) -> None:
    import_scenes(project)
    report = evaluate(project, QUICK)
    firsts = on(project, Side.EVALUATION)
    images = sorted([*firsts, *(i + 1 for i in firsts)])
    near = [(i, i + 1) for i in firsts]
    far = [(a, b) for a in images for b in images if a < b and (a - 1) // 2 != (b - 1) // 2]
    vectors = scenes(3.0)
    heads = {"raw": Head("raw"), "whitened": HEADS.load("whiten").fit(vectors, np.arange(len(vectors)))}
    for name, head in heads.items():
        cell = report["embedders"][name]["strict"]
        assert cell["negatives"] == len(far)
        assert cell["auc"][0] == pytest.approx(slow_auc(head.apply(vectors), near, far), abs=1e-6)
        assert cell["auc"][1] <= cell["auc"][0] <= cell["auc"][2]
        assert cell["tpr"]["0.0001"] is None and cell["reasons"]["0.0001"] == "needs 30000 negatives"
        assert sum(report["sets"]["imported"]["histogram"][name]["counts"]["cross-group"]) == len(far)
    assert report["verdict"]["candidate"] == "whitened"


def test_an_answer_of_its_own_outdoes_what_the_groups_say(project: Project) -> None:
    import_scenes(project)
    before = evaluate(project, QUICK)["embedders"]["raw"]["strict"]["negatives"]
    a, b, *_ = on(project, Side.EVALUATION)
    grade(project, a, b, Grade.NND, source=Source.IMPORT)
    assert evaluate(project, QUICK)["embedders"]["raw"]["strict"]["negatives"] == before
    a, b = on(project, Side.EVALUATION)[2:4]
    pair_id = int(project.pairs.ids([a], [b])[0])
    project.labels.append([(pair_id, Act(Kind.UNSURE))], By("ann"))
    assert evaluate(project, QUICK)["embedders"]["raw"]["strict"]["negatives"] == before - 1


def test_near_pairs_graded_by_policy_only_speak_against_nnd(project: Project) -> None:
    import_scenes(project, groups=False)
    firsts = on(project, Side.EVALUATION)
    pairs = [(a, b) for n, a in enumerate(firsts[:8]) for b in firsts[n + 1 : 8]]
    for n, (a, b) in enumerate(pairs):
        pair_id = int(project.pairs.ids([a], [b])[0])
        act = Act(Kind.IMPORT, Grade.NEAR_ND, tags=(POLICY,) if n % 2 else (), source=Source.IMPORT)
        project.labels.append([(pair_id, act)], By("truth"))
    for a, b in zip(firsts, firsts[10:], strict=False):
        grade(project, a, b, Grade.NND, "truth", source=Source.IMPORT)
    cells = evaluate(project, QUICK)["embedders"]["raw"]
    far = len(firsts) - 10
    assert cells["nd_vs_near"]["negatives"] == (len(pairs) + 1) // 2
    assert cells["strict"]["negatives"] == (len(pairs) + 1) // 2 + far
    assert cells["lenient"]["positives"] == len(firsts) + len(pairs) and cells["near_vs_nnd"]["positives"] == len(pairs)


def test_look_alikes_and_the_scale_as_a_whole(project: Project) -> None:
    import_scenes(project, groups=False)
    firsts = on(project, Side.EVALUATION)
    for a, b in pairwise(firsts[:7]):
        pair_id = int(project.pairs.ids([a], [b])[0])
        act = Act(Kind.IMPORT, Grade.NND, lookalike=True, source=Source.IMPORT)
        project.labels.append([(pair_id, act)], By("truth"))
    for a, b in zip(firsts, firsts[10:], strict=False):
        grade(project, a, b, Grade.NND, "truth", source=Source.IMPORT)
    report = evaluate(project, QUICK)
    measured, cells = report["sets"]["imported"], report["embedders"]["raw"]
    assert cells["vs_lookalikes"]["negatives"] == 6 and cells["vs_lookalikes"]["positives"] == len(firsts)
    assert cells["nd_vs_near"]["auc"] is None and cells["nd_vs_near"]["reasons"]["ap"]
    told = [cells[cut]["auc"][0] for cut in ("nd_vs_nnd", "vs_lookalikes")]
    assert measured["macro_auc"]["raw"][0] == pytest.approx(np.mean(told), abs=1e-5), "the mean of those that are told"
    value, low, high = measured["ranks"]["raw"]["c_index"]
    assert low <= value <= high and value == pytest.approx(cells["nd_vs_nnd"]["auc"][0], abs=1e-5), "two grades"
    assert -1 <= measured["ranks"]["raw"]["tau_b"][0] <= 1
    assert "tau-b" in as_text(report) and "vs_lookalikes" in as_text(report)


def test_people_who_graded_the_same_pairs_and_groups_that_find_themselves(project: Project) -> None:
    import_scenes(project)
    firsts = on(project, Side.EVALUATION)
    for n, (a, b) in enumerate(pairwise(firsts[:11])):
        for who in ("ann", "bob"):
            answer = Grade.NEAR_ND if n < 3 or (n == 3 and who == "bob") else Grade.NND
            grade(project, a, b, answer, who)
    pair_id = int(project.pairs.ids([firsts[0]], [firsts[1]])[0])
    project.labels.append([(pair_id, Act(grade=Grade.NND))], By("bob", revealed=True))
    report = evaluate(project, QUICK)
    found = report["agreement"]
    assert (found["pairs"], found["annotators"], found["percent"]) == (10, 2, 90.0), "what came after a reveal is out"
    assert 0 < found["alpha"] < 1 and "2 people, 10 pairs" in as_text(report)
    rows = report["retrieval"]
    assert rows["queries"] == 2 * len(firsts) and rows["without"] == 0
    raw = rows["embedders"]["raw"]
    assert 0 < raw["recall@1"][0] <= raw["hit@1"][0] < raw["hit@10"][0], "some scenes were joined by near-ND"
    assert rows["by_size"]["raw"][-1]["images"] == 2 * len(firsts)
    assert rows["by_size"]["raw"][-1]["hit@1"] == pytest.approx(raw["hit@1"][0])
    assert "map@r" in as_text(report)


def test_without_groups_retrieval_says_why_it_says_nothing(project: Project) -> None:
    import_scenes(project, groups=False)
    for a, b in pairwise(on(project, Side.EVALUATION)[:8]):
        grade(project, a, b, Grade.NND, "truth", source=Source.IMPORT)
    report = evaluate(project, QUICK)
    assert report["retrieval"]["reason"] == "no groups are known" and report["agreement"]["alpha"] is None
    assert "retrieval: no groups are known" in as_text(report)


def seal(project: Project, close: float, far: float) -> list[tuple[int, int]]:
    """A frozen batch on the evaluation side: 15 scenes drawn with probability `close`, 15 other pairs with `far`."""
    firsts = on(project, Side.EVALUATION)
    rows = [BatchRow(i, i + 1, 0.1, "m", "w", "close", close) for i in firsts[:15]]
    rows += [BatchRow(a, b, 1.0, "m", "w", "far", far) for a, b in pairwise(firsts[:16])]
    new = NewBatch("frozen", "frozen", 0, None, 0, sealed=True, purpose="frozen")
    batch = project.pairs.create_batch(new, rows)
    for place in project.pairs.batch_pairs(batch.id):
        value = Grade.ND if place.right == place.left + 1 else Grade.NND
        project.labels.append([(place.pair_id, Act(grade=value))], By("ann", batch))
    return [(row.left, row.right) for row in rows]


def test_frozen_pairs_are_apart_from_imported_ones_and_weighted_by_their_draw(project: Project) -> None:
    join_scenes(project, crossing=False)
    seal(project, close=0.5, far=0.001)
    a, b, *_ = on(project, Side.EVALUATION)[::-1]
    grade(project, b, a, Grade.NND, source=Source.IMPORT)
    report = evaluate(project, QUICK)
    assert list(report["sets"]) == ["frozen", "imported"] and report["set"] == "frozen"
    frozen = report["sets"]["frozen"]
    assert frozen["weighted"] and frozen["pairs"] == 30
    cell = frozen["embedders"]["raw"]["strict"]
    assert cell["negatives"] == 15 / 0.001
    assert cell["tpr"]["0.1"] is None and cell["reasons"]["0.1"] == "fewer than 3 of the negatives are that close"
    imported = report["sets"]["imported"]
    assert (imported["pairs"], imported["weighted"]) == (1, False)
    assert imported["embedders"]["raw"]["strict"]["auc"] is None
    assert imported["embedders"]["raw"]["strict"]["reasons"]["auc"] == "5 positive and 5 negative pairs are needed"


def test_a_stratum_with_few_answers_is_not_made_to_stand_for_the_rest(project: Project) -> None:
    join_scenes(project, crossing=False)
    seal(project, close=0.5, far=0.001)
    for _ in range(8):
        project.labels.undo(By("ann"))
    report = evaluate(project, QUICK)
    assert report["sets"]["frozen"]["reason"] == "only 7 pairs of the stratum far are answered; 10 are needed"
    assert report["verdict"]["answer"] == "cannot tell" and "stratum far" in report["verdict"]["sentence"]
    assert "stratum far" in as_text(report)


def test_a_stratum_nobody_came_to_is_missed(project: Project) -> None:
    join_scenes(project, crossing=False)
    seal(project, close=0.5, far=0.001)
    for _ in range(15):
        project.labels.undo(By("ann"))
    reason = evaluate(project, QUICK)["sets"]["frozen"]["reason"]
    assert reason == "only 0 pairs of the stratum far are answered; 10 are needed"


def test_unsure_is_an_answer_to_a_frozen_pair(project: Project) -> None:
    join_scenes(project, crossing=False)
    asked = seal(project, close=0.5, far=0.001)
    batch = project.pairs.batches()[-1]
    for place in project.pairs.batch_pairs(batch.id)[-7:]:
        project.labels.append([(place.pair_id, Act(kind=Kind.UNSURE))], By("ann", batch))
    frozen = evaluate(project, QUICK)["sets"]["frozen"]
    assert "reason" not in frozen and frozen["pairs"] == len(asked) - 7


def test_a_stratum_answered_in_part_is_scaled_up(project: Project) -> None:
    join_scenes(project, crossing=False)
    seal(project, close=1.0, far=0.5)
    for _ in range(5):
        project.labels.undo(By("ann"))
    cell = evaluate(project, QUICK)["sets"]["frozen"]["embedders"]["raw"]["strict"]
    assert cell["negatives"] == 30


def test_pairs_across_sides_serve_nothing_and_are_counted(project: Project) -> None:
    import_scenes(project, groups=False)
    train_, other = on(project, Side.TRAIN)[0], on(project, Side.EVALUATION)[0]
    grade(project, min(train_, other), max(train_, other), Grade.NND, source=Source.IMPORT)
    a, b = on(project, Side.EVALUATION)[:2]
    for who, value in (("one", Grade.ND), ("two", Grade.NND)):
        grade(project, a, b, value, who)
    report = evaluate(project, QUICK)
    assert report["left_out"] == {"across sides": 1, "train": len(on(project, Side.TRAIN)), "disagreement": 1}


def test_the_report_is_kept_is_json_and_repeats_itself(project: Project) -> None:
    import_scenes(project)
    report = evaluate(project, QUICK, seed=3)
    stored = project.rounds.last_evaluation()
    assert stored is not None and stored.report == report == json.loads(json.dumps(report))
    assert stored.embedders == [project.rounds.embedders()[0].fingerprint]
    assert evaluate(project, QUICK, seed=3) == report
    assert set(report["embedders"]["raw"]) == set(CUTS)
    text = as_text(report)
    assert text.startswith(report["verdict"]["sentence"]) and "whitened" in text and "NaN" not in text


def test_without_pairs_or_embeddings_there_is_one_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="grade the frozen pairs or import labels"):
        evaluate(project, QUICK)
    with project_of(tmp_path / "empty", 4) as other, pytest.raises(UserError, match="nothing was embedded yet"):
        evaluate(other, QUICK)


def test_a_flagged_embedder_is_said_to_be_so(project: Project) -> None:
    import_scenes(project)
    train(project)
    learned, other = on(project, Side.TRAIN)[0], on(project, Side.EVALUATION)[0]
    grade(project, min(learned, other), max(learned, other), Grade.ND)
    report = evaluate(project, QUICK)
    assert "evaluation side now" in report["flags"]["trained"] and "trained-1: it learned" in as_text(report)
    assert report["verdict"]["answer"] == "cannot tell" and "not to be trusted" in report["verdict"]["sentence"]
