"""Labels: what is stored with a grade, undo and redo of two annotators, what the answers of a pair come to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from app.core.records import Act, Grade, Kind, Source
from app.core.store import label_facts
from app.core.store.labels import By
from app.core.store.project import Project
from app.core.store.schema import label
from tests.made import batch_of, begin_round, grade, project_of, sha

ROOT = Path(__file__).parents[2]
GRADES = [Act(grade=value) for value in (Grade.ND, Grade.NEAR_ND, Grade.NND)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 8) as made:
        yield made


def rows(project: Project) -> list[dict[str, object]]:
    with project.db.read() as connection:
        return [dict(row._mapping) for row in connection.execute(select(label).order_by(label.c.id))]


# What is stored


def test_a_grade_in_a_batch_carries_where_it_comes_from(project: Project) -> None:
    batch = batch_of(project, [(1, 2), (3, 4)], sealed=True, blindness="sealed")
    place = project.pairs.batch_pairs(batch.id)[1]
    act = Act(
        grade=Grade.NND, lookalike=True, low_confidence=True, degree=0.25, tags=("crop", "text"), note="hm",
        shown_at="2026-01-01T10:00:00.000+00:00", first_input_ms=700, focus_ms=900, view_modes="blink",
    )  # fmt: skip
    step = project.labels.append([(place.pair_id, act)], By("ann", batch, revealed=True, swapped=True))
    (row,) = rows(project)
    assert row["step"] == step and row["kind"] == "grade" and row["grade"] == "NND" and row["lookalike"] is True
    assert (row["left_hash"], row["right_hash"]) == (sha("003.jpg"), sha("004.jpg"))
    assert (row["batch_id"], row["batch_uuid"], row["position"], row["blindness"]) == (
        batch.id,
        batch.uuid,
        1,
        "sealed",
    )
    assert (row["stratum"], row["draw_probability"], row["distance"]) == ("hardest", 1.0, pytest.approx(0.1))
    assert (row["round"], row["embedder"], row["revealed"], row["side_order"]) == (0, None, True, "swapped")
    assert (row["tags"], row["degree"], row["focus_ms"], row["scale_version"]) == (["crop", "text"], 0.25, 900, 1)
    assert row["session"] == project.session and row["program"] == "nearpair 0.1.0" and row["supersedes"] is None


def test_outside_a_batch_the_current_round_stands(project: Project) -> None:
    project.rounds.add_embedder(fingerprint="f", name="whiten", backbone="b", backbone_fingerprint="bf",
                                head="whiten", file="checkpoints/w", dim=2)  # fmt: skip
    begin_round(project, "f")
    grade(project, 1, 2, Grade.ND)
    (row,) = rows(project)
    assert (row["round"], row["embedder"], row["batch_id"], row["side_order"]) == (0, "f", None, "as stored")


def test_a_later_grade_names_the_one_it_replaces_and_never_a_colleagues(project: Project) -> None:
    for annotator, value in (("ann", Grade.ND), ("ben", Grade.ND), ("ann", Grade.NND), ("ann", Grade.NEAR_ND)):
        grade(project, 1, 2, value, annotator)
    first, colleague, second, third = rows(project)
    assert [first["supersedes"], colleague["supersedes"]] == [None, None]
    assert (second["supersedes"], third["supersedes"]) == (first["uuid"], second["uuid"])
    project.labels.undo(By("ann"))
    grade(project, 1, 2, Grade.ND)
    assert rows(project)[-1]["supersedes"] == second["uuid"], "an undone label is replaced by nobody"
    pair_id = int(project.pairs.ids([3], [4])[0])
    project.labels.append([(pair_id, act) for act in GRADES[:2]], By("ann"))
    former, latter = rows(project)[-2:]
    assert former["supersedes"] is None and latter["supersedes"] == former["uuid"]


def test_nothing_is_ever_changed_or_deleted(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 1, 2, Grade.NND)
    before = rows(project)
    project.labels.undo(By("ann"))
    project.labels.redo(By("ann"))
    after = rows(project)
    assert after[:2] == before
    assert [(row["kind"], row["undoes"], row["pair_id"]) for row in after[2:]] == [
        ("undo", before[1]["step"], None), ("redo", before[1]["step"], None)]  # fmt: skip
    assert len({row["uuid"] for row in after}) == len({row["step"] for row in after[2:]}) + 2


def test_a_pair_repeated_in_a_batch_keeps_both_places(project: Project) -> None:
    batch = batch_of(project, [(1, 2), (3, 4), (1, 2)])
    pair_id = project.pairs.batch_pairs(batch.id)[0].pair_id
    for position in (0, 2):
        project.labels.append([(pair_id, Act(grade=Grade.ND))], By("ann", batch, position))
    project.labels.append([(pair_id, Act(grade=Grade.ND))], By("ann", batch))
    assert [row["position"] for row in rows(project)] == [0, 2, 0]


@pytest.mark.parametrize("act", [Act(), Act(Kind.UNSURE, Grade.ND), Act(Kind.UNDO), Act(Kind.IMPORT)])
def test_an_act_that_makes_no_sense_is_a_bug_and_stores_nothing(project: Project, act: Act) -> None:
    pair_id = int(project.pairs.ids([1], [2])[0])
    with pytest.raises(ValueError, match="a label of kind"):
        project.labels.append([(pair_id, Act(grade=Grade.ND)), (pair_id, act)], By("ann"))
    assert rows(project) == []


# Undo, redo, history


def test_a_bulk_act_is_one_step(project: Project) -> None:
    ids = project.pairs.ids([1, 2, 3], [2, 3, 4]).tolist()
    project.labels.append([(pair_id, Act(grade=Grade.ND)) for pair_id in ids], By("ann"))
    (step,) = project.labels.steps("ann")
    assert list(step.pair_ids) == ids and not step.undone
    assert project.labels.undo(By("ann")) == step.step
    assert project.labels.current("ann") == {} and project.labels.answers() == []
    assert project.labels.redo(By("ann")) == step.step
    assert list(project.labels.current("ann")) == ids


def test_the_history_says_what_was_answered_in_words_of_the_scale(project: Project) -> None:
    pair_id = int(project.pairs.ids([1], [2])[0])
    acts = [Act(grade=Grade.NND, lookalike=True), Act(Kind.UNSURE), Act(Kind.LATER), Act(Kind.BAD, bad_side="left"),
            Act(Kind.IMPORT, Grade.DUP, source=Source.IMPORT)]  # fmt: skip
    for act in acts:
        project.labels.append([(pair_id, act)], By("ann"))
    project.labels.undo(By("ann"))
    history = project.labels.steps("ann")
    assert [step.text for step in history] == ["lookalike", "unsure", "later", "bad", "DUP"]
    assert [step.undone for step in history] == [False, False, False, False, True]
    assert project.labels.steps("ben") == []
    assert [item.undone for item in project.labels.all()] == [False, False, False, False, True]


def test_undo_never_takes_back_a_colleagues_act(project: Project) -> None:
    grade(project, 1, 2, Grade.ND, "ben")
    assert project.labels.undo(By("ann")) is None and project.labels.redo(By("ann")) is None
    assert project.labels.next_undo("ann") is None and project.labels.next_undo("ben") is not None
    assert len(rows(project)) == 1


def test_undo_walks_on_after_a_restart(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 3, 4, Grade.NND)
    project.close()
    with Project.open(project.path, role="command") as again:
        assert [again.labels.undo(By("ann")), again.labels.undo(By("ann"))] == [
            step.step for step in reversed(again.labels.steps("ann"))]  # fmt: skip
        assert again.labels.undo(By("ann")) is None and again.labels.answers() == []


class TwoAnnotators(RuleBasedStateMachine):
    """Grades, undo and redo of two people through the store, against a plain dictionary with two stacks each."""

    annotators = st.sampled_from(["ann", "ben"])
    bulks = st.lists(st.tuples(st.integers(0, 4), st.sampled_from([*GRADES, Act(Kind.UNSURE)])), min_size=1, max_size=3)

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.project = project_of(Path(self.folder.name) / "p", 6)
        self.ids = self.project.pairs.ids([1, 1, 2, 3, 4], [2, 3, 4, 5, 6]).tolist()
        self.done: dict[str, list[dict[int, Act]]] = {"ann": [], "ben": []}
        self.undone: dict[str, list[dict[int, Act]]] = {"ann": [], "ben": []}

    @rule(who=annotators, bulk=bulks)
    def answer(self, who: str, bulk: list[tuple[int, Act]]) -> None:
        self.project.labels.append([(self.ids[index], act) for index, act in bulk], By(who))
        self.done[who].append({self.ids[index]: act for index, act in bulk})
        self.undone[who].clear()

    @rule(who=annotators)
    def later(self, who: str) -> None:
        self.project.labels.append([(self.ids[0], Act(Kind.LATER))], By(who))
        self.done[who].append({})
        self.undone[who].clear()

    @rule(who=annotators)
    def undo(self, who: str) -> None:
        assert (self.project.labels.undo(By(who)) is not None) == bool(self.done[who])
        if self.done[who]:
            self.undone[who].append(self.done[who].pop())

    @rule(who=annotators)
    def redo(self, who: str) -> None:
        assert (self.project.labels.redo(By(who)) is not None) == bool(self.undone[who])
        if self.undone[who]:
            self.done[who].append(self.undone[who].pop())

    @invariant()
    def agrees(self) -> None:
        held = {who: {k: v for step in steps for k, v in step.items()} for who, steps in self.done.items()}
        for who, expected in held.items():
            stored = self.project.labels.current(who)
            assert {k: (item.kind, item.grade) for k, item in stored.items()} == {
                k: (act.kind, act.grade) for k, act in expected.items()}  # fmt: skip
        votes = {k: [held[who][k].grade for who in held if k in held[who] and held[who][k].grade] for k in self.ids}
        assert {answer.pair_id: answer.grade for answer in self.project.labels.answers()} == {
            k: grades[0] if len(set(grades)) == 1 else None for k, grades in votes.items() if grades}  # fmt: skip

    def teardown(self) -> None:
        if hasattr(self, "project"):
            self.project.close()
            self.folder.cleanup()


TestTwoAnnotators = TwoAnnotators.TestCase
TestTwoAnnotators.settings = settings(max_examples=25, stateful_step_count=20, deadline=None,
                                      suppress_health_check=[HealthCheck.too_slow])  # fmt: skip


# What the answers come to


def test_two_who_agree_make_one_answer_and_two_who_differ_none(project: Project) -> None:
    for annotator, value in (("ann", Grade.ND), ("ben", Grade.ND)):
        grade(project, 1, 2, value, annotator, tags=(annotator,))
    grade(project, 3, 4, Grade.ND, "ann")
    grade(project, 3, 4, Grade.NND, "ben")
    agreed, differing = project.labels.answers()
    assert (agreed.grade, agreed.annotators, agreed.tags) == (Grade.ND, ("ann", "ben"), ("ann", "ben"))
    assert (agreed.left, agreed.right, len(agreed.uuids)) == (1, 2, 2)
    assert differing.grade is None and differing.annotators == ("ann", "ben")
    counts = project.labels.counts()
    assert counts["ND"] == 1 and counts["disagreements"] == 1 and counts["NND"] == 0


def test_an_adjudication_decides_until_it_is_undone(project: Project) -> None:
    grade(project, 1, 2, Grade.ND, "ann")
    grade(project, 1, 2, Grade.NND, "ben")
    grade(project, 1, 2, Grade.NND, "former chief", kind=Kind.ADJUDICATION)
    grade(project, 1, 2, Grade.NEAR_ND, "chief", kind=Kind.ADJUDICATION)
    grade(project, 1, 2, Grade.ND, "chief")
    (answer,) = project.labels.answers()
    assert (answer.grade, answer.annotators) == (Grade.NEAR_ND, ("chief",)), "a later grade does not unseat it"
    for _ in range(2):
        project.labels.undo(By("chief"))
    assert project.labels.answers()[0].annotators == ("former chief",)
    project.labels.undo(By("former chief"))
    assert project.labels.answers()[0].grade is None


def test_who_was_unsure_has_no_vote_but_is_found(project: Project) -> None:
    pair_id, other = project.pairs.ids([1, 3], [2, 4]).tolist()
    project.labels.append([(pair_id, Act(Kind.UNSURE)), (other, Act(Kind.BAD, bad_side="right"))], By("ann"))
    assert project.labels.answers() == []
    assert {k: item.kind for k, item in project.labels.current("ann").items()} == {
        pair_id: Kind.UNSURE, other: Kind.BAD}  # fmt: skip
    assert project.labels.current("ann")[other].bad_side == "right"
    assert (project.labels.counts()["unsure"], project.labels.counts()["bad"]) == (1, 1)
    grade(project, 1, 2, Grade.NND, "ben", lookalike=True)
    (answer,) = project.labels.answers()
    assert (answer.grade, answer.lookalike, answer.annotators) == (Grade.NND, True, ("ben",))
    counts = project.labels.counts()
    assert (counts["unsure"], counts["NND"], counts["lookalike"]) == (0, 1, 1)


def test_putting_a_pair_off_keeps_what_was_answered_before(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    pair_id = int(project.pairs.ids([1], [2])[0])
    project.labels.append([(pair_id, Act(Kind.LATER))], By("ann"))
    assert project.labels.current("ann")[pair_id].grade is Grade.ND and project.labels.answers()[0].grade is Grade.ND


def test_an_inferred_grade_counts_only_where_no_person_graded(project: Project) -> None:
    grade(project, 1, 2, Grade.NND, source=Source.INFERRED, inferred_from=("x", "y"))
    assert project.labels.answers()[0].source is Source.INFERRED
    grade(project, 1, 2, Grade.ND, "ben")
    (answer,) = project.labels.answers()
    assert (answer.grade, answer.source, answer.annotators) == (Grade.ND, Source.HUMAN, ("ben",))


def test_a_pair_of_a_sealed_batch_keeps_its_draw_wherever_it_was_answered(project: Project) -> None:
    sealed = batch_of(project, [(1, 2)], sealed=True)
    grade(project, 1, 2, Grade.ND, source=Source.IMPORT, kind=Kind.IMPORT)
    grade(project, 3, 4, Grade.ND)
    frozen, free = project.labels.answers()
    assert (frozen.sealed, frozen.batch, frozen.stratum, frozen.draw_probability) == (True, sealed.name, "hardest", 1.0)
    assert (free.sealed, free.batch, free.stratum, free.draw_probability) == (False, "", "", None)


def test_everybodys_answers_to_one_pair(project: Project) -> None:
    grade(project, 1, 2, Grade.ND, "ben")
    grade(project, 1, 2, Grade.NND, "ann")
    grade(project, 1, 2, Grade.NEAR_ND, "ben")
    pair_id = int(project.pairs.ids([1], [2])[0])
    assert [(item.annotator, item.grade) for item in project.labels.of_pair(pair_id)] == [
        ("ann", Grade.NND), ("ben", Grade.NEAR_ND)]  # fmt: skip


# Durability


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    head = "import sys\nfrom pathlib import Path\nfrom app.core.records import *\n" \
           "from app.core.store.labels import By\nfrom app.core.store.project import Project\n"  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", head + code, *map(str, arguments)], cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def test_kill_9_loses_no_label_that_was_acknowledged(project: Project) -> None:
    project.pairs.ids([1], [2])
    project.close()
    running = child(
        "project = Project.open(Path(sys.argv[1]), role='window')\n"
        "while True:\n"
        "    print(project.labels.append([(1, Act(grade=Grade.ND))], By('ann')), flush=True)\n",
        project.path,
    )
    assert running.stdout is not None and running.stderr is not None
    acknowledged = [running.stdout.readline().strip() for _ in range(40)]
    running.send_signal(signal.SIGKILL)
    acknowledged += [line.strip() for line in running.stdout]
    running.wait()
    running.stdout.close()
    running.stderr.close()
    with Project.open(project.path, role="window") as again:
        stored = [step.step for step in again.labels.steps("ann")]
        assert stored[: len(acknowledged)] == acknowledged and len(stored) <= len(acknowledged) + 1
        assert again.check() == [f"folder {again.images.folders()[0].path} of the collection is missing"]
        assert again.labels.current("ann")[1].grade is Grade.ND


@pytest.mark.skipif(os.name == "nt", reason="no file size limit on this system")
def test_a_full_disk_is_one_sentence_and_loses_nothing(project: Project) -> None:
    project.pairs.ids([1], [2])
    project.close()
    limit = (project.path / "project.db").stat().st_size + 200_000
    running = child(
        "import resource\n"
        "project = Project.open(Path(sys.argv[1]), role='window')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))\n"
        "stored = 0\n"
        "from models.errors import UserError\n"
        "try:\n"
        "    while stored < 10_000:\n"
        "        project.labels.append([(1, Act(grade=Grade.ND, note='x' * 5000))], By('ann'))\n"
        "        stored += 1\n"
        "except UserError as error:\n"
        "    print(stored, error)\n",
        project.path, limit,
    )  # fmt: skip
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    count, sentence = out.strip().split(" ", 1)
    assert "disk is full" in sentence and "\n" not in sentence and 0 < int(count) < 10_000
    with Project.open(project.path, role="window") as again:
        assert len(again.labels.steps("ann")) == int(count)
        grade(again, 1, 2, Grade.NND)
        assert again.labels.answers()[0].grade is Grade.NND


def test_a_jump_undoes_and_redoes_in_one_go(project: Project) -> None:
    for left in range(1, 6):
        grade(project, left, left + 1, Grade.ND)
    steps = [step.step for step in project.labels.steps("ann")]
    grade(project, 1, 3, Grade.NND, "ben")
    assert project.labels.jump(steps[1], By("ann")) == 3
    assert [step.undone for step in project.labels.steps("ann")] == [False, False, True, True, True]
    assert project.labels.next_undo("ann") == steps[1] and project.labels.next_redo("ann") == steps[2]
    assert project.labels.jump(steps[3], By("ann")) == 2 and project.labels.jump(steps[3], By("ann")) == 0
    assert project.labels.next_undo("ann") == steps[3]
    assert project.labels.jump(None, By("ann")) == 4 and project.labels.current("ann") == {}
    assert len(project.labels.current("ben")) == 1, "a colleague's acts stay"
    grade(project, 6, 7, Grade.ND)
    assert project.labels.jump(steps[0], By("ann")) is None, "a new act ended that line"
    assert [row["kind"] for row in rows(project)].count("undo") == 7


def test_tags_and_times_of_the_project(project: Project) -> None:
    ids = project.pairs.ids([1, 2], [2, 3]).tolist()
    project.labels.append([(ids[0], Act(grade=Grade.ND, tags=("crop", "own"), focus_ms=1500))], By("ann"))
    project.labels.append([(ids[1], Act(grade=Grade.ND, tags=("own",)))], By("ben"))
    assert label_facts.tags(project.db) == ["own", "crop"]
    (uuid,) = [row["uuid"] for row in rows(project) if row["focus_ms"]]
    assert label_facts.seconds(project.db) == {uuid: 1.5}
