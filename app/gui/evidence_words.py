"""What was found between two pictures, in a sentence for the canvas."""

from __future__ import annotations

from app.core.verifying.evidence import PairEvidence
from app.gui.texts import mark, tr
from app.gui.widgets.view import View

COMPARING = mark("Comparing…")
REFUSALS = {
    "few": mark("No verified match: too few points agree ({n})"),
    "folded": mark("No verified match: what agrees fits no camera and no edit"),
    "scale": mark("No verified match: what agrees fits no camera and no edit"),
    "clustered": mark("No verified match: what agrees lies in one small spot"),
}


def words(evidence: PairEvidence, view: View, *, sealed: bool = False) -> str:
    """What the chip on the canvas says; under `sealed` no number of matching points."""
    return _difference(evidence) if view is View.DIFFERENCE else matches(evidence, sealed=sealed)


def matches(evidence: PairEvidence, *, sealed: bool = False) -> str:
    """`34 matching points, mirrored`, or why there is no match."""
    if sealed:
        return tr("Aligned") if evidence.aligned else tr("Not aligned")
    if not evidence.aligned:
        return tr(REFUSALS[evidence.refusal], n=evidence.agreeing)
    if not evidence.view_words:
        return tr("{count} matching points", count=len(evidence.left))
    return tr("{count} matching points, {view}", count=len(evidence.left), view=tr(evidence.view_words))


def _difference(evidence: PairEvidence) -> str:
    change = evidence.change
    if change is None:
        return tr("Not aligned and of different shape: there is no difference to show")
    how = [] if evidence.aligned else [tr("not aligned")]
    if change.mostly:
        return ", ".join([tr("Most of the picture differs"), *how])
    number = len(change.outlines)
    count = {0: tr("No changed region"), 1: tr("1 changed region")}.get(
        number, tr("{number} changed regions", number=number)
    )
    said = [count]
    if number:
        said.append(tr("{percent} % of the picture", percent=max(1, round(100 * change.changed))))
    if change.covered <= 0.97:
        said.append(tr("{percent} % of the left picture is on both", percent=round(100 * change.covered)))
    return ", ".join([*said, *how])
