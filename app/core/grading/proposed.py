"""Proposed grades: what rules would answer, kept aside until a person approves it.

A rule is a function `propose(data: RuleInput, **settings) -> Proposal` in a file of its own, declared by one line in
`app/core/rules/__init__.py`. It looks at candidates nobody answered and none of which is in a sealed batch. What is
approved is stored as one step with source "rule" and the rule's name as a tag: it can be undone at once, yields to any
grade of a person, and is left out of agreement and of frozen evaluation pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.asking.situation import Situation
from app.core.atomic import make_folder
from app.core.jobs import NULL_JOB, Job
from app.core.judging.predicted import Predicted
from app.core.judging.predicted import stored as stored_predictions
from app.core.mining.candidates import chosen, read_candidates, write_candidates
from app.core.mining.known import Known, keys
from app.core.mining.why import Whys, why_text
from app.core.records import Act, BoolArray, Candidates, Grade, IntArray, Source
from app.core.rules import RULES
from app.core.settings import Settings
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

TAG = "rule:"  # begins the tag that names the rule
FOLDER = "rules"  # beside the candidates: a proposal is a cache too


@dataclass(frozen=True)
class RuleInput:
    """What a rule may look at: the open candidates, the perceptual hash of an image under a view, and what the newest
    verifier thinks of candidates, where there is one."""

    situation: Situation
    hash_of: Callable[[int, int], int | None] = lambda _image, _view: None
    predicted: Predicted | None = None


@dataclass(frozen=True)
class Proposal:
    """Rows of the candidates that a rule would grade so, each with its reason."""

    grade: Grade
    rows: IntArray
    whys: Whys


Rule = Callable[..., Proposal]  # (RuleInput, **settings of its registry entry)


@dataclass(frozen=True)
class Proposed:
    """What one rule proposes in a project, kept in `file`."""

    rule: str
    grade: Grade
    candidates: Candidates
    file: Path


def limit_of(situation: Situation, distance: float) -> float:
    """The distance a setting means: 0 is a quarter of the boundary between ND and near-ND."""
    return distance or situation.boundaries.b1 / 4


def sure_of(data: RuleInput, grade: Grade, sure: float) -> Proposal:
    """`grade` for the candidates that the newest verifier gives it with a chance of at least `sure`.

    Its chances are calibrated; of what it proposed itself it does not learn (app/core/judging/lessons.py).
    """
    found = data.situation.candidates
    if data.predicted is None:
        return Proposal(grade, np.empty(0, np.int64), Whys.of("rule_sure", chance=np.empty(0, np.float64)))
    chance = data.predicted.chance_of(found.left, found.right)[:, min(grade.rank, 2)]
    rows = np.flatnonzero(chance >= sure)
    return Proposal(grade, rows, Whys.of("rule_sure", chance=np.floor(chance[rows] * 1000) / 1000))


def propose(project: Project, settings: Settings, names: Sequence[str] = (), job: Job = NULL_JOB) -> list[Proposed]:
    """What these rules (none named: all) would grade now; kept in files until the next time, nothing is stored."""
    entries = [RULES.entry(name) for name in names] if names else list(RULES)
    data = _input(project, settings)
    made = []
    for entry in job.track(entries, len(entries), "Applying rules"):
        found = entry.load()(data, **settings.of_entry("rule", entry))
        some = chosen(data.situation.candidates, found.rows)
        some = Candidates(some.left, some.right, some.distance, f"{entry.name}={found.grade}", found.whys, some.view)
        file = file_of(project, entry.name)
        make_folder(file.parent)
        write_candidates(some, file)
        made.append(Proposed(entry.name, found.grade, some, file))
    return made


def propose_and_tell(
    project: Project,
    settings: Settings,
    names: Sequence[str],
    sample: int = 0,
    seed: int = 0,
    job: Job = NULL_JOB,
    *,
    approver: str = "",
    leave_out: Sequence[Sequence[int]] | None = None,
) -> dict[str, Any]:
    """Propose and say what it was; with an `approver` store it in that name.

    `leave_out`, pairs of image ids: what was proposed last is stored without them, and no rule is asked anew.
    """
    made = propose(project, settings, names, job) if leave_out is None else [kept(project, name) for name in names]
    rules = [told(project, one, sample, seed) for one in made]
    stored = 0
    if approver:
        job.report("Storing grades")
        out = [(left, right) for left, right in leave_out or ()]
        # A pair that an earlier rule graded is not open to a later one.
        stored = sum(approve(project, one, approver, out)[1] for one in made)
    return {"rules": rules, "applied": bool(approver), "stored": stored}


def file_of(project: Project, rule: str) -> Path:
    """Where the proposals of a rule are kept."""
    return project.folder("candidates") / FOLDER / f"{rule}.arrow"


def kept(project: Project, rule: str) -> Proposed:
    """What the rule proposed last, without pairs that were answered since; UserError when it was never asked."""
    file = file_of(project, RULES.entry(rule).name)
    if not file.is_file():
        raise UserError("the rule {rule} has not proposed anything yet; ask for its proposals first", rule=rule)
    found = read_candidates(file)
    grade = Grade(found.miner.rpartition("=")[2])
    return Proposed(rule, grade, chosen(found, np.flatnonzero(_open(project, found.left, found.right))), file)


def approve(
    project: Project, proposed: Proposed, annotator: str, leave_out: Collection[tuple[int, int]] = ()
) -> tuple[str | None, int]:
    """Store what a rule proposed, but for the pairs left out, as one step of this person; its uuid and its size.

    Pairs that somebody answered since are left alone; no step when nothing is left.
    """
    from app.core.store.labels import By

    found = proposed.candidates
    out = np.array(sorted(leave_out), np.int64).reshape(-1, 2)
    taken = ~np.isin(keys(found.left, found.right), keys(out[:, 0], out[:, 1]))
    some = chosen(found, np.flatnonzero(taken & _open(project, found.left, found.right)))
    if not len(some):
        return None, 0
    ids = project.pairs.ids(some.left, some.right).tolist()
    acts = [
        (pair_id, Act(grade=proposed.grade, tags=(TAG + proposed.rule,), note=why_text(reason), mode="rule",
                      source=Source.RULE))
        for pair_id, reason in zip(ids, some.why, strict=True)
    ]  # fmt: skip
    return project.labels.append(acts, By(annotator, blindness="open", revealed=True)), len(acts)


def told(project: Project, proposed: Proposed, sample: int, seed: int = 0) -> dict[str, Any]:
    """A rule's proposals for the command line, with some of them drawn at random."""
    found = proposed.candidates
    rows = np.random.default_rng(seed).permutation(len(found))[:sample]
    some = chosen(found, rows)
    images = project.images.by_ids({*some.left.tolist(), *some.right.tolist()})
    drawn = [
        {"left_path": images[left].path, "right_path": images[right].path, "distance": round(distance, 6),
         "why": why_text(reason)}
        for left, right, distance, reason in zip(some.left.tolist(), some.right.tolist(), some.distance.tolist(),
                                                 some.why, strict=True)
    ]  # fmt: skip
    return {"rule": proposed.rule, "grade": proposed.grade.value, "pairs": len(found), "sample": drawn}


def _input(project: Project, settings: Settings) -> RuleInput:
    from app.core.asking.implied import Implied
    from app.core.asking.pool import Pool, pool
    from app.core.asking.situation import graded_of, situation_of
    from app.core.reading.identical import duplicates

    round_ = project.rounds.current()
    if round_ is None:
        raise UserError("nothing was mined yet in {project}; mine first", project=project.name)
    answers, judged, twins = project.labels.answers(), project.labels.judged(), duplicates(project)
    known = Known.build([], [(left, right) for left, right, _ in judged.tolist()], twins)
    implied = Implied.build(answers, twins)
    source = pool(project, round_.number, asked=True, known=known, implied=implied)
    free = np.flatnonzero(_open(project, source.candidates.left, source.candidates.right))
    source = Pool(chosen(source.candidates, free), Whys.of_rows(source.miners, free), source.others, source.closed)
    return RuleInput(
        situation_of(project, source, graded_of(answers, judged), implied, settings),
        lru_cache(100_000)(partial(_hash, project)),
        stored_predictions(project),
    )


def _open(project: Project, left: IntArray, right: IntArray) -> BoolArray:
    """Whether each pair is unanswered and in no sealed batch: those are there to measure people and embeddings."""
    judged = project.labels.judged()
    sealed = [(p.left, p.right) for batch in project.pairs.batches() if batch.sealed or batch.blindness == "sealed"
              for p in project.pairs.batch_pairs(batch.id)]  # fmt: skip
    shut = np.concatenate((judged[:, :2], np.array(sealed, np.int64).reshape(-1, 2)))
    free: BoolArray = ~np.isin(keys(left, right), keys(shut[:, 0], shut[:, 1]))
    return free


def _hash(project: Project, image: int, view: int) -> int | None:
    """The perceptual hash of an image's thumbnail under a view, None without one."""
    from PIL import Image as Pillow

    from app.core.reading.hashes import perceptual_hash
    from app.core.reading.thumbnails import thumbnail_path
    from models.views import turn

    row = project.images.by_ids([image])[image]
    file = thumbnail_path(project.folder("thumbs"), row.content_hash)
    try:
        with Pillow.open(file) as small:
            return perceptual_hash(Pillow.fromarray(turn(np.asarray(small.convert("RGB")), view)))
    except OSError:  # a thumbnail is a cache: without it the rule says nothing of this pair
        return None
