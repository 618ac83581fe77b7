"""Head choice: the heads that need no grade, on this collection: which tells its graded pairs apart best.

Every head is fitted to the collection and measured on the same pairs of the evaluation side, against the whitened one,
which is where everything starts. It is only named better where the interval over redrawn groups says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.embedding import embed
from app.core.jobs import NULL_JOB, Job
from app.core.learning.promotion import compared_on
from app.core.measuring.evaluation_pairs import gather
from app.core.settings import Settings
from models.heads import HEADS

if TYPE_CHECKING:
    from app.core.store.project import Project

START = "whiten"


def compare_heads(
    project: Project, settings: Settings, *, seed: int = 0, device: str = "auto", threads: int = 0, job: Job = NULL_JOB
) -> dict[str, Any]:
    """By head its embedder, verdict against the whitened one and figures by cut; `best`: the head to mine with.

    The embedders are stored, so that one may be mined with by its name. UserError when nothing was embedded or no
    graded pair lies on the evaluation side.
    """
    names = [entry.name for entry in HEADS if not entry.needs]
    rows = {name: embed.embed_collection(project, settings, device, threads, job, head=name).row for name in names}
    found: dict[str, Any] = {}
    for name in (one for one in names if one != START):
        rng = np.random.default_rng(seed)
        material = gather(project, settings, rng, device, threads, job, rows={START: rows[START], name: rows[name]})
        told = compared_on(material, settings["train.cut"], settings["evaluate.resamples"], rng, job)
        found[name] = {"embedder": rows[name].name, "verdict": told["verdict"], "figures": told["frozen"][name],
                       "set": told["set"]}  # fmt: skip
        found.setdefault(START, {"embedder": rows[START].name, "verdict": None, "figures": told["frozen"][START],
                                 "set": told["set"]})  # fmt: skip
    better = [name for name, one in found.items() if one["verdict"] and one["verdict"]["answer"] == "better"]
    return {"heads": found, "best": max(better, key=lambda name: _auc(found[name], settings), default=START),
            "cut": settings["train.cut"]}  # fmt: skip


def _auc(one: dict[str, Any], settings: Settings) -> float:
    return float((one["figures"][settings["train.cut"]]["auc"] or [0.0])[0])
