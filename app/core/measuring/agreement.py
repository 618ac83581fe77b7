"""Agreement of several annotators on the ordered scale: percent, weighted kappa, Krippendorff's alpha.

Ratings are a table (annotators, pairs) of ranks, -1 where an annotator did not answer. All figures are None where
they are not defined (nothing answered twice; everybody gave one and the same grade).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from app.core.records import Grade, IntArray, Kind, Label, Source

if TYPE_CHECKING:
    from app.core.store.project import Project

Floats = NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval"]


@dataclass(frozen=True)
class Agreement:
    """Of `pairs` answered by two people or more: percent of equal answers, mean pairwise kappa, ordinal alpha."""

    pairs: int
    annotators: int
    percent: float | None
    kappa: float | None
    alpha: float | None


def agreement(ratings: IntArray) -> Agreement:
    """All figures of one table of ranks (annotators, pairs), -1 for no answer."""
    several = (ratings >= 0).sum(axis=0) >= 2
    kappas, weights, equal, both = [], [], 0, 0
    for one, other in combinations(range(len(ratings)), 2):
        shared = (ratings[one] >= 0) & (ratings[other] >= 0)
        first, second = ratings[one, shared], ratings[other, shared]
        equal, both = equal + int((first == second).sum()), both + len(first)
        if (value := kappa(first, second)) is not None:
            kappas.append(value)
            weights.append(len(first))
    return Agreement(
        pairs=int(several.sum()),
        annotators=int((ratings >= 0).any(axis=1).sum()),
        percent=100 * equal / both if both else None,
        kappa=float(np.average(kappas, weights=weights)) if kappas else None,
        alpha=alpha(ratings),
    )


def kappa(first: IntArray, second: IntArray, *, power: int = 1) -> float | None:
    """Cohen's weighted kappa of two raters of the same pairs (n,): linear weights with `power` 1, quadratic with 2.

    1 - observed / expected disagreement (Cohen 1968); None when either is empty or none is expected.
    """
    values = np.unique(np.concatenate((first, second)))
    if not len(values):
        return None
    cost = np.abs(values[:, None] - values[None, :]).astype(np.float64) ** power
    table = np.zeros((len(values), len(values)))
    np.add.at(table, (np.searchsorted(values, first), np.searchsorted(values, second)), 1 / len(first))
    expected = float((cost * np.outer(table.sum(axis=1), table.sum(axis=0))).sum())
    return None if expected == 0 else 1 - float((cost * table).sum()) / expected


def alpha(ratings: IntArray, level: Level = "ordinal") -> float | None:
    """Krippendorff's alpha (Krippendorff 2011): any number of raters, missing answers allowed.

    None when no pair has two answers, or all answers are the same (no disagreement could be expected).
    """
    values = np.unique(ratings[ratings >= 0])
    counts = np.stack([(ratings == value).sum(axis=0) for value in values], axis=1) if len(values) else np.empty((0, 0))
    counts = counts[counts.sum(axis=1) >= 2].astype(np.float64) if counts.size else counts
    if not len(counts):
        return None
    size = counts.sum(axis=1)
    # Coincidences: within a pair every ordered couple of different answers, weighted by 1 / (answers - 1).
    weighted = counts / (size - 1)[:, None]
    together = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    total = together.sum(axis=0)
    cost = _cost(values, total, level)
    expected = float((cost * np.outer(total, total)).sum())
    if expected == 0:
        return None
    return 1 - float((total.sum() - 1) * (cost * together).sum()) / expected


def _cost(values: IntArray, total: Floats, level: Level) -> Floats:
    """Squared distance between every two values of the scale."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "interval":
        return np.asarray((values[:, None] - values[None, :]).astype(np.float64) ** 2)
    # Ordinal: how many answers lie between two values, the two themselves counted half.
    upto = np.cumsum(total) - total / 2
    return np.asarray((upto[:, None] - upto[None, :]) ** 2, np.float64)


def agreement_of(project: Project) -> Agreement:
    """The agreement of the people of a project, on grades given before anything of the pair was revealed.

    DUP is computed, not an opinion; an unsure answer is none.
    """
    rows = [row for row in project.labels.all() if _counts(row)]
    people = {name: place for place, name in enumerate(sorted({row.annotator for row in rows}))}
    pairs = {pair: place for place, pair in enumerate(sorted({row.pair_id for row in rows}))}
    ratings = np.full((len(people), len(pairs)), -1, np.int64)
    for row in rows:  # in the order of writing: of one person's answers the last holds
        ratings[people[row.annotator], pairs[row.pair_id]] = row.grade.rank if row.grade else -1
    return agreement(ratings)


def _counts(row: Label) -> bool:
    given = row.kind is Kind.GRADE and row.source is Source.HUMAN and not row.undone
    return given and not row.revealed and row.grade is not Grade.DUP
