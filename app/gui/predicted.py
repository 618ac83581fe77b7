"""What is predicted of a pair, in words; shown only when everything may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gui.texts import tr

if TYPE_CHECKING:
    from app.core.judging.prediction import GradeCurve


def predicted_texts(curve: GradeCurve | None, distance: float) -> list[str]:
    """The grade that the distance predicts with its chance, and the degree with its interval; none without a curve."""
    if curve is None:
        return []
    found = curve.at(distance)
    return [tr("Predicted by its distance: {grade} ({percent:.0f} %), degree {degree:.2f} ({low:.2f} to {high:.2f}).",
               grade=found.grade.value, percent=100 * found.probabilities[found.grade], degree=found.degree,
               low=found.low, high=found.high)]  # fmt: skip
