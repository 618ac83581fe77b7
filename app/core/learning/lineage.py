"""Lineage: of every embedder what it came from, what it learned, what was measured of it, and whether it mines."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from app.core.learning.label_hash import SHORT, label_hash
from app.core.learning.promotion import next_embedder
from app.core.records import EmbedderRow

if TYPE_CHECKING:
    from app.core.store.project import Project

SETTINGS = ("train.", "loss.", "sampler.", "student.")  # the beginnings of the settings that made an embedder


@dataclass(frozen=True)
class Descent:
    """One embedder: by name its `parent` and what it was compared with (`against`), "" where there is none.

    `labels`: how many label rows it learned from, `label_hash`: of their uuids, "" without any. `verdict`: better,
    worse, cannot tell, or "" before it was compared; `sentence` says it in words. `rounds`: those it mined.
    `mines_next`: the next round is mined with it. `warm`: what a warm start gained, {} for every other embedder.
    """

    name: str
    fingerprint: str
    head: str
    scope: str
    parent: str
    round: int
    seed: int
    created_at: str
    labels: int
    label_hash: str
    settings: dict[str, Any]
    metrics: dict[str, Any]
    against: str
    verdict: str
    sentence: str
    promoted_at: str
    rounds: tuple[int, ...]
    mines_next: bool
    flag: str
    warm: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"rounds": list(self.rounds)}


def lineage(project: Project) -> list[Descent]:
    """Every embedder of the project, newest first."""
    rows = project.rounds.embedders()
    names = {row.fingerprint: row.name for row in rows}
    mined: dict[str, list[int]] = {}
    for round_ in project.rounds.all():
        mined.setdefault(round_.embedder, []).append(round_.number)
    chosen = next_embedder(project)
    following = chosen.fingerprint if chosen else ""
    return [_descent(row, names, tuple(mined.get(row.fingerprint, ())), following) for row in rows[::-1]]


def _descent(row: EmbedderRow, names: dict[str, str], rounds: tuple[int, ...], following: str) -> Descent:
    labels = row.trained_on.get("labels", ())
    metrics = row.metrics or {}
    verdict = metrics.get("verdict", {})
    return Descent(
        name=row.name,
        fingerprint=row.fingerprint,
        head=row.head,
        scope=str(row.settings.get("train.scope", "head")) if row.parent else "",
        parent=names.get(row.parent or "", ""),
        round=row.round,
        seed=row.seed,
        created_at=row.created_at,
        labels=len(labels),
        label_hash=label_hash(labels)[:SHORT],
        settings={key: value for key, value in row.settings.items() if key.startswith(SETTINGS)},
        metrics=metrics,
        against=str(metrics.get("against", "")),
        verdict=str(verdict.get("answer", "")),
        sentence=str(verdict.get("sentence", "")),
        promoted_at=str((row.promotion or {}).get("at", "")),
        rounds=rounds,
        mines_next=row.fingerprint == following,
        flag=row.flag or "",
        warm=dict(row.trained_on.get("warm", {})),
    )
