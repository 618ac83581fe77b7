"""Verdict: is one embedding better than another, worse, or can these pairs not tell; and how many more would.

Both are measured on the same pairs and the same resamples, so what the pairs have in common cancels out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from app.core.measuring.metrics import RATES, Figures, Floats

_LEVEL = (2.5, 97.5)
_REACH = 1.96 + 0.84  # standard errors a true difference must be away from 0 to be seen in 80 of 100 samples
_MOST_GRADES = 1_000_000  # more than that is "no difference to be seen"


@dataclass(frozen=True)
class Difference:
    """Candidate minus baseline in one measure, with its 95 % interval and standard error."""

    measure: str
    value: float
    low: float
    high: float
    error: float

    @property
    def sign(self) -> int:
        """1 above 0, -1 below 0, 0 when the interval holds 0."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0

    def grades_needed(self, grades: int) -> int | None:
        """About how many more grades would settle it if the difference is what it seems; None: beyond reason."""
        if self.value == 0 or self.error == 0:
            return None
        needed = grades * (_REACH * self.error / abs(self.value)) ** 2
        return max(1, round(needed - grades)) if needed - grades <= _MOST_GRADES else None


@dataclass(frozen=True)
class Verdict:
    """`answer`: "better", "worse" or "cannot tell"; `decided_by` names the measures whose interval excludes 0."""

    candidate: str
    baseline: str
    answer: str
    decided_by: tuple[str, ...]
    differences: tuple[Difference, ...]
    more_grades: int | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON, with the sentence."""
        lists = {"decided_by": list(self.decided_by), "differences": [asdict(d) for d in self.differences]}
        return {**asdict(self), **lists, "sentence": self.sentence}

    @property
    def sentence(self) -> str:
        """The answer as one sentence."""
        # Every case is a sentence of its own: a translator cannot put pieces together.
        by = ", ".join(f"{d.measure} ({d.value:+.2g})" for d in self.differences if d.measure in self.decided_by)
        if self.answer == "better":
            return f"{self.candidate} is better than {self.baseline}, by {by}."
        if self.answer == "worse":
            return f"{self.candidate} is worse than {self.baseline}, by {by}."
        if self.more_grades is None:
            return (
                f"These pairs cannot tell {self.candidate} from {self.baseline}; "
                "no number of grades within reason would."
            )
        return (
            f"These pairs cannot tell {self.candidate} from {self.baseline}; "
            f"about {self.more_grades} more grades would, if the difference is what it seems."
        )


def compare(
    names: tuple[str, str],
    points: tuple[Figures, Figures],
    resamples: tuple[Figures, Figures],
    rates: tuple[float, ...],
    grades: int,
) -> Verdict:
    """Compare (baseline, candidate) by TPR at the smallest of the carried `rates` and by AUC.

    Better: one of the two intervals lies above 0 and none below. `grades`: how many answers the figures rest on.
    """
    differences = [_difference("AUC", *(f.auc[0] for f in points), *(f.auc for f in resamples))]
    if rates:
        place = RATES.index(rates[-1])
        measure = f"TPR at FPR {rates[-1]:g}"
        tpr = _difference(measure, *(f.tpr[0, place] for f in points), *(f.tpr[:, place] for f in resamples))
        differences.insert(0, tpr)
    signs = {difference.sign for difference in differences} - {0}
    answer = {frozenset({1}): "better", frozenset({-1}): "worse"}.get(frozenset(signs), "cannot tell")
    told = answer != "cannot tell"
    needed = [n for n in (difference.grades_needed(grades) for difference in differences) if n is not None]
    return Verdict(
        candidate=names[1],
        baseline=names[0],
        answer=answer,
        decided_by=tuple(d.measure for d in differences if d.sign and told),
        differences=tuple(differences),
        more_grades=None if told else min(needed, default=None),
    )


def _difference(measure: str, baseline: float, candidate: float, baselines: Floats, candidates: Floats) -> Difference:
    apart = candidates - baselines
    low, high = np.nanpercentile(apart, _LEVEL)
    return Difference(measure, float(candidate - baseline), float(low), float(high), float(np.nanstd(apart)))
