"""Rules propose, a person approves: what is proposed, what is stored, what it never touches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from app.core import stages
from app.core.asking.implied import Implied
from app.core.asking.situation import Graded, Situation
from app.core.exchanging.pair_rows import answers
from app.core.grading.proposed import RuleInput, approve, kept, propose
from app.core.how import How
from app.core.judging.predicted import Predicted
from app.core.measuring.agreement import agreement_of
from app.core.mining.candidates import write_candidates
from app.core.records import Act, Candidates, Embeddings, Grade, Source
from app.core.rules import RULES
from app.core.settings import Settings, parse_assignments
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.errors import UserError
from tests.gui.furnished import draw_pictures, mine_pictures, record_pictures

NONE = np.empty(0, np.int64)
PAIRS = 12


def situation(distance: list[float], hashes: dict[int, int] | None = None, view: list[int] | None = None) -> Situation:
    """Candidates (1, 2), (3, 4) ... at these distances, boundaries at .8 and .9."""
    left = np.arange(1, 2 * len(distance), 2)
    found = Candidates(left, left + 1, np.array(distance, np.float32), "knn", ["x"] * len(left),
                       None if view is None else np.array(view))  # fmt: skip
    no = np.zeros(0, np.bool_)
    table = sorted((hashes or {}).items())
    columns = np.array([i for i, _ in table], np.int64), np.array([h for _, h in table], np.uint64)
    made = Situation(found, found, Graded(NONE, NONE, NONE, no, no), Implied.build([]), hashes=lambda: columns)
    made.__dict__["boundaries"] = boundaries()
    return made


def boundaries() -> object:
    from app.core.asking.boundaries import Boundaries

    return Boundaries(0.8, 0.9)


def rows_of(rule: str, data: RuleInput, **settings: object) -> tuple[Grade, list[int], list[str]]:
    entry = RULES.entry(rule)
    values = Settings().of_entry("rule", entry) | settings
    found = entry.load()(data, **values)
    return found.grade, found.rows.tolist(), list(found.whys)


def test_hash_and_embedding_must_both_agree() -> None:
    hashes = {1: 0, 2: 0b1111, 3: 0, 4: 0b11111, 5: 0, 6: 0, 7: 0}  # 8 has no hash
    data = RuleInput(situation([0.1, 0.1, 0.25, 0.1], hashes))
    assert rows_of("hash_and_embedding", data) == (
        Grade.ND, [0], ["rule_hash bits=4 radius=4 limit=0.200"])  # fmt: skip
    assert rows_of("hash_and_embedding", data, bits=5)[1] == [0, 1]
    assert rows_of("hash_and_embedding", data, distance=0.3)[1] == [0, 2], "closer than what the setting says"


def test_far_apart_begins_beyond_the_boundary() -> None:
    data = RuleInput(situation([0.1, 0.95, 1.04, 1.06, 1.3]))
    grade, rows, whys = rows_of("far_apart", data, beyond=0.15)
    assert (grade, rows) == (Grade.NND, [3, 4]) and whys[0] == "rule_far limit=1.050"


def test_a_turned_copy_is_told_by_the_hash_of_its_turned_picture() -> None:
    hashes = {(1, 0): 0b1, (2, 4): 0b10, (2, 0): 1 << 60, (3, 0): 0, (4, 2): 0b11111, (5, 0): 0, (7, 0): 0}
    data = RuleInput(situation([0.1, 0.1, 0.1, 0.1], view=[4, 2, 0, 4]), lambda image, view: hashes.get((image, view)))
    grade, rows, whys = rows_of("turned_copy", data)
    assert (grade, rows) == (Grade.ND, [0]), "as it is: another rule; without a hash: nothing"
    assert whys == ["rule_hash bits=2 radius=4 limit=0.200 view=mirrored"]
    assert rows_of("turned_copy", RuleInput(situation([0.1])))[1] == []


def test_a_verifier_proposes_what_it_is_sure_of() -> None:
    data = situation([0.1, 0.2, 0.3, 0.4, 0.5])  # the pairs (1, 2) to (9, 10)
    chance = np.array(
        [(0.002, 0.003, 0.995), (0.02, 0.96, 0.02), (0.9997, 0.0002, 0.0001), (0.0, 0.02, 0.98)], np.float32
    )
    told = Predicted(np.array([1, 3, 5, 9]), np.array([2, 4, 6, 10]), chance)
    sure = RuleInput(data, predicted=told)
    assert rows_of("verifier_nd", sure) == (Grade.ND, [0], ["rule_sure chance=0.995"])
    assert rows_of("verifier_nd", sure, sure=0.98)[1] == [0, 4], "(7, 8) it did not look at"
    assert rows_of("verifier_near_nd", sure, sure=0.95) == (Grade.NEAR_ND, [1], ["rule_sure chance=0.960"])
    assert rows_of("verifier_nnd", sure) == (Grade.NND, [2], ["rule_sure chance=0.999"]), "never said to be 1"
    for name in ("nd", "near_nd", "nnd"):
        assert rows_of(f"verifier_{name}", RuleInput(data))[1:] == ([], []), "before a verifier was fitted"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """Twelve images, their pairs mined at known distances, embeddings beside them."""
    with Project.create(tmp_path / "p", salt="test") as made:
        record_pictures(made, tmp_path / "pictures", draw_pictures(tmp_path / "pictures"), [])
        mine_pictures(made)
        ids = np.array([image.id for image in made.images.all()])
        vectors = np.random.default_rng(0).normal(size=(len(ids), 8)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        monkeypatch.setattr("app.core.embedding.embed.embeddings", lambda *_: Embeddings(ids, vectors))
        mining = made.rounds.minings()[0]
        left = np.arange(1, PAIRS)
        distance = np.linspace(0.05, 1.9, len(left)).astype(np.float32)
        found = Candidates(left, left + 1, distance, "knn", ["knn rank=1 back=1 k=10"] * len(left))
        write_candidates(found, made.path / mining.file)
        yield made


FAR = parse_assignments(["rule.far_apart.beyond=0.0"])


def proposed_pairs(project: Project, settings: Settings = FAR) -> set[tuple[int, int]]:
    (one,) = propose(project, settings, ["far_apart"])
    return set(zip(one.candidates.left.tolist(), one.candidates.right.tolist(), strict=True))


def test_nothing_is_stored_before_it_is_approved_and_then_it_is_one_step(project: Project) -> None:
    (one,) = propose(project, FAR, ["far_apart"])
    assert len(one.candidates) > 3 and project.labels.all() == []
    assert len(kept(project, "far_apart").candidates) == len(one.candidates)
    out = (int(one.candidates.left[0]), int(one.candidates.right[0]))
    step, count = approve(project, kept(project, "far_apart"), "ann", [out])
    assert count == len(one.candidates) - 1
    rows = project.labels.all()
    assert {row.step for row in rows} == {step} and out not in {(row.left, row.right) for row in rows}
    assert all((row.grade, row.source, row.tags, row.annotator) ==
               (Grade.NND, Source.RULE, ("rule:far_apart",), "ann") for row in rows)  # fmt: skip
    assert rows[0].note.startswith("Farther apart than")
    assert agreement_of(project).annotators == 0
    told = answers(project)
    assert {row.tags for row in told} == {"rule:far_apart"} and {row.label_source for row in told} == {"rule"}
    assert project.labels.undo(By("ann")) == step and project.labels.answers() == []


def test_what_was_answered_since_is_left_alone(project: Project) -> None:
    (one,) = propose(project, FAR, ["far_apart"])
    pair = int(one.candidates.left[0]), int(one.candidates.right[0])
    project.labels.append([(int(project.pairs.ids([pair[0]], [pair[1]])[0]), Act(grade=Grade.ND))], By("ben"))
    assert len(kept(project, "far_apart").candidates) == len(one.candidates) - 1
    _, count = approve(project, one, "ann")
    assert count == len(one.candidates) - 1
    assert pair not in proposed_pairs(project)
    assert approve(project, one, "ann") == (None, 0)


def test_a_persons_grade_outweighs_a_rule(project: Project) -> None:
    (one,) = propose(project, FAR, ["far_apart"])
    approve(project, one, "ann")
    pair_id = project.labels.all()[0].pair_id
    project.labels.append([(pair_id, Act(grade=Grade.ND))], By("ben"))
    held = next(answer for answer in project.labels.answers() if answer.pair_id == pair_id)
    assert (held.grade, held.source) == (Grade.ND, Source.HUMAN)


def test_sealed_pairs_are_never_proposed(project: Project) -> None:
    before = proposed_pairs(project)
    pair = max(before)
    rows = [BatchRow(*pair, 1.0, "knn", "x", "frozen", 0.5)]
    project.pairs.create_batch(NewBatch("frozen", "frozen", 0, None, 0, sealed=True, blindness="sealed"), rows)
    assert proposed_pairs(project) == before - {pair}


def test_the_stage_previews_by_default_and_approves_what_was_kept(project: Project) -> None:
    how = How(FAR)
    told = stages.propose(project, how, rules=["far_apart"], sample=2)
    assert not told["applied"] and len(told["rules"][0]["sample"]) == 2 and project.labels.all() == []
    done = stages.propose(project, how, rules=["far_apart"], approver="ann", leave_out=[])
    assert done["stored"] == told["rules"][0]["pairs"] == len(project.labels.answers())
    with pytest.raises(UserError, match="has not proposed anything yet"):
        stages.propose(project, how, rules=["hash_and_embedding"], approver="ann", leave_out=[])


def test_the_hash_of_a_turned_thumbnail_is_that_of_the_other_picture(project: Project, tmp_path: Path) -> None:
    """A picture and its mirror image through the real thumbnails."""
    pixels = np.random.default_rng(3).integers(0, 255, (9, 12, 3), dtype=np.uint8).repeat(10, 0).repeat(10, 1)
    files = [tmp_path / "twins" / name for name in ("a.png", "b.png")]
    files[0].parent.mkdir()
    Pillow.fromarray(pixels).save(files[0])
    Pillow.fromarray(pixels[:, ::-1]).save(files[1])
    record_pictures(project, tmp_path / "twins", files, [])
    a, b = (image.id for image in project.images.all()[-2:])
    found = Candidates(np.array([a]), np.array([b]), np.array([0.01], np.float32), "knn", ["x"], np.array([4]))
    write_candidates(found, project.path / project.rounds.minings()[0].file)
    settings = parse_assignments(["rule.turned_copy.distance=0.5"])
    (one,) = propose(project, settings, ["turned_copy"])
    assert (one.candidates.left.tolist(), one.candidates.right.tolist()) == ([a], [b])
    write_candidates(Candidates(np.array([a]), np.array([b]), found.distance, "knn", ["x"], np.array([2])),
                     project.path / project.rounds.minings()[0].file)  # fmt: skip
    assert len(propose(project, settings, ["turned_copy"])[0].candidates) == 0


def test_what_a_rule_grades_is_no_work_of_a_person(project: Project) -> None:
    from app.core.grading.review import Review

    (batch,) = project.pairs.batches()
    (one,) = propose(project, FAR, ["far_apart"])
    approve(project, one, "ann")
    told = Review(project, "ann", batch).progress()
    assert (told.today, told.per_minute, told.yield_last_100) == (0, None, None)
    assert told.answered > 0, "but the pairs are answered, and passed over"
