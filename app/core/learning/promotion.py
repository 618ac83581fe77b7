"""Promotion: which embedder mines next, and whether a new one is better than the one that mines now.

A new embedder is compared with the one that mines on the same pairs of the evaluation side and the same redrawn
groups. It mines next unless it is worse; worse needs a person's word, and so does going back to an older one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.jobs import NULL_JOB, Job
from app.core.measuring.evaluate import measured_on, telling_set
from app.core.measuring.evaluation_pairs import Material, gather
from app.core.measuring.remined import remined
from app.core.records import EmbedderRow
from app.core.settings import Settings
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

WORSE = "worse"
CANNOT_TELL = "cannot tell"
SHOWN = ("auc", "ap", "tpr", "positives", "negatives")  # of a cell of a report: what is kept with the embedder


def next_embedder(project: Project) -> EmbedderRow | None:
    """The embedder that the next round is mined with: the one promoted last, or one learned since that is not worse.

    None while nothing was learned or promoted.
    """
    moments = [(_moment(row), row.id, row) for row in project.rounds.embedders()]
    return max(((when, id_, row) for when, id_, row in moments if when), default=("", 0, None))[2]


def _moment(row: EmbedderRow) -> str:
    """When this embedder became a choice for the next round; "" if it is none."""
    if row.promotion:
        return str(row.promotion["at"])
    return row.created_at if row.parent and answer_of(row) != WORSE else ""


def answer_of(row: EmbedderRow) -> str:
    """better, worse or cannot tell, as the embedder was judged last; "" before."""
    return str(((row.metrics or {}).get("verdict") or {}).get("answer", ""))


def chosen_to_mine(project: Project) -> EmbedderRow:
    """As `next_embedder`, noted as promoted from now on; UserError with what to do where there is none."""
    row = next_embedder(project)
    if row is not None:
        if not row.promotion:
            _note(project, row, by="remine")
        return row
    learned = [known for known in project.rounds.embedders() if known.parent]
    if not learned:
        raise UserError("nothing was trained yet in {project}; train first", project=project.name)
    against = (learned[-1].metrics or {})["against"]
    raise UserError("{name} is worse than {against} and does not mine without your word; promote it with --anyway, "
                    "or train again", name=learned[-1].name, against=against)  # fmt: skip


def judge(
    project: Project,
    row: EmbedderRow,
    settings: Settings,
    *,
    seed: int = 0,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """Compare this embedder with the one that mines now (or, if it is that one, its parent); keep and return it.

    `against` (name), `set` (origin of the pairs that decide), `cut`, `verdict` (as in a report of evaluate), `frozen`:
    figures of both on the pairs that decide; `mined`: on the nearest negatives of either of them; by name and cut.
    """
    baseline = _baseline(project, row)
    cut = settings["train.cut"]
    kept: dict[str, Any] = {"against": baseline.name, "fingerprint": baseline.fingerprint, "cut": cut,
                            "set": "", "frozen": {}, "mined": {}}  # fmt: skip
    rng = np.random.default_rng(seed)
    try:
        material = gather(project, settings, rng, device, threads, job,
                          rows={baseline.name: baseline, row.name: row})  # fmt: skip
    except UserError as error:  # nothing to measure on is an answer too
        kept["verdict"] = _cannot_tell(str(error))
    else:
        kept |= compared_on(material, cut, settings["evaluate.resamples"], rng, job)
    if flagged := next((known for known in (baseline, row) if known.flag), None):
        kept["verdict"] = _cannot_tell(f"the figures of {flagged.name} are not to be trusted, {flagged.flag}")
    project.rounds.set_metrics(row.fingerprint, kept)
    return kept


def compared_on(
    material: Material, cut: str, resamples: int, rng: np.random.Generator, job: Job = NULL_JOB
) -> dict[str, Any]:
    """The verdict and figures of the two embedders of `material`, the second against the first."""
    sets = {name: measured_on(material, name, resamples, rng, job) for name in material.origins}
    best = telling_set(sets, cut)
    verdict = sets[best]["verdicts"].get(cut)
    mined = remined(material, resamples, rng, job)
    return {
        "set": best,
        "verdict": verdict or _cannot_tell(sets[best].get("reason") or "there are too few pairs"),
        "frozen": _figures(sets[best]["embedders"]),
        "mined": _figures(mined),
    }


def promote(
    project: Project,
    row: EmbedderRow,
    settings: Settings,
    *,
    anyway: bool = False,
    seed: int = 0,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """Make this embedder the one that mines next; gives the verdict. UserError if it is worse, unless `anyway`."""
    judged = judge(project, row, settings, seed=seed, device=device, threads=threads, job=job)
    verdict = judged["verdict"]
    if verdict["answer"] == WORSE and not anyway:
        raise UserError("{verdict} If you want it to mine all the same, promote it with --anyway.",
                        verdict=verdict["sentence"])  # fmt: skip
    _note(project, row, by="anyway" if verdict["answer"] == WORSE else "promote")
    return {"embedder": row.name, "against": judged["against"], "set": judged["set"], **verdict}


def _note(project: Project, row: EmbedderRow, *, by: str) -> None:
    judged = answer_of(project.rounds.embedder(row.fingerprint))
    project.rounds.set_promotion(row.fingerprint, by, judged)


def _baseline(project: Project, row: EmbedderRow) -> EmbedderRow:
    """What this embedder is compared with: the one that mines now, or its parent where it mines itself."""
    now_ = project.rounds.embedder()
    if now_ is not None and now_.fingerprint != row.fingerprint:
        return now_
    others = [known for known in project.rounds.embedders() if known.fingerprint != row.fingerprint]
    if not others:
        raise UserError("{name} is the only embedder of this project: there is nothing to compare it with",
                        name=row.name)  # fmt: skip
    return next((known for known in others if known.fingerprint == row.parent), others[-1])


def _cannot_tell(reason: str) -> dict[str, Any]:
    return {"answer": CANNOT_TELL, "sentence": f"Cannot tell: {reason}.", "more_grades": None, "differences": []}


def _figures(embedders: dict[str, Any]) -> dict[str, Any]:
    """Of the cells of a report those figures that are kept for good, by name and cut."""
    return {name: {cut: {key: cell[key] for key in SHOWN} for cut, cell in cells.items()}
            for name, cells in embedders.items()}  # fmt: skip
