"""Operating points: up to which distance an embedder takes two images for a match, as measured in this project."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.core.records import Cut

if TYPE_CHECKING:
    from app.core.store.project import Project

_KEY = "operating_points"  # {fingerprint of the embedder: {cut: {distance, basis}}}


@dataclass(frozen=True)
class OperatingPoint:
    """Pairs at most `distance` apart are taken for matches; `basis` says in words how that was decided."""

    distance: float
    basis: str


def keep(project: Project, embedder: str, cut: Cut, point: OperatingPoint) -> None:
    """Store the point of one embedder (fingerprint) under one cut, in place of the one before."""
    stored = project.get(_KEY, {})
    of = stored.get(embedder, {}) | {cut.value: asdict(point)}
    project.set(_KEY, stored | {embedder: of})


def kept(project: Project, embedder: str) -> dict[Cut, OperatingPoint]:
    """The points of one embedder (fingerprint), by cut; strict before lenient."""
    of = project.get(_KEY, {}).get(embedder, {})
    return {cut: OperatingPoint(**of[cut.value]) for cut in Cut if cut.value in of}
