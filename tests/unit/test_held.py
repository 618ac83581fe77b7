"""What is followed row by row is what is read anew: answers, counts, relations, one annotator's acts and labels."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.grading.inferences import Inferences, closure_of, told_among
from app.core.records import Act, Answer, Batch, BatchPair, Grade, Kind, Label, Source
from app.core.store.labels import By, Labels
from app.core.store.project import Project
from tests.made import batch_of, grade, project_of

PEOPLE = ("ann", "ben")
IMAGES = 6
PAIRS = [(left, right) for left in range(1, IMAGES + 1) for right in range(left + 1, IMAGES + 1)]
FACTS = [(1, 2)]

_acts = st.sampled_from([
    Act(grade=Grade.ND), Act(grade=Grade.NEAR_ND, tags=("crop",)), Act(grade=Grade.NND, lookalike=True),
    Act(Kind.UNSURE), Act(Kind.BAD, bad_side="left"), Act(Kind.LATER), Act(Kind.ADJUDICATION, Grade.ND),
    Act(grade=Grade.NND, source=Source.RULE),
])  # fmt: skip
_moves = st.one_of(
    st.tuples(st.just("act"), st.sampled_from(PEOPLE), st.lists(st.tuples(st.sampled_from(PAIRS[:6]), _acts),
                                                                min_size=1, max_size=3)),
    st.tuples(st.sampled_from(["undo", "redo"]), st.sampled_from(PEOPLE), st.none()),
    st.tuples(st.sampled_from(["batch", "sealed"]), st.just("ann"), st.lists(st.sampled_from(PAIRS[:6]), min_size=1,
                                                                            max_size=3, unique=True)),
)  # fmt: skip


def seen(labels: Labels) -> tuple[object, ...]:
    """Everything that is followed."""
    relations = labels.relations(FACTS)
    told = [(relations.grade(*pair), relations.answer(*pair)) for pair in PAIRS]
    own = [(labels.steps(who), labels.current(who)) for who in PEOPLE]
    return labels.answers(), labels.counts(), relations.groups, relations.contradiction_count, told, own


def do(project: Project, move: tuple[str, str, object], labels: Labels) -> None:
    kind, who, what = move
    if kind == "act":
        assert isinstance(what, list)
        acts = [(int(project.pairs.ids([left], [right])[0]), act) for (left, right), act in what]
        labels.append(acts, By(who))
    elif kind in ("undo", "redo"):
        getattr(labels, kind)(By(who))
    else:
        assert isinstance(what, list)
        batch_of(project, what, sealed=kind == "sealed")


@settings(max_examples=25, deadline=None)
@given(st.lists(_moves, max_size=14), st.data())
def test_following_is_reading_anew(moves: list[tuple[str, str, object]], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, project_of(Path(folder, "p"), IMAGES) as project:
        seen(project.labels)
        other = Labels(project.db, "elsewhere")  # another process writes too
        for move in moves:
            do(project, move, data.draw(st.sampled_from([project.labels, other])))
            if data.draw(st.booleans()):
                assert seen(project.labels) == seen(Labels(project.db, "anew"))
        assert seen(project.labels) == seen(Labels(project.db, "anew"))


def test_what_is_given_out_may_be_changed_by_whoever_asked(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 4) as project:
        grade(project, 1, 2, Grade.ND)
        for given_out in (project.labels.answers(), project.labels.steps("ann"), project.labels.current("ann")):
            given_out.clear()
        assert len(project.labels.answers()) == len(project.labels.steps("ann")) == len(project.labels.current("ann"))
        assert len(project.labels.answers()) == 1


def test_an_answer_comes_back_with_what_it_holds(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 4) as project:
        one, other = (int(id) for id in project.pairs.ids([1, 3], [2, 4]))
        step, now = project.labels.answer([(one, Act(grade=Grade.ND)), (other, Act(Kind.LATER))], By("ann"))
        assert now == project.labels.current("ann", [one, other]) and now[one].step == step and other not in now


def test_a_sealed_batch_made_later_keeps_its_draw(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 4) as project:
        grade(project, 1, 2, Grade.ND)
        assert not project.labels.answers()[0].sealed
        sealed = batch_of(project, [(1, 2)], sealed=True)
        (answer,) = project.labels.answers()
        assert isinstance(answer, Answer) and answer.sealed and answer.batch == sealed.name


_pairs = st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda ends: ends[0] < ends[1])
_told = st.dictionaries(_pairs, st.sampled_from([Grade.ND, Grade.ND, Grade.NEAR_ND, Grade.NND]), max_size=16)


def label_of(id: int, ends: tuple[int, int], grade: Grade) -> Label:
    empty = ("", "", Kind.GRADE, id, *ends, grade, False, False, None, (), "", "ann", None, None, None, Source.HUMAN)
    return Label(id, *empty, created_at="")


@settings(max_examples=200, deadline=None)
@given(_told, st.sets(_pairs, max_size=3), st.sets(_pairs, min_size=1, max_size=4))
def test_few_answers_say_of_the_pairs_asked_what_all_do(
    told: dict[tuple[int, int], Grade], facts: set[tuple[int, int]], asked: set[tuple[int, int]]
) -> None:
    answers = {id: label_of(id, ends, grade) for id, (ends, grade) in enumerate(told.items())}
    whole = closure_of(answers, facts)
    few, same, _ = told_among(answers, sorted(facts), {image for pair in asked for image in pair})
    part = closure_of(few, same)
    assert [part.verdict(*pair) for pair in asked] == [whole.verdict(*pair) for pair in asked]


def test_answers_elsewhere_are_left_out() -> None:
    answers = {0: label_of(0, (1, 2), Grade.ND), 1: label_of(1, (2, 3), Grade.NND), 2: label_of(2, (5, 6), Grade.ND)}
    few, same, reached = told_among(answers, [(3, 4), (7, 8)], [1, 3])
    assert few.keys() == {0, 1} and same == [(3, 4)] and reached == {1, 2, 3, 4}


@settings(max_examples=150, deadline=None)
@given(_told, st.lists(_pairs, min_size=1, max_size=5, unique=True), st.data())
def test_what_is_passed_over_is_the_same_with_few_answers_as_with_all(
    told: dict[tuple[int, int], Grade], asked: list[tuple[int, int]], data: st.DataObject
) -> None:
    batch = Batch(1, "u", "b", "hardest", 0, "blind", False, 0, len(asked))
    pairs = [BatchPair(1, n, 100 + n, *ends, 0.1, "knn", "", "s", 1.0, False) for n, ends in enumerate(asked)]
    answers = {ends[0] * 12 + ends[1]: label_of(1, ends, grade) for ends, grade in told.items()}
    followed, whole = Inferences(batch, pairs, [(0, 1)]), Inferences(batch, pairs, [(0, 1)])
    for inferences in (followed, whole):
        inferences.read(answers)
    assert whole.closure is whole.closure  # told of all answers from here on
    for ends in data.draw(st.lists(_pairs, max_size=6)):
        grade = data.draw(st.sampled_from([Grade.ND, Grade.NND, None]))
        key = ends[0] * 12 + ends[1]
        answers.pop(key, None)
        if grade is not None:
            answers[key] = label_of(1, ends, grade)
        before = [followed.grade(place) for place in range(len(pairs))]
        touched = followed.told(*ends, answers.get(key))
        whole.told(*ends, answers.get(key))
        after = [followed.grade(place) for place in range(len(pairs))]
        assert after == [whole.grade(place) for place in range(len(pairs))]
        assert {place for place in range(len(pairs)) if before[place] is not after[place]} <= touched
