"""Standing: where a project stands, the same for the status bar and for `nearpair status`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.core.records import Grade, Side

if TYPE_CHECKING:
    from app.core.store.project import Project

ACROSS = "across"  # the two images of the pair are on different sides of the split
UNSPLIT = "unsplit"  # the split has not been made yet


def standing(project: Project) -> dict[str, Any]:
    """Counts of one project; reads the whole label table, so a caller in a window waits for a pause.

    images, files, problems; pairs (asked or graded), graded (at least one grade), queued (in a batch and still
    unanswered); labels: pairs by answer (DUP, ND, near-ND, NND, lookalike, which is in NND too, unsure, bad);
    rounds, round (number of the newest, None before the first); disagreements, contradictions.
    """
    from app.core.reading.identical import duplicates

    size = project.images.count()
    counts = dict(project.labels.counts())
    answers = project.labels.answers()
    rounds = project.rounds.all()
    graded = {answer.pair_id for answer in answers}
    asked = set(project.pairs.places())
    disagreements = counts.pop("disagreements")
    return {
        "images": size.images,
        "files": size.files,
        "problems": size.problems,
        "pairs": len(asked | graded),
        "graded": len(graded),
        "queued": max(0, len(asked - graded) - counts["unsure"] - counts["bad"]),
        "labels": counts,
        "rounds": len(rounds),
        "round": rounds[-1].number if rounds else None,
        "disagreements": disagreements,
        "contradictions": project.labels.relations(duplicates(project)).contradiction_count,
    }


def grades_by_side(project: Project) -> Mapping[str, Counter[Grade]]:
    """How many pairs of each grade lie on each side of the split: train, evaluation, ACROSS and UNSPLIT."""
    sides = project.images.sides()
    table: dict[str, Counter[Grade]] = {name: Counter() for name in (*Side, ACROSS, UNSPLIT)}
    for answer in project.labels.answers():
        if answer.grade is not None:
            left, right = sides.get(answer.left), sides.get(answer.right)
            name = UNSPLIT if left is None or right is None else left if left == right else ACROSS
            table[name][answer.grade] += 1
    return table
